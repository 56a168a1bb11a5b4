import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factSourcesServer, mailServer } from '#testing'
import { office, type Office } from './office.ts'

type Fact = {
  readonly id: string
  readonly kind: string
  readonly record: string
  readonly line: string | null
  readonly about: string | null
  readonly proof: string
  readonly differences: { field: string; theirs: string }[]
}

/** What the schedule does every minute. */
async function look({ engine }: Office): Promise<void> {
  const root = await engine.access.systemActor('test')
  await engine.database.transaction((tx) => engine.jobs.add(tx, 'check facts', {}, { actor: root }))
  await engine.jobs.drain()
}

test('each address of a partner is found for itself, and what differs is taken over in its own line', async (t) => {
  const sources = await factSourcesServer(t)
  const made = await office(t, { sourcePatience: 30_000 })
  const { as, engine } = made
  sources.places.set('Rīga', { lat: '56.9496', lon: '24.1052', postcode: 'LV-1050' })
  sources.places.set('Cēsis', { lat: '57.3119', lon: '25.2746', postcode: 'LV-4101' })
  const street = (city: string, postalCode: string, main = false) => ({
    ...{ street: `${city} iela 1`, city, postalCode, country: 'LV', main },
  })
  const { id } = (
    await as.manager.post('customers', {
      name: 'SIA Divas adreses',
      addresses: [street('Rīga', 'LV-1050', true), street('Cēsis', 'LV-4100')],
    })
  ).body
  const on = {
    'checks.address.on': true,
    'checks.address.ownNetwork': true,
    'checks.address.address': sources.addresses.address,
  }
  await as.administrator.patch('settings', { ...on, 'checks.address.perMinute': 100_000 })
  await look(made)
  const facts = async (): Promise<Fact[]> =>
    (await as.manager.get(`customers/${id}/facts`)).body.items
      .filter(({ kind }: Fact) => kind === 'address')
      .toSorted((one: Fact, other: Fact) => ((one.about ?? '') < (other.about ?? '') ? 1 : -1))
  const proofs = async () => (await facts()).map(({ about, proof }) => [about?.split(' ')[0], proof])
  assert.deepEqual(await proofs(), [
    ['Rīga', 'proved'],
    ['Cēsis', 'contradicted'],
  ])
  const [riga, cesis] = (await facts()) as [Fact, Fact]
  assert.deepEqual(
    cesis.differences.map(({ field, theirs }) => [field, theirs]),
    [['addresses.postalCode', 'LV-4101']],
  )
  const reviews = async (state: string) =>
    (await as.manager.get(`fact-reviews?state=${state}&limit=200`)).body.items
      .filter(({ record }: Fact) => record === id)
      .map(({ line }: Fact) => line)
  assert.deepEqual(await reviews('contradicted'), [cesis.line])
  const settled = await as.manager.patch(`customers/${id}/facts/${cesis.id}`, {
    accept: ['addresses.postalCode'],
  })
  assert.equal(settled.status, 200, settled.text)
  const lines = (await as.manager.get(`customers/${id}`)).body.addresses
  assert.deepEqual(
    lines.map(({ postalCode }: { postalCode: string }) => postalCode),
    ['LV-1050', 'LV-4101'],
  )
  // From here on nobody checks again by himself what is changed.
  await as.administrator.patch('settings', { 'checks.address.on': false })
  await look(made)
  const moved = lines.map((line: { id: string }) =>
    line.id === riga.line ? { ...line, city: 'Ogre' } : line,
  )
  const away = await as.manager.patch(`customers/${id}`, { addresses: moved })
  assert.deepEqual(await reviews('stale'), [riga.line], 'the other line is as it was')
  await as.manager.post(`changes/${away.headers.get('kontor-change')}/undo`)
  assert.deepEqual(await reviews('stale'), [])
  const rest = lines.filter((line: { id: string }) => line.id !== riga.line)
  const dropped = await as.manager.patch(`customers/${id}`, { addresses: rest })
  assert.equal((await facts()).length, 1)
  await as.manager.post(`changes/${dropped.headers.get('kontor-change')}/undo`)
  assert.deepEqual(
    (await facts()).map(({ proof }) => proof),
    ['proved', 'proved'],
    'what was known of a line is known of it when it comes back, under whatever id',
  )
  assert.deepEqual(await engine.verify(), [])
})

test('each e-mail address is confirmed for itself, and the mark in the list is that of the main one', async (t) => {
  const server = await mailServer(t)
  const { as, anyone } = await office(t, { smtpUrl: server.url })
  const emails = [
    { email: 'info@divi.example', main: true },
    { email: 'rekini@divi.example', purpose: 'invoices' },
  ]
  const { id } = (await as.manager.post('customers', { name: 'SIA Divi pasti', emails })).body
  const facts = async (): Promise<Fact[]> =>
    (await as.manager.get(`customers/${id}/facts`)).body.items.filter(({ kind }: Fact) => kind === 'email')
  const mark = async () =>
    (await as.manager.get(`customers/facts?records=${id}`)).body.items
      .filter((one: Fact & { field: string }) => one.field === 'email')
      .map(({ proof }: Fact) => proof)
  const of = async (about: string) => (await facts()).find((one) => one.about === about) as Fact
  const confirm = async (address: string, line: string | null) => {
    const asked = await as.manager.post(`customers/${id}/facts`, { kind: 'email', line })
    assert.equal(asked.status, 202, asked.text)
    const { text = '' } = await server.next(address)
    const token = /\/confirm#([\w-]+)/.exec(text)?.[1] ?? ''
    assert.equal((await anyone.post('confirmations', { token })).status, 204)
  }
  await confirm('rekini@divi.example', (await of('rekini@divi.example')).line)
  assert.deepEqual(
    [(await of('info@divi.example')).proof, (await of('rekini@divi.example')).proof, await mark()],
    ['unchecked', 'proved', []],
  )
  await confirm('info@divi.example', null)
  assert.deepEqual([(await of('info@divi.example')).proof, await mark()], ['proved', ['proved']])
  const strange = await as.manager.post(`customers/${id}/facts`, { kind: 'email', line: id })
  assert.equal(strange.status, 404, strange.text)
})
