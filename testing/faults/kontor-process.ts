import { spawn, type ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** Kontor as people start it, on a folder of its own with the embedded database. */
export type KontorProcess = {
  readonly url: string
  readonly dataFolder: string
  /** The process of the server. */
  pid(): number
  /** All that it has written to its log. */
  log(): string
  start(): Promise<void>
  /** Ends the server without a word, as a power cut or the system would. */
  kill(): Promise<void>
  /** Ends the database's first process without a word. */
  killDatabase(): Promise<void>
  /** Resolves when it can do its work again. */
  ready(): Promise<void>
  /** Stops it as people do; gives the exit code. */
  stop(): Promise<number | null>
  /** The address of its database, for whoever looks behind its back. */
  databaseUrl(): Promise<string>
}

/** As `bin/kontor` and `npm start` start it. */
const node = ['--heap-growing-percent=40', '--max-semi-space-size=16']
const program = path.join(import.meta.dirname, '..', '..', 'cli', 'kontor.ts')
const patienceMilliseconds = 180_000

/**
 * A Kontor in the folder at the port, to be started and killed at will; the environment may name another
 * database than the one that comes with it.
 */
export function kontorProcess(
  dataFolder: string,
  port: number,
  environment: Readonly<Record<string, string>> = {},
): KontorProcess {
  const url = `http://127.0.0.1:${port}`
  const postgres = path.join(dataFolder, 'postgres')
  let child: ChildProcess | undefined
  let log = ''
  const isUp = () => child !== undefined && child.exitCode === null && child.signalCode === null
  const postmaster = async () =>
    (await readFile(path.join(postgres, 'cluster', 'postmaster.pid'), 'utf8')).split('\n').map(Number)

  async function ready(): Promise<void> {
    const patience = Date.now() + patienceMilliseconds
    while (!(await answers(url))) {
      if (!isUp()) throw new Error(`Kontor ended by itself:\n${log.slice(-4_000)}`)
      if (Date.now() > patience) throw new Error(`Kontor did not become ready:\n${log.slice(-4_000)}`)
      await pause(25)
    }
  }

  return {
    url,
    dataFolder,
    pid: () => child?.pid ?? 0,
    log: () => log,
    ready,
    async start() {
      child = spawn(process.execPath, [...node, program, 'start'], {
        env: {
          ...process.env,
          KONTOR_DATA: dataFolder,
          PORT: String(port),
          DATABASE_URL: '',
          MALLOC_ARENA_MAX: '2',
          ...environment,
        },
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      child.stderr?.on('data', (piece: Buffer) => (log += piece.toString()))
      await ready()
    },
    async kill() {
      const ended = new Promise((resolve) => child?.once('close', resolve))
      if (isUp() && child?.kill('SIGKILL')) await ended
    },
    async killDatabase() {
      const [pid = 0] = await postmaster()
      process.kill(pid, 'SIGKILL')
    },
    async stop() {
      if (!isUp()) return child?.exitCode ?? null
      const ended = new Promise<number | null>((resolve) => child?.once('close', resolve))
      child?.kill('SIGTERM')
      return ended
    },
    async databaseUrl() {
      const password = await readFile(path.join(postgres, 'cluster', 'kontor.password'), 'utf8')
      const [, , , databasePort] = await postmaster()
      return `postgres://kontor:${password}@127.0.0.1:${databasePort}/kontor`
    },
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(
    ({ ok }) => ok,
    // Nobody is there yet.
    () => false,
  )
}
