import net from 'node:net'
import type { Readable } from 'node:stream'

export type Verdict = { readonly isClean: true } | { readonly isClean: false; readonly finding: string }

/** The scanner does not answer, or not as clamd does; `tooLarge`: it takes no stream of that length. */
export class ScannerFailure extends Error {
  readonly tooLarge: boolean
  /** It closed the line while it was being spoken to. */
  readonly brokeOff: boolean

  constructor(message: string, { tooLarge = false, brokeOff = false } = {}) {
    super(message)
    this.name = 'ScannerFailure'
    this.tooLarge = tooLarge
    this.brokeOff = brokeOff
  }
}

/** Where clamd listens: `tcp://host:port`, or `unix:/run/clamav/clamd.ctl`. */
export type ClamdPlace = { readonly host: string; readonly port: number } | { readonly path: string }

/** Throws an Error that says how it is written. */
export function clamdPlace(address: string): ClamdPlace {
  if (address.startsWith('unix:/')) return { path: address.slice('unix:'.length).replace(/^\/+/, '/') }
  const url = URL.parse(address)
  if (url?.protocol === 'tcp:' && url.hostname !== '')
    return { host: url.hostname.replaceAll(/[[\]]/g, ''), port: Number(url.port || 3_310) }
  throw new Error(`KONTOR_CLAMD is “${address}”. Write it as tcp://host:3310, or unix:/run/clamav/clamd.ctl.`)
}

const chunkBytes = 64 * 1024
const longestAnswer = 4_096

/**
 * Has clamd look through content (its command INSTREAM: pieces with their length before them, and an empty
 * one at the end). Throws a ScannerFailure where nothing is heard for so long, or
 * nothing that clamd would say.
 */
export async function scanStream(
  place: ClamdPlace,
  content: Readable,
  idleMilliseconds: number,
): Promise<Verdict> {
  const answer = await hear(place, content, idleMilliseconds).catch(async (error: unknown) => {
    if (!(error instanceof ScannerFailure && error.brokeOff)) throw error
    // Clamd closes on what is too long for it, and its word of that may be lost: if it is there, it was so.
    await pingScanner(place, idleMilliseconds)
    throw new ScannerFailure(error.message, { tooLarge: true })
  })
  if (answer === 'stream: OK') return { isClean: true }
  const finding = /^stream: (.+) FOUND$/.exec(answer)?.[1]
  if (finding) return { isClean: false, finding }
  throw new ScannerFailure(answer, { tooLarge: answer.includes('size limit exceeded') })
}

function hear(place: ClamdPlace, content: Readable, idleMilliseconds: number): Promise<string> {
  return converse(place, idleMilliseconds, async (write) => {
    await write(Buffer.from('zINSTREAM\0'))
    for await (const piece of content as AsyncIterable<Buffer>) {
      for (let at = 0; at < piece.length; at += chunkBytes) {
        const chunk = piece.subarray(at, at + chunkBytes)
        const length = Buffer.alloc(4)
        length.writeUInt32BE(chunk.length)
        await write(length)
        await write(chunk)
      }
    }
    await write(Buffer.alloc(4))
  }).finally(() => content.destroy())
}

/** Whether clamd is there. Throws a ScannerFailure. */
export async function pingScanner(place: ClamdPlace, idleMilliseconds: number): Promise<void> {
  const answer = await converse(place, idleMilliseconds, (write) => write(Buffer.from('zPING\0')))
  if (answer !== 'PONG') throw new ScannerFailure(answer)
}

type Write = (bytes: Buffer) => Promise<void>

/** Says something and hears the answer, up to its end. Clamd may answer before it has heard all. */
function converse(
  place: ClamdPlace,
  idleMilliseconds: number,
  say: (write: Write) => Promise<void>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(place)
    let heard = ''
    const end = (failure: string | null, code?: string) => {
      socket.destroy()
      const brokeOff = code === 'EPIPE' || code === 'ECONNRESET'
      if (failure === null) resolve(heard.split('\0')[0]?.trim() ?? '')
      else reject(new ScannerFailure(failure, { brokeOff }))
    }
    socket.setTimeout(idleMilliseconds, () => end('It did not answer in time.'))
    socket.on('error', (error: NodeJS.ErrnoException) =>
      end(heard.includes('\0') ? null : error.message, error.code),
    )
    socket.on('data', (bytes) => {
      heard += bytes.toString('utf8')
      if (heard.includes('\0')) end(null)
      else if (heard.length > longestAnswer) end('Its answer has no end.')
    })
    socket.on('close', () => end(heard.includes('\0') ? null : 'It closed the line without an answer.'))
    const write: Write = (bytes) =>
      new Promise((done, failed) => {
        socket.write(bytes, (error) => (error ? failed(error) : done()))
      })
    // What goes wrong while speaking is heard by the socket itself; content that cannot be read ends it.
    socket.once(
      'connect',
      () => void say(write).catch((error: NodeJS.ErrnoException) => end(error.message, error.code)),
    )
  })
}
