import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hash } from '@node-rs/argon2'
import { sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import type { Engine } from '../engine.ts'
import type { Problem } from '../errors.ts'
import { words } from '../said/sayer.ts'
import { postNames, type PostName } from '../system/post-names.ts'
import { signInThrottle } from './sign-in-throttle.ts'

const office = { address: '10.0.0.7', agent: 'Firefox' }
const password = 'three brown horses'

async function setUp(engine: Engine, email = 'anna@osta.lv') {
  const token = (await engine.accounts.setupLink()) ?? ''
  return engine.accounts.setUp({ token, name: 'Anna', email, password, ...office })
}

async function userNamed(engine: Engine, name: string): Promise<string> {
  const root = await engine.access.systemActor('test')
  const { id } = await engine.records.create(root, 'user', { name, email: `${name}@osta.lv` })
  await engine.accounts.setPassword({ user: id, password, source: 'cli' })
  return id
}

test('the first administrator is made by a link that opens once, on an empty database only', async (t) => {
  const { engine, another } = await engineForTest(t)
  const token = (await engine.accounts.setupLink()) ?? ''
  const other = (await (await another()).accounts.setupLink()) ?? ''
  await assert.rejects(
    engine.accounts.setUp({ token: 'guess', name: 'Eve', email: 'eve@x.lv', password, ...office }),
    { code: 'setupOver' },
  )
  const session = await engine.accounts.setUp({
    token,
    name: 'Anna',
    email: 'Anna@osta.lv',
    password,
    ...office,
  })
  const actor = await engine.access.actorFor({ user: session.user, source: 'web', request: '1' })
  assert.equal(actor.access.administrator, true)
  const { user, by, id } = (await engine.accounts.authenticate({ session: session.token })) ?? {}
  assert.deepEqual([user, by, id], [session.user, 'session', session.id])
  for (const used of [token, other]) {
    await assert.rejects(
      engine.accounts.setUp({ token: used, name: 'Eve', email: 'eve@x.lv', password, ...office }),
      { code: 'setupOver' },
    )
  }
  assert.equal(await engine.accounts.setupLink(), null)
})

test('one signs in with e-mail and password; who has no account learns nothing from the answer', async (t) => {
  const { engine } = await engineForTest(t)
  const { user } = await setUp(engine)
  const signed = await engine.accounts.signIn({ email: ' ANNA@osta.lv ', password, ...office })
  assert.equal(signed.user, user)
  const wrong = await engine.accounts
    .signIn({ email: 'anna@osta.lv', password: 'wrong', ...office })
    .catch((error: unknown) => error)
  const unknown = await engine.accounts
    .signIn({ email: 'eve@osta.lv', password, ...office })
    .catch((error: unknown) => error)
  assert.deepEqual(
    [(wrong as Problem).status, (wrong as Problem).message],
    [401, (unknown as Problem).message],
  )
  const secrets = await engine.database.query<{ found: boolean }>(
    sql`select exists (select from session where encode(token_hash, 'escape') like ${`%${signed.token}%`}) as found`,
  )
  assert.deepEqual(secrets, [{ found: false }])
})

test('weak passwords are refused with a sentence that says why', async (t) => {
  const { engine } = await engineForTest(t)
  const { user } = await setUp(engine)
  const weak: Readonly<Record<string, RegExp>> = {
    short: /at least 12/,
    elevensigns: /at least 12/,
    ['x'.repeat(300)]: /at most 256/,
    'anna@osta.lv': /other than your name/,
    // Of those that leak and are long enough, the first of the list and the last.
    q1w2e3r4t5y6: /among the first/,
    leavemealone: /among the first/,
    'Sunshine2026!': /among the first/,
    ფფფფფფფფფფფფფფ: /simple pattern/,
    'abc-abc-abc-abc': /simple pattern/,
  }
  for (const [password, why] of Object.entries(weak)) {
    const refused = await engine.accounts
      .setPassword({ user, password, source: 'cli' })
      .then(() => null)
      .catch((error: unknown) => error as Problem)
    assert.equal(refused?.status, 422, password)
    assert.match(words(refused?.details.errors?.[0]?.message ?? '', 'en'), why, password)
  }
  for (const fine of [
    'x7'.repeat(3) + ' of a harbour',
    'зелёный чайник на окне',
    'a'.repeat(100) + ' bricks, two cranes',
  ])
    await engine.accounts.setPassword({ user, password: fine, source: 'cli' })
  // Any sign counts, however a keyboard puts it together, and none is cut off.
  const long = `Ｋraﬁka ą ნავსადგური 港口 ${'🐎'.repeat(100)}`
  await engine.accounts.setPassword({ user, password: long, source: 'cli' })
  const enter = (typed: string) =>
    engine.accounts.signIn({ email: 'anna@osta.lv', password: typed, ...office })
  assert.equal((await enter(long.normalize('NFKD'))).user, user)
  await assert.rejects(enter(long.slice(0, -2)), { code: 'wrongPassword' })
  const [kept] = await engine.database.query<{ hash: string }>(
    sql`select password_hash as hash from credential`,
  )
  assert.match(kept?.hash ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

test('a password from before, shorter than is asked for now, opens until somebody changes it', async (t) => {
  const { engine } = await engineForTest(t)
  const { user, id } = await setUp(engine)
  const before = 'tencharsok'
  await engine.database.query(
    sql`update credential set password_hash = ${await hash(before)} where "user" = ${user}`,
  )
  const email = 'anna@osta.lv'
  assert.equal((await engine.accounts.signIn({ email, password: before, ...office })).user, user)
  const change = { user, session: id, source: 'web', present: before }
  await assert.rejects(engine.accounts.changePassword({ ...change, password: 'tencharstoo' }), {
    status: 422,
  })
  await engine.accounts.changePassword({ ...change, password: 'four white horses' })
  assert.equal((await engine.accounts.signIn({ email, password: 'four white horses', ...office })).user, user)
})

test('a session that was ended is refused at once where it was ended, and soon by every process', async (t) => {
  const { engine, another } = await engineForTest(t)
  const { user, token, id } = await setUp(engine)
  const other = await another()
  assert.ok(await other.accounts.authenticate({ session: token }))
  assert.ok(await engine.accounts.authenticate({ session: token }))
  await engine.accounts.endSession({ user, id, source: 'web' })
  assert.equal(await engine.accounts.authenticate({ session: token }), null)
  await eventually(async () => (await other.accounts.authenticate({ session: token })) === null)
  await assert.rejects(engine.accounts.endSession({ user, id, source: 'web' }), { status: 404 })
})

test('a changed password ends all other sessions', async (t) => {
  const { engine } = await engineForTest(t)
  const here = await setUp(engine)
  const there = await engine.accounts.signIn({ email: 'anna@osta.lv', password, ...office })
  const change = { user: here.user, session: here.id, source: 'web', password: 'four white horses' }
  await assert.rejects(engine.accounts.changePassword({ ...change, present: 'not it' }), { status: 403 })
  await engine.accounts.changePassword({ ...change, present: password })
  assert.equal(await engine.accounts.authenticate({ session: there.token }), null)
  assert.ok(await engine.accounts.authenticate({ session: here.token }))
  assert.deepEqual(
    (await engine.accounts.sessions(here.user)).map((session) => session.id),
    [here.id],
  )
  await assert.rejects(engine.accounts.signIn({ email: 'anna@osta.lv', password, ...office }), {
    status: 401,
  })
})

test('a key opens for a program until it is revoked, expires, or its user is deactivated', async (t) => {
  const { engine, another } = await engineForTest(t)
  await setUp(engine)
  const berta = await userNamed(engine, 'berta')
  const other = await another()
  const { key, id } = await engine.accounts.createKey({ user: berta, name: 'Web shop', source: 'web' })
  assert.match(key, /^kontor_[\w-]{43}$/)
  const known = await other.accounts.authenticate({ key })
  assert.deepEqual([known?.user, known?.by, known?.id], [berta, 'key', id])
  assert.equal(await other.accounts.authenticate({ session: key }), null)
  const [listed] = await engine.accounts.keys(berta)
  assert.deepEqual([listed?.name, listed?.hint], ['Web shop', key.slice(0, 12)])
  await engine.accounts.revokeKey({ id, user: null, by: berta, source: 'web' })
  await eventually(async () => (await other.accounts.authenticate({ key })) === null)
  const past = await engine.accounts.createKey({
    user: berta,
    name: 'Old',
    source: 'web',
    expiresAt: new Date(Date.now() + 60_000).toISOString(),
  })
  await engine.database.query(sql`update api_key set expires_at = now() where id = ${past.id}`)
  assert.equal(await engine.accounts.authenticate({ key: past.key }), null)
  const over = { user: berta, name: 'Over', source: 'web', expiresAt: '2020-01-01T00:00:00Z' }
  await assert.rejects(engine.accounts.createKey(over), { status: 422 })
  const last = await engine.accounts.createKey({ user: berta, name: 'Last', source: 'web' })
  assert.ok(await other.accounts.authenticate({ key: last.key }))
  await engine.records.update(await engine.access.systemActor('test'), 'user', berta, { active: false })
  await eventually(async () => (await other.accounts.authenticate({ key: last.key })) === null)
  await assert.rejects(engine.accounts.signIn({ email: 'berta@osta.lv', password, ...office }), {
    status: 401,
  })
})

test('the use of a key is noted, though not at each of its requests', async (t) => {
  const { engine } = await engineForTest(t)
  const { user } = await setUp(engine)
  const { key } = await engine.accounts.createKey({ user, name: 'Web shop', source: 'web' })
  for (let n = 0; n < 3; n++) await engine.accounts.authenticate({ key })
  await eventually(async () => (await engine.accounts.keys(user))[0]?.lastUsedAt !== null)
})

test('who came in and whose password changed is in the history', async (t) => {
  const { engine } = await engineForTest(t)
  const { user } = await setUp(engine)
  await engine.accounts.signIn({ email: 'anna@osta.lv', password, ...office })
  await engine.accounts.createKey({ user, name: 'Web shop', source: 'web' })
  const entries = await engine.database.query<{ action: string; after: object }>(
    sql`select action, after from audit_entry where record = ${user} and action <> 'create' order by id`,
  )
  assert.deepEqual(
    entries.map((entry) => entry.action),
    ['setUp', 'signIn', 'createKey'],
  )
  assert.equal(JSON.stringify(entries).includes(password), false)
})

test('guessing gets slower and slower, and the right password works after the wait', async (t) => {
  const { engine } = await engineForTest(t)
  await setUp(engine)
  const guess = (text: string) => engine.accounts.signIn({ email: 'anna@osta.lv', password: text, ...office })
  for (let n = 0; n < 5; n++) await assert.rejects(guess(`guess ${n}`), { status: 401 })
  // However long the tries took here, the last one was just now.
  await engine.database.query(sql`update sign_in_failure set last_at = now() + interval '50 seconds'`)
  const slowed = await guess(password).catch((error: unknown) => error)
  assert.deepEqual([(slowed as Problem).status, (slowed as Problem).code], [429, 'slowDown'])
  const elsewhere = await engine.accounts.signIn({
    email: 'anna@osta.lv',
    password,
    address: '10.0.0.8',
    agent: null,
  })
  assert.ok(elsewhere.token)
  await engine.database.query(sql`update sign_in_failure set last_at = now() - interval '2 seconds'`)
  assert.ok((await guess(password)).token)
  assert.ok((await guess(password)).token)
})

test('how often one may be wrong, and how long one waits, an administrator decides', async (t) => {
  const { engine, root } = await engineForTest(t)
  await setUp(engine)
  await engine.settings.set(root, 'signIn.freeFailures', 3)
  await engine.settings.set(root, 'signIn.longestWaitSeconds', 900)
  const guess = () => engine.accounts.signIn({ email: 'anna@osta.lv', password: 'wrong', ...office })
  for (let n = 0; n < 3; n++) await assert.rejects(guess(), { status: 401 })
  await assert.rejects(guess(), { status: 429 })
  await engine.database.query(sql`update sign_in_failure set failures = 100`)
  const late = await guess().catch((error: Problem) => error)
  assert.ok(Number((late as Problem).details['retryAfterSeconds']) > 800)
  await assert.rejects(engine.settings.set(root, 'signIn.longestWaitSeconds', 3_600), { status: 422 })
})

test('many guesses from one address take longer each, few run at a time, and the rest wait in line', async (t) => {
  const { engine } = await engineForTest(t)
  const slept: number[] = []
  const throttle = signInThrottle(engine.database, async (milliseconds) => slept.push(milliseconds))
  const guess = (email: string) => throttle.run({ email, address: '10.0.0.7' }, async () => null)
  for (let n = 0; n < 30; n++) await guess(`user${n}@osta.lv`)
  assert.deepEqual(slept, [])
  await guess('anna@osta.lv')
  assert.equal(slept.length, 1)
  let release = (): void => {}
  const held = new Promise<null>((resolve) => (release = () => resolve(null)))
  const waiting = [1, 2, 3, 4].map((n) =>
    throttle.run({ email: `w${n}@osta.lv`, address: '10.0.0.7' }, () => held),
  )
  await eventually(async () => slept.length === 5)
  let refused = 0
  const late = Array.from({ length: 21 }, (_, n) =>
    guess(`late${n}@osta.lv`).catch((problem: Problem) => {
      assert.equal(problem.status, 429)
      refused += 1
    }),
  )
  await eventually(async () => refused === 1)
  assert.equal(slept.length, 5, 'those in line have not begun')
  release()
  await Promise.all([...waiting, ...late])
  assert.deepEqual([refused, slept.length], [1, 25])
})

/** Waits for what another process hears of; the limit only ends what never comes. */
async function eventually(holds: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + 120_000
  while (!(await holds())) {
    assert.ok(Date.now() < until, 'It did not happen.')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

test('the language of whoever sets Kontor up becomes the group’s, and its posts speak it', async (t) => {
  const { engine } = await engineForTest(t)
  const token = (await engine.accounts.setupLink()) ?? ''
  const first = { token, name: 'Anna', email: 'anna@osta.lv', password, language: 'lv', ...office } as const
  await engine.accounts.setUp(first)
  await eventually(async () => (await engine.settings.group()).language === 'lv')
  const posts = await engine.database.query<{ key: PostName; name: string }>(sql`select key, name from post`)
  assert.equal(posts.length, Object.keys(postNames).length)
  for (const { key, name } of posts) assert.equal(name, postNames[key].labels.lv)
  assert.equal(postNames.clerk.labels.lv, 'Biroja darbinieks')
})
