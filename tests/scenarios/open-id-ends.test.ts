import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { sql } from '#engine'
import { openIdProvider } from '#testing'
import { office } from './office.ts'
import { browserThere, knownProvider } from './open-id-browser.ts'

const ilze = { email: 'ilze@daugava.example', name: 'Ilze there' }
const password = 'seven green frogs'

async function place(t: TestContext) {
  const [firm, there] = await Promise.all([office(t), openIdProvider(t)])
  there.people.set('ilze-there', { ...ilze, shows: ['pwd', 'mfa'] })
  const provider = await knownProvider(firm, there, { joins: true, secondFactor: true })
  const { user } = firm.as.manager
  await firm.engine.accounts.setPassword({ user, password, source: 'cli' })
  /** Somebody who has come in by the account there. */
  const byAccount = async () => {
    const browser = browserThere(firm)
    const entered = await browser.comeIn(provider, 'ilze-there')
    assert.deepEqual([entered.status, entered.body.user], [201, user], entered.text)
    return async () => (await browser.ask('GET', 'me')).status
  }
  const byPassword = browserThere(firm)
  assert.equal((await byPassword.ask('POST', 'session', { email: ilze.email, password })).status, 201)
  return { firm, provider, user, byAccount, byPassword }
}

test('who unlinks an account ends what was opened by it, for it may be another’s by now', async (t) => {
  const { byAccount, byPassword } = await place(t)
  const thief = await byAccount()
  assert.equal(await thief(), 200)
  const [identity] = (await byPassword.ask('GET', 'session/identities')).body.items
  assert.equal((await byPassword.ask('DELETE', `session/identities/${identity.id}`)).status, 204)
  assert.deepEqual([await thief(), (await byPassword.ask('GET', 'me')).status], [401, 200])
})

test('an account is linked in no session that was ended while the provider was asked', async (t) => {
  const { firm, provider, user, byPassword } = await place(t)
  const { engine } = firm
  const thief = browserThere(firm)
  await thief.ask('POST', 'session', { email: ilze.email, password })
  const linking = await thief.ask('POST', 'session/identities', { provider })
  const back = await thief.walk(linking.body.address, 'ilze-there')
  let linked = Promise.resolve({ status: 0 })
  await engine.database.transaction(async (tx) => {
    await tx.query(sql`lock table sign_in_provider in access exclusive mode`)
    linked = thief.finish(back)
    const waits = sql`select from pg_stat_activity where datname = current_database()
      and wait_event_type = 'Lock' and query like '%sign_in_provider%'`
    while ((await engine.database.query(waits)).length === 0)
      await new Promise((resolve) => setImmediate(resolve))
    const change = { present: password, password: 'another set of frogs' }
    assert.equal((await byPassword.ask('POST', 'password', change)).status, 204)
  })
  assert.equal((await linked).status, 401)
  assert.deepEqual(await engine.accounts.openId.identities(user), [])
})

test('a provider whose word counts no more, or for less, leaves no session that it opened', async (t) => {
  const { firm, provider, byAccount, byPassword } = await place(t)
  const root = await firm.engine.access.systemActor('test')
  const { providers } = firm.engine.accounts.openId
  const change = (settings: object) => providers.change(root, provider, { ...settings })
  const ended = async (name: string, deed: () => Promise<unknown>, status: number) => {
    const there = await byAccount()
    await deed()
    assert.deepEqual([name, await there()], [name, status])
  }
  await ended('another name', () => change({ label: 'Osta' }), 200)
  await ended('no second factor any more', () => change({ secondFactor: false }), 401)
  await ended('switched off', () => change({ active: false }), 401)
  await change({ active: true })
  await ended('removed', () => providers.remove(root, provider), 401)
  assert.equal((await byPassword.ask('GET', 'me')).status, 200)
})
