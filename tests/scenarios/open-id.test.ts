import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { frontOf, mailServer, openIdProvider } from '#testing'
import { sql } from '#engine'
import { samplePassword } from '../../testing/sample/load-sample-group.ts'
import { office, type Office, type Reply } from './office.ts'
import { browserThere, knownProvider } from './open-id-browser.ts'

const ilze = { email: 'ilze@daugava.example', name: 'Ilze there' }

async function place(t: TestContext, settings: object = {}, mail: { smtpUrl?: string } = {}) {
  const [firm, there] = await Promise.all([office(t, mail), openIdProvider(t)])
  there.people.set('ilze-there', ilze)
  const provider = await knownProvider(firm, there, { joins: true, ...settings })
  return { firm, there, provider, browser: browserThere(firm) }
}

test('who is known there comes in here by the verified e-mail, goes where they wanted to, and signs out', async (t) => {
  const { firm, there, provider, browser } = await place(t, {}, { smtpUrl: (await mailServer(t)).url })
  const { providers } = (await firm.anyone.get('session/ways')).body
  assert.deepEqual(providers, [{ id: provider, label: 'Osta ID' }])
  const entered = await browser.comeIn(provider, 'ilze-there', '/customers?sort=-name#top')
  assert.equal(entered.status, 201, entered.text)
  const { user, back } = entered.body
  assert.deepEqual([user, back], [firm.as.manager.user, '/customers?sort=-name#top'])
  assert.equal((await browser.ask('GET', 'me')).body.user.email, ilze.email)
  const { items } = (await browser.ask('GET', 'session/identities')).body
  assert.deepEqual(items.map(worth), [{ provider: 'Osta ID', email: ilze.email }])
  assert.equal((await browser.ask('DELETE', 'session')).body.continueAt, null)
  assert.equal((await browser.ask('GET', 'me')).status, 401)
  assert.deepEqual(await accountEntries(firm, user), ['linkSignIn', 'signIn', 'signOut'])
  // From now on the account is known, whatever its e-mail is.
  there.people.set('ilze-there', { email: 'private@elsewhere.example', isVerified: false })
  assert.equal((await browser.comeIn(provider, 'ilze-there')).body.back, '/')
  const told = await firm.engine.database.query(sql`select recipient from mail where kind = 'notice'`)
  assert.deepEqual(told, [{ recipient: ilze.email }], 'told by mail, once')
})

test('the account there stands in the report of the user, and goes when they are made anonymous', async (t) => {
  const { firm, provider, browser } = await place(t)
  assert.equal((await browser.comeIn(provider, 'ilze-there')).status, 201)
  const { administrator, manager } = firm.as
  const identities = async () => {
    const { sections } = (await administrator.get(`users/${manager.user}/personal-data`)).body
    return sections.find(({ key }: { key: string }) => key === 'identities')?.rows ?? []
  }
  const [account] = await identities()
  assert.deepEqual(
    [account?.['Provider'], account?.['Account there'], account?.['E-mail']],
    ['Osta ID', 'ilze-there', ilze.email],
  )
  await administrator.patch(`users/${manager.user}`, { active: false })
  const wanted = { mode: 'anonymise', reason: 'Asked for it' }
  assert.equal((await administrator.post(`users/${manager.user}/erasure`, wanted)).status, 202)
  await firm.engine.jobs.drain()
  assert.deepEqual(await identities(), [])
  const known = await firm.engine.database.query(
    sql`select from sign_in_identity where subject = 'ilze-there'`,
  )
  assert.equal(known.length, 0)
})

test('a provider that tells the e-mail in its token, or knows secrets only in the body, does as well', async (t) => {
  const firm = await office(t)
  for (const ways of [{ tellsLate: false }, { knowsBasic: false }]) {
    const there = await openIdProvider(t, ways)
    there.people.set('ilze-there', ilze)
    const provider = await knownProvider(firm, there, { joins: true })
    const entered = await browserThere(firm).comeIn(provider, 'ilze-there')
    assert.equal(entered.body.user, firm.as.manager.user, entered.text)
  }
})

test('an e-mail that nobody verified, of another domain, or of nobody here lets nobody in', async (t) => {
  const { firm, there, provider, browser } = await place(t, { domains: ['daugava.example'] })
  there.people.set('thief', { ...ilze, isVerified: false })
  there.people.set('other', { email: 'ilze@elsewhere.example' })
  there.people.set('lookalike', { email: 'ilze@daugava.example@elsewhere.example' })
  there.people.set('stranger', { email: 'stranger@daugava.example' })
  for (const [login, code] of [
    ['thief', 'emailNotVerified'],
    ['other', 'otherDomain'],
    ['lookalike', 'otherDomain'],
    ['stranger', 'openIdUnknown'],
  ] as const) {
    const answer = await browserThere(firm).comeIn(provider, login)
    assert.deepEqual([answer.status, answer.body.code], [403, code], answer.text)
  }
  assert.equal((await browser.ask('GET', 'me')).status, 401)
  assert.equal(await firm.engine.accounts.userByEmail('stranger@daugava.example'), undefined)
  await change(firm, provider, { joins: false })
  const answer = await browser.comeIn(provider, 'ilze-there')
  assert.equal(answer.body.code, 'openIdUnknown')
  assert.match(answer.body.detail, /Osta ID/)
})

test('whoever is not known becomes a user only where an administrator chose a post for them', async (t) => {
  const { firm, there, provider } = await place(t, { domains: ['daugava.example'] })
  there.people.set('new', { email: 'new@daugava.example', name: 'Nora New' })
  const root = await firm.engine.access.systemActor('test')
  const posts = JSON.parse(
    await firm.engine.records.list(root, 'post', { fields: 'key,administrator', limit: 100 }),
  ) as { items: { id: string; key: string | null; administrator: boolean | null }[] }
  const clerk = posts.items.find(({ administrator }) => !administrator)?.id
  const boss = posts.items.find(({ administrator }) => administrator)?.id
  await assert.rejects(change(firm, provider, { newUserPost: boss }), { status: 422 })
  await assert.rejects(change(firm, provider, { newUserPost: clerk, domains: [] }), { status: 422 })
  await change(firm, provider, { newUserPost: clerk })
  const browser = browserThere(firm)
  const entered = await browser.comeIn(provider, 'new')
  assert.equal(entered.status, 201, entered.text)
  const me = (await browser.ask('GET', 'me')).body
  assert.deepEqual([me.user.name, me.administrator, me.posts.length], ['Nora New', false, 1])
  await firm.engine.records.update(root, 'user', me.user.id, { active: false })
  const gone = await browserThere(firm).comeIn(provider, 'new')
  assert.deepEqual([gone.status, gone.body.code], [403, 'userNotActive'])
})

test('what was not begun here, or comes back otherwise than it was sent, lets nobody in', async (t) => {
  const { firm, there, provider } = await place(t)
  const other = await openIdProvider(t)
  other.people.set('ilze-there', ilze)
  const second = await knownProvider(firm, other, { joins: true, label: 'Other ID' })
  const refused = async (name: string, code: string, attack: () => Promise<Reply>) => {
    const answer = await attack()
    assert.deepEqual([name, answer.status, answer.body.code], [name, 401, code], answer.text)
    assert.equal(
      answer.headers.getSetCookie().some((one) => /^kontor_session=\w/.test(one)),
      false,
      name,
    )
  }
  const returned = async (browser = browserThere(firm), edit = (address: URL) => address) =>
    browser.walk(edit(new URL(await browser.begin(provider))).href, 'ilze-there')
  await refused('begun in another browser', 'openIdOver', async () =>
    browserThere(firm).finish(await returned()),
  )
  await refused('the state of another', 'openIdMismatch', async () => {
    const browser = browserThere(firm)
    const back = await returned(browser)
    back.searchParams.set('state', 'guessed')
    return browser.finish(back)
  })
  await refused('no state', 'openIdMismatch', async () => {
    const browser = browserThere(firm)
    const back = await returned(browser)
    back.searchParams.delete('state')
    return browser.finish(back)
  })
  await refused('the nonce of another', 'openIdMismatch', async () => {
    const browser = browserThere(firm)
    const swapped = (address: URL) => (address.searchParams.set('nonce', 'of-another'), address)
    return browser.finish(await returned(browser, swapped))
  })
  await refused('a code that another began', 'openIdMismatch', async () => {
    const [browser, thief] = [browserThere(firm), browserThere(firm)]
    const [stolen, own] = [await returned(browser), await returned(thief)]
    own.searchParams.set('code', stolen.searchParams.get('code') ?? '')
    return thief.finish(own)
  })
  await refused('the same answer twice', 'openIdOver', async () => {
    const browser = browserThere(firm)
    const back = await returned(browser)
    assert.equal((await browser.finish(back)).status, 201)
    return browser.finish(back)
  })
  await refused('a code that was used', 'openIdMismatch', async () => {
    const browser = browserThere(firm)
    const used = await returned(browser)
    assert.equal((await browser.finish(used)).status, 201)
    const back = await returned(browser)
    back.searchParams.set('code', used.searchParams.get('code') ?? '')
    return browser.finish(back)
  })
  await refused('the answer of one at the address of another', 'openIdOver', async () => {
    const browser = browserThere(firm)
    const back = await returned(browser)
    back.pathname = `/sign-in/by/${second}`
    return browser.finish(back)
  })
  await refused('an answer that names another issuer', 'openIdMismatch', async () => {
    const browser = browserThere(firm)
    const back = await returned(browser)
    back.searchParams.set('iss', other.issuer)
    return browser.finish(back)
  })
  await refused('somebody who went back there', 'openIdRefused', async () => {
    const browser = browserThere(firm)
    const state = new URL(await browser.begin(provider)).searchParams.get('state') ?? ''
    const back = new URL(`${firm.url}/sign-in/by/${provider}`)
    back.search = String(new URLSearchParams({ error: 'access_denied', state, iss: there.issuer }))
    return browser.finish(back)
  })
})

test('a provider that speaks in the name of another is taken for neither', async (t) => {
  const { firm, there } = await place(t)
  const elsewhere = await frontOf(t, (request) => passOn(request, there.issuer))
  const named = await knownProvider(firm, { ...there, issuer: elsewhere }, { label: 'Named' })
  const refused = await browserThere(firm).ask('POST', 'session/openid', { provider: named })
  assert.deepEqual([refused.status, refused.body.code], [409, 'notProvider'])
  // It says that it is itself, but what it vouches with is of the one behind it.
  const masked = await frontOf(t, async (request, self) => {
    const answer = await passOn(request, there.issuer)
    if (!request.url.endsWith('/.well-known/openid-configuration')) return answer
    const told = (await answer.json()) as object
    return Response.json({ ...told, issuer: self, authorization_response_iss_parameter_supported: false })
  })
  const mask = await knownProvider(firm, { ...there, issuer: masked }, { label: 'Mask', joins: true })
  const browser = browserThere(firm)
  const back = await browser.walk(await browser.begin(mask), 'ilze-there')
  back.searchParams.delete('iss')
  const answer = await browser.finish(back)
  assert.deepEqual([answer.status, answer.body.code], [401, 'openIdMismatch'], answer.text)
})

test('a token that somebody else has signed is not taken', async (t) => {
  const firm = await office(t)
  const there = await openIdProvider(t, { signsWithOthers: true })
  there.people.set('ilze-there', ilze)
  const provider = await knownProvider(firm, there, { joins: true })
  const answer = await browserThere(firm).comeIn(provider, 'ilze-there')
  assert.deepEqual([answer.status, answer.body.code], [401, 'openIdMismatch'], answer.text)
})

test('one goes back to pages of ours only', async (t) => {
  const { provider, browser } = await place(t)
  for (const back of [
    '//evil.example/x',
    '/\\evil.example',
    '/\t/evil.example',
    'https://evil.example',
    '/..//evil.example',
    'javascript:alert(1)',
    '/sign-in?back=//evil.example',
  ]) {
    const entered = await browser.comeIn(provider, 'ilze-there', back)
    assert.deepEqual([back, entered.status, entered.body.back], [back, 201, '/'])
  }
})

test('a provider that is down is said in words, and passwords go on', async (t) => {
  const { firm, there, provider, browser } = await place(t)
  const waiting = await browser.begin(provider)
  await there.goAway()
  await change(firm, provider, { label: 'Osta' })
  const asked = await firm.anyone.post('session/openid', { provider }, { 'kontor-language': 'lv' })
  assert.deepEqual([asked.status, asked.body.code], [409, 'providerDown'])
  assert.match(asked.body.detail, /^Osta pašlaik neatbild/)
  const state = await firm.as.administrator.get(`session/providers/${provider}/state`)
  assert.match(state.body.problem, /does not answer/)
  const signedIn = await firm.anyone.post('session', { email: ilze.email, password: samplePassword })
  assert.equal(signedIn.status, 201, signedIn.text)
  assert.equal((await firm.anyone.get('session/ways')).status, 200)
  await there.comeBack()
  assert.equal((await firm.as.administrator.get(`session/providers/${provider}/state`)).body.problem, null)
  const back = await browser.walk(waiting, 'ilze-there')
  await there.goAway()
  const finished = await browser.finish(back)
  assert.deepEqual([finished.status, finished.body.code], [409, 'providerDown'], finished.text)
})

test('what is shown there counts as a second factor only where an administrator says so', async (t) => {
  const { firm, there, provider } = await place(t)
  there.people.set('ilze-there', { ...ilze, shows: ['pwd', 'mfa'] })
  const root = await firm.engine.access.systemActor('test')
  const { id: post } = await firm.engine.records.create(root, 'post', { name: 'Keeper', secondFactor: true })
  const { user } = firm.as.manager
  const held = JSON.parse(
    ((await firm.engine.records.get(root, 'user', user, { fields: ['posts'] })) as { json: string }).json,
  ) as { posts: { id: string }[] }
  const posts = [...held.posts.map(({ id }) => ({ id })), { post }]
  await firm.engine.records.update(root, 'user', user, { posts })
  const me = async () => {
    const browser = browserThere(firm)
    assert.equal((await browser.comeIn(provider, 'ilze-there')).status, 201)
    return (await browser.ask('GET', 'me')).status
  }
  assert.equal(await me(), 403)
  await change(firm, provider, { secondFactor: true })
  assert.equal(await me(), 200)
  there.people.set('ilze-there', { ...ilze, shows: ['pwd'] })
  assert.equal(await me(), 403)
})

test('one links an account on one’s own page, and unlinks it, but never the only way in', async (t) => {
  const { firm, there, provider } = await place(t, { joins: false })
  const { engine } = firm
  const { user } = firm.as.manager
  const password = 'seven green frogs'
  await engine.accounts.setPassword({ user, password, source: 'cli' })
  const browser = browserThere(firm)
  await browser.ask('POST', 'session', { email: ilze.email, password })
  const linking = await browser.ask('POST', 'session/identities', { provider, back: '/settings/keys' })
  const back = await browser.walk(linking.body.address, 'ilze-there')
  const elsewhere = browserThere(firm)
  assert.equal((await elsewhere.finish(back)).body.code, 'openIdOver', 'linked from another browser')
  const linked = await browser.finish(back)
  assert.deepEqual([linked.status, linked.body], [200, { linked: true, back: '/settings/keys' }])
  assert.equal((await browserThere(firm).comeIn(provider, 'ilze-there')).body.user, user)
  // Another's account is not to be had by linking it.
  const { user: seller } = firm.as.seller
  await engine.accounts.setPassword({ user: seller, password, source: 'cli' })
  const hers = browserThere(firm)
  await hers.ask('POST', 'session', { email: 'oleg@daugava.example', password })
  const taking = await hers.ask('POST', 'session/identities', { provider })
  const taken = await hers.finish(await hers.walk(taking.body.address, 'ilze-there'))
  assert.deepEqual([taken.status, taken.body.code], [409, 'linkedElsewhere'])
  const [identity] = (await browser.ask('GET', 'session/identities')).body.items
  assert.equal((await hers.ask('DELETE', `session/identities/${identity.id}`)).status, 404)
  await engine.database.query(sql`delete from credential where "user" = ${user}`)
  const only = await browser.ask('DELETE', `session/identities/${identity.id}`)
  assert.deepEqual([only.status, only.body.code], [409, 'onlyWayIn'])
  await engine.accounts.setPassword({ user, password, source: 'cli' })
  await browser.ask('POST', 'session', { email: ilze.email, password })
  assert.equal((await browser.ask('DELETE', `session/identities/${identity.id}`)).status, 204)
  assert.equal((await browserThere(firm).comeIn(provider, 'ilze-there')).status, 403)
  assert.equal(there.people.size, 1)
})

test('providers are kept by administrators who show that it is they; the secret is never told', async (t) => {
  const { firm, there, provider } = await place(t)
  const { administrator, manager } = firm.as
  assert.equal((await manager.get('session/providers')).status, 403)
  const body = { label: 'New', issuer: there.issuer, clientId: 'x' }
  assert.equal((await administrator.post('session/providers', body)).status, 403, 'a key is no person')
  const listed = await administrator.get('session/providers')
  assert.equal(listed.text.includes(there.clientSecret), false)
  assert.deepEqual(
    [listed.body.items[0].hasSecret, listed.body.items[0].returnTo],
    [true, `${firm.url}/sign-in/by/${provider}`],
  )
  const password = 'seven green frogs'
  await firm.engine.accounts.setPassword({ user: administrator.user, password, source: 'cli' })
  const browser = browserThere(firm)
  await browser.ask('POST', 'session', { email: 'karlis@daugava.example', password })
  const refused = await browser.ask('POST', 'session/providers', {
    ...{ label: '', issuer: 'http://id.example.com', clientId: '' },
    ...{ domains: ['not a domain'], newUserPost: 'boss' },
  })
  assert.deepEqual(refused.body.errors.map(({ field }: { field: string }) => field).toSorted(), [
    'clientId',
    'domains',
    'issuer',
    'label',
    'newUserPost',
  ])
  assert.equal(
    (await browser.ask('PATCH', `session/providers/${provider}`, { secret: 'another' })).status,
    204,
  )
  const wrong = await browserThere(firm).comeIn(provider, 'ilze-there')
  assert.deepEqual([wrong.status, wrong.body.code], [409, 'clientRefused'])
  const kept = await firm.engine.database.query<{ text: string }>(
    sql`select coalesce(before::text, '') || coalesce(after::text, '') as text from audit_entry
        where object = 'signInProvider' union all select t::text from sign_in_provider t`,
  )
  assert.equal(
    kept.some(({ text }) => text.includes('another') || text.includes(there.clientSecret)),
    false,
  )
  assert.equal((await browser.ask('DELETE', `session/providers/${provider}`)).status, 204)
  assert.deepEqual(await firm.engine.verify(), [])
})

test('who signs out is led to sign out there too where an administrator wants it', async (t) => {
  const { firm, there, provider, browser } = await place(t, { signsOut: true })
  await browser.comeIn(provider, 'ilze-there')
  const { continueAt } = (await browser.ask('DELETE', 'session')).body
  assert.equal(new URL(continueAt).origin, there.issuer)
  assert.equal(new URL(continueAt).searchParams.get('post_logout_redirect_uri'), `${firm.url}/sign-in`)
})

function passOn(request: Request, to: string): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  return fetch(new Request(`${to}${pathname}${search}`, request))
}

async function change({ engine }: Pick<Office, 'engine'>, id: string, given: object) {
  const root = await engine.access.systemActor('test')
  await engine.accounts.openId.providers.change(root, id, { ...given })
}

function worth({ provider, email }: { provider: string; email: string }) {
  return { provider, email }
}

async function accountEntries({ engine }: Office, user: string) {
  const rows = await engine.database.query<{ action: string }>(
    sql`select action from audit_entry where record = ${user} and object = 'user'
          and action in ('linkSignIn', 'signIn', 'signOut') order by id`,
  )
  return rows.map(({ action }) => action)
}
