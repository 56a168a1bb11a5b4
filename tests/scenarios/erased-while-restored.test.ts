import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql, type Engine } from '#engine'
import { chainLock } from '../../engine/seal/seal-next.ts'
import { office } from './office.ts'

test('who is erased while somebody brings them back stays erased', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root } = as
  const { id } = (await root.post('contacts', { name: 'Zane Zuduma', phone: '+37129000001' })).body
  assert.equal((await root.remove(`contacts/${id}`)).status, 204)
  const [deletion] = await engine.database.query<{ change: string }>(
    sql`select change from audit_entry where record = ${id} and action = 'delete'`,
  )
  await engine.jobs.stop()
  const asked = await root.post(`contacts/${id}/erasure`, { mode: 'erase', reason: 'Asked for.' })
  assert.equal(asked.status, 202, asked.text)
  // The erasure has found them gone, and waits to take them out of the log.
  const held = await holding(engine)
  await engine.jobs.start({ byClock: false })
  await untilWaiting(engine, 1)
  const returns = [root.post(`contacts/${id}/restore`), root.post(`changes/${deletion?.change}/undo`)]
  let settled = 0
  for (const one of returns) void one.then(() => (settled += 1))
  await untilWaiting(engine, 3, () => settled > 0)
  await held.end()
  const [restored, undone] = await Promise.all(returns)
  await engine.jobs.drain()
  assert.equal(restored?.status, 404, restored?.text)
  assert.equal(undone?.body.reversed ?? 0, 0, undone?.text)
  assert.equal((await root.get(`contacts/${id}`)).status, 404)
  assert.deepEqual(await engine.verify(), [])
})

test('who is made anonymous while somebody sets them back stays so', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root } = as
  const { id } = (await root.post('contacts', { name: 'Zane Zuduma', notes: 'secret one' })).body
  const asOf = new Date().toISOString()
  const changed = await root.patch(`contacts/${id}`, { name: 'Zane Other', notes: 'secret two' })
  assert.equal(changed.status, 200, changed.text)
  await engine.jobs.stop()
  const asked = await root.post(`contacts/${id}/erasure`, { mode: 'anonymise', reason: 'Asked for.' })
  assert.equal(asked.status, 202, asked.text)
  // The erasure has emptied their record, and waits to take them out of the log.
  const held = await holding(engine)
  await engine.jobs.start({ byClock: false })
  await untilWaiting(engine, 1)
  const change = changed.headers.get('kontor-change')
  const returns = [root.post(`contacts/${id}/restore`, { asOf }), root.post(`changes/${change}/undo`)]
  let settled = 0
  for (const one of returns) void one.then(() => (settled += 1))
  await untilWaiting(engine, 3, () => settled > 0)
  await held.end()
  const [restored] = await Promise.all(returns)
  await engine.jobs.drain()
  assert.equal(restored?.status, 200, restored?.text)
  assert.doesNotMatch((await root.get(`contacts/${id}`)).text, /Zane|secret/)
  assert.deepEqual(await engine.verify(), [])
})

test('an erasure is rehearsed without keeping the log from being sealed, nor waiting for it', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root } = as
  const { id } = (await root.post('contacts', { name: 'Zane Zuduma', phone: '+37129000001' })).body
  assert.equal((await root.patch(`contacts/${id}`, { phone: '+37129000002' })).status, 200)
  await engine.jobs.stop()
  const held = await holding(engine)
  for (const mode of ['erase', 'anonymise']) {
    const asked = await root.post(`contacts/${id}/erasure`, { mode, reason: 'Asked for.' })
    assert.equal(asked.status, 202, asked.text)
  }
  await held.end()
})

test('while an erasure is rehearsed others bring back what they need', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root } = as
  const { id } = (await root.post('contacts', { name: 'Zane Zuduma' })).body
  const other = (await root.post('contacts', { name: 'Oskars Ozols' })).body
  assert.equal((await root.remove(`contacts/${other.id}`)).status, 204)
  await engine.jobs.stop()
  const held = await holding(engine, sql`select from party where id = ${id} for update`)
  const asked = root.post(`contacts/${id}/erasure`, { mode: 'anonymise', reason: 'Asked for.' })
  await untilWaiting(engine, 1)
  const restored = await root.post(`contacts/${other.id}/restore`)
  await held.end()
  assert.equal(restored.status, 200, restored.text)
  assert.equal((await asked).status, 202)
})

/** Keeps all from being taken out of the log, or what else is named, until it is ended. */
async function holding({ database }: Engine, lock = sql`select pg_advisory_xact_lock(${chainLock})`) {
  let end = (): void => {}
  const ended = new Promise<void>((resolve) => (end = resolve))
  const begun = Promise.withResolvers<void>()
  const over = database.transaction(async (tx) => {
    await tx.query(lock)
    begun.resolve()
    await ended
  })
  await begun.promise
  return { end: () => (end(), over) }
}

/** Until so many wait for a lock in this database, or something else has come. */
async function untilWaiting({ database }: Engine, count: number, orElse = () => false): Promise<void> {
  for (;;) {
    const waiting = await database.query(
      sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if (waiting.length >= count || orElse()) return
  }
}
