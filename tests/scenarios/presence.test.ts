import assert from 'node:assert/strict'
import { test } from 'node:test'
import { samplePassword } from '../../testing/sample/load-sample-group.ts'
import { caller, office, until, uploaded, type Office } from './office.ts'

type Door = Office['anyone']

/** The administrator at a browser, in a session in which it is long since they showed who they are. */
async function leftOpen({ anyone, url, engine }: Office): Promise<{ at: Door; stale: () => Promise<void> }> {
  const entered = await anyone.post('session', {
    email: 'karlis@daugava.example',
    password: samplePassword,
  })
  const cookie = entered.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const at = caller(url, { cookie })
  const stale = async () => {
    const parts = [`update session set proved_at = now() - interval '11 minutes' returning id`]
    const [session] = await engine.database.query<{ id: string }>({ parts, values: [] })
    await engine.database.transaction((tx) => engine.database.notify('kontor_session', session?.id ?? '', tx))
    const isKnown = async () =>
      (await at.post('second-factors/totp/confirm', { code: '1' })).body.code === 'proofNeeded'
    await until(isKnown)
  }
  await stale()
  return { at, stale }
}

test('what decides who may do what is changed only by somebody who has lately shown who they are', async (t) => {
  const scene = await office(t)
  const { at, stale } = await leftOpen(scene)
  const { administrator, seller, clerk } = scene.as
  const made = async (place: string, values: object): Promise<string> => {
    const answer = await administrator.post(place, values)
    assert.equal(answer.status, 201, answer.text)
    return answer.body.id as string
  }
  const post = await made('posts', { name: 'Auditor' })
  const grant = await made('grants', { post, object: 'customer', actions: ['read'] })
  const group = await made('user-groups', { name: 'Ogre' })
  const rights = [{ object: 'supplier', actions: ['read'] }]
  const deeds: readonly (readonly [method: string, place: string, body?: unknown])[] = [
    ['POST', 'posts', { name: 'Another' }],
    ['PATCH', `posts/${post}`, { administrator: true }],
    ['DELETE', `posts/${post}`],
    ['POST', 'grants', { post, object: 'supplier', actions: ['read'] }],
    ['PATCH', `grants/${grant}`, { actions: ['read', 'export'] }],
    ['DELETE', `grants/${grant}`],
    ['PUT', `posts/${post}/grants`, { grants: rights }],
    ['PUT', `users/${clerk.user}/grants`, { grants: rights }],
    ['POST', 'users', { name: 'Eve', email: 'eve@x.example', posts: [{ post }] }],
    ['PATCH', `users/${seller.user}`, { posts: [{ post }] }],
    ['PATCH', `users/${seller.user}`, { email: 'oleg@x.example' }],
    ['PATCH', `users/${seller.user}`, { active: false }],
    ['PATCH', `users/${seller.user}`, { superior: clerk.user }],
    ['PATCH', `user-groups/${group}`, { members: [{ user: seller.user }] }],
    [
      'POST',
      'substitutes',
      { user: seller.user, substitute: clerk.user, from: '2026-01-01', until: '2999-01-01' },
    ],
    ['POST', 'users/bulk', { where: { id: seller.user }, changes: { superior: clerk.user } }],
    ['POST', `users/${seller.user}/password`, { password: 'vairāki vārdi pēc kārtas' }],
    ['POST', `users/${seller.user}/invitation`, { how: 'link' }],
    ['DELETE', `users/${seller.user}/second-factors`],
    ['PATCH', 'settings', { 'signIn.idleHours': 300 }],
    ['PATCH', 'settings', { 'checks.register.address': 'https://register.example/{number}' }],
    ['POST', 'keys', { name: 'Web shop' }],
    ['POST', 'keys', { name: 'Web shop', scope: { objects: ['customer'] } }],
  ]
  const entries = () => count(scene, 'audit_entry')
  const before = await entries()
  for (const [method, place, body] of deeds) {
    const refused = await at.ask(method, place, body === undefined ? {} : { body })
    assert.deepEqual([refused.status, refused.body?.code], [403, 'proofNeeded'], `${method} ${place}`)
  }
  assert.equal(await entries(), before, 'nothing was written')
  // What is wrong with a change is said first, and trying out asks for nothing.
  assert.equal((await at.post('users', { name: '' })).status, 422)
  assert.equal(
    (await at.ask('PATCH', `posts/${post}?dryRun=true`, { body: { administrator: true } })).status,
    200,
  )
  // What decides nothing of rights goes on, and so do programs.
  assert.equal((await at.patch('settings', { 'group.name': 'Daugava' })).status, 200)
  assert.equal((await at.patch(`users/${seller.user}`, { language: 'ru' })).status, 200)
  assert.equal(
    (await at.patch(`users/${seller.user}`, { email: 'oleg@daugava.example' })).status,
    200,
    'as it was',
  )
  assert.equal((await at.post('customers', { name: 'Parasts klients', country: 'LV' })).status, 201)
  assert.equal((await administrator.patch(`posts/${post}`, { name: 'Auditors' })).status, 200)
  // Shown once, it holds for whatever follows.
  const shown = await at.post('session/presence', { password: samplePassword })
  assert.equal(shown.status, 204, shown.text)
  for (const [method, place, body] of deeds.toSorted(deletesLast)) {
    const done = await at.ask(method, place, body === undefined ? {} : { body })
    assert.notEqual(done.body?.code, 'proofNeeded', `${method} ${place}`)
    // A grant that another deed took away already is a 404, a post that somebody holds stays by a 409.
    assert.ok(done.status < 300 || [404, 409].includes(done.status), `${method} ${place}: ${done.text}`)
  }
  await stale()
  assert.equal((await at.post('keys', { name: 'Later' })).status, 403)
})

test('taking back a change of rights asks as the change did, and so does an import of users', async (t) => {
  const scene = await office(t)
  const { at } = await leftOpen(scene)
  const { administrator, seller, clerk } = scene.as
  const given = await administrator.put(`users/${clerk.user}/grants`, {
    grants: [{ object: 'supplier', actions: ['read'] }],
  })
  const change = given.headers.get('kontor-change')
  const undone = await at.post(`changes/${change}/undo`)
  assert.equal(undone.body.code, 'proofNeeded', undone.text)
  const ordinary = await administrator.patch(`users/${seller.user}`, { language: 'ka' })
  const back = await at.post(`changes/${ordinary.headers.get('kontor-change')}/undo`)
  assert.equal(back.status, 200, back.text)
  const content = 'Name,E-mail\nEve,eve@x.example\n'
  const { id } = (await uploaded(administrator, scene.url, 'imports', 'users.csv', content, 'user')).body
  const mapping = [
    { column: 0, field: 'name' },
    { column: 1, field: 'email' },
  ]
  assert.equal((await administrator.patch(`imports/${id}`, { mode: 'create', mapping })).status, 200)
  await administrator.post(`imports/${id}/check`)
  await until(async () => (await administrator.get(`imports/${id}`)).body.state === 'checked')
  const run = await at.post(`imports/${id}/run`)
  assert.equal(run.body.code, 'proofNeeded', run.text)
})

test('administrators who come in by a password alone are reminded, and nobody else', async (t) => {
  const { anyone, url, as } = await office(t)
  const reminded = async (mailbox: string) => {
    const email = `${mailbox}@daugava.example`
    const entered = await anyone.post('session', { email, password: samplePassword })
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
    return (await caller(url, { cookie }).get('me')).body.bareAdministrator
  }
  assert.deepEqual([await reminded('karlis'), await reminded('oleg')], [true, false])
  assert.equal((await as.administrator.get('me')).body.bareAdministrator, false, 'a program')
})

/** What is deleted has to be there for what comes before. */
function deletesLast(
  [one]: readonly [string, ...unknown[]],
  [other]: readonly [string, ...unknown[]],
): number {
  return Number(one === 'DELETE') - Number(other === 'DELETE')
}

async function count({ engine }: Office, table: string): Promise<string> {
  const parts = [`select count(*)::text as count from ${table}`]
  const [row] = await engine.database.query<{ count: string }>({ parts, values: [] })
  return row?.count ?? ''
}

test('no key changes how its own user comes in, whatever it carries; a key for others goes on', async (t) => {
  const scene = await office(t)
  const { administrator, leader, clerk } = scene.as
  const page = { object: 'settings', actions: ['users'], user: leader.user }
  assert.equal((await administrator.post('grants', page)).status, 201)
  const password = 'vairāki vārdi pēc kārtas'
  for (const by of [administrator, leader]) {
    const own = `users/${by.user}`
    for (const [method, place, body] of [
      ['POST', `${own}/password`, { password }],
      ['POST', `${own}/invitation`, { how: 'link' }],
      ['POST', `${own}/invitation`, { how: 'mail' }],
      ['DELETE', `${own}/second-factors`],
      ['DELETE', `${own}/sessions`],
    ] as const) {
      const refused = await by.ask(method, place, body === undefined ? {} : { body })
      assert.deepEqual([refused.status, refused.body?.code], [403, 'needsPerson'], `${method} ${place}`)
    }
    const moved = await by.patch(own, { email: 'thief@elsewhere.example' })
    assert.deepEqual([moved.status, moved.body.errors?.[0]?.code], [422, 'needsPerson'], moved.text)
    assert.equal((await by.get(`${own}/second-factors`)).status, 200)
  }
  const changes = { email: 'thief@elsewhere.example' }
  const { job } = (await administrator.post('users/bulk', { where: { id: administrator.user }, changes }))
    .body
  await scene.engine.jobs.drain()
  const ended = await administrator.get(`jobs/${job}`)
  assert.match(ended.text, /needsPerson|no work in the background/, ended.text)
  assert.notEqual(
    (await administrator.get(`users/${administrator.user}?fields=email`)).body.email,
    changes.email,
  )
  assert.equal((await administrator.post(`users/${clerk.user}/password`, { password })).status, 204)
  assert.equal((await leader.patch(`users/${leader.user}`, { language: 'lv' })).status, 200)
})
