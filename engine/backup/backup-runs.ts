import type { Connection } from '../database/database.ts'
import { sql, type Sql } from '../database/sql.ts'
import { otherPlaces } from './backup-places.ts'
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
  readonly code: (typeof alarmCodes)[number]
  readonly message: Said
  /** Of what it consists; administrators are told of each by mail, once for as long as it lasts. */
  readonly states: readonly string[]
}

export const alarmCodes = [
  ...(['noPlace', 'placesDiffer', 'backupHangs', 'backupFailed', 'backupLate'] as const),
  ...(['trialHangs', 'trialFailed', 'trialLate'] as const),
] as const

const hour = 60 * 60 * 1_000
const day = 24 * hour
/** A backup a day, and some hours for a machine that was off when it was due. */
const lateAfter = 26 * hour
/** What takes longer, and three times as long as ever before, does not come to its end. */
const hangsAfter = 3 * hour

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

type Given = {
  /** Where this process keeps backups, and since when it says so. */
  readonly place: { readonly place: string; readonly since: string | null } | null
  readonly trialDays: number
  readonly timeZone: string
  /** By the clock of the database. */
  readonly now: number
}

/** What an administrator has to know: a backup or a trial that failed, hangs, or is late. */
export async function backupAlarms(connection: Connection, given: Given): Promise<BackupAlarm[]> {
  const { place, now, timeZone } = given
  if (!place) {
    const message = said(
      'No place for backups is named. Start Kontor with KONTOR_BACKUP_TO, a folder or s3://….',
    )
    return [{ code: 'noPlace', message, states: [] }]
  }
  const [begun] = await connection.query<{ since: string }>(
    sql`select ${instant('min(applied_at)')} as since from migration`,
  )
  const since = begun?.since ?? new Date(now).toISOString()
  const until = new Date(now).toISOString()
  const backup = await latest(connection, 'backup', until)
  const trial = await latest(connection, 'trial', until)
  const at = (instant: string) => ({ since: calledInstant(instant, timeZone) })
  const others = place.since === null ? [] : await otherPlaces(connection, { ...place, since: place.since })
  return [
    ...differing(place.place, others),
    ...hanging('backupHangs', backup, now, (began) =>
      said('The backup that began at {since} is still not done. Look whether its place answers.', at(began)),
    ),
    ...failed('backupFailed', backup, (why) => said('The last backup failed: {why}', { why })),
    ...late('backupLate', backup.success ?? since, now - lateAfter, (last) =>
      said('The backup is late: none has been made since {since}.', at(last)),
    ),
    ...hanging('trialHangs', trial, now, (began) =>
      said('The trial of a backup that began at {since} is still not done. Look whether its place answers.', {
        ...at(began),
      }),
    ),
    ...failed('trialFailed', trial, (why) => said('The last trial of a backup failed: {why}', { why })),
    ...late('trialLate', trial.success ?? backup.first ?? since, now - (given.trialDays + 1) * day, (last) =>
      said('The trial of a backup is late: none has been made since {since}.', at(last)),
    ),
  ]
}

function differing(here: string, others: readonly string[]): BackupAlarm[] {
  if (others.length === 0) return []
  const message = said(
    'Several servers work on this database and keep its backups in different places: {here} and {others}. Start each with the same KONTOR_BACKUP_TO.',
    { here, others: others.join(', ') },
  )
  return [{ code: 'placesDiffer', message, states: ['placesDiffer'] }]
}

function hanging(
  code: BackupAlarm['code'],
  { running, longest }: Latest,
  now: number,
  message: (since: string) => Said,
): BackupAlarm[] {
  if (running === null || now - Date.parse(running) < Math.max(hangsAfter, 3 * longest)) return []
  return [{ code, message: message(running), states: [code] }]
}

function failed(
  code: BackupAlarm['code'],
  { failure, faults }: Latest,
  message: (why: string) => Said,
): BackupAlarm[] {
  if (failure === null) return []
  const states = faults.length === 0 ? [code] : faults.map((fault) => `${code} ${fault}`)
  return [{ code, message: message(failure), states }]
}

function late(
  code: BackupAlarm['code'],
  last: string,
  before: number,
  message: (since: string) => Said,
): BackupAlarm[] {
  return Date.parse(last) < before ? [{ code, message: message(last), states: [code] }] : []
}

type Latest = {
  readonly first: string | null
  readonly success: string | null
  /** Since when one is under way. */
  readonly running: string | null
  /** How long the longest took that was made, in milliseconds. */
  readonly longest: number
  readonly failure: string | null
  /** What was wrong with the one that failed, where it was made all the same. */
  readonly faults: readonly string[]
}

/**
 * When one was made for the first and the last time, since when one is under way, and why the last one of all
 * failed, if it did. What is from the future was made while the clock was ahead, and says nothing of today.
 */
async function latest(connection: Connection, kind: BackupRun['kind'], until: string): Promise<Latest> {
  const been = sql`kind = ${kind} and began_at <= ${until}::timestamptz`
  const [row] = await connection.query<Latest>(
    sql`select ${instant('min(began_at) filter (where was_made)')} as first,
               ${instant('max(began_at) filter (where was_made)')} as success,
               ${instant('min(began_at) filter (where is_running)')} as running,
               coalesce(1000 * extract(epoch from max(ended_at - began_at) filter (where was_made)), 0)::float8 as longest,
               max(failed.error) as failure, coalesce(max(failed.faults), '{}') as faults
          from (select r.*, ${wasMade} as was_made,
                       state = 'running' and exists (select from job j where j.id = r.id and j.state = 'running') as is_running
                  from backup_run r where ${been}) r
          left join (select case when state = 'failed' then coalesce(error, '') end as error, faults
                       from backup_run where ${been} and state <> 'running'
                      order by began_at desc, id desc limit 1) failed on true`,
  )
  return row ?? { first: null, success: null, running: null, longest: 0, failure: null, faults: [] }
}

function instant(expression: string) {
  return {
    parts: [`to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`],
    values: [],
  }
}
