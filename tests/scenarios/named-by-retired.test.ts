import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office, type Caller } from './office.ts'

test('who is named by what was retired alone is told so, and an administrator where', async (t) => {
  const { as } = await office(t)
  const { administrator: root, manager } = as
  const made = async (path: string, values: object) => {
    const answer = await root.post(path, values)
    assert.equal(answer.status, 201, answer.text)
    return answer.body as { id: string; name: string; path: string }
  }
  const customer = (name: string, values = {}) => made('customers', { name, ...values })
  const [one, other, third] = [await customer('Ozols'), await customer('Liepa'), await customer('Bērzs')]
  const field = { type: 'reference', to: 'party', name: 'guarantor', label: 'Guarantor' }
  const { name } = await made('objects/customer/fields', field)
  const truck = await made('objects', { name: 'truck', label: 'Truck', plural: 'Trucks' })
  const { name: owner } = await made(`objects/${truck.name}/fields`, {
    ...field,
    name: 'owner',
    label: 'Owner',
  })
  for (const { id } of [one, third]) await customer('Kļava', { [name]: id })
  await made(truck.path, { x_name: 'MAN', [owner]: other.id })
  await made('activities', { kind: 'task', subject: 'Call', party: third.id })
  const retired = async (path: string) => assert.equal((await root.remove(path)).status, 204)
  await retired(`objects/customer/fields/${name}`)
  await retired(`objects/${truck.name}`)

  const why = async (who: Caller, { id }: { id: string }) => {
    const { status, body } = await who.remove(`customers/${id}`)
    assert.equal(status, 409)
    return String(body.detail)
  }
  assert.match(await why(root, one), /named by customers in the field Guarantor, which is retired/)
  assert.match(await why(root, other), /named by records of Truck, which is retired/)
  for (const party of [one, other])
    assert.match(await why(manager, party), /by something that was retired, .* ask an administrator/)
  // What people can take away is told first.
  for (const who of [root, manager])
    assert.match(await why(who, third), /named by activities, .* Remove those first/)

  const erasing = `objects/customer/fields/${name}/erase`
  assert.equal((await root.post(erasing, {}, { confirmed: 'catalog.eraseField' })).status, 204)
  assert.equal((await root.remove(`customers/${one.id}`)).status, 204)
})
