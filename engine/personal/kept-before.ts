import type { Day } from '#model'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { filled } from '../query/placeholder.ts'
import { tableOf } from '../query/past.ts'
import { lookingAt } from '../records/past/looking-at.ts'
import { withPast } from '../records/past/past-tables.ts'
import { roleKey, storedKey } from '../records/stored.ts'
import {
  dueOf,
  faceOf,
  rulesInForce,
  type Duty,
  type Held,
  type Reading,
  type RetentionRule,
} from './kept-until.ts'
import { dayOfDuties } from './leapt-day.ts'

/** A duty to keep that held until somebody changed what it looks at, and the day on which they did. */
export type EarlierDuty = Duty & { readonly changed: Day }

/** So many changes are looked back on, of those that a duty looks at. */
const mostChanges = 50

/**
 * The duties of law that would hold a record today by what stood in it before, the longest first: what was
 * changed may have been wrong, or the way round a duty. Of each rule the one that lasts longest; rules that
 * hold it as it stands are none of them.
 */
export async function keptBefore(
  connection: Connection,
  reading: Reading,
  person: Held,
  { today, now }: { readonly today: Day; readonly now: readonly Duty[] },
): Promise<EarlierDuty[]> {
  const { base } = person
  const day = await dayOfDuties(connection, today)
  const holds = new Set(now.map(({ rule }) => rule))
  const earlier: EarlierDuty[] = []
  for (const rule of await rulesInForce(connection)) {
    const face = faceOf(reading.model, rule)
    if (rule.outcome !== 'keep' || face?.base !== base.name || holds.has(rule.name)) continue
    let longest: EarlierDuty | undefined
    for (const { record, before, changed } of await changesOf(
      connection,
      reading,
      person,
      keysOf(face, rule),
    )) {
      const until = await untilThen(connection, reading, { face, rule, record, before })
      if (until !== undefined && until > day && until > (longest?.until ?? ''))
        longest = { rule: rule.name, ground: rule.ground, until, changed }
    }
    if (longest) earlier.push(longest)
  }
  return earlier.sort((left, right) => right.until.localeCompare(left.until, 'en'))
}

/**
 * What in the log says that a rule may look at the record otherwise since: its role, and what the rule names.
 * Null: anything, for it asks by a formula.
 */
function keysOf(face: ResolvedObject, rule: RetentionRule): readonly string[] | null {
  const names = [...namesIn(rule.where), ...(rule.dayField === null ? [] : [rule.dayField])]
  const fields = [...new Set(names)].flatMap((name) => face.fields.get(name) ?? [])
  if (fields.some(({ field, column }) => column === null && field.type === 'formula')) return null
  const role = face.isRole ? [roleKey(face.name)] : []
  return [...role, ...fields.map((field) => storedKey(face, field))]
}

/** The first names of all paths in a condition, and whatever else its keys say. */
function namesIn(where: unknown): string[] {
  if (Array.isArray(where)) return where.flatMap(namesIn)
  if (typeof where !== 'object' || where === null) return []
  return Object.entries(where).flatMap(([key, value]) => [key.split('.')[0] ?? key, ...namesIn(value)])
}

/** The latest changes of these, each with the instant before it; also in records that went into this one. */
function changesOf(
  connection: Connection,
  { actor }: Reading,
  { record, former }: Held,
  keys: readonly string[] | null,
): Promise<{ record: string; before: string; changed: Day }[]> {
  const named =
    keys === null ? sql`true` : sql`(e.before ?| ${[...keys]}::text[] or e.after ?| ${[...keys]}::text[])`
  return connection.query(
    sql`select e.record, to_char((e.at - interval '1 microsecond') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as before,
               (e.at at time zone ${actor.timeZone})::date::text as changed
        from audit_entry e
        where e.record = any(${[record.id, ...former]}::uuid[]) and e.action not in ('create', 'read') and e.action not like 'do:%'
          and e.before is not null and ${named}
        group by e.record, e.at order by e.at desc limit ${mostChanges}`,
  )
}

type Then = {
  readonly face: ResolvedObject
  readonly rule: RetentionRule
  readonly record: string
  readonly before: string
}

async function untilThen(
  connection: Connection,
  reading: Reading,
  { face, rule, record, before }: Then,
): Promise<Day | undefined> {
  const asking = { ...reading, authority: 'action' } as const
  const reader = await lookingAt(connection, asking, before, { object: face.base, record })
  const due = dueOf(reader, face, rule, tableOf(reader, face), sql`t.id = ${record}::uuid`)
  const [row] = await connection.query<{ due: Day }>(
    filled(withPast(reader, sql`select f.due::text as due from (${due}) f`), reader),
  )
  return row?.due
}
