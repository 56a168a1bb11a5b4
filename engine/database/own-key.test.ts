import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#model'
import { administratorsInTurn } from '../access/administrators-left.ts'
import { oneAtATime } from '../audit/one-at-a-time.ts'
import { engineForTest } from '../engine-for-test.ts'
import { lockContents } from '../files/collect-files.ts'
import { lockUploads } from '../files/waiting-uploads.ts'
import { awaitErasures } from '../records/write/hold-returns.ts'
import { schemaLock } from '../schema/migrate.ts'
import { chainLock, sealNext } from '../seal/seal-next.ts'
import { openDatabase, type Transaction } from './database.ts'
import { id, sql } from './sql.ts'

test('another office in a schema of the same database holds up nothing', async (t) => {
  const { engine, root } = await engineForTest(t)
  const { url, schema } = engine.database
  const name = `${schema}_beside`
  const beside = openDatabase({ url, schema: name, connections: 2 })
  t.after(async () => {
    await beside.query(sql`drop schema ${id(name)} cascade`)
    await beside.close()
  })
  await engine.database.query(sql`create schema ${id(name)}`)
  const change = newId()
  const locked = async (tx: Transaction, of: string) => {
    for (const key of [chainLock, schemaLock(of)]) await tx.query(sql`select pg_advisory_xact_lock(${key})`)
    await lockContents(tx)
    await lockUploads(tx, root)
    await oneAtATime(tx, change)
    await administratorsInTurn(tx)
    await awaitErasures(tx)
    const keys = await tx.query<{ key: string }>(
      sql`select classid || ' ' || objid as key from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()`,
    )
    return keys.map(({ key }) => key)
  }
  await beside.transaction(async (held) => {
    const theirs = new Set(await locked(held, name))
    assert.ok(await sealNext(engine.database), 'the chain is sealed')
    const ours = await engine.database.transaction((tx) => locked(tx, schema))
    assert.deepEqual([theirs.size, ours.filter((key) => theirs.has(key))], [7, []])
  })
})
