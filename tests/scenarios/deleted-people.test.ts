import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allSealed } from '../../engine/seal/chain-for-test.ts'
import { erased, everything, known, left, secrets } from './known-person.ts'
import { office, type Office } from './office.ts'

/** A person in every place, and then only in the log: the card, its paper and its call lie in the bin. */
async function deleted(made: Office): Promise<string> {
  const { id } = await known(made)
  const { administrator } = made.as
  for (const path of ['activities', 'papers'])
    for (const one of (await administrator.get(`${path}?where=${where({ party: { id } })}`)).body.items)
      assert.equal((await administrator.remove(`${path}/${one.id}`)).status, 204)
  assert.equal((await administrator.remove(`contacts/${id}`)).status, 204)
  assert.equal((await administrator.get(`contacts/${id}`)).status, 404)
  return id
}

function where(condition: object): string {
  return encodeURIComponent(JSON.stringify(condition))
}

test('what is held of somebody who lies in the bin is told, and erased from there', async (t) => {
  const made = await office(t)
  const id = await deleted(made)
  const { administrator, manager, clerk } = made.as
  const report = await administrator.get(`contacts/${id}/personal-data`)
  assert.equal(report.status, 200, report.text)
  for (const secret of secrets) assert.ok(report.text.includes(secret), secret)
  const keys = report.body.sections.map(({ key }: { key: string }) => key)
  for (const key of ['deleted', 'deleted.activity', 'deleted.partyFile', 'history'])
    assert.ok(keys.includes(key), `${key} is in ${keys}`)
  const preview = await administrator.get(`contacts/${id}/erasure?mode=anonymise`)
  assert.equal(preview.status, 200, preview.text)
  assert.match(preview.text, /The record with all its fields and lines/)
  assert.equal((await administrator.get(`contacts/${id}/erasure/mentions`)).status, 200)
  // Rights are those of today: to see it in the bin, and to erase.
  assert.equal((await manager.get(`contacts/${id}/personal-data`)).status, 403)
  assert.equal((await manager.post(`contacts/${id}/erasure`, { mode: 'erase', reason: 'x' })).status, 403)
  const given = await administrator.post('grants', {
    ...{ user: clerk.user, object: 'settings', actions: ['personalReport'] },
  })
  assert.equal(given.status, 201, given.text)
  const seen = (await clerk.get('contacts/deleted')).text.includes(id)
  assert.equal((await clerk.get(`contacts/${id}/personal-data`)).status, seen ? 200 : 404)

  await erased(made, id, 'anonymise')
  const all = await everything(made)
  for (const secret of secrets) assert.equal(left(all, secret), undefined)
  assert.ok(!(await administrator.get('contacts/deleted')).text.includes(id))
  assert.equal((await administrator.get(`contacts/${id}/personal-data`)).status, 404)
  assert.equal((await administrator.post(`contacts/${id}/restore`, {})).status, 404)
  await allSealed(made.engine)
  assert.deepEqual(await made.engine.verify({ files: true }), [])
})

test('the rules of retention look into the bin, and a duty holds who lies there', async (t) => {
  const made = await office(t)
  const { administrator } = made.as
  const id = await deleted(made)
  const rules = [
    {
      name: 'Forgotten',
      outcome: 'review',
      months: 24,
      where: { country: 'LV', name: { contains: 'Zelma' } },
    },
    { name: 'Books', outcome: 'keep', months: 120, where: { country: 'LV' } },
  ]
  for (const rule of rules) {
    const added = await administrator.post('retention-rules', {
      object: 'contact',
      ground: 'The law',
      ...rule,
    })
    assert.equal(added.status, 201, added.text)
  }
  const { personal } = made.engine
  const later = `${new Date().getUTCFullYear() + 3}-01-01`
  assert.equal((await personal.evaluate(later)).found, 1)
  assert.equal((await personal.evaluate(later)).found, 0, 'once')
  const [review] = (await administrator.get('retention-reviews')).body.items
  assert.deepEqual([review.record, review.duties.length], [id, 1])
  assert.match(review.title, /^Zelma/)
  const refused = await administrator.post(`contacts/${id}/erasure`, { mode: 'erase', reason: 'Asked for' })
  assert.equal(refused.status, 409, refused.text)
  assert.match(refused.text, /must be kept until/)
})

test('a rule that makes anonymous by itself does so in the bin, once', async (t) => {
  const made = await office(t)
  const { administrator } = made.as
  const add = { name: 'Vilma Aizmirstā', kind: 'person', country: 'EE' }
  const { id } = (await administrator.post('contacts', add)).body
  assert.equal((await administrator.remove(`contacts/${id}`)).status, 204)
  const added = await administrator.post('retention-rules', {
    ...{ name: 'Estonia', object: 'contact', outcome: 'anonymise', months: 24, where: { country: 'EE' } },
    ground: 'Two years without a word',
  })
  assert.equal(added.status, 201, added.text)
  const { personal, jobs } = made.engine
  const later = `${new Date().getUTCFullYear() + 3}-01-01`
  assert.equal((await personal.evaluate(later)).started, 1)
  await jobs.drain()
  assert.equal(left(await everything(made), 'Vilma'), undefined)
  assert.equal((await personal.evaluate(later)).started, 0)
  assert.deepEqual((await administrator.get('retention-reviews')).body.items, [])
})

test('a duty holds who went into another, as they went', async (t) => {
  const made = await office(t)
  const { administrator } = made.as
  const one = async (name: string, country: string) =>
    (await administrator.post('contacts', { name, kind: 'person', country })).body.id as string
  const [kept, other] = [await one('Anna Otra', 'EE'), await one('Anna Pirmā', 'LV')]
  const rule = { name: 'Books', object: 'contact', outcome: 'keep', months: 120, where: { country: 'LV' } }
  const added = await administrator.post('retention-rules', { ...rule, ground: 'The law' })
  assert.equal(added.status, 201, added.text)
  const merged = await administrator.post(`contacts/${kept}/merge`, {
    with: other,
    choices: { country: 'survivor' },
  })
  assert.equal(merged.status, 200, merged.text)
  const refused = await administrator.post(`contacts/${kept}/erasure`, { mode: 'erase', reason: 'Asked for' })
  assert.equal(refused.status, 409, refused.text)
  assert.match(refused.text, /The law/)
})

test('who deletes somebody whom a duty holds is told so and confirms it, and the duty goes on', async (t) => {
  const made = await office(t)
  const { administrator, manager } = made.as
  const { id } = (await manager.post('contacts', { name: 'Anna Kept', kind: 'person', country: 'LV' })).body
  const rule = { name: 'Books', object: 'contact', outcome: 'keep', months: 120, where: { country: 'LV' } }
  assert.equal((await administrator.post('retention-rules', { ...rule, ground: 'Law of books' })).status, 201)
  const warned = await administrator.remove(`contacts/${id}`)
  assert.equal(warned.status, 409, warned.text)
  assert.deepEqual(
    [warned.body.code, warned.body.warnings.map(({ code }: { code: string }) => code)],
    ['unconfirmed', ['personal.duty']],
  )
  assert.match(warned.text, /Law of books\. It goes on being kept/)
  const plain = await manager.remove(`contacts/${id}`)
  assert.equal(plain.status, 409, plain.text)
  assert.ok(!plain.text.includes('Law of books'), 'its ground is told to whom the rules are open')
  assert.equal((await manager.get(`contacts/${id}`)).status, 200, 'nothing was done')
  const gone = await manager.remove(`contacts/${id}`, { confirmed: 'personal.duty' })
  assert.equal(gone.status, 204, gone.text)
  const refused = await administrator.post(`contacts/${id}/erasure`, { mode: 'erase', reason: 'Asked for' })
  assert.equal(refused.status, 409, refused.text)
  assert.match(refused.text, /Law of books/)
  // Whoever is held by none goes at once.
  const free = (await manager.post('contacts', { name: 'Anna Free', kind: 'person', country: 'EE' })).body.id
  assert.equal((await manager.remove(`contacts/${free}`)).status, 204)
})

test('what was asked of keepers before there was a card is told and erased with the person', async (t) => {
  const made = await office(t)
  const { administrator, clerk } = made.as
  const asked = await clerk.post('contacts/similar/ask', {
    entry: { name: 'Zelma Privātā', email: 'zelma@privat.example' },
    note: 'Zelma Privātā called me',
  })
  assert.ok(asked.status < 300, asked.text)
  await made.engine.jobs.drain()
  const { id } = await known(made)
  const report = await administrator.get(`contacts/${id}/personal-data`)
  assert.match(report.text, /called me/)
  await erased(made, id, 'erase')
  const all = await everything(made)
  for (const secret of [...secrets, 'called me']) assert.equal(left(all, secret), undefined)
})

test('a user who was deleted while active is made anonymous from the bin', async (t) => {
  const made = await office(t)
  const { administrator } = made.as
  const values = { name: 'Zelma Privātā', email: 'zelma@privat.example' }
  const { id } = (await administrator.post('users', values)).body
  assert.equal((await administrator.remove(`users/${id}`)).status, 204)
  const wanted = { mode: 'anonymise', reason: 'Asked for in writing' }
  const begun = await administrator.post(`users/${id}/erasure`, wanted)
  assert.equal(begun.status, 202, begun.text)
  await made.engine.jobs.drain()
  for (const secret of ['Zelma', 'zelma@']) assert.equal(left(await everything(made), secret), undefined)
  assert.deepEqual(await made.engine.verify(), [])
})
