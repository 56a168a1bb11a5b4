import { id, sql } from '../database/sql.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import { linesProved, provedNamed, type Subject } from './asked-of.ts'
import type { FactSource } from './fact-source.ts'
import type { FactsParts } from './facts-parts.ts'
import { stateOfSource, type SourceState } from './source-settings.ts'
import type { FactPlace } from './write-facts.ts'

const batch = 5_000
const shortestPauseSeconds = 60
const longestPauseSeconds = 3_600
const highest = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/**
 * Brings what is watched in step with the settings: a source that was switched on has all records on its
 * list from now on, and takes up what was there before, a batch at a time; of one that was switched off
 * nothing is left to do. Gives the sources that are on and not paused.
 */
export async function watchSources(
  parts: FactsParts,
): Promise<{ readonly source: FactSource; readonly state: SourceState }[]> {
  const ready: { source: FactSource; state: SourceState }[] = []
  for (const source of parts.sources) {
    const state = await stateOfSource(parts.settings, source)
    const place = provedNamed(parts.model(), source.kind)
    if (!place) continue
    if (!state.on) await unwatch(parts, source.kind)
    else if (await isWatched(parts, source.kind, place.object.name)) ready.push({ source, state })
    if (state.on) await takeUp(parts, source.kind)
  }
  return ready
}

/** Begins to watch; false while the source is paused, because it did not answer. */
async function isWatched({ database }: FactsParts, kind: string, object: string): Promise<boolean> {
  const [row] = await database.query<{ paused: boolean }>(
    sql`insert into fact_watch (kind, object) values (${kind}, ${object})
        on conflict (kind) do update set object = excluded.object
        returning paused_until is not null and paused_until > now() as paused`,
  )
  return row?.paused === false
}

async function unwatch({ database }: FactsParts, kind: string): Promise<void> {
  await database.transaction(async (tx) => {
    const gone = await tx.query(sql`delete from fact_watch where kind = ${kind} returning 1`)
    if (gone.length > 0) await tx.query(sql`update fact_look set due_at = null where kind = ${kind}`)
  })
}

/**
 * Puts the next of the records that were there before on the list, the newest first. A record that was being
 * written when the source was switched on is seen neither by its writer, for whom the source is off, nor by
 * a walk that began before it was there: the walk is done again until one began after all those had ended.
 */
async function takeUp({ database, model }: FactsParts, kind: string): Promise<void> {
  const place = provedNamed(model(), kind)
  if (!place) return
  const { table, record, filled } = placeOf(model(), place)
  await database.transaction(async (tx) => {
    const [watch] = await tx.query<{ cursor: string | null }>(
      sql`update fact_watch set begun_before = coalesce(begun_before, pg_snapshot_xmax(now)),
            is_walk_whole = case when cursor is not null then is_walk_whole
              else pg_snapshot_xmin(now) >= coalesce(begun_before, pg_snapshot_xmax(now)) and not exists (
                select from pg_stat_activity a where a.datname = current_database() and a.pid <> pg_backend_pid()
                  and age(a.backend_xmin) > age(coalesce(begun_before, pg_snapshot_xmax(now))::xid)) end
          from pg_current_snapshot() now
          where kind = ${kind} and not is_walked
          returning cursor`,
    )
    if (!watch) return
    const rows = await tx.query<Subject>(
      sql`select t.id as line, ${id('t', record)} as record from ${id(table)} t
          where ${id('t', filled)} is not null and t.id < ${watch.cursor ?? highest}::uuid
          order by t.id desc limit ${batch}`,
    )
    await tx.query(
      sql`insert into fact_look as l (kind, record, line, due_at)
          select ${kind}, r, i, now() + at * interval '1 microsecond'
          from unnest(${rows.map((row) => row.record)}::uuid[], ${rows.map((row) => row.line)}::uuid[])
            with ordinality u(r, i, at) order by i
          on conflict (kind, line) do update set due_at = coalesce(l.due_at, now())`,
    )
    const isAtEnd = rows.length < batch
    await tx.query(
      sql`update fact_watch set cursor = ${isAtEnd ? null : (rows.at(-1)?.line ?? null)},
            is_walked = ${isAtEnd} and is_walk_whole
          where kind = ${kind}`,
    )
  })
}

/** The table of what a kind of fact speaks of, the column of its record, and one that says something. */
function placeOf(
  model: ResolvedModel,
  { object, proved }: FactPlace,
): { readonly table: string; readonly record: string; readonly filled: string } {
  const owned = linesProved(model, object, proved.field)
  const { table, fields } = owned?.object ?? object
  const filled = fields.get(owned ? (proved.of[0] ?? '') : proved.field)?.column ?? 'id'
  return { table, record: owned?.via ?? 'id', filled }
}

/** What began in the future began while the clock was ahead, and would not be over until then. */
const minuteIsOver = sql`(since < now() - interval '1 minute' or since > clock_timestamp())`

/** Takes as many requests as may still be made within the minute; 0 where there are none left. */
export async function reserveRequests(
  { database }: Pick<FactsParts, 'database'>,
  kind: string,
  wanted: number,
  perMinute: number,
): Promise<number> {
  return database.transaction(async (tx) => {
    const [watch] = await tx.query<{ left: number }>(
      sql`select case when ${minuteIsOver} then ${perMinute}::integer
                      else ${perMinute}::integer - used end as left
          from fact_watch where kind = ${kind} for update`,
    )
    const granted = Math.max(0, Math.min(wanted, watch?.left ?? 0))
    await tx.query(
      sql`update fact_watch set
            used = case when ${minuteIsOver} then ${granted}::integer
                        else used + ${granted}::integer end,
            since = case when ${minuteIsOver} then now() else since end
          where kind = ${kind}`,
    )
    return granted
  })
}

/** Leaves a source alone for a while, twice as long each time, or as long as it says itself. */
export async function pauseSource(
  { database }: Pick<FactsParts, 'database'>,
  kind: string,
  failure: string,
  retryAfterSeconds: number | null,
): Promise<void> {
  await database.query(
    sql`update fact_watch set failures = failures + 1, failure = ${failure},
          paused_until = now() + make_interval(secs => coalesce(${retryAfterSeconds}::float8,
            least(${shortestPauseSeconds} * power(2, least(failures, 10)), ${longestPauseSeconds})))
        where kind = ${kind}`,
  )
}

/** A source that answers again is no longer left alone. */
export async function sourceAnswers({ database }: Pick<FactsParts, 'database'>, kind: string): Promise<void> {
  await database.query(
    sql`update fact_watch set failures = 0, failure = null, paused_until = null
        where kind = ${kind} and (failures > 0 or paused_until is not null)`,
  )
}
