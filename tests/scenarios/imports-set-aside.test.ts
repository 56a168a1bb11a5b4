import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#engine'
import { office, uploaded } from './office.ts'

test('an import that was brought in by another job stays so, whatever becomes of the one that was set aside', async (t) => {
  const { engine, as, url } = await office(t)
  const { administrator: root, manager } = as
  const file = await uploaded(manager, url, 'imports', 'one.csv', 'Name,Country\nPirmais,LV\n', 'contact')
  const path = `imports/${file.body.id}`
  assert.equal((await manager.post(`${path}/check`)).status, 202)
  await engine.jobs.drain()
  await engine.jobs.stop()
  assert.equal((await manager.post(`${path}/run`)).status, 202)
  const [job] = await engine.database.query<{ id: string }>(
    sql`update job set state = 'running', holder = 0, unheard = 5 where name = 'run import' returning id`,
  )
  await engine.jobs.drain()
  const state = async () => (await root.get(path)).body.state
  assert.equal(await state(), 'failed')
  assert.equal((await manager.post(`${path}/run`)).status, 202)
  await engine.jobs.drain()
  assert.equal(await state(), 'done')

  // Who began it may not import any more, which is what the first job meets.
  assert.equal((await root.patch(`users/${manager.user}`, { posts: [] })).status, 200)
  assert.equal((await root.post(`jobs/${job?.id}/again`)).status, 200)
  await engine.jobs.drain()
  const { body } = await root.get(`jobs/${job?.id}`)
  assert.deepEqual([body.state, await state()], ['failed', 'done'])
})
