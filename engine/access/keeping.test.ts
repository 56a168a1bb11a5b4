import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayAt } from '#model'
import type { Connection } from '../database/database.ts'
import { company } from '../records/read/company-for-test.ts'
import { loadKeeping } from './keeping.ts'

const today = dayAt(Date.now(), 'Europe/Riga')

test('where people stand is looked up only of those of whom it is asked', async (t) => {
  const firm = await company(t)
  const all = { object: 'customer', see: ['name', 'notes'] }
  const theirs = { object: 'visit', rows: { owner: '$me' }, see: ['subject'] }
  const keeper = await firm.user('Keeper', [all, theirs, { object: 'settings', actions: ['users'] }])
  const plain = await firm.user('Plain', [{ object: 'customer', rows: { city: 'Rīga' }, see: ['name'] }])
  const own = await firm.user('Own', [{ object: 'customer', rows: { manager: '$me' }, see: ['name'] }])
  const more = await firm.user('More', [
    { object: 'customer', rows: { manager: '$me' }, see: ['taxId'] },
    { object: 'visit' },
  ])
  const like = await firm.user('Like', [theirs])
  const asked: string[] = []
  const counting: Connection = {
    ...firm.database,
    query: (piece, options) => {
      if (piece.parts.join('').includes('recursive principal')) asked.push(JSON.stringify(piece.values))
      return firm.database.query(piece, options)
    },
  }
  const { reaches, holds } = await loadKeeping(counting, firm.model, keeper, today)
  assert.deepEqual(
    [plain, own, more, like].map((one) => [reaches.has(one), holds.has(one)]),
    [
      [true, true],
      [true, true],
      [true, false],
      [true, false],
    ],
  )
  const stands = asked.join()
  assert.deepEqual(
    [keeper, like, own, plain, more].map((one) => stands.includes(one)),
    [true, true, false, false, false],
  )
})
