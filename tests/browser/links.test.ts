import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { browserApp } from '#testing'
import { clean } from './axe-faults.ts'

const app = await browserApp({ after }, { parties: 18 })

async function made(page: Page, path: string, data: object): Promise<string> {
  const answer = await page.request.post(`${app.origin}/api/v1/${path}`, { data })
  assert.equal(answer.status(), 201, await answer.text())
  return ((await answer.json()) as { id: string }).id
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
  await find(page, /^კლიენტი/, 'dzirnavas', 'Dzirnavas SIA')
  await clean(page)
  await shot(page, 'link-company-ka')
  await page.getByRole('dialog').getByRole('button', { name: 'დამატება' }).click()
  await page.getByRole('cell', { name: 'Dzirnavas SIA', exact: true }).waitFor()
  await shot(page, 'links-of-contact-ka')
  await page.context().close()
})

/** A head office that pays for its shop, a contact who has left, and who that contact knows besides. */
async function scene(page: Page) {
  const head = await made(page, 'customers', { name: 'Centrs SIA' })
  const shop = await made(page, 'customers', { name: 'Veikals SIA', parent: head, payer: head, city: 'Ogre' })
  const stall = await made(page, 'customers', { name: 'Stends SIA', parent: shop })
  const contact = await made(page, 'contacts', { name: 'Agnese Liepa', kind: 'person' })
  await made(page, 'contact-links', { contact, customer: head, position: 'Buyer', until: '2020-01-31' })
  const next = await made(page, 'customers', { name: 'Nākamais darbs SIA' })
  await made(page, 'contact-links', { contact, customer: next, position: 'Director' })
  const supplier = await made(page, 'suppliers', { name: 'Dzelzs AS' })
  await made(page, 'supplier-links', { customer: next, supplier })
  for (let at = 0; at < 9; at++) {
    const one = await made(page, 'contacts', { name: `Pircējs ${at}`, kind: 'person' })
    await made(page, 'contact-links', { contact: one, supplier })
  }
  return { head, shop, stall, next }
}

test('the network of a partner opens step by step, as a picture with keys and as a list', async () => {
  const page = await app.open('/inbox')
  const { head, shop } = await scene(page)
  await page.goto(`${app.origin}/customers/${head}?tab=network`)
  const picture = page.getByRole('tree', { name: /^Network/ })
  await picture.getByRole('treeitem', { name: /Agnese Liepa, Contact · Buyer · left/ }).waitFor()
  await clean(page)
  await page.getByRole('button', { name: 'One step further' }).click()
  await picture.getByRole('treeitem', { name: /Nākamais darbs SIA/ }).waitFor()
  await page.getByRole('button', { name: 'One step further' }).click()
  await picture.getByRole('treeitem', { name: /Dzelzs AS/ }).waitFor()
  await page.getByRole('button', { name: 'One step further' }).waitFor({ state: 'detached' })
  await clean(page)
  await shot(page, 'network')

  await page.getByRole('button', { name: 'List', exact: true }).click()
  const list = page.getByRole('list', { name: 'Network' })
  await list.getByText(/Veikals SIA Branches and daughters, Pays for/).waitFor()
  await page
    .getByRole('list', { name: 'Around Agnese Liepa' })
    .getByText(/Nākamais darbs SIA/)
    .waitFor()
  await clean(page)
  await shot(page, 'network-list')

  await page.getByRole('button', { name: 'Only the nearest' }).click()
  await page.getByRole('button', { name: 'Picture', exact: true }).click()
  await picture.focus()
  await page.keyboard.press('ArrowRight')
  const chosen = picture.locator('[role=treeitem][aria-selected=true]')
  await chosen.getByText(/Veikals SIA/).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(new RegExp(`${shop}\\?tab=network`))
  const tree = page.getByRole('list', { name: 'Group structure' })
  await tree.getByText('paid by Centrs SIA').waitFor()
  await tree.getByRole('button', { name: 'Branches of Veikals SIA' }).waitFor()
  await tree.getByRole('link', { name: 'Stends SIA' }).waitFor()
  await tree.getByRole('link', { name: 'Centrs SIA' }).waitFor()
  await page.context().close()
})

test('of many neighbours a few are shown and the rest counted; on a phone the network begins as a list', async () => {
  const page = await app.open('/inbox', { language: 'zh', size: { width: 390, height: 844 } })
  const { next } = await scene(page)
  await page.goto(`${app.origin}/customers/${next}?tab=network`)
  await page.getByRole('button', { name: '其周围 Dzelzs AS' }).click()
  const around = page.getByRole('list', { name: 'Dzelzs AS 的周围' })
  await around.getByRole('button', { name: '还有 3 个' }).click()
  await around.getByRole('link').nth(8).waitFor()
  assert.equal(await around.getByRole('link').count(), 9)
  await clean(page)
  await shot(page, 'network-phone-zh')
  await page.getByRole('button', { name: '图', exact: true }).click()
  await page.getByRole('tree').waitFor()
  await clean(page)
  await shot(page, 'network-phone-picture-zh')
  await page.context().close()
})
