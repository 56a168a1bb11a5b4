import { createServer } from '#server'
import { tcpProxy, type TcpProxy } from '#testing'
import { createEngine, type Engine } from '#engine'
import { serverProcess, type ServerProcess } from '../../testing/faults/server-process.ts'
import { caller, until, type Caller, type Office } from '../scenarios/office.ts'

type T = { after(release: () => Promise<void>): void }

/** Another server process on the office's database, with a network between them that can be broken. */
export async function secondServer(
  t: T,
  { engine }: Office,
  more: Partial<Parameters<typeof serverProcess>[1]> = {},
): Promise<ServerProcess & { readonly network: TcpProxy }> {
  const { databaseUrl, schema = 'public', dataFolder } = engine.options
  const network = await tcpProxy(t, databaseUrl)
  const server = await serverProcess(t, { databaseUrl: network.url, schema, dataFolder, ...more })
  return { ...server, network }
}

/** A server in this process on the office's database, with a network between them that can be broken. */
export async function serverBeyond(
  t: T,
  { engine: { options } }: Office,
  how: Parameters<typeof createServer>[1] = {},
): Promise<{
  readonly url: string
  readonly engine: Engine
  readonly network: TcpProxy
  /** How many connections of clients are open. */
  open(): Promise<number>
}> {
  const network = await tcpProxy(t, options.databaseUrl)
  const engine = await createEngine({ ...options, databaseUrl: network.url })
  const server = await createServer(engine, how)
  const url = await server.listen({ port: 0, host: '127.0.0.1' })
  t.after(async () => {
    network.mend()
    await server.close()
    await engine.close()
  })
  const open = () =>
    new Promise<number>((resolve, reject) =>
      server.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
    )
  return { url, engine, network, open }
}

/** The same person at the door of another server. */
export function at(url: string, { key }: Caller): Office['anyone'] {
  return caller(url, { authorization: `Bearer ${key}` })
}

/** What a stream of events of this person's at another server has told so far. */
export async function heardAt(
  t: { after(release: () => void): void },
  url: string,
  { key }: Caller,
): Promise<() => string> {
  const ending = new AbortController()
  t.after(() => ending.abort())
  const stream = await fetch(`${url}/api/v1/events`, {
    headers: { authorization: `Bearer ${key}` },
    signal: ending.signal,
  })
  let told = ''
  const reading = async () => {
    for await (const piece of stream.body ?? []) told += Buffer.from(piece).toString()
  }
  reading().catch(() => {
    // The test is over.
  })
  await until(async () => told.includes('id: '))
  return () => told
}
