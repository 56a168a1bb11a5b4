import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test, type TestContext } from 'node:test'
import { id, raw, sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import { cars } from './cars-for-test.ts'

const migration = new URL('../../migrations/0266-search-of-added-addresses.sql', import.meta.url)
const address = { type: 'email', searched: 'identifier' }

test('addresses that were added by a former version get their index, and may be changed without it', async (t) => {
  const { engine, root, indexes, upgrade } = await opened(t)
  await engine.catalog.addObject(root, { label: 'Rental desk' })
  await engine.catalog.addField(root, 'car', { ...address, label: 'Mail' })
  await engine.catalog.addField(root, 'car', { ...address, label: 'Kept mail' })
  await engine.catalog.addField(root, 'car', { ...address, label: 'Other mail', searched: null })
  await engine.catalog.addField(root, 'x_rentalDesk', { ...address, label: 'Desk mail' })
  const long = 'mailAddressForWhatHasToBeKnownAtOnce'
  await engine.catalog.addField(root, 'taxi', { ...address, name: long, label: 'Urgent' })
  await engine.catalog.retireField(root, 'car', 'x_keptMail')
  const before = await indexes()
  const names = Object.keys(before)
  assert.equal(names.length, 4)
  assert.ok(names.includes('car_x_mail_begins_idx') && names.includes('x_rental_desk_x_desk_mail_begins_idx'))
  assert.ok(names.some((name) => name.length === 63))
  // As it was under the version that had no such index.
  for (const name of names) await engine.database.query(sql`drop index ${id(name)}`)
  await upgrade()
  assert.deepEqual(await indexes(), before)
  await upgrade()
  for (const name of names) await engine.database.query(sql`drop index ${id(name)}`)
  await engine.catalog.changeField(root, 'car', 'x_mail', { searched: null })
  await engine.catalog.changeField(root, 'x_rentalDesk', 'x_deskMail', { searched: 'name' })
  assert.deepEqual(await indexes(), {})
})

test('an address that becomes a text is searched as a number from then on', async (t) => {
  const { engine, root, indexes } = await opened(t)
  await engine.catalog.addField(root, 'car', { ...address, label: 'Mail' })
  await engine.catalog.changeField(root, 'car', 'x_mail', { type: 'text' })
  assert.deepEqual(Object.keys(await indexes()), ['car_x_mail_digits_idx'])
  await engine.catalog.changeField(root, 'car', 'x_mail', { searched: null })
  assert.deepEqual(await indexes(), {})
})

async function opened(t: TestContext) {
  const { engine, root } = await engineForTest(t, { modules: [cars] })
  const { database } = engine
  return {
    engine,
    root,
    /** Those of addresses and numbers, by their name. */
    indexes: async () => {
      const rows = await database.query<{ name: string; text: string }>(
        sql`select indexname as name, indexdef as text from pg_indexes
            where schemaname = current_schema() and (indexdef like '%lower(%' or indexdef like '%kontor_digits(%')
              and tablename in ('car', 'x_rental_desk') order by 1`,
      )
      return Object.fromEntries(rows.map(({ name, text }) => [name, text]))
    },
    upgrade: async () => {
      const text = await readFile(migration, 'utf8')
      await database.transaction((tx) => tx.query(raw(text)))
    },
  }
}
