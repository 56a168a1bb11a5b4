import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office, type Reply } from './office.ts'

const changeOf = ({ headers }: Reply) => headers.get('kontor-change') ?? ''

test('lines that an undo brought back are the same lines to the undo of what was done before', async (t) => {
  const { administrator } = (await office(t)).as
  const phones = [{ number: '+37167000001' }, { number: '+37167000002' }]
  const { id } = (await administrator.post('customers', { name: 'Aa Lines', phones })).body
  const place = `customers/${id}`
  const numbers = async () =>
    (await administrator.get(place)).body.phones.map(({ number }: { number: string }) => number)
  const undo = async (done: Reply) => {
    const { body, text } = await administrator.post(`changes/${changeOf(done)}/undo`)
    assert.deepEqual([body.reversed, body.kept], [1, []], text)
  }
  const [first, second] = (await administrator.get(place)).body.phones
  const mended = await administrator.patch(place, {
    phones: [{ id: first.id }, { id: second.id, number: '+37167000003' }],
  })
  const taken = await administrator.patch(place, { phones: [{ id: first.id }] })
  await undo(taken)
  await undo(mended)
  assert.deepEqual(await numbers(), ['+37167000001', '+37167000002'])
  const other = await administrator.patch(place, { phones: [{ number: '+37167000009' }] })
  await undo(await administrator.remove(place))
  await undo(other)
  assert.deepEqual(await numbers(), ['+37167000001', '+37167000002'])
  // What they say by now is another thing.
  const changed = await administrator.patch(place, { phones: [{ number: '+37167000004' }] })
  await administrator.patch(place, { phones: [{ number: '+37167000005' }] })
  assert.equal((await administrator.post(`changes/${changeOf(changed)}/undo`)).body.reversed, 0)
})

test('a value goes back though its field became another kind since', async (t) => {
  const { administrator } = (await office(t)).as
  for (const kind of ['decimal', 'money']) {
    const field = await administrator.post('objects/customer/fields', { type: 'integer', label: kind })
    const { name } = field.body as { name: string }
    const { id } = (await administrator.post('customers', { name: `Aa ${kind}`, [name]: 5 })).body
    const changed = await administrator.patch(`customers/${id}`, { [name]: 7 })
    const deleted = await administrator.remove(`customers/${id}`)
    const widened = await administrator.patch(`objects/customer/fields/${name}`, { type: kind })
    assert.equal(widened.status, 200, widened.text)
    for (const done of [deleted, changed]) {
      const { body, text } = await administrator.post(`changes/${changeOf(done)}/undo`)
      assert.deepEqual([body.reversed, body.kept], [1, []], text)
    }
    assert.equal(Number((await administrator.get(`customers/${id}`)).body[name]), 5)
  }
})
