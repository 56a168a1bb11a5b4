import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { diskFailure } from './disk-failure.ts'
import { contentName, contentPath, type ContentStore } from './content-store.ts'

/** Keeps content in a folder of this machine. */
export function diskStore(folder: string): ContentStore {
  const placeOf = (hash: string): string => path.join(folder, contentPath(hash))
  return {
    async keep(hash, localFile) {
      const place = placeOf(hash)
      try {
        await mkdir(path.dirname(place), { recursive: true })
        // A rename is atomic: whoever looks finds the whole content or none.
        await rename(localFile, place)
        await flush(path.dirname(place))
      } catch (error) {
        throw diskFailure(error)
      }
    },
    async has(hash) {
      return (await sizeOf(placeOf(hash))) !== null
    },
    async open(hash, range) {
      const place = placeOf(hash)
      // Opened before it is handed out, so that content that is missing fails here and not midway.
      const handle = await open(place, 'r')
      return createReadStream(place, {
        fd: handle,
        ...(range ? { start: range.first, end: range.last } : {}),
      })
    },
    async remove(hash) {
      await rm(placeOf(hash), { force: true })
    },
    async *olderThan(seconds) {
      const before = Date.now() - seconds * 1_000
      for (const place of await contentsBelow(folder)) {
        const found = await stat(place).catch(gone)
        if (found && found.mtimeMs < before) yield path.basename(place)
      }
    },
    // A rename is whole.
    async endUnfinished() {},
  }
}

async function contentsBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(gone)
  return (entries ?? [])
    .filter((entry) => entry.isFile() && contentName.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
}

async function sizeOf(place: string): Promise<number | null> {
  return (await stat(place).catch(gone))?.size ?? null
}

function gone(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
  throw error
}

/** A new name in a folder outlives a power cut only when the folder was flushed. */
async function flush(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
