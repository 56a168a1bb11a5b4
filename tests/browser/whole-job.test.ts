import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { browserApp } from '#testing'
import { messyFile, messyName } from './messy-file.ts'

test('a messy file becomes customers: found, corrected, looked back at, exported, taken back', async (t) => {
  const app = await browserApp(t)
  const page = await app.open('/imports?object=customer')
  await bringIn(page)
  const address = page.url()
  await correct(page)
  await exportAll(page)
  await page.goto(address)
  await takeBack(page)
  await page.goto(`${app.origin}/customers?search=Namdari`)
  await page.getByText(messyName(2)).first().waitFor()
  assert.equal(await page.getByText(messyName(3)).count(), 0)
  assert.deepEqual(app.failures, [])
})

/** From the drop to the result: the letters are guessed, one cell is mended, the repeats are made one. */
async function bringIn(page: Page) {
  const file = { name: 'klienti.csv', mimeType: 'text/csv', buffer: messyFile(240) }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('cell', { name: messyName(2) }).waitFor()
  await page.getByRole('button', { name: 'On to the columns' }).click()
  await page.getByRole('button', { name: 'Check all rows' }).click()
  await page.getByRole('button', { name: 'Import 236 rows' }).waitFor()
  await page.locator('td.bad button').first().click()
  await page.locator('td input:focus').waitFor()
  await page.keyboard.type('info@uznemums7.example')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Import 237 rows' }).waitFor()
  await page.getByRole('button', { name: 'Make one' }).first().click()
  await page.getByText('1 undecided stays out').waitFor()
  await page.getByText(/^Row 2 is taken; row \d+ fills in/).waitFor()
  await page.reload()
  await page.getByRole('button', { name: 'Import 238 rows' }).click()
  await page.getByRole('heading', { name: 'The file is in' }).waitFor()
}

/** Found by three letters of the name, corrected on the card; the card tells who changed what. */
async function correct(page: Page) {
  await page.goto(new URL('/', page.url()).href)
  await page.getByText('Search or do').first().click()
  await page.locator('[role=combobox]:focus').waitFor()
  await page.keyboard.type('Ģip')
  await page
    .getByRole('option')
    .filter({ hasText: messyName(2) })
    .first()
    .click()
  await page
    .getByRole('heading', { name: messyName(2) })
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Edit E-mail' }).first().press('Enter')
  await page.locator('main input:focus').waitFor()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('jauns@gipkas.example')
  await page.keyboard.press('Enter')
  const change = page.locator('main').getByText('birojs@uznemums2.example').first()
  await change.waitFor()
  // In the field and in the timeline: it is kept, and not only drawn.
  await page.locator('main').getByText('jauns@gipkas.example').nth(1).waitFor()
  await page.locator('main').getByText('Kārlis Ozols').filter({ visible: true }).first().waitFor()
}

async function exportAll(page: Page) {
  await page.goto(new URL('/customers', page.url()).href)
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const download = page.waitForEvent('download')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Export / })
    .click()
  const file = await download
  assert.match(file.suggestedFilename(), /\.xlsx$/)
  assert.ok((await readFile(await file.path())).length > 10_000)
}

/** What somebody corrected since stays, and the undo says so before and after. */
async function takeBack(page: Page) {
  await page.getByRole('button', { name: 'Undo this import' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Changed since by Kārlis Ozols').waitFor()
  await dialog.getByRole('button', { name: 'Undo this import' }).click()
  await page.getByRole('heading', { name: 'The import was taken back' }).waitFor()
}
