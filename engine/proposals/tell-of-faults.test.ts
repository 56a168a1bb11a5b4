import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '../access/actor.ts'
import { Problem } from '../errors.ts'
import type { Records } from '../records/records.ts'
import type { Criterion } from './criteria.ts'
import { faultsOf } from './tell-of-faults.ts'

const tx = { savepoint: <T>(work: () => Promise<T>) => work() }
const actor = { language: 'en', timeZone: 'Europe/Riga' }
const door = { tx, authority: 'action', model: {}, options: {}, actor }
const records = {
  door: (_actor: Actor, _options: object, work: (open: object) => Promise<unknown>) => work(door),
} as unknown as Records

function criterion(id: string, check: () => Promise<void>): Criterion {
  return { id, input: {}, automatic: true, action: { name: 'freeze', input: {}, check } } as never
}

const refused = criterion('refused', () => Promise.reject(new Problem(422, 'closed', 'It is closed.')))
const fine = criterion('fine', async () => {})

test('a criterion whose trial fails is told as faulty, and the others as they are', async () => {
  const logged: unknown[] = []
  const log = (_text: string, error?: unknown) => void logged.push(error)
  const bug = new TypeError('undefined is not a function')
  const broken = criterion('broken', () => Promise.reject(bug))
  const faults = await faultsOf({ records, log }, {} as Actor, [broken, fine, refused])
  assert.deepEqual(
    [...faults].map(([id, { status, code }]) => [id, status, code]),
    [
      ['broken', 500, 'bug'],
      ['refused', 422, 'closed'],
    ],
  )
  assert.deepEqual(logged, [bug], 'what nobody expected is logged')
})

test('a database that is away is no fault of a criterion', async () => {
  const away = new Problem(503, 'databaseAway', 'The database does not answer.')
  const tried = faultsOf({ records, log() {} }, {} as Actor, [criterion('any', () => Promise.reject(away))])
  await assert.rejects(tried, { code: 'databaseAway' })
})
