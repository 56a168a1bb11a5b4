import net from 'node:net'

/** A port of this machine that nobody listens on at the moment: the wanted one if it is free. */
export async function freePort(wanted = 0): Promise<number> {
  return (wanted > 0 ? await opened(wanted) : null) ?? (await opened(0)) ?? 0
}

/** The port that could be opened, and is closed again; null if somebody else has it. */
function opened(port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', (error) => (port === 0 ? reject(error) : resolve(null)))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address() as net.AddressInfo
      server.close(() => resolve(address.port))
    })
  })
}
