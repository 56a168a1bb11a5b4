import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { sql } from '#engine'
import { newId } from '#model'
import { caller, office, type Caller, type Office, type Reply } from './office.ts'

const lost = /no administrator would be left/
const [past, far] = ['2020-01-31', '2999-12-31']

/** The post of the administrator, held by nobody else, and what it takes to make others one. */
async function scene(t: Parameters<typeof office>[0]) {
  const firm = await office(t)
  const { administrator } = firm.as
  const { items } = (await administrator.get('posts?fields=administrator,key&limit=100')).body
  const post = items.find((one: { administrator: boolean }) => one.administrator).id as string
  const other = items.find((one: { key: string }) => one.key === 'seller').id as string
  const linesOf = async (user: string): Promise<{ id: string; post: { id: string } }[]> =>
    (await administrator.get(`users/${user}?fields=posts`)).body.posts
  const another = async (held: object = {}, key = true): Promise<Caller> => {
    const values = { name: 'Otra', email: `otra${Math.random()}@osta.lv`, posts: [{ post, ...held }] }
    const made = await administrator.post('users', values)
    assert.equal(made.status, 201, made.text)
    return key ? keyOf(firm, made.body.id) : ({ user: made.body.id } as Caller)
  }
  return { ...firm, post, other, linesOf, another }
}

async function keyOf({ engine, url }: Office, user: string): Promise<Caller> {
  const { key } = await engine.accounts.createKey({ user, name: 'test', source: 'cli' })
  return { user, key, ...caller(url, { authorization: `Bearer ${key}` }) }
}

function refused(reply: Reply, field: string): void {
  assert.equal(reply.status, 422, reply.text)
  const faults = reply.body.errors.map((one: Record<string, string>) => `${one['field']} ${one['code']}`)
  assert.deepEqual(faults, [`${field} lastAdministrator`])
  assert.match(reply.body.detail ?? reply.text, lost)
}

test('nobody takes the last administrator away by hand, whichever way they try', async (t) => {
  const { as, post, other, linesOf, another } = await scene(t)
  const { administrator } = as
  const place = `users/${administrator.user}`
  const [line] = await linesOf(administrator.user)
  const own = { id: line?.id, post }
  const ways: [string, string, object][] = [
    ['active', place, { active: false }],
    ['active', place, { active: null }],
    ['posts', place, { posts: [] }],
    ['posts', place, { posts: [{ post: other }] }],
    ['posts[0].post', place, { posts: [{ ...own, post: other }] }],
    ['posts[0].until', place, { posts: [{ ...own, until: past }] }],
    ['posts[0].until', place, { posts: [{ ...own, until: far }] }],
    ['posts[0].from', place, { posts: [{ ...own, from: far }] }],
    ['administrator', `posts/${post}`, { administrator: false }],
  ]
  for (const [field, where, changes] of ways) refused(await administrator.patch(where, changes), field)
  const tried = await administrator.patch(`${place}?dryRun=true`, { active: false })
  assert.match(tried.text, lost, 'it is said before it is done')
  assert.equal((await administrator.remove(`posts/${post}`)).status, 409, 'a post that is held stays')
  // Who cannot come in, whose post ends or begins later, and a substitute are no administrators to rely on.
  await another({}, false)
  await another({ until: far })
  const away = { user: administrator.user, substitute: as.seller.user, until: far }
  assert.equal((await administrator.post('substitutes', away)).status, 201)
  refused(await administrator.patch(place, { active: false }), 'active')
  assert.equal((await administrator.patch(place, { name: 'Anna', posts: [own] })).status, 200)
  const second = await another()
  assert.equal((await administrator.patch(place, { posts: [{ ...own, until: far }] })).status, 200)
  assert.equal((await second.patch(place, { posts: [own] })).status, 200, 'and for good again')
  assert.equal((await administrator.patch(place, { active: false })).status, 200)
  refused(await second.remove(`users/${second.user}`), 'posts')
})

test('two administrators who remove one another at once do not both succeed', async (t) => {
  const { as, another, engine } = await scene(t)
  const { administrator } = as
  const second = await another()
  // Somebody holds both up until each has written and only the question of who is left is open.
  const lock = sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || ' administrators', 0))`
  const waiting = sql`select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted`
  const [replies] = await engine.database.transaction(async (tx) => {
    await tx.query(lock)
    const both = Promise.all([
      administrator.patch(`users/${second.user}`, { active: false }),
      second.patch(`users/${administrator.user}`, { posts: [] }),
    ])
    let isOver = false
    void both.then(() => (isOver = true))
    for (let n = 0; n < 2 && !isOver;) n = (await tx.query<{ n: number }>(waiting))[0]?.n ?? 0
    return [both] as const
  })
  const statuses = (await replies).map(({ status }) => status).toSorted((one, other) => one - other)
  assert.deepEqual(statuses, [200, 422])
})

test('many at once, an import, an undo and a restore of the past leave an administrator', async (t) => {
  const { as, post, engine, url } = await scene(t)
  const { administrator, seller } = as
  const values = { name: 'Trešā', email: 'tresa@osta.lv' }
  const third = await keyOf({ engine, url } as Office, (await administrator.post('users', values)).body.id)
  const before = new Date().toISOString()
  const given = await administrator.patch(`users/${third.user}`, { posts: [{ post }] })
  assert.equal((await third.patch(`users/${administrator.user}`, { posts: [] })).status, 200)
  const undone = await third.post(`changes/${given.headers.get('kontor-change')}/undo`)
  assert.match(undone.text, lost)
  const restored = await third.post(`users/${third.user}/restore`, { asOf: before })
  assert.match(restored.text, lost)
  assert.equal((await third.get(`users/${third.user}?fields=posts`)).body.posts.length, 1)
  const begun = await third.post('users/bulk', { where: {}, changes: { active: false } })
  assert.equal(begun.status, 202, begun.text)
  await engine.jobs.drain()
  const active = async (id: string) => (await third.get(`users/${id}?fields=active`)).body.active
  assert.deepEqual([await active(third.user), await active(seller.user)], [true, false])
  const actor = await engine.access.actorFor({ user: third.user, source: 'web', request: 'test' })
  const content = Readable.from(['E-mail,Name,Active\ntresa@osta.lv,Treša,no\n'])
  const { id } = await engine.imports.upload(actor, { object: 'user', name: 'users.csv', content })
  await engine.imports.change(actor, id, { mode: 'update', key: 'email' })
  await engine.imports.check(actor, id)
  await engine.jobs.drain()
  assert.match(JSON.stringify(await engine.imports.problems(actor, id, {})), lost)
})

test('an account at a provider that is switched off lets nobody in', async (t) => {
  const { as, engine, another } = await scene(t)
  const { administrator } = as
  const { user } = await another({}, false)
  const [provider, identity] = [newId(), newId()]
  await engine.database.query(
    sql`insert into sign_in_provider (id, label, issuer, client_id, active)
        values (${provider}, 'Office', 'https://sign-in.example', 'kontor', false)`,
  )
  await engine.database.query(
    sql`insert into sign_in_identity (id, provider, subject, "user")
        values (${identity}, ${provider}, 'otra', ${user})`,
  )
  const leave = () => administrator.patch(`users/${administrator.user}?dryRun=true`, { active: false })
  assert.match((await leave()).text, lost)
  await engine.database.query(sql`update sign_in_provider set active = true`)
  assert.doesNotMatch((await leave()).text, lost)
})

test('the way in by which alone administrators come in is not taken away', async (t) => {
  const { as, engine, post } = await scene(t)
  const { administrator: me } = as
  const { openId, factors } = engine.accounts
  const keeper = { user: me.user, source: 'web', session: newId() }
  await engine.database.query(
    sql`insert into session (id, token_hash, "user", expires_at)
        values (${keeper.session}, 'known', ${me.user}, now() + interval '1 day')`,
  )
  const make = async (active: boolean) => {
    const id = newId()
    await engine.database.query(
      sql`insert into sign_in_provider (id, label, issuer, client_id, active)
          values (${id}, ${id}, ${`https://${id}.example`}, 'kontor', ${active})`,
    )
    await engine.database.query(
      sql`insert into sign_in_identity (id, provider, subject, "user") values (${newId()}, ${id}, 'me', ${me.user})`,
    )
    return id
  }
  const [one, other, off] = [await make(true), await make(true), await make(false)]
  const bare = async () => {
    await engine.database.query(sql`delete from credential`)
    await engine.database.query(sql`delete from api_key`)
  }
  await bare()
  const isLast =
    (field: string) => (error: { readonly details: { readonly errors?: readonly unknown[] } }) => {
      assert.match(JSON.stringify(error), new RegExp(`"${field}".*"lastAdministrator"`))
      return true
    }
  // One of two goes; what is off already takes nothing.
  await openId.providers.change(keeper, one, { active: false })
  await openId.providers.remove(keeper, off)
  await assert.rejects(openId.providers.change(keeper, other, { active: false }), isLast('active'))
  await assert.rejects(openId.providers.remove(keeper, other), isLast('active'))
  // Neither a key for a part of what they may do, nor one that ends, lets an administrator in for all days.
  const keys = [
    { scope: { objects: ['tag'], actions: ['read'] } },
    { expiresAt: new Date(Date.now() + 7 * 24 * 3600_000).toISOString() },
  ]
  for (const key of keys) {
    await engine.accounts.createKey({ user: me.user, name: 'part', source: 'cli', ...key })
    await assert.rejects(openId.providers.remove(keeper, other), isLast('active'))
  }
  await openId.providers.change(keeper, other, { label: 'Another name' })
  // Whoever leaves it has first to have another way in, which an account at the other is not.
  const [linked] = (await openId.identities(me.user)).filter(({ provider }) => provider === 'Another name')
  assert.ok(linked)
  await assert.rejects(openId.unlink(keeper, linked.id), { code: 'onlyWayIn' })

  // By a passkey it is the same.
  const passkey = newId()
  await engine.database.query(
    sql`insert into passkey (id, "user", credential, public_key, counter, name)
        values (${passkey}, ${me.user}, 'known', 'key', 0, 'Phone')`,
  )
  await openId.providers.remove(keeper, other)
  await assert.rejects(factors.dropPasskey(keeper, passkey), isLast('passkey'))
  await assert.rejects(factors.reset({ user: me.user, by: me.user, source: 'web' }), isLast('passkeys'))
  // Somebody else who can come in lets them all go.
  const root = await engine.access.systemActor('test')
  const values = { name: 'Otra', email: 'otra@osta.lv', posts: [{ post }] }
  const { id: user } = await engine.records.create(root, 'user', values)
  await engine.accounts.createKey({ user, name: 'test', source: 'cli' })
  await factors.dropPasskey(keeper, passkey)
  assert.deepEqual((await factors.of(me.user)).passkeys, [])
})
