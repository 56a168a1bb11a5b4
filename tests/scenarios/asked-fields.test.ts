import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#engine'
import { holder, made } from './holder.ts'
import { office, type Caller } from './office.ts'

const law = { object: 'contact', ground: 'The law' } as const

test('a field that a condition asks for is not retired, by whichever way it leads there', async (t) => {
  const opened = await office(t)
  const root = opened.as.administrator
  await shaped(root)
  const rows = { 'x_car.x_desk': 'A' }
  await holder(opened, 'Renters', [{ object: 'x_rental', rows, see: ['all'] }])
  await holder(opened, 'Writers', [{ object: 'x_car', rows: { x_note: 'A' }, see: ['all'] }])
  await made(root, 'retention-rules', {
    ...{ name: 'Leavers', ...law, where: { x_gone: true }, dayField: 'x_left', months: 12, outcome: 'keep' },
  })
  const refused = async (field: string, why: string) => {
    const { status, body, text } = await root.remove(`objects/${field.replace('.', '/fields/')}`)
    assert.deepEqual([status, body.code], [409, 'catalog.fieldInUse'], text)
    assert.ok(text.includes(why), text)
  }
  await refused('x_car.x_desk', 'A right of Renters asks for this field.')
  await refused('x_car.x_free', 'Rentals: Car asks for this field.')
  await refused('x_rental.x_done', 'Rentals asks for this field.')
  await refused('x_rental.x_customer', 'Rentals asks for this field.')
  await refused('contact.x_gone', 'Retention rule “Leavers” asks for this field.')
  await refused('contact.x_left', 'Retention rule “Leavers” asks for this field.')
  await refused('x_rental.x_car', 'Cars: Rentals asks for this field.')
  await refused('x_rental.x_currency', 'Rentals: Price asks for this field.')
  const free = await root.remove('objects/x_car/fields/x_no')
  assert.equal(free.status, 204, 'a right asks for another that begins with the same letters')
})

test('a right that has ended keeps no field, and stays to be read beside the others', async (t) => {
  const { as, engine } = await office(t)
  const root = as.administrator
  await shaped(root)
  const post = await made(root, 'posts', { name: 'Renters of then' })
  const right = { post, object: 'x_car', rows: { x_note: 'A' }, see: ['all'], actions: ['read'] }
  const ended = await made(root, 'grants', right)
  await engine.database.query(sql`update "grant" set until = '2020-01-01' where id = ${ended}`)
  await made(root, 'grants', { post, object: 'x_rental', see: ['all'], actions: ['read'] })
  assert.equal((await root.remove('objects/x_car/fields/x_note')).status, 204)
  const held = await root.get(`posts/${post}/grants`)
  assert.equal(held.status, 200, held.text)
  const put = await root.put(`posts/${post}/grants`, { grants: held.body.items })
  assert.equal(put.status, 200, put.text)
  assert.equal((await root.remove(`grants/${ended}`)).status, 204)
})

test('a right that has ended is not given anew while its condition asks for what is gone', async (t) => {
  const { as, engine } = await office(t)
  const root = as.administrator
  await shaped(root)
  const post = await made(root, 'posts', { name: 'Renters again' })
  const right = { post, object: 'x_car', see: ['all'], actions: ['read'] }
  const ended = await made(root, 'grants', { ...right, rows: { x_note: 'A' } })
  const end = (day: string) =>
    engine.database.query(sql`update "grant" set until = ${day}::date where id = ${ended}`)
  await end('2020-01-01')
  assert.equal((await root.remove('objects/x_car/fields/x_note')).status, 204)
  const refusedAt = ({ status, body }: Awaited<ReturnType<Caller['patch']>>) => [
    status,
    body.errors?.map(({ field }: { field: string }) => field),
  ]
  const anew = await root.patch(`grants/${ended}`, { until: null })
  assert.deepEqual(refusedAt(anew), [422, ['rows']], anew.text)
  assert.match(anew.text, /asks for what is not there any more/)
  const later = await root.patch(`grants/${ended}`, { until: '2199-01-01' })
  assert.deepEqual(refusedAt(later), [422, ['rows']], later.text)
  const given = await root.post('grants', { ...right, rows: { x_note: 'A' } })
  assert.deepEqual(refusedAt(given), [422, ['rows']], given.text)
  const sooner = await root.patch(`grants/${ended}`, { until: '2019-01-01' })
  assert.equal(sooner.status, 200, sooner.text)
  const mended = await root.patch(`grants/${ended}`, { until: null, rows: { x_desk: 'A' } })
  assert.equal(mended.status, 200, mended.text)
  // One that had lost its field before this was asked still ends.
  await engine.database.query(sql`update "grant" set rows = '{"x_note":"A"}' where id = ${ended}`)
  const over = await root.patch(`grants/${ended}`, { until: '2199-01-01', see: [] })
  assert.deepEqual(refusedAt(over), [422, ['rows']], over.text)
  const shorter = await root.patch(`grants/${ended}`, { until: '2199-01-01' })
  assert.equal(shorter.status, 200, shorter.text)
})

test('a field comes back once what it leads to is back', async (t) => {
  const opened = await office(t)
  const root = opened.as.administrator
  await shaped(root)
  const parts = ['objects/x_car/fields/x_rentals', 'objects/x_rental/fields/x_car', 'objects/x_car'] as const
  for (const part of parts) assert.equal((await root.remove(part)).status, 204, part)
  const early = await root.post(`${parts[1]}/restore`)
  assert.deepEqual([early.status, early.body.code], [409, 'catalog.targetRetired'], early.text)
  assert.equal((await root.post(`${parts[2]}/restore`)).status, 200)
  const looking = await root.post(`${parts[0]}/restore`)
  assert.deepEqual([looking.status, looking.body.code], [409, 'catalog.targetRetired'], looking.text)
  for (const part of [parts[1], parts[0]]) {
    const back = await root.post(`${part}/restore`)
    assert.equal(back.status, 200, back.text)
  }
  // An amount would come back in the currency of the group.
  const [price, currency] = ['objects/x_rental/fields/x_price', 'objects/x_rental/fields/x_currency']
  for (const part of [price, currency]) assert.equal((await root.remove(part)).status, 204, part)
  assert.equal((await root.post(`${price}/restore`)).body.code, 'catalog.targetRetired')
  for (const part of [currency, price]) assert.equal((await root.post(`${part}/restore`)).status, 200, part)
})

test('where a field went before anybody asked who asks for it, all else goes on', async (t) => {
  const opened = await office(t)
  const root = opened.as.administrator
  await shaped(root)
  const { personal, database } = opened.engine
  const customer = await made(root, 'customers', { name: 'Renting Ltd' })
  const car = await made(root, 'x-cars', { x_name: 'Volga', x_free: true })
  const contact = await made(root, 'contacts', { name: 'Anna Kept', kind: 'person', country: 'LV' })
  const stays = await made(root, 'contacts', { name: 'Anna There', kind: 'person', country: 'LV' })
  await made(root, 'retention-rules', {
    ...{ name: 'Leavers', ...law, dayField: 'x_left', months: 12, outcome: 'anonymise' },
  })
  await made(root, 'retention-rules', {
    ...{ name: 'Gone', ...law, where: { x_gone: true }, months: 12, outcome: 'review' },
  })
  await database.query(
    sql`update catalog_field set retired_at = now() where name in ('x_free', 'x_done', 'x_gone', 'x_left')`,
  )
  // The next change of the model has all processes read it anew.
  await field(root, 'x_car', { name: 'x_hue', type: 'text', label: 'Hue' })
  const rental = await root.post('x-rentals', { x_name: 'May', x_car: car, x_customer: customer })
  assert.equal(rental.status, 201, rental.text)
  const impact = await root.get(`customers/${customer}/impact?action=deactivate`)
  assert.equal(impact.status, 200, impact.text)
  assert.equal((await root.remove(`contacts/${contact}`)).status, 204)
  assert.equal((await root.get(`contacts/${stays}/erasure?mode=erase`)).status, 200)
  const later = `${new Date().getUTCFullYear() + 3}-01-01`
  const found = await personal.evaluate(later)
  assert.deepEqual([found.found, found.started], [0, 0], 'nobody goes by a day that nobody knows')
  await made(root, 'retention-rules', {
    ...{
      name: 'Books',
      ...law,
      where: { country: 'LV' },
      dayField: 'createdAt',
      months: 99,
      outcome: 'keep',
    },
  })
  await database.query(
    sql`update retention_rule set "where" = '{"x_gone":true}', day_field = 'x_left' where name = 'Books'`,
  )
  // From when nobody knows: not from when the record was changed last.
  await database.query(sql`update party set updated_at = now() - interval '20 years' where id = ${stays}`)
  const kept = await root.remove(`contacts/${stays}`)
  assert.equal(kept.status, 409, 'what the law has kept is kept until the rule is mended')
  assert.match(kept.text, /must be kept until/)
  const preview = await root.get(`contacts/${stays}/erasure?mode=erase`)
  assert.deepEqual([preview.status, preview.body.duties.length], [200, 1], preview.text)
  const rules = (await root.get('retention-rules?fields=id,name,where,dayField,months')).body.items
  const { id, ...books } = rules.find(({ name }: { name: string }) => name === 'Books')
  const off = await root.patch(`retention-rules/${id}`, { ...books, active: false })
  assert.equal(off.status, 200, off.text)
  assert.equal((await root.patch(`retention-rules/${id}`, { active: true })).status, 422)
})

test('a rule of retention that names nothing is not saved, by administrators neither', async (t) => {
  const { as } = await office(t)
  const rule = { name: 'Leavers', ...law, months: 12, outcome: 'keep' }
  for (const [field, value] of [
    ['where', { x_never: true }],
    ['dayField', 'x_never'],
    // A name, another record's day and a day that is reckoned are no day to count from.
    ['dayField', 'name'],
    ['dayField', 'parent.createdAt'],
    ['dayField', 'tags'],
  ] as const) {
    const { status, body, text } = await as.administrator.post('retention-rules', { ...rule, [field]: value })
    assert.equal(status, 422, text)
    assert.deepEqual(
      body.errors.map((error: { field: string }) => error.field),
      [field],
      text,
    )
  }
  await made(as.administrator, 'retention-rules', { ...rule, where: { name: 'A' }, dayField: 'createdAt' })
})

/** Cars that are rented, and contacts who leave. */
async function shaped(root: Caller): Promise<void> {
  await made(root, 'objects', { name: 'x_car', label: 'Car', plural: 'Cars' })
  await made(root, 'objects', { name: 'x_rental', label: 'Rental', plural: 'Rentals' })
  await field(root, 'x_car', { name: 'x_desk', type: 'text', label: 'Desk' })
  await field(root, 'x_car', { name: 'x_free', type: 'yesNo', label: 'Free' })
  await field(root, 'x_car', { name: 'x_no', type: 'text', label: 'No' })
  await field(root, 'x_car', { name: 'x_note', type: 'text', label: 'Note' })
  const free = { where: { x_free: true } }
  await field(root, 'x_rental', { name: 'x_car', type: 'reference', label: 'Car', to: 'x_car', ...free })
  const back = { type: 'collection', of: 'x_rental', via: 'x_car' }
  await field(root, 'x_car', { name: 'x_rentals', label: 'Rentals', ...back })
  const money = { type: 'money', currency: 'x_currency' }
  await field(root, 'x_rental', { name: 'x_currency', type: 'code', label: 'Currency', list: 'currency' })
  await field(root, 'x_rental', { name: 'x_price', label: 'Price', ...money })
  await field(root, 'x_rental', { name: 'x_customer', type: 'reference', label: 'Customer', to: 'customer' })
  await field(root, 'x_rental', { name: 'x_done', type: 'yesNo', label: 'Done' })
  const dealings = [{ kind: 'deal', with: ['x_customer'], while: { x_done: { not: true } } }]
  const said = await root.patch('objects/x_rental', { dealings })
  assert.equal(said.status, 200, said.text)
  await field(root, 'contact', { name: 'x_gone', type: 'yesNo', label: 'Gone' })
  await field(root, 'contact', { name: 'x_left', type: 'day', label: 'Left' })
}

async function field(root: Caller, object: string, given: object): Promise<void> {
  const { status, text } = await root.post(`objects/${object}/fields`, given)
  assert.equal(status, 201, text)
}
