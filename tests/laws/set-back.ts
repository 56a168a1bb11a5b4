import { rows } from './look.ts'
import type { Entry, Memory, Owner, Role } from './memory.ts'
import type { Play } from './play.ts'
import { ofLine } from './undoing.ts'

type Values = Readonly<Record<string, unknown>>
type Noted = { readonly at: string; readonly instant: number; readonly held: Entry }

/**
 * Somebody who is there is set back to what they were, in one face, wholly or in a few fields: roles of then
 * come back as they were, a field that was added since keeps what it holds, and so does one that is retired.
 */
export async function isSetBack(play: Play): Promise<string | null> {
  const { engine, root, memory, random } = play
  const there = [...memory.now].filter(([, { object }]) => object === 'member')
  if (there.length === 0) return null
  const [id, now] = random.pick(there)
  const noted = notedOf(play, id)
  if (!noted) return null
  const { at, instant, held: then } = noted
  const face = random.pick(['member', ...then.roles] as const)
  const owners: readonly Owner[] = face === 'member' ? [face] : ['member', face]
  const known = [...stored(memory, owners).map(({ name }) => name), 'phones']
  const fields = random.chance(0.4) ? known.filter(() => random.chance(0.3)) : null
  const lines = await linesBack(play, id, now, noted)
  const chosen = fields === null || fields.length === 0 ? {} : { fields }
  const { change } = await engine.restores.restore(root, face, id, { asOf: at, ...chosen })
  const isWhole = !('fields' in chosen)
  const comes = isWhole || face !== 'member' ? then.roles.filter((one) => !now.roles.includes(one)) : []
  const back = comes.filter((one) => face === 'member' || one === face)
  const values: Record<string, unknown> = { ...now.values }
  for (const role of back) Object.assign(values, asItEnded(memory, id, role, instant))
  for (const { owner, name, since } of stored(memory, [...owners, ...back]))
    if (since <= instant && (isWhole || fields?.includes(name) || back.includes(owner as Role)))
      values[`${owner}.${name}`] = followed(memory, then.values[`${owner}.${name}`] ?? null)
  const phones = isWhole || fields?.includes('phones') ? linesFollowed(memory, lines) : now.phones
  memory.put(id, { ...now, roles: [...now.roles, ...back], values, phones })
  return change
}

/** Somebody who went comes back as they were at an instant; what is newer than that, as they went. */
export async function comesBackAsOf(play: Play): Promise<string | null> {
  const { engine, root, memory, random, gone } = play
  const away = [...gone].filter(([id, { object }]) => !memory.now.has(id) && object === 'member')
  if (away.length === 0) return null
  const [id, went] = random.pick(away)
  const noted = notedOf(play, id)
  if (!noted || noted.held.roles.length === 0) return null
  const { at, instant, held: then } = noted
  const lines = await linesBack(play, id, { ...went, phones: [] }, noted)
  const { change } = await engine.restores.restore(root, 'member', id, { asOf: at })
  memory.into.delete(id)
  const values: Record<string, unknown> = Object.fromEntries(
    Object.entries(went.values).filter(([key]) => key.startsWith('member.')),
  )
  for (const role of then.roles)
    Object.assign(
      values,
      went.roles.includes(role)
        ? Object.fromEntries(Object.entries(went.values).filter(([key]) => key.startsWith(`${role}.`)))
        : asItEnded(memory, id, role, instant),
    )
  for (const { owner, name, since } of stored(memory, ['member', ...then.roles]))
    if (since <= instant)
      values[`${owner}.${name}`] = followed(memory, then.values[`${owner}.${name}`] ?? null)
  memory.put(id, { object: 'member', roles: then.roles, values, phones: linesFollowed(memory, lines) })
  return change
}

/** An instant at which they were there. */
function notedOf({ memory, random }: Play, id: string): Noted | null {
  const noted = memory.noted.flatMap(({ at, club }, instant) => {
    const held = club.get(id)
    return held ? { at, instant, held } : []
  })
  return noted.length === 0 ? null : random.pick(noted)
}

function stored(memory: Memory, owners: readonly Owner[]) {
  return memory.shown(...owners).filter(({ kind }) => kind !== 'double' && kind !== 'sum')
}

/** What they held in a role when it last ended, after the instant. */
function asItEnded(memory: Memory, id: string, role: Role, instant: number): Values {
  const played = memory.noted
    .slice(instant)
    .flatMap(({ club }) => club.get(id) ?? [])
    .findLast((entry) => entry.roles.includes(role))
  const own = Object.entries(played?.values ?? {}).filter(([key]) => key.startsWith(`${role}.`))
  return Object.fromEntries(own.map(([key, value]) => [key, followed(memory, value)]))
}

/** Whoever went into another is meant by that one. */
function followed(memory: Memory, value: unknown): unknown {
  const into = memory.into.get(value as string)
  return into === undefined || memory.now.has(value as string) ? value : followed(memory, into)
}

function linesFollowed(memory: Memory, lines: readonly Values[]): readonly Values[] {
  return lines.map((line) => ({
    ...line,
    ...Object.fromEntries(Object.entries(line).map(([name, value]) => [name, followed(memory, value)])),
  }))
}

/** The lines of then: which are still there, their ids say, or that they hold the same. */
async function linesBack(play: Play, id: string, now: Entry, { at, instant, held }: Noted) {
  const { engine, root, memory } = play
  const idsOf = async (when: { asOf?: string }) => {
    const [row] = await rows(engine, root, 'member', ['phones'], { where: { id }, ...when })
    return ((row?.['phones'] ?? []) as Values[]).map((line) => line['id'])
  }
  const [before, ids] = [await idsOf({ asOf: at }), now.phones.length === 0 ? [] : await idsOf({})]
  const columns = memory.fields.filter(({ owner }) => owner === 'memberPhone')
  const known = columns.filter(({ since }) => since <= instant)
  const free = now.phones.filter((_, nr) => !before.includes(ids[nr]))
  return held.phones.map((line, nr) => {
    const alike = (one: Values) => known.every(({ name }) => (one[name] ?? null) === (line[name] ?? null))
    const other = ids.includes(before[nr]) ? -1 : free.findIndex(alike)
    const there = other < 0 ? now.phones[ids.indexOf(before[nr])] : free.splice(other, 1)[0]
    const values = columns.map(({ name, since, state }) => {
      const isOfThen = since <= instant && (state === 'there' || !there)
      return [name, isOfThen ? line[name] : there?.[name]]
    })
    const kept = there && (there as { [ofLine]?: unknown })[ofLine]
    return { ...(Object.fromEntries(values) as Values), [ofLine]: kept ?? Symbol('one') }
  })
}
