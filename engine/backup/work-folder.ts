import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { BackupPlace } from './backup.ts'
import { isInstallation, thisInstallation } from './this-installation.ts'

const looseMilliseconds = 24 * 60 * 60 * 1_000

/** A backup is made whole on this machine before it goes to its place. */
export async function workFolder({ dataFolder, database }: BackupPlace): Promise<string> {
  const arriving = path.join(dataFolder, 'backups', 'arriving')
  await dropLooseFiles(arriving)
  // Another installation may be at work in the same data folder.
  const folder = path.join(arriving, await thisInstallation(database))
  // One at a time is at work here, so whatever lies there was left by a process that was killed.
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return folder
}

/**
 * What an earlier version left lies in the folder itself, and may be at work there for another installation:
 * it goes after a day.
 */
async function dropLooseFiles(arriving: string): Promise<void> {
  for (const name of await readdir(arriving).catch(() => [])) {
    if (isInstallation(name)) continue
    const place = path.join(arriving, name)
    const age = await stat(place).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      // Somebody was faster.
      () => 0,
    )
    if (age > looseMilliseconds) await rm(place, { recursive: true, force: true })
  }
}
