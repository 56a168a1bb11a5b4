import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holder, made } from './holder.ts'
import { office, type Reply } from './office.ts'

function refused(reply: Reply, status: number, what: RegExp): void {
  assert.equal(reply.status, status, reply.text)
  assert.match(reply.text, what)
}

const shapes = { object: 'settings', actions: ['objects', 'obligatory'] }

test('who shapes objects reads by a formula, a condition or a rule only what they see everywhere', async (t) => {
  const firm = await office(t)
  const { administrator } = firm.as
  const id = await made(firm.as.administrator, 'customers', {
    ...{ name: 'SIA Slepenais', country: 'EE', city: 'Tallinn', creditLimit: 777777 },
  })
  const partly = { rows: { country: 'LV' }, see: ['name', 'country', 'city'] }
  const keeper = await holder(firm, 'shaper', [
    shapes,
    { object: 'customer', see: ['name', 'country'], change: ['name'], actions: ['read', 'change'] },
    { object: 'customer', ...partly },
    { object: 'category', see: ['name'] },
    { object: 'contact', rows: { country: 'LV' }, see: ['name', 'country'] },
  ])
  const grants = [{ post: keeper.held, see: true }]
  const formula = (text: string, more: object = {}) =>
    keeper.post('objects/customer/fields', {
      ...{ type: 'formula', gives: 'yesNo', formula: text, label: 'Spy', grants, ...more },
    })
  for (const text of [
    'creditLimit > 1000',
    'city = "Tallinn"',
    'COUNT(activities) > 0',
    'NOT(ISBLANK(manager))',
    'COUNT(links) > 0',
  ])
    refused(await formula(text), 422, /"formula"/)
  const seen = await keeper.get(`customers/${id}`)
  assert.ok(!('x_spy' in seen.body), seen.text)
  assert.equal((await formula('LEFT(name, 3) = "SIA"', { label: 'Firm' })).status, 201)
  assert.equal((await keeper.get(`customers/${id}`)).body.x_firm, true)
  refused(
    await keeper.patch('objects/customer/fields/x_firm', { formula: 'creditLimit > 1000' }),
    422,
    /formula/,
  )
  assert.equal((await keeper.patch('objects/customer/fields/x_firm', { label: 'Is a firm' })).status, 200)
  const plain = { type: 'text', label: 'Shelf', grants: [{ ...grants[0], change: true }] }
  assert.equal((await keeper.post('objects/customer/fields', plain)).status, 201)
  const chosen = { type: 'reference', label: 'Other', to: 'customer', where: { creditLimit: { gte: 1000 } } }
  refused(await keeper.post('objects/customer/fields', { ...chosen, grants }), 422, /"where"/)
  const must = { must: 'creditLimit < 1000', refusal: 'Over' }
  const half = { must: 'city <> "Tallinn"', refusal: 'There' }
  for (const rule of [must, half, { require: 'city', when: { creditLimit: { gte: 1000 } } }])
    refused(await keeper.patch('objects/customer/rules', { add: [rule] }), 422, /rule/)
  // Administrators shape as before, over all there is.
  const over = { type: 'formula', gives: 'yesNo', formula: 'creditLimit > 1000', label: 'Rich' }
  assert.equal((await administrator.post('objects/customer/fields', over)).status, 201)
  assert.equal((await keeper.patch('objects/customer/fields/x_rich', { label: 'Wealthy' })).status, 200)
})

test('who shapes objects moves nothing that rights rest upon, and ends no log of who reads', async (t) => {
  const firm = await office(t)
  const { administrator } = firm.as
  const add = async (object: string, field: object) => {
    const answer = await administrator.post(`objects/${object}/fields`, field)
    assert.equal(answer.status, 201, answer.text)
    return answer.body.name as string
  }
  await add('customer', { type: 'formula', gives: 'yesNo', formula: 'country = "LV"', label: 'Near' })
  await add('customer', { type: 'formula', gives: 'yesNo', formula: 'x_near', label: 'Open' })
  await add('customer', { type: 'yesNo', label: 'Shared' })
  await add('customer', { type: 'text', label: 'Secret', sensitive: true })
  for (const name of ['SIA Viens', 'SIA Divi'])
    await made(administrator, 'customers', { name, country: 'EE', x_secret: 'Sezams' })
  const keeper = await holder(firm, 'shaper', [
    shapes,
    { object: 'activity', see: ['subject'] },
    { object: 'customer', rows: { x_open: true }, see: ['name', 'country', 'x_near', 'x_open', 'x_shared'] },
    { object: 'customer', rows: { x_shared: true }, see: ['name'] },
  ])
  const change = (name: string, changes: object) => keeper.patch(`objects/customer/fields/${name}`, changes)
  const rest = /Rights ask for/
  refused(await change('x_open', { formula: 'TRUE' }), 403, rest)
  refused(await change('x_near', { formula: 'TRUE' }), 403, rest)
  refused(await change('x_shared', { default: true }), 403, rest)
  refused(await keeper.remove('objects/customer/fields/x_open'), 409, /right/)
  assert.equal((await change('x_near', { label: 'Nearby' })).status, 200, 'words are no rights')
  refused(await change('x_secret', { sensitive: false }), 403, /log of who reads/)
  const double = await change('x_secret', { unique: true })
  refused(double, 422, /hold the same value/)
  assert.doesNotMatch(double.text, /Sezams/)
  const seenWith = { type: 'reference', label: 'Belongs', to: 'customer', seenWith: true }
  refused(await keeper.post('objects/activity/fields', seenWith), 403, /who sees them/)
  const { items } = (await keeper.get('customers?where={"country":"EE"}')).body
  assert.deepEqual(items, [])
  // A right of a single user holds a field as one of a post does.
  await made(administrator, 'grants', {
    ...{ object: 'customer', actions: ['read'], see: ['name'], rows: { x_secret: 'Sezams' } },
    user: keeper.user,
  })
  const retired = await administrator.remove('objects/customer/fields/x_secret')
  refused(retired, 409, /A right of shaper/)
})

test('who keeps what is obligatory leaves alone what names fields that they do not see', async (t) => {
  const firm = await office(t)
  const { administrator } = firm.as
  const hidden = { require: 'creditLimit', when: { country: 'LV' } }
  const shown = { require: 'city' }
  assert.equal((await administrator.put('objects/customer/rules', { rules: [hidden, shown] })).status, 200)
  const keeper = await holder(firm, 'ruler', [
    { object: 'settings', actions: ['obligatory'] },
    { object: 'customer', see: ['name', 'country', 'city'] },
  ])
  const rules = async (by: typeof keeper | typeof administrator) =>
    (await by.get('objects/customer/rules')).body.items
  assert.deepEqual(await rules(keeper), [shown])
  const own = { require: 'country' }
  assert.equal((await keeper.put('objects/customer/rules', { rules: [own] })).status, 200)
  assert.deepEqual(await rules(keeper), [own])
  assert.deepEqual(await rules(administrator), [hidden, own], 'what they were not told of stays')
  // Whether there is such a rule they cannot find out by taking it away.
  const none = { require: 'creditLimit', when: { country: 'EE' } }
  const answers = await Promise.all(
    [hidden, none].map((rule) => keeper.patch('objects/customer/rules', { remove: [rule] })),
  )
  assert.deepEqual(
    answers.map(({ status, body }) => [status, body.errors]),
    [1, 2].map(() => [422, answers[0]?.body.errors]),
  )
})
