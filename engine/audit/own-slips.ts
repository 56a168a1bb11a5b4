import type { Actor } from '../access/actor.ts'
import { seenWithFields } from '../access/seen-with.ts'
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
 * made them themselves within the last day, nobody did anything else to them since, nothing names them in
 * that role, and nobody else relies on them. Entries are those of the log by which they came.
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
        where ${isOwnSlip(door, face)}`,
  )
  return rows.map(({ record }) => record)
}

/** Whether what an entry `e` of the log made is such a slip of the actor. */
export function isOwnSlip({ model, actor, options }: SlipDoor, face: ResolvedObject): Sql {
  // A key that was made to delete nothing takes out nothing that its user made by hand, either.
  const mayDelete = actor.scope?.actions?.includes('delete') ?? true
  if (!mayDelete) return raw('false')
  return sql`(${isUntouched(actor, options.change ?? null)} and not ${isNamed(model, face)}
    and not ${isVouchedFor(actor)} and not ${isBehindSteps(model, actor, face)})`
}

type SlipDoor = Pick<Door, 'model' | 'actor' | 'options'>

/**
 * Theirs, of the last day, and as they made it; `undo` is the undo at work. What came back is a slip only
 * where all that happened to it is of that day, and theirs.
 */
function isUntouched({ user }: Actor, undo: string | null): Sql {
  const since = raw(`now() - interval '${slipHours} hours'`)
  return sql`(e.actor = ${user}::uuid and e.at > ${since}
    and not exists (select from audit_entry l where l.record = e.record and l.id > e.id and not ${isLook('l')}
      and l.change is distinct from e.change and l.change is distinct from ${undo}::uuid)
    and (e.action <> 'create' or not exists (select from audit_entry f where f.record = e.record
      and f.id < e.id and (f.actor is distinct from ${user}::uuid or f.at <= ${since}))))`
}

/** Somebody else stood for it, or opened it to others. */
function isVouchedFor({ user }: Actor): Sql {
  return sql`exists (select from audit_entry f where f.object in ('fact', 'recordShare') and f.record is not null
    and coalesce(f.after, f.before)->>'record' = e.record::text
    and f.id > e.id and f.actor is distinct from ${user}::uuid and f.source <> 'system')`
}

/** Somebody else took a step since with what it is seen with: who approves a partner has read its papers. */
function isBehindSteps(model: ResolvedModel, { user }: Actor, face: ResolvedObject): Sql {
  const base = baseOf(model, face)
  const taken = seenWithFields(model, base).flatMap(({ field: { column } }) =>
    column === null
      ? []
      : sql`exists (select from ${id(base.table)} o join audit_entry d on d.record = ${id('o', column)}
          where o.id = e.record and d.id > e.id and d.action like 'do:%' and d.actor is distinct from ${user}::uuid)`,
  )
  return taken.length === 0 ? raw('false') : sql`(${join(taken, ' or ')})`
}

/** Whether a field that asks for the role names the record of the entry `e`, or a list any record. */
function isNamed(model: ResolvedModel, face: ResolvedObject): Sql {
  const naming = referrersTo(model, baseOf(model, face)).flatMap(({ face: from, field, column, isList }) => {
    // All else that names a record holds it by itself, but not in its role.
    if (!isList && !(face.isRole && targetName(field) === face.name)) return []
    const names = isList ? sql`${id('h', column)} @> array[e.record]` : sql`${id('h', column)} = e.record`
    return [sql`exists (select from ${id(from.table)} h where ${names} and h.id <> e.record)`]
  })
  return naming.length === 0 ? raw('false') : sql`(${join(naming, ' or ')})`
}
