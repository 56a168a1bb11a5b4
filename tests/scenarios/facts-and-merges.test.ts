import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factSourcesServer } from '#testing'
import { office } from './office.ts'

type Item = { readonly kind: string; readonly record: string; readonly proof: string }

const good = 'LV40003032949'

test('of two partners that become one, what was said of the one that went is looked at no more', async (t) => {
  const sources = await factSourcesServer(t)
  const { as, engine } = await office(t, { sourcePatience: 30_000 })
  const on = {
    'checks.vies.on': true,
    'checks.vies.ownNetwork': true,
    'checks.vies.address': sources.addresses.vies,
  }
  const set = await as.administrator.patch('settings', { ...on, 'checks.vies.perMinute': 100_000 })
  assert.equal(set.status, 200, set.text)
  const add = async (name: string): Promise<string> =>
    (await as.manager.post('customers', { name, taxId: good, country: 'LV' })).body.id
  const look = async () => {
    const root = await engine.access.systemActor('test')
    await engine.database.transaction((tx) => engine.jobs.add(tx, 'check facts', {}, { actor: root }))
    await engine.jobs.drain()
  }
  sources.numbers.set(good, { name: 'Daugavas spēkstacijas, SIA' })
  const [stays, goes] = [await add('Daugavas spēkstacijas'), await add('Ventas dzirnavas')]
  await look()
  const open = async (): Promise<string[]> =>
    (await as.manager.get('fact-reviews?limit=200')).body.items.map(({ record }: Item) => record)
  assert.ok((await open()).includes(goes))
  const merged = await as.administrator.post(`customers/${stays}/merge`, {
    with: goes,
    choices: { name: 'survivor' },
  })
  assert.ok(merged.status < 300, merged.text)
  await look()
  assert.ok(!(await open()).includes(goes))
  const facts = (await as.manager.get(`customers/${stays}/facts`)).body.items as Item[]
  assert.equal(facts.find(({ kind }) => kind === 'vies')?.proof, 'proved')
  assert.equal((await as.manager.get(`customers/${goes}/facts`)).status, 404)
  assert.deepEqual(await engine.verify(), [])
})
