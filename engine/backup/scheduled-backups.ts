import { rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { AccessControl } from '../access/access-control.ts'
import type { Actor } from '../access/actor.ts'
import { databaseNow } from '../database/database-now.ts'
import type { Database, Transaction } from '../database/database.ts'
import { ownKey } from '../database/own-key.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { ComesLater, type JobRun } from '../jobs/job.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { said } from '../said/said.ts'
import type { Settings } from '../settings/settings.ts'
import { atTimes } from './at-times.ts'
import { backupAlarms, backupRuns, lastDone, type BackupAlarm, type BackupRun } from './backup-runs.ts'
import { openBackupStore, type BackupStore } from './backup-store.ts'
import type { BackupPlace } from './backup.ts'
import { noteBackupPlace } from './backup-places.ts'
import { formerMissing } from './former-missing.ts'
import { failure, KeptAllTheSame, recorded, whyOf, type Fault } from './recorded-run.ts'
import { thisInstallation } from './this-installation.ts'
import { backupName, installationOf, keptBackups, madeAt } from './kept-backups.ts'
import { keepUnnamed, noUnnamed, unnamedBackups, type UnnamedBackup } from './unnamed-backups.ts'
import { lastDue } from './last-due.ts'
import { tryBackup, type Proof } from './try-backup.ts'
import { workFolder } from './work-folder.ts'
import { writeBackup } from './write-backup.ts'
import { mayOpen } from '../access/may-open.ts'

export type BackupsState = {
  readonly place: BackupStore['kind'] | null
  readonly encrypted: boolean
  /** The folder or the bucket, without what opens it. */
  readonly where: string | null
  /** The last one that was made, and the last that was tried out. */
  readonly last: BackupRun | null
  readonly lastTrial: BackupRun | null
  /** When the next one is made; in the past where it is overdue. Null without a place. */
  readonly next: string | null
  /** How many lie there, when the last one was made, whose names say of no installation whose they are. */
  readonly unnamed: number
  readonly oldestUnnamed: readonly UnnamedBackup[]
  readonly alarms: readonly BackupAlarm[]
}

/** Backups by schedule: made, kept as long as was decided, and tried out. */
export type Backups = {
  state(): Promise<BackupsState>
  /** The latest runs, for whoever may open the page of the backups. Throws a 403. */
  list(actor: Actor, limit: number): Promise<BackupRun[]>
  /** Makes a backup, or tries the newest one out, as a job. Throws a 403, and a 409 without a place. */
  start(
    actor: Actor,
    kind: BackupRun['kind'],
    options?: { readonly tx?: Transaction },
  ): Promise<{ job: string }>
}

export type BackupsParts = {
  readonly place: BackupPlace
  readonly jobs: Jobs
  readonly access: AccessControl
  readonly settings: Settings
  /** Where they go: a folder or `s3://…`; undefined: no backups are made. */
  readonly to: string | undefined
  /** The key, asked for anew each time. */
  readonly secret: () => Promise<string | undefined>
  /** Proves a trial. */
  readonly proof: Proof
  /** Tells the administrators of what of this is new. */
  readonly telling: (alarms: () => Promise<readonly BackupAlarm[]>) => (by: Actor) => Promise<void>
}

const everyMinutes = 15
/** One that failed is tried again after an hour. */
const rest = sql`now() - interval '1 hour'`

/** Makes the backups of one installation. Without a place for them nothing runs, and the state says so. */
export function openBackups(parts: BackupsParts): Backups {
  const { jobs, settings, to } = parts
  const { database } = parts.place
  const place = to === undefined ? null : withoutSecrets(to)
  const alarms = alarmsOf(parts, place)
  const tell = parts.telling(alarms.now)
  const store = to === undefined ? null : openBackupStore(to)
  if (store && place !== null) {
    const here: Here = { ...parts, store, tell, database, where: place }
    const setAside = (run: Pick<JobRun, 'id'>, why: Problem) => failure(here, run, whyOf(why)).then(() => {})
    jobs.declare({ name: 'backup', everyMinutes, run: (run) => backupJob(here, run), setAside })
    jobs.declare({ name: 'try backup', everyMinutes, run: (run) => trialJob(here, run), setAside })
    const watch = async ({ actor }: JobRun) => {
      await alarms.note(place)
      await tell(actor)
    }
    jobs.declare({ name: 'watch backups', everyMinutes, run: watch })
  }
  return {
    state: async () => {
      const last = await lastDone(database, 'backup')
      const now = await databaseNow(database)
      return {
        place: store?.kind ?? null,
        where: place,
        // Where the file of the key cannot be read, none is made without it: that is told as a failure.
        encrypted: await parts.secret().then(
          (secret) => secret !== undefined,
          () => true,
        ),
        last,
        lastTrial: await lastDone(database, 'trial'),
        next: store ? await nextBackup(settings, last, now) : null,
        ...(store ? await unnamedBackups(database) : noUnnamed),
        alarms: await alarms.now(),
      }
    },
    async list(actor, limit) {
      expectKeeper(actor)
      return backupRuns(database, limit)
    },
    async start(actor, kind, { tx } = {}) {
      expectKeeper(actor)
      if (!store) throw noPlace()
      const name = kind === 'backup' ? 'backup' : 'try backup'
      const add = (open: Transaction) => jobs.add(open, name, { now: true }, { actor })
      return { job: await (tx ? add(tx) : database.transaction(add)) }
    },
  }
}

/** What was due and is not made yet is next; else what is due a day later. */
async function nextBackup(settings: Settings, last: BackupRun | null, now: number): Promise<string> {
  const hour = await settings.get<number>('backup.hour')
  const { timeZone } = await settings.group()
  const due = lastDue(now, hour, timeZone)
  const isMade = last !== null && Date.parse(last.beganAt) >= due
  return new Date(isMade ? due + 24 * 60 * 60 * 1_000 : due).toISOString()
}

/** An address may carry a user and a password. */
function withoutSecrets(to: string): string {
  if (!to.startsWith('s3:')) return path.resolve(to)
  const { host, pathname } = new URL(to)
  return `s3://${host}${pathname}`
}

/** What is wrong with the backups, as this process knows it. */
function alarmsOf({ place: { database }, settings }: BackupsParts, place: string | null) {
  let since: string | null = null
  return {
    now: async () =>
      backupAlarms(database, {
        place: place === null ? null : { place, since },
        trialDays: await settings.get<number>('backup.trialDays'),
        timeZone: (await settings.group()).timeZone,
        now: await databaseNow(database),
      }),
    async note(where: string) {
      since ??= new Date(await databaseNow(database)).toISOString()
      await noteBackupPlace(database, where)
    },
  }
}

type Here = BackupsParts & {
  readonly store: BackupStore
  readonly database: Database
  /** The place, without what opens it. */
  readonly where: string
  readonly tell: (by: Actor) => Promise<void>
}

async function backupJob(here: Here, run: JobRun): Promise<unknown> {
  const { place, settings, store } = here
  const hour = await settings.get<number>('backup.hour')
  const { timeZone } = await settings.group()
  const now = await databaseNow(place.database)
  if (!(await begins(here, run, 'backup', lastDue(now, hour, timeZone)))) return { due: false }
  return recorded(here, run, async () => {
    const secret = await here.secret()
    const isAsked = run.payload['now'] === true
    const installation = await thisInstallation(place.database)
    const name = backupName(new Date(now), { installation, isAsked })
    const file = path.join(await workFolder(place), run.id)
    try {
      const progress = ({ bytes }: { bytes: number }) => run.progress(bytes)
      const { lost, sha256 } = await writeBackup(place, file, {
        ...(secret === undefined ? {} : { secret }),
        progress: atTimes(progress),
      })
      await store.keep(file, name)
      const { size } = await stat(file)
      const made = { name, bytes: size, encrypted: secret !== undefined, sha256, place: here.where }
      const isPlain = secret === undefined && (await wasEncrypted(place.database, run.id))
      const faults = await faultsOf(here, { run: run.id, made: name, lost, now, isPlain })
      if (faults.length > 0) throw new KeptAllTheSame(faults, made)
      return made
    } finally {
      await rm(file, { force: true })
    }
  })
}

type Made = {
  readonly run: string
  readonly made: string
  readonly lost: readonly string[]
  readonly now: number
  /** It is not encrypted, and the one before it was. */
  readonly isPlain: boolean
}

/** All that is wrong with a backup that has its place, and around it. */
async function faultsOf(here: Here, { run, made, lost, now, isPlain }: Made): Promise<Fault[]> {
  const faults: Fault[] = []
  try {
    const all = await here.store.names()
    const former = await formerMissing(here.database, { run, made, where: here.where }, all)
    if (former !== null) faults.push({ code: 'formerMissing', why: former })
    await prune(here, all, now)
  } catch (error) {
    if ((error as Problem).code === 'databaseAway') throw error
    const why = `older ones could not be deleted: ${whyOf(error as Error)}`
    faults.push({ code: 'olderStay', why })
  }
  if (isPlain) faults.push({ code: 'notEncrypted', why: plain })
  // It holds all that there still is.
  const some = lost.slice(0, mostNamed).join(', ')
  const named = lost.length > mostNamed ? `${some}, …` : some
  const why = `the content of ${lost.length} files is missing or damaged: ${named}.`
  if (lost.length > 0) faults.push({ code: `lost ${lost.length}`, why })
  return faults
}

const mostNamed = 5
const plain =
  'it is not encrypted, and the one before it was: no key is given any more. Give it again as docs/backup.md says; ' +
  'where it was left out on purpose this is said once.'

async function wasEncrypted(database: Database, run: string): Promise<boolean> {
  const [former] = await database.query<{ encrypted: boolean | null }>(
    sql`select encrypted from backup_run
         where kind = 'backup' and id <> ${run} and name is not null and began_at <= clock_timestamp()
         order by began_at desc, id desc limit 1`,
  )
  return former?.encrypted === true
}

async function trialJob(here: Here, run: JobRun): Promise<unknown> {
  const { store, ...parts } = here
  const days = await parts.settings.get<number>('backup.trialDays')
  // Before the first backup there is nothing to try, and a run of nothing would keep others waiting.
  if (run.payload['now'] !== true && !(await wasAnyKept(parts.place.database))) return { due: false }
  const now = await databaseNow(parts.place.database)
  if (!(await begins(here, run, 'trial', now - days * 24 * 60 * 60 * 1_000))) return { due: false }
  return recorded(here, run, async () => {
    const newest = await newestOurs(parts.place.database, store, now)
    if (newest === undefined) return null
    const made = await asMade(parts, newest)
    if (!made) {
      // After a restore the newest may be one of which the data do not know: the next is made by tomorrow.
      if (run.payload['now'] !== true) return null
      const why = `The backup ${newest} was not made here as far as is known, so it was not tried out.`
      throw new Error(`${why} Make one now.`)
    }
    const folder = await workFolder(parts.place)
    // What is wrong with it is told under its own name.
    const file = path.join(folder, newest)
    try {
      await store.fetch(newest, file)
      const beside = { database: parts.place.database, folder }
      const findings = await tryBackup(beside, { file, ...made }, parts.proof)
      if (findings.length > 0) throw new Error(findings.slice(0, 5).join(' '))
      const { size } = await stat(file)
      return { name: newest, bytes: size, encrypted: null, sha256: null, place: null }
    } finally {
      await rm(file, { force: true })
    }
  })
}

/**
 * How one of ours was made. With the key it opens, or was made before there was any; without one, only what
 * stands written of it tells it from what somebody put there, and what it says is done.
 */
async function asMade({ place, secret }: BackupsParts, name: string) {
  const [made] = await place.database.query<{ encrypted: boolean; sha256: string | null }>(
    sql`select encrypted, encode(sha256, 'hex') as sha256 from backup_run
        where kind = 'backup' and name = ${name} order by began_at desc limit 1`,
  )
  const key = made?.encrypted === false ? undefined : await secret()
  if (!made && key === undefined) return null
  return { secret: key, sha256: made?.sha256 ?? null }
}

/** What is named after a day to come was made while the clock was ahead, and is not the newest. */
async function newestOurs(database: Database, store: BackupStore, now: number): Promise<string | undefined> {
  const made = (name: string) => madeAt(name)?.getTime() ?? 0
  const been = (await ours(database, await store.names())).filter((name) => made(name) <= now)
  return been.sort((left, right) => made(left) - made(right)).at(-1)
}

/** Others may keep theirs in the same place, and people what they made by hand. */
async function ours(database: Database, names: readonly string[]): Promise<string[]> {
  const installation = await thisInstallation(database)
  return names.filter((name) => installationOf(name) === installation)
}

async function wasAnyKept(database: Database): Promise<boolean> {
  const rows = await database.query(
    sql`select 1 from backup_run
         where kind = 'backup' and name is not null and began_at <= clock_timestamp() limit 1`,
  )
  return rows.length > 0
}

/**
 * Begins a run. One at a time, and not again before the time has come; what was asked for by hand is due at
 * once, unless one that was begun since answers it: many may ask while another is under way. What was made in
 * the future, while the clock was ahead, is not what is due today. False where it is not due; where another
 * is under way it comes after that.
 */
async function begins({ place }: BackupsParts, run: JobRun, kind: BackupRun['kind'], since: number) {
  return place.database.transaction(async (tx) => {
    await tx.query(sql`select pg_advisory_xact_lock(${ownKey('backups')})`)
    const [row] = await tx.query<Record<'done' | 'tried' | 'busy' | 'answered', boolean>>(
      sql`select exists (select from backup_run where kind = ${kind} and (state = 'done' or name is not null)
                           and began_at between ${new Date(since).toISOString()}::timestamptz and clock_timestamp()) as done,
                 exists (select from backup_run where kind = ${kind} and state = 'failed' and id <> ${run.id}
                           and began_at between ${rest} and clock_timestamp()) as tried,
                 exists (select from job j join backup_run r on r.began_at between j.created_at and clock_timestamp()
                          where j.id = ${run.id} and r.id <> j.id and r.kind = ${kind} and r.state = 'done') as answered,
                 exists (select from job j join backup_run r on r.id = j.id
                          where j.state = 'running' and r.state = 'running' and j.id <> ${run.id}) as busy`,
    )
    if (run.payload['now'] === true ? row?.answered : row?.done || row?.tried) return false
    if (row?.busy) throw new ComesLater('another is made or tried out')
    // Stopped, or cut off by what this place was restored from: nobody will say what became of it.
    await tx.query(
      sql`delete from backup_run r where r.state = 'running' and r.id <> ${run.id}
            and not exists (select from job j where j.id = r.id and j.state in ('waiting', 'running'))`,
    )
    await tx.query(
      sql`insert into backup_run (id, kind, state) values (${run.id}, ${kind}, 'running')
          on conflict (id) do update set state = 'running', began_at = now(), ended_at = null, error = null`,
    )
    return true
  })
}

async function prune({ place, settings, store }: Here, all: readonly string[], now: number): Promise<void> {
  await keepUnnamed(place.database, all)
  const names = await ours(place.database, all)
  const retention = {
    daily: await settings.get<number>('backup.daily'),
    weekly: await settings.get<number>('backup.weekly'),
    monthly: await settings.get<number>('backup.monthly'),
  }
  const { timeZone } = await settings.group()
  const kept = keptBackups(names, retention, { now, timeZone })
  // What was proved stays until another one is: nobody knows yet whether those that came after it restore.
  const proved = (await lastDone(place.database, 'trial'))?.name
  for (const name of names) if (!kept.has(name) && name !== proved) await store.remove(name)
}

function expectKeeper(actor: Actor): void {
  if (mayOpen(actor, 'backup')) return
  throw new Problem(403, 'administratorOnly', said('Only an administrator sees to the backups. Ask one.'))
}

function noPlace(): Problem {
  const message = said(
    'No place for backups is named. Start Kontor with KONTOR_BACKUP_TO, a folder or s3://….',
  )
  return new Problem(409, 'noPlaceForBackups', message)
}
