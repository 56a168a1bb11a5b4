import { randomInt } from 'node:crypto'
import net from 'node:net'

const attempts = 50

/**
 * A TCP port of this machine that nobody uses at the moment, from a range of which no system gives out ports
 * by itself: between this answer and its use no connection nor server of another test can take it.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const port = randomInt(20_000, 32_000)
    if (await isFree(port)) return port
  }
  throw new Error('No free port was found.')
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
