import assert from 'node:assert/strict'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { test, type TestContext } from 'node:test'
import { sql } from '#engine'
import { holder, made } from './holder.ts'
import { caller, office, until, type Caller, type Office } from './office.ts'

type Heard = { readonly event: string; readonly data: Record<string, unknown>; readonly id: string }

/** Opens the stream of events and collects what comes; `ended` once the server closed it. */
async function listen(t: TestContext, { url }: Office, headers: Record<string, string>, query = '') {
  const stop = new AbortController()
  t.after(() => stop.abort())
  const answer = await fetch(`${url}/api/v1/events${query}`, { headers, signal: stop.signal })
  const heard: Heard[] = []
  const state = { status: answer.status, heard, ended: false }
  const read = async (): Promise<void> => {
    let text = ''
    for await (const piece of answer.body ?? []) {
      text += Buffer.from(piece).toString()
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const line = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? ''
        if (line('event'))
          heard.push({ event: line('event'), data: JSON.parse(line('data')), id: line('id') })
      }
    }
  }
  read().then(
    () => (state.ended = true),
    () => (state.ended = true),
  )
  return state
}

const bearer = ({ key }: Caller) => ({ authorization: `Bearer ${key}` })

test('a change of one user is told to those who see the record, and to nobody else', async (t) => {
  const scene = await office(t)
  const { as } = scene
  const manager = await listen(t, scene, bearer(as.manager))
  const seller = await listen(t, scene, bearer(as.seller))
  assert.equal(manager.status, 200)
  // Both hear of this one, so both listen from before the next.
  await until(async () => {
    await as.manager.patch(
      `customers/${(await as.manager.post('customers', { name: 'SIA Signāls', country: 'LV', manager: as.seller.user })).body.id}`,
      { city: 'Ogre' },
    )
    return manager.heard.length > 0 && seller.heard.length > 0
  })
  const made = await as.clerk.post('customers', { name: 'SIA Lāse', country: 'LV', manager: as.manager.user })
  assert.equal(made.status, 201, made.text)
  await as.clerk.patch(`customers/${made.body.id}`, { city: 'Rīga' })
  const told = await until(async () =>
    manager.heard.find(
      ({ data }) =>
        data['id'] === made.body.id &&
        data['action'] !== 'deleted' &&
        (data['fields'] as string[]).includes('city'),
    ),
  )
  assert.equal(told.data['object'], 'party')
  assert.deepEqual(told.data['faces'], ['party', 'customer'])
  assert.equal(told.data['by'], as.clerk.user)
  assert.ok(
    !seller.heard.some(({ data }) => data['id'] === made.body.id),
    'a seller does not hear of the customers of others',
  )
})

test('of a partner that is gone hears who read a role that it played, and nobody else', async (t) => {
  const scene = await office(t)
  const { administrator } = scene.as
  const buyer = await holder(scene, 'buyer', [{ object: 'supplier', see: ['name'] }])
  const stream = await listen(t, scene, bearer(buyer))
  const [customer, supplier] = [
    await made(administrator, 'customers', { name: 'SIA Pircējs', country: 'LV' }),
    await made(administrator, 'suppliers', { name: 'SIA Piegādātājs', country: 'LV' }),
  ]
  const goes = async (path: string) => assert.equal((await administrator.remove(path)).status, 204, path)
  await goes(`customers/${customer}`)
  await goes(`suppliers/${supplier}`)
  const told = await until(async () => stream.heard.find(({ data }) => data['action'] === 'deleted'))
  assert.deepEqual([told.data['id'], told.data['faces']], [supplier, ['supplier']])
  assert.ok(!stream.heard.some(({ data }) => data['id'] === customer))
})

test('that somebody was erased hears who has them on a screen, though no role of theirs is known', async (t) => {
  const scene = await office(t)
  const { administrator } = scene.as
  const reader = await holder(scene, 'reader', [{ object: 'contact', see: ['name'] }])
  const { heard } = await listen(t, scene, bearer(reader))
  const id = await made(administrator, 'contacts', { name: 'Zane Dzēšama', kind: 'person' })
  const begun = await administrator.post(`contacts/${id}/erasure`, { mode: 'erase', reason: 'Asked for' })
  assert.equal(begun.status, 202, begun.text)
  const other = await made(administrator, 'contacts', { name: 'Zane Pēdējā', kind: 'person' })
  await scene.engine.jobs.drain()
  assert.equal((await administrator.remove(`contacts/${other}`)).status, 204)
  const gone = () => heard.flatMap(({ data }) => (data['action'] === 'deleted' ? [data['id']] : []))
  await until(async () => gone().includes(other))
  assert.deepEqual(gone(), [id, other])
})

test('who takes a role away is told that another is left only where they see it', async (t) => {
  const scene = await office(t)
  const { administrator } = scene.as
  const may = { object: 'supplier', actions: ['read', 'delete'], see: ['name'] }
  const buyer = await holder(scene, 'buyer', [may])
  const both = async (name: string) => {
    const id = await made(administrator, 'suppliers', { name, country: 'LV' })
    return made(administrator, 'customers', { party: id })
  }
  const partner = await both('SIA Viens')
  const removed = async (who: Caller) => (await who.remove(`suppliers/${partner}?dryRun=true`)).body.removed
  assert.deepEqual([await removed(buyer), await removed(administrator)], ['gone', 'roleLeft'])
  assert.equal((await buyer.remove(`suppliers/${partner}`)).status, 204)
  assert.equal((await buyer.get(`suppliers/${partner}`)).status, 404)
  assert.equal((await administrator.get(`customers/${partner}`)).status, 200)
})

test('a stream that opens from where a reading stood tells what happened after it', async (t) => {
  const scene = await office(t)
  const { as, url } = scene
  const { body } = await as.clerk.post('customers', { name: 'SIA Starp', country: 'LV' })
  const headers = { ...bearer(as.manager), 'kontor-live': 'position' }
  const [made] = await scene.engine.database.query<{ tx: string }>(
    sql`select tx::text from audit_entry where record = ${String(body.id)}::uuid order by id desc limit 1`,
  )
  // A position is behind whatever is still under way, here or in another database of the server.
  const position = await until(async () => {
    const read = await fetch(`${url}/api/v1/customers?limit=5`, { headers })
    const at = read.headers.get('kontor-position') ?? ''
    assert.match(at, /^\d+$/)
    return BigInt(at) > BigInt(made?.tx ?? 0) ? at : undefined
  })
  assert.equal((await as.clerk.patch(`customers/${body.id}`, { city: 'Ogre' })).status, 200)
  const late = await listen(t, scene, bearer(as.manager), `?objects=customer&since=${position}`)
  const told = await until(async () => late.heard.find(({ data }) => data['id'] === body.id))
  assert.equal(told.data['action'], 'changed')
  const plain = await fetch(`${url}/api/v1/customers?limit=5`, { headers: bearer(as.manager) })
  assert.equal(plain.headers.get('kontor-position'), null)
})

test('a listener who comes back hears what came since', async (t) => {
  const scene = await office(t)
  const { as } = scene
  const first = await listen(t, scene, bearer(as.manager))
  const one = await until(async () => {
    await as.clerk.post('activities', {
      party: (await as.clerk.get('customers?limit=1')).body.items[0].id,
      subject: 'Call',
    })
    return first.heard[0]
  })
  const missed = await as.clerk.post('customers', { name: 'SIA Nokavēts', country: 'LV' })
  const second = await listen(t, scene, { ...bearer(as.manager), 'last-event-id': one.id })
  await until(async () => second.heard.find(({ data }) => data['id'] === missed.body.id))
})

test('the stream of a session that was ended ends by itself', async (t) => {
  const scene = await office(t)
  const signed = await scene.anyone.post('session', {
    email: 'ilze@daugava.example',
    password: 'kontor-demo-2026',
  })
  const cookie = signed.headers.get('set-cookie')?.split(';')[0] ?? ''
  const stream = await listen(t, scene, { cookie })
  assert.equal(stream.status, 200)
  const browser = caller(scene.url, { cookie })
  assert.equal((await browser.remove('session')).status, 200)
  await until(async () => stream.ended)
  assert.deepEqual(
    stream.heard.map(({ event }) => event),
    ['signedOut'],
  )
})

test('nobody fills a server with streams', async (t) => {
  const scene = await office(t)
  const { as } = scene
  const stop = new AbortController()
  t.after(() => stop.abort())
  const open = (who: Caller) =>
    fetch(`${scene.url}/api/v1/events`, { headers: bearer(who), signal: stop.signal }).then(
      ({ status }) => status,
    )
  const all = await Promise.all(Array.from({ length: 101 }, () => open(as.seller)))
  assert.deepEqual(
    [all.filter((status) => status === 200).length, all.filter((status) => status === 429).length],
    [100, 1],
  )
  const manager = await listen(t, scene, bearer(as.manager))
  assert.equal(manager.status, 200, 'others are not held by it')
  stop.abort()
  await until(async () => (await listen(t, scene, bearer(as.seller))).status === 200)
})

test('who hangs up before it is known who they are is not counted among those who listen', async (t) => {
  const { as, engine, url } = await office(t)
  const { key } = await engine.accounts.createKey({ user: as.seller.user, name: 'test', source: 'cli' })
  const open = (signal: AbortSignal) =>
    fetch(`${url}/api/v1/events`, { headers: { authorization: `Bearer ${key}` }, signal })
  let [come, gone] = [0, 0]
  const count = (started: unknown) => {
    const { request: req, response: res } = started as { request: IncomingMessage; response: ServerResponse }
    if (req.url !== '/api/v1/events') return
    come += 1
    res.once('close', () => (gone += 1))
  }
  subscribe('http.server.request.start', count)
  await engine.database.transaction(async (tx) => {
    await tx.query(sql`lock table api_key in access exclusive mode`)
    const stop = new AbortController()
    const all = Promise.allSettled(Array.from({ length: 100 }, () => open(stop.signal)))
    await until(async () => come === 100)
    stop.abort()
    await all
    await until(async () => gone === 100)
  })
  unsubscribe('http.server.request.start', count)
  const stop = new AbortController()
  t.after(() => stop.abort())
  assert.equal((await open(stop.signal)).status, 200)
})

test('nobody listens without being known', async (t) => {
  const scene = await office(t)
  assert.equal((await scene.anyone.get('events')).status, 401)
})
