import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#model'
import { openDatabase } from '../database/database.ts'
import type { Sql } from '../database/sql.ts'
import { databaseForTest } from '../engine-for-test.ts'
import { mayHaveMoved } from './known-moves.ts'
import { keepMove, movedByNames, movedTo } from './moved.ts'

test('where nothing was merged nobody asks, and what another process merges is heard of', async (t) => {
  const { url, schema } = await databaseForTest(t)
  const [here, elsewhere] = [openDatabase({ url, schema }), openDatabase({ url, schema })]
  t.after(() => Promise.all([here.close(), elsewhere.close()]).then(() => {}))
  const asked: string[] = []
  const watched = {
    ...here,
    query: <T>(piece: Sql, options?: { name?: string }) => {
      asked.push(options?.name ?? 'all moves')
      return here.query<T>(piece, options)
    },
  }
  const [old, stays] = [newId(), newId()]
  const named = new Map([['number', ['C-1']]])
  const goes = async () => [
    await movedTo(watched, 'party', old.toUpperCase()),
    await movedByNames(watched, 'party', named),
  ]
  assert.deepEqual(await goes(), [null, []])
  assert.deepEqual(asked, ['all moves'])
  const heard = new Promise<void>((resolve) =>
    here.listen('kontor_moves', (text) => text !== null && resolve()),
  )
  await elsewhere.transaction((tx) =>
    keepMove(tx, { name: 'party' } as never, old, stays, new Map([['number', 'C-1']])),
  )
  await heard
  assert.deepEqual(await goes(), [stays, [{ field: 'number', value: 'C-1', record: stays }]])
  asked.length = 0
  assert.equal(await movedTo(watched, 'party', stays), null)
  assert.equal(await movedTo(watched, 'contract', old), null)
  assert.deepEqual(asked, [])
})

test('whoever merged it knows at once, and a transaction asks for what it did itself', async (t) => {
  const { url, schema } = await databaseForTest(t)
  const here = openDatabase({ url, schema })
  t.after(() => here.close())
  const [old, stays] = [newId(), newId()]
  assert.equal(await mayHaveMoved(here, 'party', [['id', old]]), false)
  await here.transaction(async (tx) => {
    await keepMove(tx, { name: 'party' } as never, old, stays, new Map())
    assert.equal(await movedTo(tx, 'party', old), stays)
  })
  assert.equal(await movedTo(here, 'party', old), stays)
})
