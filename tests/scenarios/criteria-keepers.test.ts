import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holder, made } from './holder.ts'
import { office, until, type Reply } from './office.ts'

test('whoever keeps criteria has nothing handed to anybody by those who decide', async (t) => {
  const place = await office(t)
  const { administrator: root, manager, seller } = place.as
  const seen = ['user', 'party', 'statusReason'].map((object) => ({ object, see: ['name'] }))
  const keeper = await holder(place, 'keeper', [
    ...seen,
    { object: 'customer', see: ['name', 'city'] },
    { object: 'activity', rows: { owner: '$me' }, see: ['all'] },
    { object: 'settings', actions: ['criteria'] },
  ])
  const customer = await made(root, 'customers', { name: 'Zz Vecs', city: 'Proposed', manager: seller.user })
  const task = { kind: 'task', party: customer, subject: 'Theirs', text: 'geheim', owner: manager.user }
  const activity = await made(root, 'activities', task)
  const about = { name: 'Old ones', object: 'customer', where: { city: 'Proposed' } }
  const outcomes = { 'activity.party.task': { handOver: keeper.user } }
  const input = { reason: 'noLongerActive', outcomes }
  const faults = ({ status, body }: Reply) => [
    status,
    body.errors?.map(({ field }: { field: string }) => field),
  ]
  const deactivate = await keeper.post('criteria', { ...about, action: 'deactivate', input })
  assert.deepEqual(faults(deactivate), [422, ['input.outcomes']])
  const handOver = { ...about, action: 'handOver', input: { manager: keeper.user } }
  assert.deepEqual(faults(await keeper.post('criteria', handOver)), [422, ['input.manager']])
  // Nor while it is switched off, to be switched on later.
  const off = { ...about, action: 'deactivate', input, active: false }
  assert.deepEqual(faults(await keeper.post('criteria', off)), [422, ['input.outcomes']])
  // What an administrator laid down they may go on keeping, as it is.
  const laidDown = await made(root, 'criteria', { ...about, action: 'deactivate', input })
  assert.equal((await keeper.patch(`criteria/${laidDown}`, { name: 'Oldest', input })).status, 200)
  const worse = { input: { ...input, outcomes: { 'activity.party.task': { handOver: seller.user } } } }
  assert.deepEqual(faults(await keeper.patch(`criteria/${laidDown}`, worse)), [422, ['input.outcomes']])
  // For whom that holds is part of it.
  const wider = { where: {} }
  assert.deepEqual(faults(await keeper.patch(`criteria/${laidDown}`, wider)), [422, ['input.outcomes']])
  assert.equal((await root.remove(`criteria/${laidDown}`)).status, 204)
  // Others say it as they decide.
  const open = await made(keeper, 'criteria', { ...about, action: 'handOver' })
  await root.post('proposals/evaluate')
  const decision = { criterion: open, decision: 'take', input: { manager: manager.user } }
  const taken = await manager.post('proposals', decision)
  assert.equal(taken.status, 202, taken.text)
  await until(async () => (await root.get(`jobs/${taken.body.job}`)).body.state === 'done')
  assert.equal((await root.get(`customers/${customer}`)).body.manager.id, manager.user)
  assert.equal((await keeper.get(`activities/${activity}`)).status, 404)
})
