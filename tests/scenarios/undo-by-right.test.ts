import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holder, made } from './holder.ts'
import { office } from './office.ts'

const where = (condition: object) => encodeURIComponent(JSON.stringify(condition))

test('what an action set goes back, and forth again, by the right to that action of today', async (t) => {
  const place = await office(t)
  const { administrator: root } = place.as
  const who = await holder(place, 'freezer', [
    { object: 'customer', see: ['all'], change: ['all'], actions: ['read', 'change'] },
    { object: 'customer', rows: { status: 'active' }, actions: ['freeze'] },
    { object: 'statusReason', see: ['all'] },
  ])
  const record = await made(root, 'customers', { name: 'Atliktais', city: 'Ogre' })
  const status = async () => (await root.get(`customers/${record}?fields=status`)).body.status
  const freeze = async () => {
    const frozen = await who.post(`customers/${record}/freeze`, { reason: 'businessRisk' })
    assert.equal(frozen.status, 200, frozen.text)
    return frozen.headers.get('kontor-change') ?? ''
  }
  const undo = async (change: string) => (await who.post(`changes/${change}/undo`)).body
  const back = await undo(await freeze())
  assert.deepEqual(
    [back.reversed, back.kept, await status()],
    [1, [], 'active'],
    'one’s own, as it was before',
  )
  const frozen = await freeze()
  const grants = (await root.get(`grants?where=${where({ post: who.held })}&fields=actions`)).body.items
  const right = grants.find(({ actions }: { actions: string[] }) => actions.includes('freeze')).id
  assert.equal((await root.remove(`grants/${right}`)).status, 204)
  const kept = await undo(frozen)
  assert.equal(kept.reversed, 0)
  assert.match(kept.kept[0].reason, /^Status was set by an action that you may not do with this record/)
  assert.equal(await status(), 'frozen')
  // Nor does the undo of an undo do what one may not do any more.
  const thawed = await root.post(`changes/${frozen}/undo`)
  assert.deepEqual([thawed.body.reversed, await status()], [1, 'active'], thawed.text)
  assert.equal((await undo(back.change)).reversed, 0)
  assert.equal(await status(), 'active')
  // What was written by hand beside it goes back as ever.
  const term = await who.patch(`customers/${record}`, { paymentDays: 21 })
  const plain = await undo(term.headers.get('kontor-change') ?? '')
  assert.deepEqual([plain.reversed, plain.kept], [1, []])
})
