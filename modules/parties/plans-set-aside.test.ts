import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql, type Engine } from '#engine'
import { customer, firm, read, staff } from './firm-for-test.ts'

/** Lets the process of every plan end each time that its day came. */
async function setAside(engine: Engine): Promise<readonly string[]> {
  const jobs = await engine.database.query<{ id: string }>(
    sql`update job set state = 'running', holder = 0, attempts = 5, unheard = 5
        where name = 'planned action' returning id`,
  )
  await engine.jobs.drain()
  return jobs.map(({ id }) => id)
}

test('a plan whose job was set aside says so, and is carried out when it is started again', async (t) => {
  const { engine, root } = await firm(t)
  const manager = await staff(engine, root, 'manager')
  const id = await customer(engine, root)
  await engine.records.run(manager, 'customer', id, 'freeze', { reason: 'other', effective: '2030-05-01' })
  const [job] = await setAside(engine)
  const step = async () => (await read(engine, root, 'statusChange', { party: id }))[0]
  const aside = await step()
  assert.equal(aside.state, 'planned')
  assert.match(aside.why, /broke off 5 times/)
  await engine.jobs.again(root, job!)
  await engine.jobs.drain()
  const { state, why } = await step()
  assert.deepEqual([state, why ?? null], ['done', null])
  assert.equal((await read(engine, root, 'customer', { id }))[0].status, 'frozen')
})

test('a plan that was set aside is called off, and not carried out once the status was changed since', async (t) => {
  const { engine, root } = await firm(t)
  const manager = await staff(engine, root, 'manager')
  const ids = [await customer(engine, root), await customer(engine, root), await customer(engine, root)]
  const [off = '', moved = '', still = ''] = ids
  const run = (id: string, step: string, input: Record<string, unknown>) =>
    engine.records.run(manager, 'customer', id, step, input)
  for (const id of ids) await run(id, 'freeze', { reason: 'other', effective: '2030-05-01' })
  const jobs = await setAside(engine)
  // Its day came.
  await engine.database.query(sql`update status_change set day = '2020-05-01'`)
  const step = async (party: string) => (await read(engine, root, 'statusChange', { party }))[0]
  await engine.records.run(manager, 'statusChange', (await step(off)).id, 'cancel', {})
  await run(moved, 'freeze', { reason: 'other' })
  await run(moved, 'reactivate', { reason: 'settled' })
  for (const job of jobs) await engine.jobs.again(root, job)
  await engine.jobs.drain()
  const status = async (id: string) => (await read(engine, root, 'customer', { id }))[0].status
  assert.deepEqual(await Promise.all(ids.map(status)), ['active', 'active', 'frozen'])
  const states = await Promise.all(ids.map(async (id) => (await step(id)).state))
  assert.deepEqual(states, ['cancelled', 'failed', 'done'])
  assert.match((await step(moved)).why, /The status was changed on .+, after this was to be done/)
  assert.equal((await step(still)).why ?? null, null)
})

test('whoever calls a plan off as it is carried out is waited for', async (t) => {
  const { engine, root } = await firm(t)
  const manager = await staff(engine, root, 'manager')
  const id = await customer(engine, root)
  await engine.records.run(manager, 'customer', id, 'freeze', { reason: 'other', effective: '2030-05-01' })
  const [{ id: step }] = await read(engine, root, 'statusChange', { party: id })
  await engine.database.transaction(async (tx) => {
    await engine.records.run(manager, 'statusChange', step, 'cancel', {}, { tx })
    await engine.database.query(sql`update job set run_at = now() where name = 'planned action'`)
    void engine.jobs.drain()
    for (let waits = 0; waits === 0;)
      waits = (
        await engine.database.query(
          sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        )
      ).length
  })
  await engine.jobs.drain()
  assert.equal((await read(engine, root, 'statusChange', { party: id }))[0].state, 'cancelled')
  assert.equal((await read(engine, root, 'customer', { id }))[0].status, 'active')
})
