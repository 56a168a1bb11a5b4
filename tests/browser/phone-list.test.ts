import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { browserApp } from '#testing'
import { axeFaults, wcag } from './axe-faults.ts'
import { still } from './still.ts'

const app = await browserApp({ after }, { parties: 18 })
const size = { width: 390, height: 844 }

const chosen = (page: Page) => page.getByRole('heading', { level: 1, name: /selected/ })
const deed = (page: Page, name: string) => page.getByRole('toolbar').getByRole('button', { name })

async function fromMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

test('on a phone rows are chosen from the menu, changed together, and changed back', async () => {
  const page = await app.open('/customers', { size })
  const rows = page.locator('.record-row')
  await rows.first().waitFor()
  await fromMenu(page, 'Select…')
  await page.getByRole('heading', { level: 1, name: '0 selected' }).waitFor()
  await rows.nth(0).click()
  await rows.nth(1).click()
  await page.getByRole('heading', { level: 1, name: '2 selected' }).waitFor()
  await still(page)
  assert.deepEqual(await axeFaults(page, wcag), [])
  await deed(page, 'Change…').click()
  const dialog = page.getByRole('dialog', { name: 'Change 2 records' })
  await dialog.getByRole('combobox', { name: 'Field' }).click()
  await page.getByRole('option', { name: 'City', exact: true }).click()
  await dialog.getByRole('textbox', { name: 'City' }).fill('Ainaži')
  await dialog.getByRole('button', { name: 'Change 2' }).click()
  const moved = page.locator('.record-row', { hasText: 'Ainaži' })
  await moved.nth(1).waitFor()
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await moved.first().waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Done choosing' }).click()
  await page.getByRole('heading', { level: 1, name: 'Customers' }).waitFor()
  await page.context().close()
})

test('a long press chooses the row under the finger and does not open it', async () => {
  const page = await app.open('/customers', { size })
  const row = page.locator('.record-row').nth(2)
  await row.waitFor()
  const box = await row.boundingBox()
  assert.ok(box)
  const touch = await page.context().newCDPSession(page)
  const at = { x: box.x + 150, y: box.y + box.height / 2 }
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] })
  await page.getByRole('heading', { level: 1, name: '1 selected' }).waitFor()
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  assert.ok(
    await page
      .getByRole('checkbox', { name: /^Select / })
      .nth(2)
      .isChecked(),
  )
  assert.equal(new URL(page.url()).pathname, '/customers')
  await page.getByRole('button', { name: /^All \d+/ }).click()
  await page.getByRole('button', { name: 'None', exact: true }).click()
  await page.keyboard.press('Escape')
  await chosen(page).waitFor({ state: 'detached' })
  await page.context().close()
})

test('the way back ends the choosing first, closes what is open over it before, and then leaves the list', async () => {
  const page = await app.open('/', { size })
  const back = () => page.evaluate('history.back()')
  const isList = () => page.getByRole('heading', { level: 1, name: 'Customers' }).waitFor()
  // The list as the first page, and as one that one came to.
  for (const isFirst of [true, false]) {
    if (isFirst) await page.goto(`${app.origin}/customers?search=a`)
    else await page.getByRole('navigation').getByRole('link', { name: 'Customers' }).first().click()
    await isList()
    const rows = page.locator('.record-row')
    await rows.first().waitFor()
    const address = page.url()
    await fromMenu(page, 'Select…')
    await rows.nth(0).click()
    await page.getByRole('heading', { level: 1, name: '1 selected' }).waitFor()
    await deed(page, 'Change…').click()
    await page.getByRole('dialog').waitFor()
    await back()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('heading', { level: 1, name: '1 selected' }).waitFor()
    await back()
    await isList()
    assert.equal(page.url(), address)
    if (isFirst) await page.goto(`${app.origin}/`)
  }
  await back()
  await page.waitForURL((url) => url.pathname === '/')
  await page.context().close()
})

test('the menu of a list on a phone leads to the bin, to the export and to a day of the past', async () => {
  const root = await app.engine.access.systemActor('test')
  const { id } = await app.engine.records.create(root, 'customer', { name: 'Aaa Lost', country: 'LV' })
  await app.engine.records.remove(root, 'customer', id)
  const page = await app.open('/customers', { size })
  await page.locator('.record-row').first().waitFor()
  await fromMenu(page, 'Export')
  const exporting = page.getByRole('dialog', { name: 'Export: Customers' })
  const download = page.waitForEvent('download')
  await exporting.getByRole('button', { name: /^Export \d+ rows/ }).click()
  assert.match((await download).suggestedFilename(), /\.xlsx$/)
  await fromMenu(page, 'Sort')
  await page.getByRole('menuitemcheckbox', { name: 'Name' }).click()
  await page.waitForURL(/sort=-name/)
  await page.keyboard.press('Escape')
  await fromMenu(page, 'Deleted…')
  const bin = page.getByRole('dialog', { name: 'Deleted: Customers' })
  await bin.getByRole('listitem').filter({ hasText: 'Aaa Lost' }).getByRole('button').click()
  await bin.getByText('Nothing was deleted here.').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('.record-row', { hasText: 'Aaa Lost' }).waitFor()
  await fromMenu(page, 'As it was on a day…')
  await page.getByText('Read only, by today’s rights.').waitFor()
  await page.context().close()
})

test('the pages met no errors', () => assert.deepEqual(app.failures, []))
