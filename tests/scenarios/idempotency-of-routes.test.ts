import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#model'
import { once } from '#engine'
import { holder } from './holder.ts'
import { caller, office, until, type Office } from './office.ts'

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
    const earlier = { user: as.administrator.user, path: place, key, body: 'another', access: '' }
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

test('what was answered is told again by the rights of now, whatever was done', async (t) => {
  const { as, engine, url } = await office(t)
  const { administrator } = as
  const made = async (place: string, body: object) => {
    const answer = await administrator.post(place, body)
    assert.equal(answer.status, 201, answer.text)
    return answer.body as { id: string }
  }
  const post = await made('posts', { name: 'Once' })
  const whole = { post: post.id, see: ['all'], change: ['all'] }
  const grants = [
    await made('grants', { ...whole, object: 'customer', actions: ['read', 'create', 'change', 'share'] }),
    await made('grants', { ...whole, object: 'party', actions: ['read', 'create', 'change', 'share'] }),
    await made('grants', { post: post.id, object: 'settings', actions: ['users'] }),
  ]
  const user = await made('users', {
    name: 'Otto',
    email: 'otto@daugava.example',
    posts: [{ post: post.id }],
  })
  const other = await made('users', { name: 'Nora', email: 'nora@daugava.example' })
  const keyOf = async (scope: { objects: string[]; actions: string[] } | null) =>
    (await engine.accounts.createKey({ user: user.id, name: 'once', source: 'cli', scope })).key
  const wide = caller(url, { authorization: `Bearer ${await keyOf(null)}` })
  const narrow = caller(url, {
    authorization: `Bearer ${await keyOf({ objects: ['tag'], actions: ['read'] })}`,
  })
  const card = (await wide.post('customers', { name: 'SIA Vienreiz', notes: 'a secret of theirs' })).body
  const then = new Date().toISOString()
  assert.equal((await wide.patch(`customers/${card.id}`, { notes: 'another' })).status, 200)
  const asked: readonly (readonly [place: string, body: object])[] = [
    [`customers/${card.id}/restore`, { asOf: then }],
    [`customers/${card.id}/shares`, { user: other.id, may: 'read', note: 'a secret of theirs' }],
    [`users/${other.id}/invitation`, { how: 'link' }],
    ['customers', { name: 'SIA Otrreiz', notes: 'a secret of theirs' }],
  ]
  const send = (who: typeof wide, [place, body]: (typeof asked)[number]) =>
    who.post(place, body, { 'idempotency-key': key })
  for (const one of asked) {
    const first = await send(wide, one)
    assert.ok(first.status < 300, `${one[0]} ${first.text}`)
    assert.equal((await send(wide, one)).text, first.text, `${one[0]} is answered alike while rights are`)
    const told = await send(narrow, one)
    assert.ok(told.status >= 400, `${one[0]} by a key that carries less: ${told.text}`)
    assert.ok(!told.text.includes('a secret of theirs'))
  }
  for (const { id } of grants) assert.ok((await administrator.remove(`grants/${id}`)).status < 300)
  await until(async () => (await wide.get('customers')).status === 404)
  for (const one of asked) {
    const told = await send(wide, one)
    assert.ok(told.status >= 400, `${one[0]} when the rights are gone: ${told.text}`)
    assert.ok(!told.text.includes('a secret of theirs') && !told.text.includes('http'), told.text)
  }
})

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

test('who shapes objects without being an administrator is answered again as the first time', async (t) => {
  const place = await office(t)
  const { administrator } = place.as
  const pages = { object: 'settings', actions: ['objects'] }
  const sees = { object: 'customer', actions: ['read', 'change'], see: ['all'], change: ['all'] }
  const keeper = await holder(place, 'shaper', [pages, sees])
  const grants = [{ post: keeper.held, see: true, change: true }]
  const field = { type: 'text', label: 'Shelf', grants }
  const calls: readonly (readonly [path: string, body: object])[] = [
    ['objects/customer/fields', field],
    ['objects', { label: 'Shelf', plural: 'Shelves', grants: [{ post: keeper.held, actions: ['read'] }] }],
  ]
  const send = ([path, body]: (typeof calls)[number]) => keeper.post(path, body, { 'idempotency-key': key })
  const first = []
  for (const call of calls) {
    first.push(await send(call))
    assert.equal(first.at(-1)?.status, 201, first.at(-1)?.text)
  }
  for (const [at, call] of calls.entries()) {
    const again = await send(call)
    assert.deepEqual([again.status, again.body], [201, first[at]?.body], again.text)
  }
  assert.equal((await keeper.remove('objects/customer/fields/x_shelf')).status, 204)
  const restored = 'objects/customer/fields/x_shelf/restore'
  const back = await send([restored, {}])
  assert.equal(back.status, 200, back.text)
  assert.deepEqual((await send([restored, {}])).body, back.body)
  const held = encodeURIComponent(JSON.stringify({ object: 'settings', post: keeper.held }))
  for (const { id } of (await administrator.get(`grants?where=${held}&fields=id`)).body.items)
    assert.equal((await administrator.remove(`grants/${id}`)).status, 204)
  for (const call of calls) assert.equal((await send(call)).status, 404)
})
