import { createCipheriv, createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'
import type { ByteReader } from './byte-reader.ts'
import { refusedBackup } from './refused-backup.ts'

/**
 * Bytes travel in chunks that cannot be changed, moved, left out or cut off unnoticed: each is sealed under
 * its place, the heading of the file, and whether it is the last. With a key they are encrypted with
 * AES-256-GCM; without one they carry a checksum, which finds accidents but no intent.
 */
export async function* sealed(
  bytes: AsyncIterable<Buffer>,
  heading: Buffer,
  key: Buffer | null,
): AsyncGenerator<Buffer> {
  yield heading
  const seal = sealing(heading, key)
  let number = 0
  for await (const { chunk, isLast } of chunked(bytes)) {
    const { tag, body } = seal.close(chunk, number++, isLast)
    const length = Buffer.alloc(4)
    length.writeUInt32BE((isLast ? lastMark : 0) + body.length)
    yield Buffer.concat([length, tag, body])
  }
}

/** The bytes that were sealed, after the heading has been read. Refuses what is damaged or cut off. */
export async function* unsealed(
  reader: ByteReader,
  heading: Buffer,
  key: Buffer | null,
): AsyncGenerator<Buffer> {
  const seal = sealing(heading, key)
  for (let number = 0; ; number++) {
    const start = await reader.exactly(4 + tagBytes)
    if (!start) throw cutOff()
    const word = start.readUInt32BE(0)
    const isLast = word >= lastMark
    const length = isLast ? word - lastMark : word
    if (length > chunkBytes) throw damaged()
    const body = length === 0 ? Buffer.alloc(0) : await reader.exactly(length)
    if (!body) throw cutOff()
    yield seal.open(body, start.subarray(4), number, isLast)
    if (!isLast) continue
    if (await reader.exactly(1)) throw damaged()
    return
  }
}

/** The file is named where it is known, or later by `namedRefusal`. */
export function damaged(file?: string): Error {
  return refusedBackup('damaged', `${called(file)} is damaged. Take another copy of it, or another backup.`)
}

function cutOff(file?: string): Error {
  return refusedBackup(
    'cutOff',
    `${called(file)} is cut off before its end. Copy it again, or take another one.`,
  )
}

/** What is wrong within a file, with the name of the file. */
export function namedRefusal(error: unknown, file: string): unknown {
  const { code } = error as { code?: unknown }
  if (code === 'backup.damaged') return damaged(file)
  return code === 'backup.cutOff' ? cutOff(file) : error
}

function called(file: string | undefined): string {
  return file === undefined ? 'The backup' : `The backup ${file}`
}

const chunkBytes = 256 * 1024
const tagBytes = 16
const lastMark = 2 ** 31

/** One chunk is held back, so that the last is known as such. */
async function* chunked(
  bytes: AsyncIterable<Buffer>,
): AsyncGenerator<{ readonly chunk: Buffer; readonly isLast: boolean }> {
  let pieces: Buffer[] = []
  let size = 0
  for await (const piece of bytes) {
    pieces.push(piece)
    size += piece.length
    if (size <= chunkBytes) continue
    let left = Buffer.concat(pieces)
    for (; left.length > chunkBytes; left = left.subarray(chunkBytes)) {
      yield { chunk: left.subarray(0, chunkBytes), isLast: false }
    }
    pieces = [left]
    size = left.length
  }
  yield { chunk: Buffer.concat(pieces), isLast: true }
}

type Seal = {
  close(chunk: Buffer, number: number, isLast: boolean): { tag: Buffer; body: Buffer }
  open(body: Buffer, tag: Buffer, number: number, isLast: boolean): Buffer
}

function sealing(heading: Buffer, key: Buffer | null): Seal {
  const about = createHash('sha256').update(heading).digest()
  return key === null ? checksums(about) : ciphers(about, key)
}

function ciphers(about: Buffer, key: Buffer): Seal {
  return {
    close(chunk, number, isLast) {
      const cipher = createCipheriv('aes-256-gcm', key, placeOf(number, isLast)).setAAD(about)
      const body = Buffer.concat([cipher.update(chunk), cipher.final()])
      return { tag: cipher.getAuthTag(), body }
    },
    open(body, tag, number, isLast) {
      const place = placeOf(number, isLast)
      const decipher = createDecipheriv('aes-256-gcm', key, place, { authTagLength: tagBytes })
      decipher.setAAD(about).setAuthTag(tag)
      try {
        return Buffer.concat([decipher.update(body), decipher.final()])
      } catch {
        // All that node:crypto tells is that the tag does not fit.
        throw damaged()
      }
    },
  }
}

function checksums(about: Buffer): Seal {
  const tagOf = (body: Buffer, number: number, isLast: boolean): Buffer =>
    createHash('sha256')
      .update(about)
      .update(placeOf(number, isLast))
      .update(body)
      .digest()
      .subarray(0, tagBytes)
  return {
    close: (chunk, number, isLast) => ({ tag: tagOf(chunk, number, isLast), body: chunk }),
    open(body, tag, number, isLast) {
      if (!timingSafeEqual(tagOf(body, number, isLast), tag)) throw damaged()
      return body
    },
  }
}

/** Twelve bytes that no two chunks of a file share: its number, and whether it is the last. */
function placeOf(number: number, isLast: boolean): Buffer {
  const place = Buffer.alloc(12)
  place.writeBigUInt64BE(BigInt(number), 3)
  place.writeUInt8(isLast ? 1 : 0, 11)
  return place
}
