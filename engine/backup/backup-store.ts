import { createWriteStream } from 'node:fs'
import { copyFile, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { diskFailure } from '../files/disk-failure.ts'
import { addressOf, bucketEntries, bucketOf, expectOk } from '../files/bucket.ts'
import { callOffUnfinished, putInParts, type InParts } from '../files/put-in-parts.ts'
import { installationOf, madeAt } from './kept-backups.ts'

/** Where finished backups are kept: a folder, or object storage that speaks the protocol of S3. */
export type BackupStore = {
  readonly kind: 'folder' | 's3'
  /** Keeps a finished file under its name; whoever looks finds the whole of it or nothing. */
  keep(file: string, name: string): Promise<void>
  /** The names of the backups that are there, and of nothing else. */
  names(): Promise<string[]>
  /** Brings one to this machine. */
  fetch(name: string, file: string): Promise<void>
  remove(name: string): Promise<void>
}

/** Opens the place that KONTOR_BACKUP_TO names: a path, or `s3://…` as for files. */
export function openBackupStore(
  to: string,
  environment: NodeJS.ProcessEnv = process.env,
  parts?: InParts,
): BackupStore {
  return to.startsWith('s3:') ? bucketStore(to, environment, parts) : folderStore(path.resolve(to))
}

function folderStore(folder: string): BackupStore {
  return {
    kind: 'folder',
    async keep(file, name) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const unfinished = path.join(folder, `${name}${part}`)
      // What a process that was killed began of ours takes the room that this one needs.
      for (const one of (await readdir(folder)).filter((other) => isLeftBy(other, name)))
        await rm(path.join(folder, one), { force: true })
      try {
        // Often on another disk, whereto nothing can be moved.
        await copyFile(file, unfinished)
        const handle = await open(unfinished, 'r+')
        try {
          await handle.sync()
        } finally {
          await handle.close()
        }
        await rename(unfinished, path.join(folder, name))
      } catch (error) {
        // What is left of it would take the room that the next one needs.
        await rm(unfinished, { force: true })
        throw diskFailure(error)
      }
    },
    async names() {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      return (await readdir(folder)).filter(madeAt)
    },
    fetch: (name, file) => copyFile(path.join(folder, name), file),
    remove: (name) => rm(path.join(folder, name), { force: true }),
  }
}

const part = '.part'

/** Whether a file is the beginning of a backup of the same installation as the one of this name. */
function isLeftBy(file: string, name: string): boolean {
  const begun = file.endsWith(part) ? file.slice(0, -part.length) : ''
  return madeAt(begun) !== null && installationOf(begun) === installationOf(name)
}

function bucketStore(to: string, environment: NodeJS.ProcessEnv, parts?: InParts): BackupStore {
  const bucket = bucketOf(to, environment)
  const isOurs = (key: string) => {
    const name = key.slice(bucket.prefix.length)
    // What another installation keeps in a folder within ours is not ours to count, nor to delete.
    return key.startsWith(bucket.prefix) && !name.includes('/') && madeAt(name) !== null
  }
  const ask = async (name: string, init: RequestInit = {}) =>
    expectOk(await bucket.client.fetch(addressOf(bucket, `${bucket.prefix}${name}`), init))
  return {
    kind: 's3',
    async keep(file, name) {
      // What another installation has under way beside us is not left behind.
      const isLeft = (key: string) =>
        isOurs(key) && installationOf(key.slice(bucket.prefix.length)) === installationOf(name)
      await callOffUnfinished(bucket, isLeft)
      await putInParts(bucket, `${bucket.prefix}${name}`, file, parts)
    },
    async names() {
      const names: string[] = []
      for await (const { key, name } of bucketEntries(bucket)) if (isOurs(key)) names.push(name)
      return names
    },
    async fetch(name, file) {
      const { body } = await ask(name)
      await pipeline(
        Readable.fromWeb((body ?? new Blob([]).stream()) as ReadableStream),
        createWriteStream(file),
      )
    },
    async remove(name) {
      await ask(name, { method: 'DELETE' })
    },
  }
}
