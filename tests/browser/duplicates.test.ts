import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { browserApp } from '#testing'

const app = await browserApp({ after }, { parties: 12 })

async function made(page: Page, path: string, data: object): Promise<string> {
  const answer = await page.request.post(`${app.origin}/api/v1/${path}`, {
    data,
    headers: { confirmed: 'duplicate' },
  })
  assert.equal(answer.status(), 201, await answer.text())
  return ((await answer.json()) as { id: string }).id
}

async function clean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze()
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    [],
  )
}

/** Where pictures of the screens go, while somebody looks at them. */
const pictures = process.env['KONTOR_PICTURES']

async function picture(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
}

test('pairs are found, laid side by side, made one, and parted again', async () => {
  const page = await app.open('/inbox')
  const kept = await made(page, 'customers', { name: 'SIA Kaijas Ligzda', country: 'LV', city: 'Rīga' })
  await made(page, 'suppliers', { name: 'Kaijas ligzda', country: 'LV', phone: '+371 67045409' })
  await page.goto(`${app.origin}/duplicates`)
  await page.getByRole('button', { name: 'Look through all' }).click()
  const row = page.getByRole('row').filter({ hasText: 'SIA Kaijas Ligzda' })
  await row.getByText('Same name').waitFor()
  await clean(page)
  await picture(page, 'duplicates')
  await row.getByRole('link', { name: 'Compare…' }).click()
  await page.getByText('Make one of two').first().waitFor()
  await page.getByRole('row').filter({ hasText: 'Phone' }).first().waitFor()
  await clean(page)
  await picture(page, 'merge')
  await page.getByRole('button', { name: /^Make one:/ }).click()
  await page.getByText('went into it').waitFor()
  const one = await page.request.get(`${app.origin}/api/v1/parties?search=Kaijas`)
  assert.equal(((await one.json()) as { items: unknown[] }).items.length, 1)
  await page.locator('.toast-undo').click()
  await page.goto(`${app.origin}/customers/${kept}`)
  await page.getByText('SIA Kaijas Ligzda').first().waitFor()
})

test('who types one that is known says that it is another, and is asked no more', async () => {
  const page = await app.open('/customers/new')
  await made(page, 'customers', { name: 'Vecais Sils', country: 'LV' })
  await page.getByRole('textbox', { name: /^Name/ }).fill('SIA Vecais sils')
  await page.getByText('Vecais Sils', { exact: true }).first().waitFor()
  await picture(page, 'typing')
  await page.getByRole('button', { name: 'Not the same' }).click()
  await page.getByText('Vecais Sils', { exact: true }).first().waitFor({ state: 'detached' })
})
