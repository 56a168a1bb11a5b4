import type { Actor } from '../access/actor.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import { loadStored } from '../records/stored.ts'
import { dueRows, faceOf, keptUntil, rulesInForce, type Duty, type RetentionRule } from './kept-until.ts'
import type { LookedDay } from './leapt-day.ts'
import { personOf, type People } from './people.ts'

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
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      const due = await connection.query<{ id: string; due: string }>(
        sql`select d.id, d.due::text as due from (${dueRows(reading, face, rule)}) d
            where d.due <= ${today}::date and d.id > ${after}::uuid
              and not exists (select from person_erasure p where p.record = d.id)
              and not exists (select from retention_review v
                where v.rule = ${rule.id}::uuid and v.record = d.id and v.state = 'kept')
            order by d.id limit ${batch}`,
      )
      const ids = due.map((row) => row.id)
      const stored = await loadStored(connection, reading.model, face, ids, false)
      const persons = due.filter((row) => declared.isPerson(stored.get(row.id)?.values ?? {}))
      for (const one of persons) {
        if (rule.outcome === 'anonymise' && leaptFrom === null)
          automatic.push({ object: face.base, record: one.id, rule })
      }
      const added = await connection.query(
        sql`insert into retention_review (rule, record, object, due, leapt_from)
            select ${rule.id}::uuid, r, ${face.base}, d, ${leaptFrom}::date
            from unnest(${persons.map((one) => one.id)}::uuid[], ${persons.map((one) => one.due)}::date[]) n(r, d)
            on conflict do nothing returning 1`,
      )
      found += added.length
      const last = ids.at(-1)
      if (last === undefined || ids.length < batch) break
      after = last
    }
  }
  return { found, automatic }
}

/** What waits for a decision, the longest due first. */
export async function reviewsOf(
  connection: Connection,
  reading: Reading,
  people: People,
  { today, limit }: { readonly today: string; readonly limit: number },
): Promise<Review[]> {
  const rows = await connection.query<Omit<Review, 'title' | 'path' | 'duties'>>(
    sql`select v.rule, r.name as "ruleName", r.ground, v.object, v.record, v.due::text as due,
            v.leapt_from::text as "leaptFrom"
        from retention_review v join retention_rule r on r.id = v.rule
        where v.state = 'open' order by v.due, v.record limit ${limit}`,
  )
  const reviews: Review[] = []
  for (const row of rows) {
    const base = reading.model.objects.get(row.object)
    const column = base?.fields.get(base.title)?.column
    if (!base || !column) continue
    const [named] = await connection.query<{ title: string | null }>(
      sql`select ${id('t', column)}::text as title from ${id(base.table)} t where t.id = ${row.record}::uuid`,
    )
    // It went by another way meanwhile.
    if (!named) continue
    const person = await personOf(connection, reading.model, people, row)
    const duties = await keptUntil(connection, reading, person, today)
    reviews.push({ ...row, path: base.path, title: named.title ?? '', duties })
  }
  return reviews
}
