import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factSourcesServer } from '#testing'
import { office, uploaded } from './office.ts'

const good = 'LV40003032949'

test('a step can wait until a register has proved a value, under any condition', async (t) => {
  const sources = await factSourcesServer(t)
  const { as, engine } = await office(t, { sourcePatience: 30_000 })
  const set = await as.administrator.patch('settings', {
    'intake.roles': ['supplier'],
    'checks.vies.on': true,
    'checks.vies.perMinute': 100_000,
    'checks.vies.ownNetwork': true,
    'checks.vies.address': sources.addresses.vies,
  })
  assert.equal(set.status, 200, set.text)
  const rule = {
    require: 'taxId',
    proved: 'vies',
    before: 'submit',
    when: { country: { in: ['LV', 'EE'] }, name: { startsWith: 'SIA' } },
  }
  const put = (rules: object[]) => as.administrator.put('objects/supplier/rules', { rules })
  for (const wrong of [
    { ...rule, proved: 'gleif' },
    { ...rule, proved: 'nothing' },
    { require: 'taxId', proved: 'vies' },
  ]) {
    const refused = await put([wrong])
    assert.equal(refused.status, 422, refused.text)
    assert.match(refused.text, /proves this field before an action/)
  }
  assert.equal((await put([rule])).status, 200)
  const look = async () => {
    const root = await engine.access.systemActor('test')
    await engine.database.transaction((tx) => engine.jobs.add(tx, 'check facts', {}, { actor: root }))
    await engine.jobs.drain()
  }
  const add = async (values: object) =>
    (await as.manager.post('suppliers', { country: 'LV', ...values }, { confirmed: 'duplicate' })).body.id
  const id = await add({ name: 'SIA Latvenergo', taxId: good })
  const submit = () => as.manager.post(`suppliers/${id}/submit`, {})
  const missing = async (): Promise<string[]> =>
    (await as.manager.get(`suppliers/${id}/unmet`)).body.items
      .filter((one: { action: string }) => one.action === 'submit')
      .flatMap((one: { missing: { message: string }[] }) => one.missing.map(({ message }) => message))
  assert.deepEqual(await missing(), ['Tax number: not proved yet (VAT number (VIES)).'])
  assert.equal((await submit()).status, 422)
  await look()
  assert.equal((await missing()).length, 1, 'the register does not know it')
  sources.numbers.set(good, { name: 'Latvenergo' })
  assert.equal((await as.manager.post(`suppliers/${id}/facts`, {})).status, 202)
  await engine.jobs.drain()
  assert.deepEqual(await missing(), [])
  const done = await submit()
  assert.equal(done.status, 200, done.text)
  const other = await add({ name: 'Latvenergo filiāle', taxId: good })
  const elsewhere = await as.manager.post(`suppliers/${other}/submit`, {})
  assert.equal(elsewhere.status, 200, 'the condition does not hold')
})

test('papers that nobody has seen stand on the list of what has to be looked at, for who sees them', async (t) => {
  const { as, url } = await office(t)
  const { id: party } = (await as.manager.post('customers', { name: 'SIA Licence' })).body
  const file = (await uploaded(as.manager, url, 'files', 'licence.txt', 'Licence')).body.id
  const { id } = (await as.manager.post('papers', { party, name: 'The licence', kind: 'licence', file })).body
  type Review = { record: string; path: string; title: string; proof: string }
  const open = async (who = as.manager) =>
    (await who.get('fact-reviews?state=unseen&limit=200')).body.items
      .filter(({ record }: Review) => record === id)
      .map(({ path, title, proof }: Review) => [path, title, proof])
  assert.deepEqual(await open(), [['papers', 'The licence', 'unchecked']])
  assert.deepEqual(await open(as.seller), [], 'nobody is told of papers that they do not see')
  const seen = await as.manager.post(`papers/${id}/facts`, { kind: 'paper' })
  assert.equal(seen.status, 202, seen.text)
  assert.deepEqual(await open(), [])
})
