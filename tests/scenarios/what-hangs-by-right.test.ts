import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holder, made } from './holder.ts'
import { office } from './office.ts'

test('open business is handed over and closed only where each field that this writes may be changed', async (t) => {
  const place = await office(t)
  const { as } = place
  const { administrator: root, manager } = as
  const reasons = encodeURIComponent('{"key":"noLongerActive"}')
  const reason = (await root.get(`status-reasons?where=${reasons}`)).body.items[0].id
  const seen = ['user', 'party', 'statusReason', 'statusChange'].map((object) => ({ object, see: ['all'] }))
  const leader = await holder(place, 'leader2', [
    ...seen,
    {
      object: 'customer',
      actions: ['read', 'change', 'deactivate', 'confirm'],
      see: ['all'],
      change: ['city'],
    },
    { object: 'activity', actions: ['read', 'change'], see: ['all'], change: ['subject'] },
    {
      object: 'activity',
      actions: ['read', 'change'],
      see: ['all'],
      change: ['owner'],
      rows: { owner: '$me' },
    },
    { object: 'activity', actions: ['read', 'change'], see: ['all'], change: ['done'], rows: { due: null } },
  ])
  const customer = await made(root, 'customers', { name: 'SIA Sprauga' })
  const task = (subject: string, owner: string, due: string | null) =>
    made(root, 'activities', { kind: 'task', party: customer, subject, owner, due })
  await task('Own', leader.user, '2031-01-01')
  const theirs = await task('Theirs', manager.user, '2031-01-01')
  const open = await task('Open', manager.user, null)
  assert.ok((await leader.patch(`activities/${theirs}`, { owner: leader.user })).status >= 400)
  assert.ok((await leader.patch(`activities/${theirs}`, { done: true })).status >= 400)
  const ask = `customers/${customer}/deactivate?dryRun=true`
  assert.ok((await leader.post(ask, { reason })).status < 500)

  const key = 'activity.party.task'
  const given = { reason, outcomes: { [key]: { handOver: leader.user } } }
  const confirmed = { confirmed: `open.${key}` }
  const handed = await leader.post(`customers/${customer}/deactivate`, given, confirmed)
  assert.equal(handed.status, 200, handed.text)
  const stands = async () => {
    const { items } = (
      await root.get(`activities?where=${encodeURIComponent(JSON.stringify({ party: customer }))}`)
    ).body
    return Object.fromEntries(
      (items as { subject: string; owner: { id: string }; done: boolean }[]).map((one) => [
        one.subject,
        [one.owner.id, one.done],
      ]),
    )
  }
  const before = {
    Own: [leader.user, false],
    Theirs: [manager.user, false],
    Open: [manager.user, false],
  }
  assert.deepEqual(await stands(), before, 'it would have made them the owner of what is another’s')
  const undone = await root.post(`changes/${handed.headers.get('kontor-change')}/undo`)
  assert.equal(undone.status, 200, undone.text)

  const { lines } = (await leader.get(`customers/${customer}/impact?action=deactivate`)).body
  const [line] = lines.filter((one: { key: string }) => one.key === key)
  assert.deepEqual([line.count, line.outcomes], [3, ['keep', 'handOver', 'close']])
  const closing = { reason, outcomes: { [key]: 'close' } }
  const closed = await leader.post(`customers/${customer}/deactivate`, closing, confirmed)
  assert.equal(closed.status, 200, closed.text)
  assert.deepEqual(await stands(), { ...before, Open: [manager.user, true] }, open)
})
