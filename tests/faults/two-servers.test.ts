import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#engine'
import { office, until } from '../scenarios/office.ts'
import { at, heardAt, secondServer } from './scene.ts'

test('two servers on one database are one: what is done at one is so at the other', async (t) => {
  const scene = await office(t)
  const { url } = await secondServer(t, scene)
  const { as, engine } = scene
  const there = at(url, as.administrator)
  const heard = await heardAt(t, url, as.administrator)

  const { body: made } = await as.clerk.post('customers', { name: 'SIA Divi', country: 'LV' })
  assert.equal((await there.get(`customers/${made.id}`)).body.name, 'SIA Divi')
  assert.equal((await there.patch(`customers/${made.id}`, { city: 'Ogre' })).status, 200)
  assert.equal((await as.clerk.get(`customers/${made.id}`)).body.city, 'Ogre')
  await until(async () => heard().includes(made.id))

  const field = { name: 'roofColour', type: 'text', label: 'Roof colour' }
  const added = await as.administrator.post('objects/customer/fields', field)
  assert.equal(added.status, 201, added.text)
  const named = added.body.name ?? 'roofColour'
  const written = await there.patch(`customers/${made.id}`, { [named]: 'red' })
  assert.equal(written.status, 200, written.text)
  assert.equal((await as.administrator.get(`customers/${made.id}`)).body[named], 'red')
  await until(async () => heard().includes('event: model'))

  // Only the other one works on jobs now.
  await engine.jobs.stop()
  const bulk = { where: { id: [made.id] }, changes: { paymentDays: 44 } }
  const { body: begun } = await as.manager.post('customers/bulk', bulk)
  await until(async () => (await as.manager.get(`jobs/${begun.job}`)).body.state === 'done')
  assert.equal((await there.get(`customers/${made.id}`)).body.paymentDays, 44)
})

test('the same request sent to two servers at once is done once, and numbers are given once', async (t) => {
  const scene = await office(t)
  const { url } = await secondServer(t, scene)
  const doors = [scene.as.clerk, at(url, scene.as.clerk)]
  const numbers: string[] = []
  for (let round = 1; round <= 15; round++) {
    const key = { 'idempotency-key': `both-${round}` }
    const one = { name: `Abi ${round}`, country: 'LV' }
    const answers = await Promise.all([
      ...doors.map((door) => door.post('customers', one, key)),
      ...doors.map((door, side) => door.post('customers', { name: `Katrs ${round} ${side}`, country: 'LV' })),
    ])
    for (const { status, body, text } of answers) {
      assert.ok(status === 201 || status === 409 || status === 503, text)
      if (status === 201) numbers.push(body.number)
    }
  }
  const rows = await scene.engine.database.query<{ name: string; number: string }>(
    sql`select name, number from party where name ~ '^(Abi|Katrs) '`,
  )
  assert.equal(rows.length, new Set(rows.map(({ name }) => name)).size)
  assert.equal(rows.length, new Set(rows.map(({ number }) => number)).size)
  assert.deepEqual(new Set(numbers), new Set(rows.map(({ number }) => number)))
  assert.equal(rows.length, 45)
})
