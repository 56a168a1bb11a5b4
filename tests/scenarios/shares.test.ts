import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mailServer } from '#testing'
import { holder, made } from './holder.ts'
import { office } from './office.ts'

test('one record is opened to a colleague with no more than one sees oneself, and closed again', async (t) => {
  const { as } = await office(t)
  const { administrator, manager, seller, seller2, clerk } = as
  const made = await administrator.post('customers', {
    name: 'Kopīgotais Klients',
    notes: 'slepens',
    city: 'Cēsis',
    manager: seller.user,
  })
  const place = `customers/${made.body.id}`
  assert.equal((await seller2.get(place)).status, 404)
  assert.equal((await clerk.post(`${place}/shares`, { user: seller2.user })).status, 403, 'no right to share')
  for (const wrong of [{}, { user: seller2.user, post: made.body.id }, { user: seller2.user, colour: 'red' }])
    assert.equal((await manager.post(`${place}/shares`, wrong)).status, 422, JSON.stringify(wrong))
  // Whose an e-mail is that one may not see is not told by sharing with it.
  for (const user of [{ email: 'karlis@daugava.example' }, 'karlis@daugava.example']) {
    const looked = await manager.post(`${place}/shares`, { user })
    assert.deepEqual([looked.status, looked.body.errors?.[0].code], [422, 'notAnId'], looked.text)
  }
  const where = encodeURIComponent(JSON.stringify({ object: 'customer', 'post.key': 'manager' }))
  const [own] = (await administrator.get(`grants?where=${where}&fields=see`)).body.items
  await administrator.patch(`grants/${own.id}`, { see: ['name', 'city', 'number'] })
  const shared = await manager.post(`${place}/shares`, { user: seller2.user, note: 'Lūdzu palīdzi' })
  assert.equal(shared.status, 201, shared.text)
  assert.deepEqual([shared.body.may, shared.body.holds, shared.body.holder.id], ['read', true, seller2.user])
  const seen = (await seller2.get(place)).body
  assert.deepEqual([seen.name, seen.city, seen.notes ?? null], ['Kopīgotais Klients', 'Cēsis', null])
  const found = (await seller2.get('customers?search=Kop%C4%ABgotais&count=exact')).body
  assert.deepEqual([found.count, found.items[0].id], [1, made.body.id])
  assert.equal((await seller2.get(`${place}/history`)).status, 200)
  assert.equal((await seller2.patch(place, { city: 'Rīga' })).status, 403)
  assert.equal((await seller2.post(`${place}/shares`, { user: clerk.user })).status, 403, 'not passed on')
  const asked = { user: seller2.user, object: 'customer', action: 'read' }
  const why = async (record?: string) =>
    JSON.stringify((await administrator.post('explain', { ...asked, record })).body.grants)
  assert.match(await why(), /it may do so with records that were shared\./)
  assert.match(await why(made.body.id), /the record was shared\./)
  const mine = (await seller2.get('shared-records')).body.items
  assert.deepEqual(
    mine.map(({ record }: { record: string }) => record),
    [made.body.id],
  )
  assert.equal((await manager.remove(`${place}/shares/${shared.body.id}`)).status, 204)
  assert.equal((await seller2.get(place)).status, 404)
  const [ended] = (await manager.get(`${place}/shares`)).body.items
  assert.deepEqual([ended.holds, typeof ended.endedAt], [false, 'string'])
  await administrator.patch(`grants/${own.id}`, { see: ['all'] })
  const [post] = (await seller2.get('me')).body.posts
  const change = await manager.post(`${place}/shares`, { post: post.id, may: 'change', until: '2999-12-31' })
  assert.equal(change.status, 201, change.text)
  assert.equal((await seller2.patch(place, { city: 'Rīga' })).status, 200)
  assert.equal((await seller2.patch(place, { city: 'Valka' })).body.city, 'Valka')
  const taken = await seller2.patch(place, { manager: seller2.user })
  assert.deepEqual(
    [taken.status, taken.body.code],
    [403, 'forbidden'],
    'nobody keeps for good what is open for a time',
  )
  const past = await manager.post(`${place}/shares?dryRun=true`, { user: clerk.user, until: '2020-01-01' })
  assert.deepEqual([past.status, past.body.errors[0].field], [200, 'until'], 'what is over opens nothing')
  assert.equal((await manager.get(`${place}/shares`)).body.items.length, 2)
})

test('who opened a record to somebody takes it back by an undo, as long as they may share it', async (t) => {
  const { as } = await office(t)
  const { administrator, manager, seller, seller2 } = as
  const values = { name: 'Atvērtais Klients', manager: seller.user }
  const place = `customers/${(await administrator.post('customers', values)).body.id}`
  const share = async () => {
    const shared = await manager.post(`${place}/shares`, { user: seller2.user })
    assert.equal(shared.status, 201, shared.text)
    assert.equal((await seller2.get(place)).status, 200)
    return shared.headers.get('kontor-change') ?? ''
  }
  const undone = await manager.post(`changes/${await share()}/undo`)
  assert.deepEqual([undone.body.reversed, undone.body.kept], [1, []], undone.text)
  assert.equal((await seller2.get(place)).status, 404)
  const again = await manager.post(`changes/${undone.body.change}/undo`)
  assert.equal(again.body.reversed, 0, 'to open it once more is to share it')
  const change = await share()
  const where = encodeURIComponent(JSON.stringify({ object: 'customer', 'post.key': 'manager' }))
  const [own] = (await administrator.get(`grants?where=${where}&fields=actions`)).body.items
  await administrator.patch(`grants/${own.id}`, {
    actions: own.actions.filter((action: string) => action !== 'share'),
  })
  assert.equal((await manager.post(`changes/${change}/undo`)).body.reversed, 0)
  assert.equal((await seller2.get(place)).status, 200)
})

test('a record that one may not see cannot be shared, nor given another role', async (t) => {
  const { as } = await office(t)
  const { administrator, seller, seller2 } = as
  const made = await administrator.post('suppliers', { name: 'Neredzamais' })
  const far = await seller2.post(`customers/${made.body.id}/shares`, { user: seller.user })
  assert.equal(far.status, 404)
  const absent = await seller2.post('customers', { party: '00000000-0000-7000-8000-000000000001' })
  const hidden = await seller2.post('customers', { party: made.body.id })
  assert.equal(hidden.status, 404)
  const plain = ({ body }: { body: Record<string, unknown> }) => ({ ...body, instance: null })
  assert.deepEqual(plain(hidden), plain(absent))
})

test('who sees a record is told of everybody at once, as it is told of each, however many they are', async (t) => {
  const { as, engine } = await office(t)
  const { administrator, seller, seller2 } = as
  const made = async (place: string, values: object): Promise<string> => {
    const answer = await administrator.post(place, values)
    assert.equal(answer.status, 201, answer.text)
    return answer.body.id as string
  }
  const record = await made('customers', { name: 'Zz Watched', manager: seller.user, city: 'Ogre' })
  const today = new Date().toISOString().slice(0, 10)
  await made('substitutes', { user: seller.user, substitute: seller2.user, from: today, until: today })
  const post = await made('posts', { name: 'Watcher' })
  await made('grants', {
    post,
    object: 'customer',
    actions: ['read'],
    rows: { manager: { in: '$myReports' } },
  })
  const leader = await made('users', { name: 'Zz Leader', email: 'leader@zz.example', posts: [{ post }] })
  await administrator.patch(`users/${seller.user}`, { superior: leader })
  const group = await made('user-groups', { name: 'Ogre', members: [{ user: as.clerk.user }] })
  await made('grants', { group, object: 'customer', actions: ['read'], rows: { city: 'Ogre' } })
  const shared = await made('users', { name: 'Zz Shared', email: 'shared@zz.example' })
  await made(`customers/${record}/shares`, { user: shared })
  const idle = await made('users', { name: 'Zz Idle', email: 'idle@zz.example', posts: [{ post }] })
  const told = async () => {
    const answer = await administrator.post('explain/readers', { object: 'customer', record })
    assert.equal(answer.status, 200, answer.text)
    return answer.body.items as { id: string; because: string }[]
  }
  const readers = new Map((await told()).map(({ id, because }) => [id, because]))
  assert.deepEqual([readers.has(shared), readers.has(leader), readers.has(idle)], [true, true, false])
  const users = (await administrator.get('users?limit=200&fields=name')).body.items as { id: string }[]
  for (const { id: user } of users) {
    const question = { user, object: 'customer', record, action: 'read' }
    const { body } = await administrator.post('explain', question)
    assert.equal(readers.get(user) ?? null, body.allowed ? body.because : null, `${user}: ${body.because}`)
  }
  const columns = ['id', 'name', 'email', 'active']
  await engine.database.query({
    parts: [
      `insert into "user" (${columns.join()}) select gen_random_uuid(), 'Many ' || n, 'many' || n || '@zz.example', true
       from generate_series(1, 2000) n`,
    ],
    values: [],
  })
  await engine.database.query({
    parts: [
      `insert into user_post (id, "user", post, position) select gen_random_uuid(), u.id, '${post}', 0
       from "user" u where u.name like 'Many %'`,
    ],
    values: [],
  })
  assert.equal((await told()).length, readers.size)
})

test('to whom a record is opened is told by mail without what it holds, and finds it in a list', async (t) => {
  const server = await mailServer(t)
  const { as } = await office(t, { smtpUrl: server.url })
  const { administrator, manager, seller, seller2, clerk } = as
  const made = await administrator.post('customers', { name: 'Slepenais Klients', manager: seller.user })
  const place = `customers/${made.body.id}`
  const emailOf = async ({ user }: { user: string }) =>
    (await administrator.get(`users/${user}?fields=email`)).body.email as string
  const tried = await manager.post(`${place}/shares?dryRun=true`, { user: seller2.user })
  assert.equal(tried.status, 200, tried.text)
  const note = 'Lūdzu piezvani'
  const shared = await manager.post(`${place}/shares`, { user: seller2.user, until: '2999-12-31', note })
  assert.equal(shared.status, 201, shared.text)
  const mail = await server.next(await emailOf(seller2))
  assert.match(mail.text ?? '', /31 Dec 2999[^]*Lūdzu piezvani/)
  assert.match(mail.text ?? '', new RegExp(`/customers/${made.body.id}`))
  assert.doesNotMatch(`${mail.subject} ${mail.text} ${mail.html}`, /Slepenais/)
  assert.equal(server.mails.length, 1, 'what was only tried is told to nobody')
  const [mine, ...others] = (await seller2.get('shared-with-me')).body.items
  assert.deepEqual(others, [])
  assert.deepEqual(
    [mine.record, mine.title, mine.may, mine.until, mine.note, mine.by.id],
    [made.body.id, 'Slepenais Klients', 'read', '2999-12-31', note, manager.user],
  )
  assert.equal((await seller2.get('me')).body.shared.length, 1)
  assert.deepEqual((await clerk.get('shared-with-me')).body.items, [])
  const group = await administrator.post('user-groups', {
    name: 'Projekts',
    members: [{ user: clerk.user }, { user: seller2.user, until: '2020-01-01' }],
  })
  const toGroup = await administrator.post(`${place}/shares`, { group: group.body.id, may: 'change' })
  assert.equal(toGroup.status, 201, toGroup.text)
  assert.match((await server.next(await emailOf(clerk))).subject ?? '', /Kārlis/)
  assert.equal((await clerk.get('shared-with-me')).body.items[0].may, 'change')
  assert.equal((await administrator.remove(place)).status, 204)
  assert.deepEqual((await seller2.get('shared-with-me')).body.items, [], 'what is gone is not named')
  assert.equal(server.mails.length, 2, 'who left the group is told nothing')
})

test('what is shared opens no field of what is seen by one’s own rights', async (t) => {
  const { administrator, collector } = (await office(t)).as
  const where = encodeURIComponent('{"key":"collector"}')
  const post = (await administrator.get(`posts?where=${where}`)).body.items[0].id
  for (const object of ['party', 'customer', 'supplier', 'contact', 'activity']) {
    const mine = encodeURIComponent(JSON.stringify({ post, object }))
    for (const { id } of (await administrator.get(`grants?where=${mine}`)).body.items)
      assert.equal((await administrator.remove(`grants/${id}`)).status, 204)
  }
  for (const grant of [
    { object: 'party', rows: { city: 'Zz' }, see: ['name', 'city'] },
    { object: 'activity', see: ['subject', 'party'] },
  ]) {
    const given = await administrator.post('grants', { post, actions: ['read'], ...grant })
    assert.equal(given.status, 201, given.text)
  }
  const party = (await administrator.post('customers', { name: 'Zz Shared', city: 'Zz' })).body.id
  const add = async (subject: string): Promise<string> => {
    const made = await administrator.post('activities', { subject, kind: 'note', party, text: 'Secret' })
    assert.equal(made.status, 201, made.text)
    return made.body.id
  }
  const [own, opened] = [await add('Own'), await add('Opened')]
  const to = { user: collector.user, may: 'read' }
  const shared = await administrator.post(`activities/${opened}/shares`, to)
  assert.equal(shared.status, 201, shared.text)
  const texts = async () => {
    const query = `where=${encodeURIComponent(JSON.stringify({ party }))}&fields=subject,text`
    const { items } = (await collector.get(`activities?${query}`)).body
    return new Map(items.map((one: { id: string; text: string | null }) => [one.id, one.text ?? null]))
  }
  assert.deepEqual(
    await texts(),
    new Map([
      [own, null],
      [opened, 'Secret'],
    ]),
  )
})

test('nobody opens a record, or a field of it, for longer than they have it themselves', async (t) => {
  const place = await office(t)
  const { administrator: root, seller } = place.as
  const own = ['read', 'change', 'share']
  const who = await holder(place, 'while', [{ object: 'user', see: ['name'] }])
  const friend = await holder(place, 'friend', [{ object: 'user', see: ['name'] }])
  const record = await made(root, 'customers', { name: 'Uz laiku', city: 'Cēsis', manager: seller.user })
  const shares = `customers/${record}/shares`
  const until = '2999-12-30'
  await made(root, 'grants', { user: who.user, object: 'customer', actions: own, see: ['all'], until })
  const opened = (to: string, end?: string) => who.post(shares, { user: to, until: end })
  for (const to of [who.user, friend.user])
    for (const end of [undefined, '2999-12-31']) {
      const { status, body } = await opened(to, end)
      assert.deepEqual([status, body.errors?.[0].field, body.errors?.[0].code], [422, 'until', 'longer'], end)
    }
  assert.equal((await opened(friend.user, until)).status, 201)
  assert.equal((await friend.get(`customers/${record}`)).body.city, 'Cēsis')
  // What they see of it for good is opened for good, and no more than that.
  await made(root, 'grants', { user: who.user, object: 'customer', actions: own, see: ['name'] })
  const other = await holder(place, 'other', [{ object: 'user', see: ['name'] }])
  assert.equal((await opened(other.user)).status, 201)
  const { body } = await other.get(`customers/${record}`)
  assert.deepEqual([body.name, 'city' in body], ['Uz laiku', false])
})

test('whoever was given the right to shares ends them, and opens nothing by it', async (t) => {
  const place = await office(t)
  const { administrator: root, seller, seller2 } = place.as
  const all = { see: ['all'], change: ['all'] }
  const who = await holder(place, 'keeper', [
    { object: 'user', see: ['name'] },
    { object: 'customer', rows: { manager: '$me' }, ...all, actions: ['read', 'change', 'share'] },
    { object: 'recordShare', ...all, actions: ['read', 'create', 'change', 'delete'] },
  ])
  const record = await made(root, 'customers', {
    name: 'Svešais',
    email: 'kluss@osta.lv',
    manager: seller.user,
  })
  const given = { object: 'customer', record, may: 'change', ...all }
  const fault = ({ status, body }: { status: number; body?: { errors?: { code: string }[] } }) => [
    status,
    body?.errors?.[0]?.code,
  ]
  const refused = [422, 'moreRights']
  assert.deepEqual(fault(await who.post('shared-records', { ...given, user: who.user })), refused)
  const share = await made(root, `customers/${record}/shares`, { user: seller2.user, until: '2999-12-30' })
  for (const more of [
    { user: who.user },
    { may: 'change', change: ['name'] },
    { see: ['all'] },
    { until: null },
    { until: '2999-12-31' },
  ])
    assert.deepEqual(fault(await who.patch(`shared-records/${share}`, more)), refused, JSON.stringify(more))
  assert.equal((await who.get(`customers/${record}`)).status, 404)
  assert.equal((await who.patch(`shared-records/${share}`, { until: '2999-12-29' })).status, 200)
  const ended = await who.patch(`shared-records/${share}`, { endedAt: new Date().toISOString() })
  assert.equal(ended.status, 200, ended.text)
  assert.deepEqual(fault(await who.patch(`shared-records/${share}`, { endedAt: null })), refused)
  const undone = await who.post(`changes/${ended.headers.get('kontor-change')}/undo`)
  assert.equal(undone.body.reversed, 0, 'to open it once more is to share it')
  assert.equal((await seller2.get(`customers/${record}`)).status, 404)
  // Their own they open where it stands.
  const own = await made(root, 'customers', { name: 'Savējais', manager: who.user })
  assert.equal((await who.post(`customers/${own}/shares`, { user: seller2.user })).status, 201)
})
