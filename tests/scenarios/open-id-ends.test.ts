import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
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
