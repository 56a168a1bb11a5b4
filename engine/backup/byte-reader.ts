/** Takes a stream of bytes apart into pieces of wanted lengths, and holds no more than it must. */
export type ByteReader = {
  /** So many bytes, or null where fewer are left. */
  exactly(length: number): Promise<Buffer | null>
  /** Up to and with the byte, or null where it does not come within so many bytes. */
  through(byte: number, most: number): Promise<Buffer | null>
  /** Lets go of the stream, read to its end or not. */
  close(): Promise<void>
}

export function byteReader(bytes: AsyncIterable<Buffer>): ByteReader {
  const source = bytes[Symbol.asyncIterator]()
  let pieces: Buffer[] = []
  let held = 0

  async function more(): Promise<boolean> {
    const next = await source.next()
    if (next.done) return false
    pieces.push(next.value)
    held += next.value.length
    return true
  }

  function take(length: number): Buffer {
    const all = pieces.length === 1 ? (pieces[0] ?? Buffer.alloc(0)) : Buffer.concat(pieces)
    pieces = all.length > length ? [all.subarray(length)] : []
    held = all.length - length
    return all.subarray(0, length)
  }

  return {
    async exactly(length) {
      while (held < length) if (!(await more())) return null
      return take(length)
    },
    async through(byte, most) {
      for (;;) {
        const all = Buffer.concat(pieces)
        pieces = [all]
        const at = all.subarray(0, most).indexOf(byte)
        if (at >= 0) return take(at + 1)
        if (held >= most || !(await more())) return null
      }
    },
    async close() {
      await source.return?.()
    },
  }
}
