import assert from 'node:assert/strict'
import { test } from 'node:test'
import { grams, searchKey } from '#text'
import { planRows, type PlanStep } from '#testing'
import type { Actor } from '../access/actor.ts'
import type { Transaction } from '../database/database.ts'
import { explaining } from '../database/explaining-for-test.ts'
import { company, type TestCompany } from '../records/read/company-for-test.ts'
import { actingReader } from '../records/read/list-conditions.ts'
import { listRecords } from '../records/read/list-records.ts'

const many = 20_000

test('a number that is hidden on some rows is found by its index, in its order, where it is seen', async (t) => {
  const firm = await company(t)
  await manyParties(firm)
  const seen = ['name', 'city']
  const reader = await firm.user('Reader', [
    { object: 'customer', see: seen },
    { object: 'customer', rows: { city: 'Ogre' }, see: ['name', 'city', 'number', 'taxId'] },
  ])
  const by = await firm.actor(reader)
  const ofOgre = (begun: string) =>
    numbers().filter((number, at) => at % 20 === 7 && number.startsWith(begun))
  for (const [typed, begun] of [
    ['17', 'C-17'],
    ['C-010', 'C-010'],
    ['C-019', 'C-019'],
  ] as const) {
    const { items, rows } = await found(firm, by, typed)
    assert.deepEqual(
      items.map(({ number }) => number),
      ofOgre(begun).toSorted().slice(0, 10),
      typed,
    )
    assert.ok(rows < 2_000, `${rows} rows are too many for ${typed}`)
  }
  // The number of a row on which it is hidden, and its beginning by which nothing else is found.
  const hidden = await found(firm, by, 'C-01008')
  assert.deepEqual(hidden.items, [])
  assert.ok(hidden.rows < 2_000, `${hidden.rows} rows are too many`)
})

test('of a frequent word among names that one does not see not each is looked up', async (t) => {
  const firm = await company(t)
  await manyParties(firm, 2 * many)
  // Half of all rows are too many to be looked through, and none of these is called so.
  const rows = { city: { in: ['Ogre', 'Rīga'] } }
  const reader = await firm.user('Reader', [{ object: 'customer', rows, see: 'all' }])
  const { items, loops } = await found(firm, await firm.actor(reader), 'abols')
  assert.deepEqual(items, [])
  assert.ok(loops < many * 0.6, `${loops} names were looked up one by one`)
})

async function found(firm: TestCompany, by: Actor, search: string) {
  const plans: PlanStep[] = []
  const watched = { ...firm.database, search: explaining(firm.database.search as Transaction, plans) }
  const asking = actingReader(firm.model, by)
  const query = { search, limit: 10, fields: ['number', 'city'] }
  const page = JSON.parse(await listRecords(watched, asking, firm.object('customer'), query)) as {
    items: { number: string; city: string }[]
  }
  return {
    items: page.items,
    rows: Math.max(0, ...plans.map(planRows)),
    loops: Math.max(0, ...plans.map(mostLoops)),
  }
}

function mostLoops(step: PlanStep): number {
  return Math.max(step['Actual Loops'] ?? 0, ...(step.Plans ?? []).map(mostLoops))
}

function numbers(count = many): string[] {
  return Array.from({ length: count }, (_, at) => `C-${String(at).padStart(5, '0')}`)
}

/** Every second one is called so, and is in none of the towns. */
async function manyParties({ database }: TestCompany, count = many) {
  const rows = numbers(count).map((number, at) => {
    const city = at % 2 === 0 ? 'Elsewhere' : at % 20 === 7 ? 'Ogre' : 'Rīga'
    const name = `${at % 2 === 0 ? 'Liels Abols' : 'Pupa'} ${at}`
    const id = `01900000-0000-7000-8000-${String(at).padStart(12, '0')}`
    const key = searchKey(name)
    return { id, number, name, city, key, grams: grams(key) }
  })
  await database.query({
    parts: [
      `insert into party (id, number, name, city, is_customer, search_key, search_grams)
       select id, number, name, city, true, key, grams from json_to_recordset(`,
      `) as r(id uuid, number text, name text, city text, key text, grams int4[])`,
    ],
    values: [JSON.stringify(rows)],
  })
  await database.query({ parts: ['vacuum analyze party'], values: [] })
}
