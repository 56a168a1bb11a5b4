import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newId } from '#model'
import { browserApp } from '#testing'
import { still } from './still.ts'
import { until } from './until.ts'
import { clean } from './axe-faults.ts'

const app = await browserApp({ after })
const phone = { width: 390, height: 844 }

const root = await app.engine.access.systemActor('test')

async function someCustomer(where: object = {}): Promise<{ id: string; name: string }> {
  const page = await app.engine.records.list(root, 'customer', { where, limit: 1, fields: ['id', 'name'] })
  const [first] = (JSON.parse(page) as { items: { id: string; name: string }[] }).items
  assert.ok(first)
  return first
}

const contract = { name: 'Līgums 2026.txt', mimeType: 'text/plain', buffer: Buffer.from('Signed.') }

test('a paper is uploaded, stands in the timeline, is sorted, and comes back after it was removed', async () => {
  const { id } = await someCustomer()
  const page = await app.open(`/customers/${id}`)
  await page.getByRole('link', { name: /^Files/ }).click()
  await page.waitForURL(/tab=files/)
  await page.getByText('There are no papers yet').waitFor()
  await page.getByLabel('Choose files').setInputFiles(contract)
  const paper = page.locator('.paper', { hasText: contract.name })
  await paper.waitFor()
  await page.locator('.timeline-item', { hasText: contract.name }).waitFor()
  await paper.getByRole('button', { name: 'Edit Kind' }).press('Enter')
  await page.getByRole('combobox', { name: 'Kind' }).press('Enter')
  await page.getByRole('option', { name: 'Contract' }).click()
  await paper.getByText('Contract', { exact: true }).waitFor()
  await clean(page)
  const link = await paper.getByRole('link', { name: contract.name }).getAttribute('href')
  assert.equal(await (await page.request.get(app.origin + link)).text(), 'Signed.')
  await paper.getByRole('button', { name: /^More for/ }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await paper.waitFor({ state: 'detached' })
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click()
  await paper.waitFor()
  await page.context().close()
})

test('the head of a card names every role that one may see, with the way there', async () => {
  const { id, name } = await someCustomer({ country: 'LV' })
  await app.engine.records.create(root, 'supplier', { party: id })
  const page = await app.open(`/customers/${id}`)
  const head = page.locator('.who')
  await head.getByText('Customer', { exact: true }).waitFor()
  await head.getByRole('link', { name: 'Supplier', exact: true }).click()
  await page.waitForURL(new RegExp(`/suppliers/${id}`))
  await page.getByRole('heading', { name }).first().waitFor()
  await head.getByRole('link', { name: 'Customer', exact: true }).waitFor()
  assert.equal(await head.getByText('Contact', { exact: true }).count(), 0, 'no role that is not played')
  await page.goto(`${app.origin}/customers/${id.toUpperCase()}`)
  await page.getByRole('heading', { name }).first().waitFor()
  await still(page)
  assert.equal(await page.locator('.toast').count(), 0, 'an address in capitals is no record that was merged')
  await clean(page)
  await page.context().close()
})

test('files are dropped where papers stand, and an upload can be stopped', async () => {
  const { id } = await someCustomer({ country: 'GE' })
  const page = await app.open(`/customers/${id}?tab=files`, { theme: 'dark' })
  await page.getByText('There are no papers yet').waitFor()
  // The answer is held back, so that the upload is still under way when it is stopped.
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/api/v1/files', async (route) => {
    await held
    await route.continue().catch(() => undefined)
  })
  const transfer = await page.evaluateHandle(`(() => {
    const files = new DataTransfer()
    files.items.add(new File(['abc'], 'scan.txt', { type: 'text/plain' }))
    return files
  })()`)
  await page.locator('.papers').dispatchEvent('dragover', { dataTransfer: transfer })
  await page.getByText('Let go to add').waitFor()
  await page.locator('.papers').dispatchEvent('drop', { dataTransfer: transfer })
  const upload = page.locator('.upload', { hasText: 'scan.txt' })
  await upload.getByRole('progressbar').waitFor()
  await clean(page)
  await upload.getByRole('button', { name: 'Cancel' }).click()
  await upload.waitFor({ state: 'detached' })
  release()
  await page.getByText('There are no papers yet').waitFor()
  await page.context().close()
})

test('J and K walk the list that one came from, and the way back leads to the same line', async () => {
  const page = await app.open('/customers?sort=-name')
  const third = page.locator('.grid-body .grid-row').nth(2)
  const fourth = page.locator('.grid-body .grid-row').nth(3)
  await fourth.waitFor()
  const [name = ''] = (await fourth.locator('.cut').allInnerTexts()).filter((text) => text.length > 2)
  await third.locator('.name-link').click()
  await page.getByText(/^3 of \d+$/).waitFor()
  await page.keyboard.press('j')
  await page.getByText(/^4 of \d+$/).waitFor()
  await page.locator('.who-name', { hasText: name }).waitFor()
  await page.keyboard.press('k')
  await page.getByText(/^3 of \d+$/).waitFor()
  await page.reload()
  await page.getByText(/^3 of \d+$/).waitFor()
  await page.keyboard.press('j')
  await page.getByText(/^4 of \d+$/).waitFor()
  await page.locator('.crumb').getByRole('link', { name: 'Customers' }).click()
  await page.waitForURL(/customers\?sort=-name$/)
  const grid = page.locator('[role=grid]:has(.grid-body)')
  await until(async () => {
    const active = await grid.getAttribute('aria-activedescendant')
    const row = page.locator('.grid-body .grid-row', { has: page.locator(`[id="${active}"]`) })
    return (await row.allInnerTexts()).some((text) => text.includes(name))
  })
  await page.context().close()
})

test('L writes down a talk from the list, and a task is ticked off among the activities', async () => {
  const page = await app.open('/customers')
  await page
    .locator('.grid-body .grid-row .name')
    .first()
    .click({ position: { x: 4, y: 4 } })
  await page.locator('[role=grid][aria-activedescendant]').focus()
  const words = page.getByRole('textbox', { name: 'What happened?' })
  // The key is of use from when the list knows the record under the cursor, which no one can see.
  await until(async () => {
    await page.keyboard.press('l')
    return words.waitFor({ timeout: 10_000 }).then(
      () => true,
      () => false,
    )
  })
  await page.locator('.composer textarea:focus').waitFor()
  await page.getByRole('button', { name: 'Task' }).click()
  await words.fill('Send the spring price list')
  await words.press('Control+Enter')
  await page.locator('.timeline').getByText('Send the spring price list').waitFor()
  await page
    .locator('.main .tabs')
    .getByRole('link', { name: /^Activities/ })
    .click()
  await clean(page)
  await page.getByRole('checkbox', { name: 'Done: Send the spring price list' }).press('Space')
  await page.locator('.toast').getByText('The task is done').waitFor()
  await page
    .getByRole('checkbox', { name: 'Done: Send the spring price list' })
    .waitFor({ state: 'detached' })
  await page.context().close()
})

test('in the palette the right arrow opens what a record allows, and the left one goes back', async () => {
  const { id, name } = await someCustomer({ status: 'active', country: 'LV' })
  const page = await app.open('/')
  await page.keyboard.press('Control+k')
  await page.locator('[role=combobox]:focus').waitFor()
  await page.keyboard.type(name)
  const found = page.getByRole('option', { selected: true })
  await found.filter({ hasText: name }).waitFor()
  await page.keyboard.press('ArrowRight')
  await page.getByRole('option', { name: /^Freeze/ }).waitFor()
  for (const senseless of [/^Reactivate/, /^Submit/, /^Approve/, /^Refuse/])
    assert.equal(await page.getByRole('option', { name: senseless }).count(), 0)
  await clean(page)
  await page.keyboard.press('ArrowLeft')
  await found.filter({ hasText: name }).waitFor()
  await page.keyboard.press('ArrowRight')
  await page.getByRole('option', { name: /^Freeze/ }).waitFor()
  await page.keyboard.type('freeze')
  await page.getByRole('option', { name: /^Freeze/, selected: true }).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(new RegExp(`${id}\\?dialog=do-freeze`))
  await page.getByRole('dialog', { name: /Freeze/ }).waitFor()
  await page.keyboard.press('Escape')
  await page.waitForURL((url) => !url.search.includes('dialog'))
  const hand = await app.open('/', { size: phone, theme: 'dark' })
  await hand.getByRole('button', { name: 'Search' }).click()
  await hand.locator('[role=combobox]:focus').waitFor()
  await hand.keyboard.type(name)
  await hand.getByRole('option').filter({ hasText: name }).first().locator('.palette-more').click()
  await hand.getByRole('option', { name: /^Copy link/ }).waitFor()
  await clean(hand)
  for (const each of [page, hand]) await each.context().close()
})

test('a form says how numbers are written in a country, and where a field is obligatory', async () => {
  await app.engine.catalog.setRules(root, 'customer', [{ require: 'website', when: { country: 'LV' } }])
  const page = await app.open('/customers/new', { expects: [/422/] })
  await page.getByText('obligatory for Latvia').waitFor()
  await page.getByText('0 of 1 obligatory filled').waitFor()
  await page.getByRole('combobox', { name: /^Country/ }).click()
  await page.keyboard.type('Latvia')
  await page.locator('.option.at', { hasText: 'Latvia' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('LV and 11 digits, for example LV40003009497.').waitFor()
  await page.getByText('For example LV-1050.').waitFor()
  await page.getByText(/For example \+371/).waitFor()
  await page.getByText(/For example LV\d\d/).waitFor()
  await page.getByText('0 of 2 obligatory filled').waitFor()
  await clean(page)
  await page.getByRole('textbox', { name: /^Name/ }).fill('Saulgrieži SIA')
  await page.getByRole('textbox', { name: /^Website/ }).fill('https://saulgriezi.example')
  await page.getByRole('textbox', { name: 'Street' }).fill('Brīvības iela 1')
  await page.getByRole('textbox', { name: 'Account' }).fill('LV80BANK0000435195001')
  await page.getByText('2 of 2 obligatory filled').waitFor()
  await page.keyboard.press('Control+Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Brīvības iela 1').waitFor()
  await page.keyboard.press('Control+Enter')
  await dialog.getByRole('button', { name: 'Open the card' }).click()
  await page.getByRole('region', { name: 'Overview' }).getByText('LV80BANK0000435195001').waitFor()
  await page.context().close()
})

test('contacts stand on the card of a customer with the ways to reach them', async () => {
  const { id } = await someCustomer({ country: 'LV' })
  const contact = await app.engine.records.create(root, 'contact', {
    name: 'Zane Vītoliņa',
    phone: '+37129154402',
    email: 'zane@vitolina.example',
  })
  await app.engine.records.create(root, 'contactLink', {
    contact: contact.id,
    customer: id,
    position: 'Director',
    until: '2020-01-31',
  })
  const page = await app.open(`/customers/${id}`)
  const row = page.locator('table.lines tr', { hasText: 'Zane Vītoliņa' })
  await row.getByText('+371 2915 4402').waitFor()
  await row.getByText('zane@vitolina.example').waitFor()
  assert.match((await row.getAttribute('class')) ?? '', /ended/)
  await page.context().close()
})

test('a line added to a card is saved once, however it is typed', async () => {
  const { id } = await someCustomer({ country: 'EE' })
  const page = await app.open(`/customers/${id}`)
  const phones = page.getByRole('grid', { name: 'Phones' })
  const add = page.getByRole('button', { name: 'Add phone' })
  await add.waitFor()
  const count = await phones.locator('tbody tr').count()
  await add.click()
  await phones.locator('tbody tr').nth(count).locator('td:focus').waitFor()
  await page.keyboard.type('+37253001234')
  await page.keyboard.press('Enter')
  await phones.getByText('+372 5300 1234').waitFor()
  await page.locator('.toast', { hasText: 'Phones saved' }).waitFor()
  await phones.locator('input').waitFor({ state: 'detached' })
  assert.equal(await phones.locator('tbody tr').count(), count + 1)
  await page.context().close()
})

test('a card hides what is empty, cuts no column, and is offered again once it was opened', async () => {
  const { id, name } = await someCustomer({ country: 'LV' })
  const email = 'a.very.long.mailbox.of.the.purchasing.department@an-even-longer-domain.example'
  await app.engine.records.update(root, 'customer', id, { email, industry: null }, {})
  // A contact of which everything is known makes the widest table that a card has.
  const reach = { phone: '+37129154403', email: 'laura.purchasing.department@vitolina.example' }
  const contact = await app.engine.records.create(root, 'contact', {
    name: 'Laura Vītoliņa-Bērziņa',
    ...reach,
  })
  const link = { contact: contact.id, customer: id, position: 'Head of purchasing', until: '2020-01-31' }
  await app.engine.records.create(root, 'contactLink', link)
  const page = await app.open(`/customers/${id}`)
  await page.getByRole('link', { name: email }).waitFor()
  await page.locator('table.lines tr', { hasText: 'Laura' }).getByText(reach.email).waitFor()
  const wider = await page.evaluate(`[...document.querySelectorAll('.kv a.link, .lines-scroll')]
    .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.outerHTML.slice(0, 80))`)
  assert.deepEqual(wider, [])
  const industry = page.getByRole('button', { name: 'Edit Industry' })
  assert.equal(await industry.count(), 0)
  await page
    .getByRole('button', { name: / empty$/ })
    .first()
    .click()
  await industry.waitFor()
  await page.getByRole('link', { name: 'Home', exact: true }).click()
  await page.getByRole('region', { name: 'Opened lately' }).getByRole('link', { name }).waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('option', { name }).waitFor()
  await page.context().close()
})

test('a history tells what was changed, shows the record as it was, and sets it back', async () => {
  const { id } = await someCustomer({ country: 'CN' })
  await app.engine.records.update(root, 'customer', id, { paymentDays: 11 }, { reason: 'New terms' })
  await app.engine.records.update(root, 'customer', id, { paymentDays: 22, city: 'Kaunas' }, {})
  const page = await app.open(`/customers/${id}/history`)
  const entries = page.locator('.history-entry')
  await entries.filter({ hasText: '“New terms”' }).waitFor()
  await page.getByRole('combobox', { name: 'Field' }).click()
  await page.keyboard.type('City')
  await page.locator('.option.at', { hasText: 'City' }).waitFor()
  await page.keyboard.press('Enter')
  await entries.filter({ hasText: '“New terms”' }).waitFor({ state: 'detached' })
  await page
    .getByRole('button', { name: /^Take away|^Empty/ })
    .first()
    .click()
  await clean(page)
  await entries.filter({ hasText: '“New terms”' }).getByRole('button', { name: 'As it was then' }).click()
  await page.waitForURL(/asOf=/)
  const row = page.locator('.compare tr', { hasText: 'Payment days' })
  await row.locator('.was').waitFor()
  assert.deepEqual(await row.locator('td').allInnerTexts(), ['11', '22'])
  await page.getByText('You are here').waitFor()
  await clean(page)
  await page.getByRole('button', { name: 'Restore…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Why' }).fill('As agreed before')
  await dialog.getByRole('button', { name: /^Restore/ }).click()
  await page.locator('.toast').getByText('is restored').waitFor()
  const { json } = (await app.engine.records.get(root, 'customer', id, {})) as { json: string }
  assert.equal((JSON.parse(json) as { paymentDays: number }).paymentDays, 11)
  await page.context().close()
})

test('a change is taken back from the history after it said what that would do', async () => {
  const { id } = await someCustomer({ country: 'EE' })
  // No time of day reads so.
  await app.engine.records.update(root, 'customer', id, { paymentDays: 177 }, {})
  const page = await app.open(`/customers/${id}/history`, { theme: 'dark' })
  await page.locator('.history-entry', { hasText: '177' }).getByRole('button', { name: 'Undo…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('1 record would go back to what it was.').waitFor()
  await clean(page)
  await dialog.getByRole('button', { name: /^Take back/ }).click()
  await page.locator('.toast').getByText('Taken back').waitFor()
  await page.context().close()
})

test('what an undo left stays beside it, in the history and in the log, with the way to the record', async () => {
  const { id } = await someCustomer({ country: 'EE' })
  const change = newId()
  await app.engine.records.update(root, 'customer', id, { paymentDays: 173, city: 'Valga' }, { change })
  await app.engine.records.update(root, 'customer', id, { paymentDays: 174 }, {})
  await app.engine.undo(root, change)
  const page = await app.open(`/customers/${id}/history`)
  for (const place of ['history', 'log'] as const) {
    if (place === 'log') await page.goto(`${app.origin}/settings/audit`)
    await page.getByRole('button', { name: 'What stayed' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'What stayed' })
    await dialog.getByText('The undo left 1 thing as it was.').waitFor()
    await dialog.getByText('Payment days: changed since.').waitFor()
    await still(page)
    await clean(page)
    if (place === 'history') await page.keyboard.press('Escape')
  }
  await page.getByRole('dialog').getByRole('link').click()
  await page.waitForURL((url) => url.pathname.endsWith(`/customers/${id}`))
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.context().close()
})

test('the card reads well in the dark, in Georgian and Chinese, on a phone and with half the rights', async () => {
  const { id } = await someCustomer({ country: 'LV' })
  const pages = [
    await app.open(`/customers/${id}`, { theme: 'dark', language: 'ka' }),
    await app.open(`/customers/${id}`, { size: phone, language: 'zh' }),
    await app.open(`/customers/${id}?tab=timeline`, { size: phone, theme: 'dark' }),
    await app.open(`/customers/${id}`, { as: 'wang', expects: [/404/] }),
  ]
  for (const page of pages) {
    await page.locator('.who, .state').first().waitFor()
    await still(page)
    await clean(page)
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
    assert.equal(Math.max(0, wide), 0, `${page.url()} is wider than its window.`)
    await page.context().close()
  }
})

test('the pages met no errors', () => assert.deepEqual(app.failures, []))

test('a choice that is never empty cannot be emptied where a record is entered', async () => {
  const page = await app.open('/customers/new')
  const kind = page.getByRole('group', { name: 'Kind' })
  const pressed = (name: string) => kind.getByRole('button', { name, pressed: true })
  await pressed('Organisation').click()
  await pressed('Organisation').waitFor()
  await kind.getByRole('button', { name: 'Person' }).click()
  await pressed('Person').waitFor()
  await page.goto(`${app.origin}/activities/new`)
  const entry = page.locator('#entry-kind')
  await entry.getByText('Note').first().waitFor()
  assert.equal(await entry.locator('.in-x').count(), 0)
  await page.context().close()
})
