import net from 'node:net'

/** A stretch of network between a program and its server, that can be cut and can go silent. */
export type TcpProxy = {
  /** The server's address, with the proxy's in place of its host and port. */
  readonly url: string
  readonly port: number
  /** Ends every connection and takes no new one. */
  cut(): void
  /** Takes everything and passes on nothing: no answer, and no error either. */
  swallow(): void
  /** Passes on again, and for connections that were silent goes on where they were. */
  mend(): void
  /** Ends the connections that are open; new ones are taken. */
  drop(): void
}

/** Stands between whoever uses `url` and the server that `target` names; gone with the test. */
export async function tcpProxy(
  t: { after(release: () => Promise<void>): void },
  target: string,
): Promise<TcpProxy> {
  const to = new URL(target)
  const open = new Set<net.Socket>()
  let state: 'open' | 'cut' | 'silent' = 'open'
  const drop = () => {
    for (const socket of open) socket.destroy()
  }
  const server = net.createServer((near) => {
    if (state === 'cut') return void near.destroy()
    const far = net.connect(Number(to.port || 5432), to.hostname)
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket)
      if (state === 'silent') socket.pause()
      socket.on('data', (piece) => {
        if (!other.write(piece)) socket.pause()
      })
      other.on('drain', () => state === 'open' && socket.resume())
      // Whatever ends one side ends the other, unless nothing passes at all.
      socket.on('error', () => socket.destroy())
      socket.on('end', () => other.end())
      socket.on('close', () => {
        open.delete(socket)
        if (state !== 'silent') other.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(async () => {
    drop()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  })
  const { port } = server.address() as net.AddressInfo
  const url = new URL(target)
  url.hostname = '127.0.0.1'
  url.port = String(port)
  return {
    url: url.href,
    port,
    drop,
    cut() {
      state = 'cut'
      drop()
    },
    swallow() {
      state = 'silent'
      for (const socket of open) socket.pause()
    },
    mend() {
      state = 'open'
      for (const socket of open) socket.resume()
    },
  }
}
