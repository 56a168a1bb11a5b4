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
