import assert from 'node:assert/strict'
import net from 'node:net'
import { test } from 'node:test'
import { freePort, tcpProxy } from '#testing'
import { sql, type Engine } from '#engine'
import { kontorProcess, type KontorProcess } from '../../testing/faults/kontor-process.ts'
import { office } from '../import/office.ts'
import { stopLine } from '../import/stop-line.ts'
import { until } from '../scenarios/office.ts'

type T = Parameters<typeof office>[0]

for (const [how, broken] of [
  ['is away', 'cut'],
  ['never answers', 'swallow'],
] as const) {
  test(`a server that is told to stop during an import ends though its database ${how}, and nothing is lost`, async (t) => {
    const scene = await office(t)
    const { engine, admin, upload, checked } = scene
    const rows = Array.from({ length: 3_000 }, (_, at) => `C-${50_000 + at};Firm ${(at * 7919).toString(36)}`)
    const id = await upload('customer', `Number;Name\n${rows.join('\n')}\n`)
    await checked(id)
    await engine.imports.change(admin, id, { decision: 'create' })
    const line = await stopLine(engine, 1_000)
    const { kontor, network } = await startedBeyond(t, engine)
    await engine.imports.run(admin, id)
    const result = async () => (await engine.imports.get(admin, id))['result'] as { created: number } | null
    await until(async () => (await result())?.created === 1_000)

    network[broken]()
    assert.equal(await kontor.stop(), 0, kontor.log())

    // PostgreSQL hears later than we do that nobody is at the other end of what was swallowed: when the
    // network gives it up, which may take it minutes.
    network.cut()
    await line.open()
    await until(async () => {
      await engine.jobs.drain()
      return (await engine.imports.get(admin, id)).state === 'done'
    })
    const [count] = await engine.database.query(
      sql`select count(*) as all, count(distinct number) as different from party where is_customer`,
    )
    assert.deepEqual(count, { all: '3000', different: '3000' })
  })
}

test('a server that is told to stop while a mail server says nothing ends, and the mail is sent later', async (t) => {
  const { engine, admin } = await office(t)
  const silent = await silentServer(t)
  const smtp = { SMTP_URL: `smtp://127.0.0.1:${silent.port}` }
  const { kontor } = await startedBeyond(t, engine, smtp)
  // As the server itself would leave it, which alone knows of its mail server.
  await engine.database.transaction(async (tx) => {
    const mail = '0198a000-0000-7000-8000-000000000001'
    await tx.query(
      sql`insert into mail (id, kind, recipient, language, payload, state, created_by)
          values (${mail}, 'test', 'anna@example.com', 'en', '{}', 'waiting', ${admin.user})`,
    )
    await engine.jobs.add(tx, 'send mail', { mail }, { actor: admin })
  })
  await silent.reached
  assert.equal(await kontor.stop(), 0, kontor.log())
  await engine.jobs.drain()
  const jobs = await engine.database.query(sql`select name, state from job where name = 'send mail'`)
  assert.deepEqual(jobs, [{ name: 'send mail', state: 'done' }])
})

/** Kontor as people start it on the office's database, with a network between them that can be broken. */
async function startedBeyond(t: T, { options }: Engine, environment: Readonly<Record<string, string>> = {}) {
  const { databaseUrl, schema = 'public', dataFolder } = options
  const network = await tcpProxy(t, databaseUrl)
  const place = { DATABASE_URL: network.url, KONTOR_SCHEMA: schema, ...environment }
  const kontor: KontorProcess = kontorProcess(dataFolder, await freePort(), place)
  t.after(() => kontor.kill())
  await kontor.start()
  return { kontor, network }
}

/** Takes calls and never says a word. */
async function silentServer(t: T) {
  const open = new Set<net.Socket>()
  const { promise: reached, resolve } = Promise.withResolvers<void>()
  const server = net.createServer((socket) => {
    open.add(socket)
    socket.on('error', () => {
      // Whoever called has hung up.
    })
    resolve()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  t.after(async () => {
    for (const socket of open) socket.destroy()
    await new Promise<void>((closed) => server.close(() => closed()))
  })
  return { port: (server.address() as net.AddressInfo).port, reached }
}
