import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { join, raw, sql, type Sql } from '../database/sql.ts'
import { compileCondition } from '../expression/index.ts'
import { conditionOn } from '../query/condition.ts'
import { knowsCondition } from '../query/knows-condition.ts'
import { filled } from '../query/placeholder.ts'
import { unlimited } from '../query/reader.ts'
import { recordScope } from '../query/record-scope.ts'
import { sightOf } from '../query/sight.ts'
import { targetName } from '../query/type-scope.ts'
import type { Door } from '../records/write/door.ts'
import { rowsFor, rowsSql } from '../records/write/row-rights.ts'
import { dealingsOf, type Dealing } from './dealings-of.ts'
import { ruleOf } from './states-of.ts'

/** Records of one object that hang on another by one field: open business with it, or a mere reference. */
export type Hanging = {
  /** `activity.party.plan`, or `partyFile.party` for what is no business. */
  readonly key: string
  readonly object: ResolvedObject
  readonly field: ResolvedField
  readonly dealing: Dealing | null
  /** What the state asks of business of the kind that is left open. */
  readonly open: 'refused' | 'warned' | null
  /** The rows that hang on the record and that the actor may see. */
  readonly rows: (record: string, alias: string) => Sql
}

/**
 * Everything that hangs on a face of a record, as far as the actor may see it: found by the references of the
 * catalog, so that objects which users made are among it too.
 */
export function hangingOn(door: Door, face: ResolvedObject, state: string): Hanging[] {
  return [...door.model.objects.values()].flatMap((object) => {
    if (object.declaration.owned || !sightOf({ ...door, authority: 'actor' }, object)) return []
    return [...object.fields.values()]
      .filter((field) => field.owner === object.name && leadsTo(door.model, field, face))
      .filter((field) => door.actor.access.object(object.name)?.see(field.name) !== undefined)
      .flatMap((field) => hangingBy(door, object, field, state))
  })
}

/** Whether a field names the face or its base. What names another role concerns that one alone. */
function leadsTo(model: ResolvedModel, field: ResolvedField, face: ResolvedObject): boolean {
  if (field.column === null || field.system) return false
  const target = targetName(field)
  return target === face.name || (target === face.base && model.objects.has(face.base))
}

function hangingBy(door: Door, object: ResolvedObject, field: ResolvedField, state: string): Hanging[] {
  const { model, actor } = door
  const reader = { model, actor, authority: 'actor' } as const
  const isList = field.type.valueType(field.field).kind === 'list'
  // In the eyes of the actor: where the field is hidden on some rows, these do not count.
  const names = (record: string, alias: string) =>
    filled(conditionOn(reader, object, { [field.name]: isList ? { contains: record } : record }, alias), door)
  const seen = (record: string, alias: string) =>
    sql`${names(record, alias)} and ${rowsFor({ ...door, authority: 'actor' }, object, 'read', alias)}`
  const own = dealingsOf(model, object)
    .filter((one) => one.field === field)
    .filter(({ declared }) => knowsCondition(reader, object, declared.while ?? {}))
  if (own.length === 0) {
    // What is no business is only told of; facts tell of the past, and lead nowhere.
    if (object.declaration.facts) return []
    return [{ key: `${object.name}.${field.name}`, object, field, dealing: null, open: null, rows: seen }]
  }
  return own.map((dealing): Hanging => ({
    key: `${object.name}.${field.name}.${dealing.kind.value}`,
    ...{ object, field, dealing },
    open: ruleOf(dealing.states, state, dealing.kind.value).open ?? null,
    rows: (record, alias) => sql`${seen(record, alias)} and ${isOpen(door, object, dealing, alias)}`,
  }))
}

function isOpen(door: Door, object: ResolvedObject, { holds }: Dealing, alias: string): Sql {
  if (!holds) return raw('true')
  const condition = compileCondition(holds, recordScope(unlimited(door), object, alias))
  return sql`(${filled(condition, door)})`
}

/** Of open business what the actor may end, or hand over: they need the right to change it. */
export function mayEnd(door: Door, { object, dealing }: Hanging, what: 'close' | 'handOver'): boolean {
  const access = door.actor.access.object(object.name)
  const right = dealing?.declared.right
  if (what === 'close') {
    const close = Object.keys(dealing?.declared.close ?? {})
    if (close.length === 0) return false
    return right
      ? access?.rows(right) !== undefined
      : close.every((name) => access?.change(name) !== undefined)
  }
  const field = dealing?.declared.handOver
  return field !== undefined && access?.change(String(field)) !== undefined
}

/** The rows on which they may: those that they may change, and there each field that is written by it. */
export function endable(
  door: Door,
  { object, dealing }: Hanging,
  alias: string,
  what: 'close' | 'handOver',
): Sql {
  const theirs: Door = { ...door, authority: 'actor' }
  const right = what === 'close' ? dealing?.declared.right : undefined
  const rows = rowsFor(theirs, object, right ?? 'change', alias)
  // A right of its own is to all that it writes.
  if (right !== undefined) return rows
  const { close, handOver } = dealing?.declared ?? {}
  const names = what === 'close' ? Object.keys(close ?? {}) : [String(handOver)]
  const access = door.actor.access.object(object.name)
  const each = names.map((name) => {
    const field = access?.change(name)
    return field === undefined ? raw('false') : rowsSql(theirs, object, field, alias)
  })
  return join([rows, ...each], ' and ')
}
