import assert from 'node:assert/strict'
import { test } from 'node:test'
import { made } from './holder.ts'
import { office } from './office.ts'

test('a person is made anonymous whatever an owner made obligatory of them', async (t) => {
  const opened = await office(t)
  const root = opened.as.administrator
  const kinds = [
    { type: 'webAddress', value: () => 'https://anna.example/me' },
    { type: 'instant', value: () => '2026-03-31T08:00:00Z' },
    { type: 'postalAddress', value: () => ({ street: 'Ozolu iela 3', country: 'LV' }) },
    { type: 'tags', value: () => ['quiet'] },
    { type: 'phone', value: () => '+37129777888' },
    { type: 'text', value: () => 'Annele', max: 8 },
    { type: 'day', value: (nr: number) => `1980-05-0${nr}`, unique: true },
  ]
  for (const { type, value: _, ...settings } of kinds) {
    const given = { name: `x_${type}`, type, label: type, required: true, ...settings }
    const { status, text } = await root.post('objects/contact/fields', given)
    assert.equal(status, 201, text)
  }
  for (const nr of [1, 2]) {
    const own = Object.fromEntries(kinds.map(({ type, value }) => [`x_${type}`, value(nr)]))
    const id = await made(root, 'contacts', { name: `Anna Aizmirstā ${nr}`, kind: 'person', ...own })
    const asked = await root.post(`contacts/${id}/erasure`, { mode: 'anonymise', reason: 'Asked for' })
    assert.equal(asked.status, 202, asked.text)
    await opened.engine.jobs.drain()
    const { body, text } = await root.get(`contacts/${id}`)
    assert.match(body.name, /^Erased person/, text)
    const left = Object.keys(own).filter((name) => (body[name] ?? []).length !== 0)
    assert.deepEqual(left, [], text)
  }
  assert.deepEqual(await opened.engine.verify(), [])
})
