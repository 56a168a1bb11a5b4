import { execFileSync } from 'node:child_process'
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** A disk so small that it is soon full. */
export type SmallDisk = {
  readonly folder: string
  /** Takes all of it but about so many bytes. */
  fill(leftBytes?: number): void
  /** Gives back what `fill` took. */
  free(): void
}

const pieceBytes = 64 * 1024

/**
 * A file system in memory of so many megabytes, gone with the test. Null where this machine lets nobody make
 * one.
 */
export function smallDisk(t: { after(release: () => void): void }, megabytes: number): SmallDisk | null {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kontor-small-'))
  let isMounted = false
  const remove = () => {
    if (isMounted) execFileSync('umount', ['-l', folder], { stdio: 'ignore' })
    rmSync(folder, { recursive: true, force: true })
  }
  // Hooks run in the order in which they were given; whatever works on the disk is closed before it goes.
  t.after(() => t.after(remove))
  try {
    const how = ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=1777`, 'tmpfs', folder]
    execFileSync('mount', how, { stdio: 'ignore' })
    isMounted = true
  } catch {
    // Without the right to mount there is no such disk here.
    return null
  }
  const filler = path.join(folder, 'filler')
  return {
    folder,
    fill(leftBytes = 0) {
      const handle = openSync(filler, 'a')
      const { bavail, bsize } = statfsSync(folder)
      try {
        for (let left = bavail * bsize - leftBytes; left > 0; left -= pieceBytes)
          writeSync(handle, Buffer.alloc(Math.min(pieceBytes, left), 1))
        fsyncSync(handle)
      } finally {
        closeSync(handle)
      }
    },
    free: () => rmSync(filler, { force: true }),
  }
}
