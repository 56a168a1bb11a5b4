import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { sql } from '#engine'
import { mailServer, shiftedDatabase } from '#testing'
import { allSealed } from '../../engine/seal/chain-for-test.ts'
import { samplePassword } from '../../testing/sample/load-sample-group.ts'
import { good, scene } from '../scenarios/facts-scene.ts'
import { caller, office } from '../scenarios/office.ts'

for (const days of [2, -2])
  test(`what differs up to now, and the bin, are those of the log where its clock is ${days} days off`, async (t) => {
    const { engine, as } = await office(t)
    const { administrator: root } = as
    await (
      await shiftedDatabase(t, engine.options)
    )(days)
    const from = new Date(Date.now() - 1_000).toISOString()
    await root.post('objects', { name: 'barge', label: 'Barge', plural: 'Barges' })
    const { id } = (await root.post('x-barges', { x_name: 'Straume' })).body
    const customer = (await root.post('customers', { name: 'Pulkstenis', city: 'Liepāja' })).body.id
    await root.patch(`customers/${customer}`, { city: 'Ventspils' })
    assert.equal((await root.remove(`x-barges/${id}`)).status, 204)

    const bin = await root.get('x-barges/deleted')
    assert.deepEqual(
      bin.body.items.map(({ title }: { title: string }) => title),
      ['Straume'],
      bin.text,
    )
    // From the present of the program: by a clock of the log that is ahead all of it came later.
    const where = encodeURIComponent(JSON.stringify({ id: customer }))
    const listed = await root.get(`customers/difference?from=${from}&where=${where}`)
    const one = await root.get(`customers/${customer}/difference?from=${from}`)
    const [created, isThere] = [listed.body.counts?.created, one.body.isThere]
    assert.deepEqual([created, isThere], [days > 0 ? 1 : 0, true], `${listed.text} ${one.text}`)
    assert.deepEqual(await engine.verify(), [])
  })

for (const days of [20, -20])
  test(`a link to a form lasts as long as it says where the clock of the database is ${days} days off`, async (t) => {
    const server = await mailServer(t)
    const { engine, as, anyone } = await office(t, { smtpUrl: server.url })
    const setClock = await shiftedDatabase(t, engine.options)
    await setClock(days)
    const values = { name: 'SIA Ūdrs', country: 'LV', email: 'ops@udrs.example' }
    const { id } = (await as.clerk.post('suppliers', values)).body
    const asked = await as.clerk.post(`suppliers/${id}/askData`, { fields: ['taxId'], days: 3 })
    assert.equal(asked.status, 200, asked.text)
    const { text } = await server.next('ops@udrs.example')
    const token = /\/fill#([\w-]{43})/.exec(text ?? '')?.[1] ?? ''
    const open = async () => (await anyone.post('outside/open', { token })).status
    assert.equal(await open(), 200)
    await setClock(days + 2)
    assert.equal(await open(), 200)
    await setClock(days + 4)
    assert.equal(await open(), 403)
  })

test('a role that was ended while the clock was ahead comes back as it went, once the clock is right', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root } = as
  const setClock = await shiftedDatabase(t, engine.options)
  const { id } = (await root.post('customers', { name: 'Divkārši', paymentDays: 41 })).body
  assert.equal((await root.post('suppliers', { party: id })).status, 201)
  await allSealed(engine)
  await setClock(5)
  assert.equal((await root.remove(`customers/${id}`)).status, 204)
  await allSealed(engine)
  await setClock(0)
  await root.patch(`suppliers/${id}`, { city: 'Cēsis' })
  await allSealed(engine)
  const back = await root.post(`customers/${id}/restore`)
  assert.equal(back.status, 200, back.text)
  assert.equal((await root.get(`customers/${id}`)).body.paymentDays, 41)
})

test('a clock that jumped again while it was ahead, or behind, leaves the past right once it is right', async (t) => {
  const { engine, as } = await office(t)
  const root = as.administrator
  const setClock = await shiftedDatabase(t, engine.options)
  const now = () => new Date().toISOString()
  const { id } = (await root.post('customers', { name: 'Lēciens', city: 'one', notes: 'old' })).body
  const write = async (days: number, values: object) => {
    await setClock(days)
    const { status, text } = await root.patch(`customers/${id}`, values)
    assert.equal(status, 200, text)
    await allSealed(engine)
  }
  const at = async (asOf: string) => (await root.get(`customers/${id}?asOf=${asOf}`)).body
  // Further, and back to where it had been; then half of the way back.
  for (const [nr, jumps] of [[10, 30, 10, 0] as const, [60, 50, 0] as const].entries()) {
    for (const days of jumps) await write(days, { city: `${nr}: ${days}` })
    assert.equal((await at(now())).city, `${nr}: 0`)
  }
  // Behind, and further behind: of then it is said what was said before.
  for (let ago = -15; ago <= 0; ago++) await write(ago + 200, { city: `day ${ago}` })
  const earlier = new Date(Date.now() + 195.5 * 86_400_000).toISOString()
  const [then, known] = [await at(earlier), 'old']
  await write(192, { city: 'behind' })
  await write(187, { notes: 'new' })
  await write(200, { city: 'right' })
  assert.deepEqual([(await at(earlier)).notes, (await at(earlier)).city], [known, then.city])
  assert.deepEqual(await engine.verify(), [])
  // An upgrade notes anew what was noted without the jumps between.
  await engine.database.query(
    sql`update audit_turn set dated_from = at, dated_until = case when behind then dated_until else at end`,
  )
  assert.notDeepEqual(await engine.verify(), [])
  const file = new URL('../../migrations/0223-engine-turns-in-turns.sql', import.meta.url)
  await engine.database.query({ parts: [await readFile(file, 'utf8')], values: [] })
  assert.deepEqual(await engine.verify(), [])
})

test('who sees as another does so for half an hour by the clock of the database, however far off it is', async (t) => {
  const { engine, as, anyone, url } = await office(t)
  const setClock = await shiftedDatabase(t, engine.options)
  await setClock(-2)
  const entered = await anyone.post('session', { email: 'karlis@daugava.example', password: samplePassword })
  const karlis = caller(url, { cookie: entered.headers.get('set-cookie')?.split(';')[0] ?? '' })
  assert.equal((await karlis.post('see-as', { user: as.seller.user })).status, 200)
  assert.equal((await karlis.get('me')).body.user?.id, as.seller.user)
  await setClock(-1)
  await engine.database.transaction((tx) => engine.database.notify('kontor_session', '', tx))
  assert.equal((await karlis.get('customers')).body.code, 'seeAsOver')
})

test('a proof counts from when the database says that it was given', async (t) => {
  const { engine, sources, add, one, look } = await scene(t)
  await (
    await shiftedDatabase(t, engine.options)
  )(4000)
  sources.numbers.set(good, { name: 'LATVENERGO AS' })
  const id = await add({ name: 'AS "Latvenergo"', taxId: good })
  await look()
  assert.equal((await one(id, 'vies')).proof, 'proved')
})
