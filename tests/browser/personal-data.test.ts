import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { browserApp } from '#testing'

const app = await browserApp({ after }, { parties: 18 })

/** A contact of the name, with a number to be forgotten. */
async function known(page: Page, name: string, country = 'LV'): Promise<string> {
  const answer = await page.request.post(`${app.origin}/api/v1/contacts`, {
    data: { name, kind: 'person', country, phones: [{ number: '+37129777888', main: true }] },
  })
  assert.equal(answer.status(), 201, await answer.text())
  return ((await answer.json()) as { id: string }).id
}

/** Opens what can be done with the card, and chooses. */
async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

async function clean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze()
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    [],
  )
}

test('what is held about a person is read, the erasure looked at and done, and the card says so', async () => {
  const page = await app.open('/inbox')
  const id = await known(page, 'Zelma Privātā')
  await page.goto(`${app.origin}/contacts/${id}`)
  await choose(page, 'Data held…')
  const held = page.getByRole('dialog')
  await held.getByText('The log says that you looked.').waitFor()
  await held.getByText('+37129777888').first().waitFor()
  await clean(page)
  await held.getByRole('button', { name: 'Close' }).click()
  await choose(page, 'Erase or make anonymous…')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('heading', { name: 'What is destroyed for good' }).waitFor()
  await dialog.getByText('They tell of nobody once the rest is gone.').waitFor()
  await clean(page)
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Asked for in writing')
  await dialog.getByRole('button', { name: 'Make anonymous' }).last().click()
  await page.locator('.toast', { hasText: 'The person was made anonymous.' }).waitFor()
  await page.getByRole('heading', { name: /^Erased person/ }).waitFor()
  assert.doesNotMatch(await page.locator('main').innerText(), /Zelma|29777888/)
  await page.context().close()
})

test('an erasure without a reason is refused at its field', async () => {
  const page = await app.open('/inbox', { expects: [/422/] })
  const id = await known(page, 'Jana Bez')
  await page.goto(`${app.origin}/contacts/${id}`)
  await choose(page, 'Erase or make anonymous…')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Why' }).waitFor()
  await dialog.locator('footer').getByRole('button', { name: 'Make anonymous' }).click()
  await dialog.getByText('Say why, in at most 500 characters, without naming the person.').waitFor()
  assert.equal(await dialog.getByRole('textbox', { name: 'Why' }).getAttribute('aria-invalid'), 'true')
  await page.context().close()
})

test('a duty to keep forbids it, with its ground and its day', async () => {
  const page = await app.open('/settings/personalData')
  await page.getByText('Nothing waits.').waitFor()
  const rule = { name: 'Accounts', object: 'contact', where: { country: 'EE' }, months: 1200 }
  const answer = await page.request.post(`${app.origin}/api/v1/retention-rules`, {
    data: { ...rule, outcome: 'keep', ground: 'Accounting Act, section 12' },
  })
  assert.equal(answer.status(), 201, await answer.text())
  const id = await known(page, 'Mart Tamm', 'EE')
  await page.goto(`${app.origin}/contacts/${id}`)
  await choose(page, 'Erase or make anonymous…')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Accounting Act, section 12').waitFor()
  await dialog.getByText(/^Must be kept until .*2126/).waitFor()
  assert.equal(await dialog.getByRole('textbox').count(), 0)
  assert.equal(await dialog.locator('footer').getByRole('button', { name: 'Make anonymous' }).count(), 0)
  await clean(page)
  await page.context().close()
})

test('who is due waits on the page of the settings, and is decided there with a reason', async () => {
  const page = await app.open('/inbox')
  await known(page, 'Ene Vana', 'FI')
  const rule = { name: 'Leads', object: 'contact', where: { country: 'FI' }, months: 1 }
  const answer = await page.request.post(`${app.origin}/api/v1/retention-rules`, {
    data: { ...rule, outcome: 'review', ground: 'No longer needed' },
  })
  assert.equal(answer.status(), 201, await answer.text())
  await app.engine.personal.evaluate('2099-01-01')
  await page.goto(`${app.origin}/settings/personalData`)
  await page.getByRole('checkbox', { name: 'Ene Vana' }).check()
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Buys again')
  await clean(page)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Nothing waits.').waitFor()
  await page.context().close()
})

test('a rule is made on the page, with a condition in JSON, and is in force', async () => {
  const page = await app.open('/settings/personalData', { expects: [/422/] })
  await page.getByRole('button', { name: 'Add retention rule' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /^Name/ }).fill('Old leads')
  await dialog.getByRole('textbox', { name: /^Object/ }).fill('contact')
  await dialog.getByRole('textbox', { name: /^Only where/ }).fill('{"country": "SE"}')
  await dialog.getByRole('textbox', { name: /^Months/ }).fill('24')
  await dialog.getByRole('textbox', { name: /^Ground/ }).fill('No longer needed')
  await dialog.getByRole('button', { name: /^Add/ }).click()
  await dialog.waitFor({ state: 'detached' })
  const rules = await page.request.get(`${app.origin}/api/v1/retention-rules`, {
    params: { where: JSON.stringify({ name: 'Old leads' }), fields: 'where,outcome,active' },
  })
  const { items } = (await rules.json()) as { items: Record<string, unknown>[] }
  assert.deepEqual(
    items.map(({ where, outcome, active }) => ({ where, outcome, active })),
    [{ where: { country: 'SE' }, outcome: 'review', active: true }],
  )
  await page.context().close()
})

test('a firm and who has not the right are offered none of it', async () => {
  const seller = await app.open('/contacts', { as: 'oleg', expects: [/40[134]/] })
  await seller.goto(`${app.origin}/settings/personalData`)
  await seller.getByText('This page is not open to you').waitFor()
  assert.equal(await seller.getByText('To be decided').count(), 0)
  await seller.context().close()
  const page = await app.open('/inbox')
  const answer = await page.request.get(`${app.origin}/api/v1/customers`, {
    params: { where: JSON.stringify({ kind: { not: 'person' } }), limit: 1 },
  })
  const { items } = (await answer.json()) as { items: { id: string }[] }
  await page.goto(`${app.origin}/customers/${items[0]?.id}`)
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem').first().waitFor()
  assert.equal(await page.getByRole('menuitem', { name: 'Data held…' }).count(), 0)
  await page.context().close()
})

test('the pages met no errors', () => assert.deepEqual(app.failures, []))
