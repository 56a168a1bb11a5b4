import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { newId } from '#model'
import { sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import { turns } from './password.ts'

const here = { address: '10.0.0.7', agent: null }
const password = 'three brown horses'
const overStep = { status: 401, code: 'stepOver' }

async function anna(t: TestContext) {
  const place = await engineForTest(t)
  const { engine, root } = place
  const { id: user } = await engine.records.create(root, 'user', { name: 'Anna', email: 'anna@osta.lv' })
  await engine.accounts.setPassword({ user, password, source: 'cli' })
  const enter = () => engine.accounts.signIn({ email: 'anna@osta.lv', password, ...here })
  const passkey = (connection: Pick<typeof engine.database, 'query'> = engine.database) =>
    connection.query(
      sql`insert into passkey (id, "user", credential, public_key, counter, transports, name)
          values (${newId()}, ${user}, 'a'::bytea, 'x'::bytea, 0, '{}', 'Phone')`,
    )
  return { ...place, user, enter, passkey }
}

/** A turn at hashing that is taken, until it is given back. */
function taken() {
  const held = Promise.withResolvers<void>()
  const done = turns.run('known', () => held.promise)
  return async () => {
    held.resolve()
    await done
  }
}

/** Somebody whose password is right, and who still waits for their turn to have it looked at. */
async function inLine<T>(enter: () => Promise<T>) {
  const [first, second] = [taken(), taken()]
  const entering = enter()
  await eventually(async () => turns.waiting('stranger') === 1)
  return { entering, first, second }
}

test('a password that is another one by the time that it is looked at opens nothing', async (t) => {
  const { engine, user, enter } = await anna(t)
  const { entering, first, second } = await inLine(enter)
  const refused = assert.rejects(entering, overStep)
  const changed = engine.accounts.setPassword({ user, password: 'four green frogs', source: 'cli' })
  await eventually(async () => turns.waiting('known') === 1)
  // Behind the new password, and before whoever types the old one.
  const between = taken()
  await first()
  await changed
  await between()
  await refused
  await second()
  assert.deepEqual(await engine.accounts.sessions(user), [])
})

test('who was made inactive while they came in has no session when they are active again', async (t) => {
  const { engine, root, user, enter } = await anna(t)
  const { entering, first, second } = await inLine(enter)
  const refused = assert.rejects(entering, overStep)
  await engine.records.update(root, 'user', user, { active: false })
  await Promise.all([first(), second()])
  await refused
  await engine.records.update(root, 'user', user, { active: true })
  assert.deepEqual(await engine.accounts.sessions(user), [])
})

test('a second factor that is being added is asked of who comes in by the password meanwhile', async (t) => {
  const { engine, user, enter, passkey } = await anna(t)
  const entering = await engine.database.transaction(async (tx) => {
    await tx.query(sql`select from "user" where id = ${user} for no key update`)
    const begun = enter()
    let isIn = false
    void begun.then(() => (isIn = true))
    // It waits for who holds the user, or, where it does not look at them, is in.
    await eventually(async () => isIn || (await waitsFor(engine.database, 'for share')))
    await passkey(tx)
    return { begun }
  })
  const { step, token } = await entering.begun
  assert.deepEqual([typeof step, token], ['string', undefined])
})

test('what was begun in a session that was ended leaves no way in behind', async (t) => {
  const { engine, user, enter, passkey } = await anna(t)
  const { accounts, database } = engine
  const { id: session = '' } = await enter()
  await passkey()
  const change = { user, session, source: 'web', present: password, password: 'a thief was here' }
  const refused = await database.transaction(async (tx) => {
    await tx.query(sql`lock table session in exclusive mode`)
    const late = assert.rejects(accounts.changePassword(change), { status: 401, code: 'notSignedIn' })
    await eventually(() => waitsFor(database, 'session'))
    await tx.query(sql`delete from session where id = ${session}`)
    return { late }
  })
  await refused.late
  const codes = accounts.factors.newRecoveryCodes({ user, session, source: 'web' })
  await assert.rejects(codes, { status: 401, code: 'notSignedIn' })
  assert.ok((await enter()).step, 'the password is as it was')
})

test('who changes how a user comes in holds the user before the session, so that two at once wait in line', async (t) => {
  const { engine, user, enter } = await anna(t)
  const { accounts, database } = engine
  const { id: session = '' } = await enter()
  const change = { user, session, source: 'web', present: password, password: 'four green frogs' }
  const isFree = await database.transaction(async (tx) => {
    await tx.query(sql`select from "user" where id = ${user} for no key update`)
    let isDone = false
    const changing = accounts.changePassword(change).then(() => (isDone = true))
    await eventually(async () => isDone || (await waitsFor(database, 'for no key update')))
    const free = await tx.query(sql`select from session where id = ${session} for update skip locked`)
    return { now: !isDone && free.length === 1, changing }
  })
  await isFree.changing
  assert.equal(isFree.now, true)
})

test('where something that was shown is removed, all other sessions end, and steps that were begun', async (t) => {
  const { engine, user, enter, passkey } = await anna(t)
  const own = await enter()
  await passkey()
  const { step = '' } = await enter()
  await engine.database.query(
    sql`insert into session (id, token_hash, "user", expires_at, second_factor)
        values (${newId()}, 'stolen'::bytea, ${user}, now() + interval '1 day', true)`,
  )
  const [lost] = (await engine.accounts.factors.of(user)).passkeys
  const holder = { user, session: own.id ?? '', source: 'web' }
  await engine.accounts.factors.dropPasskey(holder, lost?.id ?? '')
  assert.deepEqual(
    (await engine.accounts.sessions(user)).map(({ id }) => id),
    [own.id],
  )
  await assert.rejects(engine.accounts.entrance.second({ step, code: '000000', ...here }), overStep)
})

test('a wrong password is written down, and the answer waits for it no more than where nobody is known', async (t) => {
  const { engine, user, enter } = await anna(t)
  const told: string[] = []
  const wrong = (email: string) =>
    engine.accounts
      .signIn({ email, password: 'a guess', ...here })
      .catch(({ code }: { code: string }) => told.push(code))
  await engine.database.transaction(async (tx) => {
    await tx.query(sql`lock table audit_entry in exclusive mode`)
    void wrong('nobody@osta.lv')
    void wrong('anna@osta.lv')
    await eventually(async () => told.length === 2)
  })
  assert.deepEqual(told, ['wrongPassword', 'wrongPassword'])
  const failures = async () => {
    const [row] = await engine.database.query<{ count: number }>(
      sql`select count(*)::int as count from audit_entry where record = ${user} and action = 'signInFailed'`,
    )
    return row?.count
  }
  await eventually(async () => (await failures()) === 1)
  // So is who tries to find the password of a session that was left open.
  const { id: session = null } = await enter()
  const change = { user, session, source: 'web', present: 'a guess', password: 'four green frogs' }
  await assert.rejects(engine.accounts.changePassword(change), { code: 'wrongPassword' })
  assert.equal(await failures(), 2)
})

type Asked = Awaited<ReturnType<typeof engineForTest>>['engine']['database']

async function waitsFor(database: Asked, what: string): Promise<boolean> {
  const [row] = await database.query<{ waits: boolean }>(
    sql`select exists (select from pg_stat_activity where datname = current_database()
          and wait_event_type = 'Lock' and query like ${`%${what}%`}) as waits`,
  )
  return row?.waits ?? false
}

/** Waits for what goes on beside the test; the limit only ends what never comes. */
async function eventually(holds: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + 120_000
  while (!(await holds())) {
    assert.ok(Date.now() < until, 'It did not happen.')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
