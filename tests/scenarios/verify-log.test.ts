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
  const { accounts } = engine
  const { user } = administrator
  const key = (scope: { objects: string[]; actions: null } | null) =>
    accounts.createKey({ user, name: 'Key', source: 'cli', scope })
  const [narrow, revoked] = [await key({ objects: ['tag'], actions: null }), await key(null)]
  await accounts.revokeKey({ id: revoked.id, user, by: user, source: 'cli' })
  assert.deepEqual(await engine.verify(), [])
  const behind = (text: string) => engine.database.query({ parts: [text], values: [] })
  await behind(`update party set customer__payment_days = 77 where id = '${id}'`)
  await behind(`update party_phone set number = '+37167000009' where party = '${id}'`)
  await behind(`delete from party where id = '${gone}'`)
  await behind(`insert into tag (id, name) values ('01a22345-7b4f-7126-8f19-aa03f8f7406f', 'behind')`)
  const planted = '01a22345-7b4f-7126-8f19-aa03f8f74070'
  await behind(`update api_key set revoked_at = null where id = '${revoked.id}'`)
  await behind(`update api_key set scope = null where id = '${narrow.id}'`)
  await behind(`insert into api_key (id, "user", name, key_hash, hint, created_by)
    values ('${planted}', '${user}', 'Key', sha256('mine'), 'kontor_mine', '${user}')`)
  const findings = (await engine.verify()).join('\n')
  assert.match(findings, new RegExp(`customer.paymentDays is not what the log says \\(${id}\\)`))
  assert.match(findings, /number is not what the log says/)
  assert.match(findings, new RegExp(`missing in the table \\(${gone}\\)`))
  const unknown = [
    ...findings.matchAll(/The key \S+ \((\S+)\) .+ the log does not know that it was made so/g),
  ]
  assert.deepEqual(new Set(unknown.map(([, named]) => named)), new Set([narrow.id, planted]))
  assert.match(findings, new RegExp(`\\(${revoked.id}\\) .+ the log says that it was revoked`))
  assert.match(findings, /the log does not know them \(01a22345-7b4f-7126-8f19-aa03f8f7406f\)/)
})
