import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office, type Caller } from './office.ts'

type Told = { readonly change?: { readonly action: string; readonly memo?: string } }

const memosFor = async (who: Caller, id: string) => {
  const { body, status, text } = await who.get(`suppliers/${id}/timeline`)
  assert.equal(status, 200, text)
  return body.items.flatMap(({ change }: Told) =>
    change?.memo === undefined ? [] : [[change.action, change.memo]],
  )
}

test('the memo of a step forward stands in the timeline, for who reads the log of status changes', async (t) => {
  const { administrator, clerk, manager } = (await office(t)).as
  await administrator.patch('settings', { 'intake.roles': ['supplier'] })
  const { id } = (await clerk.post('suppliers', { name: 'Kalēju Metāls' })).body
  const other = (await clerk.post('suppliers', { name: 'Ostas Kravas' })).body.id
  const submitted = await clerk.post(`suppliers/${id}/submit`, { memo: 'Two papers\nare with Ilze' })
  assert.equal(submitted.status, 200, submitted.text)
  const returned = await manager.post(`suppliers/${id}/return`, { memo: 'Which bank?' })
  assert.equal(returned.status, 200, returned.text)
  assert.equal((await clerk.post(`suppliers/${other}/submit`, {})).status, 200)
  const expected = [
    ['do:supplier.return', 'Which bank?'],
    ['do:supplier.submit', 'Two papers\nare with Ilze'],
  ]
  assert.deepEqual(await memosFor(clerk, id), expected)
  assert.deepEqual(await memosFor(clerk, other), [])
  const where = encodeURIComponent('{"object":"statusChange","post.key":"clerk"}')
  for (const grant of (await administrator.get(`grants?where=${where}`)).body.items)
    await administrator.patch(`grants/${grant.id}`, { see: ['party', 'role', 'action'] })
  assert.deepEqual(await memosFor(clerk, id), [], 'who may not see the memo in the log is not told it here')
  assert.deepEqual(await memosFor(manager, id), expected)
})

test('of a step that many took together only what is of the one partner is asked for', async (t) => {
  const { as, engine } = await office(t)
  await as.administrator.patch('settings', { 'intake.roles': ['supplier'] })
  const ids: string[] = []
  for (const name of ['Zvirbulis', 'Žagata', 'Vārna'])
    ids.push((await as.clerk.post('suppliers', { name: `SIA ${name} Kopā` })).body.id)
  const bulk = { where: { id: { in: ids } }, action: 'submit', input: { memo: 'Together' } }
  const begun = await as.clerk.post('suppliers/bulk', bulk)
  assert.equal(begun.status, 202, begun.text)
  await engine.jobs.drain()
  const [first = ''] = ids
  const { change } = begun.body
  const about = { field: 'party', record: first }
  const written = await engine.history.writtenBy('statusChange', about, [change])
  assert.deepEqual(
    written.map((one) => one.change),
    [change],
  )
  assert.deepEqual(await memosFor(as.clerk, first), [['do:supplier.submit', 'Together']])
})
