import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office } from './office.ts'

test('an administrator adds an object and a field, and both work at once', async (t) => {
  const { as } = await office(t)
  const made = await as.administrator.post('objects', { label: 'Rental', plural: 'Rentals' })
  assert.equal(made.status, 201, made.text)
  assert.equal(made.body.path, 'x-rentals')
  const name = made.body.name
  const field = await as.administrator.post(`objects/${name}/fields`, {
    type: 'money',
    label: 'Daily rate',
    name: 'dailyRate',
  })
  assert.equal(field.status, 201, field.text)
  assert.equal(field.body.name, 'x_dailyRate')
  const rental = await as.administrator.post('x-rentals', {
    x_name: 'Crane for a week',
    x_dailyRate: '120.5',
  })
  assert.equal(rental.status, 201, rental.text)
  assert.equal(rental.body.x_dailyRate, '120.50')
  assert.equal((await as.clerk.get('x-rentals')).status, 404, 'nobody has a right to it before it is given')
  const listed = await as.administrator.get('objects')
  assert.ok(listed.body.items.some((object: { name: string }) => object.name === name))
  const openapi = await as.administrator.get('openapi.json')
  assert.ok(openapi.body.paths['/x-rentals'], 'it is in the description of the API too')
})

test('a field is tried out before it is added, and only an administrator may', async (t) => {
  const { as } = await office(t)
  const field = { type: 'text', label: 'Shoe size' }
  const refused = await as.clerk.post('objects/customer/fields', field)
  assert.equal(refused.status, 403)
  const tried = await as.administrator.post('objects/customers/fields?dryRun=true', field)
  assert.equal(tried.status, 200, tried.text)
  assert.equal(tried.body.record.name, 'x_shoeSize')
  const wrong = await as.administrator.post('objects/customers/fields?dryRun=true', { type: 'nonsense' })
  assert.equal(wrong.body.errors[0].field, 'type')
  const fields = await as.administrator.get('objects/customer/fields')
  assert.ok(!fields.body.items.some((one: { name: string }) => one.name === 'x_shoeSize'))
})

test('a retired field vanishes, comes back with its values, and is erased only when that is confirmed', async (t) => {
  const { as } = await office(t)
  await as.administrator.post('objects/customer/fields', { type: 'text', label: 'Shoe size' })
  const customer = await as.administrator.post('customers', {
    name: 'SIA Kurpe',
    country: 'LV',
    x_shoeSize: '42',
  })
  assert.equal(customer.status, 201, customer.text)
  const place = 'objects/customer/fields/x_shoeSize'
  assert.equal((await as.administrator.remove(place)).status, 204)
  assert.equal((await as.administrator.get(`customers/${customer.body.id}`)).body.x_shoeSize, undefined)
  const restored = await as.administrator.post(`${place}/restore`)
  assert.equal(restored.status, 200, restored.text)
  assert.equal((await as.administrator.get(`customers/${customer.body.id}`)).body.x_shoeSize, '42')
  await as.administrator.remove(place)
  const unconfirmed = await as.administrator.post(`${place}/erase`)
  assert.equal(unconfirmed.status, 409)
  const code = unconfirmed.body.warnings[0].code
  assert.equal((await as.administrator.post(`${place}/erase`, undefined, { confirmed: code })).status, 204)
})

test('the group is named by an administrator, and a wrong setting says what is wrong', async (t) => {
  const { as } = await office(t)
  const named = await as.administrator.patch('settings', { 'group.name': 'Gauja Group' })
  assert.equal(named.status, 200, named.text)
  assert.equal((await as.clerk.get('me')).body.group, 'Gauja Group')
  assert.equal((await as.clerk.get('settings')).status, 403)
  const wrong = await as.administrator.patch('settings', {
    'group.name': 'Venta Group',
    'group.timeZone': 'Riga',
  })
  assert.equal(wrong.status, 422)
  assert.equal((await as.clerk.get('me')).body.group, 'Gauja Group', 'nothing of it was decided')
})

test('a right is explained by the grants that give it or do not', async (t) => {
  const { as } = await office(t)
  const mine = (await as.seller.get('customers?limit=1')).body.items[0].id
  const ask = (body: object) =>
    as.administrator.post('explain', { user: as.seller.user, object: 'customer', action: 'read', ...body })
  const allowed = await ask({ record: mine })
  assert.equal(allowed.body.allowed, true, allowed.text)
  assert.match(allowed.body.because, /Salesperson/)
  const all = (await as.administrator.get('customers?limit=200')).body.items
  const seen = new Set(
    (await as.seller.get('customers?limit=200')).body.items.map((one: { id: string }) => one.id),
  )
  const others = all.find((one: { id: string }) => !seen.has(one.id))
  const refused = await ask({ record: others.id })
  assert.equal(refused.body.allowed, false)
  assert.match(refused.body.because, /condition/)
  const inGeorgian = { user: as.seller.user, object: 'customer', action: 'delete' }
  const { body: told } = await as.administrator.post('explain', inGeorgian, { 'kontor-language': 'ka' })
  assert.match(told.because, /„წაშლა“ .*ნახვა, /, 'what a grant allows is called as on the screens')
  assert.doesNotMatch(told.because, /read|delete/)
  assert.deepEqual(refused.body.grants[0].asks, ['manager'], 'the value in the record decides')
  assert.ok(refused.body.helping.some(({ name }: { name: string }) => name === 'Office staff'))
  const readers = async (record: string) => {
    const answer = await as.administrator.post('explain/readers', { object: 'customer', record })
    assert.equal(answer.status, 200, answer.text)
    return answer.body.items.map(({ id }: { id: string }) => id)
  }
  assert.ok((await readers(mine)).includes(as.seller.user))
  assert.ok(!(await readers(others.id)).includes(as.seller.user))
  assert.equal((await as.clerk.post('explain/readers', { object: 'customer', record: mine })).status, 403)
  assert.equal((await ask({ user: as.administrator.user })).body.allowed, true)
  assert.equal(
    (await as.clerk.post('explain', { user: as.seller.user, object: 'customer', action: 'read' })).status,
    403,
  )
})

test('an administrator makes a field obligatory for some customers, and the office is told when it is missing', async (t) => {
  const { as } = await office(t)
  const rules = [{ require: 'taxId', when: { country: 'LV' } }]
  assert.equal((await as.clerk.put('objects/customers/rules', { rules })).status, 403)
  const set = await as.administrator.put('objects/customers/rules', { rules })
  assert.equal(set.status, 200, set.text)
  const refused = await as.clerk.post('customers', { name: 'Rīgas Osta', country: 'LV' })
  assert.equal(refused.status, 422)
  assert.deepEqual(
    refused.body.errors.map((error: { field: string }) => error.field),
    ['taxId'],
  )
  assert.equal((await as.clerk.post('customers', { name: 'Tbilisi Stone', country: 'GE' })).status, 201)
  const model = await as.clerk.get('model')
  const customer = model.body.objects.find((object: { name: string }) => object.name === 'customer')
  assert.deepEqual(
    customer.requirements.filter((one: { field: string }) => one.field === 'taxId'),
    [{ field: 'taxId', when: { country: 'LV' } }],
  )
})

test('fields that are added to an own object stand in its list at once, until somebody arranges it', async (t) => {
  const { as } = await office(t)
  const { administrator } = as
  const made = await administrator.post('objects', {
    name: 'x_machine',
    label: 'Machine',
    plural: 'Machines',
  })
  assert.equal(made.status, 201, made.text)
  const columns = async () => (await administrator.get('objects/x_machine')).body.lists[0].columns as string[]
  assert.deepEqual(await columns(), ['x_name', 'updatedAt'])
  for (const field of [
    { name: 'x_hours', type: 'integer', label: 'Hours' },
    { name: 'x_story', type: 'longText', label: 'Story' },
    { name: 'x_bought', type: 'day', label: 'Bought' },
  ])
    assert.equal((await administrator.post('objects/x_machine/fields', field)).status, 201)
  assert.deepEqual(await columns(), ['x_name', 'x_hours', 'x_bought', 'updatedAt'])
  assert.equal((await administrator.remove('objects/x_machine/fields/x_hours')).status, 204)
  assert.deepEqual(await columns(), ['x_name', 'x_bought', 'updatedAt'])
  const arranged = await administrator.patch('objects/x_machine', { lists: { all: { columns: ['x_name'] } } })
  assert.equal(arranged.status, 200, arranged.text)
  assert.deepEqual(await columns(), ['x_name'])
})

test('lists of rules that are too long are refused before they are compared', async (t) => {
  const { administrator } = (await office(t)).as
  const place = 'objects/customers/rules'
  const many = Array.from({ length: 201 }, () => ({ ask: 'phone' }))
  const tooMany = [
    await administrator.patch(place, { add: many }),
    await administrator.patch(place, { remove: many }),
    await administrator.put(place, { rules: many }),
  ]
  assert.deepEqual(
    tooMany.map(({ status, body }) => [status, body.errors[0].field]),
    [
      [422, 'add'],
      [422, 'remove'],
      [422, 'rules'],
    ],
    'so many are not even compared',
  )
})
