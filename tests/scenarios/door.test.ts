import assert from 'node:assert/strict'
import http from 'node:http'
import { test } from 'node:test'
import { createServer, type ServerOptions } from '#server'
import { samplePassword } from '../../testing/sample/load-sample-group.ts'
import { caller, office, type Office } from './office.ts'

async function signIn({ anyone, url }: Office, email: string, password = samplePassword) {
  const answer = await anyone.post('session', { email, password })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  return { answer, as: caller(url, { cookie }) }
}

test('somebody signs in, is known by the cookie, and is not any more after signing out', async (t) => {
  const scene = await office(t)
  const { answer, as } = await signIn(scene, 'janis@daugava.example')
  assert.equal(answer.status, 201, answer.text)
  assert.match(answer.headers.get('set-cookie') ?? '', /HttpOnly; SameSite=Lax/)
  const me = await as.get('me')
  assert.equal(me.body.user.name, 'Jānis Ozoliņš')
  assert.equal(
    (await as.get('sessions')).body.items.filter((one: { current: boolean }) => one.current).length,
    1,
  )
  assert.equal((await as.remove('session')).status, 200)
  assert.equal((await as.get('me')).status, 401)
})

test('a wrong password and an unknown e-mail are answered alike, and many tries are held off', async (t) => {
  const scene = await office(t)
  const wrong = await signIn(scene, 'janis@daugava.example', 'nonsense-nonsense')
  const unknown = await signIn(scene, 'nobody@daugava.example', 'nonsense-nonsense')
  assert.equal(wrong.answer.status, 401)
  assert.equal(wrong.answer.body.detail, unknown.answer.body.detail)
  let last = wrong.answer.status
  for (let tries = 0; tries < 30 && last !== 429; tries++)
    last = (await signIn(scene, 'janis@daugava.example', 'nonsense-nonsense')).answer.status
  assert.equal(last, 429)
})

test('a page of another site cannot act through somebody’s cookie', async (t) => {
  const scene = await office(t)
  const { as } = await signIn(scene, 'janis@daugava.example')
  const body = { name: 'SIA Svešs', country: 'LV' }
  assert.equal((await as.post('customers', body, { origin: 'https://evil.example' })).status, 403)
  assert.equal((await as.post('customers', body, { 'sec-fetch-site': 'cross-site' })).status, 403)
  assert.equal((await as.post('customers', body, { 'sec-fetch-site': 'same-site' })).status, 403)
  assert.equal(
    (await as.post('customers', body, { origin: scene.url, 'sec-fetch-site': 'same-origin' })).status,
    201,
  )
})

test('a person makes a key for a program; a key makes none, and a revoked one is refused at once', async (t) => {
  const scene = await office(t)
  const { as } = await signIn(scene, 'janis@daugava.example')
  const made = await as.post('keys', { name: 'Web shop' })
  assert.equal(made.status, 201, made.text)
  for (const expiresAt of ['2020-01-01T00:00:00Z', 'soon', '', 4_102_444_800, {}, false]) {
    const refused = await as.post('keys', { name: 'Web shop', expiresAt })
    assert.deepEqual([refused.status, refused.body.errors?.[0]?.field], [422, 'expiresAt'], refused.text)
  }
  // What is misspelled would make a key that may all, for good.
  for (const stray of ['expires', 'scopes', 'grants']) {
    const refused = await as.post('keys', { name: 'Web shop', [stray]: '2020-01-01' })
    assert.deepEqual([refused.status, refused.body.errors?.[0]?.field], [422, stray], refused.text)
  }
  for (const scope of [{ object: ['customer'] }, { objects: null, action: ['read'] }, {}, [], 'read', true]) {
    const refused = await as.post('keys', { name: 'Web shop', scope })
    assert.deepEqual([refused.status, refused.body.errors?.[0]?.field], [422, 'scope'], JSON.stringify(scope))
  }
  for (const scope of [null, { objects: null, actions: ['read'] }, { objects: null, actions: null }])
    assert.equal((await as.post('keys', { name: 'Narrow', scope })).status, 201, JSON.stringify(scope))
  const program = caller(scene.url, { authorization: `Bearer ${made.body.key}` })
  assert.equal((await program.get('customers?limit=1')).status, 200)
  assert.equal((await program.post('keys', { name: 'Another' })).status, 403)
  const listed = (await as.get('keys')).body.items.find((one: { name: string }) => one.name === 'Web shop')
  assert.equal(listed.key, undefined, 'a key is shown once only')
  assert.equal((await as.remove(`keys/${listed.id}`)).status, 204)
  assert.equal((await program.get('me')).status, 401)
})

test('an empty installation is set up once by its link', async (t) => {
  const { engine, anyone, url } = await office(t, { empty: true })
  assert.deepEqual((await anyone.get('setup')).body, { needed: true })
  const token = (await engine.accounts.setupLink()) ?? ''
  const given = { name: 'Aija Bērziņa', email: 'aija@firma.example', password: 'long-enough-for-anybody' }
  assert.equal((await anyone.post('setup', { ...given, token: 'nonsense' })).status, 403)
  const made = await anyone.post('setup', { ...given, token })
  assert.equal(made.status, 201, made.text)
  const as = caller(url, { cookie: made.headers.get('set-cookie')?.split(';')[0] ?? '' })
  assert.equal((await as.get('me')).body.administrator, true)
  assert.equal((await anyone.post('setup', { ...given, token })).status, 403)
  assert.deepEqual((await anyone.get('setup')).body, { needed: false })
})

test('nobody in particular gets a 401, and the health of the server', async (t) => {
  const { anyone } = await office(t)
  for (const place of ['customers', 'me', 'model', 'jobs', 'keys', 'imports', 'objects'])
    assert.equal((await anyone.get(place)).status, 401, place)
  assert.equal((await anyone.get('/healthz')).status, 200)
  assert.equal((await anyone.get('/readyz')).status, 200)
  assert.equal((await anyone.get('/healthz')).headers.get('x-content-type-options'), 'nosniff')
})

test('figures are told to this machine, or to whoever has the token; strangers hear only that we are well', async (t) => {
  const { anyone, engine } = await office(t)
  const figures = /kontor_requests_total/
  const ready = { status: 'ready', backups: 'notSetUp' }
  assert.match((await anyone.get('/metrics')).text, figures)
  assert.deepEqual((await anyone.get('/readyz')).body, ready)
  // That the server can work is one thing, how the backups are another.
  for (const state of [() => Promise.reject(new Error('busy')), () => new Promise<never>(() => {})]) {
    const { mock } = t.mock.method(engine.backups, 'state', state)
    const unknown = { status: 'ready', backups: 'unknown' }
    assert.deepEqual((await anyone.get('/readyz')).body, unknown)
    mock.restore()
  }
  const strangers: Readonly<Record<string, ServerOptions>> = {
    'passed on by a proxy of this machine': {},
    'behind a proxy that is trusted': { trustProxy: 1 },
    'without the token': { monitorToken: 'the token of the monitor' },
  }
  for (const [who, options] of Object.entries(strangers)) {
    const server = await createServer(engine, options)
    t.after(() => server.close())
    const from = caller(await server.listen({ port: 0, host: '127.0.0.1' }), {})
    const asked = { 'x-forwarded-for': '203.0.113.7', authorization: 'Bearer another' }
    const refused = await from.get('/metrics', asked)
    assert.equal(refused.status, options.monitorToken === undefined ? 404 : 401, who)
    assert.doesNotMatch(refused.text, figures)
    assert.deepEqual((await from.get('/readyz', asked)).body, { status: 'ready' }, who)
    assert.deepEqual((await from.get('/healthz', asked)).body, { status: 'ok' }, who)
    const shown = { authorization: 'Bearer the-token-of-the-monitor' }
    assert.notEqual((await from.get('/metrics', { ...asked, ...shown })).status, 200, who)
  }
  const token = 'the-token-of-the-monitor'
  const watched = await createServer(engine, { trustProxy: 1, monitorToken: token })
  t.after(() => watched.close())
  const url = await watched.listen({ port: 0, host: '127.0.0.1' })
  const monitor = caller(url, { 'x-forwarded-for': '203.0.113.7', authorization: `Bearer ${token}` })
  assert.match((await monitor.get('/metrics')).text, figures)
  assert.deepEqual((await monitor.get('/readyz')).body, ready)
  assert.equal(
    (await caller(url, {}).get('/metrics')).status,
    401,
    'this machine as well, once there is a token',
  )
})

test('what cannot be read is a 400, and nothing hostile gets further', async (t) => {
  const { as } = await office(t)
  const send = (body: string | Buffer, type = 'application/json') =>
    as.clerk.ask('POST', 'customers', {
      raw: {
        body: typeof body === 'string' ? body : new Uint8Array(body),
        headers: { authorization: `Bearer ${as.clerk.key}`, 'content-type': type },
      },
    })
  assert.equal((await send('{"name":')).status, 400)
  assert.equal((await send('')).status, 400)
  for (const deep of [300, 30_000, 1_000_000])
    assert.equal((await send(`{"name":${'['.repeat(deep)}${']'.repeat(deep)}}`)).status, 400, `${deep}`)
  assert.equal((await send('{"__proto__":{"x":1},"name":"a"}')).status, 400)
  assert.equal((await send('['.repeat(100_000))).status, 400)
  assert.equal((await send('[]')).status, 422)
  assert.equal((await send('"text"')).status, 422)
  assert.equal((await send('name=x', 'application/x-www-form-urlencoded')).status, 415)
  assert.equal((await send(`{"name":"${'x'.repeat(6 * 1024 * 1024)}"}`)).status, 413)
  assert.equal((await send('{"name":"a\\u0000b","country":"LV"}')).status, 422)
  assert.ok(
    [400, 422].includes((await send(Buffer.from([0x7b, 0x22, 0x6e, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).status),
  )
})

test('however an address is written, nobody keeps what the API answers', async (t) => {
  const { as, url } = await office(t)
  for (const place of [
    '/api/v1/customers?limit=1',
    '/%61pi/v1/customers?limit=1',
    '/api/%76%31/me',
    '/%61pi/v1/no',
  ]) {
    const answer = await as.clerk.get(`${url}${place}`)
    assert.equal(answer.status, place.endsWith('no') ? 404 : 200, place)
    assert.equal(answer.headers.get('cache-control'), 'no-store', place)
    assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/, place)
  }
})

test('a broken address is answered in our words', async (t) => {
  const { url, as } = await office(t)
  const { port } = new URL(url)
  const status = await new Promise<number>((resolve, reject) => {
    const asked = http.request(
      { port, path: '/api/v1/customers/%E0%A4%A', headers: { authorization: `Bearer ${as.clerk.key}` } },
      (answer) => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      },
    )
    asked.once('error', reject).end()
  })
  assert.ok(status === 400 || status === 404)
})

test('a host that is none is a request that nobody understood, and no mistake of ours', async (t) => {
  const { url } = await office(t)
  const asked = (method: string, path: string, host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const body = method === 'POST' ? '{}' : ''
      const headers = { host, 'content-type': 'application/json', 'content-length': String(body.length) }
      const request = http.request(`${url}${path}`, { method, headers }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
      request.on('error', reject).end(body)
    })
  const ask = '/api/v1/session/passkey/ask'
  for (const host of ['%%', '[::', 'a b', '<script>', 'x:99999', 'me@daugava.example', 'x/y'])
    assert.equal(await asked('POST', ask, host), 400, host)
  for (const host of ['daugava.example', 'kontor:4000', '[::1]:4000', '127.0.0.1'])
    assert.equal(await asked('POST', ask, host), 200, host)
  assert.equal(await asked('GET', '/healthz', '%%'), 200, 'whoever asks whether we live needs no host')
})

test('the log says from where people changed how anybody comes in', async (t) => {
  const scene = await office(t)
  const { as } = await signIn(scene, 'karlis@daugava.example')
  const { as: other } = await signIn(scene, 'janis@daugava.example')
  const janis = (await other.get('me')).body.user.id
  const from = (await as.get('audit/entries?limit=1')).body.items[0].id
  const key = (await as.post('keys', { name: 'Web shop' })).body.id
  const calls = [
    await as.remove(`keys/${key}`),
    await as.post('see-as', { user: janis }),
    await as.remove('see-as'),
    await as.remove(`users/${janis}/sessions`),
    await as.post(`users/${janis}/password`, { password: 'several words of another' }),
    await as.remove(`users/${janis}/second-factors`),
    await as.post('password', { present: samplePassword, password: 'several words of mine' }),
    await as.remove('sessions'),
    await as.remove('session'),
  ]
  assert.deepEqual(new Set(calls.map(({ status }) => status)), new Set([200, 204]))
  const { items } = (await scene.as.administrator.get('audit/entries?limit=30')).body
  const since = items.filter(({ id }: { id: string }) => Number(id) > Number(from))
  assert.deepEqual(
    since.map((one: { action: string; from: string }) => [one.action, one.from]),
    [
      ...['signOut', 'endAllSessions', 'changePassword', 'resetSecondFactors', 'setPassword'],
      ...['endAllSessions', 'endSeeAs', 'seeAs', 'revokeKey', 'createKey'],
    ].map((action) => [action, '127.0.0.1']),
  )
})

test('what is to be tried out is not done where the asking is misspelled', async (t) => {
  const { as } = await office(t)
  const { id } = (await as.clerk.post('customers', { name: 'Paliek' })).body
  for (const asking of ['dryrun', 'dry_run', 'dry-run', 'DryRun']) {
    const refused = await as.clerk.ask('DELETE', `customers/${id}?${asking}=true`)
    assert.deepEqual([refused.status, refused.body.errors?.[0]?.field], [422, asking], refused.text)
  }
  assert.equal((await as.clerk.ask('DELETE', `customers/${id}?dryRun=true`)).status, 200)
  assert.equal((await as.clerk.get(`customers/${id}`)).status, 200)
})
