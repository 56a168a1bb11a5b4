import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { clusterFolder, clusterPassword, createCluster, role } from './create-cluster.ts'
import { explainFailure } from './explain-failure.ts'
import { holdPostgres, type Hold } from './hold-postgres.ts'
import { postgresProgram, type PostgresProgram, type StepDown } from './postgres-program.ts'
import { postgresSettings } from './postgres-settings.ts'
import { dropPostmaster, findPostmaster, launchPostmaster, stopPostmaster } from './postmaster.ts'
import { StartFailure } from './start-failure.ts'

/**
 * A PostgreSQL that Kontor may use. `version` is the major version, `url` names an empty or Kontor's
 * database.
 */
export type Postgres = { url: string; port: number; version: number; stop(): Promise<void> }

export type StartOptions = {
  /** False only for tests: faster, and lost with a power cut. */
  durable?: boolean
  /** A command beside a running server shares its database; a server wants the folder for itself. */
  share?: boolean
  /** Hears a sentence before anything that takes long. */
  report?: (sentence: string) => void
  /** How long to wait for a Kontor that is still stopping. */
  patienceSeconds?: number
  /** How root steps down; by itself the program takes what the machine allows. */
  stepDown?: StepDown
}

const database = 'kontor'

/**
 * Starts the database that comes with Kontor on a folder of its own, or takes over the one that is still
 * running there. It listens on this machine only, and stops when its last user stops. Throws StartFailure.
 */
export async function startPostgres(folder: string, options: StartOptions = {}): Promise<Postgres> {
  const place = path.resolve(folder)
  const durable = options.durable ?? true
  makeFolder(place)
  const program = postgresProgram(place, options.stepDown)
  if (!fs.existsSync(clusterFolder(place))) {
    options.report?.('Setting up the database for the first time.')
    giveFolder(place, program)
    createCluster(program, place, durable)
  }
  checkCluster(place, program)
  const { port, hold } = await take(place, program, options)
  const stop = stopOnce(() => release(program, place, hold))
  try {
    await ensureDatabase(place, port)
  } catch (error) {
    await stop()
    throw explainFailure(place, `ERROR: ${(error as Error).message}`, error)
  }
  return { url: databaseUrl(place, port, database), port, version: program.major, stop }
}

type Taken = { port: number; hold: Hold }

async function take(folder: string, program: PostgresProgram, options: StartOptions): Promise<Taken> {
  const settings = postgresSettings(options.durable ?? true)
  const patience = Date.now() + (options.patienceSeconds ?? 30) * 1_000
  const quiet = Date.now() + 500
  let reported = false
  for (;;) {
    const found = findPostmaster(folder)
    const running = found ?? (await launchPostmaster(program, folder, settings))
    if (running?.status === 'ready') {
      const hold = await holdPostgres(
        databaseUrl(folder, running.port, 'postgres'),
        options.share ?? false,
        () => revive(program, folder, settings, running.port),
      ).catch(async (error: Error) => {
        if (!found) await stopPostmaster(program, folder, running.pid)
        throw explainFailure(folder, error.message, error)
      })
      if (hold) return { ...running, hold }
    }
    if (Date.now() > patience) throw inUse(folder, running?.pid)
    if (!reported && Date.now() > quiet) {
      options.report?.(`Another Kontor is using ${folder}; waiting for it to stop.`)
      reported = true
    }
    await pause(50)
  }
}

/** A database that was killed, by the system for want of memory or by mistake, comes back by itself. */
async function revive(
  program: PostgresProgram,
  folder: string,
  settings: readonly string[],
  port: number,
): Promise<void> {
  if (findPostmaster(folder)) return
  await launchPostmaster(program, folder, settings, port).catch(() => {
    // Its folder is gone, or the disk is full: it is tried again as long as somebody needs it, and
    // postgres.log says why it does not come.
  })
}

async function release(program: PostgresProgram, folder: string, hold: Hold): Promise<void> {
  const left = await hold.release()
  if (left === 'shared') return
  // It may have been killed and started again since, and is another process then.
  const running = findPostmaster(folder)
  if (running && left === 'last') await stopPostmaster(program, folder, running.pid)
  else if (running) await dropPostmaster(running.pid)
}

function stopOnce(stop: () => Promise<void>): () => Promise<void> {
  let stopping: Promise<void> | undefined
  return () => (stopping ??= stop())
}

function makeFolder(folder: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
    fs.accessSync(folder, fs.constants.W_OK)
  } catch (error) {
    throw explainFailure(folder, (error as Error).message, error)
  }
  const { bavail, bsize } = fs.statfsSync(folder)
  const neededMegabytes = fs.existsSync(clusterFolder(folder)) ? 32 : 200
  if (bavail * bsize < neededMegabytes * 1024 * 1024) throw explainFailure(folder, 'ENOSPC')
}

function giveFolder(folder: string, program: PostgresProgram): void {
  if (program.owner) fs.chownSync(folder, program.owner.uid, program.owner.gid)
}

function checkCluster(folder: string, program: PostgresProgram): void {
  const file = path.join(clusterFolder(folder), 'PG_VERSION')
  if (!fs.existsSync(file)) {
    throw explainFailure(folder, `FATAL: the file ${file} is missing.`)
  }
  clusterPassword(folder)
  const made = Number.parseInt(fs.readFileSync(file, 'utf8'), 10)
  if (made === program.major) return
  const [age, remedy] =
    made < program.major
      ? ['an older', 'make a backup with the Kontor that made it']
      : ['a newer', 'start the newer Kontor again, or make a backup with it']
  throw new StartFailure(
    'otherVersion',
    `The database in ${folder} was made by ${age} Kontor (PostgreSQL ${made}, this one brings ${program.major}). ` +
      `Nothing was changed: ${remedy} (bin/kontor backup FILE), ` +
      'and restore that into an empty folder (KONTOR_DATA=… bin/kontor restore FILE).',
  )
}

function inUse(folder: string, pid: number | undefined): StartFailure {
  const by = pid ? ` (its database is process ${pid})` : ''
  return new StartFailure(
    'folderInUse',
    `Another Kontor is running on the folder ${folder}${by}. Stop it first, ` +
      'or choose another folder with KONTOR_DATA.',
  )
}

function databaseUrl(folder: string, port: number, name: string): string {
  return `postgres://${role}:${clusterPassword(folder)}@127.0.0.1:${port}/${name}`
}

async function ensureDatabase(folder: string, port: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl(folder, port, 'postgres') })
  client.on('error', () => {
    // Told by the statement that fails with it.
  })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database])
    if (rowCount === 0) await client.query(`create database ${database}`)
  } catch (error) {
    // Two processes on a new folder: the other one has just made it.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error
  } finally {
    await client.end()
  }
}
