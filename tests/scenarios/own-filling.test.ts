import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holder } from './holder.ts'
import { office, uploaded, until } from './office.ts'

const all = { see: ['all'], change: ['all'], actions: ['read', 'create', 'change', 'import'] }
const users = { object: 'user', see: ['name'] }

test('what fills itself is told before, in a form that is not whole and of a file with empty cells', async (t) => {
  const place = await office(t)
  const { administrator: root } = place.as
  const rules = [{ require: 'manager' }]
  const set = await root.put('objects/customer/rules', { rules }, { confirmed: 'catalog.asksLess' })
  assert.ok([200, 204].includes(set.status), set.text)
  const who = await holder(place, 'own', [{ object: 'customer', ...all, rows: { manager: '$me' } }, users])
  const own = { id: who.user, title: 'own' }
  const tried = await who.post('customers?dryRun=true', { country: 'LV' })
  assert.deepEqual(tried.body.filled, { manager: own })
  assert.ok(!tried.body.errors.some(({ field }: { field: string }) => field === 'manager'), tried.text)
  const named = await who.post('customers?dryRun=true', { country: 'LV', manager: who.user })
  assert.deepEqual(named.body.filled, {})
  assert.deepEqual((await root.post('customers?dryRun=true', { country: 'LV' })).body.filled, {})

  // No column for the manager, then one with empty cells: the same is said, and done.
  for (const file of [
    'Name;Country\nSIA Viens;LV\n',
    'Name;Country;Manager\nSIA Divi;LV;\nSIA Trīs;LV;own\n',
  ]) {
    const { id } = (await uploaded(who, place.url, 'imports', 'own.csv', file, 'customer')).body
    const view = (await who.get(`imports/${id}`)).body
    assert.deepEqual([view.required, view.filled], [[], [{ field: 'manager', isList: false, value: own }]])
    assert.equal((await who.post(`imports/${id}/check`)).status, 202)
    const stands = async (state: string) => (await who.get(`imports/${id}`)).body.state === state
    await until(() => stands('checked'))
    assert.equal((await who.get(`imports/${id}`)).body.counts.refused, 0)
    assert.equal((await who.post(`imports/${id}/run`)).status, 202)
    await until(() => stands('done'))
    // Whoever may make any is told of none.
    assert.deepEqual((await root.get(`imports/${id}`)).body.filled, [])
  }
  const { items } = (await root.get('customers?search=SIA&fields=name,manager&limit=100')).body
  const made = (items as { name: string; manager: { id: string } }[]).filter(({ name }) =>
    ['SIA Viens', 'SIA Divi', 'SIA Trīs'].includes(name),
  )
  assert.deepEqual(new Set(made.map(({ manager }) => manager?.id)), new Set([who.user]))
  assert.equal(made.length, 3)
})

test('a default of the field comes first where the right takes it', async (t) => {
  const place = await office(t)
  const { administrator: root, seller, seller2 } = place.as
  const field = { type: 'reference', to: 'user', label: 'Keeper', default: seller.user }
  const added = await root.post('objects/customer/fields', field)
  assert.equal(added.status, 201, added.text)
  const keeper = added.body.name as string
  const may = { object: 'customer', ...all, see: ['all', keeper], change: ['all', keeper] }
  const rows = (...named: string[]) => ({ any: named.map((one) => ({ [keeper]: one })) })
  const takes = await holder(place, 'takes', [{ ...may, rows: rows('$me', seller.user) }, users])
  const one = await takes.post('customers', { name: 'SIA Noklusētā', country: 'LV' })
  assert.deepEqual([one.status, one.body[keeper]?.id], [201, seller.user], one.text)
  // One that would be refused gives way to what is theirs.
  const other = await holder(place, 'other', [{ ...may, rows: rows('$me', seller2.user) }, users])
  const two = await other.post('customers', { name: 'SIA Sava', country: 'LV' })
  assert.deepEqual([two.status, two.body[keeper]?.id], [201, other.user], two.text)
})
