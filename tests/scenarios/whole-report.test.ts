import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#engine'
import { erased, everything, left } from './known-person.ts'
import { office, until, uploaded, type Office, type Reply } from './office.ts'

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

/** An import of one row that was mended to name somebody whom the file does not name. */
async function mendedTo(made: Office, cell: string) {
  const { manager } = made.as
  const table = 'Name;Phone\nZ. Priv;not a number\nSomebody Else;29111222\n'
  const imported = (await uploaded(manager, made.url, 'imports', 'people.csv', table, 'contact')).body.id
  const checked = async () => {
    await manager.post(`imports/${imported}/check`)
    await until(async () => (await manager.get(`imports/${imported}`)).body.state === 'checked')
  }
  await checked()
  const [{ row }] = (await manager.get(`imports/${imported}/problems`)).body.items
  const mend = (cells: object, more = {}) =>
    manager.patch(`imports/${imported}/rows/${row}`, { cells, ...more })
  const mended = await mend({ 0: cell, 1: '' })
  assert.equal(mended.status, 200, mended.text)
  return { imported, checked, mend }
}

test('who stands in a mended cell of an import alone is told of there, and erased', async (t) => {
  const made = await office(t)
  const { administrator, manager } = made.as
  const values = { name: 'Zelma Privātā', kind: 'person', country: 'LV' }
  const { id } = (await manager.post('contacts', values)).body
  const { imported, checked, mend } = await mendedTo(made, 'Zelma Privātā')
  const report = await administrator.get(`contacts/${id}/personal-data`)
  assert.ok(report.text.includes('Z. Priv → Zelma Privātā'), report.text)
  await erased(made, id, 'erase')
  assert.equal(left(await everything(made), 'Zelma'), undefined)

  // The row is not imported as the file has it: it is left out, says why, and can be written anew.
  const problems = async () => (await manager.get(`imports/${imported}/problems`)).body.items
  const [told] = await problems()
  assert.deepEqual([told.skip, told.problems.length], [true, 1], JSON.stringify(told))
  assert.match(told.problems[0].message, /A person in this row was erased/)
  await checked()
  assert.equal((await mend({}, { skip: false })).status, 200)
  assert.ok((await problems())[0].problems.some(({ level }: { level: string }) => level === 'error'))
  assert.equal((await mend({}, { skip: true })).status, 200)
  const begun = await manager.post(`imports/${imported}/run`, {})
  assert.ok(begun.status < 300, begun.text)
  await until(async () => (await manager.get(`imports/${imported}`)).body.state === 'done')
  const { result } = (await manager.get(`imports/${imported}`)).body
  assert.deepEqual([result.created, result.skipped], [1, 1], JSON.stringify(result))
  assert.equal(left(await everything(made), '"Z. Priv"'), undefined)
})

test('an import that reads a text of its file as naming somebody ends with them', async (t) => {
  const made = await office(t)
  const { manager } = made.as
  const values = { name: 'Zelma Privātā', kind: 'person', country: 'LV' }
  const { id } = (await manager.post('contacts', values)).body
  const { imported } = await mendedTo(made, 'Anna Cita')
  const mend = { column: 0, value: 'Somebody Else', to: 'Zelma Privātā' }
  const mended = await manager.patch(`imports/${imported}/rows`, mend)
  assert.ok(mended.status < 300, mended.text)
  await erased(made, id, 'erase')
  assert.equal((await manager.get(`imports/${imported}`)).body.state, 'failed')
  assert.equal(left(await everything(made), 'Zelma'), undefined)
})

test('a row that an import had written before it stopped is not said to be left out', async (t) => {
  const made = await office(t)
  const { manager } = made.as
  const values = { name: 'Zelma Privātā', kind: 'person', country: 'LV' }
  const { id } = (await manager.post('contacts', values)).body
  const { imported } = await mendedTo(made, 'Zelma Privātā')
  const { database } = made.engine
  await database.query(sql`update import_row set record = ${id} where import = ${imported}`)
  await database.query(sql`update import set state = 'failed' where id = ${imported}`)
  await erased(made, id, 'erase')
  const rows = await database.query(sql`select skip from import_row where import = ${imported}`)
  assert.deepEqual(rows, [{ skip: false }])
  const told = await database.query(
    sql`select from import_problem where import = ${imported} and code = 'erased'`,
  )
  assert.equal(told.length, 0)
  assert.equal(left(await everything(made), 'Zelma'), undefined)
})
