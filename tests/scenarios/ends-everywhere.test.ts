import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { dayAt } from '#model'
import { samplePassword } from '../../testing/sample/load-sample-group.ts'
import { serverBeyond } from '../faults/scene.ts'
import { caller, office, type Office } from './office.ts'

type Door = Office['anyone']
type Parameter = { name?: string; in?: string; required?: boolean; $ref?: string }
type Described = {
  paths: Record<string, Record<string, { parameters?: Parameter[]; security?: unknown[] }>>
  components: { parameters: Record<string, Parameter> }
}

/** What goes on for ever; `tests/scenarios/live.test.ts` has it end. */
const streams = new Set(['/events'])

/** The customer by whose name it is seen whether anything of it is still told. */
const mark = 'Zzyzxova'

/**
 * Every way to read that the description knows, asked about one customer; a new route is among them by
 * itself, and one that asks for something that nothing here gives fails.
 */
function waysOf({ paths, components }: Described, record: string): string[] {
  const past = '2026-01-01T00:00:00Z'
  const given: Readonly<Record<string, string>> = {
    ...{ q: mark, search: mark, with: record, record, records: record, object: 'customer', action: 'change' },
    ...{ from: past, to: '2999-01-01T00:00:00Z', columns: 'name', format: 'csv', groupBy: 'name' },
  }
  return Object.entries(paths).flatMap(([path, { get }]) => {
    if (!get || get.security?.length === 0 || streams.has(path)) return []
    const place = path.slice(1).replaceAll(/\{\w+\}/g, record)
    const known = (get.parameters ?? []).map(
      (one) => (one.$ref ? components.parameters[one.$ref.split('/').at(-1) ?? ''] : one) ?? one,
    )
    const query = known.filter((one) => one.in === 'query')
    for (const { name = '', required } of query)
      assert.ok(!required || name in given, `${path} asks for “${name}”: say what with`)
    const needed = query.filter(({ required }) => required).map(({ name = '' }) => name)
    const helpful = query.filter(({ name = '' }) => name in given && !['from', 'to'].includes(name))
    const asked = (names: readonly string[]) => {
      const values = Object.fromEntries(names.map((name) => [name, given[name] ?? '']))
      return `${place}?${new URLSearchParams(values).toString()}`
    }
    return [
      ...new Set([asked(needed), ...helpful.map(({ name = '' }) => asked([...new Set([...needed, name])]))]),
    ]
  })
}

type Seen = { readonly way: string; readonly status: number; readonly isTold: boolean }

async function look(door: Door, ways: readonly string[], record: string): Promise<Seen[]> {
  const seen: Seen[] = []
  for (const way of ways) {
    const { status, text } = await door.get(way)
    // What one asked for oneself may come back in a refusal.
    const isTold = status < 400 && (text.includes(mark) || text.includes(`"id":"${record}"`))
    seen.push({ way, status, isTold })
  }
  return seen
}

const told = (seen: readonly Seen[]) => seen.filter(({ isTold }) => isTold).map(({ way }) => way)

/** Two processes on one database, a customer of nobody's, and every way to it. */
async function scene(t: TestContext) {
  const here = await office(t)
  const beyond = await serverBeyond(t, here)
  const { administrator, seller } = here.as
  const made = await administrator.post('customers', {
    name: `${mark} SIA`,
    manager: seller.user,
    city: 'Ogre',
  })
  assert.equal(made.status, 201, made.text)
  const record = made.body.id as string
  const ways = waysOf((await administrator.get('openapi.json')).body as Described, record)
  assert.ok(ways.length > 80, `${ways.length} ways`)
  /** What is heard there, once; what it makes the other process forget it has forgotten by then. */
  const heardThere = async (channel: 'kontor_session' | 'kontor_access', deed: () => Promise<unknown>) => {
    const heard = Promise.withResolvers<void>()
    beyond.engine.database.listen(channel, () => heard.resolve())
    await deed()
    await heard.promise
  }
  return { ...here, there: beyond.url, record, ways, heardThere }
}

test('a key, a session or a user that is ended here opens no way to anything there', async (t) => {
  const { as, anyone, engine, url, there, record, ways, heardThere } = await scene(t)
  const root = await engine.access.systemActor('test')
  const { user } = as.manager
  const email = 'ilze@daugava.example'
  const cookieOf = async () => {
    const entered = await anyone.post('session', { email, password: samplePassword })
    return entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  }
  const key = await engine.accounts.createKey({ user, name: 'Web shop', source: 'cli' })
  const [ended, left] = [await cookieOf(), await cookieOf()]
  const endings: readonly (readonly [
    what: string,
    door: Door,
    channel: 'kontor_session' | 'kontor_access',
    end: () => Promise<unknown>,
  ])[] = [
    [
      ...(['a key', caller(there, { authorization: `Bearer ${key.key}` }), 'kontor_session'] as const),
      () => engine.accounts.revokeKey({ id: key.id, user, by: user, source: 'web' }),
    ],
    [
      ...(['a session', caller(there, { cookie: ended }), 'kontor_session'] as const),
      () => caller(url, { cookie: ended }).remove('session'),
    ],
    [
      ...(['a user', caller(there, { cookie: left }), 'kontor_access'] as const),
      () => engine.records.update(root, 'user', user, { active: false }),
    ],
  ]
  for (const [what, door, channel, end] of endings) {
    const before = told(await look(door, ways, record))
    assert.ok(before.length >= 10, `${what} reaches it by ${before.join(' ')}`)
    await heardThere(channel, end)
    const after = await look(door, ways, record)
    // Who goes on with a key that opens nothing is told to wait after hundreds of times, and no more.
    assert.deepEqual(
      after.filter(({ status, isTold }) => (status !== 401 && status !== 429) || isTold),
      [],
      what,
    )
    assert.equal(after[0]?.status, 401, what)
  }
})

test('what a grant or a share opened is told by no way once it has ended here, nor once its day is over', async (t) => {
  const { as, engine, there, record, ways, heardThere } = await scene(t)
  const { administrator, manager } = as
  const place = `customers/${record}`
  const group = await engine.settings.group()
  const today = dayAt(Date.now(), group.timeZone)
  const person = async (name: string) => {
    const posts = [{ post: (await administrator.post('posts', { name })).body.id }]
    const made = await administrator.post('users', { name, email: `${name}@zz.example`, posts })
    assert.equal(made.status, 201, made.text)
    const { key } = await engine.accounts.createKey({ user: made.body.id, name, source: 'cli' })
    const door = caller(there, { authorization: `Bearer ${key}` })
    return { user: made.body.id as string, post: posts[0]?.post as string, door }
  }
  const [granted, shared, sharedPost, dated, datedPost] = [
    await person('granted'),
    await person('shared'),
    await person('shared-post'),
    await person('dated'),
    await person('dated-post'),
  ]
  const grant = await administrator.post('grants', {
    ...{ user: granted.user, object: 'customer', actions: ['read', 'export'], see: ['all'] },
    rows: { city: 'Ogre' },
  })
  assert.equal(grant.status, 201, grant.text)
  const share = async (to: object) => {
    const made = await manager.post(`${place}/shares`, to)
    assert.equal(made.status, 201, made.text)
    return `${place}/shares/${made.body.id}`
  }
  const toUser = await share({ user: shared.user })
  const toPost = await share({ post: sharedPost.post })
  await share({ user: dated.user, until: today })
  await share({ post: datedPost.post, until: today })
  const reached = async (one: typeof granted) => told(await look(one.door, ways, record))
  for (const one of [granted, shared, sharedPost, dated, datedPost]) {
    const before = await reached(one)
    assert.ok(before.length >= 5, `reached by ${before.join(' ')}`)
  }
  const ends: readonly (readonly [who: typeof granted, end: () => Promise<{ status: number }>])[] = [
    [granted, () => administrator.remove(`grants/${grant.body.id}`)],
    [shared, () => manager.remove(toUser)],
    [sharedPost, () => manager.remove(toPost)],
  ]
  for (const [who, end] of ends) {
    await heardThere('kontor_access', async () => assert.equal((await end()).status, 204))
    assert.deepEqual(await reached(who), [])
  }
  const midnight = endOf(today, group.timeZone)
  t.mock.timers.enable({ apis: ['Date'], now: midnight - 1 })
  for (const who of [dated, datedPost]) assert.ok((await reached(who)).length >= 5, 'to the end of its day')
  t.mock.timers.setTime(midnight)
  for (const who of [dated, datedPost]) assert.deepEqual(await reached(who), [])
})

/** The first instant that is another day there. */
function endOf(day: string, timeZone: string): number {
  let [early, late] = [Date.now(), Date.now() + 26 * 3_600_000]
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2)
    if (dayAt(middle, timeZone) === day) early = middle
    else late = middle
  }
  return late
}
