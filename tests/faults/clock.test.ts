import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { sql } from '#engine'
import { shiftedDatabase } from '#testing'
import { allSealed } from '../../engine/seal/chain-for-test.ts'
import { samplePassword } from '../../testing/sample/load-sample-group.ts'
import { serverProcess } from '../../testing/faults/server-process.ts'
import { caller, office, until, type Office } from '../scenarios/office.ts'
import { at } from './scene.ts'

const day = 86_400_000
const jumps = [0, 40 * day, -40 * day, 400 * day, 0]
const preload = path.join(import.meta.dirname, '..', '..', 'testing', 'faults', 'shifted-clock-for-test.ts')

test('a clock that jumps forwards and back signs nobody out and nobody in', async (t) => {
  const scene = await office(t)
  const { url, set } = await clockedServer(t, scene)
  const entered = await scene.anyone.post('session', {
    email: 'janis@daugava.example',
    password: samplePassword,
  })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const person = caller(url, { cookie })
  for (const jump of jumps) {
    await set(jump)
    assert.equal((await person.get('me')).status, 200, `at ${jump / day} days`)
    assert.equal((await at(url, scene.as.clerk).get('me')).status, 200, `at ${jump / day} days`)
  }
  await set(-40 * day)
  const { id, key } = await scene.engine.accounts.createKey({
    ...{ user: scene.as.clerk.user, name: 'short', source: 'cli' },
    expiresAt: new Date(Date.now() + day).toISOString(),
  })
  const program = caller(url, { authorization: `Bearer ${key}` })
  assert.equal((await program.get('me')).status, 200)
  await scene.engine.database.query(
    sql`update api_key set expires_at = now() + interval '1 second' where id = ${id}`,
  )
  await scene.engine.database.notify('kontor_session', id)
  await until(async () => (await program.get('me')).status === 401)
})

test('numbers, ids, the log and its seal keep their order while the clock jumps, and jobs are done', async (t) => {
  const scene = await office(t)
  const { url, set } = await clockedServer(t, scene)
  const clerk = at(url, scene.as.clerk)
  const made: { id: string; number: string }[] = []
  const first = () => made[0]?.id ?? ''
  for (const [number, jump] of jumps.entries()) {
    await set(jump)
    const { status, body, text } = await clerk.post('customers', {
      name: `Pulkstenis ${number}`,
      country: 'LV',
    })
    assert.equal(status, 201, text)
    made.push(body)
    const changed = await clerk.patch(`customers/${first()}`, { city: `Diena ${number}` })
    assert.equal(changed.status, 200, changed.text)
  }
  for (const order of [made.map(({ id }) => id), made.map(({ number }) => number)])
    assert.deepEqual(order, [...new Set(order)].toSorted())

  const history = await clerk.get(`customers/${first()}/history?limit=20`)
  // Each change tells what was and then what is.
  const cities = (history.body.items as unknown[]).map((item) =>
    JSON.stringify(item)
      .match(/Diena \d/g)
      ?.at(-1),
  )
  assert.deepEqual(cities.filter(Boolean), ['Diena 4', 'Diena 3', 'Diena 2', 'Diena 1', 'Diena 0'])
  const times = await scene.engine.database.query<{ at: string }>(
    sql`select at from audit_entry where record = ${first()} order by id`,
  )
  assert.deepEqual(
    times,
    times.toSorted((left, right) => left.at.localeCompare(right.at)),
  )

  await scene.engine.jobs.stop()
  await set(-40 * day)
  const manager = at(url, scene.as.manager)
  const bulk = { where: { id: made.map(({ id }) => id) }, changes: { paymentDays: 33 } }
  const { body, text } = await manager.post('customers/bulk', bulk)
  assert.ok(body?.job, text)
  await until(async () => (await manager.get(`jobs/${body.job}`)).body.state === 'done')
  await set(40 * day)
  await until(async () => {
    const chain = (await at(url, scene.as.administrator).get('audit/chain')).body
    return chain.tail === 0 && chain.position > 0
  })
  assert.deepEqual(await scene.engine.verify(), [])
})

test('a clock of the database that jumps ahead leaves the past, the jobs and the log right once it is right', async (t) => {
  const { engine, setClock, change, instant, cityAt, differences } = await databaseClocked(t)
  const first = await instant()
  await setClock(1)
  await engine.jobs.drain()
  await change('two')
  await setClock(0)
  assert.equal(await cityAt(await instant()), 'two', 'though it was written tomorrow')
  await change('three')
  const second = await instant()
  await change('four')
  assert.deepEqual(
    [await cityAt(first), await cityAt(second), await cityAt(await instant())],
    ['one', 'three', 'four'],
  )
  assert.deepEqual(await differences(first, second), { created: 0, deleted: 0, changed: 1 })
  await engine.jobs.drain()
  const late = await engine.database.query(
    sql`select name from job_schedule where next_at > now() + interval '1 day'
        union all select name from job where state = 'waiting' and run_at > now() + interval '1 day'`,
  )
  assert.deepEqual([late, await engine.verify()], [[], []])
})

test('a record is set back and brought back while the clock of the database is ahead of the program', async (t) => {
  const { engine, as } = await office(t)
  const root = as.administrator
  await (
    await shiftedDatabase(t, engine.options)
  )(1)
  const { id } = (await root.post('customers', { name: 'Pulkstenis', notes: 'one' })).body
  const place = `customers/${id}`
  const [{ asOf } = { asOf: '' }] = await engine.database.query<{ asOf: string }>(
    sql`select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "asOf"`,
  )
  assert.equal((await root.patch(place, { notes: 'two' })).status, 200)
  const back = await root.post(`${place}/restore`, { asOf })
  assert.deepEqual([back.status, (await root.get(place)).body.notes], [200, 'one'], back.text)
  assert.equal((await root.remove(place)).status, 204)
  const whole = await root.post(`${place}/restore`)
  assert.deepEqual([whole.status, (await root.get(place)).body.notes], [200, 'one'], whole.text)
})

test('what was written while the clock of the database was behind counts from when that began', async (t) => {
  const { engine, setClock, change, instant, cityAt, differences } = await databaseClocked(t, -9)
  const today = await instant()
  const middles = [8, 5, 2].map((days) => new Date(Date.parse(today) - days * day).toISOString())
  for (let ago = -9; ago <= 0; ago++) {
    await setClock(ago)
    await change(`day ${ago}`)
  }
  const first = await instant()
  const before = await Promise.all(middles.map((middle) => cityAt(middle)))
  assert.deepEqual(before, ['day -9', 'day -6', 'day -3'])
  await setClock(-6)
  await change('behind')
  assert.equal(await cityAt(new Date(Date.parse(await instant()) - 6 * day).toISOString()), 'behind')
  await setClock(0)
  await change('after')
  assert.equal(await cityAt(await instant()), 'after')
  assert.deepEqual(await Promise.all(middles.map((middle) => cityAt(middle))), before)
  for (const middle of middles)
    assert.deepEqual(await differences(middle, first), { created: 0, deleted: 0, changed: 1 })
  assert.deepEqual(await engine.verify(), [])
})

test('a past that was brought in with its own dates stays as it is, whatever the clock does', async (t) => {
  const { engine, setClock, change, instant, listedAt } = await databaseClocked(t, -301)
  const months = [30, 200, 400].map((days) => new Date(Date.now() - days * day).toISOString())
  for (const ago of [-301, -299, 0]) {
    await setClock(ago)
    await change(`day ${ago}`)
  }
  const before = await Promise.all(months.map(listedAt))
  assert.ok(new Set(before).size > 1, 'the sample has a past')
  await setClock(500)
  await change('ahead')
  await setClock(0)
  await change('right')
  await setClock(-300)
  await change('behind')
  await setClock(0)
  await change('after')
  assert.deepEqual(await Promise.all(months.map(listedAt)), before)
  assert.ok((await listedAt(await instant())) >= (before[0] ?? 0))

  // Who moves what is noted of the clock changes what the past shows.
  await engine.database.query(sql`update audit_turn set at = at - interval '1 year'`)
  const found = await engine.verify()
  assert.match(
    found.join(),
    /What is noted of the clock at the seal \d+ of the log is not what the seals tell/,
  )
})

/** An office with a customer, on a database whose clock can be set; what is written is sealed at once. */
async function databaseClocked(t: TestContext, days = 0) {
  const { engine, as } = await office(t)
  const { clerk } = as
  const setClock = await shiftedDatabase(t, engine.options)
  await setClock(days)
  const { id } = (await clerk.post('customers', { name: 'Pulkstenis', country: 'LV', city: 'one' })).body
  return {
    engine,
    setClock,
    async change(city: string) {
      const { status, text } = await clerk.patch(`customers/${id}`, { city })
      assert.equal(status, 200, text)
      await allSealed(engine)
    },
    /** Now, no finer than can be asked for, and over. */
    async instant() {
      const now = new Date().toISOString()
      await until(async () => Date.now() > Date.parse(now) + 1)
      return now
    },
    /** How many customers there were. */
    async listedAt(at: string) {
      return (await clerk.get(`customers?count=exact&limit=1&asOf=${at}`)).body.count as number
    },
    /** The city at an instant, by the card and by the list. */
    async cityAt(at: string) {
      const card = await clerk.get(`customers/${id}?asOf=${at}`)
      const where = encodeURIComponent(JSON.stringify({ id }))
      const list = await clerk.get(`customers?asOf=${at}&where=${where}&fields=city`)
      assert.deepEqual(list.body.items?.[0]?.city, card.body.city, list.text)
      return card.body.city as string | undefined
    },
    async differences(from: string, to: string) {
      const where = encodeURIComponent(JSON.stringify({ id }))
      return (await clerk.get(`customers/difference?from=${from}&to=${to}&where=${where}`)).body.counts
    },
  }
}

/** Another server on the office's database, whose clock can be set. */
async function clockedServer(t: TestContext, { engine }: Office) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kontor-clock-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'shift')
  await writeFile(file, '0')
  const { databaseUrl, schema = 'public', dataFolder } = engine.options
  const server = await serverProcess(t, {
    ...{ databaseUrl, schema, dataFolder },
    node: ['--import', preload],
    environment: { KONTOR_TEST_CLOCK: file },
  })
  return {
    url: server.url,
    /** Sets the clock off by so much, and waits until the server has it so. */
    async set(shift: number): Promise<void> {
      await writeFile(file, String(shift))
      server.process.kill('SIGUSR2')
      await until(async () => (await readFile(`${file}.set`, 'utf8').catch(notYet)) === String(shift))
    },
  }
}

function notYet(): null {
  return null
}
