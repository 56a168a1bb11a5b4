import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { object, reference, text, integer, decimal, role, tags, type ObjectDeclaration } from '#model'
import { freshDatabase } from '#testing'
import { modules } from '../../modules/index.ts'
import { resolveModel } from '../catalog/resolve-model.ts'
import { user } from '../catalog/user-for-test.ts'
import { openDatabase, type Database } from '../database/database.ts'
import { raw, sql } from '../database/sql.ts'
import { createMigration } from './create-migration.ts'
import { declaredSchema } from './declared-schema.ts'
import { introspect } from './introspect.ts'
import { migrate, readMigrations, type Migration } from './migrate.ts'
import { schemaDifference } from './schema-difference.ts'

type T = Parameters<typeof freshDatabase>[0]

async function emptyDatabase(t: T): Promise<Database> {
  const { url, schema } = await freshDatabase(t)
  const database = openDatabase({ url, schema })
  t.after(() => database.close())
  await migrate(database, (await readMigrations()).slice(0, 1))
  return database
}

function shapeOf(...declarations: readonly ObjectDeclaration[]) {
  return declaredSchema(resolveModel({ version: 1, declarations: [user, ...declarations], extensions: [] }))
}

test('the migrations make exactly what is declared, and schema.sql shows it', async (t) => {
  const { url } = await freshDatabase(t)
  const { statements, schema } = await createMigration(url, modules)
  const advice = 'Run `npm run migration -- some-name`, and read what it wrote.'
  assert.deepEqual(statements, [], advice)
  const written = await readFile(new URL('../../migrations/schema.sql', import.meta.url), 'utf8')
  assert.ok(schema === written, `migrations/schema.sql is not current. ${advice}`)
})

test('tables made from declarations read back as they were declared', async (t) => {
  const database = await emptyDatabase(t)
  const car = object('car', {
    label: 'Car',
    plural: 'Cars',
    title: 'name',
    fields: {
      name: text({ label: 'Name', searched: 'name' }),
      plate: text({ label: 'Plate', unique: true }),
      owner: reference('user', { label: 'Owner' }),
      price: decimal({ label: 'Price', indexed: true }),
      tags: tags({ label: 'Tags', indexed: true }),
      garage: reference('user', { label: 'Garage' }),
    },
    lists: { dear: { columns: ['name'], sort: ['-price', 'name'] } },
    card: [],
    indexes: [['owner', 'name']],
  })
  const taxi = role('taxi', car, {
    label: 'Taxi',
    plural: 'Taxis',
    title: 'name',
    fields: {
      seats: integer({ label: 'Seats', indexed: true }),
      licence: text({ label: 'Licence', unique: true }),
    },
    lists: {},
    card: [],
  })
  const wanted = shapeOf(car, taxi)
  await database.query(raw(schemaDifference(new Map(), wanted).join(';\n')))
  assert.deepEqual(schemaDifference(await introspect(database), wanted), [])
  assert.ok(wanted.get('car')?.columns.has('taxi__seats'))
  assert.match(wanted.get('car')?.indexes.get('car_taxi_name_idx') ?? '', /where "is_taxi"/)
})

test('a changed declaration gives the statements that bring the table to it', async (t) => {
  const database = await emptyDatabase(t)
  const before = object('car', {
    label: 'Car',
    plural: 'Cars',
    title: 'name',
    fields: {
      name: text({ label: 'Name' }),
      seats: integer({ label: 'Seats' }),
      hue: text({ label: 'Hue', unique: true }),
      owner: reference('user', { label: 'Owner' }),
    },
    lists: {},
    card: [],
  })
  const after = object('car', {
    label: 'Car',
    plural: 'Cars',
    title: 'name',
    fields: {
      name: text({ label: 'Name', indexed: true }),
      seats: decimal({ label: 'Seats' }),
      owner: reference('car', { label: 'Parent car' }),
    },
    lists: {},
    card: [],
  })
  await database.query(raw(schemaDifference(new Map(), shapeOf(before)).join(';\n')))
  const statements = schemaDifference(await introspect(database), shapeOf(after))
  assert.deepEqual(statements, [
    'drop index "car_hue_key"',
    'alter table "car" drop constraint "car_owner_fkey"',
    'alter table "car" drop column "hue"',
    'alter table "car" alter column "seats" type numeric using "seats"::numeric',
    'alter table "car" add constraint "car_owner_fkey" foreign key ("owner") references "car"(id) on delete restrict deferrable',
  ])
  await database.query(raw(statements.join(';\n')))
  assert.deepEqual(schemaDifference(await introspect(database), shapeOf(after)), [])
})

const first: Migration = {
  number: 1,
  name: 'first',
  text: 'create table one (n int); insert into one values (1)',
}
const second: Migration = { number: 2, name: 'second', text: 'alter table one add column m int' }

test('migrations run once each, in order, however many processes start together', async (t) => {
  const { url, schema } = await freshDatabase(t)
  const databases = [1, 2, 3].map(() => openDatabase({ url, schema }))
  t.after(async () => void (await Promise.all(databases.map((database) => database.close()))))
  const steps: string[] = []
  await Promise.all(databases.map((database) => migrate(database, [first], ({ name }) => steps.push(name))))
  await migrate(databases[0]!, [first, second], ({ done, total, name }) =>
    steps.push(`${done}/${total} ${name}`),
  )
  assert.deepEqual(await databases[0]!.query(sql`select * from one`), [{ n: 1, m: null }])
  assert.deepEqual(steps.slice(-2), ['0/1 second', '1/1 '])
})

test('a migration that fails leaves nothing behind', async (t) => {
  const { url, schema } = await freshDatabase(t)
  const database = openDatabase({ url, schema })
  t.after(() => database.close())
  const broken = { ...second, text: 'create table two (n int); select 1 / 0' }
  await assert.rejects(migrate(database, [first, broken]), /step 2 \(second\) failed.*division by zero/)
  const locked = { ...second, text: "set local lock_timeout = '1ms'; alter table one add column k int" }
  const holder = database.client('holder')
  await holder.connect()
  t.after(() => holder.end())
  await holder.query('begin; lock table one in access share mode')
  await assert.rejects(
    migrate(database, [first, locked]),
    /failed\. Something else holds its tables: a backup/,
  )
  assert.deepEqual(
    await database.query(sql`select to_regclass('one')::text as one, to_regclass('two')::text as two`),
    [{ one: 'one', two: null }],
  )
})

test('a database of a newer program, or of another build, is refused and left alone', async (t) => {
  const { url, schema } = await freshDatabase(t)
  const database = openDatabase({ url, schema })
  t.after(() => database.close())
  await migrate(database, [first, second])
  await assert.rejects(migrate(database, [first]), { code: 'databaseNewer' })
  await assert.rejects(migrate(database, [{ ...first, text: 'select 1' }, second]), {
    code: 'databaseDiffers',
  })
})

test('a schema of its own holds a whole installation beside another', async (t) => {
  const { url } = await freshDatabase(t)
  const tenants = ['tenant_1', 'tenant_2'].map((schema) => openDatabase({ url, schema }))
  t.after(async () => void (await Promise.all(tenants.map((tenant) => tenant.close()))))
  for (const tenant of tenants) await migrate(tenant, [first])
  await tenants[0]!.query(sql`insert into one values (2)`)
  assert.equal((await tenants[1]!.query(sql`select * from one`)).length, 1)
})
