import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { office } from './office.ts'

type Unused = {
  readonly why: string
  readonly kind: string
  readonly id: string
  readonly what: string
  readonly lastUsed: string | null
}

test('rights that nobody used for long are listed, until they are used, confirmed or taken away', async (t) => {
  const { as, engine } = await office(t)
  const { administrator, clerk, collector } = as
  const query = (text: string) => engine.database.query({ parts: [text], values: [] })
  const review = async (): Promise<Unused[]> => (await administrator.get('rights-review')).body.items
  assert.equal((await clerk.get('rights-review')).status, 403)
  assert.equal((await administrator.get('rights-review?days=0')).status, 422)
  const grant = async (object: string, actions: string[]) =>
    (await administrator.post('grants', { object, actions, user: collector.user })).body.id as string
  const [used, tried, confirmed] = [
    await grant('tag', ['read']),
    await grant('category', ['create']),
    await grant('supplierLink', ['read']),
  ]
  assert.deepEqual(await review(), [], 'what is new is not unused')
  await query(`update "grant" set created_at = now() - interval '200 days'`)
  await query(`update user_post set created_at = now() - interval '200 days'`)
  const of = async (id: string) => (await review()).find((one) => one.id === id)
  for (const id of [used, tried, confirmed]) assert.ok(await of(id))
  const held = async () => (await review()).filter(({ kind }) => kind === 'post').length
  const before = await held()
  assert.ok(before > 3)
  assert.equal((await collector.get('tags')).status, 200)
  assert.equal((await collector.post('categories', {})).status, 422)
  const today = new Date().toISOString().slice(0, 10)
  assert.equal((await administrator.patch(`grants/${confirmed}`, { confirmedOn: today })).status, 200)
  assert.equal(await of(used), undefined, 'it was used')
  assert.equal((await of(tried))?.lastUsed, null, 'what was refused is no use')
  assert.equal(await of(confirmed), undefined, 'somebody said that it is needed')
  assert.equal(await held(), before - 1, 'with a grant of it a post is used')
  await query(`update right_use set last_on = last_on - 100`)
  assert.match((await of(used))?.lastUsed ?? '', /^\d{4}-\d\d-\d\d$/)
  assert.equal((await administrator.remove(`grants/${tried}`)).status, 204)
  assert.equal(await of(tried), undefined)
})

test('posts of administrators, pages of the settings and single records are looked at too', async (t) => {
  const { as, engine } = await office(t)
  const { administrator, clerk, collector, seller } = as
  const query = (text: string) => engine.database.query({ parts: [text], values: [] })
  const review = async (): Promise<Unused[]> => (await administrator.get('rights-review')).body.items
  const of = async (id: string) => (await review()).find((one) => one.id === id)
  const made = async (place: string, body: object): Promise<string> => {
    const answer = await administrator.post(place, body)
    assert.equal(answer.status, 201, answer.text)
    return answer.body.id
  }
  const { items } = (await administrator.get('posts?fields=administrator&limit=100')).body
  const all = items.find((one: { administrator: boolean }) => one.administrator).id as string
  // Both work every day as sellers; that one of them is an administrator as well nobody notices.
  const own = (await administrator.get(`users/${seller.user}?fields=posts`)).body.posts[0]
  const posts = [{ id: own.id, post: own.post.id }, { post: all }]
  assert.equal((await administrator.patch(`users/${seller.user}`, { posts })).status, 200)
  const idle = await made('users', { name: 'Nekad', email: 'nekad@osta.lv', posts: [{ post: all }] })
  const linesOf = async (user: string): Promise<{ id: string; post: { id: string } }[]> =>
    (await administrator.get(`users/${user}?fields=posts`)).body.posts
  const heldBy = async (user: string) => (await linesOf(user)).find(({ post }) => post.id === all)?.id ?? ''
  const [forgotten, never, working] = await Promise.all(
    [seller.user, idle, administrator.user].map((user) => heldBy(user)),
  )
  const [audit, users, idlePage] = [
    await made('grants', { object: 'settings', actions: ['audit'], user: clerk.user }),
    await made('grants', { object: 'settings', actions: ['users'], user: clerk.user }),
    await made('grants', { object: 'settings', actions: ['mail'], user: clerk.user }),
  ]
  const menu = await made('grants', { object: 'menu', actions: ['customer'], user: clerk.user })
  const [one, other] = [
    await made('customers', { name: 'Dalītais' }),
    await made('customers', { name: 'Otrs' }),
  ]
  const share = (record: string) =>
    made(`customers/${record}/shares`, { user: collector.user, may: 'read', until: '2999-12-31' })
  const [opened, unopened] = [await share(one), await share(other)]
  for (const table of ['"grant"', 'user_post', 'record_share'])
    await query(`update ${table} set created_at = now() - interval '200 days'`)
  assert.equal((await seller.get('customers?limit=1')).status, 200)
  for (const id of [forgotten, never, audit, users, idlePage, opened, unopened])
    assert.ok(await of(id ?? ''), id)
  assert.equal((await clerk.get('audit/entries?limit=1')).status, 200)
  assert.equal((await clerk.get(`customers/${one}`)).status, 200)
  assert.equal((await clerk.patch(`users/${clerk.user}`, { language: 'lv' })).status, 200)
  assert.equal((await collector.get(`customers/${one}`)).status, 200)
  const left = new Set((await review()).map(({ id }) => id))
  assert.deepEqual(
    [forgotten, never, working, audit, users, idlePage, menu, opened, unopened].map((id) =>
      left.has(id ?? ''),
    ),
    [true, true, false, false, false, true, false, false, true],
  )
  assert.equal((await seller.get('posts?fields=grants&limit=1')).status, 200)
  assert.equal((await seller.get('grants?limit=1')).status, 200)
  assert.equal(await of(forgotten ?? ''), undefined, 'what only an administrator may do was done')
  const decide = (ids: (string | undefined)[]) =>
    administrator.post('rights-review', {
      rights: ids.map((id) => ({ kind: 'post', id })),
      decision: 'withdraw',
      reason: 'Nav vajadzīgs',
    })
  const locked = await decide([forgotten, never, working])
  assert.deepEqual([locked.status, locked.body.errors[0].code], [422, 'lastAdministrator'])
  assert.equal((await decide([forgotten, never])).status, 204)
})

test('what was not noted before an upgrade is unused only long after it', async (t) => {
  const { as, engine } = await office(t)
  const { administrator, collector } = as
  const query = (text: string) => engine.database.query({ parts: [text], values: [] })
  const id = async (place: string, body: object) => (await administrator.post(place, body)).body.id as string
  const customer = await id('customers', { name: 'Dalītais' })
  const page = await id('grants', { object: 'settings', actions: ['mail'], user: collector.user })
  const plain = await id('grants', { object: 'tag', actions: ['read'], user: collector.user })
  const share = await id(`customers/${customer}/shares`, {
    ...{ user: collector.user, may: 'read', until: '2999-12-31' },
  })
  for (const table of ['"grant"', 'record_share'])
    await query(`update ${table} set created_at = now() - interval '200 days'`)
  const posts = (await administrator.get('posts?fields=administrator&limit=100')).body.items
  const { id: post } = posts.find((one: { administrator: boolean }) => one.administrator)
  const idle = await id('users', { name: 'Nekad', email: 'nekad@osta.lv', posts: [{ post }] })
  await query(`update user_post set created_at = now() - interval '200 days'`)
  const listed = async () => {
    const items: (Unused & { holder: { id: string } })[] = (await administrator.get('rights-review')).body
      .items
    const isAdministrator = items.some(({ kind, holder }) => kind === 'post' && holder.id === idle)
    return [...[page, share, plain].map((right) => items.some((one) => one.id === right)), isAdministrator]
  }
  assert.deepEqual(await listed(), [true, true, true, true], 'noted from the beginning')
  const upgrade = path.join(import.meta.dirname, '../../migrations/0218-engine-noting-began.sql')
  await query('drop table right_noting')
  for (const step of (await readFile(upgrade, 'utf8')).split(';').filter((one) => one.trim() !== ''))
    await query(step)
  assert.deepEqual(await listed(), [false, false, true, false])
  await query('update right_noting set began_on = began_on - 89')
  assert.deepEqual(await listed(), [false, false, true, false])
  await query('update right_noting set began_on = began_on - 2')
  assert.deepEqual(await listed(), [true, true, true, true])
})

test('rights are kept or withdrawn, many at once, with a reason that the log keeps', async (t) => {
  const { as, engine } = await office(t)
  const { administrator, clerk, collector } = as
  const query = (text: string) => engine.database.query({ parts: [text], values: [] })
  const review = async (): Promise<Unused[]> => (await administrator.get('rights-review')).body.items
  const decide = (body: object) => administrator.post('rights-review', body)
  const grant = async (object: string, more: object = {}) =>
    (await administrator.post('grants', { object, actions: ['read'], user: collector.user, ...more })).body
      .id as string
  const soon = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10)
  const [unused, useless] = [await grant('tag'), await grant('category')]
  const ending = await grant('supplierLink', { until: soon })
  const late = await grant('currency', { until: '2999-12-31' })
  const post = (await administrator.get('posts?sort=name')).body.items.find(
    ({ administrator: all }: { administrator: boolean }) => !all,
  ).id as string
  const stranger = await administrator.post('users', { name: 'Nekad Nenāk', email: 'nekad@osta.lv' })
  const collects = (await administrator.get(`users/${collector.user}`)).body.posts[0].post.id as string
  const given = await administrator.patch(`users/${collector.user}`, {
    posts: [{ post: collects }, { post, until: soon }],
  })
  assert.equal(given.status, 200, given.text)
  await query(`update "grant" set created_at = now() - interval '200 days'`)
  await query(`update "user" set created_at = now() - interval '200 days' where id = '${stranger.body.id}'`)
  const why = async (id: string) => (await review()).find((one) => one.id === id)?.why
  assert.deepEqual(await Promise.all([why(unused), why(ending), why(late), why(stranger.body.id)]), [
    'unused',
    'ending',
    'unused',
    'neverIn',
  ])
  const held = (await review()).find(({ kind, why: reason }) => kind === 'post' && reason === 'ending')
  assert.ok(held, 'a post held that ends')
  const right = (id: string, kind = 'grant') => ({ kind, id })
  for (const wrong of [
    { rights: [], decision: 'keep', reason: 'x' },
    { rights: [right(unused)], decision: 'drop', reason: 'x' },
    { rights: [right(unused)], decision: 'keep', reason: ' ' },
    { rights: [right(unused)], decision: 'keep', reason: 'x', until: '31.12.' },
  ])
    assert.equal((await decide(wrong)).status, 422, JSON.stringify(wrong))
  const body = { rights: [right(unused)], decision: 'withdraw', reason: 'x' }
  assert.equal((await clerk.post('rights-review', body)).status, 403)
  const kept = await decide({
    rights: [right(unused), right(ending), right(held.id, 'post'), right(stranger.body.id, 'user')],
    decision: 'keep',
    reason: 'Gada inventarizācijai',
    until: '2999-12-31',
  })
  assert.equal(kept.status, 204, kept.text)
  const left = new Set((await review()).map(({ id }) => id))
  for (const id of [unused, ending, held.id, stranger.body.id]) assert.ok(!left.has(id), id)
  assert.equal((await administrator.get(`grants/${ending}`)).body.until, '2999-12-31')
  const posts = (await administrator.get(`users/${collector.user}`)).body.posts
  assert.deepEqual(
    posts.filter(({ id }: { id: string }) => id === held.id).map(({ until }: { until: string }) => until),
    ['2999-12-31'],
  )
  const log = (await administrator.get(`audit/entries?object=grant&record=${unused}&limit=1`)).body.items
  assert.deepEqual([log[0].action, log[0].reason], ['keepRight', 'Gada inventarizācijai'])
  const key = await engine.accounts.createKey({ user: collector.user, name: 'old', source: 'cli' })
  const gone = await decide({
    rights: [right(useless), right(held.id, 'post'), right(stranger.body.id, 'user'), right(key.id, 'key')],
    decision: 'withdraw',
    reason: 'Nav vajadzīgs',
  })
  assert.equal(gone.status, 204, gone.text)
  assert.equal((await administrator.get(`grants/${useless}`)).status, 404)
  assert.equal((await administrator.get(`users/${stranger.body.id}`)).body.active, false)
  assert.deepEqual(await engine.accounts.keys(collector.user).then((keys) => keys.length), 1)
  const half = await decide({
    rights: [right(late), right(useless)],
    decision: 'withdraw',
    reason: 'Viss vai nekas',
  })
  assert.equal(half.status, 404, half.text)
  assert.equal((await administrator.get(`grants/${late}`)).status, 200, 'all or none')
  const undone = await administrator.post(`changes/${gone.headers.get('kontor-change')}/undo`)
  assert.equal(undone.status, 200, undone.text)
  assert.equal((await administrator.get(`grants/${useless}`)).status, 200)
  assert.equal((await administrator.get(`users/${stranger.body.id}`)).body.active, true)
  // The test itself has made rights and a user old.
  const found = (await engine.verify()).filter((sentence) => !sentence.includes(': createdAt is not what'))
  assert.deepEqual(found, [])
})
