import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { browserApp } from '#testing'
import { samplePassword } from '../../testing/sample/load-sample-group.ts'

/** The day of an office worker whose mouse is broken; the system's own dialog alone chooses the file. */
test('by keys alone one signs in, finds, opens, corrects, takes back, filters and imports', async (t) => {
  const app = await browserApp(t, { parties: 12 })
  const page = await app.open('/customers', { as: null, expects: [/401/] })
  await signIn(page)
  const name = await find(page)
  await correct(page, name)
  await filter(page)
  await bringIn(page)
  assert.deepEqual(app.failures, [])
})

async function signIn(page: Page): Promise<void> {
  await page.locator('input:focus').waitFor()
  await page.keyboard.type('karlis@daugava.example')
  await page.keyboard.press('Tab')
  await page.keyboard.type(samplePassword)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/customers/)
  await page.locator('.grid-row .name').first().waitFor()
}

/** The first of the list, opened from its row. */
async function find(page: Page): Promise<string> {
  await page.keyboard.press('/')
  await page.locator('input:focus').waitFor()
  const [shown = ''] = await page.locator('.grid-body .grid-row .cell.name').allInnerTexts()
  const name = shown.split('\n').find((each) => each.length > 4) ?? ''
  await page.keyboard.type(name)
  // Whoever types slowly has half a word looked for meanwhile, which others may begin with too.
  await page.waitForURL((url) => url.searchParams.get('search') === name)
  await page.locator('.grid.old').waitFor({ state: 'detached' })
  await page.locator('.grid-body .grid-row').first().filter({ hasText: name }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.locator('.grid :focus, .grid:focus').waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name }).first().waitFor()
  return name
}

/** A value of the card is changed, and taken back by Ctrl+Z. */
async function correct(page: Page, name: string): Promise<void> {
  const city = page.locator('.card-value', { has: page.getByRole('button', { name: 'Edit City' }) })
  await reach(page, page.getByRole('button', { name: 'Edit City' }))
  await page.keyboard.press('Enter')
  await page.locator('main input:focus').waitFor()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Zvārtava')
  await page.keyboard.press('Enter')
  await page.locator('.toast').waitFor()
  await city.filter({ hasText: 'Zvārtava' }).waitFor()
  // The focus is where it was before, and the keys of the page hold again.
  await page.getByRole('button', { name: 'Edit City' }).and(page.locator(':focus')).waitFor()
  await page.keyboard.press('Control+z')
  await city.filter({ hasText: 'Zvārtava' }).waitFor({ state: 'detached' })
  await page.getByRole('heading', { name }).first().waitFor()
}

async function filter(page: Page): Promise<void> {
  await command(page, 'Customers', /\/customers$/)
  await page.locator('.grid-row .name').first().waitFor()
  await page.keyboard.press('f')
  const panel = page.getByRole('dialog', { name: 'Filter' })
  await panel.waitFor()
  await reach(page, panel.getByRole('combobox', { name: 'Field' }))
  await page.keyboard.press('Enter')
  await page.keyboard.type('City')
  await page.locator('.option.at', { hasText: 'City' }).waitFor()
  await page.keyboard.press('Enter')
  await reach(page, panel.getByRole('textbox', { name: 'Value' }))
  await page.keyboard.type('rīg')
  await page.waitForURL(/where=/)
  await reach(page, panel.getByRole('button', { name: 'Done' }))
  await page.keyboard.press('Enter')
  await page.locator('.grid-body .grid-row [role=gridcell]', { hasText: 'Rīga' }).first().waitFor()
}

async function bringIn(page: Page): Promise<void> {
  await command(page, 'Imports', /\/imports/)
  await reach(page, page.getByRole('link', { name: 'Import a file' }).first())
  await page.keyboard.press('Enter')
  await reach(page, page.getByRole('button', { name: 'Choose a file' }))
  const lines = ['Name;City;Payment days', 'Gulbenes Dzirnavas SIA;Gulbene;14', 'Saules Taka SIA;Ogre;30']
  const file = { name: 'klienti.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) }
  // The button opens the dialog of the system, in which no test can type.
  await page.locator('input[type=file]').setInputFiles(file)
  for (const button of ['On to the columns', 'Check all rows', 'Import 2 rows']) {
    await page.getByRole('button', { name: button }).waitFor()
    await reach(page, page.getByRole('button', { name: button }))
    await page.keyboard.press('Enter')
  }
  await page.getByRole('heading', { name: 'The file is in' }).waitFor()
}

/** Goes somewhere through the palette. */
async function command(page: Page, words: string, address: RegExp): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.locator('[role=combobox]:focus').waitFor()
  await page.keyboard.type(words)
  await page.getByRole('option', { name: words }).first().waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => address.test(url.pathname))
}

/** Tabs on until it has the focus; nothing may hold the focus back. */
async function reach(page: Page, target: Locator): Promise<void> {
  let steps = 0
  // A page that is still being fetched has nothing to reach yet.
  await target.waitFor()
  const focused = target.and(page.locator(':focus'))
  while ((await focused.count()) === 0) {
    assert.ok((steps += 1) < 300, `${target.toString()} is not reached by Tab`)
    await page.keyboard.press('Tab')
  }
}
