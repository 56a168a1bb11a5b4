import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { explainFailure } from './explain-failure.ts'
import type { PostgresProgram } from './postgres-program.ts'
import { StartFailure } from './start-failure.ts'

export const role = 'kontor'

/**
 * Makes an empty database cluster in the folder, whole or not at all: it is built beside its place and then
 * renamed. Two processes that do so at once end with one cluster.
 */
export function createCluster(program: PostgresProgram, folder: string, durable: boolean): void {
  const place = clusterFolder(folder)
  clearUnfinished(folder)
  const building = `${place}.${process.pid}.new`
  const passwordFile = path.join(folder, `password.${process.pid}.new`)
  const password = randomBytes(24).toString('base64url')
  try {
    for (const made of [building, passwordFile]) fs.rmSync(made, { recursive: true, force: true })
    fs.writeFileSync(passwordFile, password, { mode: 0o600 })
    fs.mkdirSync(building, { mode: 0o700 })
    own(program, passwordFile)
    own(program, building)
    const made = program.run('initdb', initdbArguments(building, passwordFile, durable))
    if (made.status !== 0) throw explainFailure(folder, made.error?.message ?? made.stderr)
    fs.renameSync(passwordFile, path.join(building, 'kontor.password'))
    fs.renameSync(building, place)
  } catch (error) {
    // Somebody else was faster: theirs is as good as ours.
    if (!(isTaken(error) && fs.existsSync(place))) throw error
  } finally {
    for (const left of [building, passwordFile]) fs.rmSync(left, { recursive: true, force: true })
  }
}

/** Where the cluster lies inside Kontor's folder. */
export function clusterFolder(folder: string): string {
  return path.join(folder, 'cluster')
}

/** The password that was made with the cluster; only the owner of the folder can read it. */
export function clusterPassword(folder: string): string {
  const file = path.join(clusterFolder(folder), 'kontor.password')
  try {
    return fs.readFileSync(file, 'utf8')
  } catch (cause) {
    throw new StartFailure(
      'folderDamaged',
      `The password of Kontor's database cannot be read from ${file}. ` +
        'Put the file back from a copy of the folder, or restore a backup into an empty folder.',
      { cause },
    )
  }
}

function initdbArguments(cluster: string, passwordFile: string, durable: boolean): string[] {
  return [
    ...['-D', cluster, '-U', role, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8'],
    ...['--locale-provider=builtin', '--builtin-locale=PG_UNICODE_FAST', '--locale=C'],
    // Trigrams and text search still ask the C library which characters are letters.
    `--lc-ctype=${process.platform === 'linux' ? 'C.UTF-8' : process.platform === 'darwin' ? 'en_US.UTF-8' : 'C'}`,
    '--no-instructions',
    ...(durable ? [] : ['--no-sync', '--no-data-checksums']),
  ]
}

function clearUnfinished(folder: string): void {
  for (const name of fs.readdirSync(folder)) {
    const pid = /^(?:cluster|password)\.(\d+)\.new$/.exec(name)?.[1]
    if (pid && !isAlive(Number(pid))) fs.rmSync(path.join(folder, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function own(program: PostgresProgram, file: string): void {
  if (program.owner) fs.chownSync(file, program.owner.uid, program.owner.gid)
}

function isTaken(error: unknown): boolean {
  return ['ENOTEMPTY', 'EEXIST', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')
}
