import { createEngine } from '#engine'
import { createServer } from '#server'
import { modules } from '../modules/index.ts'

/** Kontor itself, as `npm start` runs it, on the database of the benchmark. */
const [, , databaseUrl = '', schema = 'kontor', dataFolder = ''] = process.argv
const engine = await createEngine({ databaseUrl, schema, dataFolder, modules })
const app = await createServer(engine, {})
process.on('SIGINT', () => process.exit(0))
await app.listen({ host: '127.0.0.1', port: 0 })
const address = app.server.address()
process.stdout.write(`listening ${typeof address === 'object' && address ? address.port : 0}\n`)
