import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { begunDatabase, freshDatabase } from '#testing'
import { modules } from '../../modules/index.ts'
import { openDatabase } from '../database/database.ts'
import { raw, sql } from '../database/sql.ts'
import { createEngine } from '../engine.ts'
import { readMigrations } from '../schema/migrate.ts'
import { readBackup } from './read-backup.ts'
import { restoreBackup } from './restore-backup.ts'
import { writeBackup } from './write-backup.ts'

test('a backup that was made while a field became another kind is restored, and the field becomes it there', async (t) => {
  const dataFolder = await mkdtemp(path.join(os.tmpdir(), 'kontor-widening-'))
  t.after(() => rm(dataFolder, { recursive: true, force: true }))
  const engine = await openEngine(t, await begunDatabase(t), dataFolder)
  const root = await engine.access.systemActor('test')
  await engine.catalog.addObject(root, { label: 'Rental' })
  await engine.catalog.addField(root, 'x_rental', { type: 'integer', label: 'Days' })
  await engine.database.transaction((tx) =>
    tx.query(
      raw(`insert into x_rental (id, x_name, x_days)
           select gen_random_uuid(), 'Rental ' || n, n % 4 + 1 from generate_series(1, 6000) n`),
    ),
  )
  await engine.catalog.changeField(root, 'x_rental', 'x_days', { type: 'decimal' })
  const file = path.join(dataFolder, 'widening.backup')
  await writeBackup({ database: engine.database, dataFolder }, file)

  const place = await freshDatabase(t)
  const database = openDatabase({ ...place, connections: 3 })
  t.after(() => database.close())
  const migrations = await readMigrations()
  const folder = path.join(dataFolder, 'restored')
  await restoreBackup({ database, dataFolder: folder }, await readBackup(file, { migrations }), {
    migrations,
  })
  const restored = await openEngine(t, place, folder)
  const actor = await restored.access.systemActor('test')
  await restored.records.create(actor, 'x_rental', { x_name: 'Longest', x_days: 7 })
  await restored.jobs.drain()
  const field = (await restored.catalog.current()).objects.get('x_rental')?.fields.get('x_days')
  assert.equal(field?.field.type, 'decimal')
  const [sums] = await restored.database.query(
    sql`select sum(x_days)::text as sum, count(*)::int as n, pg_typeof(sum(x_days))::text as type from x_rental`,
  )
  assert.deepEqual(sums, { sum: '15007', n: 6001, type: 'numeric' })
})

async function openEngine(t: TestContext, place: { url: string; schema: string }, dataFolder: string) {
  const { url: databaseUrl, schema } = place
  const engine = await createEngine({ databaseUrl, schema, dataFolder, modules, connections: 4 })
  t.after(() => engine.close())
  return engine
}
