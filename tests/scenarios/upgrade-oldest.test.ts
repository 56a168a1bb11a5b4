import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { test, type TestContext } from 'node:test'
import {
  createEngine,
  id,
  join,
  openDatabase,
  readBackup,
  readMigrations,
  restoreBackup,
  sql,
  type Database,
  type Engine,
} from '#engine'
import { freshDatabase } from '#testing'
import { readByTheDocument } from '../../engine/backup/reader-by-the-document-for-test.ts'
import { modules } from '../../modules/index.ts'
import { rehearseUpgrade } from '../../testing/upgrade/rehearse-upgrade.ts'

const secret = '5e'.repeat(32)

/**
 * Made by the program as it was with its first 107 migrations, of an office that had used all that there was:
 * objects and fields of its own, papers, imports that ran, were taken back and wait, a merge, a freeze, a
 * share, an erasure.
 */
const older = path.join(import.meta.dirname, '..', 'fixtures', 'kontor-0107.backup')

/** Tables of which later versions change rows that were there, and why that is no loss. */
const changedSince: Readonly<Record<string, string>> = {
  engine_state: 'what was seeded',
  grant: 'what later steps give to the posts that every group begins with; the log tells it, and is proved',
}

test('a filled place of the oldest version is backed up and brought to the present, step by step', async (t) => {
  const { url, schema } = await freshDatabase(t)
  const dataFolder = await folderFor(t)
  const parties = 2_000
  const { steps, backupFile } = await rehearseUpgrade({ url, schema, dataFolder, parties, say: () => {} })
  const migrations = await readMigrations()
  const missing = migrations.filter(({ number }) => number > 3)
  assert.deepEqual(
    steps.slice(0, -1),
    missing.map(({ name }, at) => `${at} of ${missing.length} ${name}`),
  )
  // What was put aside is the place as it was, whole, for the version that made it.
  const { about } = await readBackup(backupFile, { migrations, secret })
  assert.equal(about.migrations.length, 3)
})

test('a backup of an older version is restored with every row and file as it was, proved, and can be worked on', async (t) => {
  const { url, schema } = await freshDatabase(t)
  const dataFolder = await folderFor(t)
  const database = openDatabase({ url, schema, connections: 3 })
  t.after(() => database.close())
  const options = { migrations: await readMigrations(), secret }
  const checked = await readBackup(older, options)
  assert.ok(checked.about.migrations.length < options.migrations.length)
  await restoreBackup({ database, dataFolder }, checked, options)

  const engine = await createEngine({ databaseUrl: url, schema, dataFolder, modules, connections: 4 })
  t.after(() => engine.close())
  assert.deepEqual(await engine.verify({ files: true }), [])
  assert.deepEqual(await lostRows(database), [])
  await reasonsStand(engine)
  const root = await engine.access.systemActor('test')
  const list = async (object: string, query: object) =>
    (JSON.parse(await engine.records.list(root, object, query)) as { items: Record<string, unknown>[] }).items
  const [osta] = await list('customer', { where: { name: 'SIA Rīgas Osta' } })
  assert.deepEqual([osta?.['creditLimit'], osta?.['x_tier'], osta?.['paymentDays']], ['1200.50', 'b', 45])
  const [rental] = await list('x_rental', {})
  assert.equal(rental?.['x_total'], '87.50')
  await engine.records.update(root, 'x_rental', String(rental?.['id']), { x_days: 2 })
  await engine.records.update(root, 'customer', String(osta?.['id']), { city: 'Jelgava' })
  assert.deepEqual(await engine.verify(), [])
})

/** A reason that was a text names a record now, in what the log holds of the time before as well. */
async function reasonsStand(engine: Engine): Promise<void> {
  const root = await engine.access.systemActor('test')
  const actor = { ...root, language: 'lv' as const }
  const asked = { where: { statusReason: 'businessRisk' }, fields: ['name', 'statusReason'] }
  const list = async (query: object) =>
    (JSON.parse(await engine.records.list(actor, 'customer', { ...asked, ...query })) as { items: Frozen[] })
      .items
  const [now] = await list({})
  assert.deepEqual([now?.name, now?.statusReason.title], ['Lēnais Maksātājs', 'Biznesa risks'])
  const record = String(now?.id)
  const { items } = JSON.parse(await engine.history.of(actor, 'customer', record, {})) as { items: Told[] }
  const [told] = items.flatMap(({ changes }) => changes.filter(({ field }) => field === 'statusReason'))
  assert.deepEqual([told?.before, told?.after], [null, now?.statusReason])
  const frozen = items.find(({ changes }) => changes.some(({ field }) => field === 'statusReason'))
  const { change } = await engine.records.run(root, 'customer', record, 'reactivate', { reason: 'settled' })
  // The list as it was, made of the log alone, and the way back to it.
  const [then] = await list({ asOf: new Date(Date.parse(frozen?.at ?? '') + 1).toISOString() })
  assert.deepEqual(then?.statusReason, now?.statusReason)
  await engine.undo(root, change)
  assert.deepEqual((await list({}))[0]?.statusReason, now?.statusReason)
  const back = await engine.undo(root, String(frozen?.change))
  assert.deepEqual((back as { kept: unknown }).kept, [])
  assert.deepEqual(await list({}), [])
}

type Frozen = {
  readonly id: string
  readonly name: string
  readonly statusReason: { readonly title: string }
}
type Told = {
  readonly at: string
  readonly change: string
  readonly changes: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[]
}

/** Rows of the backup, as a reader of its own finds them, that are not in the database as they were. */
async function lostRows(database: Database): Promise<string[]> {
  const lost: string[] = []
  for (const { part, name, columns = [], body } of readByTheDocument(await readFile(older), secret)) {
    if (part !== 'table') continue
    const there = await rowsOf(database, name, columns)
    const missing = body
      .toString()
      .split('\n')
      .filter((row) => !there.has(row))
    const told = missing.length > 3 ? `${missing.length} rows` : missing.join('; ')
    if (missing.length > 0 && !(name in changedSince)) lost.push(`${name}: ${told}`)
  }
  return lost
}

async function rowsOf(database: Database, table: string, columns: readonly string[]): Promise<Set<string>> {
  const rows = await database.transaction((tx) =>
    text(
      tx.copyOut(
        sql`copy (select ${join(columns.map((column) => asItWas(table, column)))} from ${id(table)} t) to stdout`,
      ),
    ),
  )
  return new Set(rows.split('\n'))
}

/**
 * A column that names records since, with what it held when it was a text; posts that were there from the
 * beginning were not found by their names.
 */
function asItWas(table: string, column: string) {
  if (table === 'post' && column.startsWith('search_'))
    return sql`case when t.key is null then ${id('t', column)} end`
  if (!column.endsWith('__status_reason')) return id('t', column)
  return sql`(select coalesce(r.key, r.name) from status_reason r where r.id = ${id('t', column)})`
}

async function folderFor(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kontor-older-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}
