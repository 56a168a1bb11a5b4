import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'

export type TextStore = {
  readonly count: () => number
  readonly bytes: () => number
  readonly add: (text: string) => void
  readonly get: (number: number) => string
  readonly close: () => void
}

const blockBytes = 1 << 20

/**
 * Texts by number, kept as bytes one after the other in blocks: the first blocks in memory, the others in a
 * file. Millions of texts so take little memory, and reading them in order touches the disk rarely.
 */
export function textStore(blocksInMemory = 48): TextStore {
  const blocks: Buffer[] = []
  const file = blockFile(blocksInMemory)
  let tail = Buffer.alloc(blockBytes)
  let tailNumber = 0
  let used = 0
  let offsets = new Uint32Array(1 << 14)
  let count = 0
  const blockAt = (number: number) => (number === tailNumber ? tail : (blocks[number] ?? file.read(number)))

  function append(bytes: Buffer): void {
    for (let from = 0; from < bytes.length;) {
      const at = used - tailNumber * blockBytes
      const copied = bytes.copy(tail, at, from, from + blockBytes - at)
      used += copied
      from += copied
      if (at + copied < blockBytes) continue
      if (blocks.length < blocksInMemory) {
        blocks.push(tail)
        tail = Buffer.alloc(blockBytes)
      } else file.write(tailNumber, tail)
      tailNumber += 1
    }
  }

  return {
    count: () => count,
    bytes: () => used,
    add(text) {
      if (count + 1 >= offsets.length) {
        const longer = new Uint32Array(offsets.length * 2)
        longer.set(offsets)
        offsets = longer
      }
      append(Buffer.from(text, 'utf8'))
      count += 1
      offsets[count] = used
    },
    get(number) {
      if (number < 0 || number >= count) return ''
      return textBetween(blockAt, offsets[number] ?? 0, offsets[number + 1] ?? 0)
    },
    close: () => file.close(),
  }
}

function textBetween(blockAt: (number: number) => Buffer, start: number, end: number): string {
  const first = Math.floor(start / blockBytes)
  if (end <= (first + 1) * blockBytes) {
    return blockAt(first).toString('utf8', start - first * blockBytes, end - first * blockBytes)
  }
  const pieces: Buffer[] = []
  for (let at = start; at < end;) {
    const number = Math.floor(at / blockBytes)
    const stop = Math.min(end, (number + 1) * blockBytes)
    pieces.push(Buffer.from(blockAt(number).subarray(at - number * blockBytes, stop - number * blockBytes)))
    at = stop
  }
  return Buffer.concat(pieces).toString('utf8')
}

const cachedBlocks = 8

/** Blocks from a given number on, in a file without a name: it goes with the process, however that ends. */
function blockFile(firstNumber: number) {
  const cache = new Map<number, Buffer>()
  let handle: number | undefined
  const position = (number: number) => (number - firstNumber) * blockBytes
  return {
    write(number: number, block: Buffer) {
      handle ??= namelessFile()
      writeSync(handle, block, 0, blockBytes, position(number))
    },
    read(number: number): Buffer {
      const known = cache.get(number)
      if (known) return known
      const block = Buffer.alloc(blockBytes)
      if (handle !== undefined) readSync(handle, block, 0, blockBytes, position(number))
      const oldest = cache.keys().next().value
      if (cache.size >= cachedBlocks && oldest !== undefined) cache.delete(oldest)
      cache.set(number, block)
      return block
    },
    close() {
      if (handle !== undefined) closeSync(handle)
      handle = undefined
    },
  }
}

function namelessFile(): number {
  const path = join(tmpdir(), `kontor-texts-${randomUUID()}`)
  const handle = openSync(path, 'wx+', 0o600)
  unlinkSync(path)
  return handle
}
