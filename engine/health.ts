import { statfs } from 'node:fs/promises'
import type { Engine } from './engine.ts'
import { sql } from './database/sql.ts'
import { workersOf } from './jobs/workers-of.ts'
import type { ScannerState } from './files/scan/scanner.ts'
import type { SlowStatement } from './database/database.ts'

export type Disk = {
  readonly what: 'data' | 'backups'
  readonly folder: string
  readonly freeBytes: number
  readonly totalBytes: number
}

/** How this installation is, for whoever looks after it. A part that could not be asked is null. */
export type Health = {
  readonly database: {
    readonly version: string
    readonly bytes: number
    readonly connections: number
    readonly mostConnections: number
    readonly milliseconds: number
  } | null
  readonly disks: readonly Disk[]
  readonly jobs: {
    readonly waiting: number
    readonly running: number
    readonly failed: number
    readonly oldestWaiting: string | null
  } | null
  readonly mail: {
    readonly state: 'ready' | 'notSetUp'
    readonly waiting: number
    readonly failed: number
  } | null
  /** The scanner of uploads; `problem` is why it does not scan just now. */
  readonly scanner: ScannerState | null
  readonly seal: Awaited<ReturnType<Engine['chain']['state']>> | null
  /** The servers that work on this database, the longest first. */
  readonly processes: readonly { readonly address: string | null; readonly since: string }[] | null
  /** Of all processes in the last days. */
  readonly slow: readonly SlowStatement[] | null
}

type Asked = Pick<Engine, 'database' | 'mail' | 'chain' | 'files' | 'slow' | 'options'>

/** Asks everything that tells how the installation is; what fails on the way is left out. */
export async function healthOf(engine: Asked): Promise<Health> {
  const { mail, chain, files, options } = engine
  const [base, jobs, mails, scanner, seal, processes, slow, disks] = await Promise.all([
    databaseOf(engine).catch(unknown),
    jobsOf(engine).catch(unknown),
    mailOf(engine, mail).catch(unknown),
    files.scanner.state().catch(unknown),
    chain.state().catch(unknown),
    processesOf(engine).catch(unknown),
    engine.slow.list().catch(unknown),
    disksOf(options),
  ])
  return { database: base, disks, jobs, mail: mails, scanner, seal, processes, slow }
}

/** It is told as not known; why, the other parts and the log say. */
function unknown(): null {
  return null
}

const instant = (expression: string) => ({
  parts: [`to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`],
  values: [],
})

async function databaseOf({ database }: Asked): Promise<Health['database']> {
  const began = performance.now()
  await database.ping()
  const milliseconds = Math.round(performance.now() - began)
  const [row] = await database.query<{ version: string; bytes: string; most: string; connections: number }>(
    sql`select current_setting('server_version') as version, pg_database_size(current_database()) as bytes,
               current_setting('max_connections') as most,
               (select count(*)::int from pg_stat_activity where datname = current_database()) as connections`,
  )
  return (
    (row && {
      version: row.version,
      bytes: Number(row.bytes),
      connections: row.connections,
      mostConnections: Number(row.most),
      milliseconds,
    }) ??
    null
  )
}

async function jobsOf({ database }: Asked): Promise<Health['jobs']> {
  const [row] = await database.query<{
    waiting: number
    running: number
    failed: number
    oldest: string | null
  }>(
    sql`select count(*) filter (where state = 'waiting')::int as waiting,
               count(*) filter (where state = 'running')::int as running,
               count(*) filter (where state = 'failed' and finished_at > now() - interval '7 days')::int as failed,
               ${instant("min(run_at) filter (where state = 'waiting' and run_at <= now())")} as oldest from job`,
  )
  if (!row) return null
  const { oldest, ...counts } = row
  return { ...counts, oldestWaiting: oldest }
}

async function mailOf({ database }: Asked, mail: Engine['mail']): Promise<Health['mail']> {
  const { state } = await mail.state()
  const [row] = await database.query<{ waiting: number; failed: number }>(
    sql`select count(*) filter (where state = 'waiting')::int as waiting,
               count(*) filter (where state = 'failed' and created_at > now() - interval '7 days')::int as failed from mail`,
  )
  return { state, waiting: row?.waiting ?? 0, failed: row?.failed ?? 0 }
}

/** Each server that works on jobs holds a connection as its sign of life. */
async function processesOf({ database }: Asked): Promise<Health['processes']> {
  return (await workersOf(database)).map(({ address, since }) => ({ address, since }))
}

async function disksOf({ dataFolder, backupTo }: Engine['options']): Promise<Disk[]> {
  const places = [
    { what: 'data' as const, folder: dataFolder },
    ...(backupTo === undefined || backupTo.startsWith('s3:')
      ? []
      : [{ what: 'backups' as const, folder: backupTo }]),
  ]
  const disks = places.map(async ({ what, folder }): Promise<Disk> => {
    const { bavail, blocks, bsize } = await statfs(folder)
    return { what, folder, freeBytes: bavail * bsize, totalBytes: blocks * bsize }
  })
  // A folder that is not there yet has no disk to tell of.
  return (await Promise.allSettled(disks)).flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
}
