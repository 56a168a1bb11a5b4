import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { newId } from '#model'
import { mailServer } from '#testing'
import { sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import { networkOf } from './limit-rate.ts'

const here = { address: '10.0.0.7', agent: null }
const password = 'three brown horses'

async function place(t: TestContext) {
  const server = await mailServer(t)
  const { engine, root, another } = await engineForTest(t, { smtpUrl: server.url })
  const user = async (name: string, more: object = {}) =>
    (await engine.records.create(root, 'user', { name, email: `${name}@osta.lv`, ...more })).id
  const tokenFrom = async (name: string) => {
    await engine.jobs.drain()
    for (;;) {
      const mail = await server.next(`${name}@osta.lv`)
      const token = /\/welcome#([\w-]{43})/.exec(mail.text ?? '')?.[1]
      if (token !== undefined) return { mail, token }
    }
  }
  return { server, engine, root, another, user, tokenFrom }
}

test('who forgot the password gets a link that opens once, and all sessions end', async (t) => {
  const { engine, user, tokenFrom } = await place(t)
  const id = await user('anna', { language: 'lv' })
  await engine.accounts.setPassword({ user: id, password, source: 'cli' })
  const before = await engine.accounts.signIn({ email: 'anna@osta.lv', password, ...here })
  await engine.accounts.links.askReset(' Anna@osta.lv', here.address)
  const { mail, token } = await tokenFrom('anna')
  assert.equal(mail.subject, 'Jauna Kontor parole')
  assert.ok(mail.html?.includes(`/welcome#${token}`))
  const known = { kind: 'reset', name: 'anna', email: 'anna@osta.lv' }
  assert.deepEqual(await engine.accounts.links.open(token, null), known)
  await assert.rejects(engine.accounts.enterByLink({ token, password: 'short', ...here }), { status: 422 })
  const session = await engine.accounts.enterByLink({ token, password: 'four white horses', ...here })
  assert.equal(session.user, id)
  assert.equal(await engine.accounts.authenticate({ session: before.token }), null)
  assert.ok(await engine.accounts.authenticate({ session: session.token }))
  for (const again of [token, 'guess'])
    await assert.rejects(engine.accounts.enterByLink({ token: again, password, ...here }), {
      status: 403,
      code: 'linkOver',
    })
  await assert.rejects(engine.accounts.signIn({ email: 'anna@osta.lv', password, ...here }), { status: 401 })
  const actions = await engine.database.query<{ action: string }>(
    sql`select action from audit_entry where record = ${id} and action in ('askReset', 'resetPassword') order by id`,
  )
  assert.deepEqual(
    actions.map(({ action }) => action),
    ['askReset', 'resetPassword'],
  )
})

test('to ask for a stranger does the same work and says the same, and no mail goes out', async (t) => {
  const { engine, server, user } = await place(t)
  await user('anna')
  await user('gone', { active: false })
  const statements = async (email: string) => {
    let count = 0
    const query = engine.database.query
    const counted = t.mock.method(engine.database, 'query', (...given: Parameters<typeof query>) => {
      count += 1
      return query(...given)
    })
    const answer = await engine.accounts.links.askReset(email, here.address)
    counted.mock.restore()
    return { answer, count }
  }
  // What is cleared out by chance would count as work.
  t.mock.method(Math, 'random', () => 1)
  const asked = []
  for (const name of ['anna', 'nobody', 'gone']) asked.push(await statements(`${name}@osta.lv`))
  assert.deepEqual(asked[1], asked[0])
  assert.deepEqual(asked[2], asked[0])
  await engine.jobs.drain()
  await server.next('anna@osta.lv')
  assert.equal(server.mails.length, 1)
})

test('a mailbox is not filled, and a network that asks too often waits', async (t) => {
  const { engine, server, user } = await place(t)
  await user('anna')
  for (let n = 0; n < 6; n++) {
    await engine.accounts.links.askReset('anna@osta.lv', '10.0.0.8')
    await engine.jobs.drain()
  }
  assert.equal(server.mails.length, 3)
  for (let n = 0; n < 4; n++) await engine.accounts.links.askReset(`u${n}@osta.lv`, '10.0.0.8')
  await assert.rejects(engine.accounts.links.askReset('u@osta.lv', '10.0.0.8'), { status: 429 })
  await engine.accounts.links.askReset('u@osta.lv', '10.0.0.9')
})

test('no secret of a link is kept: not with the mail, not with its job, not in the log', async (t) => {
  const { engine, user, tokenFrom } = await place(t)
  await user('anna')
  await engine.accounts.links.askReset('anna@osta.lv', null)
  const { token } = await tokenFrom('anna')
  for (const table of ['mail', 'job', 'audit_entry', 'account_link']) {
    const [row] = await engine.database.query<{ found: boolean }>(
      sql`select exists (select from ${{ parts: [table], values: [] }} t where to_jsonb(t)::text like ${`%${token}%`}) as found`,
    )
    assert.equal(row?.found, false, table)
  }
})

test('a link that is too old does not open, and a mail that comes too late is not sent', async (t) => {
  const { engine, root, server, user, tokenFrom } = await place(t)
  const id = await user('anna')
  await engine.accounts.links.askReset('anna@osta.lv', null)
  const { token } = await tokenFrom('anna')
  await engine.database.query(sql`update account_link set expires_at = now() - interval '1 second'`)
  await assert.rejects(engine.accounts.links.open(token, null), { code: 'linkOver' })
  await engine.accounts.links.invite(root, id, 'mail')
  await engine.database.query(sql`update account_link set expires_at = now() - interval '1 second'`)
  await engine.jobs.drain()
  assert.equal(server.mails.length, 1)
  assert.equal((await engine.mail.list(root, 1))[0]?.state, 'dropped')
})

test('an invited user chooses a password by the mail; the invitation before does not open', async (t) => {
  const { engine, root, user, tokenFrom } = await place(t)
  const id = await user('berta')
  assert.equal(await engine.accounts.links.invitationOf(id), null)
  const { link, expiresAt } = await engine.accounts.links.invite(root, id, 'mail')
  assert.equal(link, null)
  assert.ok(Date.parse(expiresAt) > Date.now() + 6 * 86_400_000)
  const first = await tokenFrom('berta')
  await engine.accounts.links.invite(root, id, 'mail')
  assert.equal((await engine.accounts.links.invitationOf(id))?.sent, false)
  const second = await tokenFrom('berta')
  assert.equal((await engine.accounts.links.invitationOf(id))?.sent, true)
  await assert.rejects(engine.accounts.links.open(first.token, null), { code: 'linkOver' })
  const session = await engine.accounts.enterByLink({ token: second.token, password, ...here })
  assert.equal(session.user, id)
  assert.equal(await engine.accounts.links.invitationOf(id), null)
  assert.ok(await engine.accounts.signIn({ email: 'berta@osta.lv', password, ...here }))
})

test('a link opens nothing once a newer one was sent, nor when the address or the user it was for is no more', async (t) => {
  const { engine, root, user, tokenFrom } = await place(t)
  const { accounts, records } = engine
  const id = await user('wrong')
  const over = (token: string) => assert.rejects(accounts.links.open(token, null), { code: 'linkOver' })
  await accounts.links.invite(root, id, 'mail')
  const { token: astray } = await tokenFrom('wrong')
  await records.update(root, 'user', id, { email: 'right@osta.lv' })
  await over(astray)
  assert.equal(await accounts.links.invitationOf(id), null)
  const asked = async () => {
    await accounts.links.askReset('right@osta.lv', null)
    return (await tokenFrom('right')).token
  }
  const [older, newer] = [await asked(), await asked()]
  await over(older)
  await records.update(root, 'user', id, { name: 'Right' })
  assert.ok(await accounts.links.open(newer, null), 'another change leaves it')
  await accounts.setPassword({ user: id, password, source: 'cli' })
  await over(newer)
  const { token: session = '' } = await accounts.signIn({ email: 'right@osta.lv', password, ...here })
  const last = await asked()
  for (const active of [false, true]) await records.update(root, 'user', id, { active })
  await over(last)
  assert.equal(await accounts.authenticate({ session }), null, 'what was ended stays so')
})

test('to an e-mail that is just being changed no link is sent', async (t) => {
  const { engine, server, user } = await place(t)
  const id = await user('anna')
  await engine.accounts.links.askReset('anna@osta.lv', null)
  let drained = Promise.resolve<unknown>(undefined)
  await engine.database.transaction(async (tx) => {
    await tx.query(sql`update "user" set email = 'other@osta.lv' where id = ${id}`)
    let isDone = false
    drained = engine.jobs.drain().then(() => (isDone = true))
    const waits = sql`select from pg_stat_activity where datname = current_database()
      and wait_event_type = 'Lock' and query like '%lower(email)%'`
    while (!isDone && (await engine.database.query(waits)).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 5))
  })
  await drained
  await engine.jobs.drain()
  const links = await engine.database.query(sql`select from account_link where "user" = ${id}`)
  assert.deepEqual([links.length, server.mails.length], [0, 0])
})

test('without mail an invitation is a link to be handed over', async (t) => {
  const { engine, root } = await engineForTest(t)
  const { id } = await engine.records.create(root, 'user', { name: 'berta', email: 'berta@osta.lv' })
  await assert.rejects(engine.accounts.links.invite(root, id, 'mail'), { code: 'mailNotSetUp' })
  await assert.rejects(engine.accounts.links.askReset('berta@osta.lv', null), { code: 'mailNotSetUp' })
  const { link } = await engine.accounts.links.invite(root, id, 'link')
  const token = link?.split('#')[1] ?? ''
  assert.ok(await engine.accounts.enterByLink({ token, password, ...here }))
  await engine.records.update(root, 'user', id, { active: false })
  await assert.rejects(engine.accounts.links.invite(root, id, 'link'), { code: 'notActive' })
})

test('who changed a password is told by mail, in case that it was not they', async (t) => {
  const { engine, server, user, tokenFrom } = await place(t)
  const id = await user('anna', { language: 'ru' })
  const told = async () => {
    await engine.jobs.drain()
    const mail = await server.next('anna@osta.lv')
    assert.equal(mail.subject, 'Ваш вход в Kontor изменён')
    assert.match(mail.text ?? '', /Ваш пароль изменён/)
  }
  await engine.accounts.setPassword({ user: id, password, source: 'cli' })
  const { id: session = null } = await engine.accounts.signIn({ email: 'anna@osta.lv', password, ...here })
  const change = { user: id, session, source: 'web', present: password, password: 'four white horses' }
  await engine.accounts.changePassword(change)
  await told()
  await engine.accounts.setPassword({ user: id, password: 'a set of horses', source: 'cli' })
  await told()
  await engine.accounts.links.askReset('anna@osta.lv', null)
  const { token } = await tokenFrom('anna')
  await engine.accounts.enterByLink({ token, password: 'five white horses', ...here })
  await told()
  assert.equal(server.mails.length, 4, 'that one has a first password is no change')
})

test('of a key that was made in a session its user is told by mail, for a new password does not end it', async (t) => {
  const { engine, server, user } = await place(t)
  const id = await user('anna', { language: 'zh' })
  await engine.accounts.createKey({ user: id, name: 'Import', source: 'cli' })
  await engine.accounts.createKey({ user: id, name: 'Web shop', source: 'web' })
  await engine.jobs.drain()
  assert.match((await server.next('anna@osta.lv')).text ?? '', /已创建一个密钥/)
  assert.equal(server.mails.length, 1, 'whoever made one on the machine itself knows of it')
})

test('at the former e-mail is told that it is another one, by whatever way it was changed', async (t) => {
  const { engine, root, server, user } = await place(t)
  const id = await user('anna', { language: 'ka' })
  const told = async (at: string) => {
    await engine.jobs.drain()
    const mail = await server.next(at)
    assert.equal(mail.subject, 'Kontor-ში თქვენი შესვლა შეიცვალა')
    assert.match(mail.text ?? '', /სხვა ელფოსტით/)
    assert.ok(!(mail.text ?? '').includes('other@'), 'a wrong mailbox learns of no other')
  }
  const { change } = await engine.records.update(root, 'user', id, { email: 'other@osta.lv' })
  await told('anna@osta.lv')
  await engine.undo(root, change)
  await told('other@osta.lv')
  const where = { id }
  await engine.bulk.start(root, { object: 'user', where, changes: { email: 'third@osta.lv' } })
  await told('anna@osta.lv')
  const again = newId()
  await engine.records.update(root, 'user', id, { email: 'anna@osta.lv' }, { change: again })
  await engine.records.update(root, 'user', id, { language: 'ka', name: 'Anna' }, { change: again })
  await told('third@osta.lv')
  await engine.records.update(root, 'user', id, { email: 'third@osta.lv' })
  await told('anna@osta.lv')
  await engine.records.update(root, 'user', id, { email: 'Third@osta.lv' })
  await engine.records.rehearse(root, 'user', id, { email: 'fourth@osta.lv' })
  await engine.jobs.drain()
  assert.equal(server.mails.length, 5, 'the same mailbox is no other, and what is only tried tells nobody')
})

test('of two who use a link at once, one comes in', async (t) => {
  const { engine, root, another } = await engineForTest(t)
  const { id } = await engine.records.create(root, 'user', { name: 'berta', email: 'berta@osta.lv' })
  const { link } = await engine.accounts.links.invite(root, id, 'link')
  const token = link?.split('#')[1] ?? ''
  const other = await another()
  const tries = await Promise.allSettled(
    [engine, other].map((one) => one.accounts.enterByLink({ token, password, ...here })),
  )
  assert.deepEqual(tries.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
})

test('a network is a whole /64 of IPv6, and one address of IPv4', () => {
  assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), networkOf('2001:db8:1:2::9'))
  assert.notEqual(networkOf('2001:db8:1:3::9'), networkOf('2001:db8:1:2::9'))
  assert.equal(networkOf('::ffff:10.0.0.7'), '10.0.0.7')
  assert.equal(networkOf(null), '')
})
