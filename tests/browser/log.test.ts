import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from '#engine'
import { newId } from '#model'
import { browserApp } from '#testing'

const app = await browserApp({ after }, { parties: 6 })
const root = await app.engine.access.systemActor('test')

test('the log tells in words what was shaped, who failed to come in, and which keys were made', async () => {
  const page = await app.open('/settings/audit', { expects: [/401/] })
  const { request } = page.context()
  const ask = (path: string, data: object) => request.post(`${app.origin}/api/v1${path}`, { data })
  // The field by which its records are called has its words in every language.
  assert.equal((await ask('/objects', { label: 'Machine', plural: 'Machines' })).status(), 201)
  await ask('/objects/customer/fields', { name: 'route', label: 'Route', type: 'text' })
  await ask('/keys', { name: 'Web shop', expiresAt: null, scope: null })
  const wrong = await app.browser.newContext()
  await wrong.request.post(`${app.origin}/api/v1/session`, {
    data: { email: 'oleg@daugava.example', password: 'not-his-own' },
    headers: { origin: app.origin },
  })
  await wrong.close()
  await page.reload()
  const table = page.getByRole('table')
  await table.getByText('Object added').waitFor()
  await table.getByRole('cell', { name: 'Field added · Route' }).waitFor()
  await table.getByRole('cell', { name: 'Made a key · Web shop' }).waitFor()
  assert.doesNotMatch(await table.innerText(), /\b[a-z]+[A-Z]\w+\b|\{"/, 'no word of a program')
  await page.getByRole('combobox', { name: 'What' }).click()
  await page.keyboard.type('failed')
  await page.getByRole('option', { name: 'Sign-in failed' }).click()
  await table.getByText('Object added').waitFor({ state: 'detached' })
  await page.reload()
  await table.getByText('Sign-in failed').waitFor()
  assert.equal(await table.getByRole('row').count(), 2, 'the address keeps what was asked for')
  await page.context().close()
})

test('of an entry all fields are shown at a press, and the others of its record are found', async () => {
  const page = await app.open('/settings/audit')
  const customer = await app.engine.records.create(root, 'customer', {
    name: 'Long Entry Ltd',
    country: 'LV',
  })
  const values = { name: 'Long Entry SIA', city: 'Ogre', phone: '+371 6500 0000', website: 'long.example' }
  await app.engine.records.update(root, 'customer', customer.id, values, {})
  await page.reload()
  const row = page.getByRole('row', { name: /Long Entry SIA.*Ogre|Ogre.*Long Entry SIA/ }).first()
  const more = row.getByRole('button', { name: /more field/ })
  await more.click()
  await row.getByText('long.example').waitFor()
  await row.getByText('+37165000000', { exact: true }).waitFor()
  await row.getByRole('button', { name: 'Show less' }).click()
  await row.getByRole('button', { name: 'Narrow the log' }).click()
  await page.getByRole('menuitem', { name: 'Only this record' }).click()
  await page
    .getByRole('group', { name: /^Record/ })
    .getByText('Long Entry SIA')
    .waitFor()
  await page.getByRole('row', { name: /Created/ }).waitFor()
  const [, ...rows] = await page.getByRole('row').allInnerTexts()
  assert.ok(rows.length >= 2 && rows.every((one) => one.includes('Long Entry')), rows.join('\n'))
  await page.getByRole('button', { name: 'Take away the filter on Record' }).click()
  await page
    .getByRole('row', { name: /Signed in/ })
    .first()
    .waitFor()
  await page.context().close()
})

test('of very many records that were read the log tells how many as lists do', async () => {
  const read = { fields: ['creditLimit'], faces: ['customer'], ways: ['list'], count: 2519 }
  await app.engine.database.query(
    sql`insert into audit_entry (change, source, object, action, after)
        values (${newId()}, 'web', 'party', 'read', ${JSON.stringify(read)}::jsonb)`,
  )
  const page = await app.open('/settings/audit')
  await page.getByRole('cell', { name: 'Read · Credit limit · 2,519 records' }).waitFor()
  await page.context().close()
})

test('the pages met no errors', () => assert.deepEqual(app.failures, []))
