import assert from 'node:assert/strict'
import { test } from 'node:test'
import { api, queryOf, setProver, setTransport, signedOut } from './client.ts'
import { ApiProblem, isPassing, problemDetails } from './problem.ts'

function answering(status: number, body: unknown, headers: Record<string, string> = {}) {
  const seen: { path: string; init: RequestInit }[] = []
  setTransport(async (path, init) => {
    seen.push({ path, init })
    return new Response(body === undefined ? null : JSON.stringify(body), { status, headers })
  })
  return seen
}

test('a list is asked for with its where-object as JSON, and empty wishes left out', async () => {
  const seen = answering(200, { items: [] })
  await api.get('/customers', { query: { where: { city: 'Rīga' }, search: '', limit: 50, after: null } })
  const url = new URL(seen[0]?.path ?? '', 'http://localhost')
  assert.equal(url.pathname, '/api/v1/customers')
  assert.deepEqual(Object.fromEntries(url.searchParams), { where: '{"city":"Rīga"}', limit: '50' })
  assert.equal(queryOf({ dryRun: true }), '?dryRun=true')
})

test('a write confirms its warnings, names its version, and is done once', async () => {
  const seen = answering(200, { id: '1' }, { etag: '"7"' })
  const { etag } = await api.patch(
    '/customers/1',
    { city: 'Rīga' },
    { confirmed: ['credit.limitExceeded'], ifMatch: '"6"' },
  )
  const headersOf = (at: number) => new Headers(seen[at]?.init.headers)
  assert.equal(etag, '"7"')
  assert.equal(headersOf(0).get('confirmed'), 'credit.limitExceeded')
  assert.equal(headersOf(0).get('if-match'), '"6"')
  await api.post('/customers', { name: 'Acme' })
  assert.match(headersOf(1).get('idempotency-key') ?? '', /^[0-9a-f-]{36}$/)
})

test('what is sent when a page is left outlives it, unless it is too large for that', async () => {
  const seen = answering(200, {})
  await api.post('/outside/save', { note: 'short' }, { outlives: true })
  await api.post('/outside/save', { note: 'ā'.repeat(32_000) }, { outlives: true })
  await api.post('/outside/save', { note: 'short' })
  assert.deepEqual(
    seen.map(({ init }) => init.keepalive ?? false),
    [true, false, false],
  )
})

test('a problem document becomes a sentence, with the fields at fault', async () => {
  answering(422, {
    code: 'invalid',
    detail: 'One field is not right.',
    errors: [{ field: 'taxId', code: 'short', message: 'One digit short.' }],
  })
  await assert.rejects(api.post('/customers', {}), (error) => {
    assert.ok(error instanceof ApiProblem)
    assert.equal(error.message, 'One field is not right.')
    assert.equal(error.at('taxId'), 'One digit short.')
    return !isPassing(error)
  })
})

test('the details of a problem name its code and the request by which the log tells of it', async () => {
  const request = '86404d75-bf9d-4b87-8c53-0c4ebbf54023'
  answering(500, { code: 'bug', detail: 'It failed.' }, { 'kontor-request': request })
  await assert.rejects(api.get('/customers'), (error) => {
    const lines = problemDetails(error).split('\n')
    return lines.includes('500 bug') && lines.includes(`request ${request}`)
  })
})

test('what waits until it is shown who sits there is sent again then, as it was, and several ask once', async () => {
  const sent: string[] = []
  let isShown = false
  let asked = 0
  setTransport(async (path, init) => {
    sent.push(`${init.method} ${path} ${String(init.body)}`)
    return isShown
      ? new Response('{"id":"1"}')
      : new Response('{"code":"proofNeeded","detail":"Show first."}', { status: 403 })
  })
  const waits = Promise.withResolvers<boolean>()
  setProver(() => {
    asked += 1
    return waits.promise
  })
  const both = Promise.all([api.post('/users', { email: 'a@b.lv' }), api.remove('/grants/2')])
  while (sent.length < 2) await new Promise(setImmediate)
  isShown = true
  waits.resolve(true)
  assert.deepEqual(await both, [{ id: '1' }, { id: '1' }])
  assert.equal(asked, 1)
  assert.deepEqual(sent.slice(2), sent.slice(0, 2), 'each twice, with what was typed')
  isShown = false
  setProver(async () => false)
  await assert.rejects(api.patch('/users/1', {}), { code: 'proofNeeded' })
  assert.equal(sent.length, 5, 'who does not want to is not asked again')
})

test('who is no longer signed in is told once', async () => {
  answering(401, { code: 'signedOut' })
  let told = 0
  const follower = () => told++
  signedOut.add(follower)
  await assert.rejects(api.get('/me'))
  signedOut.delete(follower)
  assert.equal(told, 1)
})

test('a server that cannot be reached is a passing problem', async () => {
  setTransport(async () => {
    throw new TypeError('fetch failed')
  })
  await assert.rejects(
    api.get('/me'),
    (error) => isPassing(error) && error instanceof ApiProblem && error.code === 'offline',
  )
})
