import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import {
  createEngine,
  openDatabase,
  readBackup,
  readMigrations,
  restoreBackup,
  sql,
  type Engine,
} from '#engine'
import { modules } from '../../modules/index.ts'
import { freePort } from '../free-port.ts'
import { seeded } from '../sample/random.ts'
import { compare, newJournal, type Journal } from './journal.ts'
import { kontorProcess, type KontorProcess } from './kontor-process.ts'
import { eventually, mixedWork, type Work } from './mixed-work.ts'
import { steadfast } from './steadfast.ts'

export type FaultOptions = {
  readonly rounds: number
  readonly seed: number
  /** Rows of an import and records of a bulk change. */
  readonly rows: number
  readonly say: (sentence: string) => void
}

const kinds = ['server', 'database', 'backend', 'both'] as const
const schema = 'kontor'

/**
 * Kills the server, the database or both at random moments under mixed work, as often as asked for, and holds
 * what is there against what was acknowledged after each time. Gives what was worked through; throws for the
 * first thing that is not as it should be.
 */
export async function faultRounds(options: FaultOptions): Promise<ReadonlyMap<string, number>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kontor-faults-'))
  const kontor = kontorProcess(folder, await freePort())
  options.say(`The seed is ${options.seed}.`)
  try {
    await kontor.start()
    const engine = await beside(kontor)
    try {
      return await underWork(kontor, engine, options)
    } finally {
      await engine.close()
      await kontor.stop()
    }
  } catch (error) {
    options.say(`The seed was ${options.seed}. The end of the log:\n${kontor.log().slice(-6_000)}`)
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 10 })
  }
}

/** An engine of our own on the same database: it looks, and has to come through the kills as well. */
async function beside(kontor: KontorProcess): Promise<Engine> {
  const { dataFolder } = kontor
  const databaseUrl = await kontor.databaseUrl()
  return createEngine({ databaseUrl, schema, dataFolder, modules, connections: 4 })
}

async function underWork(kontor: KontorProcess, engine: Engine, options: FaultOptions) {
  const journal = newJournal()
  const backups = path.join(kontor.dataFolder, 'backups')
  await mkdir(backups)
  let [over, looking] = [false, false]
  const place = { database: engine.database, dataFolder: kontor.dataFolder }
  const work: Work = {
    ask: steadfast(kontor.url, await administratorKey(engine)),
    ...{ journal, place, backups, rows: options.rows },
    isOver: () => over,
    isLookedThrough: () => looking,
  }
  let failure: Error | undefined
  const working = mixedWork(work).catch((error: Error) => (failure = error))
  const random = seeded(options.seed)
  for (let round = 1; round <= options.rounds && !failure; round++) {
    const kind = kinds[round % kinds.length] ?? 'server'
    await pause(50 + random.whole(1_950))
    await fault(kontor, engine, kind)
    looking = true
    expectNone(await eventually(() => compare(journal, engine.database)))
    expectNone(await eventually(() => engine.verify()))
    looking = false
    options.say(`Round ${round}: ${kind} killed, ${told(journal)}.`)
  }
  // What was interrupted most comes to its end, too.
  while (!failure && !hasAll(journal)) await pause(50)
  over = true
  await working
  if (failure) throw failure
  await settled(engine)
  expectNone(await compare(journal, engine.database))
  expectNone(await engine.verify())
  expectNone(await restored(kontor, backups))
  expectNone(kontor.log().match(/^.*"msg":"bug".*$/gm) ?? [])
  return journal.counts
}

async function fault(kontor: KontorProcess, engine: Engine, kind: (typeof kinds)[number]): Promise<void> {
  if (kind === 'backend') {
    // One of PostgreSQL's processes dies, and PostgreSQL starts all others anew: as after want of memory.
    const [row] = await eventually(() =>
      engine.database.query<{ pid: number }>(
        sql`select pid from pg_stat_activity where application_name = 'kontor' and pid <> pg_backend_pid() limit 1`,
      ),
    )
    if (row) process.kill(row.pid, 'SIGKILL')
  }
  if (kind === 'database' || kind === 'both') await kontor.killDatabase()
  if (kind === 'server' || kind === 'both') {
    await kontor.kill()
    await kontor.start()
  }
  await kontor.ready()
}

async function administratorKey(engine: Engine): Promise<string> {
  const root = await engine.access.systemActor('faults')
  const posts = JSON.parse(await engine.records.list(root, 'post', { where: { key: 'administrator' } })) as {
    items: { id: string }[]
  }
  const user = await engine.records.create(root, 'user', {
    name: 'Faults',
    email: 'faults@example.com',
    posts: [{ post: posts.items[0]?.id }],
  })
  const { key } = await engine.accounts.createKey({ user: user.id, name: 'faults', source: 'cli' })
  return key
}

function hasAll({ counts }: Journal): boolean {
  const all = ['created', 'changed', 'undone', 'imported', 'bulk changes', 'backups']
  return all.every((what) => counts.has(what))
}

/** Every job has come to its end, and none has failed. */
async function settled(engine: Engine): Promise<void> {
  const patience = Date.now() + 180_000
  for (;;) {
    const open = await engine.database.query<{ name: string; state: string; error: string }>(
      sql`select name, state, error from job where state in ('running', 'failed') or (state = 'waiting' and run_at <= now())`,
    )
    const failed = open.filter(({ state }) => state === 'failed')
    expectNone(failed.map(({ name, error }) => `The job ${name} has failed: ${error}`))
    if (open.length === 0) return
    if (Date.now() > patience) throw new Error(`Jobs do not end: ${JSON.stringify(open)}`)
    await pause(50)
  }
}

/** The last backup, put into a schema of its own, holds against itself. */
async function restored(kontor: KontorProcess, backups: string): Promise<string[]> {
  const whole = (await readdir(backups)).filter((name) => name.endsWith('.backup')).sort()
  const migrations = await readMigrations()
  const checked = await readBackup(path.join(backups, whole.at(-1) ?? ''), { migrations })
  const place = { url: await kontor.databaseUrl(), schema: 'restored' }
  const dataFolder = path.join(kontor.dataFolder, 'restored')
  const database = openDatabase({ ...place, connections: 3 })
  try {
    await restoreBackup({ database, dataFolder }, checked, { migrations })
  } finally {
    await database.close()
  }
  const engine = await createEngine({
    ...{ databaseUrl: place.url, schema: place.schema, dataFolder, modules, connections: 4 },
  })
  try {
    return await engine.verify()
  } finally {
    await engine.close()
  }
}

function told({ counts }: Journal): string {
  return [...counts].map(([what, count]) => `${count} ${what}`).join(', ')
}

function expectNone(findings: readonly string[]): void {
  if (findings.length > 0) throw new Error(findings.slice(0, 20).join('\n'))
}
