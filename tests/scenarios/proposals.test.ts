import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mailServer } from '#testing'
import { office, until, type Caller, type Office } from './office.ts'

type Waiting = {
  readonly title: string
  readonly record: string
  readonly facts: Record<string, unknown>
  readonly refused: string | null
  readonly reason: string | null
}

/** A criterion over customers of one city, of whom nobody else tells. */
async function criterion(administrator: Caller, values: object = {}): Promise<string> {
  const made = await administrator.post('criteria', {
    name: 'No limit agreed',
    object: 'customer',
    where: { city: 'Proposed', creditLimit: { set: false } },
    action: 'freeze',
    input: { reason: 'noLongerActive' },
    ...values,
  })
  assert.equal(made.status, 201, made.text)
  return made.body.id
}

const customer = async (administrator: Caller, name: string, more: object = {}) => {
  const made = await administrator.post('customers', { name, city: 'Proposed', ...more })
  assert.equal(made.status, 201, made.text)
  return made.body.id as string
}

const waiting = async (who: Caller, query = ''): Promise<Waiting[]> => {
  const answer = await who.get(`proposals${query}`)
  assert.equal(answer.status, 200, answer.text)
  return answer.body.items
}

async function done(administrator: Caller, answer: { body: { job: string }; text: string; status: number }) {
  assert.equal(answer.status, 202, answer.text)
  return until(async () => {
    const { body } = await administrator.get(`jobs/${answer.body.job}`)
    return ['done', 'failed'].includes(body.state) && body
  })
}

async function evaluated({ as }: Office) {
  const answer = await as.administrator.post('proposals/evaluate')
  assert.equal(answer.status, 200, answer.text)
  return answer.body.found
}

test('whom a criterion is about is proposed with what it looks at, until somebody decides', async (t) => {
  const firm = await office(t)
  const { administrator, manager } = firm.as
  const key = await criterion(administrator)
  const first = await customer(administrator, 'First Proposed')
  const second = await customer(administrator, 'Second Proposed')
  await customer(administrator, 'Has A Limit', { creditLimit: '100.00' })
  await evaluated(firm)
  assert.equal(await evaluated(firm), 0, 'nobody is proposed twice')
  const items = await waiting(manager, `?criterion=${key}`)
  assert.deepEqual(
    items.map(({ title, facts }) => [title, facts]),
    [
      ['First Proposed', { city: 'Proposed', creditLimit: null }],
      ['Second Proposed', { city: 'Proposed', creditLimit: null }],
    ],
  )
  // Where no records are named all are meant, so a misspelled name is refused.
  const stray = await manager.post('proposals', { criterion: key, record: [first], decision: 'take' })
  assert.deepEqual([stray.status, stray.body.errors?.[0]?.field], [422, 'record'], stray.text)
  const job = await done(
    administrator,
    await manager.post('proposals', { criterion: key, records: [first], decision: 'take' }),
  )
  assert.deepEqual([job.result.changed, job.result.refused], [1, 0])
  assert.equal((await administrator.get(`customers/${first}`)).body.status, 'frozen')
  assert.deepEqual(
    (await waiting(manager, `?criterion=${key}`)).map(({ record }) => record),
    [second],
  )
  const undone = await manager.post(`changes/${job.result.change}/undo`)
  assert.equal(undone.status, 200, undone.text)
  assert.equal((await administrator.get(`customers/${first}`)).body.status, 'active')
})

test('what is snoozed rests with its reason and comes back on its day; what no longer fits goes', async (t) => {
  const firm = await office(t)
  const { administrator, manager } = firm.as
  const key = await criterion(administrator)
  const resting = await customer(administrator, 'Resting')
  const mended = await customer(administrator, 'Mended')
  await evaluated(firm)
  const snooze = { criterion: key, records: [resting], decision: 'snooze', reason: 'Season' }
  assert.equal((await manager.post('proposals', { ...snooze, reason: ' ' })).status, 422)
  for (const until of ['soon', '2020-01-01'])
    assert.equal((await manager.post('proposals', { ...snooze, until })).status, 422)
  const rested = await manager.post('proposals', { ...snooze, until: '2030-01-01' })
  assert.deepEqual([rested.status, rested.body], [202, { snoozed: 1 }], rested.text)
  await administrator.patch(`customers/${mended}`, { creditLimit: '5.00' })
  await evaluated(firm)
  assert.deepEqual(await waiting(manager, `?criterion=${key}`), [])
  const snoozed = await waiting(manager, `?criterion=${key}&state=snoozed`)
  assert.deepEqual(
    snoozed.map(({ record, reason }) => [record, reason]),
    [[resting, 'Season']],
  )
  const reason = { reason: 'noLongerActive' }
  const frozen = await administrator.post(`customers/${resting}/freeze`, reason)
  assert.equal(frozen.status, 200, frozen.text)
  await evaluated(firm)
  const back = await administrator.post(`changes/${frozen.headers.get('kontor-change')}/undo`)
  assert.equal(back.status, 200, back.text)
  assert.equal(await evaluated(firm), 0, 'what was put off rests on after an undo')
  const still = await waiting(manager, `?criterion=${key}&state=snoozed`)
  assert.deepEqual(
    still.map(({ record, reason: why }) => [record, why]),
    [[resting, 'Season']],
  )
  await firm.engine.database.query({ parts: ['update proposal set until = current_date - 1'], values: [] })
  assert.equal(await evaluated(firm), 1)
  assert.deepEqual(
    (await waiting(manager, `?criterion=${key}`)).map(({ record }) => record),
    [resting],
  )
})

test('what a partner has lines or records of, or has none of, is a criterion for who sees all of these', async (t) => {
  const firm = await office(t)
  const { administrator, manager, seller } = firm.as
  const where = { city: 'Proposed', activities: { none: { talkedAt: { within: '-90d' } } } }
  const silent = await criterion(administrator, { name: 'Silent', where })
  const terms = { city: 'Proposed', companyTerms: { some: { creditLimit: { above: 100 } } } }
  const generous = await criterion(administrator, { name: 'Generous', where: terms })
  const [talked, untalked] = [
    await customer(administrator, 'Talked With'),
    await customer(administrator, 'Never Talked With'),
  ]
  const call = {
    subject: 'Prices',
    kind: 'call',
    party: talked,
    at: new Date(Date.now() - 60_000).toISOString(),
  }
  assert.equal((await administrator.post('activities', { ...call, done: true })).status, 201)
  const [{ id: company }] = (await administrator.get('companies')).body.items
  const given = await administrator.patch(`customers/${talked}`, {
    companyTerms: [{ company, creditLimit: '500' }],
  })
  assert.equal(given.status, 200, given.text)
  await evaluated(firm)
  const found = async (who: Caller, key: string) =>
    (await waiting(who, `?criterion=${key}`)).map(({ record }) => record)
  for (const who of [administrator, manager]) {
    assert.deepEqual(await found(who, silent), [untalked])
    assert.deepEqual(await found(who, generous), [talked])
  }
  // Who may freeze, and sees only their own activities, would learn of the others by who is proposed.
  const { post } = (await administrator.get(`users/${seller.user}`)).body.posts[0]
  const place = `posts/${post.id}/grants`
  const grants = (await administrator.get(place)).body.items.map(
    (grant: { object: string; actions: string[] }) =>
      grant.object === 'customer' ? { ...grant, actions: [...grant.actions, 'freeze'] } : grant,
  )
  const set = await administrator.put(place, { grants })
  assert.equal(set.status, 200, set.text)
  await administrator.patch(`customers/${untalked}`, { manager: seller.user })
  const plain = await criterion(administrator, { name: 'Plain' })
  await evaluated(firm)
  assert.deepEqual(await found(seller, plain), [untalked])
  assert.deepEqual(await found(seller, silent), [])
})

test('who has not the right to the action decides nothing and hears of nothing', async (t) => {
  const firm = await office(t)
  const { administrator, clerk, seller } = firm.as
  const key = await criterion(administrator)
  await customer(administrator, 'Not For All', { manager: seller.user })
  await evaluated(firm)
  for (const who of [clerk, seller]) {
    assert.deepEqual((await who.get('proposals')).body.criteria, [])
    assert.equal((await who.get(`proposals?criterion=${key}`)).status, 404)
    assert.equal((await who.post('proposals', { criterion: key, decision: 'take' })).status, 404)
    assert.equal((await who.post('proposals/evaluate')).status, 403)
    assert.equal((await who.get('criteria')).status, 404)
  }
})

test('only a criterion that was switched on acts by itself, as who switched it on; refusals stay and say why', async (t) => {
  const firm = await office(t)
  const { administrator } = firm.as
  const plain = await customer(administrator, 'Goes By Itself', { city: 'Automatic' })
  const busy = await customer(administrator, 'Has A Task', { city: 'Automatic' })
  await administrator.post('activities', { party: busy, kind: 'task', subject: 'Collect the machine' })
  // The night's own look may come at any moment, so all that it is to find is there before the criterion.
  await criterion(administrator, { automatic: true, action: 'deactivate', where: { city: 'Automatic' } })
  await evaluated(firm)
  const status = async (id: string) => (await administrator.get(`customers/${id}`)).body.status
  await until(async () => (await status(plain)) === 'inactive')
  const [left] = await until(async () => {
    const items = await waiting(administrator)
    return items.length === 1 && items[0]?.refused !== null && items
  })
  assert.equal(left?.record, busy)
  assert.match(left?.refused ?? '', /open business/)
  assert.equal(await status(busy), 'active')
  const log = await administrator.get(
    `status-changes?where=${encodeURIComponent(JSON.stringify({ party: plain }))}&fields=createdBy`,
  )
  assert.equal(log.body.items[0].createdBy.id, administrator.user)
})

test('one that acts by itself stops, and says why, when who switched it on left or may not do it any more', async (t) => {
  const server = await mailServer(t)
  const firm = await office(t, { smtpUrl: server.url })
  const { administrator, manager } = firm.as
  const right = await administrator.post('grants', {
    ...{ user: manager.user, object: 'settings', actions: ['criteria'] },
  })
  assert.equal(right.status, 201, right.text)
  const plain = await customer(administrator, 'Stays As It Is', { city: 'Stopped' })
  const values = { automatic: true, action: 'deactivate', where: { city: 'Stopped' }, active: false }
  const key = await criterion(manager, values)
  assert.equal((await manager.patch(`criteria/${key}`, { active: true })).status, 200)
  const stopped = async (who: Caller) => {
    const { criteria } = (await who.get('proposals')).body
    return criteria.find(({ id }: { id: string }) => id === key)?.stopped as string | null
  }
  assert.equal(await stopped(administrator), null)
  assert.equal((await administrator.remove(`grants/${right.body.id}`)).status, 204)
  await evaluated(firm)
  await evaluated(firm)
  assert.match((await stopped(administrator)) ?? '', /may not do this any more/)
  assert.match((await server.next('karlis@daugava.example')).text ?? '', /does nothing by the criterion/)
  const mails = (await administrator.get('mail')).body.items as { kind: string }[]
  assert.equal(mails.filter(({ kind }) => kind === 'criterionFault').length, 1, 'told once')
  assert.equal((await administrator.patch(`users/${manager.user}`, { active: false })).status, 200)
  assert.match((await stopped(administrator)) ?? '', /does not work here any more/)
  await firm.engine.jobs.drain()
  assert.equal((await administrator.get(`customers/${plain}`)).body.status, 'active')
  // Who switches it off and on again takes it over.
  for (const automatic of [false, true])
    assert.equal((await administrator.patch(`criteria/${key}`, { automatic })).status, 200)
  assert.equal(await stopped(administrator), null)
  await evaluated(firm)
  await until(async () => (await administrator.get(`customers/${plain}`)).body.status === 'inactive')
})

test('a trial tells who has to be confirmed; what is confirmed for many is given a reason, which stands in the log', async (t) => {
  const firm = await office(t)
  const { administrator, manager } = firm.as
  const key = await criterion(administrator, { action: 'deactivate' })
  const plain = await customer(administrator, 'Plain Proposed')
  const busy = await customer(administrator, 'Busy Proposed')
  await administrator.post('activities', { party: busy, kind: 'task', subject: 'Collect the machine' })
  await evaluated(firm)
  const take = { criterion: key, records: [plain, busy], decision: 'take' }
  const tried = await done(administrator, await manager.post('proposals', { ...take, dryRun: true }))
  const { changed, waiting: open, refused, warnings, unconfirmed, dryRun } = tried.result
  assert.deepEqual([changed, open, refused, dryRun], [1, 1, 0, true])
  assert.deepEqual(
    unconfirmed.map(({ id }: { id: string }) => id),
    [busy],
  )
  const status = async (id: string) => (await administrator.get(`customers/${id}`)).body.status
  assert.deepEqual(
    [await status(plain), await status(busy)],
    ['active', 'active'],
    'nothing is done by a trial',
  )
  const confirmed = warnings.map(({ code }: { code: string }) => code)
  const mute = await manager.post('proposals', { ...take, confirmed })
  assert.equal(mute.status, 422, mute.text)
  assert.deepEqual(
    mute.body.errors.map(({ field }: { field: string }) => field),
    ['reason'],
  )
  const answer = await manager.post('proposals', { ...take, confirmed, reason: 'The machine was sold' })
  const taken = await done(administrator, answer)
  assert.deepEqual([taken.result.changed, taken.result.refused], [2, 0])
  const where = encodeURIComponent(JSON.stringify({ party: busy }))
  const log = await administrator.get(`status-changes?where=${where}&fields=memo,to`)
  assert.deepEqual(
    log.body.items.map(({ memo, to }: Record<string, unknown>) => [memo, to]),
    [['The machine was sold', 'inactive']],
  )
  const undone = await manager.post(`changes/${taken.result.change}/undo`)
  assert.equal(undone.status, 200, undone.text)
  assert.deepEqual([await status(plain), await status(busy)], ['active', 'active'])
})

test('the report of reasons is taken as a file by who may export, and by nobody else', async (t) => {
  const { as } = await office(t)
  const id = await customer(as.administrator, 'Reported')
  const reasons = await as.manager.get('status-reasons?where={"key":"marketChange"}')
  await as.manager.post(`customers/${id}/freeze`, { reason: reasons.body.items[0].id })
  const query = new URLSearchParams({
    where: JSON.stringify({ state: 'done', action: 'freeze' }),
    groupBy: 'day.month,reason,category',
    language: 'lv',
  }).toString()
  const csv = await as.manager.get(`status-changes/export?${query}&format=csv`)
  assert.equal(csv.status, 200, csv.text)
  const [head, ...rows] = csv.text.replace('\ufeff', '').trimEnd().split('\n')
  assert.equal(head, 'Spēkā no,Iemesls,Kategorija,Cik')
  assert.deepEqual(
    rows.map((row) => row.split(',').slice(1)),
    [['Market change', '', '1']],
  )
  const sheet = await as.manager.get(`status-changes/export?${query}&format=xlsx`)
  assert.equal(sheet.status, 200)
  assert.match(sheet.text, /^PK/)
  const refused = await as.finance.get(`status-changes/export?${query}&format=csv`)
  const mayExport = (await as.finance.get('objects/statusChange')).body.may.includes('export')
  assert.equal(refused.status, mayExport ? 200 : 403, refused.text)
  const strange = await as.manager.get('status-changes/export?groupBy=nonsense')
  assert.equal(strange.status, 422, strange.text)
})

test('a criterion takes only what its action takes; where that ends later, its keeper is told once', async (t) => {
  const server = await mailServer(t)
  const firm = await office(t, { smtpUrl: server.url })
  const { administrator, manager } = firm.as
  const save = (values: object) =>
    administrator.post('criteria', {
      ...{ name: 'No limit agreed', object: 'customer', where: { city: 'Proposed' }, action: 'freeze' },
      ...values,
    })
  const reason = async (name: string, values: object = {}) => {
    const given = { name, actions: ['freeze'], key: name, ...values }
    const made = await administrator.post('status-reasons', given)
    assert.equal(made.status, 201, made.text)
    return made.body.id as string
  }
  await reason('refusing', { actions: ['refuse'] })
  await reason('closed', { active: false })
  await reason('proved', { evidence: true })
  const moved = await reason('moved')
  for (const [values, field] of [
    [{ input: { reason: 'refusing' } }, 'input.reason'],
    [{ input: { reason: 'closed' } }, 'input.reason'],
    [{ input: { reason: 'never was' } }, 'input.reason'],
    [{ input: { reason: 'moved', colour: 'red' } }, 'input.colour'],
    [{ input: {}, automatic: true }, 'input.reason'],
    [{ input: { reason: 'proved' }, automatic: true }, 'input.evidence'],
    [{ action: 'vanish' }, 'action'],
    [{ object: 'ghost' }, 'object'],
    [{ where: { colour: 'red' } }, 'where'],
  ] as const) {
    const refused = await save(values)
    assert.deepEqual([refused.status, refused.body.errors?.[0].field], [422, field], JSON.stringify(values))
  }
  assert.equal((await save({ input: {} })).status, 201, 'who decides is asked for the reason')
  assert.equal((await save({ input: { reason: 'closed' }, active: false })).status, 201)
  const kept = await save({ name: 'Moved away', input: { reason: 'moved' }, automatic: true })
  assert.equal(kept.status, 201, kept.text)
  const key = kept.body.id as string
  await customer(administrator, 'Moved')
  assert.equal((await administrator.patch(`status-reasons/${moved}`, { active: false })).status, 200)
  await evaluated(firm)
  await evaluated(firm)
  const mail = await server.next('karlis@daugava.example')
  assert.match(mail.text ?? '', /Moved away/)
  assert.match(mail.text ?? '', /This reason is not in use for this/)
  const jobs = (await administrator.get('jobs')).body.items as { name: string }[]
  assert.equal(
    jobs.filter(({ name }) => name === 'do what is proposed').length,
    0,
    'nothing fails each night',
  )
  const mails = (await administrator.get('mail')).body.items as { kind: string }[]
  assert.equal(mails.filter(({ kind }) => kind === 'criterionFault').length, 1, 'told once')
  const page = (await manager.get(`proposals?criterion=${key}`)).body
  const shown = page.criteria.find(({ id }: { id: string }) => id === key)
  assert.match(shown.fault, /This reason is not in use for this/)
  const take = (input?: object) =>
    manager.post('proposals', { criterion: key, decision: 'take', ...(input ? { input } : {}) })
  const at = await take()
  assert.deepEqual([at.status, at.body.errors[0].field], [422, 'reason'])
  const job = await done(administrator, await take({ reason: 'noLongerActive' }))
  assert.equal(job.result.changed, 1)
})
