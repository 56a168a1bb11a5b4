import { createEngine } from '#engine'
import { createServer, openLog } from '#server'
import { modules } from '../../modules/index.ts'

/** A server in a process of its own on the database that is named; it says on which port it listens. */
const [databaseUrl = '', schema = '', dataFolder = ''] = process.argv.slice(2)
const log = openLog()
const engine = await createEngine({
  ...{ databaseUrl, schema, dataFolder, modules, connections: 6 },
  log: (text, error) => log.error({ err: error }, text),
})
const server = await createServer(engine, { logger: log })
const url = await server.listen({ host: '127.0.0.1', port: 0 })
await engine.jobs.start()
engine.chain.start()
process.stdout.write(`listening ${url}\n`)
process.once('SIGTERM', () => {
  engine.database.ending()
  void server
    .close()
    .then(() => engine.close())
    .then(() => process.exit(0))
})
