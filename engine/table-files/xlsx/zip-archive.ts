import type { FileHandle } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { notATable } from '../not-a-table.ts'
import { tableRefusals } from '../table-refusals.ts'

export type ZipEntry = {
  readonly name: string
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}

export type ZipArchive = {
  readonly entries: ReadonlyMap<string, ZipEntry>
  /** The bytes of an entry, unpacked as they are asked for and proved by their checksum at the end. */
  readonly read: (entry: ZipEntry) => AsyncGenerator<Buffer>
  /** The whole of a small entry as text. */
  readonly text: (entry: ZipEntry) => Promise<string>
}

/**
 * Limits of what an archive may unpack to: a workbook of 200,000 rows has some 300 MB, packed about 15 times.
 */
export const zipLimits = {
  entries: 10_000,
  directoryBytes: 8 << 20,
  entryBytes: 2 ** 31,
  totalBytes: 2 ** 33,
  /** Beyond `freeBytes` an entry may not be packed tighter than this; bombs reach 1000. */
  ratio: 200,
  freeBytes: 32 << 20,
  textBytes: 16 << 20,
} as const

/**
 * Opens the directory of a ZIP archive on disk (APPNOTE 6.3, with ZIP64) without reading what it holds.
 * Refuses archives that are damaged, locked, or unpack to more than a workbook has.
 */
export async function zipArchive(handle: FileHandle, file: string): Promise<ZipArchive> {
  const { size } = await handle.stat()
  const directory = await readDirectory(handle, size, file)
  const entries = new Map(directory.map((entry) => [entry.name, entry] as const))
  const total = directory.reduce((sum, entry) => sum + entry.size, 0)
  if (total > zipLimits.totalBytes) throw tableRefusals.tooLarge({ file, reason: `${inMegabytes(total)} MB` })
  for (const entry of directory) refuseBomb(entry.size, entry, file)
  const read = (entry: ZipEntry) => unpack(handle, entry, file)
  return {
    entries,
    read,
    async text(entry) {
      if (entry.size > zipLimits.textBytes) {
        throw tableRefusals.tooLarge({ file, reason: `${inMegabytes(entry.size)} MB of ${entry.name}` })
      }
      const pieces: Buffer[] = []
      for await (const piece of read(entry)) pieces.push(piece)
      return Buffer.concat(pieces).toString('utf8')
    },
  }
}

async function* unpack(handle: FileHandle, entry: ZipEntry, file: string): AsyncGenerator<Buffer> {
  const header = await readAt(handle, entry.offset, 30)
  if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50)
    throw damaged(file, `${entry.name} is missing`)
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  let crc = 0
  let size = 0
  for await (const piece of packedStream(handle, entry, start, file)) {
    size += piece.length
    refuseBomb(size, entry, file)
    if (size > entry.size) throw damaged(file, `${entry.name} is longer than it says`)
    crc = crc32(piece, crc)
    yield piece
  }
  if (size !== entry.size || crc !== entry.crc) throw damaged(file, `${entry.name} is not whole`)
}

function packedStream(
  handle: FileHandle,
  entry: ZipEntry,
  start: number,
  file: string,
): AsyncIterable<Buffer> {
  if (entry.packed === 0) return noBytes()
  const source = handle.createReadStream({
    start,
    end: start + entry.packed - 1,
    autoClose: false,
    highWaterMark: 1 << 16,
  })
  if (entry.method === 0) return source
  if (entry.method !== 8) throw damaged(file, `${entry.name} is packed in a way that spreadsheets do not use`)
  // Errors reach the reader of the second stream, so that nothing is left to do when both have ended.
  return pipeline(source, createInflateRaw({ chunkSize: 1 << 17 }), () => {})
}

async function* noBytes(): AsyncGenerator<Buffer> {}

function refuseBomb(size: number, entry: ZipEntry, file: string): void {
  const tight = size > zipLimits.freeBytes && size > entry.packed * zipLimits.ratio
  if (size <= zipLimits.entryBytes && !tight) return
  throw tableRefusals.tooLarge({ file, reason: `${inMegabytes(size)} MB of ${entry.name}` })
}

async function readDirectory(handle: FileHandle, size: number, file: string): Promise<ZipEntry[]> {
  const { count, length, offset } = await findDirectory(handle, size, file)
  if (count > zipLimits.entries || length > zipLimits.directoryBytes) {
    throw tableRefusals.tooLarge({ file, reason: `${count} parts` })
  }
  const bytes = await readAt(handle, offset, length)
  const entries: ZipEntry[] = []
  for (let at = 0; at + 46 <= bytes.length && bytes.readUInt32LE(at) === 0x02014b50;) {
    const nameLength = bytes.readUInt16LE(at + 28)
    const extraLength = bytes.readUInt16LE(at + 30)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/')
    if ((bytes.readUInt16LE(at + 8) & 1) === 1) {
      throw notATable(file, 'a document locked with a password', 'Save it without a password.')
    }
    const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength)
    entries.push({
      name,
      ...longSizes(bytes, at, extra),
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
    })
    at += 46 + nameLength + extraLength + bytes.readUInt16LE(at + 32)
  }
  if (entries.length !== count) throw damaged(file, 'its list of parts is not whole')
  return entries
}

/** Sizes of an entry; where they do not fit into 32 bits they stand in an extra field. */
function longSizes(
  bytes: Buffer,
  at: number,
  extra: Buffer,
): { packed: number; size: number; offset: number } {
  const sizes = {
    size: bytes.readUInt32LE(at + 24),
    packed: bytes.readUInt32LE(at + 20),
    offset: bytes.readUInt32LE(at + 42),
  }
  for (let from = 0; from + 4 <= extra.length; from += 4 + extra.readUInt16LE(from + 2)) {
    if (extra.readUInt16LE(from) !== 1) continue
    let here = from + 4
    for (const key of ['size', 'packed', 'offset'] as const) {
      if (sizes[key] !== 0xffffffff || here + 8 > extra.length) continue
      sizes[key] = Number(extra.readBigUInt64LE(here))
      here += 8
    }
  }
  return sizes
}

async function findDirectory(handle: FileHandle, size: number, file: string) {
  const tailLength = Math.min(size, 65_557)
  const tail = await readAt(handle, size - tailLength, tailLength)
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end === -1 || end + 22 > tail.length) throw damaged(file, 'its end is missing')
  const found = {
    count: tail.readUInt16LE(end + 10),
    length: tail.readUInt32LE(end + 12),
    offset: tail.readUInt32LE(end + 16),
  }
  if (end < 20 || tail.readUInt32LE(end - 20) !== 0x07064b50) return found
  const long = await readAt(handle, Number(tail.readBigUInt64LE(end - 12)), 56)
  if (long.length < 56 || long.readUInt32LE(0) !== 0x06064b50) throw damaged(file, 'its end is missing')
  return {
    count: Number(long.readBigUInt64LE(32)),
    length: Number(long.readBigUInt64LE(40)),
    offset: Number(long.readBigUInt64LE(48)),
  }
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  if (position < 0 || !Number.isSafeInteger(position) || length < 0) return Buffer.alloc(0)
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await handle.read(bytes, 0, length, position)
  return bytes.subarray(0, bytesRead)
}

function damaged(file: string, reason: string) {
  return tableRefusals.damaged({ file, reason })
}

function inMegabytes(bytes: number): number {
  return Math.ceil(bytes / 2 ** 20)
}
