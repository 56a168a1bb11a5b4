import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { browserApp } from '#testing'

const app = await browserApp({ after }, { parties: 18 })

async function made(page: Page, path: string, data: object): Promise<string> {
  const answer = await page.request.post(`${app.origin}/api/v1/${path}`, { data })
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

async function shot(page: Page, name: string): Promise<void> {
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/${name}.png` })
}

/** Finds somebody for a field of the dialog by typing. */
async function find(page: Page, field: RegExp, typed: string, name: string): Promise<void> {
  await page.getByRole('dialog').getByRole('combobox', { name: field }).click()
  await page.keyboard.type(typed)
  await page.getByRole('option', { name: new RegExp(name) }).click()
}

test('a supplier is linked to a customer from the list of customers, and unlinked from its own side', async () => {
  const page = await app.open('/inbox')
  const customer = await made(page, 'customers', { name: 'Skrūves un Uzgriežņi SIA' })
  const supplier = await made(page, 'suppliers', { name: 'Tērauda Nams AS' })
  await page.goto(`${app.origin}/customers`)
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Link supplier…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Link supplier' })
  await find(page, /^Supplier/, 'terauda', 'Tērauda Nams AS')
  await find(page, /^Customer/, 'skruves', 'Skrūves un Uzgriežņi SIA')
  await dialog.getByRole('textbox', { name: /^Note/ }).fill('Delivers to them')
  await clean(page)
  await shot(page, 'link-supplier')
  await dialog.getByRole('button', { name: 'Add' }).click()
  await page.locator('.toast').getByText('Supplier link added').waitFor()

  await page.goto(`${app.origin}/suppliers/${supplier}?tab=customers`)
  await page.getByRole('button', { name: 'Link customer' }).click()
  await find(page, /^Customer/, 'skruves', 'Skrūves un Uzgriežņi SIA')
  await page.getByText('These two are linked already.').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()

  await page.getByRole('button', { name: 'More for Skrūves un Uzgriežņi SIA' }).click()
  await page.getByRole('menuitem', { name: 'Unlink…' }).click()
  const ending = page.getByRole('dialog', { name: 'Unlink' })
  await ending.getByRole('textbox', { name: /^Why it ends/ }).fill('Found a nearer dealer')
  await ending.getByRole('textbox', { name: /^Last day/ }).fill('31.01.2025')
  await clean(page)
  await ending.getByRole('button', { name: 'Unlink' }).click()
  await page
    .locator('.toast')
    .getByText(/Done: Unlink/)
    .waitFor()
  await page.goto(`${app.origin}/customers/${customer}?tab=suppliers`)
  const row = page.getByRole('row', { name: /Tērauda Nams AS/ })
  await row.getByText('ended').waitFor()
  await row.getByText('Found a nearer dealer').waitFor()
  await clean(page)
  await shot(page, 'links-of-customer')
  await page.context().close()
})

test('a contact is linked to a second company on a phone, in Georgian', async () => {
  const page = await app.open('/inbox', { language: 'ka', size: { width: 390, height: 844 } })
  await made(page, 'customers', { name: 'Dzirnavas SIA' })
  const contact = await made(page, 'contacts', { name: 'Kalniņa Ilze', kind: 'person' })
  await page.goto(`${app.origin}/contacts/${contact}?tab=employers`)
  await page.getByRole('button', { name: 'კომპანიის დაკავშირება' }).click()
  await find(page, /^მომხმარებელი/, 'dzirnavas', 'Dzirnavas SIA')
  await clean(page)
  await shot(page, 'link-company-ka')
  await page.getByRole('dialog').getByRole('button', { name: 'დამატება' }).click()
  await page.getByRole('cell', { name: 'Dzirnavas SIA', exact: true }).waitFor()
  await shot(page, 'links-of-contact-ka')
  await page.context().close()
})
