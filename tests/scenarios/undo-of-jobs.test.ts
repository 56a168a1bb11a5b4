import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { sql } from '#engine'
import { office } from './office.ts'

const many = 1_100
const where = { name: { startsWith: 'Qq' } }

/** Many customers whose days of payment were changed from ten to five by one change, with no job at work. */
async function changedInBulk(t: TestContext) {
  const scene = await office(t)
  const { engine, as } = scene
  await engine.jobs.stop()
  const root = await engine.access.systemActor('test')
  const all = Array.from({ length: many }, (_, at) => ({
    kind: 'create' as const,
    values: { name: `Qq ${at}`, paymentDays: 10 },
  }))
  for (let at = 0; at < many; at += 500)
    await engine.records.many(root, 'customer', all.slice(at, at + 500), {})
  const begun = await as.administrator.post('customers/bulk', { where, changes: { paymentDays: 5 } })
  await engine.jobs.drain()
  const { job, change } = begun.body as { job: string; change: string }
  const undo = () => as.administrator.post(`changes/${change}/undo`)
  const after = async (days: number) => {
    const asked = encodeURIComponent(JSON.stringify({ ...where, paymentDays: days }))
    return (await as.administrator.get(`customers?where=${asked}&limit=1&count=exact&fields=name`)).body.count
  }
  const set = (id: string, piece: ReturnType<typeof sql>) =>
    engine.database.query(sql`update job set ${piece} where id = ${id}::uuid`)
  const result = async (id: string) => (await as.administrator.get(`jobs/${id}`)).body
  return { ...scene, job, change, undo, after, set, result }
}

test('what is still going on is not taken back before it is done or stopped', async (t) => {
  const { engine, job, undo, after, set } = await changedInBulk(t)
  for (const state of ['waiting', 'running']) {
    await set(job, sql`state = ${state}, run_at = now() + interval '1 day'`)
    const refused = await undo()
    assert.deepEqual([refused.status, refused.body.code], [409, 'stillGoingOn'], refused.text)
  }
  await set(job, sql`state = 'cancelled'`)
  assert.equal((await undo()).status, 202)
  assert.deepEqual([(await undo()).body.code], ['stillGoingOn'], 'nor is it taken back twice at once')
  await engine.jobs.drain()
  assert.equal(await after(10), many)
  assert.equal((await undo()).body.code, 'undoneAlready')
})

test('a job that was set aside is not started again once it was taken back, nor one that another went on with', async (t) => {
  const { as, engine, job, undo, after, set, result } = await changedInBulk(t)
  const setAside = (id: string) => set(id, sql`state = 'failed', unheard = 5`)
  const again = (id: string) => as.administrator.post(`jobs/${id}/again`)
  await setAside(job)
  assert.equal((await result(job)).isSetAside, true)
  assert.equal((await again(job)).body.state, 'waiting')
  await engine.jobs.drain()
  assert.equal((await again(job)).body.code, 'jobNotSetAside')
  assert.equal(await after(5), many, 'nothing is done twice')
  await setAside(job)
  const first = (await undo()).body.job as string
  assert.equal((await again(job)).body.code, 'jobTakenBack')
  await set(first, sql`cancelling = true`)
  await engine.jobs.drain()
  await setAside(first)
  assert.equal((await again(first)).body.state, 'waiting')
  await set(first, sql`state = 'failed', unheard = 5`)
  assert.equal((await undo()).status, 202)
  assert.equal((await again(first)).body.code, 'jobTakenBack')
  await engine.jobs.drain()
  assert.equal(await after(10), many)
})

test('an undo that was stopped or failed midway is gone on with', async (t) => {
  const { engine, undo, after, set, result } = await changedInBulk(t)
  const first = (await undo()).body.job as string
  await set(first, sql`cancelling = true`)
  await engine.jobs.drain()
  assert.equal((await result(first)).state, 'cancelled')
  assert.equal(await after(5), many - 500)
  const second = (await undo()).body.job as string
  await set(second, sql`cancelling = true`)
  await engine.jobs.drain()
  await set(second, sql`state = 'failed'`)
  // Few are left, so they go back at once.
  const last = await undo()
  assert.deepEqual([last.status, last.body.reversed, last.body.kept], [200, many - 1_000, []], last.text)
  assert.equal(await after(10), many)
  assert.equal((await undo()).body.code, 'undoneAlready')
})

test('an undo whose end was not written down is not done once more', async (t) => {
  const { engine, undo, set, result } = await changedInBulk(t)
  const { job } = (await undo()).body as { job: string }
  await engine.jobs.drain()
  const done = (await result(job)).result
  assert.deepEqual([done.reversed, done.keptCount], [many, 0])
  // The server was stopped, or killed, just after the last batch.
  await set(job, sql`state = 'waiting', result = null`)
  await engine.jobs.drain()
  assert.deepEqual((await result(job)).result, done)
})

test('what an undo of very many kept is foreseen and taken back by another one, and nothing else', async (t) => {
  const { engine, as, change, undo, after } = await changedInBulk(t)
  const asked = encodeURIComponent(JSON.stringify(where))
  const [one] = (await as.administrator.get(`customers?where=${asked}&limit=1&fields=name`)).body.items
  const set = (paymentDays: number) => as.administrator.patch(`customers/${one.id}`, { paymentDays })
  assert.equal((await set(7)).status, 200)
  assert.equal((await undo()).status, 202)
  await engine.jobs.drain()
  assert.deepEqual([await after(10), await after(7)], [many - 1, 1])
  assert.equal((await set(5)).status, 200)
  const { total, reversed, keptCount } = (await as.administrator.post(`changes/${change}/undo?dryRun=true`))
    .body
  assert.deepEqual([total, reversed, keptCount], [1, 1, 0])
  const { job } = (await undo()).body as { job: string }
  await engine.jobs.drain()
  const { result } = (await as.administrator.get(`jobs/${job}`)).body
  assert.deepEqual([result.reversed, result.keptCount, await after(10)], [1, 0, many])
})

test('what was done to no record is told to be no matter for an undo', async (t) => {
  const { as } = await office(t)
  const { administrator, clerk } = as
  const field = await administrator.post('objects/customer/fields', { type: 'integer', label: 'Trucks' })
  assert.equal(field.status, 201, field.text)
  assert.equal((await administrator.get('customers/export?format=csv&columns=name')).status, 200)
  const made = await administrator.post('users', { name: 'Uldis', email: 'uldis@daugava.example' })
  assert.equal(made.status, 201, made.text)
  const { items } = (await administrator.get('audit/entries?limit=100')).body as {
    items: { action: string; change: string }[]
  }
  for (const action of ['addField', 'export', 'createKey']) {
    const { change = '' } = items.find((one) => one.action === action) ?? {}
    for (const how of ['?dryRun=true', '']) {
      const refused = await administrator.post(`changes/${change}/undo${how}`)
      assert.deepEqual(
        [refused.status, refused.body.code],
        [409, 'notUndoable'],
        `${action}: ${refused.text}`,
      )
    }
    assert.equal((await clerk.post(`changes/${change}/undo`)).status, 404)
  }
})
