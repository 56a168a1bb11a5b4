import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#model'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import { besideRecords } from './beside-records.ts'

test('what is kept beside a record is found in the log by an index, also of records that are gone', async (t) => {
  const { engine } = await engineForTest(t)
  const [record, fact, share, other] = [newId(), newId(), newId(), newId()]
  const enter = (object: string, about: string, held: 'before' | 'after', of: string) =>
    engine.database.query({
      parts: [
        `insert into audit_entry (change, source, object, record, action, ${held})
         values (gen_random_uuid(), 'test', '${object}', '${about}', 'create', '{"record": "${of}"}')`,
      ],
      values: [],
    })
  await enter('fact', fact, 'after', record)
  await enter('recordShare', share, 'before', record)
  await enter('fact', newId(), 'after', other)
  await enter('party', newId(), 'after', record)
  const person = { record: { id: record }, former: [] } as never
  const [found = []] = await besideRecords(engine.database, [person])
  assert.deepEqual(found.toSorted(), [fact, share].toSorted())

  await engine.database.transaction(async (tx) => {
    await tx.query(sql`set local enable_seqscan = off`)
    await tx.query(sql`set local enable_bitmapscan = off`)
    const plans: unknown[] = []
    const explained = {
      query: async (piece: Parameters<Connection['query']>[0]) => {
        plans.push(...(await tx.query(sql`explain ${piece}`)))
        return []
      },
    } as Connection
    await besideRecords(explained, [person])
    assert.match(JSON.stringify(plans), /audit_entry_beside_idx/)
  })
})
