import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#engine'
import { samplePassword } from '../../testing/sample/load-sample-group.ts'
import { caller, office, type Office } from './office.ts'

async function signedIn({ anyone, url }: Office, mailbox: string) {
  const answer = await anyone.post('session', {
    email: `${mailbox}@daugava.example`,
    password: samplePassword,
  })
  assert.equal(answer.status, 201, answer.text)
  return caller(url, { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' })
}

test('an administrator sees Kontor as a salesperson does, and can change nothing', async (t) => {
  const scene = await office(t)
  const { as } = scene
  const karlis = await signedIn(scene, 'karlis')
  const names = async (who: { get: typeof karlis.get }) =>
    ((await who.get('customers?limit=200')).body.items as { id: string }[]).map(({ id }) => id).toSorted()
  const all = await names(karlis)
  const begun = await karlis.post('see-as', { user: as.seller.user })
  assert.equal(begun.status, 200, begun.text)
  const seen = await karlis.get('customers?limit=200')
  assert.deepEqual(await names(karlis), await names(as.seller))
  assert.notDeepEqual(await names(karlis), all)
  assert.equal(seen.headers.get('kontor-see-as'), as.seller.user, 'no browser keeps it')
  const me = (await karlis.get('me')).body
  assert.equal(me.user.id, as.seller.user)
  assert.equal(me.administrator, false)
  assert.match(me.seenBy.name, /Kārlis/)
  const [mine] = await names(as.seller)
  for (const write of [
    await karlis.patch(`customers/${mine}`, { name: 'Nobody' }),
    await karlis.post('customers', { name: 'Nobody' }),
    await karlis.remove(`customers/${mine}`),
    await karlis.post('exports', { object: 'customer' }),
    await karlis.post('password', { present: samplePassword, password: 'another-long-password' }),
    await karlis.post('see-as', { user: as.clerk.user }),
  ]) {
    assert.equal(write.status, 403, write.text)
    assert.equal(write.body.code, 'readOnly')
  }
  assert.equal((await karlis.get('sessions')).status, 404, 'by what means they come in is theirs alone')
  assert.equal((await karlis.get('keys')).status, 404)
  assert.equal((await karlis.remove('see-as')).status, 204)
  assert.deepEqual(await names(karlis), all)
  const log = await scene.engine.database.query<{ action: string; actor: string; record: string }>(
    sql`select action, actor, record from audit_entry where action in ('seeAs', 'endSeeAs') order by id`,
  )
  assert.deepEqual(
    log.map(({ action, actor, record }) => [
      action,
      actor === as.administrator.user,
      record === as.seller.user,
    ]),
    [
      ['seeAs', true, true],
      ['endSeeAs', true, true],
    ],
  )
})

/** What is no write, though it is no GET either: the ways out, and calls that only reckon. */
const harmless = [
  ...['DELETE /see-as', 'POST /session', 'DELETE /session', 'POST /explain', 'POST /explain/readers'],
  ...['POST /erased-records', 'POST /checks/:kind', 'POST /formulas/evaluate'],
]

for (const [what, headers] of [
  ['as browsers ask', {}],
  ['behind a door of another that has a password too', { authorization: 'Basic a29udG9yOmtvbnRvcg==' }],
  ['behind a door that passes its own token on', { authorization: `Bearer ${'x'.repeat(700)}` }],
] as const)
  test(`no route writes anything through the eyes of another, ${what}`, async (t) => {
    const scene = await office(t)
    const karlis = await signedIn(scene, 'karlis')
    assert.equal((await karlis.post('see-as', { user: scene.as.manager.user })).status, 200)
    const count = () => scene.engine.database.query(sql`select count(*) from audit_entry`)
    const before = await count()
    const writes = scene.routes.filter(
      (route) => /^(POST|PUT|PATCH|DELETE) \/api\/v1\//.test(route) && !harmless.includes(short(route)),
    )
    assert.ok(writes.length > 100, `${writes.length} routes`)
    for (const route of writes) {
      const [method = '', place = ''] = short(route).split(' /')
      const path = place.replaceAll(/:\w+/g, scene.as.seller.user)
      const answer = await karlis.ask(method, path, { body: {}, headers })
      assert.deepEqual([answer.status, answer.body?.code], [403, 'readOnly'], `${route} ${answer.text}`)
    }
    for (const place of [
      'sessions',
      'keys',
      'second-factors',
      'session/identities',
      '%73essions',
      '%6beys',
    ]) {
      const answer = await karlis.ask('GET', place, { headers })
      assert.equal(answer.status, 404, `${place}: ${answer.text}`)
    }
    assert.deepEqual(await count(), before)
  })

function short(route: string): string {
  return route.replace(' /api/v1', ' ').replace('  ', ' ').replace(/\/$/, '')
}

test('what somebody takes out through the eyes of another stands in the log as taken by themselves', async (t) => {
  const scene = await office(t)
  const { as } = scene
  const karlis = await signedIn(scene, 'karlis')
  assert.equal((await karlis.post('see-as', { user: as.manager.user })).status, 200)
  assert.equal((await karlis.get('customers/export?columns=name')).status, 200)
  assert.equal((await karlis.get('customers?purpose=print&limit=1')).status, 200)
  assert.equal((await karlis.post('erased-records', { records: [] })).status, 200)
  assert.equal((await karlis.remove('see-as')).status, 204)
  for (const action of ['export', 'print']) {
    const { items } = (await as.administrator.get(`audit/entries?action=${action}`)).body
    assert.deepEqual(
      items.map((one: { by: { id: string }; details: { seenAs: string } }) => [
        one.by.id,
        one.details.seenAs,
      ]),
      [[as.administrator.user, as.manager.user]],
    )
  }
})

test('when the half hour is over nothing is answered until it is ended', async (t) => {
  const scene = await office(t)
  const karlis = await signedIn(scene, 'karlis')
  await karlis.post('see-as', { user: scene.as.seller.user })
  await scene.engine.database.transaction(async (tx) => {
    await tx.query(sql`update see_as set until = now() - interval '1 second'`)
    await scene.engine.database.notify('kontor_session', '', tx)
  })
  const late = await karlis.get('customers')
  assert.equal(late.status, 403, late.text)
  assert.equal(late.body.code, 'seeAsOver')
  assert.equal((await karlis.remove('see-as')).status, 204)
  assert.equal((await karlis.get('customers')).status, 200)
})

test('only an administrator sees as others do, in person, and signs out as themselves', async (t) => {
  const scene = await office(t)
  const { as } = scene
  assert.equal((await (await signedIn(scene, 'janis')).post('see-as', { user: as.seller.user })).status, 403)
  const byKey = await as.administrator.post('see-as', { user: as.seller.user })
  assert.equal(byKey.body.code, 'needsPerson')
  const karlis = await signedIn(scene, 'karlis')
  const unknown = await karlis.post('see-as', { user: '01900000-0000-7000-8000-000000000000' })
  assert.equal(unknown.status, 404)
  await karlis.post('see-as', { user: as.seller.user })
  assert.equal((await karlis.remove('session')).status, 200)
  assert.equal((await karlis.get('me')).status, 401)
  const [left] = await scene.engine.database.query(sql`select from see_as`)
  assert.equal(left, undefined)
})

test('what an administrator looks at through another’s eyes is no use of that one’s rights', async (t) => {
  const scene = await office(t)
  const karlis = await signedIn(scene, 'karlis')
  const used = async () => {
    await scene.engine.rightUse.flush()
    return scene.engine.database.query(
      sql`select action from right_use where "user" = ${scene.as.seller2.user}`,
    )
  }
  assert.equal((await karlis.post('see-as', { user: scene.as.seller2.user })).status, 200)
  assert.equal((await karlis.get('customers')).status, 200)
  assert.deepEqual(await used(), [])
  assert.equal((await scene.as.seller2.get('customers')).status, 200)
  assert.deepEqual(await used(), [{ action: 'read' }])
})
