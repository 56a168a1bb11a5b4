import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { sql } from '#engine'
import { mailServer } from '#testing'
import { office } from './office.ts'

const clerkMail = 'janis@daugava.example'
const managerMail = 'ilze@daugava.example'

/** An office in which suppliers go through intake, and its clock can be set forward. */
async function late(t: TestContext) {
  const server = await mailServer(t)
  const place = await office(t, { smtpUrl: server.url })
  const { as, engine } = place
  await as.administrator.patch('settings', { 'intake.roles': ['supplier'] })
  /** Sets all that was due, and all reminders, so many days back, and reminds. */
  const after = async (days: number, job = 'remind overdue') => {
    const back = sql`make_interval(days => ${days})`
    await engine.database.query(
      sql`update party set supplier__stage_due = supplier__stage_due - ${days}::int where supplier__stage_due is not null`,
    )
    await engine.database.query(sql`update due_reminder set reminded_at = reminded_at - ${back}`)
    const actor = await engine.access.systemActor('test')
    await engine.database.transaction((tx) => engine.jobs.add(tx, job, {}, { actor }))
    await engine.jobs.drain()
  }
  const supplier = async (name: string): Promise<string> => {
    const made = await as.clerk.post('suppliers', { name, email: 'ops@udrs.example' })
    assert.equal(made.status, 201, made.text)
    return made.body.id
  }
  const count = (to: string) =>
    server.mails.filter((mail) => mail.to?.some(({ address }) => address === to)).length
  return { ...place, server, after, supplier, count }
}

test('what is overdue is told to whom it waits for, once for each step and period, all by one mail', async (t) => {
  const { as, after, supplier, server, count } = await late(t)
  const [first] = [await supplier('SIA Ūdrs'), await supplier('SIA Bebrs')]
  await after(5)
  assert.equal(count(clerkMail), 0, 'on its last day nothing is overdue')
  await after(2)
  const mail = await server.next(clerkMail)
  assert.match(mail.subject ?? '', /: 2$/)
  assert.match(mail.text ?? '', /SIA Ūdrs/)
  assert.match(mail.text ?? '', /SIA Bebrs/)
  assert.match(mail.text ?? '', /\/intake/)
  await after(6)
  assert.equal(count(clerkMail), 1, 'not again within the period')
  await after(1)
  await server.next(clerkMail)
  assert.equal((await as.clerk.post(`suppliers/${first}/submit`, { next: as.manager.user })).status, 200)
  await after(4)
  const next = await server.next(managerMail)
  assert.match(next.text ?? '', /SIA Ūdrs/)
  assert.doesNotMatch(next.text ?? '', /Bebrs/, 'another step, another person')
  assert.equal(count(managerMail), 1)
})

test('a step for which nobody was named is told to whoever may take it, else to the administrators', async (t) => {
  const { as, engine, after, supplier, server, count } = await late(t)
  const id = await supplier('SIA Ūdrs')
  assert.equal((await as.clerk.post(`suppliers/${id}/submit`, {})).status, 200)
  await after(7)
  const mail = await server.next(managerMail)
  assert.match(mail.text ?? '', /SIA Ūdrs/)
  assert.equal(count(clerkMail), 0, 'who entered it has done theirs')
  const administratorMail = 'karlis@daugava.example'
  assert.equal(count(administratorMail), 0)
  const actor = await engine.access.systemActor('test')
  const where = { object: 'supplier', actions: { contains: 'verify' } }
  const { items } = JSON.parse(
    await engine.records.list(actor, 'grant', { where, fields: ['id', 'actions'] }),
  ) as { items: { id: string; actions: string[] }[] }
  assert.ok(items.length > 0)
  for (const grant of items) {
    const actions = grant.actions.filter((name) => name !== 'verify')
    await engine.records.update(actor, 'grant', grant.id, { actions })
  }
  const before = count(managerMail)
  await after(8)
  assert.match((await server.next(administratorMail)).text ?? '', /SIA Ūdrs/)
  assert.equal(count(managerMail), before)
})

test('nobody is reminded where the owner does without, of what went on, or of what they may not see', async (t) => {
  const { as, engine, after, supplier, count } = await late(t)
  await supplier('SIA Ūdrs')
  const set = (value: object) => as.administrator.patch('settings', value)
  assert.equal((await set({ 'intake.reminds': ['partner'] })).status, 200)
  await after(30)
  assert.equal(count(clerkMail), 0)
  assert.equal((await set({ 'intake.reminds': ['step'], 'intake.remindAfterDays': 60 })).status, 200)
  await after(1)
  assert.equal(count(clerkMail), 0)
  assert.equal((await set({ 'intake.remindAfterDays': 1 })).status, 200)
  const actor = await engine.access.systemActor('test')
  const { items } = JSON.parse(
    await engine.records.list(actor, 'grant', {
      where: { object: 'supplier', 'post.key': 'clerk' },
      fields: ['id'],
    }),
  ) as { items: { id: string }[] }
  assert.ok(items.length > 0)
  for (const { id } of items) await engine.records.update(actor, 'grant', id, { rows: { name: 'Nobody' } })
  await after(1)
  assert.equal(count(clerkMail), 0)
})

test('a partner is reminded of its form as often as the owner decided, or not at all', async (t) => {
  const { as, engine, after, supplier, count } = await late(t)
  const id = await supplier('SIA Ūdrs')
  assert.equal((await as.clerk.post(`suppliers/${id}/askData`, {})).status, 200)
  await engine.jobs.drain()
  const mails = () => count('ops@udrs.example')
  assert.equal(mails(), 1)
  const older = (days: number) =>
    engine.database.query(
      sql`update data_request set created_at = created_at - make_interval(days => ${days}),
            reminded_at = reminded_at - make_interval(days => ${days})`,
    )
  await as.administrator.patch('settings', { 'intake.remindOutsideDays': 8 })
  await older(4)
  await after(0, 'remind outside')
  assert.equal(mails(), 1)
  await older(5)
  await after(0, 'remind outside')
  assert.equal(mails(), 2)
  await as.administrator.patch('settings', { 'intake.reminds': ['step'] })
  await older(9)
  await after(0, 'remind outside')
  assert.equal(mails(), 2)
})
