import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Actor } from '../access/actor.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Connection, Database, Transaction } from '../database/database.ts'
import { ownKey } from '../database/own-key.ts'
import { id, sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import type { JobDeclaration } from '../jobs/job.ts'
import type { Records } from '../records/records.ts'
import type { ContentStore } from './content-store.ts'
import { fileTable, isUnnamed, placesOfFiles } from './may-read-file.ts'

export type CollectParts = {
  readonly database: Database
  readonly model: () => ResolvedModel
  readonly records: Records
  readonly store: ContentStore
  /** Where uploads lie until they are kept or discarded. */
  readonly arriving: string
}

const graceSeconds = 24 * 60 * 60
const undoDays = 90
/** Of those on which anything was written; an office works on some sixty of ninety. */
const undoWorkingDays = 60
const batch = 5_000

/**
 * Clears away, once an hour, files that were uploaded but never kept in a record, and content that no file
 * names.
 */
export function collectFilesJob(parts: CollectParts): JobDeclaration {
  return {
    name: 'collectFiles',
    everyMinutes: 60,
    run: async ({ actor }) => {
      const dropped = { files: await dropUnnamedFiles(parts, actor), contents: await dropContents(parts) }
      await dropUnfinished(parts)
      return dropped
    },
  }
}

/**
 * A file may be put back by an undo for as long as that is possible, so the audit's befores count as names
 * too. All are gone through, `atOnce` at a time: very many that an undo may need must not hide the others.
 */
export async function dropUnnamedFiles(
  parts: Pick<CollectParts, 'database' | 'model' | 'records'>,
  actor: Actor,
  { olderSeconds = graceSeconds, atOnce = batch } = {},
): Promise<number> {
  const { database, records } = parts
  const model = parts.model()
  let dropped = 0
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const candidates = await unnamed(database, model, { olderSeconds, after, atOnce })
    const kept = new Set(await putBackable(database, model, candidates))
    for (const file of candidates.filter((one) => !kept.has(one))) {
      try {
        await records.remove(actor, 'file', file)
        dropped += 1
      } catch (error) {
        // Somebody has put it into a record this moment.
        if (!(error instanceof Problem)) throw error
      }
    }
    if (candidates.length < atOnce) return dropped
    after = candidates.at(-1) ?? after
  }
}

async function unnamed(
  database: Database,
  model: ResolvedModel,
  { olderSeconds, after, atOnce }: { olderSeconds: number; after: string; atOnce: number },
): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    sql`select f.id from ${id(fileTable(model))} f
        where f.id > ${after}::uuid and f.created_at < now() - make_interval(secs => ${olderSeconds})
          and ${isUnnamed(model)}
        order by f.id limit ${atOnce}`,
  )
  return rows.map((row) => row.id)
}

/** The log of all these days is read once for all of them: nothing finds a file in it by an index. */
async function putBackable(
  database: Database,
  model: ResolvedModel,
  files: readonly string[],
): Promise<string[]> {
  if (files.length === 0) return []
  const objects = [...new Set(placesOfFiles(model).map(({ object }) => object.base))]
  return database.transaction(async (tx) => {
    const recent = await firstOfWorkingDays(tx)
    const rows = await tx.query<{ file: string }>(
      sql`select distinct v #>> '{}' as file
          from audit_entry e, jsonb_path_query(e.before, '$.** ? (@.type() == "string")') v
          where e.object = any(${objects}) and e.before is not null
            and (e.at > now() - make_interval(days => ${undoDays}) or e.id > ${recent}::bigint)
            and v #>> '{}' = any(${files}::text[])`,
    )
    return rows.map((row) => row.file)
  }, longReading)
}

/**
 * The last entry before so many days on which anything was written, whatever the clock says of how long ago
 * that was: one that is ahead for an hour must not end what an undo may need. 0 where there were not as many.
 */
async function firstOfWorkingDays(tx: Transaction): Promise<string> {
  const [row] = await tx.query<{ entry: string }>(
    sql`with days as (
          select min(number) as first from audit_seal where sealed_at <= now()
          group by sealed_at::date order by sealed_at::date desc limit ${undoWorkingDays})
        select coalesce((
          select s.last_entry from audit_seal s, (select min(first) as first, count(*) as days from days) d
          where s.number < d.first and d.days = ${undoWorkingDays} order by s.number desc limit 1), 0) as entry`,
  )
  return row?.entry ?? '0'
}

const longReading = { readOnly: true, statementMilliseconds: 0 } as const

/** What a process that was killed had begun to take in takes room, and nothing names it. */
export async function dropUnfinished(
  { store, arriving }: Pick<CollectParts, 'store' | 'arriving'>,
  olderSeconds = graceSeconds,
): Promise<void> {
  const before = Date.now() - olderSeconds * 1_000
  for (const name of (await readdir(arriving).catch(gone)) ?? []) {
    const place = path.join(arriving, name)
    const found = await stat(place).catch(gone)
    if (found && found.mtimeMs < before) await rm(place, { force: true })
  }
  await store.endUnfinished(olderSeconds)
}

/** Nothing came in yet, or somebody was faster. */
function gone(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
  throw error
}

/**
 * Content stays for a day, since an upload keeps it before its file is written down. What this installation
 * did not put there is not its to clear away: another one may keep its contents in the same place.
 */
export async function dropContents(
  { database, store, model }: Pick<CollectParts, 'database' | 'store' | 'model'>,
  olderSeconds = graceSeconds,
): Promise<number> {
  let dropped = 0
  for await (const hashes of inBatches(store.olderThan(olderSeconds), contentsAtOnce)) {
    const ours = await database.query<{ hash: string }>(
      sql`select k.hash from kept_content k where k.hash = any(${hashes}::text[])
            and not exists (select from ${id(fileTable(model()))} f where f.hash = k.hash)`,
    )
    for (const { hash } of ours) if (await dropContent({ database, store, model }, hash)) dropped += 1
  }
  return dropped
}

const contentsAtOnce = 1_000

async function* inBatches<T>(all: AsyncIterable<T>, most: number): AsyncGenerator<T[]> {
  let batch: T[] = []
  for await (const one of all) {
    batch.push(one)
    if (batch.length < most) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** Writes down that a content is ours, before it is put where contents are kept. */
export async function noteContent(connection: Connection, hash: string): Promise<void> {
  await connection.query(sql`insert into kept_content (hash) values (${hash}) on conflict do nothing`)
}

/**
 * Clears one of our contents away that no file names; where a backup is being read it stays for the next
 * time. That it is ours is struck out first: whoever sends it anew, since it is gone, waits and writes it
 * down again.
 */
export async function dropContent(
  { database, store, model }: Pick<CollectParts, 'database' | 'store' | 'model'>,
  hash: string,
): Promise<boolean> {
  return database.transaction(async (tx) => {
    if (!(await mayClear(tx))) return false
    await lockContent(tx, hash)
    const ours = await tx.query(
      sql`delete from kept_content k where k.hash = ${hash}
            and not exists (select from ${id(fileTable(model()))} f where f.hash = k.hash) returning 1`,
    )
    if (ours.length === 0) return false
    await store.remove(hash)
    return true
  })
}

/**
 * Keeping a content and clearing it away wait for each other, in all processes, also in those of another
 * office of the database: it may keep its contents in the same place.
 */
export async function lockContent(tx: Transaction, hash: string): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${hash}, 7006))`)
}

const contentsLock = ownKey('contents')

/** No content is cleared away until the transaction ends. */
export async function lockContents(tx: Transaction): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock_shared(${contentsLock})`)
}

/** Not while a backup reads: it may need content that no record names any more. */
async function mayClear(tx: Transaction): Promise<boolean> {
  const [row] = await tx.query<{ may: boolean }>(
    sql`select pg_try_advisory_xact_lock(${contentsLock}) as may`,
  )
  return row?.may === true
}
