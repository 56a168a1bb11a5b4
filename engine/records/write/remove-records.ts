import { newId } from '#model'
import { askPresence } from '../../access/ask-presence.ts'
import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import { id, join, sql } from '../../database/sql.ts'
import { notFound, Problem } from '../../errors.ts'
import {
  baseOf,
  loadStored,
  roleKey,
  retiredFields,
  storedFields,
  storedKey,
  type StoredRecord,
} from '../stored.ts'
import { writeAudit, type AuditEntry } from './audit.ts'
import { isLastAdministrator, lastAmongDeleted } from './check-last-administrator.ts'
import { computeFormulas, dependantsOf } from './dependants.ts'
import type { Door } from './door.ts'
import { formulaGraph } from './formula-graph.ts'
import { loadLines, ownedLines, plainLines } from './lines.ts'
import { heldElsewhere } from './held-elsewhere.ts'
import { stillUsed } from './still-used.ts'
import { keptFromDeletion } from './check-kept-users.ts'
import { factsStay } from './kept-by-actions.ts'
import { openingAsTheyGo } from './kept-beyond.ts'
import { forGood } from './kept-for-good.ts'
import { forbidden, somebodyWasFaster } from './open-drafts.ts'
import { allowedRows, seenOnSomeFace } from './row-rights.ts'
import { writtenAt } from './written-at.ts'
import { said } from '../../said/said.ts'

/** What became of a record: it is gone, it plays one role less, or it stays for a reason. */
export type Removal = 'gone' | 'roleLeft' | Problem

/**
 * Deletes records. Through the face of a role it takes the role away, and a record goes with its last role.
 * What other records name stays, and says what holds it. `isRoleOnly` takes the role away even where it
 * is the
 * last one. `right` is what is asked for: to delete, but for slips of whoever made them.
 */
export async function removeRecords(
  door: Door,
  object: ResolvedObject,
  ids: readonly string[],
  {
    isRoleOnly = false,
    right = 'delete',
  }: { readonly isRoleOnly?: boolean; readonly right?: 'delete' | 'create' } = {},
): Promise<Map<string, Removal>> {
  if (!door.options.dryRun) askPresence(door.actor, object.name)
  const stored = await loadStored(door.tx, door.model, object, ids, true)
  const rights = await allowedRows(door, object, [...stored.keys()], right)
  const removals = new Map<string, Removal>(ids.map((record) => [record, notFound()]))
  const kept = await keptFromDeletion(door, object, [...stored.values()])
  const leaving: StoredRecord[] = []
  const going: StoredRecord[] = []
  for (const record of stored.values()) {
    const plays = !object.isRole || record.values[roleKey(object.name)] === true
    const may = rights.get(record.id)
    if (!plays || may === undefined) continue
    const why = kept.get(record.id)
    if (may === 'read') removals.set(record.id, forbidden(object, said('delete')))
    else if (why) removals.set(record.id, why)
    else if (object.declaration.facts && door.authority === 'actor' && !door.erases)
      removals.set(record.id, factsStay(object))
    else if (isRoleOnly || playsAnother(door, object, record)) leaving.push(record)
    else going.push(record)
  }
  const change = door.options.change ?? newId()
  await takeRole(door, object, leaving, change)
  for (const record of leaving) removals.set(record.id, 'roleLeft')
  // Who takes back a slip has it as it was before.
  const remove = async (gone: readonly string[]) => {
    // Conditions ask formulas as they are stored.
    const dependants = await dependantsOf(door, object, gone, 'all')
    await removeRows(door, object, gone, new Map())
    await dependants.recompute()
  }
  const opening = right === 'create' ? new Set<string>() : await openingAsTheyGo(door, object, going, remove)
  for (const record of opening) removals.set(record, forGood())
  const free = going.filter(({ id: record }) => !opening.has(record))
  for (const [record, removal] of await deleteRecords(door, object, free, change))
    removals.set(record, removal)
  return removals
}

/**
 * Deletes one record, or throws why it stays: a 412 where it is another version than the options say. Of a
 * role that is left only those are told who see it there.
 */
export async function removeRecord(
  door: Door,
  object: ResolvedObject,
  record: string,
): Promise<'gone' | 'roleLeft'> {
  await checkVersion(door, object, record)
  const removal = (await removeRecords(door, object, [record])).get(record) ?? notFound()
  if (removal instanceof Problem) throw removal
  return (await seenOnSomeFace(door, object, [record])).has(record) ? removal : 'gone'
}

async function checkVersion(door: Door, object: ResolvedObject, record: string): Promise<void> {
  const { ifMatch } = door.options
  if (ifMatch === undefined) return
  const stored = (await loadStored(door.tx, door.model, object, [record], true)).get(record)
  const right = (await allowedRows(door, object, [record], 'delete')).get(record)
  if (right === 'allowed' && stored?.version !== ifMatch) throw somebodyWasFaster()
}

function playsAnother(door: Door, object: ResolvedObject, record: StoredRecord): boolean {
  if (!object.isRole) return false
  const others = baseOf(door.model, object).roles.filter((role) => role !== object.name)
  return others.some((role) => record.values[roleKey(role)] === true)
}

async function takeRole(
  door: Door,
  object: ResolvedObject,
  records: readonly StoredRecord[],
  change: string,
) {
  if (records.length === 0) return
  const ids = records.map((record) => record.id)
  const dependants = await dependantsOf(door, object, ids, 'all')
  const flag = roleKey(object.name)
  // What it held in retired fields ends with the role, and comes back with it.
  const all = [...storedFields(door.model, object), ...retiredFields(door.model, object)]
  const own = all.filter(
    ({ key, resolved }) => key.startsWith(flag) && (key === flag || resolved.field.type !== 'formula'),
  )
  const set = own.map((field) => sql`${id(field.column)} = ${field.key === flag ? sql`false` : sql`null`}`)
  await door.tx.query(
    sql`update ${id(object.table)} set ${join(set)}, version = version + 1, updated_at = ${writtenAt(door.options)},
        updated_by = ${door.actor.user}::uuid where id = any(${ids}::uuid[])`,
  )
  const entries = records.map((record): AuditEntry => {
    const before = Object.fromEntries(
      own
        .map((field) => [field.key, record.values[field.key] ?? null] as const)
        .filter(([, value]) => value !== null),
    )
    const after = Object.fromEntries(Object.keys(before).map((key) => [key, key === flag ? false : null]))
    return { object: object.base, record: record.id, action: `leave:${object.name}`, before, after }
  })
  await writeAudit(door, change, entries)
  await computeFormulas(door, object, ids, formulaGraph(door.model).ofTable(object.base))
  await dependants.recompute()
}

async function deleteRecords(
  door: Door,
  object: ResolvedObject,
  records: readonly StoredRecord[],
  change: string,
) {
  const removals = new Map<string, Removal>()
  if (records.length === 0) return removals
  const entries = await deletionEntries(door, object, records)
  const ids = records.map((record) => record.id)
  const dependants = await dependantsOf(door, object, ids, 'all')
  const gone = await removeRows(door, object, ids, removals)
  await writeAudit(
    door,
    change,
    entries.filter((entry) => gone.has(entry.record)),
  )
  await dependants.recompute()
  return removals
}

async function removeRows(
  door: Door,
  object: ResolvedObject,
  ids: readonly string[],
  removals: Map<string, Removal>,
): Promise<Set<string>> {
  const whoIsLeft = await lastAmongDeleted(door, object, ids)
  return deleteAll({ door, object, removals, whoIsLeft }, ids)
}

/**
 * One statement for all; where something holds some of them, that is found and the others go, which may name
 * each other. Where it is none of these, halves are tried until only the held ones stay.
 */
async function deleteAll(deleting: Deleting, ids: readonly string[]): Promise<Set<string>> {
  const { door, object, removals, whoIsLeft } = deleting
  if (ids.length === 0) return new Set()
  try {
    await door.tx.savepoint(async () => {
      await door.tx.query(sql`delete from ${id(object.table)} where id = any(${ids}::uuid[])`)
      await whoIsLeft?.(ids)
    })
    for (const one of ids) removals.set(one, 'gone')
    return new Set(ids)
  } catch (error) {
    const isLast = isLastAdministrator(error)
    const table = isLast ? undefined : holdingTable(error)
    const elsewhere = isLast ? null : await heldElsewhere(door.tx, door.model, object, ids)
    if (ids.length === 1) {
      const [one = ''] = ids
      const holder = elsewhere?.get(one) ?? { table }
      removals.set(one, isLast ? error : await stillUsed(door, object, holder))
      return new Set()
    }
    if (elsewhere?.size) {
      for (const [one, holder] of elsewhere) removals.set(one, await stillUsed(door, object, holder))
      return deleteAll(
        deleting,
        ids.filter((one) => !elsewhere.has(one)),
      )
    }
  }
  const middle = ids.length >> 1
  const left = await deleteAll(deleting, ids.slice(0, middle))
  const right = await deleteAll(deleting, ids.slice(middle))
  return new Set([...left, ...right])
}

type Deleting = {
  readonly door: Door
  readonly object: ResolvedObject
  readonly removals: Map<string, Removal>
  readonly whoIsLeft: ((gone: readonly string[]) => Promise<void>) | null
}

/** The whole record with its lines, as it was, so that it can be restored. */
async function deletionEntries(
  door: Door,
  object: ResolvedObject,
  records: readonly StoredRecord[],
): Promise<AuditEntry[]> {
  const base = baseOf(door.model, object)
  const before = new Map(
    records.map((record) => [
      record.id,
      Object.fromEntries(Object.entries(record.values).filter(([, value]) => value !== null)),
    ]),
  )
  for (const face of [base, ...base.roles.flatMap((name) => door.model.objects.get(name) ?? [])]) {
    for (const field of face.fields.values()) {
      const owned = field.owner === face.name ? ownedLines(door.model, field) : null
      if (!owned) continue
      for (const [parent, lines] of await loadLines(door.tx, door.model, owned, [...before.keys()])) {
        const values = before.get(parent)
        if (values) values[storedKey(face, field)] = plainLines(lines)
      }
    }
  }
  return [...before].map(([record, values]) => ({
    object: object.base,
    record,
    action: 'delete',
    before: values,
    after: null,
  }))
}

/** The table that holds what was to go, by PostgreSQL's foreign key violation. Throws any other error. */
function holdingTable(error: unknown): string | undefined {
  const { code, table } = (error instanceof Problem ? (error.cause ?? error) : error) as {
    code?: string
    table?: string
  }
  // PostgreSQL 18 tells a restricting reference by a code of its own (restrict_violation).
  if (code !== '23503' && code !== '23001') throw error
  return table
}
