import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import { backupKeyFor, type KeyForm } from './backup-key.ts'
import { byteReader, type ByteReader } from './byte-reader.ts'
import { readParts, type Part } from './parts.ts'
import { refusedBackup } from './refused-backup.ts'
import { damaged, namedRefusal, unsealed } from './sealed-stream.ts'

/** The first line of a backup, which anybody can read: how to read the rest. */
export type FileHeading = {
  readonly format: number
  readonly made: string
  readonly compression: 'zstd'
  /** Null where the backup is not encrypted. */
  readonly key: KeyForm | null
}

/** The newest format that this program knows, and the one it writes. */
export const presentFormat = 1

const beginning = 'Kontor backup '
const longestHeading = 4_096
const lineFeed = 0x0a

export function fileHeading(heading: Omit<FileHeading, 'format' | 'compression'>): Buffer {
  const full: FileHeading = { format: presentFormat, compression: 'zstd', ...heading }
  return Buffer.from(`${beginning}${JSON.stringify(full)}\n`)
}

/**
 * The parts of a backup file, one after another, unsealed and checked as they come. Refuses what is no
 * backup, one of a newer format, one whose key is not given, one without a key where there should be one, and
 * whatever is damaged or cut off.
 */
export async function* openBackup(file: string, secret: string | undefined): AsyncGenerator<Part> {
  const reader = byteReader(createReadStream(file, { highWaterMark: 256 * 1024 }))
  try {
    const line = await reader.through(lineFeed, longestHeading)
    const heading = read(file, line)
    const key = await keyOf(file, heading, secret)
    yield* unpacked(reader, line ?? Buffer.alloc(0), key)
  } catch (error) {
    throw namedRefusal(error, file)
  } finally {
    await reader.close()
  }
}

async function* unpacked(reader: ByteReader, line: Buffer, key: Buffer | null): AsyncGenerator<Part> {
  const packed = createZstdDecompress()
  const flowing = pipeline(unsealed(reader, line, key), packed).catch(() => {
    // Whoever reads what is unpacked meets the same error.
  })
  const parts = byteReader(packed as AsyncIterable<Buffer>)
  try {
    yield* readParts(parts)
  } catch (error) {
    throw String((error as { code?: string }).code).startsWith('ZSTD_') ? damaged() : error
  } finally {
    packed.destroy()
    await flowing
  }
}

function read(file: string, line: Buffer | null): FileHeading {
  const text = line?.toString() ?? ''
  if (!text.startsWith(beginning)) throw refusedBackup('notBackup', `${file} is not a backup of Kontor.`)
  const heading = parsed(text.slice(beginning.length))
  if (heading.format > presentFormat) throw newer(file)
  return heading
}

/** What to do with a backup that a newer program wrote. */
export function newer(file: string): Error {
  return refusedBackup(
    'newer',
    `The backup ${file} was made by a newer Kontor. Restore it with that version or a newer one.`,
  )
}

function parsed(text: string): FileHeading {
  try {
    return JSON.parse(text) as FileHeading
  } catch {
    // Kontor writes nothing but JSON here.
    throw damaged()
  }
}

async function keyOf(file: string, { key: form }: FileHeading, secret?: string): Promise<Buffer | null> {
  if (form === null && secret !== undefined) {
    throw refusedBackup(
      'notEncrypted',
      `The backup ${file} is not encrypted, so anybody may have written it, though a key is given. Where you know ` +
        'where it comes from, leave the key out.',
    )
  }
  if (form === null) return null
  if (secret === undefined) {
    throw refusedBackup(
      'keyMissing',
      `The backup ${file} is encrypted. Name the file with its key: --key-file FILE.`,
    )
  }
  const key = await backupKeyFor(secret, form)
  if (key) return key
  throw refusedBackup('keyWrong', `The key does not fit the backup ${file}. Give the one it was made with.`)
}
