import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from '#engine'
import { office, until, type Office } from '../scenarios/office.ts'
import { at, heardAt, serverBeyond } from './scene.ts'

type Door = Office['anyone']

const customer = (name: string) => ({ name, country: 'LV' })

/** Asks until the answer has the status, and gives all answers before it. */
async function asked(ask: () => ReturnType<Door['get']>, status: number) {
  const before = []
  for (;;) {
    const answer = await ask()
    if (answer.status === status) return { answer, before }
    before.push(answer)
    await pause(50)
  }
}

for (const [how, broken] of [
  ['is cut', 'cut'],
  ['swallows everything', 'swallow'],
] as const) {
  test(`a network that ${how} is told clearly, and all goes on by itself when it is back`, async (t) => {
    const scene = await office(t)
    const { url, engine, network } = await serverBeyond(t, scene)
    const clerk = at(url, scene.as.clerk)
    const heard = await heardAt(t, url, scene.as.administrator)
    assert.equal((await clerk.get('customers?limit=1')).status, 200)
    const job = await heldJob(scene)

    network[broken]()
    const [list, written] = await Promise.all([
      clerk.get('customers?limit=1'),
      clerk.post('customers', customer('Tīkls 1'), { 'idempotency-key': 'network-1' }),
    ])
    for (const { status, body, headers } of [list, written]) {
      assert.equal(status, 503, JSON.stringify(body))
      assert.match(body.code, /^(databaseAway|busy)$/)
      assert.ok(Number(headers.get('retry-after')) > 0)
    }
    assert.equal((await at(url, scene.as.clerk).get('/readyz')).status, 503)
    assert.equal((await at(url, scene.as.clerk).get('/healthz')).status, 200)

    network.mend()
    const again = await asked(
      () => clerk.post('customers', customer('Tīkls 1'), { 'idempotency-key': 'network-1' }),
      201,
    )
    assert.ok(again.before.every(({ status }) => status === 503))
    assert.equal(await countOf(scene, 'Tīkls 1'), 1)
    assert.equal((await clerk.get('customers?limit=1')).status, 200)
    // The stream was never closed, and tells what happened meanwhile and what happens now.
    await until(async () => heard().includes(again.answer.body.id))
    await engine.jobs.start()
    await until(async () => (await stateOf(scene, job)) === 'done')
  })
}

test('what was acknowledged before the network was cut is there, and nothing twice, with every cut in between', async (t) => {
  const scene = await office(t)
  const { url, network } = await serverBeyond(t, scene)
  const clerk = at(url, scene.as.clerk)
  const acknowledged: string[] = []
  let over = false
  const working = (async () => {
    for (let number = 1; !over; number++) {
      const name = `Griezts ${number}`
      await asked(
        () => clerk.post('customers', customer(name), { 'idempotency-key': name.replace(' ', '-') }),
        201,
      )
      acknowledged.push(name)
    }
  })()
  for (let cut = 0; cut < 12; cut++) {
    const before = acknowledged.length
    await until(async () => acknowledged.length > before + 2)
    network.drop()
  }
  over = true
  await working
  const rows = await scene.engine.database.query<{ name: string; count: string }>(
    sql`select name, count(*) from party where name like 'Griezts %' group by name`,
  )
  assert.deepEqual(
    rows.filter(({ count }) => count !== '1'),
    [],
  )
  assert.deepEqual(new Set(rows.map(({ name }) => name)), new Set(acknowledged))
})

test('a connection that is lost while it commits may have saved: who sent no key is told to look first', async (t) => {
  const scene = await office(t)
  const { url } = await serverBeyond(t, scene)
  const clerk = at(url, scene.as.clerk)
  for (const statement of [
    `create function lost() returns trigger language plpgsql as
       'begin perform pg_terminate_backend(pg_backend_pid()); return null; end'`,
    `create constraint trigger lost after insert on party deferrable initially deferred
       for each row when (new.name like 'Lost %') execute function lost()`,
  ])
    await scene.engine.database.query({ parts: [statement], values: [] })
  const alone = await clerk.post('customers', customer('Lost one'))
  assert.deepEqual([alone.status, alone.body.code], [503, 'perhapsDone'], alone.text)
  assert.match(alone.text, /may have been done or not\. Look whether it is there/)
  const keyed = await clerk.post('customers', customer('Lost two'), { 'idempotency-key': 'lost-two' })
  assert.deepEqual([keyed.status, keyed.body.code], [503, 'databaseAway'], keyed.text)
  assert.equal((await clerk.post('customers', customer('Found'))).status, 201)
})

/** A job that waits, to be worked on by whoever comes first. */
async function heldJob({ engine, as }: Office): Promise<string> {
  const actor = await engine.access.actorFor({ user: as.administrator.user, source: 'web', request: 'test' })
  await engine.jobs.stop()
  return engine.database.transaction((tx) => engine.jobs.add(tx, 'collectFiles', {}, { actor }))
}

async function stateOf({ engine }: Office, id: string): Promise<string | undefined> {
  const [row] = await engine.database.query<{ state: string }>(sql`select state from job where id = ${id}`)
  return row?.state
}

async function countOf({ engine }: Office, name: string): Promise<number> {
  const rows = await engine.database.query(sql`select 1 from party where name = ${name}`)
  return rows.length
}
