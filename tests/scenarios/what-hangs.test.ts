import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#engine'
import { office, until, type Caller } from './office.ts'

async function made(as: Caller, path: string, body: object): Promise<string> {
  const answer = await as.post(path, body)
  assert.ok(answer.status < 300, answer.text)
  return answer.body.id as string
}

type Line = { key: string; kind: string | null; count: number; outcomes: string[]; open: string | null }

test('everything that hangs on a partner is told before it is closed, done with as chosen, and comes back', async (t) => {
  const { as } = await office(t)
  const { administrator: root } = as
  const party = await made(root, 'customers', { name: 'Viss Kopā SIA', email: 'viss@kopa.example' })
  const contact = await made(root, 'contacts', { name: 'Kāds Cilvēks' })
  const link = await made(root, 'contact-links', { contact, customer: party })
  const task = await made(root, 'activities', { party, kind: 'task', subject: 'Collect the machine' })
  const posts = await root.get('posts?where={"key":"partner"}')
  const user = await made(root, 'users', {
    ...{ name: 'Portāla Lietotājs', email: 'portals@kopa.example', party },
    posts: [{ post: posts.body.items[0].id }],
  })
  const reasons = await root.get('status-reasons?where={"key":"noLongerActive"}')
  const reason = reasons.body.items[0].id as string
  const effective = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
  const planned = await root.post(`customers/${party}/freeze`, { reason, effective })
  assert.equal(planned.status, 200, planned.text)
  const asked = await root.post(`customers/${party}/askData`, {
    fields: ['phone'],
    email: 'viss@kopa.example',
  })
  assert.equal(asked.status, 200, asked.text)

  const impact = await root.get(`customers/${party}/impact?action=deactivate`)
  assert.equal(impact.status, 200, impact.text)
  const lines = new Map((impact.body.lines as Line[]).map((line) => [line.key, line]))
  for (const [key, outcome, open] of [
    ['activity.party.task', 'close', 'warned'],
    ['user.party.access', 'close', 'warned'],
    ['dataRequest.party.form', 'close', 'warned'],
    ['statusChange.party.planned', 'close', null],
    ['contactLink.customer.link', 'keep', null],
  ] as const) {
    const line = lines.get(key)
    assert.ok(line, `${key} among ${[...lines.keys()].join(', ')}`)
    assert.deepEqual([line.count, line.outcomes.includes(outcome), line.open], [1, true, open], key)
  }

  const outcomes = Object.fromEntries(
    [...lines].filter(([, { outcomes: able }]) => able.includes('close')).map(([key]) => [key, 'close']),
  )
  const closed = await root.post(`customers/${party}/deactivate`, { reason, memo: 'They closed', outcomes })
  assert.equal(closed.status, 200, closed.text)
  const states = async () => {
    const [activity, person, forms, plans, linked] = await Promise.all([
      root.get(`activities/${task}`),
      root.get(`users/${user}`),
      root.get(`data-requests?${where({ party })}`),
      root.get(`status-changes?${where({ party, action: 'freeze' })}`),
      root.get(`contact-links/${link}`),
    ])
    return [
      activity.body.done,
      person.body.active,
      forms.body.items[0].state,
      plans.body.items[0].state,
      linked.body.until,
    ]
  }
  assert.deepEqual(await states(), [true, false, 'revoked', 'cancelled', null], 'links are kept')

  const undone = await root.post(`changes/${closed.headers.get('kontor-change')}/undo`)
  assert.equal(undone.status, 200, undone.text)
  const log = await root.get(`status-changes?${where({ party })}&sort=createdAt&fields=action,state,memo`)
  assert.deepEqual(
    log.body.items.map(({ action }: { action: string }) => action),
    ['freeze', 'deactivate', 'undo'],
  )
  assert.equal((await root.get(`customers/${party}`)).body.status, 'active')
  assert.deepEqual(undone.body.kept, [])
  // The mailed link opens the form again, and the plan waits for its day again.
  assert.deepEqual((await states()).slice(0, 4), [false, true, 'open', 'planned'])
})

const where = (value: object) => `where=${encodeURIComponent(JSON.stringify(value))}`

test('what hangs on a partner without naming it is told to whom it concerns, with what becomes of it', async (t) => {
  const { as, engine } = await office(t)
  const { administrator: root, manager, seller, seller2 } = as
  const party = await made(root, 'customers', {
    ...{
      name: 'SIA Zelta Grauds',
      country: 'LV',
      taxId: 'LV40003009497',
      city: 'Told',
      manager: manager.user,
    },
  })
  await made(root, 'suppliers', { party })
  const criterion = (name: string, action: string) =>
    made(root, 'criteria', {
      ...{ name, object: 'customer', where: { city: 'Told' }, action },
      input: { reason: 'noLongerActive' },
    })
  await criterion('Freeze them', 'freeze')
  await criterion('Close them', 'deactivate')
  assert.equal((await root.post('proposals/evaluate')).status, 200)
  // Somebody who does not see the partner asks its keeper about it.
  const entry = { name: 'Zelta grauds', country: 'LV', taxId: 'LV40003009497' }
  assert.equal((await seller2.post('customers/similar/ask', { entry })).status, 202)
  await until(async () => (await manager.get('asked-of-me')).body.asked.length > 0)

  const told = async (who: Caller, action: string) => {
    const { body, text } = await who.get(`customers/${party}/impact?action=${action}`)
    assert.ok(body.lines, text)
    return new Map<string, [number, string]>(
      body.lines.map(({ key, count, becomes }: { key: string; count: number; becomes: string }) => [
        key,
        [count, becomes],
      ]),
    )
  }
  // What the program has planned about it: a check of a fact, and a review of how long it is kept.
  const rule = await made(root, 'retention-rules', {
    ...{ name: 'Ten years', object: 'customer', dayField: 'createdAt', months: 120, outcome: 'review' },
    ground: 'Accounting law',
  })
  for (const statement of [
    sql`insert into fact_watch (kind, object) values ('vies', 'party') on conflict do nothing`,
    sql`insert into fact_look (kind, record, line, due_at) values ('vies', ${party}, ${party}, now() + interval '1 day')
        on conflict (kind, line) do update set due_at = excluded.due_at`,
    sql`insert into retention_review (rule, record, object, due) values (${rule}, ${party}, 'party', current_date)`,
  ])
    await engine.database.query(statement)
  const planned = await told(root, 'deactivate')
  assert.deepEqual(planned.get('checks')?.[0], 1)
  assert.match(planned.get('checks')?.[1] ?? '', /by their schedule/)
  assert.deepEqual(planned.get('reviews'), [1, 'They go on waiting for a decision.'])
  assert.ok(!(await told(manager, 'deactivate')).has('reviews'), 'for whoever decides them')

  const freezing = await told(manager, 'freeze')
  assert.deepEqual(freezing.get('proposals.leave'), [
    1,
    'Leaves the review list: what is proposed no longer fits.',
  ])
  assert.deepEqual(freezing.get('proposals.stay'), [1, 'Stays in the review list until somebody decides.'])
  assert.deepEqual(freezing.get('questions'), [1, 'They go on waiting in your inbox.'])
  assert.deepEqual(freezing.get('role.supplier'), [
    1,
    'Each role has a status of its own: this one stays and goes on.',
  ])
  assert.deepEqual((await told(manager, 'deactivate')).get('proposals.leave')?.[0], 2)
  assert.ok(!(await told(root, 'freeze')).has('questions'), 'a question is between who asks and the keeper')

  // Frozen by hand, it waits for no freeze any more; taken back, it does again.
  const reason = (await root.get(`status-reasons?${where({ key: 'other' })}`)).body.items[0].id
  const waiting = async () => {
    const known = (await manager.get('proposals')).body.criteria as { name: string; count: number }[]
    return known.filter(({ name }) => name.endsWith(' them')).map(({ name, count }) => `${name} ${count}`)
  }
  assert.deepEqual((await waiting()).toSorted(), ['Close them 1', 'Freeze them 1'])
  const frozen = await manager.post(`customers/${party}/freeze`, { reason })
  assert.equal(frozen.status, 200, frozen.text)
  assert.deepEqual((await waiting()).toSorted(), ['Close them 1', 'Freeze them 0'])
  const undone = await manager.post(`changes/${frozen.headers.get('kontor-change')}/undo`)
  assert.deepEqual(undone.body.what, [{ object: 'customer', label: 'Customers', count: 1 }])
  assert.deepEqual((await waiting()).toSorted(), ['Close them 1', 'Freeze them 1'])
  assert.equal((await seller.get(`customers/${party}/impact?action=freeze`)).status, 404)

  // Who may not see how a supplier stands is not told of it here either.
  const grants = await root.get(`grants?${where({ object: 'supplier', 'post.key': 'manager' })}`)
  for (const { id } of grants.body.items) await root.patch(`grants/${id}`, { see: ['name', 'number'] })
  assert.ok(!(await told(manager, 'freeze')).has('role.supplier'))
})

test('what was called off with a partner and cannot be brought back is named, with the reason', async (t) => {
  const { as, engine } = await office(t)
  const { administrator: root, manager } = as
  const party = await made(root, 'customers', { name: 'SIA Vēlāk', email: 'velak@velak.example' })
  const reason = (await root.get(`status-reasons?${where({ key: 'other' })}`)).body.items[0].id
  const asked = await manager.post(`customers/${party}/askData`, { fields: ['phone'] })
  assert.equal(asked.status, 200, asked.text)
  const close = async () => {
    const outcomes = { 'dataRequest.party.form': 'close' }
    const closed = await manager.post(`customers/${party}/deactivate`, { reason, outcomes })
    assert.equal(closed.status, 200, closed.text)
    return closed.headers.get('kontor-change')
  }
  const undo = async (change: string | null, who = manager) => (await who.post(`changes/${change}/undo`)).body
  const form = async () => (await root.get(`data-requests?${where({ party })}`)).body.items[0].state

  assert.deepEqual((await undo(await close())).kept, [])
  assert.equal(await form(), 'open')

  const change = await close()
  await engine.database.query(
    sql`update data_request set expires_at = now() - interval '1 hour' where party = ${party}::uuid`,
  )
  const tried = (await manager.post(`changes/${change}/undo?dryRun=true`)).body
  const late = await undo(change)
  assert.deepEqual([tried.kept, tried.what], [late.kept, late.what], 'it is told before as well')
  assert.deepEqual(
    late.kept.map((one: { object: string; reason: string }) => [one.object, one.reason]),
    [
      [
        'dataRequest',
        'The request for data stays called off: its day is over. Begin a new one if it is still wanted.',
      ],
    ],
  )
  assert.equal(await form(), 'revoked')
  assert.equal((await root.get(`customers/${party}`)).body.status, 'active')

  // A form that was asked for by mistake, or a plan, is called off by the undo of what began it.
  const again = await manager.post(`customers/${party}/askData`, { fields: ['phone'] })
  const effective = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
  const planned = await manager.post(`customers/${party}/freeze`, { reason, effective })
  for (const begun of [again, planned]) {
    const taken = await undo(begun.headers.get('kontor-change'))
    assert.deepEqual([taken.reversed, taken.kept], [1, []])
  }
  const plan = await root.get(`status-changes?${where({ party, day: effective })}`)
  assert.deepEqual(
    plan.body.items.map(({ state }: { state: string }) => state),
    ['cancelled'],
  )
  const open = await root.get(`data-requests?${where({ party, state: 'open' })}`)
  assert.deepEqual(open.body.items, [])
})

test('many are closed from a list: it is told who has open business, and done where that is confirmed', async (t) => {
  const { as } = await office(t)
  const { administrator: root } = as
  const ids: string[] = []
  for (const name of ['Free', 'Busy', 'Busy too'])
    ids.push(await made(root, 'customers', { name, city: 'Many at once' }))
  for (const party of ids.slice(1))
    await made(root, 'activities', { party, kind: 'task', subject: 'Collect the machine' })
  const request = {
    where: { city: 'Many at once' },
    ...{ action: 'deactivate', input: { reason: 'other' } },
  }
  const code = 'open.activity.party.task'
  const tried = await root.post('customers/bulk', { ...request, dryRun: true })
  assert.equal(tried.status, 200, tried.text)
  assert.deepEqual(
    tried.body.warnings.map((one: { code: string; count: number }) => [one.code, one.count]),
    [[code, 2]],
  )
  assert.equal(tried.body.refused.length, 2)
  const again = await root.post('customers/bulk', { ...request, dryRun: true }, { confirmed: code })
  assert.deepEqual([again.body.warnings, again.body.refused, again.body.examples.length], [[], [], 3])

  const started = await root.post('customers/bulk', request, { confirmed: code })
  const job = await until(async () => {
    const { body } = await root.get(`jobs/${started.body.job}`)
    return ['done', 'failed'].includes(body.state) && body
  })
  assert.deepEqual([job.result.changed, job.result.refused], [3, 0])
  const log = await root.get(`status-changes?${where({ 'party.city': 'Many at once' })}`)
  assert.equal(log.body.items.length, 3)
})

test('a call that is planned is work like a task, and what was said on the phone stays a talk', async (t) => {
  const { as } = await office(t)
  const { administrator: root } = as
  const party = await made(root, 'customers', { name: 'Zvani SIA' })
  await made(root, 'activities', { party, kind: 'call', subject: 'Call back', due: '2027-02-01' })
  const hour = { kind: 'email', subject: 'Send the terms', at: '2027-02-02T10:00:00Z' }
  await made(root, 'activities', { party, ...hour })
  await made(root, 'activities', {
    party,
    kind: 'call',
    subject: 'They called',
    at: '2026-02-02T10:00:00Z',
    done: true,
  })
  await made(root, 'activities', { party, kind: 'call', subject: 'They called again' })
  await made(root, 'activities', { party, kind: 'note', subject: 'Pays late', due: '2027-02-01' })
  const impact = await root.get(`customers/${party}/impact?action=deactivate`)
  const line = (impact.body.lines as Line[]).find(({ key }) => key === 'activity.party.task')
  assert.deepEqual(
    [line?.count, line?.outcomes.includes('close'), line?.outcomes.includes('handOver')],
    [2, true, true],
  )
  const reason = (await root.get('status-reasons?where={"key":"noLongerActive"}')).body.items[0].id as string
  const outcomes = { 'activity.party.task': 'close' }
  assert.equal((await root.post(`customers/${party}/deactivate`, { reason, outcomes })).status, 200)
  const begun = (values: object) => root.post('activities', { party, subject: 'x', ...values })
  assert.equal((await begun({ kind: 'call', due: '2027-03-01' })).status, 422)
  assert.equal((await begun({ kind: 'call', done: true })).status, 201)
})
