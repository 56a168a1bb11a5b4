import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { sql } from '#engine'
import { addDays, newId, type Day } from '#model'
import { mailServer } from '#testing'
import { office, type Caller } from './office.ts'

const [customers, contacts, activities] = [2_500, 800, 1_200]

/** An office with somebody who leaves, to whom thousands of records belong, and who takes them over. */
async function leaving(t: TestContext, smtpUrl?: string) {
  const place = await office(t, smtpUrl === undefined ? {} : { smtpUrl })
  const { engine, as } = place
  const { administrator } = as
  const posts = await administrator.get('posts?where={"key":"manager"}')
  const person = async (name: string) => {
    const made = await administrator.post('users', {
      ...{ name, email: `${name.toLowerCase()}@daugava.example`, posts: [{ post: posts.body.items[0].id }] },
    })
    assert.equal(made.status, 201, made.text)
    return made.body.id as string
  }
  const [leaver, heir] = [await person('Aija'), await person('Baiba')]
  const others = await counted(administrator, 'customers', { manager: { not: leaver } })
  await engine.database.query(
    sql`insert into party (id, name, kind, is_customer, customer__status, customer__manager)
        select gen_random_uuid(), 'Held ' || n, 'organization', true,
          case n % 50 when 0 then 'frozen' when 1 then 'inactive' else 'active' end, ${leaver}::uuid
        from generate_series(1, ${customers}::int) n`,
  )
  await engine.database.query(
    sql`insert into party (id, name, kind, is_contact, contact__status, contact__manager)
        select gen_random_uuid(), 'Spoken to ' || n, 'person', true, 'active', ${leaver}::uuid
        from generate_series(1, ${contacts}::int) n`,
  )
  await engine.database.query(
    sql`insert into activity (id, subject, kind, owner, done, party)
        select gen_random_uuid(), 'To do ' || n, 'task', ${leaver}::uuid, n % 3 = 0,
          (select id from party where customer__manager = ${leaver}::uuid and customer__status = 'active' limit 1)
        from generate_series(1, ${activities}::int) n`,
  )
  return { ...place, leaver, heir, others }
}

async function counted(who: Caller, path: string, where: object): Promise<number> {
  const answer = await who.get(
    `${path}?where=${encodeURIComponent(JSON.stringify(where))}&limit=1&count=exact`,
  )
  assert.equal(answer.status, 200, answer.text)
  return answer.body.count
}

test('what thousands of records say of who leaves is handed over, each with its history, and taken back', async (t) => {
  const { engine, as, leaver, heir, others } = await leaving(t)
  const { administrator } = as
  const kinds = [
    ['customers', 'manager', customers],
    ['contacts', 'manager', contacts],
    ['activities', 'owner', activities],
  ] as const
  const changes: string[] = []
  for (const [path, field, count] of kinds) {
    assert.equal(await counted(administrator, path, { [field]: leaver }), count)
    const given = { where: { [field]: leaver }, changes: { [field]: heir } }
    const begun = await administrator.post(`${path}/bulk`, given)
    assert.deepEqual([begun.status, begun.body.total], [202, count], begun.text)
    changes.push(begun.body.change)
  }
  const gone = await administrator.patch(`users/${leaver}`, { active: false })
  assert.equal(gone.status, 200, gone.text)
  await engine.jobs.drain()
  for (const [path, field, count] of kinds) {
    assert.equal(await counted(administrator, path, { [field]: leaver }), 0, path)
    assert.equal(await counted(administrator, path, { [field]: heir }), count, path)
  }
  assert.equal(await counted(administrator, 'customers', { manager: { not: heir } }), others)

  const where = encodeURIComponent(JSON.stringify({ manager: heir, status: 'inactive' }))
  const [one] = (await administrator.get(`customers?where=${where}&limit=1`)).body.items
  const history = (await administrator.get(`customers/${one.id}/history`)).body.items
  const [moved] = history.filter((entry: { change: string }) => entry.change === changes[0])
  assert.deepEqual(
    moved.changes.map((change: { before: { title: string }; after: { title: string } }) => [
      change.before.title,
      change.after.title,
    ]),
    [['Aija', 'Baiba']],
  )
  // One that somebody gave to another meanwhile stays with them.
  await administrator.patch(`customers/${one.id}`, { manager: as.manager.user })
  for (const change of changes) {
    const undone = await administrator.post(`changes/${change}/undo`)
    assert.ok([200, 202].includes(undone.status), undone.text)
  }
  await engine.jobs.drain()
  assert.equal(await counted(administrator, 'customers', { manager: leaver }), customers - 1)
  assert.equal(await counted(administrator, 'contacts', { manager: leaver }), contacts)
  assert.equal(await counted(administrator, 'activities', { owner: leaver }), activities)
  assert.equal((await administrator.get(`customers/${one.id}`)).body.manager.id, as.manager.user)
})

test('nobody hands over what they do not see, and nobody is told how much it is', async (t) => {
  const { as, leaver, heir, engine } = await leaving(t)
  const given = { where: { manager: leaver }, changes: { manager: heir } }
  const tried = await as.seller.post('customers/bulk', { ...given, dryRun: true })
  assert.deepEqual([tried.body.matching, tried.body.changeable], [0, 0], tried.text)
  const begun = await as.seller.post('customers/bulk', given)
  assert.equal(begun.body.total, 0, begun.text)
  const finance = await as.finance.post('customers/bulk', given)
  await engine.jobs.drain()
  assert.ok(finance.status === 202 || finance.status === 403, finance.text)
  assert.equal(await counted(as.administrator, 'customers', { manager: leaver }), customers)
})

test('a step of intake that waits for who leaves is passed on, and whoever takes it over is reminded at once', async (t) => {
  const server = await mailServer(t)
  const { as, engine, leaver, heir } = await leaving(t, server.url)
  const { administrator } = as
  await administrator.patch('settings', { 'intake.roles': ['supplier'] })
  const made: string[] = []
  for (const name of ['SIA Ūdrs', 'SIA Bebrs', 'SIA Caune']) {
    const { body } = await as.clerk.post('suppliers', { name }, { confirmed: 'duplicate' })
    const next = name === 'SIA Caune' ? as.manager.user : leaver
    const submitted = await as.clerk.post(`suppliers/${body.id}/submit`, { next })
    assert.equal(submitted.status, 200, submitted.text)
    made.push(body.id)
  }
  const remind = async () => {
    const actor = await engine.access.systemActor('test')
    await engine.database.query(
      sql`update party set supplier__stage_due = current_date - 10 where supplier__stage_due is not null`,
    )
    await engine.database.transaction((tx) => engine.jobs.add(tx, 'remind overdue', {}, { actor }))
    await engine.jobs.drain()
  }
  await remind()
  assert.match((await server.next('aija@daugava.example')).subject ?? '', /: 2$/)

  const { objects } = (await administrator.get('model')).body
  const supplier = objects.find((one: { name: string }) => one.name === 'supplier')
  const [hands] = supplier.actions.filter((action: { hands: string | null }) => action.hands === 'waitsFor')
  assert.deepEqual(
    [hands.name, hands.input.map(({ name }: { name: string }) => name)],
    ['passOn', ['waitsFor']],
  )
  const given = { where: { waitsFor: leaver }, action: 'passOn', input: { waitsFor: heir } }
  assert.equal((await as.clerk.post('suppliers/bulk', given)).body.total, 0, 'who has no right moves nothing')
  const begun = await administrator.post('suppliers/bulk', given)
  assert.deepEqual([begun.status, begun.body.total], [202, 2], begun.text)
  await administrator.patch(`users/${leaver}`, { active: false })
  await engine.jobs.drain()
  const waits = async () => {
    const where = encodeURIComponent(JSON.stringify({ id: { in: made } }))
    const { items } = (await administrator.get(`suppliers?where=${where}&sort=name&fields=waitsFor,status`))
      .body
    return items.map((one: { waitsFor: { title: string }; status: string }) => [
      one.waitsFor.title,
      one.status,
    ])
  }
  const manager = (await administrator.get(`users/${as.manager.user}`)).body.name
  assert.deepEqual(await waits(), [
    ['Baiba', 'submitted'],
    [manager, 'submitted'],
    ['Baiba', 'submitted'],
  ])
  const history = (await administrator.get(`suppliers/${made[0]}/history`)).body.items
  assert.ok(history.some(({ action }: { action: string }) => action === 'do:supplier.passOn'))
  await remind()
  assert.match((await server.next('baiba@daugava.example')).subject ?? '', /: 2$/, 'it is new to her')
  await remind()
  const mails = server.mails.filter(({ to }) =>
    to?.some(({ address }) => address === 'baiba@daugava.example'),
  )
  assert.equal(mails.length, 1, 'and is told once within the period')

  // Nothing waits for anybody once it was decided; and nobody who has left is waited for.
  const refused = await administrator.post(`suppliers/${made[0]}/passOn`, { waitsFor: leaver })
  assert.equal(refused.status, 422, refused.text)
  const back = await administrator.post(`changes/${begun.body.change}/undo`)
  assert.equal(back.status, 200, back.text)
  assert.deepEqual(
    (await waits()).map(([name]: string[]) => name),
    ['Aija', manager, 'Aija'],
  )
})

test('who stands in for one who leaves does so until they leave, and takes steps in their own name', async (t) => {
  const { as, leaver, engine } = await leaving(t)
  const { administrator, clerk } = as
  await administrator.patch('settings', { 'intake.roles': ['supplier'] })
  const day = (days: number) => addDays(new Date().toISOString().slice(0, 10) as Day, days)
  const stepped = async (name: string) => {
    const { body } = await as.manager.post('suppliers', { name }, { confirmed: 'duplicate' })
    const submitted = await as.manager.post(`suppliers/${body.id}/submit`, { next: leaver })
    assert.equal(submitted.status, 200, submitted.text)
    return body.id as string
  }
  const [first, second] = [await stepped('SIA Ūdrs'), await stepped('SIA Bebrs')]
  assert.equal((await clerk.post(`suppliers/${first}/verify`)).status, 403)
  const stands = { user: leaver, substitute: clerk.user, from: day(0), until: day(7) }
  const made = await administrator.post('substitutes', stands)
  assert.equal(made.status, 201, made.text)
  const verified = await clerk.post(`suppliers/${first}/verify`, { memo: 'For Aija' })
  assert.equal(verified.status, 200, verified.text)
  const where = encodeURIComponent(JSON.stringify({ party: first, action: 'verify' }))
  const log = await administrator.get(`status-changes?where=${where}&fields=createdBy,memo`)
  assert.deepEqual(
    log.body.items.map(({ createdBy, memo }: { createdBy: { id: string }; memo: string }) => [
      createdBy.id,
      memo,
    ]),
    [[clerk.user, 'For Aija']],
  )
  // Who has left has no rights that anybody could have from them, whatever the days of the substitution say.
  const left = await administrator.patch(`users/${leaver}`, { active: false })
  assert.equal(left.status, 200, left.text)
  assert.equal((await clerk.post(`suppliers/${second}/verify`)).status, 403)
  const again = await administrator.post('substitutes', { ...stands, from: day(1) })
  assert.ok(again.status >= 400 || (await clerk.post(`suppliers/${second}/verify`)).status === 403)
  const passed = await administrator.post(`suppliers/${second}/passOn`, { waitsFor: as.manager.user })
  assert.equal(passed.status, 200, passed.text)
  await engine.jobs.drain()
})

test('who deactivates themselves is told to wait for what they began, such as handing over', async (t) => {
  const { as, engine } = await office(t)
  const { administrator: root } = as
  const where = encodeURIComponent('{"administrator":true}')
  const [post] = (await root.get(`posts?where=${where}&fields=id`)).body.items
  const made = await root.post('users', { name: 'Otra', email: 'otra@osta.lv', posts: [{ post: post.id }] })
  assert.equal(made.status, 201, made.text)
  await engine.accounts.createKey({ user: made.body.id, name: 'test', source: 'cli' })
  // Its turn comes in an hour, so that it waits while this goes on.
  const begin = (user: string, name: string) =>
    engine.database.query(
      sql`insert into job (id, name, payload, actor, label, run_at)
          values (${newId()}, ${name}, '{}', ${user}, 'Customers', now() + interval '1 hour')`,
    )
  const leave = () => root.patch(`users/${root.user}?dryRun=true`, { active: false })
  await begin(root.user, 'planned action')
  await begin(made.body.id, 'bulk')
  assert.equal((await leave()).status, 200, 'what others began, and plans, keep nobody')
  await begin(root.user, 'merge')
  assert.match((await leave()).text, /"ownWork"/, 'a merge of many ends with the rights of who began it')
  await engine.database.query(sql`delete from job where name = 'merge'`)
  await begin(root.user, 'bulk')
  for (const refused of [await leave(), await root.patch(`users/${root.user}`, { active: false })]) {
    assert.match(refused.text, /"ownWork"/)
    assert.match(refused.text, /still under way: Customers/)
  }
  // Others they may deactivate: whose work it is has said nothing to it.
  assert.equal((await root.patch(`users/${made.body.id}`, { active: false })).status, 200)
})
