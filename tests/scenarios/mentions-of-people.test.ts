import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { sql } from '#engine'
import { allSealed } from '../../engine/seal/chain-for-test.ts'
import { erased, everything, known, left } from './known-person.ts'
import { office, uploaded } from './office.ts'

test('what others wrote of a person is found, taken out where one says so, and the rest left to be looked through', async (t) => {
  const made = await office(t)
  const { id } = await known(made)
  const { administrator, manager, clerk } = made.as
  const firm = await manager.post('customers', {
    ...{ name: 'SIA Ozols', kind: 'organization', notes: 'Ask Zelma Privātā-Kalna, or call 29 777 888.' },
    emails: [{ email: 'office@ozols.example', main: true, note: 'read by zelma@privat.example' }],
  })
  assert.equal(firm.status, 201, firm.text)
  const talk = await manager.post('activities', {
    ...{ party: firm.body.id, kind: 'call', subject: 'Order', text: 'ZELMA PRIVĀTĀ was ill' },
  })
  const former = await manager.post('customers', { name: 'SIA Bērzs', notes: 'Knows Zelma Privātā' })
  await manager.patch(`customers/${former.body.id}`, { notes: null })
  const view = await clerk.post('views', {
    ...{ object: 'contact', name: 'Mine', where: { country: 'LV', name: { contains: 'Zelma Privātā' } } },
  })
  assert.equal(view.status, 201, view.text)
  const listed = encodeURIComponent(JSON.stringify({ name: 'Zelma Privātā-Kalna' }))
  assert.equal((await administrator.get(`contacts/export?where=${listed}`)).status, 200)
  const bulk = await administrator.post('contacts/bulk', {
    ...{ where: { name: 'Zelma Privātā-Kalna' }, changes: { city: 'Rīga' } },
  })
  assert.equal(bulk.status, 202, bulk.text)
  await made.engine.jobs.drain()
  await made.engine.database.query(
    sql`update job set state = 'failed', unheard = 5 where id = ${bulk.body.job}`,
  )
  const found = await administrator.get(`contacts/${id}/erasure/mentions`)
  assert.equal(found.status, 200, found.text)
  const places = (items: { object: string; record: string; field: string | null }[]) =>
    items.map(({ record, field }) => `${record} ${field}`).toSorted()
  assert.deepEqual(
    places(found.body.items),
    [
      `${firm.body.id} notes`,
      `${firm.body.id} emails`,
      `${talk.body.id} text`,
      `${former.body.id} null`,
    ].toSorted(),
    found.text,
  )
  assert.match(found.text, /29 777 888/)
  const mentions = found.body.items.filter(({ record }: { record: string }) => record !== talk.body.id)
  const started = await administrator.post(`contacts/${id}/erasure`, {
    ...{ mode: 'anonymise', reason: 'Asked for in writing', mentions },
  })
  assert.equal(started.status, 202, started.text)
  await made.engine.jobs.drain()
  const job = await administrator.get(`jobs/${started.body.job}`)
  assert.deepEqual([job.body.state, job.body.result?.left], ['done', 1], job.text)
  const all = await everything(made)
  for (const secret of ['Privātā', '29 777 888', 'zelma@privat']) assert.equal(left(all, secret), undefined)
  assert.ok(left(all, 'ZELMA PRIVĀTĀ'), 'what was not chosen stays')
  // Set aside with the name in it, it would do another thing now.
  assert.equal((await administrator.post(`jobs/${bulk.body.job}/again`)).body.code, 'jobNotSetAside')
  const firmNow = await manager.get(`customers/${firm.body.id}`)
  assert.match(firmNow.body.notes, /^Ask Erased person .*, or call Erased person/)
  assert.equal(firmNow.body.emails[0].email, 'office@ozols.example')
  assert.deepEqual((await clerk.get(`views/${view.body.id}`)).body.where, { country: 'LV' })
  const waiting = await administrator.get('person-mentions')
  assert.deepEqual(places(waiting.body.items), [`${talk.body.id} text`])
  assert.equal((await manager.get('person-mentions')).status, 403)
  const { object, record, field } = waiting.body.items[0]
  assert.equal((await administrator.post('person-mentions', { object, record, field })).status, 200)
  assert.equal((await administrator.post('person-mentions', { object, record, field })).status, 404)
  assert.deepEqual((await administrator.get('person-mentions')).body.items, [])
  assert.deepEqual(await made.engine.verify(), [])
  await allSealed(made.engine)
  assert.deepEqual(await made.engine.verify(), [])
})

test('an import that is not finished ends, with its file, where a person in it is erased', async (t) => {
  const made = await office(t)
  const { id } = await known(made)
  const { administrator, manager } = made.as
  // Of a row with nothing against it only the file knows.
  const content = `Name,Country\nSomebody Else,LV\nZelma Privātā-Kalna,LV\n`
  const [plain, mapped] = [
    (await uploaded(manager, made.url, 'imports', 'other.csv', 'Name,Country\nAnother One,LV\n', 'contact'))
      .body.id,
    (await uploaded(manager, made.url, 'imports', 'people.csv', content, 'contact')).body.id,
  ]
  const fileOf = (one: string) => path.join(made.engine.options.dataFolder, 'imports', one)
  await erased(made, id, 'anonymise')
  await assert.rejects(readFile(fileOf(mapped)), { code: 'ENOENT' })
  await readFile(fileOf(plain))
  const now = await manager.get(`imports/${mapped}`)
  assert.deepEqual([now.body.state, now.text.includes('Zelma')], ['failed', false], now.text)
  assert.match(now.body.error, /was erased, so the file is gone/)
  const again = await manager.post(`imports/${mapped}/check`)
  assert.deepEqual([again.status, /file is gone/.test(again.text)], [409, true], again.text)
  assert.equal((await manager.get(`imports/${plain}`)).body.state, 'uploaded')
  assert.equal((await administrator.get(`imports/${mapped}`)).text.includes('Zelma'), false)
})

test('a browser is told which of the records that it keeps were erased, and of no others', async (t) => {
  const made = await office(t)
  const { id } = await known(made)
  const other = (await made.as.manager.get('contacts?limit=1&fields=id')).body.items[0].id
  const ask = async () => (await made.as.seller.post('erased-records', { records: [id, other] })).body.records
  assert.deepEqual(await ask(), [])
  await erased(made, id, 'anonymise')
  assert.deepEqual(await ask(), [id])
  assert.equal((await made.anyone.post('erased-records', { records: [id] })).status, 401)
})

test('of a person in whom another record went nothing is left of that one either', async (t) => {
  const made = await office(t)
  const { id } = await known(made)
  const { administrator } = made.as
  const other = await administrator.post('contacts', {
    ...{ name: 'Zelma Jaunkundze', kind: 'person', country: 'LV', notes: 'Before she married' },
  })
  const merged = await administrator.post(`parties/${id}/merge`, { with: other.body.id })
  assert.ok(merged.status < 300, merged.text)
  const report = await administrator.get(`contacts/${id}/personal-data`)
  assert.ok(report.text.includes('Zelma Jaunkundze'), 'the report tells of it')
  await erased(made, id, 'anonymise')
  const all = await everything(made)
  for (const secret of ['Jaunkundze', 'Before she married']) assert.equal(left(all, secret), undefined)
  assert.deepEqual((await administrator.post('erased-records', { records: [other.body.id] })).body.records, [
    other.body.id,
  ])
  assert.deepEqual(await made.engine.verify(), [])
})

test('a firm that went into another leads on by no name in which an erased person stood', async (t) => {
  const made = await office(t)
  const { administrator } = made.as
  const add = async (path: string, name: string): Promise<string> =>
    (await administrator.post(path, { name, country: 'LV' })).body.id
  const [stays, gone, other] = [
    await add('customers', 'Zz Stays'),
    await add('customers', 'SIA Zelma Privātā'),
    await add('customers', 'Zz Other'),
  ]
  for (const one of [gone, other])
    assert.equal((await administrator.post(`customers/${stays}/merge`, { with: one })).status, 200)
  const found = async (name: string) =>
    (await administrator.get(`customers?search=${encodeURIComponent(name)}`)).body.items.length
  assert.deepEqual([await found('SIA Zelma Privātā'), await found('Zz Other')], [1, 1])
  const id = await add('contacts', 'Zelma Privātā')
  const { items: mentions } = (await administrator.get(`contacts/${id}/erasure/mentions`)).body
  const wanted = { mode: 'erase', reason: 'Asked for in writing', mentions }
  assert.equal((await administrator.post(`contacts/${id}/erasure`, wanted)).status, 202)
  await made.engine.jobs.drain()
  for (const secret of ['Zelma', 'zelma']) assert.equal(left(await everything(made), secret), undefined)
  assert.deepEqual([await found('SIA Zelma Privātā'), await found('Zz Other')], [0, 1])
  await allSealed(made.engine)
  assert.deepEqual(await made.engine.verify(), [])
})

test('what a source was asked before there was a card, and what it said of others, is told and goes', async (t) => {
  const made = await office(t)
  const { administrator, manager } = made.as
  const values = { name: 'Zelma Privātā', kind: 'person', email: 'zelma@privat.example' }
  const { id } = (await manager.post('contacts', values)).body
  for (const [asked, answer] of [
    [{ email: 'zelma@privat.example' }, { result: 'unknown' }],
    [{ name: 'SIA Ozols' }, { result: 'confirmed', says: { board: 'Zelma Privātā' } }],
    [{ name: 'SIA Cits' }, { result: 'unknown' }],
  ])
    await made.engine.database.query(
      sql`insert into fact_answer (kind, asked, answer)
          values ('exists', ${JSON.stringify(asked)}::jsonb, ${JSON.stringify(answer)}::jsonb)`,
    )
  const report = (await administrator.get(`contacts/${id}/personal-data`)).body
  const { rows } = report.sections.find(({ key }: { key: string }) => key === 'elsewhere')
  const told = rows.filter((row: Record<string, unknown>) => row['Kind'] === 'What sources answered lately')
  assert.deepEqual(
    told.map((row: Record<string, unknown>) => row['Text']),
    [['zelma@privat.example'], ['Zelma Privātā']],
  )
  await erased(made, id, 'erase')
  const all = await everything(made)
  for (const secret of ['Zelma', 'zelma@']) assert.equal(left(all, secret), undefined)
  assert.ok(left(all, 'SIA Cits'))
})
