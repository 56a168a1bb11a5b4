import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '../access/actor.ts'
import type { Database } from '../database/database.ts'
import { openReads } from './open-reads.ts'

/** A database that commits when it is told to, and counts what it was given at once. */
function slowDatabase() {
  const commits: { readonly entries: number; done(): void; failed(): void }[] = []
  const waiting: (() => void)[] = []
  const query = (piece: { values: readonly unknown[] }) =>
    new Promise((resolve, reject) => {
      const entries = (JSON.parse(String(piece.values[0])) as unknown[]).length
      commits.push({ entries, done: () => resolve([]), failed: () => reject(new Error('away')) })
      waiting.shift()?.()
    })
  return {
    commits,
    database: { query } as unknown as Database,
    /** Until it has been asked so many times. */
    async asked(times: number) {
      while (commits.length < times) await new Promise<void>((resolve) => waiting.push(resolve))
    },
  }
}

const read = {
  object: 'party',
  face: 'customer',
  fields: ['phone'],
  record: null,
  count: 1,
  way: 'list',
} as const
const reader = (request: string) => ({ user: 'u', source: 'web', request, address: null }) as unknown as Actor

/** Whether a promise is settled by what has happened so far. */
async function isOpen(promise: Promise<unknown>): Promise<boolean> {
  const open = {}
  const first = await Promise.race([promise.catch(() => null), new Promise((go) => setImmediate(go, open))])
  return first === open
}

test('an answer waits until what it gave is written down, and many share one commit', async () => {
  const { database, commits, asked } = slowDatabase()
  const reads = openReads(database, () => {})
  assert.equal(await isOpen(reads.written('reads nothing')), false)
  reads.note(reader('first'), read)
  const first = reads.written('first')
  await asked(1)
  const others = ['a', 'b', 'c', 'd'].map((request) => {
    reads.note(reader(request), read)
    return reads.written(request)
  })
  assert.equal(await isOpen(first), true)
  assert.equal(await isOpen(reads.written('reads nothing')), false, 'who reads none of it waits for nobody')
  commits[0]?.done()
  await first
  await asked(2)
  assert.equal(await isOpen(Promise.all(others)), true)
  assert.deepEqual(
    commits.map(({ entries }) => entries),
    [1, 4],
  )
  commits[1]?.done()
  await Promise.all(others)
  assert.equal(await isOpen(reads.written('a')), false)
  assert.equal(commits.length, 2)
})

test('what could not be written down fails the answer, and is written with what comes next', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const { database, commits, asked } = slowDatabase()
  const reads = openReads(database, () => {})
  reads.note(reader('first'), read)
  const first = reads.written('first')
  await asked(1)
  commits[0]?.failed()
  await assert.rejects(first, /away/)
  reads.note(reader('second'), read)
  const second = reads.written('second')
  await asked(2)
  assert.equal(commits[1]?.entries, 2)
  commits[1]?.done()
  await second
  assert.equal(await isOpen(reads.written('first')), false)
})
