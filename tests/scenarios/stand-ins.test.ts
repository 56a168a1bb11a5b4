import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holder, made } from './holder.ts'
import { office } from './office.ts'

test('a borrowed right whose condition goes by a formula that names somebody opens nothing of the substitute', async (t) => {
  const place = await office(t)
  const { administrator: root } = place.as
  const field = (name: string, more: object) =>
    root.post('objects/customer/fields', { type: 'formula', name, label: name, ...more })
  for (const [name, formula] of [
    ['mine', 'manager = $me'],
    ['score', 'IF(x_mine, 1, 0)'],
  ] as const) {
    const added = await field(name, { gives: name === 'mine' ? 'yesNo' : 'integer', formula })
    assert.equal(added.status, 201, added.text)
  }
  const own = [{ object: 'customer', rows: { x_score: 1 }, see: ['name'] }]
  const away = await holder(place, 'away', own)
  const other = await holder(place, 'other', [])
  const days = { from: '2020-01-01', until: '2099-12-31' }
  const city = [{ object: 'customer', rows: { city: 'Ogre' }, see: ['name'] }]
  const plain = await holder(place, 'plain', city)
  for (const { user } of [away, plain])
    await made(root, 'substitutes', { user, substitute: other.user, ...days })
  for (const [name, manager, town] of [
    ['Of away', away.user, 'Rīga'],
    ['Of other', other.user, 'Rīga'],
    ['Of nobody', null, 'Ogre'],
  ])
    await made(root, 'customers', { name, manager, city: town })
  const seen = async (who: typeof other) =>
    (await who.get('customers?fields=name&sort=name')).body.items?.map((one: { name: string }) => one.name)
  assert.deepEqual(await seen(away), ['Of away'])
  // Whom it means cannot be told of somebody else, so it gives them nothing; other rights stay.
  assert.deepEqual(await seen(other), ['Of nobody'])
})
