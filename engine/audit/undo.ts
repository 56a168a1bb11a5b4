import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { sharesToEnd } from '../access/shares-to-end.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { loadStored, roleKey, storedKey, type StoredRecord } from '../records/stored.ts'
import { inPresentForm } from '../records/former-values.ts'
import type { Door } from '../records/write/door.ts'
import { loadLines, ownedLines, plainLines } from '../records/write/lines.ts'
import { storedOrder } from '../records/write/stored-order.ts'
import { awaitErasures } from '../records/write/hold-returns.ts'
import { actsBehind } from '../records/write/taken-back.ts'
import { faceOf } from './face-of.ts'
import { kept, type Kept, type Stayed } from './kept.ts'
import { keepMergeAgain, mergeBehind, type MergeBehind } from '../merge/merge-again.ts'
import { partedBySight } from '../merge/parted-by-sight.ts'
import { leftByUndos } from './left-by-undos.ts'
import { runsOfOneKind } from './runs-of-one-kind.ts'
import type { DoneAction } from './note-undone.ts'
import { namesRetired, presentKeys, staysRetired, staysRetiredWith } from './retired-values.ts'
import { takeAway, undoCreation } from './undo-creation.ts'
import { undoDeletion } from './undo-deletion.ts'
import { isGoing, undoPage, type Entry, type UndoLimits, type UndoPlace } from './undo-page.ts'
import { undoFacts } from './undo-facts.ts'
import { linesBack, shortened } from './undo-lines.ts'
import { writeBack, type FaceOperation } from './write-back.ts'
import { said } from '../said/said.ts'
import { calledOf } from '../said/called.ts'

export type UndoResult = {
  readonly change: string
  readonly reversed: number
  /** Of which objects, as far as the actor knows them. */
  readonly what: readonly { readonly object: string; readonly label: string; readonly count: number }[]
  readonly kept: readonly Kept[]
}

/** How many records of each object were taken back. */
export type Reversed = ReadonlyMap<string, number>

/**
 * Takes back a batch of what a change did, the latest first, by compensating writes through the door with
 * the actor's rights of today. A field goes back only if it still holds what the change wrote and nothing
 * speaks against it, whatever becomes of the others; a created record goes only if nobody changed it since
 * and nothing names it, and a deleted one comes back whole or not at all. Call until `next` is null.
 */
export async function undoBatch(
  door: Door,
  change: string,
  place: UndoPlace,
  limits: UndoLimits = { page: 500 },
): Promise<{
  reversed: number
  by: Reversed
  kept: Stayed[]
  done: DoneAction[]
  ahead: readonly string[]
  next: string | null
  isCut: boolean
}> {
  await awaitErasures(door.tx)
  const undoing = { change, undo: place.isAgain ? null : (door.options.change ?? null) }
  const left = (all: readonly Entry[]) => leftByUndos(door.tx, undoing, all)
  const { entries, ahead, next, isCut } = await undoPage(door.tx, change, place, { ...limits, left })
  const stays: Stayed[] = []
  const by = new Map<string, number>()
  const takesBack = await actsBehind(door.tx, change, [...new Set(entries.map(({ record }) => record))])
  const within: Door = { ...door, restores: true, takesBack }
  const merge = await mergeBehind(door.tx, change)
  for (const group of runsOfOneKind(entries)) {
    const object = group[0]?.object ?? ''
    const reversed = await (merge ? undoMerged(within, group, stays, merge) : undoGroup(within, group, stays))
    const face = reversed > 0 && group[0] ? faceOfEntry(door.model, group[0]) : object
    if (reversed > 0) by.set(face, (by.get(face) ?? 0) + reversed)
  }
  const reversed = [...by.values()].reduce((sum, one) => sum + one, 0)
  // What was noted is not noted again.
  const done = place.isAgain ? [] : entries.filter(({ action }) => action.startsWith('do:'))
  if (merge?.isAgain && next === null) await keepMergeAgain(door, merge)
  return { reversed, by, kept: stays, done, ahead, next, isCut: isCut && !merge }
}

/**
 * What a merge moved of what the actor does not see goes back too, and is neither counted nor told of; the
 * two themselves go back by their rights.
 */
async function undoMerged(
  door: Door,
  group: readonly Entry[],
  stays: Stayed[],
  { records }: MergeBehind,
): Promise<number> {
  const [first] = group
  const base = door.model.objects.get(first?.object ?? '')
  const moved = first?.action === 'update' ? group.filter(({ record }) => !records.includes(record)) : []
  const unseen = base ? (await partedBySight(door, base, moved)).unseen : []
  if (unseen.length > 0) await undoGroup({ ...door, authority: 'action', renames: true }, unseen, [])
  const seen = group.filter((entry) => !unseen.includes(entry))
  return undoGroup(mergedBack(door, first?.object), seen, stays)
}

/**
 * Who merged two records brought round whom they were opened to, and facts, without a right to those
 * themselves.
 */
export function mergedBack(door: Door, object: string | undefined): Door {
  const follows = object === 'recordShare' || door.model.objects.get(object ?? '')?.declaration.facts
  return follows ? { ...door, authority: 'action' } : { ...door, renames: true }
}

function staysAsFact(door: Door, base: ResolvedObject): boolean {
  return base.declaration.facts === true && door.authority === 'actor'
}

async function undoGroup(door: Door, all: readonly Entry[], stays: Stayed[]): Promise<number> {
  const rest = await withoutErased(door, all, stays)
  const base = rest[0] && door.model.objects.get(rest[0].object)
  const records = rest.map(({ record }) => record)
  if (!base) stays.push(...staysRetiredWith(door, rest[0]?.object ?? '', records))
  const entries = await inPresentForm(door.tx, door.model, base, rest)
  const [first] = entries
  if (!first || !base || first.action.startsWith('do:')) return 0
  // Facts stay: what became of them is another fact.
  if (staysAsFact(door, base)) return first.action === 'delete' ? 0 : undoFacts(door, base, entries, stays)
  if (first.action === 'create' && base.name === 'recordShare') return undoSharing(door, base, entries, stays)
  if (first.action === 'create') return undoCreation(door, base, entries, stays)
  if (isGoing(first)) return undoGoing(door, base, entries, stays)
  return undoUpdate(door, base, entries, stays)
}

/** Who may share a record closes it again, without a right to shares themselves. */
async function undoSharing(
  door: Door,
  base: ResolvedObject,
  entries: readonly Entry[],
  stays: Stayed[],
): Promise<number> {
  const shares = entries.map(({ record }) => record)
  const theirs = await sharesToEnd(door, shares)
  const [own, others] = [true, false].map((is) => entries.filter(({ record }) => theirs.has(record) === is))
  const closed = await undoCreation({ ...door, authority: 'action' }, base, own ?? [], stays)
  return closed + (await undoCreation(door, base, others ?? [], stays))
}

/** Who was erased stays so, with all that went with them. */
async function withoutErased(
  door: Door,
  entries: readonly Entry[],
  stays: Stayed[],
): Promise<readonly Entry[]> {
  const base = door.model.objects.get(entries[0]?.object ?? '')
  if (!base) return entries
  const rows = await door.tx.query<{ record: string }>(
    sql`select record from person_erasure where record = any(${entries.map(({ record }) => record)}::uuid[])`,
  )
  const people = new Set(rows.map(({ record }) => record))
  const isErased = (entry: Entry) =>
    people.has(entry.record) || (entry.before === null && entry.after === null)
  for (const { record } of entries.filter(isErased))
    stays.push(await kept(door, base, { record, reason: said('It was erased for good.') }))
  return entries.filter((entry) => !isErased(entry))
}

/** A record of many roles is told of by the one that an entry is about; of what went, by one that it had. */
function faceOfEntry(model: ResolvedModel, { object, before, after }: Entry): string {
  const base = model.objects.get(object)
  const held = Object.entries(before ?? {}).flatMap(([key, value]) => (value === false ? [] : key))
  return base ? faceOf(model, base, after ? Object.keys(after) : held).name : object
}

/** Records that went, and roles that ended, which may name each other. */
async function undoGoing(door: Door, base: ResolvedObject, entries: readonly Entry[], stays: Stayed[]) {
  const [went = [], left = []] = [true, false].map((is) =>
    entries.filter(({ action }) => (action === 'delete') === is),
  )
  return undoDeletion(door, base, went, await setBackOf(door, base, left, stays), stays)
}

async function undoUpdate(
  door: Door,
  base: ResolvedObject,
  entries: readonly Entry[],
  stays: Stayed[],
): Promise<number> {
  const role = roleOf(entries[0]?.action ?? '')
  if (role) return undoBecoming(door, base, role.name, entries, stays)
  return writeBack(door, await setBackOf(door, base, entries, stays), stays)
}

/** What sets back what changed, and roles that ended, as far as that still is as the change left it. */
async function setBackOf(
  door: Door,
  base: ResolvedObject,
  entries: readonly Entry[],
  stays: Stayed[],
): Promise<readonly FaceOperation[]> {
  const ids = entries.map((entry) => entry.record)
  const current = ids.length > 0 ? await loadStored(door.tx, door.model, base, ids, true) : new Map()
  const operations: FaceOperation[] = []
  const present = presentKeys(door.model, base)
  for (const entry of entries) {
    const role = roleOf(entry.action)
    const record = current.get(entry.record)
    if (!record) {
      stays.push(await kept(door, base, { record: entry.record, reason: said('The record is gone.') }))
      continue
    }
    const face = faceOf(door.model, base, Object.keys(entry.before ?? {}))
    const values = await goingBack(door, face, entry, record, stays)
    if (namesRetired(present, entry))
      stays.push(await kept(door, base, { record: entry.record, reason: staysRetired }))
    // A role in which nothing was held comes back all the same.
    const isOver = role !== null && record.values[roleKey(role.name)] !== true
    if (isOver || Object.keys(values).length > 0)
      operations.push({ face, operation: { kind: role ? 'adopt' : 'update', id: entry.record, values } })
  }
  return operations
}

async function undoBecoming(
  door: Door,
  base: ResolvedObject,
  role: string,
  entries: readonly Entry[],
  stays: Stayed[],
) {
  const face = door.model.objects.get(role)
  if (!face) return 0
  const back = await besideBecoming(door, base, face, entries, stays)
  let reversed = back.size
  // It was there before it played the role.
  const { removals } = await takeAway(door, face, entries, { isRoleOnly: true })
  for (const [record, removal] of removals) {
    if (removal instanceof Problem) stays.push(await kept(door, base, { record, reason: removal.sentence }))
    else if (!back.has(record)) reversed++
  }
  return reversed
}

/**
 * What taking up a role changed of the record itself goes back by the rights to that role, and so before it
 * ends; gives the records of which any did.
 */
async function besideBecoming(
  door: Door,
  base: ResolvedObject,
  face: ResolvedObject,
  entries: readonly Entry[],
  stays: Stayed[],
): Promise<ReadonlySet<string>> {
  for (const { record, after } of entries) {
    const isRetired = Object.keys(after ?? {}).some((key) => !key.includes('.') && !base.fields.has(key))
    if (isRetired) stays.push(await kept(door, base, { record, reason: staysRetired }))
  }
  const beside = entries.flatMap((entry) => {
    const own = Object.entries(entry.after ?? {}).filter(([key]) => base.fields.has(key))
    return own.length > 0 ? { ...entry, after: Object.fromEntries(own) } : []
  })
  const ids = beside.map(({ record }) => record)
  const current = ids.length > 0 ? await loadStored(door.tx, door.model, base, ids, true) : new Map()
  const operations: FaceOperation[] = []
  for (const entry of beside) {
    const record = current.get(entry.record)
    const values = record ? await goingBack(door, face, entry, record, stays) : {}
    if (Object.keys(values).length > 0)
      operations.push({ face, operation: { kind: 'update', id: entry.record, values } })
  }
  const lost = new Set<string>()
  await writeBack(door, operations, stays, lost)
  return new Set(operations.flatMap(({ operation: { id } }) => (id && !lost.has(id) ? id : [])))
}

function roleOf(action: string): { verb: 'become' | 'leave'; name: string } | null {
  const found = /^(become|leave):(.+)$/.exec(action)
  return found ? { verb: found[1] as 'become' | 'leave', name: found[2] ?? '' } : null
}

type Lines = readonly Readonly<Record<string, unknown>>[]

/** The fields that still hold what the change wrote, with what they held before it. */
async function goingBack(
  door: Door,
  face: ResolvedObject,
  entry: Entry,
  record: StoredRecord,
  stays: Stayed[],
) {
  const values: Record<string, unknown> = {}
  for (const field of face.fields.values()) {
    const key = storedKey(face, field)
    if (!Object.hasOwn(entry.after ?? {}, key) || field.field.type === 'formula') continue
    const now = await currentValue(door, field, key, record)
    const [before, written] = [entry.before?.[key] ?? null, entry.after?.[key] ?? null]
    const owned = ownedLines(door.model, field)
    if (owned) {
      const change = { id: entry.id, before: (before ?? []) as Lines, written: (written ?? []) as Lines }
      const back = await linesBack(door, owned, change, now as Lines)
      if (back === 'retired') stays.push(await kept(door, face, { record: record.id, reason: staysRetired }))
      if (Array.isArray(back)) values[field.name] = back
      if (back !== 'changed') continue
    }
    if (!owned && isSame(inOneForm(field, now), inOneForm(field, written))) {
      values[field.name] = before
    } else {
      const reason = said('{label}: changed since.', {
        label: calledOf(field.field, face.name, record.values),
      })
      stays.push(await kept(door, face, { record: record.id, field: field.name, reason }))
    }
  }
  return values
}

/** Money has its cents written out, and the whole number that it was before had none. */
function inOneForm({ field, type }: ResolvedField, value: unknown): unknown {
  return type.column(field) === 'numeric' ? shortened(value) : value
}

/** The keys of what was audited come in the order of the database, those of lines in that of their object. */
function isSame(now: unknown, written: unknown): boolean {
  return JSON.stringify(storedOrder(now)) === JSON.stringify(storedOrder(written))
}

async function currentValue(
  door: Door,
  field: ResolvedField,
  key: string,
  record: StoredRecord,
): Promise<unknown> {
  const owned = ownedLines(door.model, field)
  if (!owned) return record.values[key] ?? null
  return plainLines((await loadLines(door.tx, door.model, owned, [record.id])).get(record.id) ?? [])
}
