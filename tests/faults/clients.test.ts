import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import http from 'node:http'
import net from 'node:net'
import path from 'node:path'
import { test } from 'node:test'
import { sql } from '#engine'
import { office, until, type Office } from '../scenarios/office.ts'
import { at, serverBeyond } from './scene.ts'

const table = 'customers/export?format='

for (const [what, place] of [
  ['a list', 'customers?limit=50'],
  ['a summary', 'customers/summary?groupBy=city'],
  ['a search', 'search?q=riga'],
  ['a file that PostgreSQL writes', `${table}csv&columns=name,city`],
  ['a file that is written here', `${table}xlsx`],
] as const) {
  test(`whoever hangs up while they wait for ${what} lets the database leave it`, async (t) => {
    const scene = await office(t)
    // A job of the program would wait for the table as well, and go on waiting.
    await scene.engine.jobs.stop()
    const closed = await closeTable(scene)
    let isAnswered = false
    // Somebody who has waited for longer, so that no limit can end the other one first.
    const patient = scene.as.clerk.get('customers?limit=1').finally(() => (isAnswered = true))
    await until(async () => (await waiting(scene)) === 1)
    const asked = ask(scene, place)
    await until(async () => (await waiting(scene)) > 1)
    asked.destroy()
    await until(async () => (await waiting(scene)) <= 1)
    assert.ok(!isAnswered, 'the table is still closed: what waited for it was told to stop')
    await closed.open()
    assert.equal((await patient).status, 200)
    await until(async () => (await busy(scene)) === 0)
    assert.equal((await scene.as.clerk.get('customers?limit=1')).status, 200)
  })
}

for (const [what, place, folder] of [
  ['an upload', 'files', 'files/arriving'],
  ['a file to import', 'imports?object=customer', 'imports'],
] as const) {
  test(`${what} that breaks off leaves nothing behind`, async (t) => {
    const scene = await office(t)
    const asked = ask(scene, place, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=edge', 'content-length': '10000000' },
    })
    asked.write(
      '--edge\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nNumber;Name\n',
    )
    const arriving = () =>
      readdir(path.join(scene.engine.options.dataFolder, folder)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return []
        throw error
      })
    await until(async () => (await arriving()).length > 0)
    // What is slow in coming holds no connection of the database; a job of the program may, for a moment.
    await until(async () => (await busy(scene)) === 0)
    asked.destroy()
    await until(async () => (await arriving()).length === 0)
    const rows = await scene.engine.database.query(sql`select 1 from file union all select 1 from import`)
    assert.equal(rows.length, 0)
  })
}

test('a large file that somebody does not take waits on the disk, holds no connection, and is cut at last', async (t) => {
  const scene = await office(t)
  await manyCustomers(scene, 40_000)
  const socket = await unread(scene.url, scene)
  // The folder is made with the first file in it.
  const kept = () => readdir(path.join(scene.engine.options.dataFolder, 'exports')).catch(() => [])
  await until(async () => (await kept()).length === 1)
  await until(async () => (await busy(scene)) === 0)
  assert.equal((await kept()).length, 1)
  assert.equal((await scene.as.clerk.get('customers?limit=1')).status, 200)
  socket.destroy()
  await until(async () => (await kept()).length === 0)

  const impatient = { pace: { everyMilliseconds: 400, leastBytes: 4_096 } }
  const { url, open } = await serverBeyond(t, scene, impatient)
  const slow = await unread(url, scene)
  const drip = setInterval(() => slow.read(1), 20)
  await until(async () => (await open()) === 0)
  clearInterval(drip)
  slow.destroy()
  await until(async () => (await busy(scene)) === 0)
})

test('headers and bodies that trickle in are cut, and nobody waits for them meanwhile', async (t) => {
  const scene = await office(t)
  const { url } = await serverBeyond(t, scene, {
    pace: { everyMilliseconds: 400, leastBytes: 4_096 },
    http: { headersTimeout: 600, connectionsCheckingInterval: 200 },
  })
  const lines = Array.from({ length: 100 }, (_, at) =>
    trickle(
      url,
      at % 2 === 0
        ? 'GET /api/v1/customers HTTP/1.1\r\nhost: localhost\r\nx-slow: '
        : 'POST /api/v1/customers HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n' +
            `authorization: Bearer ${scene.as.clerk.key}\r\ncontent-length: 100000\r\n\r\n{"name":"`,
    ),
  )
  const clerk = at(url, scene.as.clerk)
  assert.equal((await clerk.get('customers?limit=1')).status, 200)
  assert.equal((await clerk.post('customers', { name: 'SIA Ātrs', country: 'LV' })).status, 201)
  for (const told of await Promise.all(lines)) assert.match(told, /^HTTP\/1\.1 408 /)
  assert.equal((await clerk.get('customers?limit=1')).status, 200)
})

test('who takes long to be answered is not taken for slow', async (t) => {
  const scene = await office(t)
  const { url, engine } = await serverBeyond(t, scene, {
    pace: { everyMilliseconds: 100, leastBytes: 4_096 },
  })
  const closed = await closeTable(scene)
  const asked = at(url, scene.as.clerk).get('customers?limit=1')
  await until(async () => (await waiting(scene)) > 0)
  await engine.database.query(sql`select pg_sleep(1)`)
  await closed.open()
  assert.equal((await asked).status, 200)
})

/** Asks for a file of all customers, and takes the first byte of it. */
async function unread(url: string, { as }: Office): Promise<net.Socket> {
  const socket = net.connect(Number(new URL(url).port), '127.0.0.1')
  // That it is cut is what is asked for here.
  socket.on('error', () => {})
  socket.write(
    `GET /api/v1/${table}csv&columns=name,city,email,number HTTP/1.1\r\nhost: localhost\r\n` +
      `authorization: Bearer ${as.administrator.key}\r\n\r\n`,
  )
  await new Promise<void>((resolve) => socket.once('readable', () => resolve(void socket.read(1))))
  socket.pause()
  return socket
}

/** Sends a letter now and then until it is cut, and gives what was said to that. */
function trickle(url: string, begin: string): Promise<string> {
  const socket = net.connect(Number(new URL(url).port), '127.0.0.1')
  socket.write(begin)
  const drip = setInterval(() => socket.write('a'), 50)
  return new Promise((resolve) => {
    // Its end is what is waited for, in whichever form it comes.
    socket.on('error', () => {})
    let told = ''
    socket.on('data', (piece) => (told += String(piece)))
    socket.once('close', () => {
      clearInterval(drip)
      resolve(told)
    })
  })
}

function ask({ url, as }: Office, place: string, more: http.RequestOptions = {}): http.ClientRequest {
  const headers = { ...more.headers, authorization: `Bearer ${as.administrator.key}` }
  const asked = http.request(`${url}/api/v1/${place}`, { ...more, headers })
  // It is given up on purpose.
  asked.on('error', () => {})
  if (more.method === undefined) asked.end()
  return asked
}

/** Lets nobody read the parties until it is opened. */
async function closeTable({ engine }: Office): Promise<{ open(): Promise<void> }> {
  let open = () => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  let held: Promise<unknown> | undefined
  await new Promise<void>((resolve) => {
    held = engine.database.transaction(async (tx) => {
      await tx.query(sql`lock table party in access exclusive mode`)
      resolve()
      await opened
    })
  })
  return {
    async open() {
      open()
      await held
    },
  }
}

/** How many statements wait for the closed table. */
async function waiting({ engine }: Office): Promise<number> {
  const rows = await engine.database.query(
    sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return rows.length
}

/** How many connections of the office's database have a statement or a transaction open, but for this one. */
async function busy({ engine }: Office): Promise<number> {
  const rows = await engine.database.query(
    sql`select 1 from pg_stat_activity where datname = current_database() and state <> 'idle'
          and backend_type = 'client backend' and pid <> pg_backend_pid()`,
  )
  return rows.length
}

async function manyCustomers({ engine }: Office, count: number): Promise<void> {
  await engine.database.transaction((tx) =>
    tx.query(
      sql`insert into party (id, number, kind, name, country, city, email, is_customer, customer__status)
        select gen_random_uuid(), 'M-' || n, 'company', 'Many ' || repeat(md5(n::text), 12), 'LV', 'Rīga',
               md5(n::text) || '@many.example', true, 'active' from generate_series(1, ${count}::int) n`,
    ),
  )
}
