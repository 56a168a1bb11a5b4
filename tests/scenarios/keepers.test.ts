import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office, type Caller, type Reply } from './office.ts'

const [far, password] = ['2099-12-31', 'vairāki vārdi pēc kārtas']

async function made(caller: Caller, place: string, body: object): Promise<string> {
  const answer = await caller.post(place, body)
  assert.equal(answer.status, 201, answer.text)
  return answer.body.id
}

function faultsOf({ body }: Reply): string[] {
  return (body.errors ?? []).map(({ field, code }: Record<string, string>) => `${field} ${code}`)
}

/** An office in which these keep the users, by nothing but the page of the settings. */
async function keepers(t: Parameters<typeof office>[0], ...names: string[]) {
  const firm = await office(t)
  const { administrator } = firm.as
  for (const name of names) {
    const user = firm.as[name as keyof typeof firm.as].user
    await made(administrator, 'grants', { object: 'settings', actions: ['users'], user })
  }
  const { items } = (await administrator.get('posts?fields=key&limit=100')).body
  const posts = Object.fromEntries(items.map(({ key, id }: Record<string, string>) => [key, id]))
  return { ...firm, posts: posts as Record<string, string> }
}

test('who keeps the users does not come in as the substitute of an administrator', async (t) => {
  const { as, posts, anyone } = await keepers(t, 'leader')
  const { administrator, leader, seller, clerk } = as
  const email = (await administrator.get(`users/${seller.user}?fields=email`)).body.email
  const everyWay = (user: string): Promise<Reply>[] => [
    leader.post(`users/${user}/password`, { password }),
    leader.post(`users/${user}/invitation`, { how: 'link' }),
    leader.post(`users/${user}/invitation`, { how: 'mail' }),
    leader.remove(`users/${user}/second-factors`),
    leader.get(`users/${user}/sessions`),
    leader.remove(`users/${user}/sessions`),
    leader.patch(`users/${user}`, { email: 'cits@daugava.example' }),
    leader.patch(`users/${user}`, { active: false }),
    leader.patch(`users/${user}`, { posts: [{ post: posts['leader'] }] }),
    leader.post('substitutes', { user, substitute: leader.user, until: far }),
  ]
  const refused = async (user: string) => {
    for (const reply of await Promise.all(everyWay(user))) {
      assert.ok(reply.status === 403 || reply.status === 422, reply.text)
      assert.match(reply.text, /dministrator/, 'it says whom to ask')
    }
  }
  await refused(administrator.user)
  const until = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  const own = { user: administrator.user, until: far }
  await made(administrator, 'substitutes', { ...own, substitute: seller.user })
  await made(administrator, 'substitutes', { ...own, substitute: clerk.user, from: until(20) })
  await refused(seller.user)
  await refused(clerk.user)
  const entered = await anyone.post('session', { email, password })
  assert.notEqual(entered.status, 201, 'nobody knows a password of theirs')
  const kept = (await leader.get('keeping')).body
  assert.ok(![...kept.reaches, ...kept.holds].some((id) => [seller.user, clerk.user].includes(id)))
})

test('who keeps the users gives posts that hold no more than they have, and none to themselves', async (t) => {
  const { as, posts } = await keepers(t, 'leader')
  const { administrator, leader, collector, finance, manager } = as
  const values = { name: 'Jauna', email: 'jauna@daugava.example' }
  const post = posts['collector']
  const user = await made(leader, 'users', { ...values, posts: [{ post }] })
  const change = (id: string, changes: object) => leader.patch(`users/${id}`, changes)
  const refusals: readonly [string, Promise<Reply>][] = [
    ['posts ownPosts', change(leader.user, { posts: [{ post: posts['finance'] }] })],
    ['posts ownPosts', change(leader.user, { posts: [] })],
    ['superior moreRights', change(leader.user, { superior: manager.user })],
    ['posts[0].post moreRights', change(user, { posts: [{ post: posts['administrator'] }] })],
    ['posts[0].post moreRights', change(user, { posts: [{ post: posts['finance'] }] })],
    ['superior moreRights', change(user, { superior: leader.user })],
    ['email moreRights', change(finance.user, { email: 'cits@daugava.example' })],
    ['superior moreRights', change(finance.user, { superior: user })],
    ['posts moreRights', change(finance.user, { posts: [] })],
    ['user moreRights', leader.post('substitutes', { user: finance.user, substitute: user, until: far })],
    [
      'user moreRights',
      leader.post('substitutes', { user: finance.user, substitute: leader.user, until: far }),
    ],
  ]
  for (const [fault, asked] of refusals) {
    const reply = await asked
    assert.deepEqual([reply.status, faultsOf(reply)], [422, [fault]], reply.text)
    assert.match(reply.text, /dministrator/)
  }
  const refused = await leader.post(`users/${finance.user}/password`, { password })
  assert.deepEqual([refused.status, refused.body.code], [403, 'moreRights'])
  for (const [name, changes] of [
    ['nothing of their rights', { language: 'ka', name: 'Cits Vārds' }],
    ['they are let in no more', { active: false }],
  ] as const)
    assert.equal((await change(finance.user, changes)).status, 200, name)
  assert.deepEqual(faultsOf(await change(finance.user, { active: true })), ['active moreRights'])
  for (const reply of [
    await change(user, { posts: [{ post }, { post: posts['partner'], until: far }] }),
    await change(user, { superior: finance.user, email: 'jaunaa@daugava.example' }),
    await change(collector.user, { active: false }),
    await change(collector.user, { active: true }),
    await leader.post('substitutes', { user: collector.user, substitute: leader.user, until: far }),
    await leader.post(`users/${collector.user}/password`, { password }),
    await leader.remove(`users/${collector.user}/second-factors`),
  ])
    assert.ok(reply.status < 300, reply.text)
  // What others gave is none of theirs, and stays while they give something else beside it.
  const [own] = (await administrator.get(`users/${collector.user}?fields=posts`)).body.posts
  const both = [
    { id: own.id, post },
    { post: posts['finance'], until: far },
  ]
  assert.equal((await administrator.patch(`users/${collector.user}`, { posts: both })).status, 200)
  const held = (await administrator.get(`users/${collector.user}?fields=posts`)).body.posts
  const [first, second] = held.map(({ id }: { id: string }) => id)
  const kept = [{ id: first, post, until: far }, { id: second }]
  const told = await change(collector.user, { posts: kept })
  assert.equal(told.status, 200, told.text)
  assert.deepEqual(faultsOf(await change(collector.user, { posts: [kept[0]] })), ['posts moreRights'])
  const lost = await leader.post(`users/${collector.user}/password`, { password })
  assert.equal(lost.status, 403, 'they may do more by now')
})

test('groups, posts and rights give no more than whoever keeps them has', async (t) => {
  const { as } = await office(t)
  const { administrator, seller, clerk } = as
  for (const object of ['userGroup', 'post', 'grant']) {
    const actions = ['read', 'create', 'change']
    await made(administrator, 'grants', { user: seller.user, object, actions, see: ['all'], change: ['all'] })
  }
  const group = await made(administrator, 'user-groups', { name: 'Visi klienti' })
  const all = { object: 'customer', actions: ['read', 'delete'], see: ['all'] }
  await made(administrator, 'grants', { ...all, group })
  const post = await made(administrator, 'posts', { name: 'Palīgs' })
  const join = (user: string) => seller.patch(`user-groups/${group}`, { members: [{ user }] })
  const refusals: readonly [string, Promise<Reply>][] = [
    ['members[0].user moreRights', join(seller.user)],
    ['members[0].user moreRights', join(clerk.user)],
    ['administrator moreRights', seller.patch(`posts/${post}`, { administrator: true })],
    ['administrator moreRights', seller.post('posts', { name: 'Viss', administrator: true })],
    ['superior moreRights', seller.post('posts', { name: 'Zem manis', superior: post })],
    ['actions moreRights', seller.post('grants', { ...all, user: seller.user })],
    ['actions moreRights', seller.post('grants', { object: 'settings', actions: ['users'], post })],
  ]
  for (const [fault, asked] of refusals) {
    const reply = await asked
    assert.deepEqual([reply.status, faultsOf(reply)], [422, [fault]], reply.text)
    assert.match(reply.text, /dministrator/)
  }
  const own = { object: 'customer', actions: ['read'], rows: { manager: '$me' }, see: ['name'] }
  const mine = await made(seller, 'posts', { name: 'Mans palīgs' })
  const grant = await made(seller, 'grants', { ...own, post: mine })
  const wider = await seller.patch(`grants/${grant}`, { rows: null })
  assert.deepEqual(faultsOf(wider), ['actions moreRights'])
  const whole = await seller.put(`posts/${mine}/grants`, { grants: [all] })
  assert.equal(whole.status, 422, whole.text)
  const friends = await made(seller, 'user-groups', { name: 'Savējie', members: [{ user: clerk.user }] })
  assert.equal((await seller.patch(`user-groups/${friends}`, { members: [] })).status, 200)
  assert.equal(
    (await administrator.patch(`user-groups/${group}`, { members: [{ user: clerk.user }] })).status,
    200,
  )
  assert.deepEqual(faultsOf(await seller.patch(`user-groups/${group}`, { members: [] })), [
    'members moreRights',
  ])
})

test('what a keeper has for a while does not come to last longer by their own hand', async (t) => {
  const { as } = await office(t)
  const { administrator, seller, clerk } = as
  for (const object of ['userGroup', 'grant']) {
    const actions = ['read', 'create', 'change']
    await made(administrator, 'grants', { user: seller.user, object, actions, see: ['all'], change: ['all'] })
  }
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  const [sooner, until, later] = [day(5), day(9), day(20)]
  const right = { object: 'customer', actions: ['read', 'delete'], see: ['all'] }
  const own = await made(administrator, 'grants', { ...right, user: seller.user, until })
  const group = await made(administrator, 'user-groups', { name: 'Dzēsēji' })
  await made(administrator, 'grants', { ...right, group })
  const join = (line: object) =>
    seller.patch(`user-groups/${group}`, { members: [{ user: seller.user, ...line }] })
  const mine = await made(seller, 'user-groups', { name: 'Mani', members: [{ user: seller.user }] })
  const refusals: readonly [string, Promise<Reply>][] = [
    ['until moreRights', seller.patch(`grants/${own}`, { until: null })],
    ['until moreRights', seller.patch(`grants/${own}`, { until: later })],
    ['until moreRights', seller.post('grants', { ...right, user: seller.user })],
    ['until moreRights', seller.post('grants', { ...right, group: mine, until: later })],
    ['members[0].until moreRights', join({})],
    ['members[0].until moreRights', join({ until: later })],
  ]
  for (const [fault, asked] of refusals) {
    const reply = await asked
    assert.deepEqual([reply.status, faultsOf(reply)], [422, [fault]], reply.text)
  }
  assert.equal((await join({ until })).status, 200)
  await made(seller, 'grants', { ...right, group: mine, until })
  await made(seller, 'grants', { ...right, user: clerk.user })
  // What somebody else has beyond that may be ended, and no more.
  const more = await made(administrator, 'grants', { ...right, object: 'supplier', user: clerk.user })
  assert.equal((await seller.patch(`grants/${more}`, { until })).status, 200)
  assert.equal((await seller.patch(`grants/${more}`, { until: sooner })).status, 200)
  assert.deepEqual(faultsOf(await seller.patch(`grants/${more}`, { until: null })), ['actions moreRights'])
})

test('an invitation opens while nobody came in, and no longer when others gave more', async (t) => {
  const { as, posts, anyone } = await keepers(t, 'seller')
  const { administrator, seller, seller2 } = as
  const invite = (user: string) => seller.post(`users/${user}/invitation`, { how: 'link' })
  const make = (name: string) =>
    made(seller, 'users', { name, email: `${name}@daugava.example`, posts: [{ post: posts['seller'] }] })
  const [ieva, juris] = [await make('ieva'), await make('juris')]
  assert.equal((await invite(seller2.user)).status, 403, 'a colleague sees partners of their own')
  assert.equal((await invite(ieva)).status, 201)
  const { link } = (await invite(ieva)).body
  const token = new URL(link).hash.slice(1) || new URL(link).searchParams.get('token')
  assert.ok(token, link)
  assert.equal((await anyone.post('links/use', { token, password })).status, 201)
  assert.equal((await invite(ieva)).status, 403, 'whoever came in has partners of their own by now')
  const more = [{ post: posts['seller'] }, { post: posts['finance'], from: far }]
  assert.equal((await administrator.patch(`users/${juris}`, { posts: more })).status, 200)
  assert.equal((await invite(juris)).status, 403, 'even what is still to come')
})

test('a post is given for companies in which one works oneself', async (t) => {
  const { as, posts } = await keepers(t, 'leader')
  const { administrator, leader, collector } = as
  const { items } = (await administrator.get('companies?fields=name')).body
  const [company, other] = items.map(({ id }: { id: string }) => id)
  const own = [{ post: posts['leader'], company }]
  assert.equal((await administrator.patch(`users/${leader.user}`, { posts: own })).status, 200)
  const give = (within?: string) =>
    leader.post('users', {
      ...{ name: 'Jauna', email: `${within ?? 'all'}@daugava.example` },
      posts: [{ post: posts['collector'], ...(within ? { company: within } : {}) }],
    })
  for (const within of [other, undefined])
    assert.deepEqual(faultsOf(await give(within)), ['posts[0].company otherCompany'])
  assert.equal((await give(company)).status, 201)
  assert.ok(!(await leader.get('keeping')).body.gives.includes(leader.user), 'oneself is no other')
  assert.ok((await leader.get('keeping')).body.reaches.includes(collector.user))
})

test('what others took from a keeper does not come back by an undo, nor by many at once', async (t) => {
  const { as, posts } = await keepers(t, 'leader')
  const { administrator, leader, finance } = as
  const both = [{ post: posts['leader'] }, { post: posts['finance'] }]
  assert.equal((await administrator.patch(`users/${leader.user}`, { posts: both })).status, 200)
  const less = await administrator.patch(`users/${leader.user}`, { posts: [both[0]] })
  await leader.post(`changes/${less.headers.get('kontor-change')}/undo`)
  const changes = { posts: [{ post: posts['leader'] }] }
  const bulk = { where: { id: finance.user }, changes }
  const tried = await leader.post('users/bulk?dryRun=true', bulk)
  const held = async (user: string) =>
    (await administrator.get(`users/${user}?fields=posts`)).body.posts.map(
      ({ post }: { post: { id: string } }) => post.id,
    )
  assert.deepEqual(await held(leader.user), [posts['leader']])
  assert.ok(tried.body.refusals === 1, tried.text)
  assert.deepEqual(await held(finance.user), [posts['finance']])
})

test('whoever stands in for somebody names nobody who does so after them', async (t) => {
  const { as } = await keepers(t, 'seller')
  const { leader, seller, clerk } = as
  const own = { user: leader.user, until: far }
  const standIn = await made(leader, 'substitutes', { ...own, substitute: seller.user })
  for (const reply of [
    await seller.post('substitutes', { ...own, substitute: clerk.user }),
    await seller.patch(`substitutes/${standIn}`, { until: '2100-01-01' }),
    await seller.post(`users/${leader.user}/password`, { password }),
  ])
    assert.ok([403, 404, 422].includes(reply.status), reply.text)
  assert.equal((await leader.patch(`substitutes/${standIn}`, { until: '2100-01-01' })).status, 200)
})

test('whom a keeper deletes is judged by the rights of this moment', async (t) => {
  const { as, engine, posts } = await keepers(t, 'leader')
  const { administrator, leader } = as
  const post = posts['collector'] ?? ''
  const person = (name: string) =>
    made(leader, 'users', { name, email: `${name}@daugava.example`, posts: [{ post }] })
  const [one, other] = [await person('viens'), await person('divi')]
  const until = { until: far }
  const own = await made(administrator, 'substitutes', { user: one, substitute: other, ...until })
  // As a job that began a while ago, or another process that has not heard yet, knows them.
  const known = await engine.access.actorFor({ user: leader.user, source: 'job', request: 'test' })
  await made(administrator, 'grants', { object: 'settings', actions: ['audit'], user: one })
  const remove = (object: string, id: string) => engine.records.remove(known, object, id)
  await assert.rejects(remove('substitution', own), { code: 'moreRights' })
  assert.equal((await administrator.remove(`substitutes/${own}`)).status, 204)
  await assert.rejects(remove('user', one), { code: 'moreRights' })
  await administrator.patch(`users/${other}`, { posts: [{ post: posts['administrator'] }] })
  await assert.rejects(remove('user', other), { code: 'administratorOnly' })
})
