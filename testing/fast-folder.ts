import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statfsSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const GB = 1024 ** 3
const memory = '/dev/shm'

/**
 * Where tests keep what goes with them: in memory where there is plenty, else where temporary files go. A
 * database is a thousand small files, made and taken away for every test: on a disk that takes longer than
 * most tests do.
 */
export function fastFolder(): string {
  try {
    accessSync(memory, constants.W_OK)
    const { bavail, bsize } = statfsSync(memory)
    return bavail * bsize > 4 * GB && process.availableMemory() > 8 * GB ? memory : usualFolder()
  } catch {
    // Only Linux has such a folder, and not everybody may write there.
    return usualFolder()
  }
}

/** Where temporary files go, also for what is started by a run that had its own moved. */
function usualFolder(): string {
  return process.env.KONTOR_USUAL_TMPDIR ?? os.tmpdir()
}

/** What processes that were killed left behind, wherever it was fast then: folders named `NAME-PID`. */
export function orphans(name: string): string[] {
  return [...new Set([memory, usualFolder(), os.tmpdir()])].filter(existsSync).flatMap((place) =>
    readdirSync(place)
      .filter((found) => found.startsWith(`${name}-`) && !isAlive(Number(found.slice(name.length + 1))))
      .map((found) => path.join(place, found)),
  )
}

/**
 * Has the temporary files of this process, and of those it starts, lie where it is fast; gives what takes
 * them away.
 */
export function moveTemporaryFiles(): () => void {
  for (const orphan of orphans(runName)) clear(orphan)
  const place = fastFolder()
  if (place === os.tmpdir()) return () => {}
  const folder = path.join(place, `${runName}-${process.pid}`)
  // One of another process that had this number.
  clear(folder)
  mkdirSync(folder)
  // As the usual folder for them is: databases run as another user where root runs the tests.
  chmodSync(folder, 0o1777)
  process.env.KONTOR_USUAL_TMPDIR ??= os.tmpdir()
  process.env.TMPDIR = folder
  return () => clear(folder)
}

/** What somebody still writes to, or is somebody else's, stays: no run fails by it. */
function clear(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  } catch {
    // The next run finds it once more.
  }
}

const runName = 'kontor-proof'

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
