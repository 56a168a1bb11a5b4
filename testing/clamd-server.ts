import { rmSync } from 'node:fs'
import net, { type AddressInfo } from 'node:net'

/** What every scanner finds, and does no harm (EICAR); put together here, so that this file is not it. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')

/** How it behaves: as it should, silently, closing in the middle, talking nonsense, or taking little only. */
export type ClamdMood = 'well' | 'silent' | 'cut' | 'nonsense' | 'endless' | 'small'

export type ClamdServer = {
  /** For KONTOR_CLAMD. */
  readonly address: string
  mood: ClamdMood
  /** How many bytes of content it was given in each stream, in how many pieces. */
  readonly streams: { readonly bytes: number; readonly pieces: number }[]
  goAway(): Promise<void>
  comeBack(): Promise<void>
}

type Hooks = { after(release: () => Promise<void>): void }

const smallBytes = 100

/** A server that speaks the protocol of clamd, on a free port or at a path. */
export async function clamdServer(t: Hooks, { at }: { at?: string } = {}): Promise<ClamdServer> {
  const open = new Set<net.Socket>()
  const streams: ClamdServer['streams'] = []
  const self = { mood: 'well' as ClamdMood }
  let server: net.Server | null = null
  let port = 0
  const serve = (socket: net.Socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    // Who is cut off in the middle is no failure of the server.
    socket.on('error', () => {})
    let heard = Buffer.alloc(0)
    socket.on('data', (bytes) => {
      heard = Buffer.concat([heard, bytes])
      const said = answerTo(heard, self.mood, streams)
      if (said === 'cut') socket.destroy()
      else if (said !== null) socket.write(said, () => self.mood !== 'endless' && socket.end())
    })
  }
  const goAway = async () => {
    const gone = server
    server = null
    for (const socket of open) socket.destroy()
    if (gone) await new Promise((resolve) => gone.close(resolve))
  }
  const comeBack = async () => {
    const next = net.createServer(serve)
    if (at) rmSync(at, { force: true })
    await new Promise<void>((resolve) =>
      at ? next.listen(at, resolve) : next.listen(port, '127.0.0.1', resolve),
    )
    if (!at) port = (next.address() as AddressInfo).port
    server = next
  }
  await comeBack()
  t.after(goAway)
  const address = at ? `unix:${at}` : `tcp://127.0.0.1:${port}`
  return Object.assign(self, { address, streams, goAway, comeBack })
}

/** What clamd says to what it has heard so far; null while it listens. */
function answerTo(
  heard: Buffer,
  mood: ClamdMood,
  streams: { bytes: number; pieces: number }[],
): string | 'cut' | null {
  const end = heard.indexOf(0)
  if (end < 0 || mood === 'silent') return null
  const command = heard.subarray(0, end).toString()
  if (command === 'zPING') return mood === 'nonsense' ? 'HELLO\0' : 'PONG\0'
  if (command !== 'zINSTREAM') return 'UNKNOWN COMMAND\0'
  let [at, pieces] = [end + 1, 0]
  const content: Buffer[] = []
  for (;;) {
    if (heard.length < at + 4) return null
    const length = heard.readUInt32BE(at)
    if (length === 0) break
    if (mood === 'cut') return 'cut'
    if (heard.length < at + 4 + length) return null
    content.push(heard.subarray(at + 4, at + 4 + length))
    at += 4 + length
    pieces += 1
    const so = content.reduce((sum, piece) => sum + piece.length, 0)
    if (mood === 'small' && so > smallBytes) return 'INSTREAM size limit exceeded. ERROR\0'
  }
  const whole = Buffer.concat(content)
  streams.push({ bytes: whole.length, pieces })
  if (mood === 'nonsense') return '<html>200</html>\0'
  if (mood === 'endless') return 'x'.repeat(5_000)
  return whole.includes(eicar) ? 'stream: Eicar-Signature FOUND\0' : 'stream: OK\0'
}
