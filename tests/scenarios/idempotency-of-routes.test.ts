import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#model'
import { once } from '#engine'
import { office, type Office } from './office.ts'

type Document = {
  readonly paths: Record<
    string,
    Record<string, { readonly security?: unknown; readonly parameters?: object[] }>
  >
}

/** What a route has to be asked for before it looks at the key: nothing, for most. */
const bodies: Readonly<Record<string, unknown>> = {
  bulk: { where: {}, changes: {} },
  exports: { object: 'customers' },
}

const key = 'a-key-that-nobody-guesses'

test('every POST that is described holds to its key, and one for nobody signed in says so', async (t) => {
  const { as, engine, url } = await office(t)
  const { paths } = (await as.administrator.get('openapi.json')).body as Document
  const posts = Object.entries(paths).flatMap(([path, { post }]) => (post ? [[path, post] as const] : []))
  assert.ok(posts.length > 40, 'the description names the routes')
  for (const [path, { security, parameters = [] }] of posts) {
    const names = JSON.stringify(parameters)
    if (security) {
      assert.ok(!names.includes('IdempotencyKey'), `${path} keeps nothing for nobody`)
      continue
    }
    assert.ok(names.includes('IdempotencyKey'), `${path} does not name the header`)
    const place = `/api/v1${filled(path)}`
    // Another request went there under the same key before.
    const earlier = { user: as.administrator.user, path: place, key, body: 'another' }
    await engine.database.transaction((tx) =>
      once(tx, earlier, async () => ({ status: 200, body: '{}', headers: {} })),
    )
    const answer = await send(url, place, as.administrator.key)
    assert.equal(answer.code, 'idempotencyKeyReused', `${path}: ${JSON.stringify(answer)}`)
  }
})

function filled(path: string): string {
  return path
    .replace('/objects/{name}', '/objects/customer')
    .replace('/fields/{field}', '/fields/name')
    .replace('/checks/{kind}', '/checks/phone')
    .replace(/\{\w+\}/g, () => newId())
}

async function send(url: string, place: string, bearer: string) {
  const headers = { authorization: `Bearer ${bearer}`, 'idempotency-key': key }
  const answer = await fetch(`${url}${place}`, { method: 'POST', ...bodyFor(place, headers) })
  return (await answer.json()) as { code?: string }
}

function bodyFor(place: string, headers: Readonly<Record<string, string>>) {
  if (/\/(files|imports)$/.test(place)) return { headers, body: table('Name\nSIA Viens\n') }
  const last = place.slice(place.lastIndexOf('/') + 1)
  return {
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(bodies[last] ?? {}),
  }
}

function table(text: string): FormData {
  const form = new FormData()
  form.set('object', 'customers')
  form.set('file', new Blob([text]), 'customers.csv')
  return form
}

test('a file that is sent twice under one key is one import', async (t) => {
  const { as, url } = await office(t)
  const upload = async (text: string) => {
    const headers = { authorization: `Bearer ${as.clerk.key}`, 'idempotency-key': key }
    const answer = await fetch(`${url}/api/v1/imports`, { method: 'POST', headers, body: table(text) })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  const text = 'Name\nSIA Viens\nSIA Divi\n'
  const [first, second] = await Promise.all([upload(text), upload(text)])
  assert.equal(first.status, 201, JSON.stringify(first.body))
  assert.deepEqual(second, first)
  const { items } = (await as.clerk.get('imports')).body as { items: { id: string }[] }
  assert.deepEqual(
    items.map(({ id }) => id),
    [first.body['id']],
  )
  assert.equal((await upload('Name\nSIA Cits\n')).body['code'], 'idempotencyKeyReused')
  assert.equal((await as.clerk.remove(`imports/${String(first.body['id'])}`)).status, 204)
  assert.equal((await upload(text)).status, 404, 'of an import that is gone nothing is told')
})

test('a new key is told again to whoever sends the same request, and stands nowhere to be read', async (t) => {
  const { url, engine, as } = await office(t)
  const send = await signedIn(engine, url, as.clerk.user)
  const [first, second] = await Promise.all([send(key, 'laptop'), send(key, 'laptop')])
  assert.equal(first.status, 201, first.text)
  assert.equal(second.text, first.text)
  const { key: secret } = JSON.parse(first.text) as { key: string }
  const kept = await engine.database.query<{ all: string }>({
    parts: [`select i::text as all from idempotency i`],
    values: [],
  })
  assert.equal(kept.length, 1)
  for (const hidden of [secret, key]) assert.ok(!kept[0]?.all.includes(hidden))
  const other = await send(key, 'phone')
  assert.equal(other.status, 422)
  assert.match(other.text, /idempotencyKeyReused/)
  const guessable = await send('1', 'laptop')
  assert.equal(guessable.status, 422, 'a key that is easily guessed guards no secret')
})

/** A person at the screen: keys are made by people. */
async function signedIn(engine: Office['engine'], url: string, user: string) {
  const password = 'correct horse battery staple 9'
  await engine.accounts.setPassword({ user, password, by: user, source: 'test' })
  const email = await engine.accounts.emailOf(user)
  const session = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  const cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  return async (once: string, name: string) => {
    const answer = await fetch(`${url}/api/v1/keys`, {
      method: 'POST',
      headers: { cookie, origin: url, 'content-type': 'application/json', 'idempotency-key': once },
      body: JSON.stringify({ name }),
    })
    return { status: answer.status, text: await answer.text() }
  }
}

test('what only reads is answered anew, and a key still stands for one request', async (t) => {
  const { as } = await office(t)
  const ask = (formula: string) => as.clerk.post('formulas/evaluate', { formula }, { 'idempotency-key': key })
  const [first, second] = [await ask('1 + 1'), await ask('1 + 1')]
  assert.equal(first.status, 200, first.text)
  assert.deepEqual(second.body, first.body)
  assert.equal((await ask('1 + 2')).body.code, 'idempotencyKeyReused')
  assert.equal((await ask('1 +')).body.code, 'idempotencyKeyReused')
  assert.equal((await as.seller.post('formulas/evaluate', { formula: '1 +' })).status, 422)
})
