import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { clusterFolder } from './create-cluster.ts'
import { explainFailure } from './explain-failure.ts'
import { freePort } from './free-port.ts'
import type { PostgresProgram } from './postgres-program.ts'

/** The PostgreSQL server process that has a folder open, as its own lock file tells. */
export type Postmaster = { pid: number; port: number; status: string }

/** Tells which PostgreSQL has the folder open, perhaps one whose Kontor was killed; none if nobody has. */
export function findPostmaster(folder: string): Postmaster | undefined {
  const file = lockFile(folder)
  const lines = readIfThere(file)?.split('\n')
  if (!lines?.[0]) return undefined
  const pid = Number(lines[0])
  if (isPostgres(pid)) return { pid, port: Number(lines[3]), status: lines[7]?.trim() ?? 'starting' }
  // After a power cut the number may belong to another program, for which PostgreSQL would wait for ever.
  fs.rmSync(file, { force: true })
  return undefined
}

/**
 * Starts PostgreSQL on the folder and waits until it answers; undefined if another process was faster, or if
 * the one before has not let go of everything yet. It listens where it did the last time if that is free, or
 * at the port that is given and at no other: whoever uses it knows no other.
 */
export async function launchPostmaster(
  program: PostgresProgram,
  folder: string,
  settings: readonly string[],
  at?: number,
): Promise<Postmaster | undefined> {
  const logFile = path.join(folder, 'postgres.log')
  keepLogSmall(logFile)
  const logStart = fs.existsSync(logFile) ? fs.statSync(logFile).size : 0
  const log = fs.openSync(logFile, 'a', 0o600)
  const port = at ?? (await freePort(lastPort(folder)))
  const child = program.launch(['-D', clusterFolder(folder), '-p', String(port), ...settings], log)
  fs.closeSync(log)
  let ended: string | undefined
  child.once('error', (error) => (ended = error.message))
  child.once('exit', () => (ended ??= readIfThere(logFile)?.slice(logStart) ?? ''))
  child.unref()
  while (ended === undefined) {
    const found = findPostmaster(folder)
    if (found?.pid === child.pid && found?.status === 'ready') {
      fs.writeFileSync(portFile(folder), String(found?.port))
      return found
    }
    await pause(10)
  }
  if (/lock file "postmaster.pid" already exists|is empty/.test(ended)) return undefined
  // It was killed a moment ago, and what it was working on has not ended yet.
  if (/pre-existing shared memory block/.test(ended)) return undefined
  // Between asking the system for a free port and taking it, somebody else took it: the caller tries again.
  if (/could not bind|Address already in use/.test(ended)) return undefined
  throw explainFailure(folder, ended)
}

/** Stops PostgreSQL: sessions end, everything is written, the folder is free. */
export async function stopPostmaster(program: PostgresProgram, folder: string, pid: number): Promise<void> {
  if (process.platform === 'win32') program.run('pg_ctl', ['stop', '-D', clusterFolder(folder), '-m', 'fast'])
  else signal(pid, 'SIGINT')
  // A disk that hardly answers: what was committed is in the log and is recovered at the next start.
  if (!(await isGone(pid, 60_000))) await dropPostmaster(pid)
}

/**
 * Tells a PostgreSQL that answers nobody to end at once, and leaves it if it cannot even do that: the next
 * start finds it, and what was committed is in its log.
 */
export async function dropPostmaster(pid: number): Promise<void> {
  signal(pid, 'SIGQUIT')
  await isGone(pid, 2_000)
}

async function isGone(pid: number, patienceMilliseconds: number): Promise<boolean> {
  const patience = performance.now() + patienceMilliseconds
  while (isPostgres(pid)) {
    if (performance.now() > patience) return false
    await pause(20)
  }
  return true
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    // It has ended by itself meanwhile, which is what was wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const status = readIfThere(`/proc/${pid}/status`)
  if (status === undefined) return !fs.existsSync('/proc/self/status')
  // A zombie has let go of everything; Node reaps it in a moment.
  return /^Name:\s+postgres$/m.test(status) && !/^State:\s+Z/m.test(status)
}

function lastPort(folder: string): number {
  return Number(readIfThere(portFile(folder)) ?? 0)
}

function portFile(folder: string): string {
  return path.join(folder, 'port')
}

function lockFile(folder: string): string {
  return path.join(clusterFolder(folder), 'postmaster.pid')
}

function readIfThere(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}

function keepLogSmall(file: string): void {
  if (fs.existsSync(file) && fs.statSync(file).size > 10_000_000) fs.renameSync(file, `${file}.1`)
}
