import assert from 'node:assert/strict'
import { test } from 'node:test'
import { object, text } from '#model'
import { sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import { turns } from './password.ts'
import { secretHash } from './secret.ts'
import { narrowAccess } from '../access/narrow-access.ts'
import { signInThrottle } from './sign-in-throttle.ts'

const here = { address: '10.0.0.7', agent: null }
const password = 'three brown horses'
const thing = object('thing', {
  label: 'Thing',
  plural: 'Things',
  title: 'name',
  fields: { name: text({ label: 'Name' }) },
  lists: {},
  card: [],
})
const other = object('other', {
  label: 'Other',
  plural: 'Others',
  title: 'name',
  fields: { name: text({ label: 'Name' }) },
  lists: {},
  card: [],
})
const modules = [{ name: 'things', objects: [thing, other] }]

async function withAnna(t: Parameters<typeof engineForTest>[0]) {
  const place = await engineForTest(t, { modules })
  const { engine, root } = place
  const { id: user } = await engine.records.create(root, 'user', { name: 'Anna', email: 'anna@osta.lv' })
  await engine.accounts.setPassword({ user, password, source: 'cli' })
  const signIn = (more: object = {}) =>
    engine.accounts.signIn({ email: 'anna@osta.lv', password, ...here, ...more })
  return { ...place, user, signIn }
}

test('sessions are made short at one press, and open ones with them', async (t) => {
  const { engine, root, signIn } = await withAnna(t)
  const tokens = new Map<string, string>()
  for (const [name, parts] of [
    ['at work', `seen_at = now() - interval '20 minutes', created_at = now() - interval '11 hours'`],
    ['idle', `seen_at = now() - interval '31 minutes'`],
    ['old', `created_at = now() - interval '13 hours'`],
  ] as const) {
    const { id = '', token = '' } = await signIn()
    await engine.database.query({ parts: [`update session set ${parts} where id = '${id}'`], values: [] })
    tokens.set(name, token)
  }
  await engine.database.notify('kontor_session', '')
  const open = async () => {
    const found = await Promise.all(
      [...tokens].map(async ([name, session]) => (await engine.accounts.authenticate({ session })) && name),
    )
    return found.filter((name) => name !== null).join()
  }
  await eventually(async () => (await open()) === 'at work,idle,old')
  await engine.settings.set(root, 'signIn.levelTwo', true)
  // Whoever was asked for just now is in use: the others are as they were when it was decided.
  await engine.database.query(
    sql`update session set seen_at = now() - interval '31 minutes' where token_hash = ${secretHash(tokens.get('idle') ?? '')}`,
  )
  await engine.database.notify('kontor_session', '')
  await eventually(async () => (await open()) === 'at work')
  const short = await signIn()
  const minutes = (Date.parse('expiresAt' in short ? short.expiresAt : '') - Date.now()) / 60_000
  assert.ok(minutes > 20 && minutes < 40, `${minutes} minutes`)
})

test('a session ends when it was not used for long, and for good at its longest', async (t) => {
  const { engine, root, signIn } = await withAnna(t)
  await engine.settings.set(root, 'signIn.idleHours', 2)
  await engine.settings.set(root, 'signIn.longestDays', 1)
  const { id = '', token } = await signIn()
  const hours = async () => {
    const [row] = await engine.database.query<{ hours: number }>(
      sql`select round(extract(epoch from expires_at - now()) / 3600)::int as hours from session where id = ${id}`,
    )
    return row?.hours
  }
  assert.equal(await hours(), 2)
  const used = async (ago: string) => {
    await engine.database.query(
      sql`update session set seen_at = now() - interval '1 hour', created_at = now() - ${ago}::interval where id = ${id}`,
    )
    await engine.database.notify('kontor_session', '')
    const other = await engine.database.query<{ seen: string }>(
      sql`select seen_at::text as seen from session where id = ${id}`,
    )
    assert.ok(await engine.accounts.authenticate({ session: token }))
    await eventually(async () => {
      const [now] = await engine.database.query<{ seen: string }>(
        sql`select seen_at::text as seen from session where id = ${id}`,
      )
      return now?.seen !== other[0]?.seen
    })
  }
  await used('3 hours')
  assert.equal(await hours(), 2)
  await used('23 hours')
  assert.equal(await hours(), 1)
  await engine.database.query(sql`update session set expires_at = now() - interval '1 second'`)
  await engine.database.notify('kontor_session', '')
  await eventually(async () => (await engine.accounts.authenticate({ session: token })) === null)
})

test('all other sessions are ended at once, by oneself or by who keeps the users, and it is written down', async (t) => {
  const { engine, root, user, signIn } = await withAnna(t)
  const [first, second, third] = [await signIn(), await signIn(), await signIn()]
  await engine.accounts.endAllSessions({ user, kept: third.id ?? '', by: user, source: 'web' })
  for (const gone of [first, second])
    assert.equal(await engine.accounts.authenticate({ session: gone.token }), null)
  assert.ok(await engine.accounts.authenticate({ session: third.token }))
  await engine.accounts.endAllSessions({ user, kept: null, by: root.user, source: 'web' })
  assert.equal(await engine.accounts.authenticate({ session: third.token }), null)
  const entries = await engine.database.query<{ own: boolean }>(
    sql`select actor = record as own from audit_entry where action = 'endAllSessions' order by id`,
  )
  assert.deepEqual(
    entries.map(({ own }) => own),
    [true, false],
  )
})

test('a browser that signs in anew leaves no session behind', async (t) => {
  const { engine, signIn } = await withAnna(t)
  const before = await signIn()
  await engine.accounts.endReplaced(before.token ?? '', '127.0.0.1')
  assert.equal(await engine.accounts.authenticate({ session: before.token }), null)
  await engine.accounts.endReplaced('no such token', '127.0.0.1')
})

test('strangers who guess from everywhere neither slow nor crowd out who has signed in before', async (t) => {
  const { engine, signIn } = await withAnna(t)
  const device = (await signIn()).device ?? ''
  const slept: number[] = []
  const throttle = signInThrottle(engine.database, async (milliseconds) => slept.push(milliseconds))
  const email = 'anna@osta.lv'
  for (let n = 0; n < 30; n++) await throttle.run({ email, address: `10.1.${n}.1` }, async () => null)
  let release = (): void => {}
  const held = new Promise<null>((resolve) => (release = () => resolve(null)))
  const attack = Array.from({ length: 64 }, (_, n) =>
    throttle.run({ email, address: `10.2.${n}.1` }, () => held),
  )
  await eventually(async () => slept.length === 64)
  await assert.rejects(
    throttle.run({ email, address: '10.3.0.1' }, () => held),
    { status: 429 },
  )
  const honest = await throttle.run({ email, address: '10.9.9.9', device }, async () => 'in')
  assert.equal(honest, 'in')
  assert.equal(slept.length, 64, 'who is known does not wait')
  release()
  await Promise.all(attack)
  const stranger = await throttle.run({ email, address: '10.9.9.9' }, async () => 'in')
  assert.equal(stranger, 'in', 'a browser that is not known waits, and is in')
  assert.equal(slept.length, 65)
})

test('strangers who try whole lists of e-mails from everywhere turn nobody away who is known', async (t) => {
  const { engine, signIn } = await withAnna(t)
  const device = (await signIn()).device ?? ''
  let release = (): void => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  const order: string[] = []
  const flood = Array.from({ length: 102 }, () =>
    turns.run('stranger', async () => {
      await held
      order.push('stranger')
    }),
  )
  const enter = (address: string, more: object) =>
    engine.accounts.signIn({ email: 'anna@osta.lv', password, address, agent: null, ...more })
  await assert.rejects(enter('10.4.0.1', {}), { status: 429, code: 'tooManySignIns' })
  const honest = enter('10.4.0.2', { device }).then(() => order.push('known'))
  const waits = turns.run('known', async () => order.push('known before'))
  await eventually(async () => turns.waiting('known') === 2)
  release()
  await Promise.all([...flood, honest, waits])
  assert.ok(order.indexOf('known before') <= 2, order.slice(0, 5).join())
  assert.ok(order.includes('known'))
  assert.equal(turns.waiting('stranger'), 0)
})

test('one network cannot hold all the places of an e-mail', async (t) => {
  const { engine } = await withAnna(t)
  const throttle = signInThrottle(engine.database, async () => {})
  const email = 'anna@osta.lv'
  for (let n = 0; n < 30; n++) await throttle.run({ email, address: `10.1.${n}.1` }, async () => null)
  let release = (): void => {}
  let begun = 0
  const held = new Promise<null>((resolve) => (release = () => resolve(null)))
  const work = () => ((begun += 1), held)
  const two = [1, 2].map(() => throttle.run({ email, address: '10.2.0.1' }, work))
  await eventually(async () => begun === 2)
  await assert.rejects(throttle.run({ email, address: '10.2.0.1' }, work), { status: 429 })
  assert.equal(await throttle.run({ email, address: '10.2.0.2' }, async () => 'in'), 'in')
  release()
  await Promise.all(two)
})

test('a browser that is known is a stranger again when it guesses, and when the password changes', async (t) => {
  const { engine, user, signIn } = await withAnna(t)
  const device = (await signIn()).device ?? ''
  const slept: number[] = []
  const throttle = signInThrottle(engine.database, async (milliseconds) => slept.push(milliseconds))
  const email = 'anna@osta.lv'
  const guess = () => throttle.run({ email, address: null, device }, async () => null)
  for (let n = 0; n < 5; n++) await guess()
  await engine.database.query(sql`update sign_in_failure set last_at = now() + interval '50 seconds'`)
  await assert.rejects(guess(), { code: 'slowDown' })
  const known = async () =>
    (await engine.database.query(sql`select 1 from known_device where "user" = ${user}`)).length
  assert.equal(await known(), 1)
  await assert.rejects(signIn({ device, address: '10.0.0.8' }), { code: 'slowDown' })
  await engine.accounts.setPassword({ user, password, source: 'cli' })
  assert.equal(await known(), 0)
})

test('a key carries no more than it was given, and never more than its user may do', async (t) => {
  const { engine, root, user } = await withAnna(t)
  const { id: post } = await engine.records.create(root, 'post', { name: 'Keeper' })
  await engine.records.create(root, 'grant', {
    ...{ post, object: 'thing', actions: ['read', 'create', 'change', 'delete'] },
    ...{ see: ['all'], change: ['all'] },
  })
  await engine.records.update(root, 'user', user, { posts: [{ post }] })
  const { id: record } = await engine.records.create(root, 'thing', { name: 'One' })
  await engine.records.create(root, 'other', { name: 'Two' })
  const actorOf = async (scope: object | null) => {
    const made = await engine.accounts.createKey({ user, name: 'Shop', source: 'web', scope: scope as never })
    const found = await engine.accounts.authenticate({ key: made.key })
    assert.deepEqual(found?.scope ?? null, scope)
    return engine.access.actorFor({ user, source: 'api', request: '1', scope: found?.scope ?? null })
  }
  const reader = await actorOf({ objects: ['thing'], actions: ['read'] })
  assert.match(await engine.records.list(reader, 'thing', { fields: 'name' }), /One/)
  await assert.rejects(engine.records.create(reader, 'thing', { name: 'Three' }), { status: 403 })
  await assert.rejects(engine.records.update(reader, 'thing', record, { name: 'X' }))
  await assert.rejects(engine.records.remove(reader, 'thing', record))
  const greedy = await actorOf({ objects: ['thing', 'other'], actions: null })
  await assert.rejects(engine.records.list(greedy, 'other', { fields: 'name' }), { status: 404 })
  assert.ok(await engine.records.create(greedy, 'thing', { name: 'Three' }))
  const none = await actorOf({ objects: ['other'], actions: null })
  await assert.rejects(engine.records.list(none, 'thing', { fields: 'name' }), { status: 404 })
  const narrow = narrowAccess(root.access, { objects: null, actions: ['read'] })
  assert.deepEqual([narrow.administrator, narrow.page('group')], [false, false])
  assert.equal(narrow.object('thing')?.rows('delete'), undefined)
  assert.notEqual(narrow.key, root.access.key)
})

test('work that a key has started carries no more than the key', async (t) => {
  const { engine, root, user } = await withAnna(t)
  const { id: post } = await engine.records.create(root, 'post', { name: 'Boss', administrator: true })
  await engine.records.update(root, 'user', user, { posts: [{ post }] })
  const scope = { objects: ['thing'], actions: ['read'] }
  const actor = await engine.access.actorFor({ user, source: 'api', request: '1', scope })
  const seen: unknown[] = []
  engine.jobs.declare({
    name: 'look',
    run: async (run) => void seen.push(run.actor.access.administrator, run.actor.scope),
  })
  await engine.database.transaction((tx) => engine.jobs.add(tx, 'look', {}, { actor }))
  await engine.jobs.drain()
  assert.deepEqual(seen, [false, scope])
})

/** Waits for what happens beside; the limit only ends what never comes. */
async function eventually(holds: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + 120_000
  while (!(await holds())) {
    assert.ok(Date.now() < until, 'It did not happen.')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
