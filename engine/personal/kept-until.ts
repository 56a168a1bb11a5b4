import type { Day } from '#model'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, raw, sql, type Sql } from '../database/sql.ts'
import { conditionOn } from '../query/condition.ts'
import { knowsCondition } from '../query/knows-condition.ts'
import { filled } from '../query/placeholder.ts'
import type { Actor } from '../access/actor.ts'
import { lastTable, present } from '../query/past.ts'
import { lookingAt } from '../records/past/looking-at.ts'
import { withPast } from '../records/past/past-tables.ts'
import type { Acting } from '../records/read/list-conditions.ts'
import { dayOfDuties } from './leapt-day.ts'
import type { Person } from './people.ts'

/** A rule of retention, as it is kept. */
export type RetentionRule = {
  readonly id: string
  readonly name: string
  readonly object: string
  readonly where: unknown
  readonly dayField: string | null
  readonly months: number
  readonly outcome: 'keep' | 'review' | 'anonymise'
  readonly ground: string
}

/** Why somebody may not be erased yet, and from which day on they may. */
export type Duty = { readonly rule: string; readonly ground: string; readonly until: string }

export async function rulesInForce(connection: Connection): Promise<RetentionRule[]> {
  const rows = await connection.query<Omit<RetentionRule, 'months'> & { months: string }>(
    sql`select id, name, object, "where", day_field as "dayField", months, outcome, ground
        from retention_rule where active order by name, id`,
  )
  return rows.map((rule) => ({ ...rule, months: Number(rule.months) }))
}

export type Held = Pick<Person, 'base' | 'record' | 'former' | 'isGone'>

/** The duties of law that hold a record today, as far as today can be believed; the longest first. */
export async function keptUntil(
  connection: Connection,
  reading: Reading,
  person: Held,
  today: Day,
): Promise<Duty[]> {
  return (await dutiesOf(connection, reading, [person], today)).get(person.record.id) ?? []
}

/** The same of many, each rule being asked once for all of them. */
export async function dutiesOf(
  connection: Connection,
  reading: Reading,
  persons: readonly Held[],
  today: Day,
): Promise<Map<string, Duty[]>> {
  const all = new Map<string, Duty[]>(persons.map(({ record }) => [record.id, []]))
  if (persons.length === 0) return all
  const day = await dayOfDuties(connection, today)
  for (const rule of await rulesInForce(connection)) {
    const face = faceOf(reading.model, rule)
    const own = persons.filter(({ base }) => face?.base === base.name)
    if (rule.outcome !== 'keep' || !face || own.length === 0) continue
    const there = own.filter(({ isGone }) => !isGone).map(({ record }) => [record.id, record.id] as const)
    const gone = own.flatMap(({ record, former, isGone }) =>
      [...former, ...(isGone ? [record.id] : [])].map((id) => [id, record.id] as const),
    )
    const until = new Map<string, string>()
    const ask = async (rows: Due, whose: ReadonlyMap<string, string>) => {
      if (whose.size === 0) return
      const held = await rows(
        sql`select d.id, d.due::text as due from due d
            where d.id = any(${[...whose.keys()]}::uuid[]) and d.due > ${day}::date`,
      )
      for (const { id: record, due } of held) {
        const person = whose.get(record) ?? record
        if ((until.get(person) ?? '') < due) until.set(person, due)
      }
    }
    await ask(dueRows(connection, reading, face, rule), new Map(there))
    await ask(dueAmongGone(connection, reading, face, rule), new Map(gone))
    for (const [record, due] of until)
      all.get(record)?.push({ rule: rule.name, ground: rule.ground, until: due })
  }
  for (const duties of all.values()) duties.sort((left, right) => right.until.localeCompare(left.until, 'en'))
  return all
}

const days: readonly string[] = ['day', 'instant']

/** Whether a rule can count from it: a field of the records themselves that holds a day or an instant. */
export function isDayField(face: ResolvedObject, name: unknown): boolean {
  const field = typeof name === 'string' ? face.fields.get(name) : undefined
  return field !== undefined && field.column !== null && days.includes(field.field.type)
}

/** Rules name an object by its name or by its path. */
export function faceOf(model: ResolvedModel, { object }: RetentionRule): ResolvedObject | undefined {
  return model.objects.get(object) ?? model.byPath.get(object)
}

export type DueRow = { readonly id: string; readonly due: string }

/** Asks a statement over `due`, which has the ids of records and the day on which their time is over. */
export type Due = (statement: Sql) => Promise<DueRow[]>

export type Reading = { readonly model: ResolvedModel; readonly actor: Actor }

/** The records that a rule is about, and on which day its time is over. */
export function dueRows(
  connection: Connection,
  reading: Reading,
  face: ResolvedObject,
  rule: RetentionRule,
): Due {
  const reader = { ...reading, authority: 'action' } as const
  return (statement) =>
    connection.query(
      filled(
        sql`with due as (${dueOf(reader, face, rule, id(face.table), raw('true'))}) ${statement}`,
        reader,
      ),
    )
}

/**
 * The same of records that are gone, as they went: those that were deleted, and those that went into another,
 * as long as the log holds them.
 */
export function dueAmongGone(
  connection: Connection,
  reading: Reading,
  face: ResolvedObject,
  rule: RetentionRule,
): Due {
  const held = sql`t.deletion is not null
    and exists (select from audit_entry h where h.id = t.deletion and h.before is not null)`
  return async (statement) => {
    const asking: Acting = { ...reading, authority: 'action' }
    const reader = await lookingAt(connection, asking, present)
    const due = dueOf(reader, face, rule, id(lastTable(face.table)), held)
    return connection.query(
      filled(withPast(reader, sql`select * from (with due as (${due}) ${statement}) f`), reader),
    )
  }
}

/** Asks a table for the records that a rule is about, and on which day its time is over. */
export function dueOf(reader: Acting, face: ResolvedObject, rule: RetentionRule, table: Sql, also: Sql): Sql {
  const field = rule.dayField === null ? undefined : face.fields.get(rule.dayField)
  const column = field && isDayField(face, rule.dayField) ? field.column : null
  const changed = sql`t.updated_at::date`
  // From when a duty counts whose day is gone nobody knows: until somebody mends it, from today.
  const isLost = rule.dayField !== null && !field
  const counted = column ? sql`coalesce(${id('t', column)}::date, ${changed})` : changed
  const from = isLost ? raw('current_date') : counted
  const where = askedBy(reader, face, rule)
  const plays = face.roleColumn === null ? raw('true') : id('t', face.roleColumn)
  return sql`select t.id, (${from} + make_interval(months => ${rule.months}::integer))::date as due
    from ${table} t where ${also} and ${plays} and ${where}`
}

/**
 * Which records a rule is about. Of one that names what is there no longer nobody knows: until somebody mends
 * it nothing goes by it, and where it says what is to be kept all of that stays.
 */
function askedBy(reader: Acting, face: ResolvedObject, rule: RetentionRule): Sql {
  const isAsked = rule.where !== null && knowsCondition(reader, face, rule.where)
  const isWhole = rule.where === null || isAsked
  const hasDay = rule.dayField === null || face.fields.has(rule.dayField)
  if (rule.outcome !== 'keep' && !(isWhole && hasDay)) return raw('false')
  return isAsked ? conditionOn(reader, face, rule.where, 't') : raw('true')
}
