import { open, mkdir, rm, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { newId } from '#model'

type Piece = { readonly at: number; readonly bytes: number }
type Waiting = Buffer | Piece

const memoryBytes = 4 * 1024 * 1024

/**
 * Takes content as fast as it comes and gives it out at its reader's pace, so that a slow line holds no
 * connection of the database. What does not fit into some memory waits in a file of the folder, which goes
 * with the reader.
 */
export async function* spooled(content: AsyncGenerator<Buffer>, folder: string): AsyncGenerator<Buffer> {
  const waiting: Waiting[] = []
  const file = overflow(folder)
  let [bytes, ended, givenUp] = [0, false, false]
  let failure: { readonly error: unknown } | undefined
  let wake = () => {}
  const taking = (async () => {
    try {
      for await (const piece of content) {
        if (givenUp) return
        // Once something waits in the file, what follows stands behind it.
        const fits = bytes + piece.length <= memoryBytes
        waiting.push(fits ? piece : await file.put(piece))
        bytes += fits ? piece.length : 0
        wake()
      }
    } catch (error) {
      failure = { error }
    } finally {
      ended = true
      wake()
    }
  })()
  try {
    for (;;) {
      const next: Waiting | undefined = waiting.shift()
      if (next === undefined && failure) throw failure.error
      if (next === undefined && ended) return
      if (next === undefined) await new Promise<void>((resolve) => (wake = resolve))
      else if ('bytes' in next) yield await file.take(next)
      else {
        bytes -= next.length
        yield next
      }
    }
  } finally {
    givenUp = true
    await content.return(undefined)
    await taking
    await file.remove()
  }
}

/** A file that is made when something has to wait in it. */
function overflow(folder: string) {
  const place = path.join(folder, newId())
  let handle: FileHandle | undefined
  let end = 0
  return {
    async put(piece: Buffer): Promise<Piece> {
      if (!handle) await mkdir(folder, { recursive: true, mode: 0o700 })
      handle ??= await open(place, 'wx+', 0o600)
      const at = end
      end += piece.length
      // A disk that is nearly full takes less than it is given before it says so.
      for (let from = 0; from < piece.length;)
        from += (await handle.write(piece, from, piece.length - from, at + from)).bytesWritten
      return { at, bytes: piece.length }
    },
    async take({ at, bytes }: Piece): Promise<Buffer> {
      const piece = Buffer.allocUnsafe(bytes)
      await handle?.read(piece, 0, bytes, at)
      return piece
    },
    async remove(): Promise<void> {
      await handle?.close()
      if (handle) await rm(place, { force: true })
    },
  }
}
