import { newId, type Day } from '#model'
import { marksRow } from '../audit/what-rows-carry.ts'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection, Transaction } from '../database/database.ts'
import { id, join, raw, sql, type Sql } from '../database/sql.ts'
import { tableOf } from '../query/past.ts'
import { filled } from '../query/placeholder.ts'
import { lookingAt } from '../records/past/looking-at.ts'
import { fromJson, withPast } from '../records/past/past-tables.ts'
import { baseOf, loadStored, roleKey, storedFields } from '../records/stored.ts'
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
import { anyKey, ownOf, watchedBy, type Sight } from './watched-by.ts'

/** A duty to keep that held until somebody changed what it looks at, and the day on which they did. */
export type EarlierDuty = Duty & { readonly changed: Day }

type Until = { readonly until: Day; readonly changed: Day }

type Looking = {
  readonly connection: Connection
  readonly reading: Reading
  readonly face: ResolvedObject
  readonly rule: RetentionRule
  readonly person: Held
  readonly sight: Sight
}

/**
 * The duties of law that would hold a record today by what stood in it before, or in what it names, the
 * longest first: what was changed may have been wrong, or the way round a duty. Of each rule the one that
 * lasts longest; rules that hold it as it stands are none of them.
 */
export async function keptBefore(
  connection: Transaction,
  reading: Reading,
  person: Held,
  { today, now }: { readonly today: Day; readonly now: readonly Duty[] },
): Promise<EarlierDuty[]> {
  const { base, record, former } = person
  const day = await dayOfDuties(connection, today)
  const holds = new Set(now.map(({ rule }) => rule))
  const earlier: EarlierDuty[] = []
  for (const rule of await rulesInForce(connection)) {
    const face = faceOf(reading.model, rule)
    if (rule.outcome !== 'keep' || face?.base !== base.name || holds.has(rule.name)) continue
    const sight = await watchedBy(connection, reading, face, rule, [record.id, ...former])
    const looking = { connection, reading, face, rule, person, sight }
    const all = sight.isOwn ? await untilByStates(looking) : await untilByPlaces(looking)
    const longest = all.toSorted((left, right) => right.until.localeCompare(left.until, 'en'))[0]
    if (longest && longest.until > day) earlier.push({ rule: rule.name, ground: rule.ground, ...longest })
  }
  return earlier.sort((left, right) => right.until.localeCompare(left.until, 'en'))
}

type Change = {
  readonly record: string
  readonly action: string
  readonly before: Record<string, unknown> | null
  /** When it had been changed before, and was made. */
  readonly former: string | null
  readonly made: string | null
  readonly changed: Day
}

/**
 * By the states that the record's own fields went through: however many there were, each that differs in what
 * the rule asks is asked for once, as it was the last time, and all in one statement.
 */
async function untilByStates(looking: Looking): Promise<Until[]> {
  const { connection, reading, face, rule, person, sight } = looking
  const base = baseOf(reading.model, face)
  const keys = ownOf(sight, face).keys
  const now = await loadStored(connection, reading.model, base, [person.record.id], false)
  const values = new Map([...now].map(([record, stored]) => [record, stored.values]))
  const states = new Map<string, { row: Record<string, unknown>; changed: Day }>()
  for (const { record, action, before, former, made, changed } of await changesOf(looking)) {
    // What came before it was made was another life, which its end tells of.
    const was = action === 'create' ? {} : { ...values.get(record), ...before }
    values.set(record, was)
    const isAsked = action === 'delete' || (before !== null && [...keys].some((key) => key in before))
    if (action === 'create' || !isAsked) continue
    const known = JSON.stringify([...keys].map((key) => was[key] ?? null))
    const row = { ...was, '#id': newId(), '#at': former, '#made': made }
    if (!states.has(known) || String(states.get(known)?.row['#at'] ?? '') < (former ?? ''))
      states.set(known, { row, changed })
  }
  if (states.size === 0) return []
  const days = new Map([...states.values()].map(({ row, changed }) => [String(row['#id']), changed]))
  const rows = [...states.values()].map(({ row }) => row)
  const reader = { ...reading, authority: 'action' } as const
  const due = dueOf(reader, face, rule, tableOfStates(reading, base, rows), raw('true'))
  const found = await connection.query<{ id: string; due: Day }>(
    filled(sql`select f.id, f.due::text as due from (${due}) f where f.due is not null`, reader),
  )
  return found.map((one) => ({ until: one.due, changed: days.get(one.id) ?? one.due }))
}

/** States as the rows of the table of their object. */
function tableOfStates(
  { model }: Reading,
  base: ResolvedObject,
  rows: readonly Record<string, unknown>[],
): Sql {
  const flags = new Set(base.roles.map(roleKey))
  const columns = storedFields(model, base).map((field) => {
    const value = fromJson(sql`s.state`, field.key, field)
    return sql`${flags.has(field.key) ? sql`coalesce(${value}, false)` : value} as ${id(field.column)}`
  })
  const marks = [
    sql`(s.state->>'#id')::uuid as id`,
    sql`(s.state->>'#at')::timestamptz as updated_at`,
    sql`(s.state->>'#made')::timestamptz as created_at`,
  ]
  return sql`(select ${join([...marks, ...columns])}
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) s(state))`
}

/** The changes of the record, the latest first, also of records that went into it. */
function changesOf({ connection, reading, person, face }: Looking): Promise<Change[]> {
  const { base, record, former } = person
  return connection.query<Change>(
    sql`select e.record, e.action, e.former, coalesce(e.made, (select t.created_at::text from ${id(face.table)} t
            where t.id = e.record)) as made, (e.at at time zone ${reading.actor.timeZone})::date::text as changed,
          case when jsonb_typeof(e.before) = 'object' then e.before end as before
        from (select a.id, a.record, a.action, a.at, a.before, lag(a.at) over w::text as former,
                (max(a.at) filter (where a.action = 'create') over w)::text as made
              from audit_entry a
              where a.record = any(${[record.id, ...former]}::uuid[]) and a.object = ${base.name} and ${marksRow('a')}
              window w as (partition by a.record order by a.id)) e
        order by e.id desc`,
  )
}

/** So many places of the log are looked at, the latest; of what lies before it is said that it may. */
const mostPlaces = 500

/**
 * By looking at the data as they were before each change of what the rule asks, of the record and of others:
 * where there are more than can be looked at, the duty counts as one that may have held. Where not even all
 * records are known that it asks, none is looked at: each look would read all that came later in the log.
 */
async function untilByPlaces(looking: Looking): Promise<Until[]> {
  const { connection, rule, sight } = looking
  const places = await placesOf(looking)
  const all: Until[] = []
  const seen = sight.isBeyond ? [] : places.slice(0, mostPlaces)
  for (const { entry, changed } of seen)
    for (const until of await untilThen(looking, entry)) all.push({ until, changed })
  const rest = sight.isBeyond ? (places[0] ?? (await lastOf(looking))) : places[mostPlaces]
  if (!rest) return all
  const [row] = await connection.query<{ until: Day }>(
    sql`select (${rest.changed}::date + make_interval(months => ${rule.months}::integer))::date::text as until`,
  )
  return row ? [...all, { until: row.until, changed: rest.changed }] : all
}

/** The last change of the record, where none of those that the rule asks is known. */
async function lastOf({ connection, reading, person }: Looking): Promise<{ changed: Day } | undefined> {
  const [last] = await connection.query<{ changed: Day }>(
    sql`select (e.at at time zone ${reading.actor.timeZone})::date::text as changed
        from audit_entry e where e.record = any(${[person.record.id, ...person.former]}::uuid[])
          and e.action <> 'read' order by e.id desc limit 1`,
  )
  return last
}

function placesOf({
  connection,
  reading,
  face,
  sight,
}: Looking): Promise<{ readonly entry: string; readonly changed: Day }[]> {
  const among = [...sight.watched].map(([object, { ids, keys }]) => {
    const any = keys.has(anyKey) ? raw('true') : sql`e.before ?| ${[...keys]}::text[]`
    // Of others it tells as well that they came; the record itself was not there before.
    const came = object === face.base ? raw('') : raw(` or e.action = 'create'`)
    return sql`(e.object = ${object} and e.record = any(${[...ids].slice(0, mostPlaces * 2)}::uuid[])
      and (${any} or e.action = 'delete'${came}))`
  })
  return connection.query(
    sql`select e.id::text as entry, (e.at at time zone ${reading.actor.timeZone})::date::text as changed
        from audit_entry e
        where (${join(among, ' or ')}) and e.action <> 'read' and e.action not like 'do:%'
          and (e.action = 'create' or e.before is not null)
        order by e.id desc limit ${mostPlaces + 1}`,
  )
}

async function untilThen(
  { connection, reading, face, rule, person, sight }: Looking,
  entry: string,
): Promise<Day[]> {
  const { record, former } = person
  const asking = { ...reading, authority: 'action' } as const
  const beside = new Map([...sight.watched].map(([object, { ids }]) => [object, [...ids]]))
  const only = { object: face.base, record: record.id, beside }
  const reader = await lookingAt(connection, asking, { before: entry }, only)
  const ids = [record.id, ...former]
  const due = dueOf(reader, face, rule, tableOf(reader, face), sql`t.id = any(${ids}::uuid[])`)
  const rows = await connection.query<{ due: Day }>(
    filled(withPast(reader, sql`select f.due::text as due from (${due}) f where f.due is not null`), reader),
  )
  return rows.map((row) => row.due)
}
