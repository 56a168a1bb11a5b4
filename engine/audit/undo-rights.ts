import type { Rows } from '../access/actor.ts'
import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import { join, literal, raw, sql, type Sql } from '../database/sql.ts'
import { baseOf, storedFields, storedKey } from '../records/stored.ts'
import type { Door } from '../records/write/door.ts'
import { fieldAction } from '../records/write/parse-values.ts'
import { readableRows, rowsFor, rowsSql } from '../records/write/row-rights.ts'
import { isSetByActions } from '../records/write/taken-back.ts'
import { facesOf } from '../schema/faces.ts'
import { isOwnSlip } from './own-slips.ts'

/** An action that the change did, or the one that it goes back to: as the log calls it, and whether again. */
type Act = { readonly action: string; readonly again: boolean }

/** What the rights say of entries `e` of a change, of which the records are `t`. */
export type UndoRights = {
  /** Whether the actor may not take an entry back at all: none of its fields, nor the whole. */
  readonly mayNot: Sql
  /** The records as they would stand again, as `w`, to stand behind `t`; nothing where nobody asks. */
  readonly asBefore: Sql
}

/**
 * The rights by which an undo takes entries back, as conditions of one statement over all of them: each field
 * by the right to it in a face of the record, before and after; what actions set by the right to these; what
 * goes and what comes back by that to delete and to create. `goingBack` says which keys `k` still stand.
 */
export async function undoRights(
  door: Door,
  base: ResolvedObject,
  change: string,
  goingBack: Sql,
): Promise<UndoRights> {
  if (door.authority === 'action' || door.actor.access.administrator)
    return { mayNot: raw('false'), asBefore: raw('') }
  const faces = facesOf(door.model, base)
  const acts = await actsOf(door, change)
  const some = (face: ResolvedObject, which = raw('true')) =>
    sql`exists (select from jsonb_each(coalesce(e.after, '{}')) k
      where ${goingBack} and ${which} and ${mayField(door, face, faces, acts)})`
  const cases = faces.map(
    (face) => sql`when ${literal(face.name)} then case
      when e.action = 'create' then ${mayTakeAway(door, face)}
      when e.action = 'delete' then ${mayComeBack(door, face, 'create')}
      when e.action like 'leave:%' then ${mayComeBack(door, face, 'adopt')}
      when e.action like 'become:%' then ${mayTakeAway(door, face)}
        or ${some(face, sql`k.key = any(${[...baseKeys(base)]}::text[])`)}
      else ${some(face)} end`,
  )
  const mayNot = sql`(case e.face ${join(cases, ' ')} end) is not true`
  const isAsked = mayNot.parts.some((part) => part.includes('"w"'))
  const settable = sql`${goingBack} and ${isSettable(door, faces, acts.length > 0)}`
  return { mayNot, asBefore: isAsked ? asItStoodBefore(door, base, settable) : raw('') }
}

/** Whether any right lets a field `k` of an update be written back; the rest of the record stays as it is. */
function isSettable(door: Door, faces: readonly ResolvedObject[], isOfActs: boolean): Sql {
  const cases = faces.map((face) => {
    const keys = (face.isRole ? [face] : faces).flatMap((one) => {
      const access = door.actor.access.object(one.name)
      const isOpen = (field: ResolvedField) =>
        (isOfActs && isSetByActions(field)) ||
        (access?.rows('change') !== undefined && access.change(field.name) !== undefined)
      return [...one.fields.values()].filter(isOpen).map((field) => storedKey(one, field))
    })
    return sql`when ${literal(face.name)} then k.key = any(${[...new Set(keys)]}::text[])`
  })
  return sql`(e.action <> 'update' or case e.face ${join(cases, ' ')} end)`
}

function mayTakeAway(door: Door, face: ResolvedObject): Sql {
  const may = (action: string) => rowsFor(door, face, action, 't')
  return sql`(${readable(door, face)} and (${may('delete')} or (${may('create')} and ${isOwnSlip(door, face)})))`
}

/** What comes back does so whole, with all that it held in the face in which it comes first, or in a role. */
function mayComeBack(door: Door, face: ResolvedObject, kind: 'create' | 'adopt'): Sql {
  const access = door.actor.access.object(face.name)
  const rows = access?.rows('create')
  if (rows === undefined) return raw('false')
  const given = [...face.fields.values()].filter(
    (field) => isWritten(field) && (kind === 'create' || field.owner === face.name),
  )
  const groups = Map.groupBy(given, ({ name }) => access?.change(name, 'create'))
  const fields = [...groups].flatMap(([own, some]) => {
    if (own === true || own === rows) return []
    const keys = some.map((field) => storedKey(face, field))
    const holds = sql`exists (select from jsonb_each(e.before) k where k.key = any(${keys}::text[])
      and k.value not in ('null', '[]', '""'))`
    return [own === undefined ? sql`not ${holds}` : sql`(not ${holds} or ${after(door, face, own)})`]
  })
  return sql`(${join([after(door, face, rows), ...fields], ' and ')})`
}

/** Whether a field `k` of an entry of the face may be written back. */
function mayField(
  door: Door,
  face: ResolvedObject,
  faces: readonly ResolvedObject[],
  acts: readonly (Act & { readonly done: Sql; readonly holds: Sql })[],
): Sql {
  const allowed = join(
    [raw('true'), ...acts.map(({ done, holds }) => sql`(not ${done} or ${holds})`)],
    ' and ',
  )
  const ways = (face.isRole ? [face] : faces).flatMap((one) => {
    const access = door.actor.access.object(one.name)
    const rows = access?.rows('change')
    if (rows === undefined) return []
    const written = [...one.fields.values()].filter(isWritten)
    const groups = Map.groupBy(written, (field) =>
      access?.change(field.name, fieldAction(one, field, 'update')),
    )
    const fields = [...groups].flatMap(([own, some]) => {
      if (own === undefined) return []
      const holds = own === true || own === rows ? raw('true') : bothTimes(door, one, own)
      return [true, false].flatMap((isSet) => {
        const keys = some
          .filter((field) => isSetByActions(field) === isSet)
          .map((field) => storedKey(one, field))
        if (keys.length === 0) return []
        return [sql`(k.key = any(${keys}::text[]) and ${holds} and ${isSet ? allowed : raw('true')})`]
      })
    })
    if (fields.length === 0) return []
    return [sql`(${readable(door, one)} and ${bothTimes(door, one, rows)} and (${join(fields, ' or ')}))`]
  })
  const set = [...face.fields.values()].filter(isSetByActions).map((field) => storedKey(face, field))
  const [first, again] = [false, true].map((is) =>
    acts.filter((act) => act.again === is).map(({ done }) => done),
  )
  const byActs =
    set.length === 0 || !first?.length
      ? []
      : [
          sql`(k.key = any(${set}::text[]) and (${join(first, ' or ')}) and ${allowed}
            and not (${join([raw('false'), ...(again ?? [])], ' or ')}) and ${readable(door, face)})`,
        ]
  const all = [...ways, ...byActs]
  return all.length === 0 ? raw('false') : sql`coalesce(${join(all, ' or ')}, false)`
}

/** The actions behind a change, each with whether it was done to a record, and may be today. */
async function actsOf(door: Door, change: string) {
  const behind = await door.tx.query<{ id: string; again: boolean }>(
    sql`with recursive behind(id, again) as (
          select ${change}::uuid, false
          union select c.undoes, not b.again from change c join behind b on c.id = b.id where c.undoes is not null
        ) select id, again from behind`,
  )
  const found: (Act & { readonly done: Sql; readonly holds: Sql })[] = []
  for (const again of [false, true]) {
    const changes = behind.flatMap((one) => (one.again === again ? one.id : []))
    const rows = await door.tx.query<{ action: string }>(
      sql`select distinct action from audit_entry where change = any(${changes}::uuid[]) and action ~ '^do:'`,
    )
    for (const { action } of rows) {
      const [, name = '', act = ''] = /^do:([^.]+)[.](.+)$/.exec(action) ?? []
      if (act === 'merge') continue
      const [face, right] = [door.model.objects.get(name), door.actor.access.object(name)?.rows(act)]
      const holds =
        right === true ? raw('true') : face && right ? rowsSql(door, face, right, 'w') : raw('false')
      const done = sql`exists (select from audit_entry d where d.record = e.record
        and d.change::text = any(${changes}::text[]) and d.action = ${action})`
      found.push({ action, again, done, holds })
    }
  }
  return found
}

function bothTimes(door: Door, face: ResolvedObject, rows: Rows): Sql {
  return sql`(${rowsSql(door, face, rows, 't')} and ${after(door, face, rows)})`
}

function after(door: Door, face: ResolvedObject, rows: Rows): Sql {
  return rows === true ? raw('true') : rowsSql(door, face, rows, 'w')
}

function readable(door: Door, face: ResolvedObject): Sql {
  return readableRows(door, face, 't') ?? raw('false')
}

function isWritten({ system, field }: ResolvedField): boolean {
  return !system && field.how !== 'derived' && field.type !== 'formula'
}

function baseKeys(base: ResolvedObject): ReadonlySet<string> {
  return new Set([...base.fields.values()].map((field) => storedKey(base, field)))
}

/** The row of `t` with what goes back; of one that is gone all that it held. */
function asItStoodBefore(door: Door, object: ResolvedObject, goingBack: Sql): Sql {
  const base = baseOf(door.model, object)
  const columns = storedFields(door.model, base).map(
    ({ key, column }) => sql`(${literal(key)}, ${literal(column)})`,
  )
  if (columns.length === 0) return sql`cross join lateral (select t.*) w`
  const named = sql`(values ${join(columns)}) m(key, name)`
  return sql`cross join lateral jsonb_populate_record(t, case e.action
      when 'delete' then (select jsonb_object_agg(m.name, k.value) from jsonb_each(e.before) k
        join ${named} on m.key = k.key) || jsonb_build_object(${literal('id')}, e.record)
      else coalesce((select jsonb_object_agg(m.name, coalesce(e.before->k.key, 'null'))
        from jsonb_each(e.after) k join ${named} on m.key = k.key where ${goingBack}), '{}') end) w`
}
