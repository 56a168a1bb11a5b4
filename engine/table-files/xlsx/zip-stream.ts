import { Readable, pipeline } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'
import { tableRefusals } from '../table-refusals.ts'

export type ZipPart = { readonly name: string; readonly content: AsyncIterable<Buffer> | Iterable<Buffer> }

/**
 * Writes a ZIP archive part by part as its content comes (APPNOTE 6.3): sizes stand behind each part. An
 * archive of more than 4 GB is refused, as is a part.
 */
export async function* zipStream(parts: AsyncIterable<ZipPart>, file: string): AsyncGenerator<Buffer> {
  const directory: Buffer[] = []
  let offset = 0
  for await (const part of parts) {
    const name = Buffer.from(part.name)
    const start = localHeader(name)
    yield start
    const sums = { crc: 0, size: 0, packed: 0 }
    for await (const piece of deflated(part.content, sums)) yield piece
    yield descriptor(sums)
    directory.push(directoryEntry(name, sums, offset))
    offset += start.length + sums.packed + 16
    if (offset > 0xffff_ffff || sums.size > 0xffff_ffff)
      throw tableRefusals.tooLarge({ file, reason: '4 GB' })
  }
  const list = Buffer.concat(directory)
  yield list
  yield endOfDirectory(directory.length, list.length, offset)
}

type Sums = { crc: number; size: number; packed: number }

/** Fast compression: rows of a table shrink tenfold with little effort, and one waits for the file. */
const level = 3

async function* deflated(content: ZipPart['content'], sums: Sums): AsyncGenerator<Buffer> {
  const counted = Readable.from(count(content, sums), { objectMode: true, highWaterMark: 1 })
  const deflate = createDeflateRaw({ level, chunkSize: 1 << 17 })
  // Errors of the content reach the reader of the second stream.
  for await (const piece of pipeline(counted, deflate, () => {})) {
    sums.packed += (piece as Buffer).length
    yield piece as Buffer
  }
}

async function* count(content: ZipPart['content'], sums: Sums): AsyncGenerator<Buffer> {
  for await (const piece of content) {
    sums.crc = crc32(piece, sums.crc)
    sums.size += piece.length
    yield piece
  }
}

/** Version 2.0, sizes behind the part, names in UTF-8, deflated, dated 1980-01-01. */
const common = Buffer.from('1400080808000000' + '2100', 'hex')

function localHeader(name: Buffer): Buffer {
  const rest = Buffer.alloc(16)
  rest.writeUInt16LE(name.length, 12)
  return Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, rest, name])
}

function descriptor({ crc, size, packed }: Sums): Buffer {
  const bytes = Buffer.alloc(16)
  bytes.write('PK\x07\x08', 'latin1')
  bytes.writeUInt32LE(crc, 4)
  bytes.writeUInt32LE(packed % 2 ** 32, 8)
  bytes.writeUInt32LE(size % 2 ** 32, 12)
  return bytes
}

function directoryEntry(name: Buffer, { crc, size, packed }: Sums, offset: number): Buffer {
  const rest = Buffer.alloc(30)
  rest.writeUInt32LE(crc, 0)
  rest.writeUInt32LE(packed % 2 ** 32, 4)
  rest.writeUInt32LE(size % 2 ** 32, 8)
  rest.writeUInt16LE(name.length, 12)
  rest.writeUInt32LE(offset % 2 ** 32, 26)
  return Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, rest, name])
}

function endOfDirectory(count: number, length: number, offset: number): Buffer {
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(length, 12)
  end.writeUInt32LE(offset, 16)
  return end
}
