import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factSourcesServer } from '#testing'
import { office, type Caller } from './office.ts'

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
  assert.equal((await as.manager.get(`customers/${goes}/facts`)).status, 308)
  const marks = async (who: Caller, ...ids: readonly string[]) =>
    (await who.get(`customers/facts?records=${ids.join(',')}`)).body.items as Item[]
  const [led] = await marks(as.manager, goes)
  assert.deepEqual([led?.record, led?.kind, led?.proof], [stays, 'vies', 'proved'], 'as a list leads on')
  assert.deepEqual(await marks(as.manager, goes.toUpperCase(), stays), await marks(as.manager, stays))
  assert.deepEqual(await marks(as.seller, goes), [], 'nobody hears of whom they do not see')
  assert.deepEqual(await engine.verify(), [])
})

test('what was proved of an address, or of the number, of one that went is proved of the one that stays', async (t) => {
  const sources = await factSourcesServer(t)
  const { as, engine } = await office(t, { sourcePatience: 30_000 })
  const on = Object.fromEntries(
    (['vies', 'address'] as const).flatMap((kind) => [
      [`checks.${kind}.on`, true],
      [`checks.${kind}.ownNetwork`, true],
      [`checks.${kind}.address`, sources.addresses[kind]],
      [`checks.${kind}.perMinute`, 100_000],
    ]),
  )
  const set = await as.administrator.patch('settings', on)
  assert.equal(set.status, 200, set.text)
  sources.numbers.set(good, { name: 'Amatas dzirnavas, SIA' })
  sources.places.set('Rīga', { lat: '56.9496', lon: '24.1052', postcode: 'LV-1050' })
  sources.places.set('Cēsis', { lat: '57.3119', lon: '25.2746', postcode: 'LV-4101' })
  const street = (city: string, postalCode: string) => ({
    ...{ street: `${city} iela 1`, city, postalCode, country: 'LV' },
  })
  const [riga, cesis] = [street('Rīga', 'LV-1050'), street('Cēsis', 'LV-4101')]
  const add = async (values: object): Promise<string> => {
    const made = await as.manager.post('customers', { country: 'LV', ...values })
    assert.equal(made.status, 201, made.text)
    return made.body.id
  }
  const goes = await add({ name: 'Amatas dzirnavas', taxId: good, addresses: [riga, cesis] })
  const root = await engine.access.systemActor('test')
  await engine.database.transaction((tx) => engine.jobs.add(tx, 'check facts', {}, { actor: root }))
  await engine.jobs.drain()
  const proofs = async (id: string) =>
    ((await as.manager.get(`customers/${id}/facts`)).body.items as Item[])
      .filter(({ kind }) => kind === 'vies' || kind === 'address')
      .map(({ kind, proof }) => `${kind} ${proof}`)
      .toSorted()
  const whole = ['address proved', 'address proved', 'vies proved']
  assert.deepEqual(await proofs(goes), whole)
  const stays = await add({ name: 'Dzirnavas pie Amatas', addresses: [riga] })
  const merged = await as.administrator.post(`customers/${stays}/merge`, {
    with: goes,
    choices: { name: 'survivor' },
  })
  assert.ok(merged.status < 300, merged.text)
  assert.deepEqual(await proofs(stays), whole)
  const undone = await as.administrator.post(`changes/${merged.body.change}/undo`)
  assert.equal(undone.status, 200, undone.text)
  assert.deepEqual(await proofs(goes), whole)
  assert.deepEqual(await engine.verify(), [])
})
