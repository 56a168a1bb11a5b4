import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test, type TestContext } from 'node:test'
import { createEngine, type Actor, type Engine } from '#engine'
import { begunDatabase } from '#testing'
import { modules } from '../index.ts'
import { after } from './intake-stages.ts'

async function firm(t: TestContext): Promise<{ engine: Engine; root: Actor }> {
  const { url, schema } = await begunDatabase(t)
  const engine = await createEngine({
    ...{ databaseUrl: url, schema, dataFolder: '/tmp', modules },
  })
  t.after(() => engine.close())
  const root = await engine.access.systemActor('test')
  await engine.settings.set(root, 'intake.roles', ['supplier'])
  return { engine, root }
}

const read = async (engine: Engine, actor: Actor, object: string, where: object) =>
  JSON.parse(await engine.records.list(actor, object, { where, sort: 'createdAt' })).items

async function staff(engine: Engine, root: Actor, post: string): Promise<Actor> {
  const [found] = await read(engine, root, 'post', { key: post })
  const values = { name: `A ${post}`, email: `${post}@berzs.example`, posts: [{ post: found.id }] }
  const user = await engine.records.create(root, 'user', values)
  return engine.access.actorFor({ user: user.id, source: 'api', request: 'r' })
}

async function supplier(engine: Engine, actor: Actor, values: object = {}): Promise<string> {
  const made = { name: 'SIA Bērzs', country: 'LV', ...values }
  return (await engine.records.create(actor, 'supplier', made)).id
}

const statusOf = async (engine: Engine, root: Actor, id: string) =>
  (await read(engine, root, 'supplier', { id }))[0].status

test('a partner goes from step to step by people of different posts, each named in the log', async (t) => {
  const { engine, root } = await firm(t)
  const [clerk, manager, finance, leader] = await Promise.all(
    ['clerk', 'manager', 'finance', 'leader'].map((post) => staff(engine, root, post)),
  )
  if (!clerk || !manager || !finance || !leader) throw new Error('There are no staff.')
  const id = await supplier(engine, clerk)
  const step = (actor: Actor, name: string, input = {}) =>
    engine.records.run(actor, 'supplier', id, name, input)
  await assert.rejects(step(clerk, 'verify'), { status: 403 })
  await assert.rejects(step(leader, 'approve'), { code: 'notNow' })
  await step(clerk, 'submit', { next: manager.user })
  const [waits] = await read(engine, root, 'supplier', { id })
  assert.equal(waits.waitsFor.id, manager.user)
  assert.ok(waits.stageSince && waits.stageDue > '2020-01-01')
  await step(manager, 'verify', { memo: 'Licence seen' })
  await assert.rejects(step(finance, 'return', {}), { status: 422 })
  await step(finance, 'return', { memo: 'Which bank?' })
  await step(clerk, 'submit')
  await step(manager, 'verify')
  await step(finance, 'validate')
  await step(leader, 'approve')
  const fields = ['action', 'from', 'to', 'createdBy']
  const asked = { where: { party: id }, sort: 'createdAt', fields }
  const log = JSON.parse(await engine.records.list(root, 'statusChange', asked)).items
  const told = log.map((one: Record<string, { id: string }>) => [
    one['action'],
    one['from'],
    one['to'],
    one['createdBy']?.id,
  ])
  assert.deepEqual(told, [
    ['submit', 'draft', 'submitted', clerk.user],
    ['verify', 'submitted', 'verified', manager.user],
    ['return', 'verified', 'returned', finance.user],
    ['submit', 'returned', 'submitted', clerk.user],
    ['verify', 'submitted', 'verified', manager.user],
    ['validate', 'verified', 'validated', finance.user],
    ['approve', 'validated', 'active', leader.user],
  ])
  const [now] = await read(engine, root, 'supplier', { id })
  assert.deepEqual([now.status, now.stageDue, now.waitsFor], ['active', null, null])
})

test('where intake is asked for, nobody makes a partner that is active at once', async (t) => {
  const { engine, root } = await firm(t)
  await assert.rejects(supplier(engine, root, { status: 'active' }), /begins as “Draft”/)
  const id = await supplier(engine, root)
  assert.equal(await statusOf(engine, root, id), 'draft')
  const made = await engine.records.create(root, 'customer', { name: 'SIA Osis' })
  assert.equal((await read(engine, root, 'customer', { id: made.id }))[0].status, 'active')
  // Neither by giving the role to somebody who is a customer already.
  await engine.records.create(root, 'supplier', { party: made.id })
  assert.equal(await statusOf(engine, root, made.id), 'draft')
})

test('whoever entered a partner does not approve it, unless the owner lets them', async (t) => {
  const { engine, root } = await firm(t)
  const [manager, leader] = [await staff(engine, root, 'manager'), await staff(engine, root, 'leader')]
  const id = await supplier(engine, manager)
  const step = (actor: Actor, name: string) => engine.records.run(actor, 'supplier', id, name, {})
  for (const name of ['submit', 'verify', 'validate']) await step(manager, name)
  await assert.rejects(step(manager, 'approve'), { code: 'parties.ownEntry' })
  await engine.settings.set(root, 'intake.eyes', 'any')
  await step(manager, 'approve')
  await engine.settings.set(root, 'intake.eyes', 'each')
  const other = await supplier(engine, root)
  const go = (actor: Actor, name: string) => engine.records.run(actor, 'supplier', other, name, {})
  await go(root, 'submit')
  await go(manager, 'verify')
  await assert.rejects(go(manager, 'validate'), { code: 'parties.ownStep' })
  await go(root, 'refuse').catch(() => {})
  await assert.rejects(go(leader, 'validate'), { status: 403 })
})

test('whoever took a partner of others up in a role does not approve it there', async (t) => {
  const { engine, root } = await firm(t)
  const [manager, leader] = [await staff(engine, root, 'manager'), await staff(engine, root, 'leader')]
  const undoer = await staff(engine, root, 'administrator')
  const id = (await engine.records.create(root, 'customer', { name: 'SIA Osis' })).id
  await engine.records.create(manager, 'supplier', { party: id })
  const step = (actor: Actor, name: string) => engine.records.run(actor, 'supplier', id, name, {})
  await step(root, 'submit')
  for (const name of ['verify', 'validate']) await step(manager, name)
  await assert.rejects(step(manager, 'approve'), { code: 'parties.ownEntry' })
  await step(leader, 'approve')
  // What was taken back, and stands again, was taken up by whoever did so the first time.
  const again = (await engine.records.create(root, 'customer', { name: 'SIA Liepa' })).id
  const { change } = await engine.records.create(manager, 'supplier', { party: again })
  const undone = await engine.undo(manager, change)
  await engine.undo(undoer, undone.change)
  const go = (actor: Actor, name: string) => engine.records.run(actor, 'supplier', again, name, {})
  await go(root, 'submit')
  for (const name of ['verify', 'validate']) await go(manager, name)
  await assert.rejects(go(manager, 'approve'), { code: 'parties.ownEntry' })
  await go(undoer, 'approve')
})

test('refusing takes a governed reason, and one in intake is not simply deactivated', async (t) => {
  const { engine, root } = await firm(t)
  const id = await supplier(engine, root)
  const step = (name: string, input: object) =>
    engine.records.run(root, 'supplier', id, name, input as Record<string, unknown>)
  await assert.rejects(step('deactivate', { reason: 'other' }), { code: 'notNow' })
  await assert.rejects(step('refuse', { reason: 'noLongerActive' }), { status: 422 })
  await step('refuse', { reason: 'papersFail', memo: 'A copy of a copy' })
  assert.equal(await statusOf(engine, root, id), 'refused')
  await assert.rejects(step('reactivate', { reason: 'settled' }), { code: 'notNow' })
  await step('return', { memo: 'They sent the original' })
  assert.equal(await statusOf(engine, root, id), 'returned')
})

test('what is obligatory before a step is told all at once, also for the steps that are passed over', async (t) => {
  const { engine, root } = await firm(t)
  await engine.catalog.setRules(root, 'supplier', [
    { require: 'taxId', before: 'submit', when: { country: 'LV' } },
    { require: 'files', having: { kind: 'licence' }, before: 'verify' },
    { require: 'bankAccounts', before: 'validate', when: { country: 'DE' } },
  ])
  const id = await supplier(engine, root)
  const step = (name: string) => engine.records.run(root, 'supplier', id, name, {})
  const missing = async () =>
    (await engine.records.unmet(root, 'supplier', id)).items
      .filter(({ action }) => ['submit', 'verify'].includes(action))
      .map(({ action, missing: all }) => [action, ...all.map(({ field }) => field)])
  assert.deepEqual(await missing(), [['submit', 'taxId']])
  await assert.rejects(step('submit'), { code: 'incomplete', status: 422 })
  // Saving is not held back: what is missing now may come later.
  await engine.records.update(root, 'supplier', id, { city: 'Rīga' })
  await engine.records.update(root, 'supplier', id, { taxId: 'LV40003009497' })
  await engine.settings.set(root, 'intake.steps', ['approve'])
  assert.deepEqual(await missing(), [['submit', 'files']])
  await assert.rejects(step('submit'), /Papers|Files/)
  const arrived = await engine.files.arrive(root, Readable.from([Buffer.from('%PDF-1.4\n')]), 'licence.pdf')
  const file = await engine.files.keep(root, arrived, { name: 'licence.pdf' })
  await arrived.discard()
  await engine.records.create(root, 'partyFile', {
    ...{ party: id, name: 'Licence', kind: 'licence', file: file.id },
  })
  await step('submit')
  assert.equal(await statusOf(engine, root, id), 'validated')
})

test('with no step in use, submitting makes active; else the next one in use waits', () => {
  assert.deepEqual(after('submit', []), { to: 'active', passed: ['verify', 'validate', 'approve'] })
  assert.deepEqual(after('submit', ['approve']), { to: 'validated', passed: ['verify', 'validate'] })
  assert.deepEqual(after('verify', ['verify', 'validate', 'approve']), { to: 'verified', passed: [] })
  assert.deepEqual(after('approve', ['verify']), { to: 'active', passed: [] })
})

test('a number is given at the end of intake, where the owner decided so, and to nobody who is refused', async (t) => {
  const { engine, root } = await firm(t)
  await engine.settings.set(root, 'intake.numberAtEnd', true)
  await engine.settings.set(root, 'intake.steps', ['approve'])
  await engine.settings.set(root, 'intake.eyes', 'any')
  const numberOf = async (id: string, object = 'supplier') =>
    (await read(engine, root, object, { id }))[0].number as string | null
  const manager = await staff(engine, root, 'manager')
  const step = (id: string, name: string, input = {}) =>
    engine.records.run(manager, 'supplier', id, name, input)
  const customer = (await engine.records.create(manager, 'customer', { name: 'SIA Uzreiz' })).id
  const first = await numberOf(customer, 'customer')
  assert.match(first ?? '', /^C-\d+$/, 'who does not go through intake has one at once')
  const refused = await supplier(engine, manager, { name: 'SIA Noraidīta' })
  const taken = await supplier(engine, manager, { name: 'SIA Pieņemta' })
  assert.deepEqual([await numberOf(refused), await numberOf(taken)], [null, null])
  const [reason] = await read(engine, root, 'statusReason', { name: { contains: '' } })
  await step(taken, 'submit')
  assert.equal(await numberOf(taken), null)
  await step(refused, 'refuse', { reason: reason.id, memo: 'Not this one' }).catch(() => undefined)
  await step(taken, 'approve')
  const next = `C-${String(Number(first?.slice(2)) + 1).padStart(5, '0')}`
  assert.deepEqual([await numberOf(refused), await numberOf(taken)], [null, next])
  const old = await supplier(engine, manager, { name: 'SIA Vecā', number: 'OLD-7' })
  await step(old, 'submit')
  await step(old, 'approve')
  assert.equal(await numberOf(old), 'OLD-7', 'a number that it brought stays')
})

test('a draft has a day by which it is to be submitted', async (t) => {
  const { engine, root } = await firm(t)
  const [draft] = await read(engine, root, 'supplier', { id: await supplier(engine, root) })
  const days = (Date.parse(draft.stageDue) - Date.parse(draft.stageSince.slice(0, 10))) / 86_400_000
  assert.ok(days >= 4 && days <= 6, String(days))
  const customer = (await engine.records.create(root, 'customer', { name: 'SIA Uzreiz' })).id
  const [active] = await read(engine, root, 'customer', { id: customer })
  assert.deepEqual([active.status, active.stageDue], ['active', null])
})
