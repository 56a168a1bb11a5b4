import { choiceLabelOf, fulfils, labelOf } from '#model'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import type { Door } from '../records/write/door.ts'
import { valueAfter, type Draft } from '../records/write/draft.ts'
import { surroundings, viewOf } from '../records/write/rule-test.ts'
import { storedKey } from '../records/stored.ts'
import { id, sql } from '../database/sql.ts'
import { filled } from '../query/placeholder.ts'
import { shows } from '../query/shows.ts'
import { called } from '../said/called.ts'
import { said } from '../said/said.ts'
import type { Sentence } from '../said/sayer.ts'
import { dealingsOf, type Dealing } from './dealings-of.ts'
import { decisive, isEverClosed, statesOf, type FaceState } from './states-of.ts'

/**
 * Holds drafts against the matrix of states and kinds of business: nothing new of a kind is begun with whom
 * it is closed for. New is what was no open business with them before the write, so that creating, copying,
 * reopening, importing, linking and bringing back are all one. A statement for each object that has states.
 */
export async function checkNewBusiness(
  door: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
): Promise<void> {
  const isOld = door.erases || door.renames || door.joins
  const dealings = isOld ? [] : dealingsOf(door.model, object)
  const closable = dealings.filter(({ states, kind }) => isEverClosed(states, kind.value))
  const begun = closable.flatMap((dealing) =>
    drafts.flatMap((draft) => begunBy(door, object, draft, dealing)),
  )
  for (const [partner, group] of Map.groupBy(begun, ({ dealing }) => dealing.partner)) {
    const records = [...new Set(group.map(({ record }) => record))].toSorted()
    const states = await statesOf(door.tx, door.model, partner, records)
    const closed = group.flatMap((one) => {
      const { states: declared, kind, face } = one.dealing
      const against = decisive(declared, states.get(one.record) ?? [], kind.value, face)
      return against ? [{ ...one, against }] : []
    })
    const told = closed.length === 0 ? nothing : await toldStates(door, partner, closed)
    for (const one of closed) report(one, sentence(one, told))
  }
}

type Begun = { readonly draft: Draft; readonly dealing: Dealing; readonly record: string }
type Closed = Begun & { readonly against: FaceState & { readonly begin: 'refused' | 'warned' } }

const nothing: ReadonlySet<string> = new Set()

function begunBy(door: Door, object: ResolvedObject, draft: Draft, dealing: Dealing): Begun[] {
  const after = (name: string) => valueOf(object, name, (field, key) => valueAfter(draft, field, key))
  const before = (name: string) => valueOf(object, name, (_, key) => draft.before?.values[key] ?? null)
  const isOpen = (value: (name: string) => unknown) =>
    dealing.holds === null || fulfils(dealing.holds, viewOf(value), surroundings(door))
  if (!isOpen(after)) return []
  const { name } = dealing.field
  // Who takes on a role is with whom they were; what is of the role itself begins with it.
  const isThere = draft.kind === 'update' || (draft.kind === 'adopt' && dealing.field.owner === object.base)
  const had = isThere && isOpen(before) ? idsIn(before(name)) : []
  return idsIn(after(name))
    .filter((record) => !had.includes(record))
    .map((record) => ({ draft, dealing, record }))
}

type Stored = NonNullable<ReturnType<ResolvedObject['fields']['get']>>

function valueOf(
  object: ResolvedObject,
  name: string,
  read: (field: Stored, key: string) => unknown,
): unknown {
  const field = object.fields.get(name)
  return field ? read(field, storedKey(object, field)) : null
}

function idsIn(value: unknown): string[] {
  return [value].flat().filter((one): one is string => typeof one === 'string')
}

function report({ draft, dealing, against }: Closed, message: Sentence): void {
  const code = `closed.${dealing.kind.value}`
  if (against.begin === 'warned') {
    if (!draft.warnings.some((known) => known.code === code)) draft.warnings.push({ code, message })
  } else if (!draft.errors.some(({ field }) => field === dealing.field.name))
    draft.errors.push({ field: dealing.field.name, code, message })
}

/** Of which records whoever writes sees the state, and in which face: in which it is they are told there. */
async function toldStates(
  { model, actor, tx }: Door,
  partner: ResolvedObject,
  closed: readonly Closed[],
): Promise<ReadonlySet<string>> {
  const reader = { model, actor, authority: 'actor' } as const
  const told = new Set<string>()
  for (const [face, group] of Map.groupBy(closed, ({ against }) => against.face)) {
    const { field } = group[0]!.dealing.states
    const seen = sql`select t.id from ${id(partner.table)} t where t.id = any(${group.map(({ record }) => record)}::uuid[])
      and ${shows(reader, face, 't', field)}`
    for (const row of await tx.query<{ id: string }>(filled(seen, reader))) told.add(`${face.name} ${row.id}`)
  }
  return told
}

/** In which state somebody is, is told to those who may see it of this one. */
function sentence({ dealing, record, against }: Closed, told: ReadonlySet<string>): Sentence {
  const { field, kind, states } = dealing
  const { face, state } = against
  const stateField = face.fields.get(states.field)
  const words = { field: called(field.field), kind: called(kind) }
  if (!told.has(`${face.name} ${record}`) || !stateField || state === null)
    return said(
      '{field}: nothing new of the kind “{kind}” can be begun with this one. Choose another, or ask who looks after it.',
      words,
    )
  return said(
    '{field}: this one has the status “{state}” as {face}, and nothing new of the kind “{kind}” is begun with it. Choose another, or have its status changed first.',
    {
      ...words,
      state: (language) => choiceLabelOf(stateField.field, state, language),
      face: (language) => labelOf(face.declaration, language).toLowerCase(),
    },
  )
}
