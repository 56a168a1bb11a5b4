import assert from 'node:assert/strict'
import net from 'node:net'
import { test } from 'node:test'
import { freshDatabase, tcpProxy } from '#testing'
import { openDatabase, type Database } from './database.ts'
import { id, raw, sql } from './sql.ts'

type T = Parameters<typeof freshDatabase>[0]

async function database(t: T, more: { url?: string; readMilliseconds?: number } = {}): Promise<Database> {
  const { url, schema } = await freshDatabase(t)
  const opened = openDatabase({ url, schema, ...more })
  t.after(() => opened.close())
  return opened
}

test('decimals, big integers, days and instants come as text, so nothing is rounded or shifted', async (t) => {
  const db = await database(t)
  const [row] = await db.query(
    sql`select 12345678901234567890.10::numeric as n, 9007199254740993::bigint as i, date '2026-03-31' as d,
               timestamptz '2026-03-31 10:00+03' as t, array[1.10::numeric] as ns, true as b, '{"a":1}'::jsonb as j`,
  )
  assert.deepEqual(row, {
    n: '12345678901234567890.10',
    i: '9007199254740993',
    d: '2026-03-31',
    t: '2026-03-31 07:00:00+00',
    ns: ['1.10'],
    b: true,
    j: { a: 1 },
  })
})

test('a statement with a name is prepared once and survives a change of its table', async (t) => {
  const db = await database(t)
  await db.query(sql`create table stone (name text)`)
  await db.query(sql`insert into stone values ('Opal')`)
  const read = () => db.query(sql`select * from stone where name = ${'Opal'}`, { name: 'stones' })
  for (let n = 0; n < 3; n++) assert.deepEqual(await read(), [{ name: 'Opal' }])
  await db.query(sql`alter table stone add column hue text`)
  assert.deepEqual(await read(), [{ name: 'Opal', hue: null }])
})

test('a prepared statement that became stale makes the transaction start again', async (t) => {
  const db = await database(t)
  await db.query(sql`create table stone (name text)`)
  const read = () => db.transaction((tx) => tx.query(sql`select * from stone`, { name: 'stones' }))
  for (let n = 0; n < 3; n++) await read()
  await db.query(sql`alter table stone add column hue text`)
  assert.deepEqual(await read(), [])
})

test('who works for long is not taken for idle, whatever the server has set', async (t) => {
  const { url, schema } = await freshDatabase(t)
  const owner = openDatabase({ url, schema })
  const role = `impatient_${Date.now()}`
  const run = (text: string) => owner.transaction((tx) => tx.query(raw(text)))
  await run(`create role ${role} superuser login password 'for-a-test'`)
  t.after(async () => {
    await run(`drop role ${role}`)
    await owner.close()
  })
  await run(`alter role ${role} set idle_in_transaction_session_timeout = '5min'`)
  const place = Object.assign(new URL(url), { username: role, password: 'for-a-test' })
  const impatient = openDatabase({ url: place.href, schema })
  const limitOf = async (options: Parameters<Database['transaction']>[1]) =>
    impatient.transaction((tx) => tx.query(sql`show idle_in_transaction_session_timeout`), options)
  const [usual, long] = [await limitOf({}), await limitOf({ statementMilliseconds: 0 })]
  await impatient.close()
  assert.deepEqual(
    [usual, long].map(([row]) => Object.values(row ?? {})),
    [['5min'], ['0']],
  )
})

test('a failed transaction leaves nothing behind', async (t) => {
  const db = await database(t)
  await db.query(sql`create table note (body text)`)
  const failing = db.transaction(async (tx) => {
    await tx.query(sql`insert into note values ('lost')`)
    throw new Error('changed my mind')
  })
  await assert.rejects(failing, /changed my mind/)
  assert.deepEqual(await db.query(sql`select * from note`), [])
})

test('a savepoint undoes only its own work', async (t) => {
  const db = await database(t)
  await db.query(sql`create table note (body text primary key)`)
  await db.transaction(async (tx) => {
    await tx.query(sql`insert into note values ('kept')`)
    await assert.rejects(
      tx.savepoint(() => tx.query(sql`insert into note values ('kept')`)),
      { code: '23505' },
    )
    await tx.query(sql`insert into note values ('also kept')`)
  })
  assert.equal((await db.query(sql`select * from note`)).length, 2)
})

test('two transactions that meet head-on are both done, one after the other', async (t) => {
  const db = await database(t)
  await db.query(sql`create table account (name text primary key, balance int)`)
  await db.query(sql`insert into account values ('a', 0), ('b', 0)`)
  let waiting = 2
  let open = (): void => {}
  const bothHold = new Promise<void>((resolve) => (open = resolve))
  const move = (first: string, second: string) =>
    db.transaction(async (tx) => {
      await tx.query(sql`update account set balance = balance + 1 where name = ${first}`)
      if (--waiting === 0) open()
      await bothHold
      await tx.query(sql`update account set balance = balance + 1 where name = ${second}`)
    })
  await Promise.all([move('a', 'b'), move('b', 'a')])
  assert.deepEqual(await db.query(sql`select balance from account`), [{ balance: 2 }, { balance: 2 }])
})

test('whoever finds taken what was free when they looked looks once more, and is told so', async (t) => {
  const db = await database(t)
  await db.query(sql`create table badge (number int primary key)`)
  let waiting = 2
  let open = (): void => {}
  const bothLooked = new Promise<void>((resolve) => (open = resolve))
  const take = () =>
    db.transaction(async (tx) => {
      const found = await tx.query(sql`select from badge where number = 1`)
      if (--waiting === 0) open()
      await bothLooked
      if (found.length > 0) return 'taken'
      await tx.query(sql`insert into badge values (1)`)
      return 'got it'
    })
  assert.deepEqual((await Promise.all([take(), take()])).toSorted(), ['got it', 'taken'])
  const always = db.transaction((tx) => tx.query(sql`insert into badge values (1)`))
  await assert.rejects(always, { code: '23505' })
})

test('a reader whose question is too broad is told to narrow it', async (t) => {
  const db = await database(t, { readMilliseconds: 1_000 })
  await assert.rejects(db.query(sql`select pg_sleep(600)`), { code: 'tooBroad', status: 422 })
  assert.deepEqual(await db.query(sql`select 1 as one`), [{ one: 1 }])
})

test('a table of any size is read a batch at a time, and written by copy', async (t) => {
  const db = await database(t)
  await db.query(sql`create table number (n int)`)
  const sizes: number[] = []
  await db.transaction(async (tx) => {
    const rows = tx.copyIn(sql`copy ${id('number')} from stdin`)
    for (let n = 0; n < 2_500; n++) rows.write(`${n}\n`)
    await new Promise<void>((resolve, reject) => rows.on('error', reject).end(resolve))
    for await (const batch of tx.batches(sql`select n from number where n >= ${0}`)) sizes.push(batch.length)
  })
  assert.deepEqual(sizes, [1_000, 1_000, 500])
})

test('searching is planned with indexes alone', async (t) => {
  const db = await database(t)
  assert.deepEqual(await db.search.query(sql`show enable_seqscan`), [{ enable_seqscan: 'off' }])
})

test('a notice reaches every process of the same schema, and no other', async (t) => {
  const { url } = await freshDatabase(t)
  const [riga, tbilisi, tenant] = ['public', 'public', 'other'].map((schema) => openDatabase({ url, schema }))
  t.after(() => Promise.all([riga!.close(), tbilisi!.close(), tenant!.close()]).then(() => {}))
  const heard: string[] = []
  tenant!.listen('kontor_access', (payload) => payload && heard.push(`tenant ${payload}`))
  const said = new Promise<void>((resolve) =>
    tbilisi!.listen('kontor_access', (payload) => payload && resolve(void heard.push(payload))),
  )
  assert.ok(await tbilisi!.isCurrent())
  assert.ok(await tenant!.isCurrent())
  await riga!.notify('kontor_access', 'Anna left')
  await said
  assert.deepEqual(heard, ['Anna left'])
})

test('whoever has sent a notice has heard it before they count as current again', async (t) => {
  const db = await database(t)
  const heard: (string | null)[] = []
  db.listen('kontor_access', (payload) => void heard.push(payload))
  assert.ok(await db.isCurrent())
  for (let n = 0; n < 20; n++) {
    // The check of somebody else is under way already, and proves nothing of what is sent after it.
    const [earlier] = [db.isCurrent(), await db.transaction((tx) => db.notify('kontor_access', `${n}`, tx))]
    assert.ok(await db.isCurrent())
    assert.equal(heard.at(-1), `${n}`)
    assert.ok(await earlier)
  }
  await db.notify('kontor_access', 'by itself')
  assert.ok(await db.isCurrent())
  assert.equal(heard.at(-1), 'by itself')
})

test('while the server is away everything says so, and works again by itself', async (t) => {
  const { url } = await freshDatabase(t)
  const line = await cuttableLine(url)
  const db = openDatabase({ url: line.url })
  t.after(async () => {
    await db.close()
    await line.close()
  })
  const heard: (string | null)[] = []
  db.listen('kontor_model', (payload) => heard.push(payload))
  assert.ok(await db.isCurrent())
  line.cut()
  await assert.rejects(db.query(sql`select 1`), { status: 503, code: 'databaseAway' })
  await assert.rejects(
    db.transaction((tx) => tx.query(sql`select 1`)),
    { code: 'databaseAway' },
  )
  assert.equal(await db.isCurrent(), false)
  line.mend()
  assert.deepEqual(await db.query(sql`select 1 as one`), [{ one: 1 }])
  assert.ok(await db.isCurrent())
  assert.ok(heard.length >= 2 && heard.every((payload) => payload === null))
})

test('whoever stops is not held by a server that says nothing: what was asked fails, and so does what is asked then', async (t) => {
  const { url } = await freshDatabase(t)
  const line = await tcpProxy(t, url)
  const db = openDatabase({ url: line.url })
  await db.query(sql`select 1`)
  line.swallow()
  const away = { status: 503, code: 'databaseAway' }
  const asked = [
    assert.rejects(db.query(sql`select 1`), away),
    assert.rejects(
      db.transaction((tx) => tx.query(sql`select 1`)),
      away,
    ),
    assert.rejects(db.client('alone').connect()),
  ]
  db.ending()
  await Promise.all([...asked, db.givenUp])
  await assert.rejects(db.query(sql`select 1`), away)
  await assert.rejects(db.client('alone').connect())
  await db.close()
})

test('whoever stops waits for what is under way as long as the server answers', async (t) => {
  const db = openDatabase(await freshDatabase(t))
  const slow = db.query(sql`select 'done' as it from pg_sleep(0.5)`)
  await db.query(sql`select 1`)
  await db.close()
  assert.deepEqual(await slow, [{ it: 'done' }])
})

test('a schema whose name could be read as something else is refused at once', () => {
  assert.throws(() => openDatabase({ url: 'postgres://nowhere', schema: 'a", public' }), /must be lower-case/)
})

test('every connection looks at the schema of the installation', async (t) => {
  const { url } = await freshDatabase(t)
  const db = openDatabase({ url, schema: 'tenant_7' })
  t.after(() => db.close())
  await db.query(sql`create schema ${id('tenant_7')}`)
  await db.query(sql`create table ${raw('here')} (n int)`)
  const found = await db.query(sql`select schemaname from pg_tables where tablename = 'here'`)
  assert.deepEqual(found, [{ schemaname: 'tenant_7' }])
})

/** A line to the server that can be cut, as when it is restarted. */
async function cuttableLine(
  url: string,
): Promise<{ url: string; cut(): void; mend(): void; close(): Promise<void> }> {
  const target = new URL(url)
  const sockets = new Set<net.Socket>()
  let isCut = false
  const server = net.createServer((near) => {
    const far = net.connect(Number(target.port || 5432), target.hostname)
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => void (other.destroy(), sockets.delete(socket)))
      socket.pipe(other)
    }
    if (isCut) near.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = new URL(url)
  address.host = `127.0.0.1:${(server.address() as net.AddressInfo).port}`
  const cut = (): void => {
    isCut = true
    for (const socket of sockets) socket.destroy()
  }
  const close = () => new Promise<void>((resolve) => void (cut(), server.close(() => resolve())))
  return { url: address.href, cut, mend: () => void (isCut = false), close }
}
