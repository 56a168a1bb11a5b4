import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office, type Caller } from './office.ts'

const made = async (who: Caller, path: string, values: object): Promise<string> => {
  const answer = await who.post(path, values)
  assert.equal(answer.status, 201, answer.text)
  return answer.body.id
}

const close = async (who: Caller, action: 'freeze' | 'deactivate' | 'reactivate', customer: string) => {
  const done = await who.post(`customers/${customer}/${action}`, { reason: 'other' })
  assert.equal(done.status, 200, done.text)
}

test('nobody is put under a partner that is frozen or inactive, and the field says why', async (t) => {
  const { administrator } = (await office(t)).as
  const head = await made(administrator, 'customers', { name: 'Ziemelu Holdings Galva' })
  for (const [action, told] of [
    ['freeze', 'Frozen'],
    ['deactivate', 'Inactive'],
  ] as const) {
    await close(administrator, action, head)
    for (const field of ['parent', 'payer']) {
      const refused = await administrator.post('suppliers', {
        name: `Filiale ${action} ${field}`,
        [field]: head,
      })
      assert.equal(refused.status, 422, refused.text)
      const [error] = refused.body.errors
      assert.equal(error.field, field)
      assert.equal(error.code, 'closed.link')
      assert.match(
        error.message,
        new RegExp(`^(Parent company|Paid by): .*“${told}” as customer.*Choose another`),
      )
    }
  }
})

test('who stood under it before stays, and can be changed, taken into a role and taken out', async (t) => {
  const { administrator } = (await office(t)).as
  const head = await made(administrator, 'customers', { name: 'Dienvidu Koncerns' })
  const other = await made(administrator, 'customers', { name: 'Rietumu Sabiedriba' })
  const shop = await made(administrator, 'customers', {
    name: 'Veikals Pie Juras',
    parent: head,
    payer: head,
  })
  await close(administrator, 'freeze', head)
  const changed = await administrator.patch(`customers/${shop}`, { city: 'Liepāja', parent: head })
  assert.equal(changed.status, 200, changed.text)
  assert.equal((await administrator.post('suppliers', { party: shop })).status, 201)
  assert.equal((await administrator.get(`suppliers/${shop}`)).body.parent.id, head)
  const impact = await administrator.get(`customers/${head}/impact?action=deactivate`)
  assert.ok(
    impact.body.lines.some((line: { key: string; kind: string }) => line.key === 'party.parent.link'),
    impact.text,
  )
  // Away from it goes, back to it does not, until it is open again.
  const moved = await administrator.patch(`customers/${shop}`, { parent: other, city: 'Rīga' })
  assert.equal(moved.status, 200, moved.text)
  const undone = await administrator.post(`changes/${moved.headers.get('kontor-change')}/undo`)
  assert.deepEqual(
    undone.body.kept.map(({ field }: { field: string }) => field),
    ['parent'],
    undone.text,
  )
  const now = (await administrator.get(`customers/${shop}`)).body
  assert.deepEqual([now.parent.id, now.city], [other, 'Liepāja'])
  await close(administrator, 'reactivate', head)
  assert.equal((await administrator.patch(`customers/${shop}`, { parent: head })).status, 200)
})

test('who comes back from the bin comes without the one that is closed, once that is said', async (t) => {
  const { administrator } = (await office(t)).as
  const head = await made(administrator, 'customers', { name: 'Austrumu Grupa' })
  const shop = await made(administrator, 'customers', { name: 'Kiosks Centra', parent: head })
  assert.equal((await administrator.remove(`customers/${shop}`)).status, 204)
  await close(administrator, 'deactivate', head)
  const refused = await administrator.post(`customers/${shop}/restore`)
  assert.equal(refused.status, 422, refused.text)
  assert.match(refused.body.errors[0].message, /^Parent company: .*restore it without: name it in “values”/)
  const back = await administrator.post(`customers/${shop}/restore`, { values: { parent: null } })
  assert.ok(back.status < 300, back.text)
  assert.equal((await administrator.get(`customers/${shop}`)).body.parent, null)
})

test('two become one with the parent that either had, for that begins nothing', async (t) => {
  const { administrator } = (await office(t)).as
  const head = await made(administrator, 'customers', { name: 'Vidzemes Turejums' })
  const stays = await made(administrator, 'customers', { name: 'Mezinieks Celtne' })
  const goes = await made(administrator, 'customers', { name: 'Mezinieka Celtne', parent: head })
  await close(administrator, 'freeze', head)
  const merged = await administrator.post(`parties/${stays}/merge`, { with: goes })
  assert.equal(merged.status, 200, merged.text)
  assert.equal((await administrator.get(`customers/${stays}`)).body.parent.id, head)
  const undone = await administrator.post(`changes/${merged.headers.get('kontor-change')}/undo`)
  assert.deepEqual(undone.body.kept, [], undone.text)
  assert.equal((await administrator.get(`customers/${goes}`)).body.parent.id, head)
})
