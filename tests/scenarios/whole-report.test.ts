import assert from 'node:assert/strict'
import { test } from 'node:test'
import { erased, everything, left } from './known-person.ts'
import { office, until, uploaded, type Reply } from './office.ts'

test('the report tells what was written of a person before, and the talk over their form', async (t) => {
  const { as } = await office(t)
  const { administrator, manager } = as
  const done = async (call: Promise<Reply>) => {
    const answer = await call
    assert.ok(answer.status < 300, answer.text)
    return answer.body
  }
  const values = { name: 'Zelma Privātā', kind: 'person', country: 'LV', email: 'zelma@privat.example' }
  const { id } = await done(manager.post('customers', values))
  const call = { party: id, kind: 'call', subject: 'Called', text: 'said-before' }
  const activity = await done(manager.post('activities', call))
  await done(manager.patch(`activities/${activity.id}`, { text: 'said-now' }))
  await done(manager.post(`customers/${id}/askData`, { fields: ['addresses'], papers: [] }))
  const where = encodeURIComponent(JSON.stringify({ party: id }))
  const [form] = (await done(manager.get(`data-requests?where=${where}`))).items
  await done(manager.post(`data-requests/${form.id}/question`, { text: 'asked-over-the-form' }))
  const report = await administrator.get(`customers/${id}/personal-data`)
  const section = (key: string) =>
    JSON.stringify(report.body.sections.find((one: { key: string }) => one.key === key) ?? null)
  assert.match(section('linked.activity'), /said-now/)
  assert.match(section('linked.dataRequest'), /"Text":"asked-over-the-form"/)
  assert.match(section('history.activity'), /"Before":\{[^}]*said-before/)
  assert.match(section('history.activity'), /"When":"[\d-]+T[\d:.]+Z"/, 'instants are told like any other')
  const page = await administrator.get(`customers/${id}/personal-data?format=html`)
  assert.doesNotMatch(page.text, /\d\d:\d\d:\d\d/, 'to whom it is handed they are told in words')
  for (const text of ['said-before', 'asked-over-the-form']) assert.ok(page.text.includes(text), text)
})

test('who stands in a mended cell of an import alone is told of there, and erased', async (t) => {
  const made = await office(t)
  const { administrator, manager } = made.as
  const { id } = (await manager.post('contacts', { name: 'Zelma Privātā', kind: 'person', country: 'LV' }))
    .body
  const table = 'Name;Phone\nZ. Priv;not a number\n'
  const imported = (await uploaded(manager, made.url, 'imports', 'people.csv', table, 'contact')).body.id
  await manager.post(`imports/${imported}/check`)
  await until(async () => (await manager.get(`imports/${imported}`)).body.state === 'checked')
  const [{ row }] = (await manager.get(`imports/${imported}/problems`)).body.items
  const cells = { 0: 'Zelma Privātā' }
  const mended = await manager.patch(`imports/${imported}/rows/${row}`, { cells })
  assert.equal(mended.status, 200, mended.text)
  const report = await administrator.get(`contacts/${id}/personal-data`)
  assert.ok(report.text.includes('Z. Priv → Zelma Privātā'), report.text)
  await erased(made, id, 'erase')
  assert.equal(left(await everything(made), 'Zelma'), undefined)
})
