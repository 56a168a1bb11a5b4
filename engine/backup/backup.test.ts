import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdir, appendFile, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { test, type TestContext } from 'node:test'
import { begunDatabase, freshDatabase, objectStorage, type FreshDatabase } from '#testing'
import { modules } from '../../modules/index.ts'
import { openDatabase, type Database } from '../database/database.ts'
import { id, join, sql } from '../database/sql.ts'
import { createEngine, type Engine } from '../engine.ts'
import { dropContents } from '../files/collect-files.ts'
import { diskStore } from '../files/disk-store.ts'
import { introspect } from '../schema/introspect.ts'
import { readMigrations, type Migration } from '../schema/migrate.ts'
import type { BackupOptions, BackupPlace } from './backup.ts'
import { readBackup } from './read-backup.ts'
import { readByTheDocument, rowsOf } from './reader-by-the-document-for-test.ts'
import { heldColumns, recordSchema } from './recorded-schema.ts'
import { restoreBackup } from './restore-backup.ts'
import { writeBackup } from './write-backup.ts'

const key = createHash('sha256').update('a key for tests').digest('hex')
const migrations = await readMigrations()

test('what is restored is the same in every table, file and number to come', async (t) => {
  const { place, engine } = await filled(t)
  const file = path.join(place.dataFolder, 'all.backup')
  const { sha256, ...report } = await writeBackup(place, file, { secret: key })
  assert.equal(
    sha256,
    createHash('sha256')
      .update(await readFile(file))
      .digest('hex'),
  )
  assert.ok(report.rows > 100 && report.tables > 40)
  assert.deepEqual([report.files, report.lost, report.leftOut], [2, [], []])
  assert.equal((await readFile(file)).includes('Osta'), false, 'it is encrypted')
  assert.equal((await stat(file)).mode & 0o077, 0, 'nobody else may read it')
  await readsWithoutKontor(place, file, key)

  const target = await emptyPlace(t)
  const restored = await restore(target, file, { secret: key })
  assert.deepEqual(restored, report)
  assert.deepEqual(await tablesOf(target.database), await tablesOf(place.database))
  assert.deepEqual(await shapeOf(target.database), await shapeOf(place.database))
  assert.deepEqual(await filesOf(target), await filesOf(place))

  const again = await openEngine(t, target)
  assert.deepEqual(await again.verify(), [])
  assert.deepEqual(await tablesOf(target.database), await tablesOf(place.database), 'a start changes nothing')
  const [next, before] = [await newCustomer(again, 'SIA Jaunais'), await newCustomer(engine, 'SIA Jaunais')]
  assert.equal(next['number'], before['number'], 'numbers go on where they stood')
  const actor = await again.access.systemActor('test')
  const { items } = JSON.parse(await again.records.list(actor, 'x_rental', { sort: 'x_name' })) as {
    items: Record<string, unknown>[]
  }
  assert.deepEqual(
    items.map((one) => one['x_total']),
    ['0', '87.50'],
  )
  await again.records.update(actor, 'x_rental', String(items[1]?.['id']), { x_days: 2 })
  const [count] = await again.database.query<{ entries: string; newest: boolean }>(
    sql`select count(*) as entries, bool_and(tx < pg_current_xact_id()) as newest from audit_entry`,
  )
  assert.equal(count?.newest, true, 'no entry is taken for one that is still being written')
})

test('a backup is of one moment, however much is written and cleared away beside it', async (t) => {
  const { place, engine, attachment } = await filled(t)
  const actor = await engine.access.systemActor('test')
  const file = path.join(place.dataFolder, 'moment.backup')
  const before = await tablesOf(place.database)
  let disturbed: Promise<void> | undefined
  const disturb = async (): Promise<void> => {
    await newCustomer(engine, 'SIA Vēlais')
    await engine.records.update(actor, 'customer', attachment.customer, { picture: null })
    await engine.records.remove(actor, 'file', attachment.file)
    const store = diskStore(path.join(place.dataFolder, 'files'))
    assert.equal(await dropContents({ ...engine, store, model: engine.model }, -60), 0)
  }
  await writeBackup(place, file, { progress: () => (disturbed ??= disturb()) })
  assert.ok(disturbed)
  assert.notDeepEqual(await tablesOf(place.database), before)
  const target = await emptyPlace(t)
  await restore(target, file)
  assert.deepEqual(await tablesOf(target.database), before)
  assert.equal((await filesOf(target)).length, 3)
})

test('files that are restored into object storage leave no copy of themselves beside the data', async (t) => {
  const { place } = await filled(t)
  const file = path.join(place.dataFolder, 'moved.backup')
  await writeBackup(place, file)
  const { address, kept } = await objectStorage(t)
  const target = { ...(await emptyPlace(t)), filesUrl: `s3://key:secret@bucket/files?endpoint=${address}` }
  await restore(target, file)
  const left = (await filesOf(target)).map(([name]) => name)
  assert.deepEqual([kept.size, left.filter((name) => name.startsWith('files'))], [2, []])
})

test('a backup of an older version is restored into a newer one', async (t) => {
  const { place } = await filled(t)
  const file = path.join(place.dataFolder, 'older.backup')
  await writeBackup(place, file, { secret: ' a long enough phrase\n' })
  await readsWithoutKontor(place, file, 'a long enough phrase')
  const later: Migration = {
    number: 9_001,
    name: 'later',
    text: 'alter table party add column trading_name text; update party set trading_name = upper(name)',
  }
  const target = await emptyPlace(t)
  const newer = [...migrations, later]
  await restore(target, file, { secret: 'a long enough phrase', migrations: newer })
  const rows = await target.database.query(sql`select trading_name from party where name = 'SIA Rīgas Osta'`)
  assert.deepEqual(rows, [{ trading_name: 'SIA RĪGAS OSTA' }])

  const back = path.join(place.dataFolder, 'newer.backup')
  await writeBackup(target, back)
  await assert.rejects(readBackup(back, { migrations }), /made by a newer Kontor/)
  const edited = { ...later, text: 'select 1' }
  await assert.rejects(readBackup(back, { migrations: [...migrations, edited] }), /another build/)

  const broken: Migration = { ...later, text: 'select 1 / 0' }
  const other = await emptyPlace(t)
  await assert.rejects(
    restore(other, file, { secret: 'a long enough phrase', migrations: [...migrations, broken] }),
  )
  await expectEmpty(other)
})

test('what is damaged, cut off, wrongly keyed or no backup is refused, and nothing is written', async (t) => {
  const { place } = await filled(t)
  const folder = place.dataFolder
  for (const secret of [key, undefined]) {
    const file = path.join(folder, `${secret ? 'keyed' : 'open'}.backup`)
    const options = secret === undefined ? {} : { secret }
    await writeBackup(place, file, options)
    if (!secret) await readsWithoutKontor(place, file, null)
    const whole = await readFile(file)
    const heading = whole.indexOf('\n') + 1
    const places = [heading, heading + 4, heading + 40, whole.length >> 1, whole.length - 1]
    for (const at of places) {
      const copy = Buffer.from(whole)
      copy[at] = (copy[at] ?? 0) ^ 1
      await refuses(t, folder, copy, options, /^The backup .+refused\.backup is (damaged|cut off)/)
    }
    for (const length of [heading, heading + 10, whole.length >> 1, whole.length - 1]) {
      await refuses(t, folder, whole.subarray(0, length), options, /refused\.backup is cut off/)
    }
    await refuses(t, folder, Buffer.concat([whole, Buffer.from('x')]), options, /damaged/)
    const later = Buffer.from(whole.toString('latin1').replace('"format":1', '"format":2'), 'latin1')
    await refuses(t, folder, later, options, /made by a newer Kontor/)
    const told = Buffer.from(whole.toString('latin1').replace('"made":"2', '"made":"3'), 'latin1')
    await refuses(t, folder, told, options, /damaged/)
    if (!secret) continue
    await refuses(t, folder, whole, {}, /is encrypted/)
    await refuses(t, folder, whole, { secret: 'f'.repeat(64) }, /key does not fit/)
    await refuses(t, folder, whole, { secret: 'some other phrase' }, /key does not fit/)
  }
  await refuses(t, folder, Buffer.from('name;country\n'), {}, /not a backup of Kontor/)
  await assert.rejects(readBackup(path.join(folder, 'none'), { migrations }), /There is no file/)
  await assert.rejects(writeBackup(place, path.join(folder, 'w'), { secret: 'short' }), /too short/)
  await assert.rejects(writeBackup(place, path.join(folder, 'open.backup')), /There is a file/)
  await assert.rejects(writeBackup(place, path.join(folder, 'no', 'such')), /cannot be written \(ENOENT\)/)
})

test('only an empty place takes a backup, and one that fails midway is empty again', async (t) => {
  const { place } = await filled(t)
  const file = path.join(place.dataFolder, 'whole.backup')
  await writeBackup(place, file)
  const checked = await readBackup(file, { migrations })
  await assert.rejects(restoreBackup(place, checked, { migrations }), /is not empty/)
  const before = await tablesOf(place.database)
  const elsewhere = { ...place, dataFolder: await folderFor(t) }
  await assert.rejects(restoreBackup(elsewhere, checked, { migrations }), /schema public is not empty/)
  assert.deepEqual(await tablesOf(place.database), before)
  const beside = await emptyPlace(t)
  await mkdir(path.join(beside.dataFolder, 'files', 'y'), { recursive: true })
  await writeFile(path.join(beside.dataFolder, 'files', 'y', 'notes.txt'), 'Somebody’s own.')
  await assert.rejects(restoreBackup(beside, checked, { migrations }), /files is not empty/)

  const target = await emptyPlace(t)
  await assert.rejects(writeBackup(target, path.join(target.dataFolder, 'x')), /nothing to back up/)
  assert.deepEqual(await readdir(target.dataFolder), [])
  const handle = await open(file, 'r+')
  const { size } = await handle.stat()
  await handle.write('damage', size - 200)
  await handle.close()
  await assert.rejects(restoreBackup(target, checked, { migrations }), /damaged/)
  await expectEmpty(target)
  const stopping = new AbortController()
  const stopped = { signal: stopping.signal, progress: () => stopping.abort(new Error('stopped')) }
  const halted = path.join(place.dataFolder, 'halted.backup')
  await assert.rejects(writeBackup(place, halted, stopped), /stopped/)
  assert.equal(
    (await readdir(place.dataFolder)).some((name) => name.startsWith('halted')),
    false,
  )
})

test('files that are lost are named, and the rest is kept', async (t) => {
  const { place, attachment } = await filled(t)
  const store = path.join(place.dataFolder, 'files')
  const contents = (await readdir(store, { recursive: true })).filter((name) => /[0-9a-f]{64}$/.test(name))
  await rm(path.join(store, contents[0] ?? ''))
  await appendFile(path.join(store, contents[1] ?? ''), 'more')
  const file = path.join(place.dataFolder, 'lost.backup')
  const report = await writeBackup(place, file)
  assert.deepEqual([...report.lost].sort(), contents.map((name) => path.basename(name)).sort())
  assert.equal(report.files, 0)
  const target = await emptyPlace(t)
  assert.deepEqual((await restore(target, file)).lost, report.lost)
  const rows = await target.database.query(sql`select name from file where id = ${attachment.file}`)
  assert.deepEqual(rows, [{ name: 'līgums.txt' }])
})

async function folderFor(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kontor-backup-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function emptyPlace(t: TestContext): Promise<BackupPlace> {
  return openPlace(t, await freshDatabase(t))
}

async function openPlace(t: TestContext, { url, schema }: FreshDatabase): Promise<BackupPlace> {
  const database = openDatabase({ url, schema, connections: 3 })
  t.after(() => database.close())
  return { database, dataFolder: await folderFor(t) }
}

async function openEngine(t: TestContext, { database, dataFolder }: BackupPlace): Promise<Engine> {
  const { url, schema } = database
  const engine = await createEngine({ databaseUrl: url, schema, dataFolder, modules, connections: 4 })
  t.after(() => engine.close())
  return engine
}

/** An office with an object of its own, customers with lines and files, an import under way, and history. */
async function filled(t: TestContext) {
  const place = await openPlace(t, await begunDatabase(t))
  const engine = await openEngine(t, place)
  const root = await engine.access.systemActor('test')
  await engine.catalog.addObject(root, { label: 'Rental' })
  await engine.catalog.addField(root, 'x_rental', { type: 'integer', label: 'Days' })
  await engine.catalog.addField(root, 'x_rental', { type: 'decimal', label: 'Rate', indexed: true })
  await engine.catalog.addField(root, 'x_rental', {
    ...{ type: 'formula', label: 'Total', gives: 'decimal', formula: 'x_days * x_rate' },
  })
  await engine.catalog.addField(root, 'customer', { type: 'choice', label: 'Tier', values: ['a', 'b'] })
  const actor = await engine.access.systemActor('test')
  await engine.records.create(actor, 'x_rental', { x_name: 'First', x_days: 7, x_rate: '12.50' })
  await engine.records.create(actor, 'x_rental', { x_name: 'Back\\slash\ttab\n苹果', x_days: null })
  const [file, spare] = [await upload(engine, 'līgums'), await upload(engine, 'pielikums')]
  const { id: customer } = await engine.records.create(actor, 'customer', {
    ...{ name: 'SIA Rīgas Osta', x_tier: 'b', creditLimit: '1200.50', picture: file },
    notes: 'C:\\new\nsecond line\\.',
    emails: [{ email: 'osta@example.com' }, { email: 'birojs@example.com' }],
    addresses: [{ country: 'LV', city: 'Rīga' }],
  })
  await engine.records.update(actor, 'customer', customer, { name: 'SIA Rīgas Osta', creditLimit: '99' })
  await newCustomer(engine, 'SIA Otrais')
  const content = Readable.from([Buffer.from('name,country\nSIA Trešais,LV\n')])
  await engine.imports.upload(actor, { object: 'customer', name: 'klienti.csv', content })
  return { place, engine, attachment: { customer, file, spare } }
}

async function upload(engine: Engine, name: string): Promise<string> {
  const actor = await engine.access.systemActor('test')
  const content = Readable.from([Buffer.from(`what ${name} says`)])
  const arrived = await engine.files.arrive(actor, content, name)
  const file = await engine.files.keep(actor, arrived, { name: `${name}.txt` })
  await arrived.discard()
  return file.id
}

async function newCustomer(engine: Engine, name: string): Promise<Record<string, unknown>> {
  const actor = await engine.access.systemActor('test')
  const { json } = await engine.records.create(actor, 'customer', { name, country: 'LV' })
  return JSON.parse(json ?? '{}') as Record<string, unknown>
}

type Restoring = BackupOptions & { readonly migrations?: readonly Migration[] }

async function restore(place: BackupPlace, file: string, options: Restoring = {}) {
  const all = { migrations, ...options }
  return restoreBackup(place, await readBackup(file, all), all)
}

async function refuses(
  t: TestContext,
  folder: string,
  content: Buffer,
  options: BackupOptions,
  why: RegExp,
): Promise<void> {
  const file = path.join(folder, 'refused.backup')
  await writeFile(file, content)
  await assert.rejects(readBackup(file, { ...options, migrations }), (error: Error) => {
    assert.equal(error.name, 'Problem')
    assert.match(error.message, why)
    return true
  })
}

/** What the document says of the format is enough to get at every row, file and number. */
async function readsWithoutKontor({ database }: BackupPlace, file: string, secret: string | null) {
  const parts = readByTheDocument(await readFile(file), secret)
  const parties = await database.query<{ name: string; notes: string | null }>(
    sql`select name, notes from party order by name collate "C"`,
  )
  assert.ok(parties.some(({ notes }) => notes?.includes('\\') && notes.includes('\n')))
  const read = rowsOf(parts, 'party').map(({ name, notes }) => ({ name, notes }))
  assert.deepEqual(
    read.toSorted((left, right) => ((left.name ?? '') < (right.name ?? '') ? -1 : 1)),
    parties,
  )
  const files = parts.filter(({ part }) => part === 'file')
  assert.deepEqual(
    files.map(({ name, body }) => name === createHash('sha256').update(body).digest('hex')),
    [true, true],
  )
  const [about, schema, ...others] = parts.map(({ part }) => part)
  assert.deepEqual([about, schema, others.at(-2)], ['about', 'schema', 'sequences'])
}

async function expectEmpty({ database, dataFolder }: BackupPlace): Promise<void> {
  const rows = await database.query(
    sql`select from pg_class where relnamespace = current_schema()::regnamespace`,
  )
  assert.equal(rows.length, 0)
  const left = await readdir(dataFolder, { recursive: true, withFileTypes: true })
  assert.deepEqual(
    left.filter((entry) => entry.isFile()).map((entry) => entry.name),
    [],
  )
}

/** The rows of each table, as PostgreSQL writes them. */
async function tablesOf(database: Database): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  await database.transaction(
    async (tx) => {
      for (const table of (await recordSchema(tx)).tables) {
        const columns = join(heldColumns(table).map((column) => id(column)))
        const rows = await text(tx.copyOut(sql`copy ${id(table.name)} (${columns}) to stdout`))
        found[table.name] = rows.split('\n').sort().join('\n')
      }
    },
    { snapshot: true, readOnly: true },
  )
  return found
}

async function shapeOf(database: Database): Promise<unknown> {
  const functions = await database.query(sql`
    select proname, prosrc from pg_proc where pronamespace = current_schema()::regnamespace order by 1, 2`)
  return { tables: await introspect(database), functions, schema: await recordSchema(database) }
}

/** Contents and files of imports, by their names. */
async function filesOf({ dataFolder }: BackupPlace): Promise<(readonly [string, string])[]> {
  const entries = await readdir(dataFolder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.backup'))
  const read = files.map(async ({ parentPath, name }) => {
    const place = path.join(parentPath, name)
    const handle = await open(place)
    const content = (await buffer(handle.createReadStream())).toString()
    return [path.relative(dataFolder, place), content] as const
  })
  return (await Promise.all(read)).sort(([left], [right]) => (left < right ? -1 : 1))
}
