import { rm } from 'node:fs/promises'
import type { Actor } from '../access/actor.ts'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import type { JobDeclaration } from '../jobs/job.ts'
import { said } from '../said/said.ts'
import { importFile, type ImportParts } from './import-parts.ts'

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
    sql`select count(*) filter (where state not in ('done', 'undone'))::int4 as waiting,
               coalesce(sum(file_bytes), 0)::text as bytes
        from import where actor = ${user}`,
  )
  if (!kept || (kept.waiting < mostWaiting && Number(kept.bytes) < mostBytes)) return
  const message = said(
    'You keep {count} imports that are not brought in, or very large ones. Bring some in or remove some under Imports, then upload this.',
    { count: kept.waiting },
  )
  throw new Problem(429, 'importsWait', message, { retryAfterSeconds: 3600 })
}

/** Clears, once a day, imports that nobody touched for as long as one can be undone, with their files. */
export function clearImportsJob(parts: Pick<ImportParts, 'database' | 'dataFolder'>): JobDeclaration {
  return {
    name: 'clear imports',
    everyMinutes: 24 * 60,
    async run() {
      const gone = await parts.database.query<{ id: string }>(
        sql`delete from import where state not in ('checking', 'running', 'undoing')
              and greatest(updated_at, finished_at) < now() - make_interval(days => ${keptDays}) returning id`,
      )
      for (const { id } of gone) await rm(importFile(parts, id), { force: true })
      return { imports: gone.length }
    },
  }
}
