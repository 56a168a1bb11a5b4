import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { startPostgres } from '#postgres'
import { fastFolder, orphans } from './fast-folder.ts'
import { keeperAddress, keeperName } from './keeper-address.ts'

let lingerSeconds = 20

/**
 * Keeps one fast PostgreSQL for all test processes of this working tree. Each holds a connection here as long
 * as it lives; some seconds after the last one went, the database stops and its files vanish.
 */
async function postgresKeeper(): Promise<void> {
  const folder = path.join(fastFolder(), `${keeperName}-${process.pid}`)
  const visitors = new Set<net.Socket>()
  const server = net.createServer()
  const listening = listen(server)
  const postgres = listening.then(clearOrphans).then(() => startPostgres(folder, { durable: false }))
  let leaving: NodeJS.Timeout | undefined
  const leave = async (): Promise<void> => {
    server.close()
    const running = await postgres.catch(() => undefined)
    await running?.stop()
    fs.rmSync(folder, { recursive: true, force: true })
    process.exit(0)
  }
  const leaveIfAlone = (): void => {
    clearTimeout(leaving)
    if (visitors.size === 0) leaving = setTimeout(() => void leave(), lingerSeconds * 1_000)
  }
  server.on('connection', (visitor) => {
    clearTimeout(leaving)
    visitors.add(visitor)
    visitor.on('error', () => visitor.destroy())
    visitor.on('data', () => {
      // The one word that visitors say: they want it gone as soon as nobody is left.
      lingerSeconds = 0
      visitor.destroy()
    })
    visitor.on('close', () => void (visitors.delete(visitor) && leaveIfAlone()))
    postgres.then(
      ({ url }) => visitor.write(`${JSON.stringify({ url })}\n`),
      (error: Error) => visitor.end(`${JSON.stringify({ problem: error.message })}\n`),
    )
  })
  await listening
  leaveIfAlone()
  await postgres.catch(() => leave())
}

/** Ends the process if another keeper has the address: whoever asked for this one finds that. */
async function listen(server: net.Server): Promise<void> {
  if (await isAnswered()) process.exit(0)
  if (process.platform === 'darwin') fs.rmSync(keeperAddress, { force: true })
  server.once('error', () => process.exit(0))
  await new Promise<void>((resolve) => server.listen(keeperAddress, resolve))
}

function isAnswered(): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.connect(keeperAddress)
    probe.once('connect', () => resolve(true)).once('error', () => resolve(false))
    probe.once('connect', () => probe.destroy())
  })
}

/** Stops and removes what keepers that were killed left behind. */
async function clearOrphans(): Promise<void> {
  for (const folder of orphans(keeperName)) {
    if (fs.existsSync(path.join(folder, 'cluster', 'postmaster.pid'))) {
      const orphan = await startPostgres(folder, { durable: false, share: true }).catch(() => undefined)
      await orphan?.stop()
    }
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

await postgresKeeper()
