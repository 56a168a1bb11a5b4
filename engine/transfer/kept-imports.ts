import { rm } from 'node:fs/promises'
import type { Actor } from '../access/actor.ts'
import type { Connection, Database } from '../database/database.ts'
import { sql, type Sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import type { JobDeclaration, JobRun } from '../jobs/job.ts'
import { said } from '../said/said.ts'
import type { Said } from '../said/sayer.ts'
import { importFile, type ImportParts } from './import-parts.ts'
import { findImport, notNow } from './import-record.ts'

/** As long as what came in can be undone. */
const keptDays = 90
const mostWaiting = 200
const mostBytes = 40 * 1024 ** 3

/**
 * Throws a 429 where the user keeps as many files as anybody may: so many that are not brought in, or so much
 * in all.
 */
export async function refuseMoreImports(connection: Connection, { user }: Actor): Promise<void> {
  const [kept] = await connection.query<{ waiting: number; bytes: string }>(
    sql`select count(*) filter (where undo is null and state <> 'done')::int4 as waiting,
               coalesce(sum(file_bytes), 0)::text as bytes
        from import where actor = ${user}`,
  )
  if (!kept) return
  const { waiting } = kept
  const gigabytes = Math.floor(Number(kept.bytes) / 1024 ** 3)
  if (waiting >= mostWaiting)
    throw tooMany(
      said(
        'You keep {count} imports that are not brought in, as many as anybody may. Bring some in or remove some under Imports, then upload this.',
        { count: waiting },
      ),
    )
  if (Number(kept.bytes) >= mostBytes)
    throw tooMany(
      said(
        'The files of your imports hold {gigabytes} GB, as much as anybody may keep. Remove some under Imports, then upload this; what they brought in stays.',
        { gigabytes },
      ),
    )
}

function tooMany(message: Said): Problem {
  return new Problem(429, 'importsWait', message, { retryAfterSeconds: 3600 })
}

/** Removes an import with its file; what it brought in stays. Throws a 409 while a job works on it. */
export async function removeImport(parts: ImportParts, actor: Actor, id: string): Promise<void> {
  await parts.database.transaction(async (tx) => {
    const record = await findImport(tx, parts.model(), actor, id, true)
    if (!(await dropImport(tx, id))) throw notNow(record)
  }, atAnySize)
  await rm(importFile(parts, id), { force: true })
}

/** Clears, once a day, imports that nobody touched for as long as one can be undone, with their files. */
export function clearImportsJob(parts: Pick<ImportParts, 'database' | 'dataFolder'>): JobDeclaration {
  return {
    name: 'clear imports',
    everyMinutes: 24 * 60,
    run: (run: JobRun) => clearImports(parts, run),
  }
}

/** One after the other, each whole: what is gone stays so when the job is stopped, or one cannot go. */
async function clearImports(
  parts: Pick<ImportParts, 'database' | 'dataFolder'>,
  run: JobRun,
): Promise<{ imports: number }> {
  const { database } = parts
  const old = await database.query<{ id: string }>(
    sql`select i.id from import i where ${untouched} and ${isIdle} order by i.id`,
  )
  const failed: unknown[] = []
  let imports = 0
  for (const [at, { id }] of old.entries()) {
    await run.progress(at, old.length)
    try {
      const isGone = await database.transaction((tx) => dropImport(tx, id, untouched), atAnySize)
      if (!isGone) continue
      imports += 1
      await rm(importFile(parts, id), { force: true })
    } catch (error) {
      // One that cannot go keeps none of the others; the job says so when all have had their turn.
      failed.push(error)
    }
  }
  await dropLeftCandidates(database)
  if (failed.length > 0) throw failed[0]
  return { imports }
}

/** With millions of rows it takes as long as it takes. */
const atAnySize = { statementMilliseconds: 0 } as const

const untouched = sql`greatest(i.updated_at, i.finished_at) < now() - make_interval(days => ${keptDays})`

/** No job works on it or will: the state alone does not tell, for a job may have ended without a word. */
const isIdle = sql`not exists (
  select from job j where j.id in (i.job, (i.undo ->> 'job')::uuid) and j.state in ('waiting', 'running'))`

/** Deletes it with all that was read of its file; false where a job works on it, or it is not so any more. */
async function dropImport(tx: Connection, id: string, where: Sql = sql`true`): Promise<boolean> {
  const gone = await tx.query(
    sql`delete from import i where i.id = ${id} and ${where} and ${isIdle} returning i.id`,
  )
  if (gone.length === 0) return false
  await forgetCandidates(tx, id)
  return true
}

/** Cells of the file that were kept to be compared: no key of the table takes them along. */
export async function forgetCandidates(tx: Connection, id: string): Promise<void> {
  await tx.query(sql`delete from import_candidate where import = ${id}`)
}

/** What a check left that broke off without a word, and what stayed of imports that are gone. */
async function dropLeftCandidates(database: Database): Promise<void> {
  // From import to import by the key: a check that goes on may have put a million rows there.
  const left = await database.query<{ import: string }>(
    sql`with recursive known as (
          (select import from import_candidate order by import limit 1)
          union all
          select (select c.import from import_candidate c where c.import > k.import order by c.import limit 1)
          from known k where k.import is not null)
        select k.import from known k where k.import is not null and ${areLeft(sql`k.import`)}`,
  )
  for (const one of left)
    await database.transaction(
      (tx) =>
        tx.query(sql`delete from import_candidate where import = ${one.import} and ${areLeft(sql`import`)}`),
      atAnySize,
    )
}

function areLeft(key: Sql): Sql {
  return sql`not exists (select from import i where i.id = ${key} and not ${isIdle})`
}
