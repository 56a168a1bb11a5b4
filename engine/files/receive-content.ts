import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { newId } from '#model'
import { Problem } from '../errors.ts'
import { said } from '../said/said.ts'
import { diskFailure } from './disk-failure.ts'

export type Received = {
  readonly localFile: string
  readonly hash: string
  readonly size: number
  readonly head: Buffer
}

/** No single file is longer. */
export const mostFileBytes = 256 * 1024 * 1024
/** As much of the beginning as telling the type of a file needs. */
const headBytes = 4_100

/**
 * Writes what comes in to a file of its own in the folder, and says what it was. Throws a 413 for more than a
 * file may hold, or as `hear` does of what comes, and leaves nothing behind then.
 */
export async function receiveContent(
  content: Readable,
  folder: string,
  hear: (bytes: number) => void = () => {},
): Promise<Received> {
  await mkdir(folder, { recursive: true })
  const localFile = path.join(folder, newId())
  const hash = createHash('sha256')
  let size = 0
  let head = Buffer.alloc(0)
  async function* measured(pieces: AsyncIterable<Buffer>) {
    for await (const piece of pieces) {
      size += piece.length
      if (size > mostFileBytes) throw tooLarge()
      hear(piece.length)
      hash.update(piece)
      if (head.length < headBytes) head = Buffer.concat([head, piece.subarray(0, headBytes - head.length)])
      yield piece
    }
  }
  try {
    await pipeline(content, measured, createWriteStream(localFile, { flush: true }))
  } catch (error) {
    await rm(localFile, { force: true })
    throw diskFailure(error)
  }
  return { localFile, hash: hash.digest('hex'), size, head }
}

function tooLarge(): Problem {
  return new Problem(
    413,
    'tooLarge',
    said('A file may hold at most {most} MB. Send a smaller one.', { most: mostFileBytes / 1024 / 1024 }),
  )
}
