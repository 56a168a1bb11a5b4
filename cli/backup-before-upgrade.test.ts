import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { createEngine, openDatabase, readBackup, readMigrations, restoreBackup, sql } from '#engine'
import { freshDatabase } from '#testing'
import { modules } from '../modules/index.ts'
import { backupBeforeUpgrade, expectUpToDate } from './backup-before-upgrade.ts'

/** Made by the program as it was with its first three migrations. */
const older = path.join(import.meta.dirname, '..', 'tests', 'fixtures', 'kontor-0003.backup')
const program = path.join(import.meta.dirname, '..', 'bin', 'kontor')
const secret = '5e'.repeat(32)

test('a backup of an older version restores; its data are backed up before they are upgraded, once', async (t) => {
  const { url, schema } = await freshDatabase(t)
  const dataFolder = await mkdtemp(path.join(os.tmpdir(), 'kontor-older-'))
  t.after(() => rm(dataFolder, { recursive: true, force: true }))
  const database = openDatabase({ url, schema, connections: 3 })
  t.after(() => database.close())
  const all = await readMigrations()
  const migrations = all.filter(({ number }) => number <= 3)
  const place = { url, schema, dataFolder }
  const said: string[] = []
  const backUp = () => backupBeforeUpgrade(place, secret, (sentence) => void said.push(sentence))
  assert.equal(await backUp(), null, 'there is nothing yet')
  // The place of an older version, as that version would have left it.
  await restoreBackup({ database, dataFolder }, await readBackup(older, { migrations, secret }), {
    ...{ migrations, secret },
  })
  // Who asks something of them does not bring them up to date unasked.
  const env = { ...process.env, DATABASE_URL: url, KONTOR_SCHEMA: schema, KONTOR_DATA: dataFolder }
  const asked = spawnSync(program, ['verify'], { env, encoding: 'utf8' })
  assert.deepEqual([asked.status, asked.stdout], [1, ''])
  assert.match(
    asked.stderr,
    /^The data were written by an earlier Kontor \(its step 3, .+: start this one first/,
  )
  assert.equal((await database.query(sql`select from migration`)).length, 3)
  const file = await backUp()
  assert.match(said.join('\n'), /Backed up to \S+before-upgrade-3-to-\d+-\S+\.backup\./)
  const { about } = await readBackup(file ?? '', { migrations: all, secret })
  assert.equal(about.migrations.length, 3)
  // One that breaks off and is tried again and again does not fill the disk.
  assert.equal(await backUp(), file)
  assert.match(said.at(-1) ?? '', /backed up before this upgrade began, to .+, and nobody changed them/)
  await database.query(
    sql`insert into audit_entry (change, source, object, action)
        values (gen_random_uuid(), 'migration', 'catalog', 'step'), (gen_random_uuid(), 'system', 'catalog', 'other')`,
  )
  const later = await backUp()
  assert.notEqual(later, file)
  await database.query(
    sql`insert into audit_entry (change, source, object, action)
        values (gen_random_uuid(), 'migration', 'catalog', 'step')`,
  )
  assert.equal(await backUp(), later, 'what the upgrade itself wrote is no change of anybody')

  const engine = await createEngine({ databaseUrl: url, schema, dataFolder, modules, connections: 4 })
  t.after(() => engine.close())
  assert.deepEqual(await engine.verify(), [])
  const root = await engine.access.systemActor('test')
  const items = async (object: string, query: object) =>
    (JSON.parse(await engine.records.list(root, object, query)) as { items: Record<string, unknown>[] }).items
  const [customer] = await items('customer', { where: { name: 'SIA Rīgas Osta' } })
  // Since then more readings of Han names are known: a job has the records searched by them.
  const spoken = { name: '成都宏图重工有限责任公司' }
  const bySearch = () => items('party', { search: 'chengduhongtuzhonggong', fields: 'name' })
  await engine.jobs.drain()
  assert.deepEqual(
    (await bySearch()).map(({ name }) => name),
    [spoken.name],
  )
  assert.deepEqual(await engine.verify(), [])
  assert.deepEqual([customer?.['city'], customer?.['creditLimit']], ['Liepāja', '1200.50'])
  const [rental] = await items('x_rental', { fields: 'x_total' })
  assert.equal(rental?.['x_total'], '87.50')
  const [kept] = await database.query<{ id: string }>(sql`select id from file where name = 'agreement.txt'`)
  const found = await engine.files.find(root, kept?.id ?? '')
  assert.equal((await buffer(await engine.files.open(found))).toString(), 'An agreement of 2026.\n')
  assert.equal(await backUp(), null, 'it is up to date')
  await expectUpToDate({ url, schema })
})
