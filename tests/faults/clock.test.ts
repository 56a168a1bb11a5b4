import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { sql } from '#engine'
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
