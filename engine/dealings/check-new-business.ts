import { choiceLabelOf, fulfils, labelOf } from '#model'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import type { Door } from '../records/write/door.ts'
import { valueAfter, type Draft } from '../records/write/draft.ts'
import { surroundings, viewOf } from '../records/write/rule-test.ts'
import { storedKey } from '../records/stored.ts'
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
    for (const one of group) report(door, one, states.get(one.record) ?? [])
  }
}

type Begun = { readonly draft: Draft; readonly dealing: Dealing; readonly record: string }

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

function report(door: Door, { draft, dealing }: Begun, all: readonly FaceState[]): void {
  const against = decisive(dealing.states, all, dealing.kind.value, dealing.face)
  if (!against) return
  const message = sentence(door, dealing, against)
  const code = `closed.${dealing.kind.value}`
  if (against.begin === 'warned') {
    if (!draft.warnings.some((known) => known.code === code)) draft.warnings.push({ code, message })
  } else if (!draft.errors.some(({ field }) => field === dealing.field.name))
    draft.errors.push({ field: dealing.field.name, code, message })
}

/** In which state somebody is, is told to those who may see it. */
function sentence(door: Door, { field, kind, states }: Dealing, { face, state }: FaceState): Sentence {
  const stateField = face.fields.get(states.field)
  const told = door.actor.access.object(face.name)?.see(states.field)
  const words = { field: called(field.field), kind: called(kind) }
  if (told === undefined || !stateField || state === null)
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
