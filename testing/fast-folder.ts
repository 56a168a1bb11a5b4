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
    return bavail * bsize > 4 * GB && process.availableMemory() > 8 * GB ? memory : os.tmpdir()
  } catch {
    // Only Linux has such a folder, and not everybody may write there.
    return os.tmpdir()
  }
}

/** What processes that were killed left behind, wherever it was fast then: folders named `NAME-PID`. */
export function orphans(name: string): string[] {
  return [...new Set([memory, os.tmpdir()])].filter(existsSync).flatMap((place) =>
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
  for (const orphan of orphans(runName)) rmSync(orphan, { recursive: true, force: true })
  const place = fastFolder()
  if (place === os.tmpdir()) return () => {}
  const folder = path.join(place, `${runName}-${process.pid}`)
  mkdirSync(folder)
  // As the usual folder for them is: databases run as another user where root runs the tests.
  chmodSync(folder, 0o1777)
  process.env.TMPDIR = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

const runName = 'kontor-proof'

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
