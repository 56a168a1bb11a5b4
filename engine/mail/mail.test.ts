import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { mailServer } from '#testing'
import { sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import type { Language } from '#model'
import { said } from '../said/said.ts'

async function withMail(t: TestContext) {
  const server = await mailServer(t)
  return { server, ...(await engineForTest(t, { smtpUrl: server.url })) }
}

type Place = Awaited<ReturnType<typeof withMail>>

function post({ engine, root }: Pick<Place, 'engine' | 'root'>, language: Language = 'en', kind = 'test') {
  const mail = { kind, to: 'anna@osta.lv', language, payload: {}, by: root }
  return engine.database.transaction((tx) => engine.mail.post(tx, mail))
}

/** What is put off till later is due now. */
async function runNow({ engine }: Pick<Place, 'engine'>): Promise<void> {
  await engine.database.query(sql`update job set run_at = now() where state = 'waiting'`)
  await engine.jobs.drain()
}

test('a mail arrives as text and as HTML, in the language of who gets it, under the name of the group', async (t) => {
  const place = await withMail(t)
  const { engine, root, server } = place
  await engine.settings.set(root, 'group.name', 'Osta <& Co>')
  await engine.settings.set(root, 'mail.from', 'office@osta.lv')
  for (const language of ['en', 'lv', 'ka', 'zh', 'ru'] as const) {
    await post(place, language)
    await engine.jobs.drain()
    const mail = await server.next('anna@osta.lv')
    assert.equal(mail.subject, said('A test mail from Kontor').in(language))
    assert.deepEqual([mail.from?.address, mail.from?.name], ['office@osta.lv', 'Osta <& Co>'])
    const words = said('Kontor can send mail: this one was sent to try it out.').in(language)
    assert.ok(mail.text?.includes(words) && mail.html?.includes(words), mail.text)
    assert.ok(mail.html?.includes('Osta &#60;&#38; Co&#62;'), mail.html)
    assert.doesNotMatch(mail.html ?? '', /<script|src=|url\(/)
  }
  const listed = await engine.mail.list(root, 10)
  assert.deepEqual([...new Set(listed.map(({ state }) => state))], ['sent'])
})

test('a mail that the server cannot take yet is tried again, and listed with why', async (t) => {
  const place = await withMail(t)
  const { engine, root, server } = place
  server.refuse(451)
  const id = await post(place)
  await engine.jobs.drain()
  const one = async () => (await engine.mail.list(root, 10)).find((mail) => mail.id === id)
  const waiting = await one()
  assert.equal(waiting?.state, 'waiting')
  assert.match(waiting?.error ?? '', /not now/)
  const [job] = await engine.database.query<{ later: boolean }>(
    sql`select run_at > created_at as later from job where name = 'send mail'`,
  )
  assert.equal(job?.later, true, 'it waits before it is tried again')
  server.refuse(null)
  await runNow(place)
  assert.deepEqual([(await one())?.state, (await one())?.error], ['sent', null])
  assert.ok(((await one())?.attempts ?? 0) >= 2)
})

test('a mail that is refused for good is not tried again', async (t) => {
  const place = await withMail(t)
  place.server.refuse(550)
  const id = await post(place)
  await place.engine.jobs.drain()
  const [mail] = await place.engine.mail.list(place.root, 1)
  assert.deepEqual([mail?.id, mail?.state, mail?.attempts], [id, 'failed', 1])
})

test('a mail that was set aside is listed as failed with why, and goes out when it is started again', async (t) => {
  const place = await withMail(t)
  const { engine, root } = place
  await post(place)
  const [job] = await engine.database.query<{ id: string }>(
    sql`update job set state = 'running', holder = 0, attempts = 5, unheard = 5 where name = 'send mail' returning id`,
  )
  await engine.jobs.drain()
  const [aside] = await engine.mail.list(root, 1)
  assert.equal(aside?.state, 'failed')
  assert.match(aside?.error ?? '', /broke off 5 times/)
  await engine.jobs.again(root, job?.id ?? '')
  await engine.jobs.drain()
  const [sent] = await engine.mail.list(root, 1)
  assert.deepEqual([sent?.state, sent?.error, place.server.mails.length], ['sent', null, 1])
})

test('what nobody needs any more when its turn comes is not sent', async (t) => {
  const place = await withMail(t)
  place.engine.mail.declare({ name: 'late', compose: async () => null })
  await post(place, 'en', 'late')
  await place.engine.jobs.drain()
  assert.equal((await place.engine.mail.list(place.root, 1))[0]?.state, 'dropped')
  // Who it was for was erased before it went out.
  const id = await post(place)
  await place.engine.database.query(
    sql`update mail set state = 'failed', recipient = '', payload = '{}' where id = ${id}`,
  )
  await place.engine.jobs.drain()
  assert.deepEqual(
    (await place.engine.mail.list(place.root, 2)).map(({ state }) => state),
    ['dropped', 'dropped'],
  )
  assert.deepEqual(place.server.mails, [])
})

test('without a server, or with an address that is none, that is a state and no failure', async (t) => {
  for (const [smtpUrl, problem] of [
    [undefined, null],
    ['mail.example.com', /SMTP_URL/],
  ] as const) {
    const { engine, root } = await engineForTest(t, smtpUrl === undefined ? {} : { smtpUrl })
    const state = await engine.mail.state()
    assert.equal(state.state, 'notSetUp')
    if (problem) assert.match(String(state.problem), problem)
    else assert.equal(state.problem, null)
    assert.throws(() => engine.mail.refuseUnlessReady(), { code: 'mailNotSetUp', status: 409 })
    await post({ engine, root })
    await engine.jobs.drain()
    assert.equal((await engine.mail.list(root, 1))[0]?.state, 'notSetUp')
  }
})

test('a server that cannot be reached leaves the mail waiting, and no password in what is said', async (t) => {
  const server = await mailServer(t)
  const wrong = server.url.replace(/:[^:@]+@/, ':the-wrong-password@')
  const place = await engineForTest(t, { smtpUrl: wrong })
  await post(place)
  await place.engine.jobs.drain()
  const [mail] = await place.engine.mail.list(place.root, 1)
  assert.equal(mail?.state, 'waiting')
  assert.notEqual(mail?.error, null)
  assert.doesNotMatch(JSON.stringify([mail, await place.engine.mail.state()]), /the-wrong-password/)
})
