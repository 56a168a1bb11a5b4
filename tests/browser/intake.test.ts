import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { browserApp, mailServer } from '#testing'
import { until } from './until.ts'
import { clean } from './axe-faults.ts'

const mails = await mailServer({ after })
const app = await browserApp({ after }, { smtpUrl: mails.url })
const phone = { width: 390, height: 844 }
const root = await app.engine.access.systemActor('test')

/** Only where somebody wants to look at it. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['KONTOR_PICTURES']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` })
}

async function choose(page: Page, select: Locator, option: string | RegExp): Promise<void> {
  await select.click()
  await page.getByRole('option', { name: option }).first().click()
}

test('the owner sends suppliers through intake, and one goes through it from the card to the board', async () => {
  const page = await app.open('/settings/intake', { expects: [/422/] })
  await page.getByRole('button', { name: 'Change' }).click()
  await page.getByRole('checkbox', { name: 'Suppliers' }).check()
  await page.getByRole('checkbox', { name: 'Verify' }).uncheck()
  await page.getByRole('checkbox', { name: 'Validate' }).uncheck()
  await page.keyboard.press('Control+Enter')
  await page.getByText('Suppliers', { exact: true }).waitFor()
  await app.engine.catalog.setRules(root, 'supplier', [{ require: 'taxId', before: 'submit' }])
  await page.goto(`${app.origin}/suppliers/new`)
  await page.getByRole('textbox', { name: /^Name/ }).first().fill('SIA Ūdrs')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  let id = ''
  await until(async () => {
    const found = await app.engine.records.list(root, 'supplier', { search: 'Ūdrs', fields: ['id'] })
    id = (JSON.parse(found).items as { id: string }[])[0]?.id ?? ''
    return id !== ''
  })
  await page.goto(`${app.origin}/suppliers/${id}`)
  await page.getByText('Intake: Draft').waitFor()
  await page.getByText('Still missing for “Submit”:').waitFor()
  await clean(page)
  await app.engine.records.update(root, 'supplier', id, { taxId: 'LV40003009497', country: 'LV' })
  await page.getByText('Everything is there for “Submit”.').waitFor()
  await page.locator('.note').getByRole('button', { name: 'Submit' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Submit' }).click()
  await page.getByText('Intake: Validated').waitFor()
  await page.goto(`${app.origin}/intake`)
  await page.getByRole('region', { name: 'Validated' }).getByRole('link', { name: 'SIA Ūdrs' }).waitFor()
  await clean(page)
  await page.goto(`${app.origin}/`)
  await page.locator('main').getByRole('link', { name: 'Intake' }).click()
  await page.getByRole('button', { name: 'Overdue' }).click()
  await page.getByText('Nobody waits here').waitFor()
  await page.context().close()
})

test('what is obligatory before a step is asked under any condition, built as a filter is', async () => {
  const page = await app.open('/settings/obligatory')
  await page.getByRole('button', { name: 'New rule' }).click()
  const dialog = page.getByRole('dialog')
  await choose(page, dialog.getByRole('combobox').nth(0), 'Suppliers')
  await choose(page, dialog.getByRole('combobox').nth(1), 'Proved: VAT number (VIES)')
  await choose(page, dialog.getByRole('combobox').nth(2), /Approve/)
  await dialog.locator('.filter-rows').waitFor()
  await picture(page, 'rule-dialog')
  await clean(page)
  await page.keyboard.press('Escape')
  await app.engine.catalog.setRules(root, 'supplier', [
    { require: 'taxId', proved: 'vies', before: 'approve', when: { country: { in: ['LV', 'EE'] } } },
  ])
  await page.reload()
  const row = page.getByRole('row', { name: /Proved: VAT number \(VIES\).*Latvia, Estonia/ })
  await row.waitFor()
  await picture(page, 'rules')
  await row.getByRole('button', { name: 'Remove' }).click()
  await row.waitFor({ state: 'detached' })
  await page.context().close()
})

test('a partner fills in its form on a phone, and what it sent is accepted from beside what we hold', async () => {
  const id = (
    await app.engine.records.create(root, 'supplier', { name: 'SIA Bebrs', email: 'ops@bebrs.example' })
  ).id
  await app.engine.records.run(root, 'supplier', id, 'askData', {
    ...{ fields: ['name', 'phone', 'addresses'], papers: ['licence'], language: 'en' },
  })
  const link = /\/fill#[\w-]{43}/.exec((await mails.next('ops@bebrs.example')).text ?? '')?.[0] ?? ''
  const form = await app.open(link, { as: null, size: phone, expects: [/422/] })
  await form.getByRole('heading', { name: /^Your data for/ }).waitFor()
  await form.getByRole('textbox', { name: 'Phone' }).fill('+371 26 123 456')
  await form.getByRole('textbox', { name: 'Street' }).fill('Krasta iela 1')
  await form.getByRole('button', { name: 'Save for later' }).click()
  await form.getByText('Saved. You can close this page.').waitFor()
  await clean(form)
  await form.reload()
  assert.equal(await form.getByRole('textbox', { name: 'Street' }).inputValue(), 'Krasta iela 1')
  await form.getByRole('button', { name: 'Hand in' }).click()
  await form.getByText('This paper is needed.').first().waitFor()
  await form.getByLabel('Add a file: Licence').setInputFiles({
    ...{ name: 'licence.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n') },
  })
  await form.getByText('licence.pdf').waitFor()
  await form.getByRole('button', { name: 'Hand in' }).click()
  await form.getByRole('heading', { name: 'Thank you' }).waitFor()
  await form.context().close()
  const where = { party: id }
  const listed = await app.engine.records.list(root, 'dataRequest', { where, fields: ['id'] })
  const [request] = JSON.parse(listed).items as { id: string }[]
  const page = await app.open(`/data-requests/${request?.id}`)
  await page.getByRole('checkbox', { name: 'Addresses · new' }).check()
  await clean(page)
  await page.getByRole('button', { name: 'Accept what is ticked' }).click()
  await page.locator('.toast').getByText('Accepted').waitFor()
  const card = await app.open(`/suppliers/${id}`)
  await card.getByText('Krasta iela 1').first().waitFor()
  for (const one of [page, card]) await one.context().close()
})

test('the owner lets a field be asked for, and a partner fills in several lines of it on its phone', async () => {
  const page = await app.open('/settings/intake')
  const list = page.getByRole('region', { name: 'What partners are asked for' })
  await list.getByRole('row', { name: /Industry/ }).waitFor()
  await page.getByRole('button', { name: 'New field for the form' }).click()
  const dialog = page.getByRole('dialog')
  await choose(page, dialog.getByRole('combobox').nth(0), 'Suppliers')
  await choose(page, dialog.getByRole('combobox').nth(1), 'Contacts')
  await dialog.getByRole('switch', { name: /^Obligatory before/ }).click()
  await picture(page, 'ask-dialog')
  await clean(page)
  await page.keyboard.press('Control+Enter')
  await list.getByRole('row', { name: /Suppliers.*Contacts.*before “Submit”/ }).waitFor()
  await clean(page)
  const { id } = await app.engine.records.create(root, 'supplier', {
    ...{ name: 'SIA Lācis', email: 'ops@lacis.example' },
    addresses: [{ street: 'Krasta iela 1', city: 'Rīga', main: true }],
  })
  await app.engine.records.run(root, 'supplier', id, 'askData', {
    ...{ fields: ['addresses', 'contacts'], language: 'en' },
  })
  const link = /\/fill#[\w-]{43}/.exec((await mails.next('ops@lacis.example')).text ?? '')?.[0] ?? ''
  const form = await app.open(link, { as: null, size: phone, expects: [/422/] })
  const addresses = form.getByRole('group', { name: 'Addresses' }).first()
  await addresses.getByRole('button', { name: 'Add: Addresses' }).click()
  await addresses.getByRole('textbox', { name: 'Street' }).nth(1).fill('Ostas iela 9')
  await form.getByRole('button', { name: 'Hand in' }).click()
  await form.getByText('Fill in “Contacts”.').first().waitFor()
  const people = form.getByRole('group', { name: /^Contacts/ }).first()
  await people.getByRole('textbox', { name: 'Name' }).fill('Anna Ozola')
  await addresses.getByRole('button', { name: 'Take out Addresses 1' }).click()
  await form.getByRole('button', { name: 'Save for later' }).click()
  await form.getByText('Saved. You can close this page.').waitFor()
  await clean(form)
  await picture(form, 'form-lines')
  await form.reload()
  await addresses.getByText('Line 1 is to go').waitFor()
  await addresses.getByRole('button', { name: 'Put back' }).click()
  await form.getByRole('button', { name: 'Hand in' }).click()
  await form.getByRole('heading', { name: 'Thank you' }).waitFor()
  const listed = await app.engine.records.list(root, 'dataRequest', { where: { party: id }, fields: ['id'] })
  const [request] = JSON.parse(listed).items as { id: string }[]
  const card = await app.open(`/data-requests/${request?.id}`)
  await card.getByRole('checkbox', { name: 'Addresses · new' }).waitFor()
  assert.equal(await card.getByRole('checkbox', { name: 'Addresses · to be taken out' }).count(), 0)
  await card.getByRole('checkbox', { name: 'Contacts · new' }).check()
  await card.getByRole('button', { name: 'Accept what is ticked' }).click()
  await card.locator('.toast').getByText('Accepted').waitFor()
  await until(async () => {
    const people = await app.engine.records.list(root, 'contactLink', { where: { supplier: id } })
    return (JSON.parse(people).items as object[]).length === 1
  })
  for (const one of [page, form, card]) await one.context().close()
})

test('what is typed into a form is kept by itself, in the language of the country, and outlives another language', async () => {
  const { id } = await app.engine.records.create(root, 'supplier', {
    ...{ name: 'შპს წყარო', country: 'GE', email: 'ops@tskaro.example' },
  })
  const page = await app.open(`/suppliers/${id}`)
  await page.getByRole('button', { name: 'Ask for data…' }).first().click()
  const days = page.getByRole('dialog').getByRole('textbox', { name: 'Days the link is open' })
  assert.equal(await days.inputValue(), '14', 'what holds where nothing is said stands there')
  await page.keyboard.press('Control+Enter')
  const link = /\/fill#[\w-]{43}/.exec((await mails.next('ops@tskaro.example')).text ?? '')?.[0] ?? ''
  const form = await app.open(link, { as: null, size: phone, expects: [/422/] })
  await form.getByRole('heading', { name: /^თქვენი მონაცემები/ }).waitFor()
  await form.getByRole('textbox', { name: 'დარგი' }).fill('წყალი')
  await form.locator('.outside-language select').selectOption('en')
  const industry = form.getByRole('textbox', { name: 'Industry' })
  await industry.waitFor()
  assert.equal(await industry.inputValue(), 'წყალი')
  // What does not fit yet holds nothing else back, and is told of when one asks to save.
  await form.getByRole('textbox', { name: 'Phone' }).first().fill('12')
  await form.getByRole('textbox', { name: 'Website' }).fill('tskaro.example')
  await until(async () => {
    const where = { party: id }
    const listed = await app.engine.records.list(root, 'dataRequest', { where, fields: ['answers'] })
    const [{ answers }] = JSON.parse(listed).items as [{ answers: Record<string, string> | null }]
    return answers?.['industry'] === 'წყალი' && answers['website'] !== undefined && !('phone' in answers)
  })
  assert.equal(await form.locator('.note.bad').count(), 0)
  await form.getByRole('button', { name: 'Save for later' }).click()
  await form.locator('.note.bad').first().waitFor()
  await form.reload()
  await industry.waitFor()
  assert.equal(await industry.inputValue(), 'წყალი')
  for (const one of [page, form]) await one.context().close()
})

test('nothing went wrong in the pages', () => {
  assert.deepEqual(app.failures, [])
})
