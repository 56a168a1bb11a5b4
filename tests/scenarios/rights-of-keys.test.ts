import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#engine'
import { forNarrowKeys } from '../../server/narrow-keys.ts'
import { caller, office, type Caller, type Office, type Reply } from './office.ts'

type Scope = { readonly objects: readonly string[] | null; readonly actions: readonly string[] | null }

const all = { see: ['all'], change: ['all'] }
const nowhere = '00000000-0000-7000-8000-000000000000'

/** Calls that never learn who asks: they are for whoever is not signed in, and a key is nothing to them. */
const forAnybody = [
  /^(GET|POST) \/setup$/,
  /^(GET|POST) \/session(\/ways|\/second|\/passkey|\/passkey\/ask|\/openid|\/openid\/finish)?$/,
  /^POST \/(password\/reset|links\/(open|use)|outside\/.*|confirmations|csp-reports)$/,
]

test('a call that does not say what a key with rights of its own needs for it is closed to it', async (t) => {
  const { as, engine, url, routes: registered } = await office(t)
  const key = await keyOf({ engine, url }, as.administrator, { objects: null, actions: ['read'] })
  const routes = registered
    .filter((route) => route.includes(' /api/v1/') && !/^(HEAD|OPTIONS)/.test(route))
    .map((route) => route.replace('/api/v1', ''))
  const gone = Object.keys(forNarrowKeys).filter((route) => !routes.includes(route))
  assert.deepEqual(gone, [], 'these calls are gone')
  const entries = () => engine.database.query(sql`select count(*) from audit_entry where action <> 'read'`)
  const before = await entries()
  const open: string[] = []
  for (const route of routes) {
    const [method = '', path = ''] = route.split(' ')
    const needs = forNarrowKeys[route]
    const isOpen = needs === 'asked' || (Array.isArray(needs) && needs.includes('read'))
    if (isOpen || forAnybody.some((one) => one.test(route))) continue
    const place = path.slice(1).replace(':objects', 'customers').replace(/:\w+/g, nowhere)
    const { status, body } = await key.ask(method, place, method === 'GET' ? {} : { body: {} })
    if (status !== 403 || body.code !== 'beyondKey') open.push(`${route}: ${status} ${body?.code}`)
  }
  assert.deepEqual(open, [])
  assert.deepEqual(await entries(), before, 'a key that reads writes nothing')
})

test('the description of the API names to such a key what is open to it, and no other call', async (t) => {
  const { as, engine, url } = await office(t)
  const whole = operationsOf((await as.administrator.get('openapi.json')).body)
  for (const actions of [['read'], ['create', 'share', 'deactivate'], null]) {
    const key = await keyOf({ engine, url }, as.administrator, { objects: null, actions })
    const told = new Set(operationsOf((await key.get('openapi.json')).body).map(({ name }) => name))
    const wrong: string[] = []
    for (const { name, method, path } of whole) {
      if (path === '/events' || name === 'DELETE /session') continue
      const place = path.slice(1).replace(/\{\w+\}/g, nowhere)
      const { body } = await key.ask(method, place, method === 'GET' ? {} : { body: {} })
      const isOpen = body?.code !== 'beyondKey'
      // What the door lets through the rights may still not hold, where it is for certain actions.
      if (told.has(name) ? !isOpen : isOpen && actions === null) wrong.push(`${name}: ${body?.code}`)
    }
    assert.deepEqual(wrong, [], JSON.stringify(actions))
    assert.ok(told.has('GET /openapi.json') && told.size < whole.length)
    assert.equal(told.has('POST /customers/{id}/deactivate'), actions?.[0] !== 'read')
  }
})

test('the model that a key knows is told apart from that of its user, whatever was kept of it', async (t) => {
  const { as, engine, url } = await office(t)
  const some = await keyOf({ engine, url }, as.clerk, { objects: ['tag'], actions: ['read'] })
  const more = await keyOf({ engine, url }, as.clerk, { objects: ['tag', 'customer'], actions: ['read'] })
  const tags = new Set<string>()
  for (const one of [as.clerk, some, more]) {
    const etag = (await one.get('model')).headers.get('etag') ?? ''
    assert.equal((await one.get('model', { 'if-none-match': etag })).status, 304)
    tags.add(etag)
  }
  assert.equal(tags.size, 3)
})

test('what is a person’s own is not told to a key with rights of its own, nor answered by it', async (t) => {
  const { as, engine, url } = await office(t)
  const { seller, administrator } = as
  const key = await keyOf({ engine, url }, seller, { objects: ['customer', 'party'], actions: null })
  for (const [method, place] of [
    ['GET', 'asked-of-me'],
    ['POST', `asked-of-me/${nowhere}`],
    ['POST', 'customers/similar/ask'],
    ['POST', 'explain'],
    ['GET', `customers/${nowhere}/personal-data`],
    ['DELETE', 'session'],
  ] as const) {
    const answer = await key.ask(method, place, method === 'GET' ? {} : { body: {} })
    assert.equal(answer.body.code, 'beyondKey', place)
  }

  const { id } = (await administrator.post('suppliers', { name: 'SIA Kopīga' })).body
  const shared = await administrator.post(`suppliers/${id}/shares`, { user: seller.user, may: 'read' })
  assert.equal(shared.status, 201, shared.text)
  const [whole, cut] = [(await seller.get('me')).body, (await key.get('me')).body]
  assert.equal(whole.shared.length, 1)
  assert.ok(whole.user.email !== '' && whole.posts.length > 0 && whole.settings.length > 0)
  assert.deepEqual(
    [cut.shared, cut.posts, cut.settings, cut.standsInFor, cut.decides, cut.user.email],
    [[], [], [], [], { posts: [], people: [] }, ''],
  )
  assert.equal(cut.user.name, whole.user.name)
})

test('a key with rights of its own gives nobody rights, not even that of an administrator', async (t) => {
  const { as, engine, url } = await office(t)
  const { administrator: root, clerk } = as
  const where = encodeURIComponent('{"administrator":true}')
  const [post] = (await root.get(`posts?where=${where}&fields=id`)).body.items
  const made = await root.post('users', { name: 'Otto', email: 'otto@daugava.example' })
  const user = made.body.id as string
  const group = (await root.post('user-groups', { name: 'Visi' })).body.id as string
  const tag = { object: 'tag', actions: ['read'], see: ['name'] }
  const given = [
    ['POST', 'grants', { user, ...tag }, 'grant'],
    ['PATCH', `users/${user}`, { posts: [{ post: post.id }] }, 'user'],
    ['PATCH', `users/${user}`, { email: 'other@daugava.example' }, 'user'],
    ['PATCH', `users/${root.user}`, { email: 'other@daugava.example' }, 'user'],
    ['POST', 'users', { name: 'A', email: 'a@daugava.example', posts: [{ post: post.id }] }, 'user'],
    ['PATCH', `user-groups/${group}`, { members: [{ user }] }, 'userGroup'],
    ['POST', 'posts', { name: 'Jauna', key: 'jauna', administrator: true }, 'post'],
    ['POST', 'substitutes', { user: root.user, substitute: clerk.user, from: '2026-01-01' }, 'substitution'],
  ] as const
  for (const [method, place, body, object] of given) {
    const key = await keyOf({ engine, url }, root, { objects: [object], actions: null })
    const refused = await key.ask(method, place, { body })
    assert.equal(refused.status, 422, `${place} ${refused.text}`)
    const codes = refused.body.errors.map(({ code }: { code: string }) => code)
    assert.ok(codes.includes('moreRights') || codes.includes('ownPosts'), refused.text)
  }
  // What gives nothing, it does.
  const key = await keyOf({ engine, url }, root, { objects: ['user'], actions: null })
  assert.equal((await key.patch(`users/${user}`, { name: 'Otto B' })).status, 200)
  for (const [method, place, body] of given.slice(0, 3))
    assert.ok((await root.ask(method, place, { body })).status < 300, place)
})

test('a key with rights of its own ends rights as its user may, and gives none by it', async (t) => {
  const { as, engine, url } = await office(t)
  const { administrator: root, clerk, seller } = as
  const keyed = async (name: string) =>
    (await root.get(`posts?where=${encodeURIComponent(JSON.stringify({ key: name }))}`)).body.items[0].id
  const [post, more] = [await keyed('seller'), await keyed('manager')]
  const hire = async (name: string, posts: object[]) =>
    (await root.post('users', { name, email: `${name}@daugava.example`, posts })).body.id as string
  const user = await hire('otto', [{ post }])
  const group = (await root.post('user-groups', { name: 'Visi', members: [{ user }] })).body.id as string
  const stands = { user: seller.user, substitute: clerk.user, from: '2026-01-01', until: '2999-12-31' }
  const stood = (await root.post('substitutes', stands)).body.id as string
  const objects = ['user', 'userGroup', 'substitution', 'post']
  const key = await keyOf({ engine, url }, root, { objects, actions: null })
  const lineOf = async (place: string, field: string) =>
    (await root.get(`${place}?fields=${field}`)).body[field]
  const refused = (answer: { status: number; text: string }) => {
    assert.equal(answer.status, 422, answer.text)
    assert.match(answer.text, /"moreRights"/)
  }
  const [place, members] = [`users/${user}`, `user-groups/${group}`]
  for (const [where, field, held, another] of [
    [place, 'posts', { post }, { post: more }],
    [members, 'members', { user }, { user: clerk.user }],
  ] as const) {
    const [{ id }] = await lineOf(where, field)
    const set = (...lines: object[]) => key.patch(where, { [field]: lines })
    const ended = await set({ id, ...held, until: '2999-12-30' })
    assert.equal(ended.status, 200, ended.text)
    refused(await set({ id, ...held, until: '2999-12-31' }))
    refused(await set({ id, ...held, until: null }))
    refused(await set({ id, ...another, until: '2999-12-30' }))
    refused(await set({ id, ...held, until: '2999-12-30' }, another))
    refused(await set(held))
    const gone = await set()
    assert.equal(gone.status, 200, gone.text)
    refused(await set(held))
    await key.post(`changes/${gone.headers.get('kontor-change')}/undo`)
    assert.deepEqual(await lineOf(where, field), [], 'what it took it does not bring back')
  }
  const sub = `substitutes/${stood}`
  assert.equal((await key.patch(sub, { until: '2999-12-30' })).status, 200)
  refused(await key.patch(sub, { until: '2999-12-31' }))
  refused(await key.patch(sub, { from: '2025-12-31' }))
  refused(await key.patch(sub, { substitute: user }))
  assert.equal((await key.remove(sub)).status, 204)
  assert.equal((await key.remove(place)).status, 204)
  assert.equal((await key.remove(`users/${root.user}`)).status, 403)

  // Whose user may not end it, neither may their key.
  await root.post('grants', {
    user: clerk.user,
    object: 'user',
    actions: ['read', 'change', 'delete'],
    ...all,
  })
  const other = await hire('anna', [{ post: more }])
  const [held] = await lineOf(`users/${other}`, 'posts')
  const less = await keyOf({ engine, url }, clerk, { objects, actions: null })
  refused(await less.patch(`users/${other}`, { posts: [] }))
  refused(await less.patch(`users/${other}`, { posts: [{ id: held.id, post: more, until: '2999-12-31' }] }))
  assert.equal((await less.remove(`users/${other}`)).status, 403)
})

test('a merge goes back only by a key by which one might merge', async (t) => {
  const { as, engine, url } = await office(t)
  const { administrator: root } = as
  const made = async (name: string) => (await root.post('customers', { name })).body.id as string
  const [kept, gone] = [await made('SIA Paliek'), await made('SIA Aiziet')]
  const merged = await root.post(`customers/${kept}/merge`, { with: gone })
  assert.equal(merged.status, 200, merged.text)
  const objects = ['customer', 'party']
  const reads = await keyOf({ engine, url }, root, { objects, actions: ['read', 'create', 'change'] })
  const place = `changes/${merged.body.change}/undo`
  assert.equal((await reads.post(place)).status, 404)
  const all = await keyOf({ engine, url }, root, { objects, actions: null })
  assert.equal((await all.post(place)).status, 200)
})

test('a key of a part lets nothing act by itself with all that its user may do', async (t) => {
  const { as, engine, url } = await office(t)
  const { administrator: root } = as
  const objects = ['criterion', 'retentionRule', 'statusReason']
  const key = await keyOf({ engine, url }, root, { objects, actions: ['read', 'create', 'change'] })
  const outcome = ({ status, body }: Reply) => [status, body.errors?.[0].field, body.errors?.[0].code]
  const input = { reason: 'noLongerActive' }
  const freeze = { name: 'Freeze', object: 'customer', where: { city: 'Zz' }, action: 'freeze', input }
  const itself = [422, 'automatic', 'beyondKey']
  assert.deepEqual(outcome(await key.post('criteria', { ...freeze, automatic: true })), itself)
  const proposes = await key.post('criteria', freeze)
  assert.equal(proposes.status, 201, proposes.text)
  assert.deepEqual(outcome(await key.patch(`criteria/${proposes.body.id}`, { automatic: true })), itself)
  // As whom it acts goes by who changed it last, whatever was changed.
  const acts = `criteria/${(await root.post('criteria', { ...freeze, automatic: true })).body.id}`
  assert.deepEqual(outcome(await key.patch(acts, { name: 'Renamed' })), itself)
  assert.equal((await key.patch(acts, { active: false })).status, 200, 'it may be switched off')
  const rule = { name: 'Forget', object: 'contact', months: 1, ground: 'none', outcome: 'anonymise' }
  const erases = await keyOf({ engine, url }, root, { objects: null, actions: ['read', 'create'] })
  assert.deepEqual(outcome(await erases.post('retention-rules', rule)), [422, 'outcome', 'beyondKey'])
  assert.equal((await erases.post('retention-rules', { ...rule, outcome: 'review' })).status, 201)
})

function operationsOf({ paths }: { paths: Record<string, Record<string, object>> }) {
  return Object.entries(paths).flatMap(([path, calls]) =>
    Object.keys(calls).map((call) => {
      const method = call.toUpperCase()
      return { name: `${method} ${path}`, method, path }
    }),
  )
}

async function keyOf({ engine, url }: Pick<Office, 'engine' | 'url'>, { user }: Caller, scope: Scope) {
  const made = await engine.accounts.createKey({ user, name: 'narrow', source: 'cli', scope })
  return caller(url, { authorization: `Bearer ${made.key}` })
}
