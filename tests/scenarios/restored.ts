import path from 'node:path'
import type { TestContext } from 'node:test'
import {
  createEngine,
  openDatabase,
  readBackup,
  readMigrations,
  restoreBackup,
  writeBackup,
  type Engine,
} from '#engine'
import { freshDatabase } from '#testing'
import { modules } from '../../modules/index.ts'
import type { Office } from './office.ts'

/** A backup of the office as it is now, and where its data would be restored to. */
export async function backedUp({ engine }: Office, folder: string): Promise<string> {
  const file = path.join(folder, 'office.backup')
  await writeBackup({ database: engine.database, dataFolder: engine.options.dataFolder }, file, {})
  return file
}

/** The office as a backup has it, in an empty place. */
export async function restoredFrom(t: TestContext, file: string, dataFolder: string): Promise<Engine> {
  const { url, schema } = await freshDatabase(t)
  const database = openDatabase({ url, schema, connections: 4 })
  const migrations = await readMigrations()
  const checked = await readBackup(file, { migrations })
  await restoreBackup({ database, dataFolder }, checked, { migrations })
  await database.close()
  const engine = await createEngine({ databaseUrl: url, schema, dataFolder, modules })
  t.after(() => engine.close())
  return engine
}
