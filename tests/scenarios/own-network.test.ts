import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { factSourcesServer } from '#testing'
import { office } from './office.ts'

test('a source within our own network is asked only where an administrator says that it is meant', async (t) => {
  const sources = await factSourcesServer(t)
  const { as } = await office(t, { sourcePatience: 30_000 })
  const set = async (settings: object) => {
    const answer = await as.administrator.patch('settings', settings)
    assert.equal(answer.status, 200, answer.text)
  }
  const trial = async () => (await as.administrator.post('fact-sources/vies/trial')).body
  await set({ 'checks.vies.on': true, 'checks.vies.address': sources.addresses.vies })
  const refused = await trial()
  assert.deepEqual([refused.ok, /within our own network/.test(refused.said)], [false, true], refused.said)
  assert.deepEqual(sources.asked, [], 'nobody came')
  await set({ 'checks.vies.ownNetwork': true })
  assert.equal((await trial()).ok, true)
  await set({ 'checks.vies.ownNetwork': false })
  assert.equal((await trial()).ok, false, 'it holds from the next question on')
})

test('where the environment forbids it, no administrator can allow it', async (t) => {
  const sources = await factSourcesServer(t)
  const { as } = await office(t, { sourcePatience: 30_000, forbidsOwnNetwork: true })
  await as.administrator.patch('settings', {
    ...{ 'checks.vies.on': true, 'checks.vies.ownNetwork': true },
    'checks.vies.address': sources.addresses.vies,
  })
  const refused = (await as.administrator.post('fact-sources/vies/trial')).body
  assert.deepEqual([refused.ok, sources.asked], [false, []], refused.said)
})

test('sources that stood in the own network before are ticked by the upgrade, and only these', async (t) => {
  const { engine } = await office(t)
  const root = await engine.access.systemActor('test')
  const script = await readFile(new URL('../../migrations/0111-sources-within.sql', import.meta.url), 'utf8')
  const within = {
    'http://10.1.2.3:8080/{number}': true,
    'http://register/api': true,
    'https://register.lan': true,
    'http://localhost:3000/x': true,
    'http://172.20.0.5/x?number={number}': true,
    'http://[fd12::1]/x': true,
    'https://register.example.com/10.1.2.3/{number}': false,
    'https://10.example.com/x': false,
    'http://172.32.0.5/x': false,
  }
  for (const [address, isWithin] of Object.entries(within)) {
    const forget = [`delete from setting where key = 'checks.vies.ownNetwork'`]
    await engine.database.query({ parts: forget, values: [] })
    await engine.settings.set(root, 'checks.vies.address', address)
    await engine.database.query({ parts: [script], values: [] })
    const parts = [`select value::text from setting where key = 'checks.vies.ownNetwork'`]
    const rows = await engine.database.query({ parts, values: [] })
    assert.equal(rows.length === 1, isWithin, address)
  }
})
