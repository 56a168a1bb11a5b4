import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from '#engine'
import { browserApp } from '#testing'
import { clean } from './axe-faults.ts'

const app = await browserApp({ after }, { parties: 6 })

test('a file without a fault says what happens next, and shows how it is read', async () => {
  const page = await app.open('/imports?object=customer')
  const lines = ['Name;City;Payment days', 'Gulbenes Dzirnavas SIA;Gulbene;14', 'Saules Taka SIA;Ogre;30']
  const file = { name: 'klienti.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('button', { name: 'On to the columns' }).click()
  await page.getByRole('button', { name: 'Check all rows' }).click()
  const well = page.getByRole('region', { name: 'No row has a problem' })
  await well.getByText('2 are new; each gets a number of its own.').waitFor()
  await well.getByText(/^For 90 days the whole import can be undone/).waitFor()
  await well.getByRole('cell', { name: 'Saules Taka SIA' }).waitFor()
  await clean(page)
  await page.getByRole('button', { name: 'Import 2 rows' }).click()
  await page.getByRole('heading', { name: 'The file is in' }).waitFor()
  await page.context().close()
})

test('a file with the numbers says that they are kept', async () => {
  const page = await app.open('/imports?object=customer')
  const lines = ['Number;Name;City', 'K-7001;Cesvaines Piens SIA;Cesvaine', ';Preiļu Siers SIA;Preiļi']
  const file = { name: 'numuri.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('button', { name: 'On to the columns' }).click()
  await page.getByRole('button', { name: 'Check all rows' }).click()
  const well = page.getByRole('region', { name: 'No row has a problem' })
  await well.getByText('2 are new and have the numbers of the file; without one they get the next.').waitFor()
  await page.context().close()
})

test('two rows of one partner: made one, added both or the later left out, each said in words', async () => {
  const page = await app.open('/imports?object=customer')
  const lines = [
    'Name;E-mail;City;Payment days',
    'Vidzemes Maize SIA;info@maize.example;Cēsis;14',
    'SIA Vidzemes Maize;info@maize.example;;30',
  ]
  const file = { name: 'divi.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('button', { name: 'On to the columns' }).click()
  await page.getByRole('button', { name: 'Check all rows' }).click()
  await page.getByText('Until it is decided, row 3 stays out.').waitFor()
  await page.getByRole('button', { name: 'Leave out', exact: true }).click()
  await page.getByText('Row 3 stays out; row 2 is taken as it is.').waitFor()
  await page.getByRole('button', { name: 'Add both' }).click()
  await page.getByRole('button', { name: 'Import 2 rows' }).waitFor()
  await page.getByRole('button', { name: 'Make one' }).click()
  await page.getByText('Row 2 is taken; row 3 fills in what it leaves empty.').waitFor()
  await page.getByRole('button', { name: 'Import 2 rows' }).click()
  await page.getByRole('heading', { name: 'The file is in' }).waitFor()
  const root = await app.engine.access.systemActor('test')
  const found = await app.engine.records.list(root, 'customer', {
    where: { email: 'info@maize.example' },
    fields: ['name', 'city', 'paymentDays'],
  })
  const { items } = JSON.parse(found) as { items: Record<string, unknown>[] }
  assert.deepEqual(
    items.map(({ name, city, paymentDays }) => [name, city, paymentDays]),
    [['Vidzemes Maize SIA', 'Cēsis', 14]],
  )
  await page.context().close()
})

test('what is no table is told as it comes, and what no column goes to before anything is checked', async () => {
  const page = await app.open('/imports?object=customer', { expects: ['409 (Conflict)'] })
  const upload = async (name: string, content: string) =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })
  await upload('klienti.json', '[{"name":"SIA Alfa"}]')
  await page.getByText(/The file klienti\.json is a JSON document, not a table\./).waitFor()
  await upload('klienti.csv', 'City;Payment days\nGulbene;14\n')
  await page.getByRole('button', { name: 'On to the columns' }).click()
  const check = page.getByRole('button', { name: 'Check all rows' })
  await page.getByText('Obligatory, and in no column').waitFor()
  assert.equal(await check.getAttribute('aria-disabled'), 'true')
  await check.hover()
  await page
    .getByText(/^No column goes to Name, without which no row can be taken\./)
    .first()
    .waitFor()
  await page.context().close()
})

test('an import is removed by keys from the list and by touch from its page, after a question', async () => {
  const desk = await app.open('/imports/new?object=customer')
  const bring = async (page: typeof desk, name: string) => {
    const buffer = Buffer.from('Name;City\nMaznava SIA;Ogre\n')
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer })
    await page.getByRole('button', { name: 'On to the columns' }).waitFor()
  }
  await bring(desk, 'lieks.csv')
  await desk.goto(`${app.origin}/imports`)
  const remove = desk.getByRole('button', { name: 'Remove the import of lieks.csv' })
  await remove.focus()
  await desk.keyboard.press('Enter')
  const asked = desk.getByRole('dialog', { name: 'Remove this import?' })
  await asked.getByText(/Nothing of it was brought in/).waitFor()
  await clean(desk)
  await desk.keyboard.press('Escape')
  await asked.waitFor({ state: 'detached' })
  await desk.keyboard.press('Enter')
  await asked.waitFor()
  await desk.keyboard.press('Control+Enter')
  await remove.waitFor({ state: 'detached' })
  await desk.getByText('The import of lieks.csv was removed').waitFor()
  await desk.context().close()

  const phone = await app.open('/imports/new?object=customer', { size: { width: 390, height: 844 } })
  await bring(phone, 'telefons.csv')
  await phone.getByRole('button', { name: 'Remove the import of telefons.csv' }).click()
  await phone.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await phone.waitForURL(/\/imports$/)
  await phone.getByText('The import of telefons.csv was removed').waitFor()
  const link = phone.getByRole('link', { name: 'klienti.csv' }).first()
  await link.waitFor()
  // The name has a line of its own, and how far it has come stands below.
  const [name, state] = [await link.locator('.grow').boundingBox(), await link.locator('.chip').boundingBox()]
  assert.ok(name && state && state.y >= name.y + name.height, JSON.stringify([name, state]))
  assert.equal(await phone.getByRole('link', { name: 'telefons.csv' }).count(), 0)
  await phone.context().close()
})

test('imports are shown page by page, and one that could not be had is asked for again', async () => {
  await app.engine.database.query(
    sql`insert into import (id, object, actor, file_name, file_bytes, inspection, options, style, created_at)
        select gen_random_uuid(), object, actor, 'vecs ' || at || '.csv', 1, inspection, options, style,
          created_at - make_interval(days => at)
        from (select * from import order by created_at limit 1) i, generate_series(1, 60) at`,
  )
  const page = await app.open('/imports', { expects: ['503 (Service Unavailable)'] })
  const lines = page.locator('.imports-one')
  await page.getByRole('link', { name: 'vecs 40.csv' }).waitFor()
  assert.equal(await lines.count(), 50)
  const isMore = /imports\?.*after=/
  await page.route(isMore, (route) => route.fulfill({ status: 503, body: '' }))
  const more = page.getByRole('button', { name: 'Show more' })
  await more.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  assert.equal(await lines.count(), 50, 'what is shown stays')
  await clean(page)
  await page.unroute(isMore)
  await more.click()
  await page.getByRole('link', { name: 'vecs 60.csv' }).waitFor()
  await more.waitFor({ state: 'detached' })
  await page.getByRole('alert').waitFor({ state: 'detached' })
  assert.ok((await lines.count()) > 60)
  await page.context().close()
})

test('an import that stopped is taken back after a question, and says what was kept where that broke off', async () => {
  const page = await app.open('/imports/new?object=customer')
  const buffer = Buffer.from('Name;City\nZz Apturets SIA;Ogre\nZz Palicejs SIA;Ogre\n')
  await page.locator('input[type=file]').setInputFiles({ name: 'apturets.csv', mimeType: 'text/csv', buffer })
  await page.getByRole('button', { name: 'On to the columns' }).click()
  await page.getByRole('button', { name: 'Check all rows' }).click()
  await page.getByRole('button', { name: 'Import 2 rows' }).click()
  await page.getByRole('heading', { name: 'The file is in' }).waitFor()
  const id = /imports\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
  const set = (to: ReturnType<typeof sql>) =>
    app.engine.database.query(sql`update import set ${to} where id = ${id}::uuid`)
  await set(sql`state = 'cancelled'`)
  await page.reload()
  await page.getByRole('heading', { name: 'The import stopped' }).waitFor()
  await clean(page)
  await page.getByRole('button', { name: 'Undo this import' }).click()
  const asked = page.getByRole('dialog', { name: 'Undo this import' })
  await asked.getByText('2 records go back to what they were before.').waitFor()
  await asked.getByText('Nobody has changed any of them since.').waitFor()
  await page.keyboard.press('Escape')
  // As an undo leaves it that was stopped when it had kept one and taken none back.
  await app.engine.database.query(
    sql`insert into job (id, name, payload, actor, state, run_at, finished_at)
        select gen_random_uuid(), 'undo', jsonb_build_object('change', e.change, 'reversed', 0, 'keptCount', 1, 'kept',
          jsonb_build_array(jsonb_build_object('object', 'party', 'record', e.record, 'field', null,
            'reason', 'Changed since by Anna (2026-03-31).'))), i.actor, 'cancelled', now(), now()
        from import i, audit_entry e where i.id = ${id}::uuid and e.change = i.change order by e.id limit 1`,
  )
  await set(
    sql`undo = (select jsonb_build_object('change', gen_random_uuid(), 'job', id) from job where name = 'undo')`,
  )
  await page.reload()
  await page.getByRole('heading', { name: 'Taking the import back stopped' }).waitFor()
  await page.getByText('Changed since by Anna').waitFor()
  await clean(page)
  await page.getByRole('button', { name: 'Undo the rest' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Undo the rest' }).click()
  await page.getByRole('heading', { name: 'The import was taken back' }).waitFor()
  await page.getByText('2 records were taken back.').waitFor()
  await clean(page)
  await page.getByRole('button', { name: 'Restore this import' }).click()
  await page.getByRole('heading', { name: 'The file is in' }).waitFor()
  await page.getByRole('button', { name: 'Undo this import' }).click()
  await page.getByRole('dialog').getByText('2 records go back to what they were before.').waitFor()
  await page.context().close()
})

test('the pages met no errors', () => assert.deepEqual(app.failures, []))
