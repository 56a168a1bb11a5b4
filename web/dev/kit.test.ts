import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { previewInBrowser } from './preview-browser.ts'

let preview: Awaited<ReturnType<typeof previewInBrowser>>
before(async () => {
  preview = await previewInBrowser()
})
after(() => preview.close())

/** A page of the preview at a desk, with nothing kept from another test; errors of the page fail the test. */
async function opened(
  path: string,
  at: { width: number; height: number } = { width: 1440, height: 900 },
): Promise<Page> {
  const context = await preview.browser.newContext({ viewport: at })
  const page = await context.newPage()
  page.on('pageerror', (error) => assert.fail(error.message))
  page.on('console', (message) => message.type() === 'error' && assert.fail(message.text()))
  await page.goto(preview.address + path)
  await page.waitForSelector('main h1')
  return page
}

const cursorText = (page: Page) =>
  page
    .locator('[role=grid]')
    .evaluate(
      (grid) => document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')?.textContent ?? '',
    )
const focusedText = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')

test('the grid is walked by keyboard: cursor, far end, preview, selection', async () => {
  const page = await opened('/customers?view=credit')
  await page.locator('[role=grid]').waitFor()
  await page.keyboard.press('Tab')
  await page.locator('[role=grid]').focus()
  await page.keyboard.press('ArrowDown')
  assert.match(await cursorText(page), /Baltic Crane/)
  await page.keyboard.press('ArrowRight')
  assert.equal(await cursorText(page), 'C-000437')
  await page.keyboard.press('Control+End')
  await page.waitForFunction(
    () => document.querySelector('.grid-row.at')?.getAttribute('aria-rowindex') === '2317',
  )
  assert.equal(await page.locator('[role=grid]').getAttribute('aria-rowcount'), '2317')
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Space')
  await page.locator('.peek').waitFor()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await page.getByText('3 selected').waitFor()
  await page.keyboard.press('Control+A')
  await page.getByText('2,316 selected').waitFor()
  await page.keyboard.press('Escape')
  assert.equal(await page.locator('.selection-bar').count(), 0)
})

test('a cell is changed by typing; a refusal keeps the text, Escape the old value, Tab goes on', async () => {
  const page = await opened('/customers?view=credit')
  const cell = page.locator('.grid-body .grid-row').nth(2).locator('.cell').nth(3)
  await cell.click()
  await page.keyboard.type('Kutaisi')
  await page.keyboard.press('Tab')
  await page.locator('.toast').getByText('saved').waitFor()
  assert.match(await cell.innerText(), /Kutaisi/)
  await page.getByRole('listbox').waitFor()
  await page.keyboard.press('Escape')
  const limit = page.locator('.grid-body .grid-row').nth(2).locator('.cell').nth(7)
  await limit.click()
  await page.keyboard.press('F2')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('13')
  await page.keyboard.press('Enter')
  await page.getByText('brings bad luck').waitFor()
  assert.equal(await limit.locator('input').inputValue(), '13')
  await page.keyboard.press('Escape')
  assert.match(await limit.innerText(), /14,500/)
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('role')), 'grid')
})

test('Ctrl+Z takes the last change back', async () => {
  const page = await opened('/customers?view=credit')
  const cell = page.locator('.grid-body .grid-row').nth(1).locator('.cell').nth(3)
  await cell.dblclick()
  await page.keyboard.type('Pärnu')
  await page.keyboard.press('Enter')
  await page.locator('.toast').waitFor()
  await page.keyboard.press('Control+Z')
  await page.waitForFunction(() => !document.querySelector('.toast'))
  assert.doesNotMatch(await cell.innerText(), /Pärnu/)
})

test('columns sort, widen, move and hide, each by keyboard alone', async () => {
  const page = await opened('/customers?view=credit')
  await page.locator('[role=grid]').focus()
  const heads = () =>
    page
      .locator('[role=columnheader][data-column]')
      .evaluateAll((cells) => cells.map((cell) => (cell as HTMLElement).dataset.column))
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Control+Home')
  for (const key of ['ArrowUp', 'ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key)
  assert.equal(await page.locator('[data-column=city]').getAttribute('aria-sort'), 'ascending')
  await page.keyboard.press('Alt+ArrowDown')
  await page.getByRole('menu').waitFor()
  await page.keyboard.type('m')
  assert.match(await focusedText(page), /Move left/)
  await page.keyboard.press('Enter')
  assert.deepEqual((await heads()).slice(0, 3), ['name', 'city', 'number'])
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Alt+ArrowDown')
  await page.keyboard.type('h')
  await page.keyboard.press('Enter')
  assert.ok(!(await heads()).includes('city'))
})

test('the edge of a head widens its column, and a drag moves it', async () => {
  const page = await opened('/customers?view=credit')
  const city = page.locator('[data-column=city]')
  const box = await city.boundingBox()
  assert.ok(box)
  await page.mouse.move(box.x + box.width - 3, box.y + 10)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width + 57, box.y + 10, { steps: 4 })
  await page.mouse.up()
  assert.equal(Math.round((await city.boundingBox())?.width ?? 0), Math.round(box.width) + 60)
  await page.mouse.move(box.x + 20, box.y + 10)
  await page.mouse.down()
  await page.mouse.move(box.x - 100, box.y + 10, { steps: 6 })
  await page.mouse.up()
  const order = await page
    .locator('[data-column]')
    .evaluateAll((cells) => cells.map((cell) => (cell as HTMLElement).dataset.column))
  assert.deepEqual(order.slice(0, 3), ['name', 'city', 'number'])
})

test('a million rows scroll by wheel and by thumb', async () => {
  const page = await opened('/customers?view=million')
  const rowIndex = () =>
    page.locator('.grid-body .grid-row').first().getAttribute('aria-rowindex').then(Number)
  await page.mouse.move(700, 500)
  for (let turn = 0; turn < 10; turn++) await page.mouse.wheel(0, 720)
  await page.waitForFunction(() => document.querySelector('.name-link .nm-main')?.textContent?.match(/ \d+$/))
  assert.ok((await rowIndex()) > 150)
  await page.locator('.grid').evaluate((grid) => (grid.scrollTop = grid.scrollHeight))
  await page.waitForFunction(() => document.body.innerText.includes('Žemaitijos Statyba UAB 50000'))
  assert.ok((await rowIndex()) > 999_900)
})

test('the palette finds in every script, opens the record, and gives the focus back on Escape', async () => {
  const page = await opened('/customers?view=credit')
  await page.getByRole('button', { name: 'Export' }).focus()
  await page.keyboard.press('Control+K')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  assert.equal(await focusedText(page), 'Export')
  await page.keyboard.press('Control+K')
  await page.keyboard.type('rig')
  await page.getByText('Rīgas Ostas').first().waitFor()
  await page.locator('mark', { hasText: 'რიგ' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/customers/2')
})

test('a select is opened by a letter, narrowed, chosen; Escape leaves the value', async () => {
  const page = await opened('/suppliers/new')
  const country = page.getByRole('combobox', { name: 'Country' })
  await country.focus()
  await page.keyboard.type('ge')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  assert.match(await country.innerText(), /Germany/)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  assert.match(await country.innerText(), /Germany/)
  assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ''), /Germany/)
})

test('fields understand what is typed, and a draft survives a reload and warns on leaving', async () => {
  const page = await opened('/suppliers/new')
  await page.getByRole('textbox', { name: 'Name' }).fill('Rīgas Ostas')
  await page.getByRole('textbox', { name: 'Credit limit' }).fill('1.234,5')
  await page.getByText('1,234.50', { exact: true }).waitFor()
  await page.getByRole('textbox', { name: 'Customer since' }).fill('+14')
  await page.keyboard.press('Tab')
  assert.match(await page.getByRole('textbox', { name: 'Customer since' }).inputValue(), /^\d+ \w{3} \d{4}$/)
  await page.getByText('Draft kept').waitFor()
  await page.reload()
  assert.equal(await page.getByRole('textbox', { name: 'Name' }).inputValue(), 'Rīgas Ostas')
  await page.getByRole('link', { name: 'Contacts' }).click()
  await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor()
  await page.keyboard.press('Escape')
  assert.match(page.url(), /suppliers\/new/)
})

test('a greyed button can be reached and says why', async () => {
  const page = await opened('/customers/1')
  await page.getByRole('button', { name: 'Raise limit' }).focus()
  await page.getByRole('tooltip').getByText('the credit insurance ended').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Raise limit' }).getAttribute('aria-disabled'), 'true')
})

test('owned lines are a small grid: arrows, typing, Enter on the last adds one', async () => {
  const page = await opened('/customers/1')
  await page.getByRole('gridcell', { name: 'Purchasing manager' }).focus()
  await page.keyboard.press('ArrowDown')
  assert.equal(await focusedText(page), 'Chief accountant')
  await page.keyboard.type('Director')
  await page.keyboard.press('Enter')
  await page.getByRole('gridcell', { name: 'Director', exact: true }).waitFor()
})

test('the page of keys has an address, and one letter keys can be turned off', async () => {
  const page = await opened('/customers?view=credit')
  await page.keyboard.press('?')
  await page.waitForURL('**dialog=keys**')
  await page.getByRole('switch').click()
  await page.keyboard.press('Escape')
  await page.waitForFunction(() => !location.search.includes('keys'))
  await page.keyboard.press('n')
  assert.match(page.url(), /\/customers\?/)
})

test('a phone has the bar of five, its menu leads everywhere, and pages go back', async () => {
  const page = await opened('/customers', { width: 390, height: 844 })
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('link', { name: /Suppliers/ }).click()
  await page.waitForURL('**/suppliers')
  assert.equal(await page.getByRole('dialog').count(), 0)
  await page.goBack()
  await page.waitForURL('**/customers')
  await page.getByRole('button', { name: 'New' }).click()
  await page.getByRole('menuitem', { name: 'Contact' }).click()
  await page.waitForURL('**/contacts/new')
})

test('the language changes at once, and stays', async () => {
  const page = await opened('/customers?view=credit')
  await page.getByRole('button', { name: 'Kārlis Ozols' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Latviešu' }).click()
  await page.getByRole('link', { name: 'Sākums' }).waitFor()
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'lv')
  await page.reload()
  await page.getByRole('link', { name: 'Sākums' }).waitFor()
})
