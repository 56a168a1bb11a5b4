import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#engine'
import { made } from './holder.ts'
import { caller, office } from './office.ts'

test('what is no time zone is not taken for one, and where it stands already people work on', async (t) => {
  const { as, engine, url } = await office(t)
  const root = as.administrator
  const company = await made(root, 'companies', { name: 'Zoned', currency: 'EUR' })
  for (const timeZone of ['Riga', 'Europe/Atlantis', '+02:00']) {
    const { status, body, text } = await root.patch(`companies/${company}`, { timeZone })
    assert.deepEqual([status, body.errors?.[0]?.code], [422, 'notTimeZone'], text)
  }
  assert.equal((await root.patch(`companies/${company}`, { timeZone: 'America/New_York' })).status, 200)
  // A version before this one took whatever was written.
  await engine.database.query(sql`update company set time_zone = 'Riga' where id = ${company}::uuid`)
  const post = await made(root, 'posts', { name: 'Zoned seller' })
  const actions = ['read', 'create', 'change']
  await made(root, 'grants', { post, object: 'customer', actions, see: ['all'], change: ['all'] })
  const person = { name: 'Zane', email: 'zane@zoned.example', posts: [{ post, company }] }
  const user = await made(root, 'users', person)
  const { key } = await engine.accounts.createKey({ user, name: 'test', source: 'cli' })
  const seller = caller(url, { authorization: `Bearer ${key}` })
  const customer = await seller.post('customers', { name: 'Anybody Ltd' })
  assert.equal(customer.status, 201, customer.text)
  const readers = await root.post('explain/readers', { object: 'customer', record: customer.body.id })
  assert.equal(readers.status, 200, readers.text)
})
