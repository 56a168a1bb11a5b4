import assert from 'node:assert/strict'
import test from 'node:test'
import { launchBrowser } from './launch-browser.ts'

test('a real browser shows a page', async (t) => {
  const browser = await launchBrowser()
  t.after(() => browser.close())
  const page = await browser.newPage()
  await page.setContent('<title>Kontor</title><h1>თბილისი</h1>')
  assert.equal(await page.title(), 'Kontor')
  assert.equal(await page.textContent('h1'), 'თბილისი')
})
