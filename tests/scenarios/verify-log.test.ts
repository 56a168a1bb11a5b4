import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office } from './office.ts'

test('what is changed, put in or taken out behind the log’s back is named; what people did is not', async (t) => {
  const { engine, as } = await office(t)
  const { administrator } = as
  const phones = [{ number: '+37167000001' }]
  const made = await administrator.post('customers', { name: 'Zz Log', paymentDays: 10, tags: ['a'], phones })
  const { id } = made.body
  await administrator.post('suppliers', { party: id, paymentDays: 3 })
  await administrator.patch(`customers/${id}`, { paymentDays: null, tags: [], notes: 'x' })
  await administrator.remove(`suppliers/${id}`)
  const gone = (await administrator.post('customers', { name: 'Zz Gone' })).body.id
  await administrator.remove(`customers/${gone}`)
  await administrator.post(`customers/${gone}/restore`)
  assert.deepEqual(await engine.verify(), [])
  const behind = (text: string) => engine.database.query({ parts: [text], values: [] })
  await behind(`update party set customer__payment_days = 77 where id = '${id}'`)
  await behind(`update party_phone set number = '+37167000009' where party = '${id}'`)
  await behind(`delete from party where id = '${gone}'`)
  await behind(`insert into tag (id, name) values ('01a22345-7b4f-7126-8f19-aa03f8f7406f', 'behind')`)
  const findings = (await engine.verify()).join('\n')
  assert.match(findings, new RegExp(`customer.paymentDays is not what the log says \\(${id}\\)`))
  assert.match(findings, /number is not what the log says/)
  assert.match(findings, new RegExp(`missing in the table \\(${gone}\\)`))
  assert.match(findings, /the log does not know them \(01a22345-7b4f-7126-8f19-aa03f8f7406f\)/)
})
