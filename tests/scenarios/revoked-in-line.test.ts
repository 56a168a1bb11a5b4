import assert from 'node:assert/strict'
import type { Readable } from 'node:stream'
import { test, type TestContext } from 'node:test'
import { sql } from '#engine'
import { createServer } from '#server'
import { sendFile } from '../../server/send-file.ts'
import { caller, office, type Reply } from './office.ts'

/**
 * An office in which all that reads or writes tags stands still while `meanwhile` runs, and a key of somebody
 * in it. `sent` resolves once a further request has come in and found its place in the line.
 */
async function standstill(t: TestContext) {
  const firm = await office(t)
  const { engine } = firm
  const server = await createServer(engine)
  const url = await server.listen({ port: 0, host: '127.0.0.1' })
  t.after(() => server.close())
  const { administrator, clerk, manager } = firm.as
  const { user } = clerk
  for (const one of [user, manager.user]) {
    const grant = { object: 'tag', actions: ['read', 'create'], see: ['all'], change: ['all'], user: one }
    assert.equal((await administrator.post('grants', grant)).status, 201)
  }
  const made = await engine.accounts.createKey({ user, name: 'lost', source: 'cli' })
  const lost = caller(url, { authorization: `Bearer ${made.key}` })
  const others = [administrator, manager].map(({ key }) => caller(url, { authorization: `Bearer ${key}` }))
  assert.equal((await lost.get('tags')).status, 200)
  const working = async (count: number) => {
    const waits = sql`select count(*)::int as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like '%tag%'`
    const now = async () => (await engine.database.query<{ count: number }>(waits))[0]?.count ?? 0
    while ((await now()) < count) await turn()
  }
  const sent = async (ask: () => Promise<Reply>): Promise<Promise<Reply>[]> => {
    const came = new Promise((resolve) => server.server.once('request', resolve))
    const answer = ask()
    await came
    for (let n = 0; n < 200; n++) await turn()
    return [answer]
  }
  const revoke = async () => {
    await engine.accounts.revokeKey({ id: made.id, user, by: user, source: 'cli' })
    while ((await engine.accounts.authenticate({ key: made.key })) !== null) await turn()
  }
  const still = (meanwhile: () => Promise<void>) =>
    engine.database.transaction(async (tx) => {
      await tx.query(sql`lock table tag in access exclusive mode`)
      await meanwhile()
    })
  return { ...firm, lost, others, working, sent, revoke, still }
}

test('what waits for its turn while its key is revoked is not done any more', async (t) => {
  const { lost, working, sent, revoke, still } = await standstill(t)
  const answers: Promise<Reply>[] = []
  await still(async () => {
    answers.push(lost.get('tags?limit=1'), lost.get('tags?limit=2'))
    await working(2)
    answers.push(...(await sent(() => lost.get('me'))))
    await revoke()
  })
  const [first, second, third] = await Promise.all(answers)
  assert.deepEqual([first?.status, second?.status, third?.status], [200, 200, 401])
})

test('nor is a write that waits to be done once', async (t) => {
  const { lost, others, as, working, sent, revoke, still } = await standstill(t)
  const write = (by: typeof lost, name: string) =>
    by.post('tags', { name }, { 'idempotency-key': `one of ${name}` })
  const answers: Promise<Reply>[] = []
  await still(async () => {
    // All places at the gate are taken, by two: one user has none of the last.
    answers.push(...others.map((one, at) => write(one, ['First', 'Second'][at] ?? '')))
    await working(2)
    answers.push(...(await sent(() => write(lost, 'Late'))))
    await revoke()
  })
  const [first, second, third] = await Promise.all(answers)
  assert.deepEqual([first?.status, second?.status, third?.status], [201, 201, 401], third?.text)
  const { items } = (await as.administrator.get('tags?fields=name&limit=100')).body
  assert.ok(!items.some(({ name }: { name: string }) => name === 'Late'))
})

test('nor is the rest of a file sent that is being fetched', async (t) => {
  const { as, engine } = await office(t)
  const { user } = as.clerk
  const made = await engine.accounts.createKey({ user, name: 'lost', source: 'cli' })
  const next = Promise.withResolvers<void>()
  const server = await createServer(engine)
  async function* content() {
    yield Buffer.from('first')
    await next.promise
    yield Buffer.from('second')
  }
  const file = { name: 'all.csv', type: 'text/csv', content: content() }
  server.get('/all', (_request, reply) => sendFile(engine, reply, file))
  const url = await server.listen({ port: 0, host: '127.0.0.1' })
  t.after(() => server.close())
  const answer = await fetch(`${url}/all`, { headers: { authorization: `Bearer ${made.key}` } })
  const reader = answer.body?.getReader()
  assert.equal(String(Buffer.from((await reader?.read())?.value ?? [])), 'first')
  await engine.accounts.revokeKey({ id: made.id, user, by: user, source: 'cli' })
  while ((await engine.accounts.authenticate({ key: made.key })) !== null) await turn()
  next.resolve()
  await assert.rejects(async () => reader?.read())
})

test('nor is the rest of a file that a record holds', async (t) => {
  const { as, engine, url } = await office(t)
  const { user } = as.clerk
  const made = await engine.accounts.createKey({ user, name: 'lost', source: 'cli' })
  const headers = { authorization: `Bearer ${made.key}` }
  const size = 32 * 1024 * 1024
  const body = new FormData()
  body.append('file', new Blob([Buffer.alloc(size, 'a')], { type: 'text/plain' }), 'long.txt')
  const sent = await fetch(`${url}/api/v1/files`, { method: 'POST', headers, body })
  const file = (await sent.json()) as { id: string }
  assert.equal(sent.status, 201, JSON.stringify(file))
  const answer = await fetch(`${url}/api/v1/files/${file.id}/content`, { headers })
  const reader = answer.body?.getReader()
  assert.equal((await reader?.read())?.done, false)
  await engine.accounts.revokeKey({ id: made.id, user, by: user, source: 'cli' })
  while ((await engine.accounts.authenticate({ key: made.key })) !== null) await turn()
  // What is on its way comes; the rest, which is most of it, does not.
  let came = 0
  await assert.rejects(async () => {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
      if (done) return
      came += value?.length ?? 0
    }
  })
  assert.ok(came < size / 2, `${came} bytes came`)
})

test('who hangs up while a file is being opened leaves nothing open', async (t) => {
  const { as, engine } = await office(t)
  const { key } = as.clerk
  const asking = new AbortController()
  const left = Promise.withResolvers<void>()
  const opened = Promise.withResolvers<Readable>()
  const open: typeof engine.files.open = async (...which) => {
    const content = await engine.files.open(...which)
    asking.abort()
    await left.promise
    await turn()
    opened.resolve(content)
    return content
  }
  const server = await createServer({ ...engine, files: { ...engine.files, open } })
  server.addHook('onRequestAbort', async (_request) => left.resolve())
  const url = await server.listen({ port: 0, host: '127.0.0.1' })
  t.after(() => server.close())
  const headers = { authorization: `Bearer ${key}` }
  const body = new FormData()
  body.append('file', new Blob(['content']), 'some.txt')
  const sent = await fetch(`${url}/api/v1/files`, { method: 'POST', headers, body })
  const { id } = (await sent.json()) as { id: string }
  const { signal } = asking
  await assert.rejects(fetch(`${url}/api/v1/files/${id}/content`, { headers, signal }))
  const content = await opened.promise
  await turn()
  await turn()
  assert.equal(content.destroyed, true)
})

const turn = () => new Promise((resolve) => setImmediate(resolve))
