import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holder, made } from './holder.ts'
import { office, uploaded, until } from './office.ts'

const known = { name: 'SIA Zvaigžņu Osta', phone: '+37126123456', taxId: 'LV40003009497' }

test('how a row is like a record is told by what its importer sees of that', async (t) => {
  const place = await office(t)
  const { administrator: root, seller } = place.as
  const record = await made(root, 'customers', { ...known, country: 'LV', manager: seller.user })
  const mine = {
    object: 'customer',
    rows: { manager: '$me' },
    ...{ see: ['all'], change: ['all'], actions: ['read', 'create', 'change', 'import'] },
  }
  const party = { object: 'party', see: ['name'] }
  const who = await holder(place, 'names', [{ object: 'customer', see: ['name'] }, party, mine])
  const table = [
    'Name;Phone;Tax number',
    `${known.name};${known.phone};${known.taxId}`,
    `${known.name};+37129999999;LV40003032949`,
    `Pavisam Cits;${known.phone};${known.taxId}`,
  ].join('\n')
  const { id } = (await uploaded(who, place.url, 'imports', 'guesses.csv', table, 'customer')).body
  const mapping = ['name', 'phone', 'taxId'].map((field, column) => ({ column, field }))
  const set = await who.patch(`imports/${id}`, { mapping })
  assert.equal(set.status, 200, set.text)
  assert.equal((await who.post(`imports/${id}/check`)).status, 202)
  await until(async () => (await who.get(`imports/${id}`)).body.state === 'checked')
  const { items } = (await who.get(`imports/${id}/repeats`)).body
  type Repeat = { row: number; score: number; record: { id: string } | null; hidden: boolean }
  const told = (items as Repeat[]).map(({ row, score, record: one, hidden }) => [
    row,
    score,
    one?.id ?? null,
    hidden,
  ])
  // The third is like the first of the file, and leads to nothing that is hidden.
  const alike = (row: number) => [row, told[0]?.[1], record, false]
  assert.deepEqual(told.slice(0, 2), [alike(1), alike(2)])
  assert.deepEqual(
    told.slice(2).map(([row, , one, hidden]) => [row, one, hidden]),
    [[3, null, false]],
  )
  // Whoever sees all is told of all that is alike.
  await root.post(`imports/${id}/check`)
  await until(async () => (await root.get(`imports/${id}`)).body.state === 'checked')
  const all = (await root.get(`imports/${id}/repeats`)).body.items as Repeat[]
  assert.deepEqual(
    all.map(({ row, record: one }) => [row, one?.id ?? null]),
    [1, 3].map((row) => [row, record]),
  )
})
