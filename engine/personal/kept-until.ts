import type { Day } from '#model'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, raw, sql, type Sql } from '../database/sql.ts'
import { conditionOn } from '../query/condition.ts'
import { withWhereProblems } from '../records/read/read-problem.ts'
import { filled } from '../query/placeholder.ts'
import type { Actor } from '../access/actor.ts'
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
  { base, record }: Person,
  today: Day,
): Promise<Duty[]> {
  const day = await dayOfDuties(connection, today)
  const duties: Duty[] = []
  for (const rule of await rulesInForce(connection)) {
    const face = faceOf(model, rule)
    if (rule.outcome !== 'keep' || face?.base !== base.name) continue
    const rows = dueRows({ model, actor }, face, rule)
    const [row] = await connection.query<{ until: string }>(
      sql`select d.due::text as until from (${rows}) d
          where d.id = ${record.id}::uuid and d.due > ${day}::date`,
    )
    if (row) duties.push({ rule: rule.name, ground: rule.ground, until: row.until })
  }
  return duties.toSorted((left, right) => right.until.localeCompare(left.until, 'en'))
}

const days: readonly string[] = ['day', 'instant']

/** Rules name an object by its name or by its path. */
export function faceOf(model: ResolvedModel, { object }: RetentionRule): ResolvedObject | undefined {
  return model.objects.get(object) ?? model.byPath.get(object)
}

/** The records that a rule is about, and on which day its time is over. */
export function dueRows(
  reading: { readonly model: ResolvedModel; readonly actor: Actor },
  face: ResolvedObject,
  rule: RetentionRule,
): Sql {
  const reader = { ...reading, authority: 'action' } as const
  const field = rule.dayField === null ? undefined : face.fields.get(rule.dayField)
  const column = field && days.includes(field.field.type) ? field.column : null
  const changed = sql`t.updated_at::date`
  const from = column ? sql`coalesce(${id('t', column)}::date, ${changed})` : changed
  const where =
    rule.where === null
      ? raw('true')
      : withWhereProblems(reading.actor.language, () => conditionOn(reader, face, rule.where, 't'))
  const plays = face.roleColumn === null ? raw('true') : id('t', face.roleColumn)
  return filled(
    sql`select t.id, (${from} + make_interval(months => ${rule.months}::integer))::date as due
        from ${id(face.table)} t where ${plays} and ${where}`,
    reader,
  )
}
