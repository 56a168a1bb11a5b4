import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { browserApp } from '#testing'
import { still } from './still.ts'
import { clean } from './axe-faults.ts'

const app = await browserApp({ after }, { parties: 18 })
const instantNow = `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`

test('a list goes back to a day, shows what is gone since, and what is gone comes back', async () => {
  const root = await app.engine.access.systemActor('test')
  const { id } = await app.engine.records.create(root, 'customer', { name: 'Aaa Gone', country: 'LV' })
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
  const page = await app.open(`/customers?asOf=${encodeURIComponent(tomorrow)}`)
  await page.getByText('Read only, by today’s rights.').waitFor()
  await page.locator('.grid-row .name', { hasText: 'Aaa Gone' }).waitFor()
  assert.equal(await page.getByRole('button', { name: 'New customer' }).count(), 0)
  await still(page)
  await clean(page)
  await page.getByRole('button', { name: 'Back to today' }).click()
  await page.waitForURL((url) => !url.search.includes('asOf'))
  await app.engine.records.remove(root, 'customer', id)
  await page.locator('.head-end').waitFor()
  await page.goto(`${app.origin}/customers?dialog=deleted`)
  const bin = page.getByRole('dialog', { name: 'Deleted: Customers' })
  await bin
    .getByRole('listitem')
    .filter({ hasText: 'Aaa Gone' })
    .getByRole('button', { name: 'Restore' })
    .click()
  await bin.getByText('Nothing was deleted here.').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('.grid-row .name', { hasText: 'Aaa Gone' }).waitFor()
  await page.context().close()
  assert.deepEqual(app.failures, [])
})

test('a record that is gone says so at its address, to whoever sees the bin, and comes back from there', async () => {
  const root = await app.engine.access.systemActor('test')
  const made = { name: 'Aaa Went', country: 'LV', manager: app.users?.seller }
  const { id } = await app.engine.records.create(root, 'customer', made)
  const [row] = await app.engine.database.query<{ at: string }>({ parts: [instantNow], values: [] })
  await app.engine.records.update(root, 'customer', id, { city: 'Valka' })
  const page = await app.open(`/customers/${id}?asOf=2020-01-01`, { expects: [/404/] })
  await page.getByRole('heading', { name: /^It did not exist yet/ }).waitFor()
  await page.getByRole('link', { name: 'Back to now' }).click()
  await page.getByText('Valka').first().waitFor()
  await page.goto(`${app.origin}/customers/${id}?asOf=${encodeURIComponent(row?.at ?? '')}`)
  await page.getByRole('link', { name: 'Compare with today' }).waitFor()
  assert.equal(await page.getByText('Valka').count(), 0)
  await clean(page)
  await app.engine.records.remove(root, 'customer', id)
  const stranger = await app.open(`/customers/${id}`, { as: 'wang', expects: [/404/] })
  await stranger.getByText('This page is not open to you').waitFor()
  await stranger.context().close()
  for (const address of [`/customers/${id}/history?asOf=2020-01-01`, `/customers/${id}/history`]) {
    await page.goto(app.origin + address)
    await page.getByRole('heading', { name: '“Aaa Went” was deleted' }).waitFor()
  }
  await page.goto(`${app.origin}/customers/${id}`)
  await page.getByText(/^Kontor deleted it on/).waitFor()
  await clean(page)
  await page.getByRole('link', { name: 'As it was before' }).click()
  await page.getByText('This was deleted since.').waitFor()
  await page.goBack()
  await page.getByRole('button', { name: 'Restore' }).click()
  await page.getByText('Valka').first().waitFor()
  await page.goto(`${app.origin}/customers/01900000-0000-7000-8000-000000000000`)
  await page.getByText('There is nothing at this address').waitFor()
  await page.context().close()
  assert.deepEqual(app.failures, [])
})

test('the address of a role that ended leads to the others, and brings it back', async () => {
  const root = await app.engine.access.systemActor('test')
  const { id } = await app.engine.records.create(root, 'customer', { name: 'Aaa Both', country: 'LV' })
  await app.engine.records.create(root, 'supplier', { party: id })
  await app.engine.records.remove(root, 'customer', id)
  const page = await app.open(`/customers/${id}`, { expects: [/404/] })
  await page.getByRole('heading', { name: 'Aaa Both is not in this role: Customer' }).waitFor()
  await page.getByRole('main').getByRole('link', { name: 'Supplier', exact: true }).waitFor()
  await clean(page)
  await page.getByRole('button', { name: 'Restore' }).click()
  await page.getByRole('button', { name: 'Edit Name' }).first().waitFor()
  await page.context().close()
  assert.deepEqual(app.failures, [])
})

test('an address of a time that is none is not taken for today', async () => {
  const page = await app.open('/customers?asOf=someday')
  await page.getByRole('heading', { name: 'This is no day and no time' }).waitFor()
  await page.getByRole('button', { name: 'Back to today' }).click()
  await page.locator('.grid-row .name').first().waitFor()
  await page.context().close()
  assert.deepEqual(app.failures, [])
})

test('a list tells from one day to another what came, what went and what each field was', async () => {
  const root = await app.engine.access.systemActor('test')
  const make = (name: string) => app.engine.records.create(root, 'customer', { name, country: 'LV' })
  const [changed, gone] = [await make('Aaa Changed'), await make('Aaa Goes')]
  const [row] = await app.engine.database.query<{ at: string }>({
    parts: [instantNow],
    values: [],
  })
  await app.engine.records.update(root, 'customer', changed.id, { city: 'Valka' })
  await app.engine.records.remove(root, 'customer', gone.id)
  await make('Aaa Comes')
  const where = encodeURIComponent(JSON.stringify({ name: { startsWith: 'Aaa' } }))
  const address = `/customers?where=${where}&asOf=${encodeURIComponent(row?.at ?? '')}`
  const page = await app.open(address, { expects: [/404/] })
  await page.getByRole('button', { name: 'What changed' }).click()
  const dialog = page.getByRole('dialog', { name: 'What changed: Customers' })
  const told = (text: string) => dialog.getByRole('listitem').filter({ hasText: text })
  await told('Aaa Changed').getByText('Valka').first().waitFor()
  await told('Aaa Changed').getByText('City').first().waitFor()
  await told('Aaa Comes').getByText('Added').waitFor()
  await told('Aaa Goes').getByText('Gone').waitFor()
  await dialog.getByText('Added 1').waitFor()
  assert.ok(new URL(page.url()).searchParams.get('dialog') === 'difference')
  await still(page)
  await clean(page)
  // What is gone opens as it was then, with the way back.
  await told('Aaa Goes').getByRole('link', { name: 'Aaa Goes' }).click()
  await page.getByText('This was deleted since.').waitFor()
  await page.getByRole('button', { name: 'Restore…' }).click()
  await page.waitForURL((url) => url.pathname === `/customers/${gone.id}`)
  await page.context().close()
  assert.deepEqual(app.failures, [])
})
