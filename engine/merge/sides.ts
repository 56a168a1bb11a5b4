import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { notFound } from '../errors.ts'
import { loadStored, roleKey, storedKey, type StoredRecord } from '../records/stored.ts'
import { loadLines, ownedLines, plainLines } from '../records/write/lines.ts'
import { facesOf } from '../schema/faces.ts'
import type { PlainLine } from './join-lines.ts'

/**
 * One of two records that are to become one: what is stored of it, its lines, and the faces that it
 * plays.
 */
export type Side = {
  readonly record: StoredRecord
  /** Lines by the key of the field that holds them. */
  readonly lines: ReadonlyMap<string, readonly PlainLine[]>
  readonly faces: readonly ResolvedObject[]
  /** When a field got the value that it holds; nothing of those that it was made with. */
  readonly setAt: ReadonlyMap<string, string>
  readonly createdAt: string
}

/** A field of a face as something to choose of: its key, whether it is lines, and whose field it is. */
export type Held = {
  readonly key: string
  readonly face: ResolvedObject
  readonly field: ResolvedField
  readonly isLines: boolean
}

/** What a record of a base holds: the stored fields and owned lines of the base and of its roles. */
export function heldFields(model: ResolvedModel, base: ResolvedObject): readonly Held[] {
  return facesOf(model, base).flatMap((face) =>
    [...face.fields.values()].flatMap((field): Held[] => {
      if (field.owner !== face.name || field.system || field.field.type === 'formula') return []
      const isLines = ownedLines(model, field) !== null
      if (!isLines && (field.column === null || field.field.how === 'derived')) return []
      return [{ key: storedKey(face, field), face, field, isLines }]
    }),
  )
}

/** Both records, locked in the order of their ids; throws a 404 where one is not there. */
export async function loadSides(
  tx: Transaction,
  model: ResolvedModel,
  base: ResolvedObject,
  [survivor, gone]: readonly [survivor: string, gone: string],
): Promise<readonly [Side, Side]> {
  const [one, two] = await loadAllSides(tx, model, base, [survivor, gone])
  if (!one || !two) throw notFound()
  return [one, two]
}

/** The same of any number, in the order in which they are named. */
export async function loadAllSides(
  tx: Transaction,
  model: ResolvedModel,
  base: ResolvedObject,
  ids: readonly string[],
): Promise<readonly Side[]> {
  const stored = await loadStored(tx, model, base, ids, true)
  const lines = new Map(ids.map((one) => [one, new Map<string, readonly PlainLine[]>()]))
  for (const { field, key, isLines } of heldFields(model, base)) {
    const owned = isLines ? ownedLines(model, field) : null
    if (!owned) continue
    for (const [parent, own] of await loadLines(tx, model, owned, ids))
      lines.get(parent)?.set(key, plainLines(own))
  }
  const times = await timesOf(tx, base, ids)
  const side = (one: string): Side => {
    const record = stored.get(one)
    if (!record) throw notFound()
    const roles = facesOf(model, base).filter(
      (face) => face === base || record.values[roleKey(face.name)] === true,
    )
    const { setAt = new Map(), createdAt = '' } = times.get(one) ?? {}
    return { record, lines: lines.get(one) ?? new Map(), faces: roles, setAt, createdAt }
  }
  return ids.map(side)
}

/** When each field was last set, as the log has it. */
async function timesOf(tx: Transaction, base: ResolvedObject, ids: readonly string[]) {
  const rows = await tx.query<{ record: string; key: string | null; at: string }>(
    sql`select e.record, k.key, max(e.at)::text as at from audit_entry e
        cross join lateral jsonb_object_keys(coalesce(e.after, '{}'::jsonb)) k(key)
        where e.record = any(${[...ids]}::uuid[]) and e.object = ${base.name} and e.action not like 'do:%'
        group by e.record, k.key`,
  )
  const times = new Map<string, { setAt: Map<string, string>; createdAt: string }>()
  for (const { record, key, at } of rows) {
    const own = times.get(record) ?? { setAt: new Map<string, string>(), createdAt: at }
    if (key !== null) own.setAt.set(key, at)
    if (at < own.createdAt) own.createdAt = at
    times.set(record, own)
  }
  return times
}
