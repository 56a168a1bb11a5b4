import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#engine'
import { samplePassword } from '../../testing/sample/load-sample-group.ts'
import { caller, office, until } from './office.ts'

test('no write of any route is carried out for a page of another site', async (t) => {
  const { as, anyone, url, engine } = await office(t)
  const signedIn = await anyone.post('session', {
    email: 'karlis@daugava.example',
    password: samplePassword,
  })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  assert.match(cookie, /kontor_session=/)
  const document = (await as.administrator.get('openapi.json')).body as {
    paths: Record<string, Record<string, { security?: unknown[] }>>
  }
  const writes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((method) => method !== 'get')
      .map((method) => ({ method: method.toUpperCase(), path })),
  )
  assert.ok(writes.length > 60, `${writes.length} writes`)
  const before = await changes(engine)
  const id = '01900000-0000-7000-8000-000000000000'
  const faults: string[] = []
  for (const foreign of [
    { origin: 'https://evil.example' },
    { origin: url.replace('http:', 'https:') },
    { origin: `${url}.evil.example` },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'null' },
    // What says nothing of where it comes from.
    { origin: '' },
    { origin: '', referer: 'https://evil.example/page' },
  ]) {
    const stranger = caller(url, { cookie, ...foreign })
    for (const { method, path } of writes) {
      const place = path.slice(1).replaceAll(/\{\w+\}/g, id)
      const answer = await stranger.ask(method, place, { body: {} })
      if (answer.status !== 403 || answer.body?.code !== 'foreignOrigin')
        faults.push(`${method} ${path}: ${answer.status} ${answer.body?.code}`)
    }
  }
  assert.deepEqual(faults, [])
  assert.equal(await changes(engine), before)
  const own = caller(url, { cookie, origin: url })
  assert.equal((await own.remove('session')).status, 200)
})

test('so much of one user is worked on at once, more waits, too much is refused; others are not held up', async (t) => {
  const { as, engine } = await office(t, { connections: 12 })
  let release = (): void => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  let begun = 0
  const list = engine.records.list
  t.mock.method(engine.records, 'list', async (...given: Parameters<typeof list>) => {
    if (given[0].user !== as.seller.user) return list(...given)
    begun += 1
    await held
    return list(...given)
  })
  const waiting = Array.from({ length: 4 }, () => as.seller.get('customers?limit=1'))
  await until(async () => begun === 4)
  const early: Awaited<ReturnType<typeof as.seller.get>>[] = []
  const inTurn = Array.from({ length: 241 }, async () => {
    const answer = await as.seller.get('customers?limit=1')
    if (begun === 4) early.push(answer)
    return answer.status
  })
  await until(async () => early.length > 0)
  assert.deepEqual(
    early.map((more) => [more.status, more.body.code, more.headers.get('retry-after')]),
    [[429, 'tooMuchAtOnce', '2']],
  )
  assert.equal((await as.manager.get('customers?limit=1')).status, 200)
  assert.equal(begun, 4, 'the others wait')
  release()
  for (const answer of await Promise.all(waiting)) assert.equal(answer.status, 200)
  assert.deepEqual(
    (await Promise.all(inTurn)).toSorted((one, other) => one - other),
    [...Array<number>(240).fill(200), 429],
  )
  await until(async () => (await as.seller.get('customers?limit=1')).status === 200)
})

test('what one user asks of a database that is slow leaves connections to everybody else', async (t) => {
  const { as, engine } = await office(t, { connections: 12 })
  const other = engine.database.client('holder')
  await other.connect()
  try {
    await other.query('begin')
    await other.query('lock table party in access exclusive mode')
    const tried = { where: {}, changes: { notes: 'z' } }
    const asked = [
      ...Array.from({ length: 40 }, () => as.seller.post('customers/bulk?dryRun=true', tried)),
      ...Array.from({ length: 40 }, () => as.seller.get('customers?limit=1')),
      ...Array.from({ length: 20 }, () => as.seller.get('duplicates')),
      ...Array.from({ length: 20 }, () => as.seller.get('customers?search=sia&limit=1')),
    ]
    await until(async () => {
      // Within a transaction it would show what it showed first.
      const [row] = await engine.database.query<{ count: number }>(
        sql`select count(*)::int as count from pg_stat_activity where wait_event_type = 'Lock'`,
      )
      return row!.count >= 6
    })
    // Each of these needs a connection, and none of them the table that is held.
    for (const place of ['categories?limit=1', 'tags?limit=1', 'categories/summary'])
      assert.equal((await as.manager.get(place)).status, 200, place)
    await other.query('rollback')
    const answers = await Promise.all(asked)
    for (const { status, text } of answers) assert.equal(status, 200, text)
  } finally {
    await other.end()
  }
})

async function changes(engine: Awaited<ReturnType<typeof office>>['engine']): Promise<string> {
  const [row] = await engine.database.query<{ count: string }>({
    parts: ['select count(*)::text as count from audit_entry'],
    values: [],
  })
  return row?.count ?? ''
}

test('a key that carries less than its user tells nothing of how they come in, and keeps nothing for them', async (t) => {
  const { as, engine, url } = await office(t)
  const { user } = as.seller
  const scope = { objects: ['customer'], actions: ['read'] }
  const { key } = await engine.accounts.createKey({ user, name: 'narrow', source: 'cli', scope })
  const narrow = caller(url, { authorization: `Bearer ${key}` })
  assert.equal((await narrow.get('customers?limit=1')).status, 200)
  for (const place of ['sessions', 'keys', 'second-factors']) {
    const refused = await narrow.get(place)
    assert.deepEqual([refused.status, refused.body.code], [403, 'beyondKey'], place)
    assert.equal((await as.seller.get(place)).status, 200, place)
  }
  const changed = await narrow.patch('me', { language: 'ka' })
  assert.deepEqual([changed.status, changed.body.code], [403, 'beyondKey'])
})
