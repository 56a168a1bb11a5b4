import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#model'
import { openDatabase } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import type { Engine } from '../engine.ts'
import { chainLock, sealNext } from './seal-next.ts'
import { allSealed, behindItsBack, makeEntries, rewriteChain } from './chain-for-test.ts'

test('an older write holds the seal back, and nothing is lost or sealed twice by it', async (t) => {
  const { engine, root } = await engineForTest(t)
  await allSealed(engine)
  const { position } = await engine.chain.state()
  const holding = gate()
  const written = gate()
  const long = engine.database.transaction(async (tx) => {
    await tx.query(
      sql`insert into audit_entry (change, source, object, action) values (${newId()}, 'test', 'post', 'slow')`,
    )
    written.open()
    await holding.opened
  })
  await written.opened
  await engine.records.create(root, 'post', { name: 'Dispatcher' })
  await engine.chain.seal()
  const held = await engine.chain.state()
  assert.deepEqual([held.position, held.tail], [position, 1], 'the younger waits for the older')
  assert.deepEqual(await engine.verify(), [], 'a tail is no fault')
  holding.open()
  await long
  await allSealed(engine)
  assert.equal((await engine.chain.state()).position, position + 2)
  assert.deepEqual(await engine.verify(), [])
})

test('many writers at once and two that seal: each entry is sealed once', async (t) => {
  const { engine, another } = await engineForTest(t)
  const other = await another()
  let writing = true
  const sealing = [engine, other].map(async (one) => {
    while (writing) {
      await sealNext(one.database, { entries: 7 })
      await new Promise((resolve) => setImmediate(resolve))
    }
  })
  await Promise.all(Array.from({ length: 4 }, () => writeOften(engine, 40)))
  writing = false
  await Promise.all(sealing)
  await allSealed(engine)
  const [counts] = await engine.database.query<{ written: string; sealed: string; position: string }>(
    sql`select (select count(*) from audit_entry) as written, (select count(*) from audit_sealed_entry) as sealed,
               (select max(position) from audit_seal) as position`,
  )
  assert.deepEqual([counts?.sealed, counts?.position], [counts?.written, counts?.written])
  assert.deepEqual(await engine.verify(), [])
})

async function writeOften(engine: Engine, times: number): Promise<void> {
  for (let n = 0; n < times; n++) {
    await engine.database.transaction(async (tx) => {
      for (let of = 0; of <= n % 4; of++)
        await tx.query(
          sql`insert into audit_entry (change, source, object, action, after)
              values (${newId()}, 'test', 'post', 'write', ${JSON.stringify({ n, of })}::jsonb)`,
        )
    })
  }
}

test('while one process seals, another leaves it alone', async (t) => {
  const { engine, another } = await engineForTest(t)
  const other = await another()
  await engine.database.transaction(async (tx) => {
    await tx.query(sql`select pg_advisory_xact_lock(${chainLock})`)
    assert.equal(await sealNext(other.database), null)
  })
  assert.ok(await sealNext(other.database))
})

test('a large backlog is sealed in steps, and what was left by a crash between two goes on from there', async (t) => {
  const { engine } = await engineForTest(t)
  await allSealed(engine)
  const { position } = await engine.chain.state()
  for (let n = 0; n < 40; n++) await makeEntries(engine, 500)
  const steps: number[] = []
  while (steps.length < 5) steps.push((await sealNext(engine.database, { entries: 1_000 }))?.entries ?? 0)
  assert.ok(Math.max(...steps) <= 1_500, `a step ends with a transaction: ${steps.join()}`)

  // A process that dies within a step leaves nothing of the step behind.
  const dying = openDatabase({ url: engine.database.url, schema: engine.database.schema, connections: 1 })
  await assert.rejects(
    sealNext(
      {
        ...dying,
        transaction: (work, options) =>
          dying.transaction(async (tx) => {
            await work(tx)
            throw new Error('killed')
          }, options),
      },
      { entries: 1_000 },
    ),
  )
  await dying.close()
  const sealed = steps.reduce((sum, step) => sum + step, 0)
  assert.equal((await engine.chain.state()).position, position + sealed)
  await allSealed(engine)
  assert.equal((await engine.chain.state()).position, position + 20_000)
  assert.deepEqual(await engine.verify(), [])
})

test('one transaction of any size is sealed whole', async (t) => {
  const { engine } = await engineForTest(t)
  await makeEntries(engine, 60_000)
  await allSealed(engine)
  const { position, tail } = await engine.chain.state()
  assert.ok(position >= 60_000 && tail === 0)
  assert.deepEqual(await engine.verify(), [])
})

test('a log that was restored on another server is not sealed twice, and its tail is', async (t) => {
  const { engine, another } = await engineForTest(t)
  await makeEntries(engine, 50)
  await allSealed(engine)
  const { position } = await engine.chain.state()
  await makeEntries(engine, 3)
  // The seals name another server, whose transactions may be counted further than this one's.
  await behindItsBack(
    engine,
    'update audit_seal set cluster = 1',
    "update audit_entry set tx = '4611686018427387904' where id % 2 = 0",
  )
  await rewriteChain(engine)
  assert.deepEqual(await engine.verify(), [])
  const restored = await another()
  assert.equal((await restored.chain.state()).tail, 3)
  await allSealed(restored)
  assert.equal((await restored.chain.state()).position, position + 3)
  assert.deepEqual(await restored.verify(), [])
})

function gate(): { open(): void; opened: Promise<void> } {
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { open: () => open(), opened }
}
