import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { createEngine, sql } from '#engine'
import { createServer } from '#server'
import { caller, office } from './office.ts'

test('an administrator sees how the installation is, and nobody else', async (t) => {
  const { engine, as } = await office(t)
  await engine.database.query(sql`select pg_sleep(1.1), 'nobody may read this'`)
  await engine.database.query(
    sql`insert into job (id, name, payload, actor, run_at)
        values (gen_random_uuid(), 'nobody works on it', '{}', gen_random_uuid(), now() - interval '1 hour')`,
  )
  const { status, body, text } = await as.administrator.get('health')
  assert.equal(status, 200, text)
  assert.match(body.version, /^\d+\.\d+\.\d+$/)
  assert.match(body.database.version, /^1\d/)
  assert.ok(body.database.bytes > 1_000_000 && body.database.connections > 0)
  assert.equal(body.jobs.waiting, 1)
  assert.ok(Date.parse(body.jobs.oldestWaiting) < Date.now())
  assert.deepEqual(body.mail, { state: 'notSetUp', waiting: 0, failed: 0 })
  assert.deepEqual(body.scanner, { isSetUp: false, problem: null, waiting: 0 })
  assert.equal(typeof body.seal.tail, 'number')
  assert.deepEqual(
    body.disks.map(({ what }: { what: string }) => what),
    ['data'],
  )
  assert.ok(body.processes.length === 1)
  const slow = body.slow.find((one: { text: string }) => one.text.includes('pg_sleep'))
  assert.equal(slow.text, 'select pg_sleep(?), ?')
  assert.equal(body.backups.place, null)
  for (const somebody of [as.leader, as.manager, as.clerk])
    assert.equal((await somebody.get('health')).status, 403)
})

test('what was slow in one process is told by every other, without its values, also when that one is gone', async (t) => {
  const { engine, as } = await office(t)
  const other = await createEngine({ ...engine.options, slowMilliseconds: 0 })
  await other.database.query(sql`select 'nobody may read this', 'asked elsewhere' as elsewhere`)
  const told = async () => {
    const { body } = await as.administrator.get('health')
    return body.slow.filter((one: { text: string }) => one.text === 'select ?, ? as elsewhere')
  }
  await other.close()
  const [statement] = await told()
  assert.deepEqual([statement?.count, (await told()).length], [1, 1])
  assert.ok(Date.parse(statement.lastAt) <= Date.now())
})

test('the page of the backups says when the next is due, where they go and what was kept, and follows the settings', async (t) => {
  const scene = await office(t)
  const backupTo = await mkdtemp(path.join(os.tmpdir(), 'kontor-kept-'))
  t.after(() => rm(backupTo, { recursive: true, force: true }))
  const engine = await createEngine({ ...scene.engine.options, backupTo })
  const server = await createServer(engine)
  t.after(async () => {
    await server.close()
    await engine.close()
  })
  const url = await server.listen({ port: 0, host: '127.0.0.1' })
  const administrator = caller(url, { authorization: `Bearer ${scene.as.administrator.key}` })
  const before = (await administrator.get('backups')).body
  assert.deepEqual([before.where, before.last], [backupTo, null])
  assert.ok(Date.parse(before.next) <= Date.now(), 'what was due and is not made is next')
  assert.equal((await administrator.post('backups')).status, 202)
  await engine.jobs.drain()
  const after = (await administrator.get('backups')).body
  assert.equal(after.last.state, 'done')
  assert.ok(Date.parse(after.next) > Date.now())
  const changed = await administrator.patch('/api/v1/settings', { 'backup.hour': 5, 'backup.daily': 14 })
  assert.equal(changed.status, 200, changed.text)
  const { schedule } = (await administrator.get('backups')).body
  assert.deepEqual([schedule.hour, schedule.daily, schedule.weekly], [5, 14, 5])
  assert.equal((await administrator.get('health')).body.backups.last.state, 'done')
})
