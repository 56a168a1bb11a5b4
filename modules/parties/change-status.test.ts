import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeModel, sql, type Actor, type Engine } from '#engine'
import { customer, firm, read, staff } from './firm-for-test.ts'

const log = async (engine: Engine, actor: Actor, party: string) =>
  (await read(engine, actor, 'statusChange', { party })).map((one: Record<string, unknown>) => [
    ...[one['action'], one['from'], one['to'], one['state']],
    (one['reason'] as { title: string } | null)?.title,
  ])

test('every change of status stands in the log with its reason, and nobody writes the log by hand', async (t) => {
  const { engine, root } = await firm(t)
  const id = await customer(engine, root)
  await engine.records.run(root, 'customer', id, 'freeze', {
    reason: 'businessRisk',
    memo: 'Three reminders',
  })
  await engine.records.run(root, 'customer', id, 'reactivate', { reason: 'settled' })
  assert.deepEqual(await log(engine, root, id), [
    ['freeze', 'active', 'frozen', 'done', 'Business risk'],
    ['reactivate', 'frozen', 'active', 'done', 'What stood against it is settled'],
  ])
  const [first] = await read(engine, root, 'statusChange', { party: id })
  assert.equal(first.memo, 'Three reminders')
  await assert.rejects(engine.records.remove(root, 'statusChange', first.id), { code: 'facts' })
  await assert.rejects(engine.records.update(root, 'statusChange', first.id, { memo: 'None' }), {
    code: 'facts',
  })
  const made = { party: id, role: 'customer', action: 'freeze', day: '2026-01-01', state: 'done' }
  await assert.rejects(engine.records.create(root, 'statusChange', made), { code: 'facts' })
  const { objects } = describeModel(engine.model(), root, engine.actions)
  assert.deepEqual(objects.find(({ name }) => name === 'statusChange')?.may, [
    ...['read', 'export', 'print', 'confirm', 'share'],
  ])
})

test('a reason has to be in use for the action, and some ask for evidence', async (t) => {
  const { engine, root } = await firm(t)
  const id = await customer(engine, root)
  const freeze = (input: Record<string, unknown>) => engine.records.run(root, 'customer', id, 'freeze', input)
  await assert.rejects(freeze({}), { status: 422 })
  await assert.rejects(freeze({ reason: 'settled' }), { status: 422 })
  await assert.rejects(freeze({ reason: 'neverHeardOf' }), { status: 422 })
  const court = { name: 'Court ruling', actions: ['freeze'], evidence: true }
  const reason = (await engine.records.create(root, 'statusReason', court)).id
  await assert.rejects(freeze({ reason }), /asks for evidence/)
  await engine.records.update(root, 'statusReason', reason, { active: false })
  await assert.rejects(freeze({ reason }), /not in use/)
  await engine.records.update(root, 'statusReason', reason, { active: true, evidence: false })
  await freeze({ reason })
  assert.deepEqual(await log(engine, root, id), [['freeze', 'active', 'frozen', 'done', 'Court ruling']])
})

test('the status is given once and then changed by actions alone; a file may say it again', async (t) => {
  const { engine, root } = await firm(t)
  const id = await customer(engine, root, { status: 'draft' })
  await assert.rejects(engine.records.update(root, 'customer', id, { status: 'active' }), { status: 422 })
  await engine.records.update(root, 'customer', id, { status: 'draft', city: 'Ogre' })
  const [held] = await read(engine, root, 'customer', { id })
  assert.deepEqual([held.status, held.city], ['draft', 'Ogre'])
})

test('an undone change is another line of the log, and what was logged stays', async (t) => {
  const { engine, root } = await firm(t)
  const id = await customer(engine, root)
  const frozen = await engine.records.run(root, 'customer', id, 'freeze', { reason: 'other' })
  await engine.undo(root, frozen.change)
  const [held] = await read(engine, root, 'customer', { id })
  assert.equal(held.status, 'active')
  assert.deepEqual(await log(engine, root, id), [
    ['freeze', 'active', 'frozen', 'done', 'Other'],
    ['undo', 'frozen', 'active', 'done', 'Other'],
  ])
})

/** Lets the day of every plan come. */
async function theDayComes(engine: Engine): Promise<void> {
  await engine.database.query(sql`update job set run_at = now() where state = 'waiting'`)
  await engine.jobs.drain()
}

test('what is planned for a day is done on it by a job, in the name of who planned it', async (t) => {
  const { engine, root } = await firm(t)
  const manager = await staff(engine, root, 'manager')
  const id = await customer(engine, root)
  await engine.records.run(manager, 'customer', id, 'freeze', {
    reason: 'marketChange',
    effective: '2030-05-01',
  })
  assert.equal((await read(engine, root, 'customer', { id }))[0].status, 'active')
  assert.deepEqual(await log(engine, root, id), [['freeze', 'active', 'frozen', 'planned', 'Market change']])
  const [job] = await engine.database.query<{ id: string; at: string }>(
    sql`select id, run_at::text as at from job where name = 'planned action'`,
  )
  assert.equal(new Date(job!.at).toISOString().slice(0, 10) <= '2030-05-01', true)
  // A plan is called off where it stands: without its job it would stand there as planned for good.
  await assert.rejects(engine.jobs.cancel(root, job!.id), { code: 'jobOwed' })
  await theDayComes(engine)
  const [held] = await read(engine, root, 'customer', { id })
  assert.deepEqual([held.status, held.statusReason.title], ['frozen', 'Market change'])
  assert.deepEqual(await log(engine, root, id), [['freeze', 'active', 'frozen', 'done', 'Market change']])
  const [entry] = await engine.database.query<{ actor: string }>(
    sql`select actor from audit_entry where action = 'do:customer.freeze' and record = ${id}`,
  )
  assert.equal(entry?.actor, manager.user)
})

test('what was planned of a partner that went into another is not done to that one, and says so', async (t) => {
  const { engine, root } = await firm(t)
  const [one, two] = [await customer(engine, root), await customer(engine, root, { name: 'Ozols' })]
  const plan = { reason: 'marketChange', effective: '2030-05-01' }
  await engine.records.run(root, 'customer', two, 'freeze', plan)
  await engine.merges.merge(root, 'customer', { survivor: one, other: two, choices: {} })
  await theDayComes(engine)
  assert.equal((await read(engine, root, 'customer', { id: one }))[0].status, 'active')
  const [planned] = await read(engine, root, 'statusChange', { party: one })
  assert.equal(planned.state, 'failed')
  assert.match(planned.why, /went into this record/)
})

test('a plan can be called off, and one that may not be carried out any more says why', async (t) => {
  const { engine, root } = await firm(t)
  const manager = await staff(engine, root, 'manager')
  const clerk = await staff(engine, root, 'clerk')
  const [first, second] = [await customer(engine, root), await customer(engine, root)]
  const plan = { reason: 'other', effective: '2030-05-01' }
  for (const id of [first, second]) await engine.records.run(manager, 'customer', id, 'deactivate', plan)
  const [planned] = await read(engine, root, 'statusChange', { party: first })
  await assert.rejects(engine.records.run(clerk, 'statusChange', planned.id, 'cancel', {}), { status: 403 })
  await engine.records.run(manager, 'statusChange', planned.id, 'cancel', {})
  await engine.records.update(root, 'user', manager.user, { active: false })
  await theDayComes(engine)
  assert.deepEqual(await log(engine, root, first), [
    ['deactivate', 'active', 'inactive', 'cancelled', 'Other'],
  ])
  assert.deepEqual(await log(engine, root, second), [['deactivate', 'active', 'inactive', 'failed', 'Other']])
  for (const id of [first, second])
    assert.equal((await read(engine, root, 'customer', { id }))[0].status, 'active')
  await assert.rejects(
    engine.records.run(root, 'customer', first, 'freeze', { reason: 'other', effective: '2099-01-01' }),
    /five years/,
  )
})

test('why a plan came to nothing is told to whoever planned it and to administrators', async (t) => {
  const { engine, root } = await firm(t)
  const planner = await staff(engine, root, 'manager')
  const colleague = await staff(engine, root, 'leader')
  const id = await customer(engine, root)
  const plan = { reason: 'marketChange', effective: '2030-05-01' }
  await engine.records.run(planner, 'customer', id, 'freeze', plan)
  await engine.records.run(root, 'customer', id, 'freeze', { reason: 'other' })
  await theDayComes(engine)
  const where = { party: id, state: 'failed' }
  const told = async (actor: Actor) => (await read(engine, actor, 'statusChange', where))[0]
  for (const actor of [planner, root]) assert.match((await told(actor)).why, /Only an active partner/)
  const { state, why } = await told(colleague)
  assert.deepEqual([state, why ?? null], ['failed', null])
  const found = { ...where, why: { contains: 'active' } }
  assert.equal((await read(engine, planner, 'statusChange', found)).length, 1)
  assert.equal((await read(engine, colleague, 'statusChange', found)).length, 0)
  const [{ id: step }] = await read(engine, root, 'statusChange', where)
  const past = async (actor: Actor) =>
    JSON.stringify(await engine.history.of(actor, 'statusChange', step, {}))
  assert.match(await past(planner), /Only an active partner/)
  assert.doesNotMatch(await past(colleague), /Only an active partner/)
})

test('what hangs on a partner is told, and what becomes of it is chosen', async (t) => {
  const { engine, root } = await firm(t)
  const id = await customer(engine, root)
  const owner = (await engine.records.create(root, 'user', { name: 'Old', email: 'old@berzs.example' })).id
  const task = (subject: string) =>
    engine.records.create(root, 'activity', { party: id, kind: 'task', subject, owner })
  await task('Send the offer')
  await task('Collect the machine')
  await engine.records.create(root, 'activity', { party: id, kind: 'note', subject: 'Talked', owner })
  const portal = { name: 'Somebody of theirs', email: 'them@berzs.example', party: id }
  const them = (await engine.records.create(root, 'user', portal)).id
  const impact = await engine.records.impact(root, 'customer', id, 'deactivate', {})
  const told = impact.lines.map(({ key, count, outcomes, open }) => [key, count, outcomes.join(), open])
  assert.deepEqual(
    told.filter(([key]) => String(key).split('.').length === 3),
    [
      ['user.party.access', 1, 'keep,close', 'warned'],
      ['activity.party.task', 2, 'keep,handOver,close', 'warned'],
      ['activity.party.talk', 1, 'keep', null],
    ],
  )
  const run = (outcomes: object, options: object = {}) =>
    engine.records.run(root, 'customer', id, 'deactivate', { reason: 'other', outcomes }, options)
  await assert.rejects(run({}), { code: 'unconfirmed' })
  await assert.rejects(run({ 'activity.party.note': 'close' }), { status: 422 })
  const boss = (await engine.records.create(root, 'user', { name: 'Boss', email: 'boss@berzs.example' })).id
  const done = await run({ 'activity.party.task': { handOver: boss }, 'user.party.access': 'close' })
  const tasks = await read(engine, root, 'activity', { party: id, kind: 'task' })
  assert.deepEqual(
    tasks.map((one: { owner: { id: string }; done: boolean }) => [one.owner.id, one.done]),
    [
      [boss, false],
      [boss, false],
    ],
  )
  assert.equal((await read(engine, root, 'user', { id: them }))[0].active, false)
  await engine.undo(root, done.change)
  assert.equal((await read(engine, root, 'user', { id: them }))[0].active, true)
  await run({ 'activity.party.task': 'close' }, { confirmed: ['open.user.party.access'] })
  const after = await read(engine, root, 'activity', { party: id, kind: 'task' })
  assert.deepEqual(
    after.map((one: { done: boolean }) => one.done),
    [true, true],
  )
})

test('reasons are counted by month, reason and category', async (t) => {
  const { engine, root } = await firm(t)
  const gold = (await engine.records.create(root, 'category', { name: 'Gold' })).id
  for (const [reason, category] of [
    ['businessRisk', gold],
    ['businessRisk', gold],
    ['other', null],
  ] as const) {
    const id = await customer(engine, root, category ? { category } : {})
    await engine.records.run(root, 'customer', id, 'freeze', { reason })
  }
  const counted = JSON.parse(
    await engine.records.aggregate(root, 'statusChange', {
      where: { state: 'done', action: 'freeze' },
      groupBy: ['day.month', 'reason', 'category'],
    }),
  )
  const title = (value: { title: string } | null) => value?.title ?? null
  assert.deepEqual(
    counted.groups.map((one: { values: Record<string, never>; count: number }) => [
      ...[title(one.values['reason'] ?? null), title(one.values['category'] ?? null), one.count],
    ]),
    [
      ['Business risk', 'Gold', 2],
      ['Other', null, 1],
    ],
  )
  assert.match(counted.groups[0].values['day.month'], /^\d{4}-\d\d-01$/)
  assert.equal(counted.total.count, 3)
})

test('what is written down late stands in the log under its own day, and was done when it was written', async (t) => {
  const { engine, root } = await firm(t)
  const id = await customer(engine, root)
  await engine.records.run(root, 'customer', id, 'deactivate', { reason: 'other', effective: '2024-02-29' })
  const [{ day, state, doneAt }] = await read(engine, root, 'statusChange', { party: id })
  assert.deepEqual([day, state], ['2024-02-29', 'done'])
  assert.ok(doneAt > '2025', doneAt)
  const [{ status }] = await read(engine, root, 'customer', { id })
  assert.equal(status, 'inactive')
  const counted = JSON.parse(
    await engine.records.aggregate(root, 'statusChange', {
      where: { day: { atMost: '2024-12-31' } },
      groupBy: ['day.month'],
      sums: [],
    }),
  )
  assert.equal(counted.total.count, 1)
  const back = (effective: string) =>
    engine.records.run(root, 'customer', id, 'reactivate', { reason: 'settled', effective })
  await assert.rejects(back('2024-02-28'), /is of 29 Feb 2024\. Give that day or a later one/)
  const { change } = await back('2024-02-29')
  await engine.undo(root, change)
  // What was undone never was: the day counts from what stands.
  await back('2024-03-01')
})

test('a reason is told in the language of whoever reads, and filtered, grouped, sorted and followed', async (t) => {
  const { engine, root } = await firm(t)
  const manager = await staff(engine, root, 'manager')
  const reader = (language: Actor['language']) => ({ ...manager, language })
  const reasons = ['marketChange', 'businessRisk', 'marketChange']
  const ids: string[] = []
  for (const [at, reason] of reasons.entries()) {
    ids.push(await customer(engine, root, { name: `SIA ${at}` }))
    await engine.records.run(root, 'customer', ids[at]!, 'freeze', { reason })
  }
  const own = { name: 'Court ruling', actions: ['freeze'] }
  const court = (await engine.records.create(root, 'statusReason', own)).id
  ids.push(await customer(engine, root, { name: 'SIA 3' }))
  await engine.records.run(root, 'customer', ids[3]!, 'freeze', { reason: court })

  const told = async (language: Actor['language'], query: object) =>
    JSON.parse(
      await engine.records.list(reader(language), 'customer', { fields: ['name', 'statusReason'], ...query }),
    ).items.map((one: Record<string, { title: string }>) => [one['name'], one['statusReason']?.title])
  assert.deepEqual(await told('ru', { sort: 'statusReason,name' }), [
    // One that the owner named in no other language keeps its only name.
    ['SIA 3', 'Court ruling'],
    ...[['SIA 1', 'Деловой риск']],
    ...[
      ['SIA 0', 'Изменение рынка'],
      ['SIA 2', 'Изменение рынка'],
    ],
  ])
  assert.deepEqual(await told('ka', { where: { statusReason: 'businessRisk' } }), [['SIA 1', 'ბიზნეს რისკი']])
  const followed = { 'statusReason.name': { contains: 'court' } }
  assert.deepEqual(await told('lv', { where: followed }), [['SIA 3', 'Court ruling']])
  const some = { statusReason: { in: ['businessRisk', court] } }
  assert.deepEqual((await told('en', { where: some, sort: 'name' })).length, 2)

  const { groups } = JSON.parse(
    await engine.records.aggregate(reader('zh'), 'customer', { groupBy: ['statusReason'] }),
  )
  const counts = groups.map((one: { values: { statusReason: { title: string } }; count: number }) => [
    one.values.statusReason.title,
    one.count,
  ])
  assert.deepEqual(Object.fromEntries(counts), { 市场变化: 2, 'Court ruling': 1, 业务风险: 1 })
  const history = JSON.parse(await engine.history.of(reader('lv'), 'customer', ids[1]!, {}))
  const [change] = history.items
    .flatMap((one: { changes: { field: string }[] }) => one.changes)
    .filter((one: { field: string }) => one.field === 'statusReason')
  assert.deepEqual([change.before, change.after.title], [null, 'Biznesa risks'])
  // Taken up again, it says why, and no word of another language stands for a memo.
  await engine.records.run(root, 'customer', ids[1]!, 'reactivate', { reason: 'settled' })
  const [again] = await read(engine, reader('ru'), 'customer', { id: ids[1] })
  assert.deepEqual([again.statusReason.title, again.statusMemo], ['То, что мешало, улажено', null])
})
