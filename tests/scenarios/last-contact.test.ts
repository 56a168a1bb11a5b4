import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office } from './office.ts'

test('the last contact of a partner is the last talk that took place, whatever becomes of it', async (t) => {
  const { engine, as } = await office(t)
  const { clerk } = as
  const made = await clerk.post('customers', { name: 'Sarunu Nams SIA', country: 'LV' })
  const party = made.body.id as string
  const lastContact = async () => (await clerk.get(`customers/${party}`)).body.lastContact as string | null
  const told = async (values: Record<string, unknown>) => {
    const answer = await clerk.post('activities', { party, subject: 'About the crane', ...values })
    assert.equal(answer.status, 201, answer.text)
    return answer.body.id as string
  }
  assert.equal(await lastContact(), null)
  await told({ kind: 'call', at: '2026-03-02T10:00:00Z', done: true })
  const visit = await told({ kind: 'visit', at: '2026-03-09T10:00:00Z', done: true })
  await told({ kind: 'note', at: '2026-03-20T10:00:00Z', done: true })
  await told({ kind: 'task', due: '2026-03-21', done: true })
  const planned = await told({ kind: 'email', at: '2026-03-25T10:00:00Z' })
  assert.equal(await lastContact(), '2026-03-09T10:00:00Z')

  assert.equal((await clerk.post(`activities/${planned}/complete`, {})).status, 200)
  assert.equal(await lastContact(), '2026-03-25T10:00:00Z')
  await clerk.patch(`activities/${planned}`, { kind: 'note' })
  assert.equal(await lastContact(), '2026-03-09T10:00:00Z')
  const other = await clerk.post('suppliers', { name: 'Citu Nams SIA', country: 'LV' })
  await clerk.patch(`activities/${visit}`, { party: other.body.id })
  assert.equal(await lastContact(), '2026-03-02T10:00:00Z')
  const moved = await clerk.get(`suppliers/${other.body.id}`)
  assert.equal(moved.body.lastContact, '2026-03-09T10:00:00Z')
  await clerk.remove(`activities/${visit}`)
  assert.equal((await clerk.get(`suppliers/${other.body.id}`)).body.lastContact, null)
  assert.equal((await clerk.patch(`customers/${party}`, { lastContact: '2026-01-01T10:00:00Z' })).status, 422)
  assert.deepEqual(await engine.verify(), [])
})

test('those without a contact for 90 days stand in a list of their own, the longest silent first', async (t) => {
  const { as } = await office(t)
  const customers = await as.clerk.get('customers?limit=1000&fields=id,lastContact,status')
  const since = Date.now() - 90 * 86_400_000
  const quiet = customers.body.items.filter(
    ({ lastContact }: { lastContact: string | null }) => !lastContact || Date.parse(lastContact) < since,
  )
  const where = encodeURIComponent(
    JSON.stringify({ status: 'active', not: { lastContact: { within: '-90d' } } }),
  )
  const { body } = await as.clerk.get(`customers?where=${where}&sort=lastContact&limit=1000&count=exact`)
  assert.ok(quiet.length > 5 && quiet.length < customers.body.items.length, `${quiet.length}`)
  assert.ok(
    Math.abs(body.count - quiet.length) <= 2,
    `${body.count} and ${quiet.length}, but for the edge of a day`,
  )
  const days = body.items.map(({ lastContact }: { lastContact: string | null }) => lastContact ?? '9999')
  assert.deepEqual(days, days.toSorted())
})
