import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import { browserApp } from '#testing'
import { still } from './still.ts'

const app = await browserApp({ after }, { parties: 18 })

test('a list goes back to a day, shows what is gone since, and what is gone comes back', async () => {
  const root = await app.engine.access.systemActor('test')
  const { id } = await app.engine.records.create(root, 'customer', { name: 'Aaa Gone', country: 'LV' })
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
  const page = await app.open(`/customers?asOf=${encodeURIComponent(tomorrow)}`)
  await page.getByText('Read only, by today’s rights.').waitFor()
  await page.locator('.grid-row .name', { hasText: 'Aaa Gone' }).waitFor()
  assert.equal(await page.getByRole('button', { name: 'New customer' }).count(), 0)
  await still(page)
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze()
  assert.deepEqual(
    violations.map(({ id: rule, nodes }) => `${rule}: ${nodes[0]?.html}`),
    [],
  )
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

test('a list tells from one day to another what came, what went and what each field was', async () => {
  const root = await app.engine.access.systemActor('test')
  const make = (name: string) => app.engine.records.create(root, 'customer', { name, country: 'LV' })
  const [changed, gone] = [await make('Aaa Changed'), await make('Aaa Goes')]
  const [row] = await app.engine.database.query<{ at: string }>({
    parts: [`select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`],
    values: [],
  })
  await app.engine.records.update(root, 'customer', changed.id, { city: 'Valka' })
  await app.engine.records.remove(root, 'customer', gone.id)
  await make('Aaa Comes')
  const where = encodeURIComponent(JSON.stringify({ name: { startsWith: 'Aaa' } }))
  const page = await app.open(`/customers?where=${where}&asOf=${encodeURIComponent(row?.at ?? '')}`)
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
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze()
  assert.deepEqual(
    violations.map(({ id: rule, nodes }) => `${rule}: ${nodes[0]?.html}`),
    [],
  )
  await page.context().close()
  assert.deepEqual(app.failures, [])
})
