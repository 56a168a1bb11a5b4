import type { Actor } from '../access/actor.ts'
import { targetName } from '../catalog/target-name.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { id, join, raw, sql, type Sql } from '../database/sql.ts'
import { referrersTo } from '../merge/references-to.ts'
import { baseOf } from '../records/stored.ts'
import type { Door } from '../records/write/door.ts'
import { isLook } from './is-look.ts'

/** For so long somebody takes back by the right to create what they made by mistake, in hours. */
const slipHours = 24

/**
 * Of records, or roles, that the actor made, those that they take back by the right to create alone: they
 * made them themselves within the last day, nobody did anything else to them since, and nothing names them
 * in that role. Entries are those of the log by which they came.
 */
export async function ownSlips(
  door: Door,
  face: ResolvedObject,
  entries: readonly { readonly id: string; readonly record: string }[],
): Promise<readonly string[]> {
  if (entries.length === 0 || door.authority === 'action') return []
  const rows = await door.tx.query<{ record: string }>(
    sql`select e.record from unnest(${entries.map(({ id: entry }) => entry)}::bigint[]) as made(id)
        join audit_entry e on e.id = made.id
        where ${isOwnSlip(door.actor, door.options.change ?? null)} and not ${isNamed(door.model, face)}`,
  )
  return rows.map(({ record }) => record)
}

/**
 * Whether what an entry `e` of the log made is such a slip of the actor, but for what names it; `undo` is the
 * undo at work. What came back is one only where all that happened to it is of that day, and theirs.
 */
export function isOwnSlip({ user }: Actor, undo: string | null): Sql {
  const since = raw(`now() - interval '${slipHours} hours'`)
  return sql`(e.actor = ${user}::uuid and e.at > ${since}
    and not exists (select from audit_entry l where l.record = e.record and l.id > e.id and not ${isLook('l')}
      and l.change is distinct from e.change and l.change is distinct from ${undo}::uuid)
    and (e.action <> 'create' or not exists (select from audit_entry f where f.record = e.record
      and f.id < e.id and (f.actor is distinct from ${user}::uuid or f.at <= ${since}))))`
}

/** Whether a field that asks for the role names the record of the entry `e`, or a list any record. */
export function isNamed(model: ResolvedModel, face: ResolvedObject): Sql {
  const naming = referrersTo(model, baseOf(model, face)).flatMap(({ face: from, field, column, isList }) => {
    // All else that names a record holds it by itself, but not in its role.
    if (!isList && !(face.isRole && targetName(field) === face.name)) return []
    const names = isList ? sql`${id('h', column)} @> array[e.record]` : sql`${id('h', column)} = e.record`
    return [sql`exists (select from ${id(from.table)} h where ${names} and h.id <> e.record)`]
  })
  return naming.length === 0 ? raw('false') : sql`(${join(naming, ' or ')})`
}
