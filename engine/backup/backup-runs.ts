import type { Connection } from '../database/database.ts'
import { sql, type Sql } from '../database/sql.ts'
import { calledInstant } from '../said/called.ts'
import { said } from '../said/said.ts'
import type { Said } from '../said/sayer.ts'

/** A backup that was made by schedule or by hand in the browser, or a trial of one. */
export type BackupRun = {
  readonly id: string
  readonly kind: 'backup' | 'trial'
  readonly state: 'running' | 'done' | 'failed'
  /** The name of the file. */
  readonly name: string | null
  readonly bytes: number | null
  readonly encrypted: boolean | null
  readonly error: string | null
  readonly beganAt: string
  readonly endedAt: string | null
}

export type BackupAlarm = {
  readonly code: 'noPlace' | 'backupFailed' | 'backupLate' | 'trialFailed' | 'trialLate'
  readonly message: Said
}

const hour = 60 * 60 * 1_000
const day = 24 * hour
/** A backup a day, and some hours for a machine that was off when it was due. */
const lateAfter = 26 * hour

/** The latest runs, the newest first. */
export async function backupRuns(connection: Connection, limit: number): Promise<BackupRun[]> {
  return runs(connection, sql`true`, limit)
}

/** What has its place was made, whatever else was wrong: older ones that stayed, contents that are lost. */
const wasMade = sql`(state = 'done' or name is not null)`

/** The latest that was made, of those whose time has come: others were made while the clock was ahead. */
export async function lastDone(connection: Connection, kind: BackupRun['kind']): Promise<BackupRun | null> {
  const [last] = await runs(
    connection,
    sql`kind = ${kind} and ${wasMade} and began_at <= clock_timestamp()`,
    1,
  )
  return last ?? null
}

async function runs(connection: Connection, which: Sql, limit: number): Promise<BackupRun[]> {
  const rows = await connection.query<Omit<BackupRun, 'bytes'> & { bytes: string | null }>(
    sql`select id, kind, state, name, bytes, encrypted, error, ${instant('began_at')} as "beganAt",
               ${instant('ended_at')} as "endedAt" from backup_run where ${which}
         order by began_at desc, id desc limit ${limit}`,
  )
  return rows.map((row) => ({ ...row, bytes: row.bytes === null ? null : Number(row.bytes) }))
}

/** What an administrator has to know: a backup or a trial that failed, or is late. */
export async function backupAlarms(
  connection: Connection,
  given: {
    readonly hasPlace: boolean
    readonly trialDays: number
    readonly timeZone: string
    /** By the clock of the database. */
    readonly now: number
  },
): Promise<BackupAlarm[]> {
  if (!given.hasPlace) {
    const message = said(
      'No place for backups is named. Start Kontor with KONTOR_BACKUP_TO, a folder or s3://….',
    )
    return [{ code: 'noPlace', message }]
  }
  const [begun] = await connection.query<{ since: string }>(
    sql`select ${instant('min(applied_at)')} as since from migration`,
  )
  const since = begun?.since ?? new Date(given.now).toISOString()
  const until = new Date(given.now).toISOString()
  const backup = await latest(connection, 'backup', until)
  const trial = await latest(connection, 'trial', until)
  const first = backup.first ?? since
  return [
    ...failed('backupFailed', backup.failure, (why) => said('The last backup failed: {why}', { why })),
    ...late('backupLate', backup.success ?? since, given.now - lateAfter, (at) =>
      said('The backup is late: none has been made since {since}.', {
        since: calledInstant(at, given.timeZone),
      }),
    ),
    ...failed('trialFailed', trial.failure, (why) =>
      said('The last trial of a backup failed: {why}', { why }),
    ),
    ...late('trialLate', trial.success ?? first, given.now - (given.trialDays + 1) * day, (at) =>
      said('The trial of a backup is late: none has been made since {since}.', {
        since: calledInstant(at, given.timeZone),
      }),
    ),
  ]
}

function failed(
  code: BackupAlarm['code'],
  why: string | null,
  message: (why: string) => Said,
): BackupAlarm[] {
  return why === null ? [] : [{ code, message: message(why) }]
}

function late(
  code: BackupAlarm['code'],
  last: string,
  before: number,
  message: (since: string) => Said,
): BackupAlarm[] {
  return Date.parse(last) < before ? [{ code, message: message(last) }] : []
}

/**
 * When one was made for the first and the last time, and why the last one of all failed, if it did. What is
 * from the future was made while the clock was ahead, and says nothing of today.
 */
async function latest(connection: Connection, kind: BackupRun['kind'], until: string) {
  const been = sql`kind = ${kind} and began_at <= ${until}::timestamptz`
  const [row] = await connection.query<{
    first: string | null
    success: string | null
    failure: string | null
  }>(
    sql`select ${instant('min(began_at) filter (where was_made)')} as first,
               ${instant('max(began_at) filter (where was_made)')} as success,
               (select case when state = 'failed' then coalesce(error, '') end from backup_run
                 where ${been} and state <> 'running' order by began_at desc, id desc limit 1) as failure
          from (select *, ${wasMade} as was_made from backup_run where ${been}) r`,
  )
  return row ?? { first: null, success: null, failure: null }
}

function instant(expression: string) {
  return {
    parts: [`to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`],
    values: [],
  }
}
