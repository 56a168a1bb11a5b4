import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#engine'
import { mailServer } from '#testing'
import { office, until, type Caller, type Office } from './office.ts'

const entry = { name: 'Zelta grauds', country: 'LV', taxId: 'LV40003009497' }

/** A partner of one seller, which the other does not see. */
async function place(t: Parameters<typeof office>[0]) {
  const mails = await mailServer(t as Parameters<typeof mailServer>[0])
  const here = await office(t, { smtpUrl: mails.url })
  const { administrator: root, seller, seller2 } = here.as
  const made = await root.post('customers', {
    ...{ name: 'SIA Zelta Grauds', country: 'LV', taxId: 'LV40003009497', manager: seller2.user },
  })
  assert.equal(made.status, 201, made.text)
  return { ...here, mails, root, asker: seller, keeper: seller2, partner: made.body.id as string }
}

/** All messages were looked into. */
async function settled({ engine }: Pick<Office, 'engine'>): Promise<void> {
  await until(async () => {
    const open = sql`select from job where name = 'ask keepers' and state in ('waiting', 'running')`
    return (await engine.database.query(open)).length === 0
  })
}

const askedOf = async (who: Caller) => (await who.get('asked-of-me')).body.asked

test('who meets a partner that they may not see sends its keeper a message, and is told nothing by it', async (t) => {
  const here = await place(t)
  const { asker, keeper, mails, partner, root } = here
  const similar = await asker.post('customers/similar', entry)
  assert.deepEqual(similar.body, { visible: [], hidden: true })
  const sent = await asker.post('customers/similar/ask', { entry, note: 'May I trade with them?' })
  const vain = await asker.post('customers/similar/ask', { entry: { name: 'Nobody at all' } })
  assert.deepEqual([sent.status, sent.text], [vain.status, vain.text])
  assert.equal(sent.status, 202)
  await settled(here)
  const [question, ...more] = await askedOf(keeper)
  assert.deepEqual(more, [])
  assert.deepEqual(
    [question.by.id, question.entered, question.note, question.record, question.title],
    [asker.user, 'Zelta grauds', 'May I trade with them?', partner, 'SIA Zelta Grauds'],
  )
  const mail = await mails.next('wang@daugava.example')
  assert.ok(mail.text?.includes('May I trade with them?') && mail.text.includes('/inbox'), mail.text)
  assert.doesNotMatch(mail.text ?? '', /Grauds/)
  assert.equal((await keeper.get('me')).body.shared.length, 1)
  // Of all this nothing is with who asked.
  assert.deepEqual((await asker.get('asked-of-me')).body, { asked: [], answers: [] })
  assert.doesNotMatch((await asker.get('jobs')).text, /keeper|mail/)
  assert.deepEqual(await askedOf(root), [], 'it has a keeper, who is asked')
  await asker.post('customers/similar/ask', { entry })
  await settled(here)
  assert.equal((await askedOf(keeper)).length, 1, 'one question a week about one partner')

  const answer = { answer: 'Ours since 2019. Call me.' }
  assert.equal((await asker.post(`asked-of-me/${question.id}`, answer)).status, 404)
  assert.equal((await keeper.post(`asked-of-me/${question.id}`, answer)).status, 200)
  assert.equal((await keeper.post(`asked-of-me/${question.id}`, answer)).status, 404, 'it is answered')
  const { answers } = (await asker.get('asked-of-me')).body
  assert.deepEqual(
    answers.map(({ by, entered, answer: told }: Record<string, { id: string }>) => [by?.id, entered, told]),
    [[keeper.user, 'Zelta grauds', 'Ours since 2019. Call me.']],
  )
  assert.ok((await mails.next('oleg@daugava.example')).text?.includes('Ours since 2019'))
})

test('a keeper with the right to share opens the partner to who asked; one of nobody comes to who keeps duplicates', async (t) => {
  const here = await place(t)
  const { asker, as, mails, partner, root } = here
  const { manager } = as
  await root.patch(`customers/${partner}`, { manager: manager.user })
  await asker.post('customers/similar/ask', { entry })
  await settled(here)
  const [question] = await askedOf(manager)
  assert.equal(question.mayShare, true)
  assert.equal((await asker.get(`customers/${partner}`)).status, 404)
  const shared = await manager.post(`asked-of-me/${question.id}`, { share: true, answer: 'Go on.' })
  assert.deepEqual([shared.status, shared.body], [200, { until: null }], shared.text)
  assert.equal((await asker.get(`customers/${partner}`)).status, 200)
  assert.ok((await mails.next('oleg@daugava.example')).text?.includes('Go on.'))

  const lone = { name: 'Viena Pati', country: 'LV', registrationNumber: '40003245752' }
  const made = await root.post('customers', { ...lone, manager: null })
  assert.equal(made.status, 201, made.text)
  const unkept = await asker.post('customers/similar/ask', { entry: lone })
  assert.deepEqual([unkept.status, unkept.text], [202, '{}'])
  await settled(here)
  assert.deepEqual(
    (await askedOf(root)).map(({ record }: { record: string }) => record),
    [made.body.id],
  )
})

test('a keeper who has the partner for a time opens it until a day, and for no longer than that', async (t) => {
  const here = await place(t)
  const { asker, as, partner, root } = here
  const { manager } = as
  const [last, behind] = ['2999-06-30', '2999-07-01']
  const [held] = (await root.get(`users/${manager.user}?fields=posts`)).body.posts
  const posts = [{ id: held.id, post: held.post.id, until: last }]
  assert.equal((await root.patch(`users/${manager.user}`, { posts })).status, 200)
  // What others hold ends on other days.
  for (const until of ['2998-01-31', '2999-06-29', behind, '2999-12-31', '3010-01-01'])
    await root.post('grants', { user: asker.user, object: 'tag', actions: ['read'], see: ['name'], until })
  const lone = { name: 'Viena Pati', country: 'LV', registrationNumber: '40003245752' }
  const second = (await root.post('customers', { ...lone, manager: manager.user })).body.id as string
  await root.patch(`customers/${partner}`, { manager: manager.user })
  for (const asked of [entry, lone]) await asker.post('customers/similar/ask', { entry: asked })
  await settled(here)
  const questions: { id: string; record: string }[] = await askedOf(manager)
  const answer = (record: string, given: object) =>
    manager.post(`asked-of-me/${questions.find((one) => one.record === record)?.id}`, given)
  const endOf = async (record: string) =>
    (await root.get(`customers/${record}/shares`)).body.items.map(({ until }: { until: string }) => until)

  const longer = await answer(partner, { share: true, until: behind })
  assert.equal(longer.status, 422, longer.text)
  assert.match(longer.text, /"until".*"longer"/)
  for (const odd of [
    { share: true, until: 5 },
    { answer: 'No', until: last },
    { share: true, until: 'soon' },
  ])
    assert.equal((await answer(partner, odd)).status, 422, JSON.stringify(odd))
  assert.deepEqual(await endOf(partner), [])
  const open = await answer(partner, { share: true })
  assert.deepEqual([open.status, open.body], [200, { until: last }], open.text)
  assert.deepEqual(await endOf(partner), [last])
  assert.equal((await asker.get(`customers/${partner}`)).status, 200)
  const shorter = await answer(second, { share: true, until: '2999-01-01' })
  assert.deepEqual([shorter.status, shorter.body], [200, { until: '2999-01-01' }], shorter.text)
  assert.deepEqual(await endOf(second), ['2999-01-01'])
})

test('who asks and who answers is told by name to whom may read of users, else by the firm', async (t) => {
  const here = await place(t)
  const { asker, keeper, mails, root, engine } = here
  const { name: firm } = await engine.settings.group()
  const names = await Promise.all(
    [asker, keeper].map(
      async ({ user }) => (await root.get(`users/${user}?fields=name`)).body.name as string,
    ),
  )
  const noNames = (text: string) => assert.ok(!names.some((name) => text.includes(name)), text)
  const where = encodeURIComponent(JSON.stringify({ object: 'user' }))
  for (const { id } of (await root.get(`grants?where=${where}&limit=200`)).body.items)
    assert.equal((await root.remove(`grants/${id}`)).status, 204)
  assert.equal((await asker.post('customers/similar/ask', { entry })).status, 202)
  await settled(here)
  const [question] = await askedOf(keeper)
  assert.equal(question.by, null)
  const asked = await mails.next('wang@daugava.example')
  noNames(`${asked.subject} ${asked.text}`)
  assert.ok(asked.subject?.startsWith(firm), asked.subject)
  assert.equal((await keeper.post(`asked-of-me/${question.id}`, { answer: 'Ours.' })).status, 200)
  const [answer] = (await asker.get('asked-of-me')).body.answers
  assert.deepEqual([answer.by, answer.answer], [null, 'Ours.'])
  const answered = await mails.next('oleg@daugava.example')
  noNames(`${answered.subject} ${answered.text}`)
  assert.ok(answered.text?.includes('Ours.'))
})

test('messages are limited by how many are sent, whatever comes of them, and odd ones are refused', async (t) => {
  const here = await office(t)
  const { seller } = here.as
  for (const wrong of [{}, { entry: 'x' }, { entry, note: 5 }, { entry, to: 'all' }, { entry: [] }])
    assert.equal((await seller.post('customers/similar/ask', wrong)).status, 422, JSON.stringify(wrong))
  assert.equal((await seller.post('nothings/similar/ask', { entry })).status, 404)
  for (let sent = 0; sent < 10; sent++)
    assert.equal((await seller.post('customers/similar/ask', { entry: { name: `N ${sent}` } })).status, 202)
  const last = await seller.post('customers/similar/ask', { entry })
  assert.equal(last.status, 429)
  assert.ok(Number(last.headers.get('retry-after')) > 0)
})
