import type { Actor } from '../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { raw, sql, type Sql } from '../database/sql.ts'
import type { PeopleDeclaration } from '../module.ts'
import { baseOf, loadStored, type StoredRecord } from '../records/stored.ts'
import { asTheyWent } from './as-it-went.ts'
import {
  dueAmongGone,
  dueRows,
  dutiesOf,
  faceOf,
  rulesInForce,
  type Due,
  type DueRow,
  type Duty,
  type RetentionRule,
} from './kept-until.ts'
import type { LookedDay } from './leapt-day.ts'
import { personsOf, type People, type Person } from './people.ts'
import { readablePersons } from './readable-persons.ts'

/** A record whose time is over, and what stands against its erasure. */
export type Review = {
  readonly rule: string
  readonly ruleName: string
  readonly ground: string
  readonly object: string
  readonly path: string
  readonly record: string
  readonly title: string
  readonly due: string
  /** The day from which the clock leapt to the one on which it came on the list; a rule does nothing then. */
  readonly leaptFrom: string | null
  readonly duties: readonly Duty[]
}

type Reading = { readonly model: ResolvedModel; readonly actor: Actor }

const batch = 1_000

/**
 * Looks which records' time is over on a day, and puts them on the list, each once for a rule. Gives those
 * that a rule says are to be made anonymous by itself, unless a duty holds them. On a day to which the clock
 * leapt nothing goes by itself: people are asked.
 */
export async function evaluateRetention(
  connection: Connection,
  reading: Reading,
  people: People,
  { day: today, leaptFrom }: LookedDay,
): Promise<{ found: number; automatic: { object: string; record: string; rule: RetentionRule }[] }> {
  let found = 0
  const automatic: { object: string; record: string; rule: RetentionRule }[] = []
  for (const rule of await rulesInForce(connection)) {
    const face = faceOf(reading.model, rule)
    const declared = face && people.get(face.base)
    if (!face || !declared || rule.outcome === 'keep') continue
    for (const source of sourcesOf(connection, reading, face, rule))
      for await (const persons of dueBatches(source, rule, declared, today)) {
        if (rule.outcome === 'anonymise' && leaptFrom === null) {
          const own = persons.map(({ id: record }) => ({ object: face.base, record }))
          for (const one of await withoutDuty(connection, { reading, people, today }, own))
            automatic.push({ ...one, rule })
        }
        const added = await connection.query(
          sql`insert into retention_review (rule, record, object, due, leapt_from)
              select ${rule.id}::uuid, r, ${face.base}, d, ${leaptFrom}::date
              from unnest(${persons.map((one) => one.id)}::uuid[], ${persons.map((one) => one.due)}::date[]) n(r, d)
              on conflict do nothing returning 1`,
        )
        found += added.length
      }
  }
  return { found, automatic }
}

type Looked = { readonly reading: Reading; readonly people: People; readonly today: string }
type Named = { readonly object: string; readonly record: string }

/** Whom no duty holds: to try the others would read all that there is for nothing, and fail, every night. */
async function withoutDuty(
  connection: Connection,
  { reading, people, today }: Looked,
  records: readonly Named[],
): Promise<Named[]> {
  const persons = await personsOf(connection, reading.model, people, records)
  const duties = await dutiesOf(connection, reading, [...persons.values()], today)
  return records.filter(({ record }) => (duties.get(record) ?? []).length === 0)
}

/** Where the rule finds records, what else is asked of them there, and what they hold. */
type Source = {
  readonly due: Due
  readonly also: Sql
  readonly stored: (ids: readonly string[]) => Promise<ReadonlyMap<string, StoredRecord>>
}

/** Those that are there, and those in the bin: of these the log still holds all, and nobody looks at it. */
function sourcesOf(
  connection: Connection,
  reading: Reading,
  face: ResolvedObject,
  rule: RetentionRule,
): readonly Source[] {
  const base = baseOf(reading.model, face)
  return [
    {
      due: dueRows(connection, reading, face, rule),
      also: raw('true'),
      stored: (ids) => loadStored(connection, reading.model, face, ids, false),
    },
    {
      due: dueAmongGone(connection, reading, face, rule),
      // What went into another goes with that.
      also: sql`not exists (select from moved_record m where m.id = d.id)`,
      stored: (ids) => asTheyWent(connection, base, ids),
    },
  ]
}

async function* dueBatches(
  { due, also, stored }: Source,
  { id: rule }: RetentionRule,
  { isPerson }: PeopleDeclaration,
  today: string,
): AsyncGenerator<DueRow[]> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await due(
      sql`select d.id, d.due::text as due from due d
          where d.due <= ${today}::date and d.id > ${after}::uuid and ${also}
            and not exists (select from person_erasure p where p.record = d.id)
            and not exists (select from retention_review v
              where v.rule = ${rule}::uuid and v.record = d.id and v.state = 'kept')
          order by d.id limit ${batch}`,
    )
    const records = await stored(rows.map(({ id: record }) => record))
    yield rows.filter((row) => isPerson(records.get(row.id)?.values ?? {}))
    const last = rows.at(-1)
    if (!last || rows.length < batch) return
    after = last.id
  }
}

/** What waits for a decision of those whom the actor may read, the longest due first. */
export async function reviewsOf(
  connection: Connection,
  reading: Reading,
  people: People,
  { today, limit }: { readonly today: string; readonly limit: number },
): Promise<Review[]> {
  const reviews: Review[] = []
  for (let skipped = 0; reviews.length < limit; skipped += limit) {
    const rows = await connection.query<Omit<Review, 'title' | 'path' | 'duties'>>(
      sql`select v.rule, r.name as "ruleName", r.ground, v.object, v.record, v.due::text as due,
              v.leapt_from::text as "leaptFrom"
          from retention_review v join retention_rule r on r.id = v.rule
          where v.state = 'open' order by v.due, v.record, v.rule limit ${limit} offset ${skipped}`,
    )
    // It went by another way meanwhile, or is none any more.
    const persons = await personsOf(connection, reading.model, people, rows)
    const readable = await readablePersons(connection, reading, [...persons.values()])
    const duties = await dutiesOf(connection, reading, readable, today)
    for (const row of rows) {
      const person = persons.get(row.record)
      const held = duties.get(row.record)
      if (!person || !held) continue
      reviews.push({ ...row, path: person.base.path, title: titleOf(person), duties: held })
    }
    if (rows.length < limit) break
  }
  return reviews.slice(0, limit)
}

function titleOf({ base, record }: Person): string {
  const title = record.values[base.title]
  return typeof title === 'string' ? title : ''
}
