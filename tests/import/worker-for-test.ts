import { createEngine } from '#engine'
import { modules } from '../../modules/index.ts'

/** A process that works on jobs until it is killed. */
const [databaseUrl = '', schema = '', dataFolder = ''] = process.argv.slice(2)
const engine = await createEngine({ databaseUrl, schema, dataFolder, modules })
await engine.jobs.start()
// The worker's own timer would not keep the process.
setInterval(() => {}, 1_000)
