import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import type { Engine, Transaction } from '#engine'
import { sql } from '#engine'
import { office, until, type Caller } from './office.ts'

/** Work in a transaction that stays open until it is let go. */
async function held(engine: Engine, work: (tx: Transaction) => Promise<unknown>) {
  const { promise: wanted, resolve: letGo } = Promise.withResolvers<void>()
  const { promise: there, resolve: begun, reject } = Promise.withResolvers<void>()
  const over = engine.database.transaction(async (tx) => {
    await work(tx)
    begun()
    await wanted
  })
  over.catch(reject)
  await there
  return async () => {
    letGo()
    await over
  }
}

/** Until somebody waits for a lock of another. */
async function waits(engine: Engine): Promise<void> {
  await until(async () => {
    const rows = await engine.database.query(
      sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return rows.length > 0
  })
}

async function made(as: Caller, path: string, body: object): Promise<string> {
  const answer = await as.post(path, body)
  assert.equal(answer.status, 201, answer.text)
  return answer.body.id as string
}

test('what is begun beside a freeze waits for it and is refused, at every door; what came first is told', async (t) => {
  // One connection each for the freeze, for all who wait for it, and for whoever looks on.
  const { as, engine, anyone } = await office(t, { connections: 10 })
  const actor = await engine.access.actorFor({ user: as.administrator.user, source: 'api', request: 'test' })
  const { records } = engine
  const reason = (await as.manager.get('status-reasons?where={"key":"noLongerActive"}')).body.items[0]
    .id as string
  const partner = () => made(as.manager, 'customers', { name: 'Vienlaikus SIA' })
  const deactivate = (id: string, tx: Transaction) =>
    records.run(actor, 'customer', id, 'deactivate', { reason }, { tx })

  await t.test('creating, copying, linking and reopening after it', async () => {
    const id = await partner()
    const contact = await made(as.manager, 'contacts', { name: 'Kāds Cilvēks' })
    const task = await made(as.manager, 'activities', {
      party: id,
      kind: 'task',
      subject: 'Done',
      done: true,
    })
    const other = await made(as.manager, 'customers', { name: 'Cits SIA' })
    const moved = await made(as.manager, 'activities', { party: other, kind: 'task', subject: 'Elsewhere' })
    const letGo = await held(engine, (tx) => deactivate(id, tx))
    const copied = (await as.manager.get(`activities/${moved}`)).body
    const doors = [
      as.manager.post('activities', { party: id, kind: 'task', subject: 'A visit' }),
      as.manager.post('activities', { party: { id }, kind: copied.kind, subject: copied.subject }),
      as.manager.post('contact-links', { contact, customer: id }),
      as.manager.patch(`activities/${task}`, { done: false }),
      as.manager.patch(`activities/${moved}`, { party: id }),
    ]
    await waits(engine)
    await letGo()
    for (const answer of await Promise.all(doors)) {
      assert.equal(answer.status, 422, answer.text)
      assert.match(answer.body.errors[0].code, /^closed\./)
    }
  })

  await t.test('a file of many rows, of which each is refused', async () => {
    const id = await partner()
    const letGo = await held(engine, (tx) => deactivate(id, tx))
    const rows = [1, 2].map((at) => ({
      kind: 'create' as const,
      values: { party: id, kind: 'task', subject: `Row ${at}` },
    }))
    const imported = records.many(actor, 'activity', rows, {})
    await waits(engine)
    await letGo()
    for (const { errors } of await imported) assert.equal(errors[0]?.code, 'closed.task')
  })

  await t.test('a form for the partner to fill in, asked for or answered meanwhile', async () => {
    const id = await partner()
    const ask = { fields: ['phone'], email: 'ops@vienlaikus.example' }
    assert.equal((await as.manager.post(`customers/${id}/askData`, ask)).status, 200)
    const where = encodeURIComponent(JSON.stringify({ party: id }))
    const form = async () => (await as.administrator.get(`data-requests?where=${where}`)).body.items[0]
    const { id: request, expiresAt } = await form()
    const token = 't'.repeat(43)
    await engine.database.query(
      sql`insert into outside_token (hash, request, expires_at)
          values (${createHash('sha256').update(token).digest()}, ${request}, ${expiresAt})`,
    )
    const opened = await anyone.post('outside/open', { token })
    assert.equal(opened.status, 200, opened.text)
    const outcomes = { 'dataRequest.party.form': 'close' }
    const letGo = await held(engine, (tx) =>
      records.run(actor, 'customer', id, 'deactivate', { reason, outcomes }, { tx }),
    )
    const { version } = opened.body
    const late = [
      as.manager.post(`customers/${id}/askData`, ask),
      anyone.post('outside/save', { token, version, answers: { phone: '+37167000001' } }),
    ]
    await waits(engine)
    await letGo()
    const [askedLate, savedLate] = await Promise.all(late)
    assert.equal(askedLate?.status, 409, askedLate?.text)
    assert.ok([403, 412].includes(savedLate?.status ?? 0), savedLate?.text)
    const { state, answers } = await form()
    assert.deepEqual([state, answers], ['revoked', null], 'nothing came in after it was called off')
  })

  await t.test('a deal before it is seen by it, and has to be confirmed', async () => {
    const id = await partner()
    const letGo = await held(engine, (tx) =>
      records.create(actor, 'activity', { party: id, kind: 'task', subject: 'Before' }, { tx }),
    )
    const freezing = as.manager.post(`customers/${id}/deactivate`, { reason })
    await waits(engine)
    await letGo()
    const answer = await freezing
    assert.equal(answer.status, 409, answer.text)
    assert.match(answer.body.warnings[0].code, /^open\./)
  })

  await t.test('two who begin something with one partner do not wait for each other', async () => {
    const customer = await partner()
    const contacts = [
      await made(as.manager, 'contacts', { name: 'Pirmais Cilvēks' }),
      await made(as.manager, 'contacts', { name: 'Otrais Cilvēks' }),
    ]
    const begin = (contact: string | undefined) => (tx: Transaction) =>
      records.create(actor, 'contactLink', { customer, contact }, { tx })
    const first = await held(engine, begin(contacts[0]))
    const second = await held(engine, begin(contacts[1]))
    await second()
    await first()
  })
})
