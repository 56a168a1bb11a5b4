import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office } from './office.ts'

test('partners of the sample came over two years: records, lines, history and lists of the past say so', async (t) => {
  const { engine, as } = await office(t)
  const { body } = await as.administrator.get('customers?limit=1000&sort=createdAt&count=exact')
  const items = body.items as { id: string; createdAt: string; number: string }[]
  const days = new Set(items.map(({ createdAt }) => createdAt.slice(0, 10)))
  assert.ok(days.size >= 10, `${days.size} days`)
  const numbers = items.map(({ number }) => number)
  assert.deepEqual(numbers, numbers.toSorted(), 'who came earlier has the smaller number')
  const [first] = items
  const history = await as.administrator.get(`customers/${first?.id}/history`)
  assert.equal(Date.parse(history.body.items.at(-1).at), Date.parse(first?.createdAt ?? ''))

  const asOf = '2000-01-01T00:00:00Z'
  const before = await as.administrator.get(`customers?asOf=${asOf}&count=exact`)
  assert.equal(before.body.count, 0)
  const half = items[Math.floor(items.length / 2)]?.createdAt ?? ''
  const then = await as.administrator.get(`customers?asOf=${half}&count=exact`)
  assert.equal(then.body.count, items.filter(({ createdAt }) => createdAt <= half).length)
  assert.deepEqual(await engine.verify(), [])
})

test('no talk of the sample took place before its partner came', async (t) => {
  const { as } = await office(t)
  const { body } = await as.administrator.get(
    `activities?limit=1000&where=${encodeURIComponent('{"done":true}')}`,
  )
  const parties = await as.administrator.get('parties?limit=1000')
  const since = new Map<string, string>(
    parties.body.items.map((one: { id: string; createdAt: string }) => [one.id, one.createdAt]),
  )
  assert.ok(body.items.length > 20, `${body.items.length} talks`)
  for (const { at, createdAt, party } of body.items) {
    assert.ok(at.slice(0, 10) >= String(since.get(party.id)).slice(0, 10), `${at}, ${since.get(party.id)}`)
    assert.ok(createdAt >= at, 'a talk is written down after it')
  }
})

test('nobody but the program itself may say that something was written at another time', async (t) => {
  const { engine, as } = await office(t)
  const clerk = await engine.access.actorFor({ user: as.clerk.user, source: 'api', request: 'test' })
  const at = '2020-01-01T10:00:00Z'
  await assert.rejects(
    engine.records.create(clerk, 'customer', { name: 'Senais Nams SIA' }, { at }),
    /Only the program/,
  )
  const told = await as.clerk.post('customers', { name: 'Jaunais Nams SIA', createdAt: at })
  assert.equal(told.status, 422)
})
