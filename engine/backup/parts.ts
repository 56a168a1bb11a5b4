import { createHash } from 'node:crypto'
import type { ByteReader } from './byte-reader.ts'
import { damaged } from './sealed-stream.ts'

/** What a part of a backup is, before its bytes. */
export type PartHeading = {
  readonly part: 'about' | 'schema' | 'table' | 'sequences' | 'file' | 'import' | 'manifest'
  readonly name: string
  /** The columns of a table, in the order of its rows. */
  readonly columns?: readonly string[]
}

/** A part as the manifest lists it. */
export type ListedPart = {
  readonly part: PartHeading['part']
  readonly name: string
  readonly bytes: number
  readonly sha256: string
  /** Of a table. */
  readonly rows?: number
}

export type Part = { readonly heading: PartHeading; readonly body: AsyncGenerator<Buffer> }

const frameBytes = 1024 * 1024

/**
 * The bytes of one part: its heading as JSON and its body, in frames that begin with their length; an empty
 * frame ends it. Gives what the manifest is to say of it.
 */
export async function* writePart(
  heading: PartHeading,
  body: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, { readonly bytes: number; readonly sha256: string }> {
  yield frame(Buffer.from(JSON.stringify(heading)))
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of body) {
    hash.update(piece)
    bytes += piece.length
    for (let at = 0; at < piece.length; at += frameBytes) yield frame(piece.subarray(at, at + frameBytes))
  }
  yield frame(Buffer.alloc(0))
  return { bytes, sha256: hash.digest('hex') }
}

/**
 * The parts of a backup one after another, each checked against the manifest, which is the last and must
 * name every one. The body of a part has to be read to its end before the next one is asked for.
 */
export async function* readParts(reader: ByteReader): AsyncGenerator<Part> {
  const found: Omit<ListedPart, 'rows'>[] = []
  for (;;) {
    const heading = headingOf(await readFrame(reader))
    const hash = createHash('sha256')
    let bytes = 0
    let ended = false
    async function* body(): AsyncGenerator<Buffer> {
      for (let piece = await readFrame(reader); piece.length > 0; piece = await readFrame(reader)) {
        hash.update(piece)
        bytes += piece.length
        yield piece
      }
      ended = true
    }
    if (heading.part === 'manifest') {
      const listed = await asJson<{ parts: ListedPart[] }>(body())
      checkListed(found, listed.parts)
      if (await reader.exactly(1)) throw damaged()
      yield { heading, body: repeated(Buffer.from(JSON.stringify(listed))) }
      return
    }
    yield { heading, body: body() }
    if (!ended) throw new Error(`The part ${heading.part} ${heading.name} was not read to its end.`)
    found.push({ part: heading.part, name: heading.name, bytes, sha256: hash.digest('hex') })
  }
}

/** A whole body as the JSON that it is. For parts that are small by their nature. */
export async function asJson<T>(body: AsyncIterable<Buffer>): Promise<T> {
  const pieces: Buffer[] = []
  for await (const piece of body) pieces.push(piece)
  try {
    return JSON.parse(Buffer.concat(pieces).toString()) as T
  } catch {
    // What is not JSON was never written by Kontor.
    throw damaged()
  }
}

export async function readAway(body: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of body) continue
}

function frame(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

async function readFrame(reader: ByteReader): Promise<Buffer> {
  const length = (await reader.exactly(4))?.readUInt32BE(0)
  if (length === undefined || length > frameBytes) throw damaged()
  const bytes = length === 0 ? Buffer.alloc(0) : await reader.exactly(length)
  if (!bytes) throw damaged()
  return bytes
}

function headingOf(bytes: Buffer): PartHeading {
  try {
    return JSON.parse(bytes.toString()) as PartHeading
  } catch {
    // As above: Kontor writes nothing but JSON here.
    throw damaged()
  }
}

function checkListed(found: readonly Omit<ListedPart, 'rows'>[], listed: readonly ListedPart[]): void {
  const isSame = (one: Omit<ListedPart, 'rows'>, at: number): boolean => {
    const other = listed[at]
    return one.part === other?.part && one.name === other.name && one.sha256 === other.sha256
  }
  if (found.length !== listed.length || !found.every(isSame)) throw damaged()
}

async function* repeated(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}
