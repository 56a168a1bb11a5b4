import type { Day } from '#model'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, raw, sql, type Sql } from '../database/sql.ts'
import { conditionOn } from '../query/condition.ts'
import { withWhereProblems } from '../records/read/read-problem.ts'
import { filled } from '../query/placeholder.ts'
import type { Actor } from '../access/actor.ts'
import { lastTable } from '../query/past.ts'
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

/** The duties of law that hold a record today, as far as today can be believed; the longest first. */
export async function keptUntil(
  connection: Connection,
  { model, actor }: { readonly model: ResolvedModel; readonly actor: Actor },
  { base, record, former, isGone }: Pick<Person, 'base' | 'record' | 'former' | 'isGone'>,
  today: Day,
): Promise<Duty[]> {
  const day = await dayOfDuties(connection, today)
  const duties: Duty[] = []
  const gone = [...former, ...(isGone ? [record.id] : [])]
  for (const rule of await rulesInForce(connection)) {
    const face = faceOf(model, rule)
    if (rule.outcome !== 'keep' || face?.base !== base.name) continue
    const found: string[] = []
    const ask = async (rows: Due, ids: readonly string[]) => {
      if (ids.length === 0) return
      const held = await rows(
        sql`select d.id, d.due::text as due from due d
            where d.id = any(${ids}::uuid[]) and d.due > ${day}::date`,
      )
      found.push(...held.map(({ due }) => due))
    }
    await ask(dueRows(connection, { model, actor }, face, rule), isGone ? [] : [record.id])
    await ask(dueAmongGone(connection, { model, actor }, face, rule), gone)
    const until = found.toSorted().at(-1)
    if (until !== undefined) duties.push({ rule: rule.name, ground: rule.ground, until })
  }
  return duties.toSorted((left, right) => right.until.localeCompare(left.until, 'en'))
}

const days: readonly string[] = ['day', 'instant']

/** Rules name an object by its name or by its path. */
export function faceOf(model: ResolvedModel, { object }: RetentionRule): ResolvedObject | undefined {
  return model.objects.get(object) ?? model.byPath.get(object)
}

export type DueRow = { readonly id: string; readonly due: string }

/** Asks a statement over `due`, which has the ids of records and the day on which their time is over. */
export type Due = (statement: Sql) => Promise<DueRow[]>

type Reading = { readonly model: ResolvedModel; readonly actor: Actor }

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
    const reader = await lookingAt(connection, asking, new Date().toISOString())
    const due = dueOf(reader, face, rule, id(lastTable(face.table)), held)
    return connection.query(
      filled(withPast(reader, sql`select * from (with due as (${due}) ${statement}) f`), reader),
    )
  }
}

function dueOf(reader: Acting, face: ResolvedObject, rule: RetentionRule, table: Sql, also: Sql): Sql {
  const field = rule.dayField === null ? undefined : face.fields.get(rule.dayField)
  const column = field && days.includes(field.field.type) ? field.column : null
  const changed = sql`t.updated_at::date`
  const from = column ? sql`coalesce(${id('t', column)}::date, ${changed})` : changed
  const where =
    rule.where === null
      ? raw('true')
      : withWhereProblems(reader.actor.language, () => conditionOn(reader, face, rule.where, 't'))
  const plays = face.roleColumn === null ? raw('true') : id('t', face.roleColumn)
  return sql`select t.id, (${from} + make_interval(months => ${rule.months}::integer))::date as due
    from ${table} t where ${also} and ${plays} and ${where}`
}
