import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { browserApp } from '#testing'
import { until } from './until.ts'
import { clean } from './axe-faults.ts'

const app = await browserApp({ after })

const firstNames = (page: Page) => page.locator('.grid-body .grid-row .cell.name').allInnerTexts()
const foot = (page: Page) => page.locator('.grid-foot', { hasText: /\d/ }).innerText()

async function cellOf(page: Page, name: RegExp, column: string) {
  const heads = await page.locator('.grid [role=columnheader]').allInnerTexts()
  const place = heads.findIndex((text) => text.includes(column))
  assert.ok(place > 0, `There is no column ${column}.`)
  return page.locator('.grid-body .grid-row', { hasText: name }).first().locator('[role=gridcell]').nth(place)
}

test('three letters find a customer, and Escape brings the list back', async () => {
  const page = await app.open('/customers')
  await page.locator('.grid-row .name').first().waitFor()
  const [name = ''] = await firstNames(page)
  const word =
    name
      .split('\n')
      .find((each) => each.length > 4)
      ?.split(' ')
      .at(-1) ?? ''
  await page.keyboard.press('/')
  await page.locator('input:focus').waitFor()
  await page.keyboard.type(word.slice(0, 3))
  await page.waitForURL(/search=/)
  await page.locator('.grid.old').waitFor({ state: 'detached' })
  await page.locator('.grid-body .name', { hasText: word }).first().waitFor()
  const found = await firstNames(page)
  assert.ok(
    found.some((each) => each.includes(word)),
    `${word} is not among ${found.join(', ')}`,
  )
  await page.keyboard.press('Escape')
  await page.waitForURL((url) => !url.search.includes('search='))
  await page.context().close()
})

test('a filter is built in sentences, stands in the address, and is taken away by its chip', async () => {
  const page = await app.open('/customers')
  await page.getByRole('button', { name: 'Filter' }).click()
  const panel = page.getByRole('dialog', { name: 'Filter' })
  await panel.getByRole('combobox', { name: 'Field' }).click()
  await page.keyboard.type('City')
  await page.locator('.option.at', { hasText: 'City' }).waitFor()
  await page.keyboard.press('Enter')
  await panel.getByRole('textbox', { name: 'Value' }).fill('rīg')
  await page.waitForURL(/where=/)
  await panel
    .getByRole('status')
    .filter({ hasText: /\d+ match/ })
    .waitFor()
  await panel.getByRole('button', { name: 'Done' }).click()
  const cities = page.locator('.grid-body .grid-row [role=gridcell]', { hasText: 'Rīga' })
  await cities.first().waitFor()
  await clean(page)
  await page.getByRole('button', { name: /Take away the filter on City/ }).click()
  await page.waitForURL((url) => !url.search.includes('where='))
  await page.context().close()
})

test('a cell is changed in place, refused with its reason, and taken back', async () => {
  const page = await app.open('/customers?where=%7B%22city%22%3A%22R%C4%ABga%22%7D', { expects: [/422/] })
  const row = page.locator('.grid-body .grid-row').first()
  await row.waitFor()
  const name = (await row.locator('.name').innerText()).split('\n').at(-1) ?? ''
  const days = await cellOf(page, new RegExp(name), 'Payment days')
  const before = await days.innerText()
  await days.click()
  await page.keyboard.press('F2')
  await days.locator('input:focus').waitFor()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('soon')
  await page.keyboard.press('Enter')
  await page.getByText('This is not a number').waitFor()
  assert.equal(await days.locator('input').inputValue(), 'soon')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('77')
  await page.keyboard.press('Enter')
  await page.locator('.toast').getByText('Payment days saved').waitFor()
  await until(async () => (await days.innerText()).includes('77'))
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click()
  await until(async () => (await days.innerText()) === before)
  await page.context().close()
})

test('a cell that somebody else changed meanwhile says so, and Enter keeps one’s own', async () => {
  const page = await app.open('/settings/profile', { expects: [/ERR_FAILED/] })
  await page.route(/\/api\/v1\/events/, (route) => route.abort())
  await page.goto(`${app.origin}/customers?where=%7B%22country%22%3A%22EE%22%7D&sort=name`)
  const row = page.locator('.grid-body .grid-row').first()
  await row.waitFor()
  const name = (await row.locator('.name').innerText()).split('\n').at(-1) ?? ''
  const root = await app.engine.access.systemActor('test')
  const { items } = JSON.parse(
    await app.engine.records.list(root, 'customer', { where: { name }, limit: 1, fields: ['id'] }),
  ) as { items: { id: string }[] }
  const city = await cellOf(page, new RegExp(name), 'City')
  await city.click()
  await page.keyboard.press('F2')
  await city.locator('input:focus').waitFor()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('Narva')
  await app.engine.records.update(root, 'customer', items[0]?.id ?? '', { city: 'Paide' }, {})
  await page.keyboard.press('Enter')
  await page.getByText('Meanwhile somebody else set “Paide”').waitFor()
  assert.equal(await city.locator('input').inputValue(), 'Narva')
  assert.equal(await counted({ name, city: 'Paide' }), 1)
  await page.keyboard.press('Enter')
  await page.locator('.toast').getByText('City saved').waitFor()
  assert.equal(await counted({ name, city: 'Narva' }), 1)
  await page.context().close()
})

test('many are changed at once: first what would happen, then as a job, then taken back', async () => {
  const page = await app.open('/customers?where=%7B%22country%22%3A%22LV%22%7D')
  await page.locator('.grid-body .grid-row').first().waitFor()
  const count = Number((await foot(page)).match(/\d+/)?.[0])
  await page.locator('[role=grid]').focus()
  await page.keyboard.press('Control+A')
  await page.getByText(`${count} selected`).waitFor()
  await page.getByRole('button', { name: 'Change…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Field' }).click()
  await page.keyboard.type('Payment days')
  await page.locator('.option.at', { hasText: 'Payment days' }).waitFor()
  await page.keyboard.press('Enter')
  await dialog.getByRole('textbox', { name: 'Payment days' }).fill('99')
  await page.keyboard.press('Tab')
  await dialog.getByText(`${count} records would be changed.`).waitFor()
  assert.equal(await dialog.locator('.forecast-table tr').count(), 3)
  await clean(page)
  await dialog.getByRole('button', { name: `Change ${count}` }).click()
  await page.locator('.toast').getByText(`${count} records are changed.`).waitFor()
  assert.equal(await counted({ paymentDays: 99 }), count)
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click()
  await until(async () => (await counted({ paymentDays: 99 })) === 0)
  await page.context().close()
})

test('many are deleted at once: by a key, told first which of them stay, and taken back', async () => {
  const root = await app.engine.access.systemActor('test')
  const made = ['Zy One', 'Zy Two', 'Zy Three'].map((name) => ({ kind: 'create' as const, values: { name } }))
  const [one] = await app.engine.records.many(root, 'customer', made, {})
  await app.engine.records.create(root, 'customer', { name: 'Zx Child', parent: one?.id })
  const where = { name: { startsWith: 'Zy ' } }
  const page = await app.open(`/customers?where=${encodeURIComponent(JSON.stringify(where))}`)
  await page.locator('.grid-body .grid-row').nth(2).waitFor()
  await page.locator('[role=grid]').focus()
  await page.keyboard.press('Control+A')
  await page.getByText('3 selected').waitFor()
  await page.keyboard.press('Delete')
  const dialog = page.getByRole('dialog', { name: 'Delete 3 records' })
  await dialog.getByText('2 records would be deleted.').waitFor()
  await dialog.getByText('1 of them is refused as things stand.').waitFor()
  await dialog.getByRole('cell', { name: /is named by/ }).waitFor()
  await clean(page)
  await dialog.getByRole('button', { name: 'Delete 2' }).click()
  await page.locator('.toast').getByText('2 records are deleted.').waitFor()
  await page.getByText('3 selected').waitFor({ state: 'detached' })
  assert.equal(await counted(where), 1)
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click()
  await until(async () => (await counted(where)) === 3)
  await page.context().close()
})

test('what is arranged is saved as a view of one’s own, and changes of others come in place', async () => {
  const page = await app.open('/customers?where=%7B%22country%22%3A%22GE%22%7D&sort=-name')
  await page.getByRole('button', { name: 'Save view' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name of the view' }).fill('Georgia')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('link', { name: /Georgia/ }).waitFor()
  await page.waitForURL((url) => url.search.includes('view=') && !url.search.includes('where='))
  const root = await app.engine.access.systemActor('test')
  const { items } = JSON.parse(
    await app.engine.records.list(root, 'customer', {
      where: { country: 'GE' },
      sort: '-name',
      limit: 1,
      fields: ['id'],
    }),
  ) as { items: { id: string }[] }
  // A page hears of what happens from when it has begun to listen, which is some time after it has read.
  let days = 123
  await until(async () => {
    days += 1
    await app.engine.records.update(root, 'customer', items[0]?.id ?? '', { paymentDays: days }, {})
    const shown = page.locator('.grid-body .grid-row').first().getByText(String(days))
    return shown.waitFor({ timeout: 5_000 }).then(
      () => true,
      () => false,
    )
  })
  await page.context().close()
})

test('rows are read once, and a change between their reading and the opening of the stream is not lost', async () => {
  const page = await app.open('/settings/profile')
  const readings: string[] = []
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.pathname === '/api/v1/customers' && url.searchParams.get('limit') === '200')
      readings.push(request.url())
  })
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>()
  const { promise: changed, resolve: go } = Promise.withResolvers<void>()
  await page.route(/\/api\/v1\/events\?/, async (route) => {
    ask()
    await changed
    await route.continue()
  })
  await page.goto(`${app.origin}/customers?sort=name`)
  const row = page.locator('.grid-body .grid-row').first()
  await row.locator('.name').waitFor()
  await asked
  const root = await app.engine.access.systemActor('test')
  const { items } = JSON.parse(
    await app.engine.records.list(root, 'customer', { sort: 'name', limit: 1, fields: ['id'] }),
  ) as { items: { id: string }[] }
  await app.engine.records.update(root, 'customer', items[0]?.id ?? '', { city: 'Mazsalaca' }, {})
  go()
  await row.getByText('Mazsalaca').waitFor()
  assert.equal(readings.length, 1, readings.join('\n'))
  await page.context().close()
})

test('a group shows how many and how much, and the list reads well in the dark and on a phone', async () => {
  const page = await app.open('/customers?group=country', { theme: 'dark' })
  await page.locator('.grid-row.grp').first().waitFor()
  await page
    .locator('.grid-foot')
    .getByText(/in \d+ groups/)
    .waitFor()
  await clean(page)
  const phone = await app.open('/customers', { size: { width: 390, height: 844 } })
  await phone.locator('.record-row').first().waitFor()
  await clean(phone)
  const light = await app.open('/customers')
  await light.locator('.grid-body .grid-row').first().waitFor()
  await clean(light)
  for (const each of [page, phone, light]) await each.context().close()
})

test('a list of what is due before today says so, and its filter opens', async () => {
  const page = await app.open('/customers?view=overdue')
  const due = page.getByRole('group', { name: /^Stage due/ })
  await due.getByText('today', { exact: true }).waitFor()
  await due.getByRole('button', { name: /^Stage due before/ }).click()
  const filter = page.getByRole('dialog', { name: 'Filter' })
  await filter.locator('input[value="Today"]').waitFor()
  await page.context().close()
})

test('the pages met no errors', () => assert.deepEqual(app.failures, []))

async function counted(where: object): Promise<number> {
  const root = await app.engine.access.systemActor('test')
  const { count } = JSON.parse(
    await app.engine.records.list(root, 'customer', { where, limit: 1, count: 'exact' }),
  ) as { count: number }
  return count
}
