/** What a record holds, by `object.field`, beside the lines of a member. */
export type Entry = {
  readonly object: 'member' | 'crew'
  readonly roles: readonly Role[]
  readonly values: Readonly<Record<string, unknown>>
  readonly phones: readonly Readonly<Record<string, unknown>>[]
}

export const roles = ['rower', 'coach'] as const
export type Role = (typeof roles)[number]

/** Whoever is there, by id. Nothing in it is ever changed: what happens makes another one. */
export type Club = ReadonlyMap<string, Entry>

export type Owner = 'member' | Role | 'crew' | 'memberPhone'

export type Kept = {
  readonly owner: Owner
  readonly name: string
  kind: 'text' | 'integer' | 'decimal' | 'choice' | 'reference' | 'double' | 'sum'
  /** The field that a formula reads. */
  readonly of?: string
  readonly initial?: unknown
  /** At how many noted instants it was not there yet. */
  readonly since: number
  state: 'there' | 'retired' | 'erased'
}

const builtIn: readonly Omit<Kept, 'state'>[] = [
  { owner: 'member', name: 'name', kind: 'text', since: 0 },
  { owner: 'member', name: 'age', kind: 'integer', since: 0 },
  { owner: 'member', name: 'friend', kind: 'reference', since: 0 },
  { owner: 'rower', name: 'hours', kind: 'integer', since: 0 },
  { owner: 'rower', name: 'crew', kind: 'reference', since: 0 },
  { owner: 'coach', name: 'fee', kind: 'integer', since: 0 },
  { owner: 'crew', name: 'name', kind: 'text', since: 0 },
  { owner: 'memberPhone', name: 'number', kind: 'text', since: 0 },
  { owner: 'memberPhone', name: 'contact', kind: 'reference', since: 0 },
]

/**
 * What a plain clerk would remember of the club: who was there and held what at each noted instant. It shares
 * nothing with the engine but the words.
 */
export class Memory {
  now: Club = new Map()
  noted: { at: string; club: Club }[] = []
  /** Who went into whom. */
  readonly into = new Map<string, string>()
  readonly fields: Kept[] = builtIn.map((one) => ({ ...one, state: 'there' }))

  /** Fields that are there today, of these owners. */
  shown(...owners: readonly Owner[]): readonly Kept[] {
    return this.fields.filter(({ owner, state }) => state === 'there' && owners.includes(owner))
  }

  /** Fields that people added, in this state. */
  added(state: Kept['state']): readonly Kept[] {
    return this.fields.slice(builtIn.length).filter((one) => one.state === state)
  }

  put(id: string, entry: Entry): void {
    this.now = new Map([...this.now, [id, entry]])
  }

  /** Everybody who names one of two names the other. */
  rename(from: string, to: string): void {
    for (const [id, entry] of this.now)
      this.put(
        id,
        renamed(entry, (value) => (value === from ? to : value)),
      )
  }

  without(id: string): void {
    this.now = new Map([...this.now].filter(([one]) => one !== id))
  }

  /** A field that comes with a value for those who are there already. */
  fill(owner: Owner, name: string, value: unknown): void {
    for (const [id, entry] of this.now) {
      if (owner === 'memberPhone')
        this.put(id, { ...entry, phones: entry.phones.map((line) => ({ ...line, [name]: value })) })
      else if (owner === entry.object || (entry.roles as readonly string[]).includes(owner))
        this.put(id, { ...entry, values: { ...entry.values, [`${owner}.${name}`]: value } })
    }
  }

  /**
   * Of whoever is erased for good, with those who had gone into them, only stays, at the instants of before,
   * that somebody was there.
   */
  forget(id: string): void {
    for (const [other, survivor] of this.into) if (survivor === id && !this.now.has(other)) this.forget(other)
    const nothing: Entry = { object: 'member', roles: [], values: {}, phones: [] }
    this.without(id)
    this.noted = this.noted.map(({ at, club }) => ({
      at,
      club: new Map([...club].map(([one, entry]) => [one, one === id ? nothing : entry])),
    }))
  }

  /** What whoever begins to play a role, or comes in, holds without saying so. */
  initial(owner: Owner): Record<string, unknown> {
    const given = this.shown(owner).filter(({ initial }) => initial !== undefined)
    return Object.fromEntries(given.map(({ name, initial }) => [`${owner}.${name}`, initial]))
  }

  /** The rows of a list, as of a noted instant or now. */
  rows(face: 'member' | Role | 'crew', club: Club, instant = Infinity): readonly Row[] {
    const isOf = ({ object, roles: played }: Entry) =>
      face === object || (played as readonly string[]).includes(face)
    const rows = [...club].filter(([, entry]) => isOf(entry))
    return rows
      .map(([id, entry]) => this.#row(face, club, instant, id, entry))
      .toSorted((left, right) => (left.id < right.id ? -1 : 1))
  }

  #row(face: 'member' | Role | 'crew', club: Club, instant: number, id: string, entry: Entry): Row {
    const owners: Owner[] = face === 'crew' || face === 'member' ? [face] : ['member', face]
    const row: Record<string, unknown> = { id }
    for (const field of this.shown(...owners))
      row[field.name] = field.since > instant ? null : this.#value(field, club, id, entry)
    if (entry.object !== 'member') return row as Row
    const columns = this.shown('memberPhone')
    row['phones'] = entry.phones.map((line) =>
      Object.fromEntries(
        columns.map(({ name, since }) => [name, since > instant ? null : (line[name] ?? null)]),
      ),
    )
    return row as Row
  }

  #value({ owner, name, kind, of = '' }: Kept, club: Club, id: string, { values }: Entry): unknown {
    // Formulas count what is empty as nothing.
    if (kind === 'double') return Number(values[of] ?? 0) * 2
    if (kind !== 'sum') return values[`${owner}.${name}`] ?? null
    const crew = [...club.values()].filter((one) => one.values['rower.crew'] === id)
    return crew.reduce((sum, one) => sum + Number(one.values[of] ?? 0), 0)
  }
}

/** An entry in which each value, of lines too, is what it is renamed to. */
export function renamed(entry: Entry, rename: (value: unknown) => unknown): Entry {
  const all = (values: Readonly<Record<string, unknown>>) => ({
    ...values,
    ...Object.fromEntries(Object.entries(values).map(([key, value]) => [key, rename(value)])),
  })
  return { ...entry, values: all(entry.values), phones: entry.phones.map(all) }
}

export type Row = { readonly id: string } & Readonly<Record<string, unknown>>
