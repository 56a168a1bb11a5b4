import assert from 'node:assert/strict'
import { test } from 'node:test'
import { known } from './known-person.ts'
import { office } from './office.ts'

test('a duty that asked for what a record names holds by what stood there before, through any number of steps', async (t) => {
  const made = await office(t)
  const root = made.as.administrator
  await known(made)
  const add = async (path: string, values: object): Promise<string> => {
    const { status, body, text } = await root.post(path, values)
    assert.equal(status, 201, text)
    return body.id
  }
  const rule = (name: string, where: object) =>
    add('retention-rules', {
      ...{ object: 'customer', months: 120, outcome: 'keep', ground: name },
      name,
      where,
    })
  await rule('By kind', { 'category.name': 'Deed' })
  await rule('By kind of kind', { 'category.parent.name': 'Deeds' })
  await rule('By talk', { activities: { some: { subject: 'Signed' } } })
  const [above, deed, other] = [
    await add('categories', { name: 'Deeds' }),
    await add('categories', { name: 'Deed' }),
    await add('categories', { name: 'Other' }),
  ]
  await root.patch(`categories/${deed}`, { parent: above })
  const person = (name: string, category: string) =>
    add('customers', { name, kind: 'person', country: 'LV', category })
  const grounds = async (id: string) => {
    const { status, body, text } = await root.get(`customers/${id}/erasure?mode=erase`)
    assert.equal(status, 200, text)
    assert.deepEqual(body.duties, [])
    return body.earlier.map(({ ground }: { ground: string }) => ground).toSorted()
  }
  const [signer, stranger, caller, former] = [
    await person('Zane Pirmā', deed),
    await person('Zane Otrā', other),
    await person('Zane Trešā', other),
    await person('Zane Ceturtā', deed),
  ]
  const talk = await add('activities', { party: caller, subject: 'Signed', kind: 'note' })
  assert.equal((await root.patch(`customers/${former}`, { category: other })).status, 200)
  for (let nr = 0; nr < 60; nr++) await root.patch(`customers/${former}`, { notes: `note ${nr}` })
  // It is the category that is changed, and the one above; the record never is.
  assert.equal((await root.patch(`categories/${deed}`, { name: 'Paper' })).status, 200)
  assert.equal((await root.patch(`categories/${above}`, { name: 'Papers' })).status, 200)
  assert.equal((await root.patch(`activities/${talk}`, { subject: 'Called' })).status, 200)
  assert.deepEqual(await grounds(signer), ['By kind', 'By kind of kind'])
  assert.deepEqual(await grounds(former), ['By kind', 'By kind of kind'])
  assert.deepEqual(await grounds(caller), ['By talk'])
  assert.deepEqual(await grounds(stranger), [])
})
