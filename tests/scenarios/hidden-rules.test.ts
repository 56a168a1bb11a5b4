import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holder } from './holder.ts'
import { office, uploaded, until } from './office.ts'

test('a rule that is broken names no field that whoever writes does not see, by whichever way they write', async (t) => {
  const place = await office(t)
  const { administrator: root } = place.as
  for (const object of ['customer', 'supplier']) {
    const field = { type: 'text', name: `${object}Score`, label: `Secret ${object} score` }
    assert.equal((await root.post(`objects/${object}/fields`, field)).status, 201)
    const x = `x_${object}Score`
    const rules = [
      { require: x, when: { city: 'Rīga' } },
      { must: `OR(city <> "Cēsis", ISBLANK(${x}))`, at: x, refusal: 'Not in this town.' },
    ]
    const set = await root.put(`objects/${object}/rules`, { rules }, { confirmed: 'catalog.asksLess' })
    assert.equal(set.status, 200, set.text)
  }
  const change = ['city', 'name']
  const actions = ['read', 'create', 'change', 'import']
  const see = ['name', 'city', 'number']
  const writer = await holder(place, 'writer', [
    { object: 'customer', actions, see, change },
    { object: 'party', see },
  ])
  const given = { name: 'SIA Noteikumi', city: 'Valka' }
  const customer = (await root.post('customers', given)).body.id as string
  const both = (await root.post('customers', { ...given, name: 'SIA Abas' })).body.id as string
  assert.equal((await root.post('suppliers', { party: both, x_supplierScore: 'S' })).status, 201)
  assert.equal((await root.patch(`customers/${both}`, { x_customerScore: 'C' })).status, 200)

  const missing = { field: '', code: 'required', message: 'Something that you may not see is still missing.' }
  const refused = async (answer: Promise<{ status: number; text: string; body: { errors: object[] } }>) => {
    const { status, text, body } = await answer
    assert.ok([200, 422].includes(status), text)
    assert.doesNotMatch(text, /[sS]core/)
    return body.errors
  }
  const town = { city: 'Rīga' }
  assert.deepEqual(await refused(writer.patch(`customers/${customer}`, town)), [missing])
  assert.deepEqual(await refused(writer.patch(`customers/${customer}?dryRun=true`, town)), [missing])
  assert.deepEqual(await refused(writer.post('customers', { ...given, ...town })), [missing])
  // That it is a supplier too is nothing that they know of.
  const [here, ...others] = (await refused(writer.patch(`customers/${both}`, { city: 'Cēsis' }))) as Partial<
    Record<string, string>
  >[]
  assert.deepEqual([here?.['field'], here?.['message'], others], ['', 'Not in this town.', []])

  const bulk = { where: { id: customer }, changes: town, dryRun: true }
  const tried = await writer.post('customers/bulk', bulk)
  assert.doesNotMatch(tried.text, /[sS]core/)
  assert.equal(tried.body.refusals, 1, tried.text)

  const sent = await uploaded(writer, place.url, 'imports', 'a.csv', 'name;city\nSIA Fails;Rīga', 'customer')
  const at = `imports/${sent.body.id}`
  await writer.patch(at, { mapping: ['name', 'city'].map((field, column) => ({ column, field })) })
  await writer.post(`${at}/check`, {})
  await until(async () => (await writer.get(at)).body.state === 'checked')
  const problems = await writer.get(`${at}/problems`)
  assert.equal(problems.body.items.length, 1, problems.text)
  assert.doesNotMatch(problems.text, /[sS]core/)

  // Whoever sees the fields is told which.
  assert.match((await root.patch(`customers/${customer}`, town)).text, /Secret customer score/)
})
