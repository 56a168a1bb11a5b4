import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { BackupPlace } from './backup.ts'
import { isInstallation, thisInstallation } from './this-installation.ts'

const dayMilliseconds = 24 * 60 * 60 * 1_000

/** A backup is made whole on this machine before it goes to its place. */
export async function workFolder({ dataFolder, database }: BackupPlace): Promise<string> {
  const arriving = path.join(dataFolder, 'backups', 'arriving')
  const own = await thisInstallation(database)
  await dropLeft(arriving, own)
  // Another installation may be at work in the same data folder.
  const folder = path.join(arriving, own)
  // One at a time is at work here, so whatever lies there was left by a process that was killed.
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return folder
}

/**
 * What an earlier version left lies in the folder itself, and may be at work there for another installation:
 * it goes after a day. The folder of another installation may be of one that is no more, as this one was
 * called before its database moved; who is at work there touches it, so it goes after three.
 */
async function dropLeft(arriving: string, own: string): Promise<void> {
  for (const name of await readdir(arriving).catch(() => [])) {
    if (name === own) continue
    const place = path.join(arriving, name)
    const age = Date.now() - (await touchedLast(place))
    const most = isInstallation(name) ? 3 * dayMilliseconds : dayMilliseconds
    if (age > most) await rm(place, { recursive: true, force: true })
  }
}

/** When it, or something in it, was touched last. */
async function touchedLast(place: string): Promise<number> {
  let last = 0
  const inside = await readdir(place, { recursive: true }).catch(() => [])
  for (const one of [place, ...inside.map((name) => path.join(place, name))]) {
    const at = await stat(one).then(
      ({ mtimeMs }) => mtimeMs,
      // Somebody was faster, and so is at work there.
      () => Date.now(),
    )
    last = Math.max(last, at)
  }
  return last
}
