import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { raw, sql } from '#engine'
import { office } from './office.ts'

const migration = new URL('../../migrations/0221-rights-of-added-fields.sql', import.meta.url)

test('rights that fields brought along before the log knew of them are entered by the upgrade, and no others', async (t) => {
  const { as, engine } = await office(t)
  const { administrator } = as
  const { database } = engine
  const run = (text: string) => database.transaction((tx) => tx.query(raw(text)))
  const upgrade = async () => run(await readFile(migration, 'utf8'))
  const [post] = await database.query<{ id: string }>(sql`select id from post where key = 'seller'`)
  const field = { type: 'integer', label: 'Trucks' }
  const added = (await administrator.post('objects/customer/fields', field)).body.name as string
  const object = await administrator.post('objects', { label: 'Truck', plural: 'Trucks' })
  assert.equal(object.status, 201, object.text)
  const by = administrator.user
  const touched = `updated_at = now(), updated_by = '${by}', version = version + 1`
  const where = `post = '${post?.id}' and object = 'customer' and 'read' = any(actions)`
  // As former versions did: one field opened to who did not see it, and once more to who saw it already.
  await run(`update "grant" set ${touched}, see = array_append(see, '${added}') where ${where}`)
  await run(`update "grant" set ${touched} where ${where}`)
  await run(
    `insert into "grant" (id, post, object, actions, see, created_by, updated_by)
       values (gen_random_uuid(), '${post?.id}', '${object.body.name}', '{read}', '{all}', '${by}', '${by}')`,
  )
  assert.equal((await engine.verify()).length, 2)
  await upgrade()
  await engine.jobs.drain()
  assert.deepEqual(await engine.verify(), [])
  const last = `record = (select id from "grant" where ${where})`
  const entries = await database.query<{ actor: string }>(
    raw(`select actor from audit_entry where object = 'grant' and source = 'migration' and ${last}`),
  )
  assert.deepEqual(entries, [{ actor: by }, { actor: by }])
  await upgrade()
  assert.deepEqual(await engine.verify(), [], 'a second time finds nothing')

  await run(`update "grant" set ${touched}, see = array_append(see, 'notes') where ${where}`)
  await upgrade()
  assert.match((await engine.verify()).join(), /Grant/, 'what no added field can have brought is named')
})
