import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { browserApp } from '#testing'
import { pdfText } from './pdf-text.ts'
import { still } from './still.ts'

const app = await browserApp({ after }, { parties: 12 })
const root = await app.engine.access.systemActor('test')
const phone = { width: 390, height: 844 }

const list = path.join(import.meta.dirname, '../../engine/table-files/fixtures/blns.json')
const hard = [
  ...[
    'N'.repeat(200),
    'ḛ̃'.repeat(90),
    '👩‍👩‍👧‍👦'.repeat(20),
    '\u202eevil\u202c name',
    '﷽'.repeat(30),
    'word '.repeat(39),
  ],
  ...[
    'نص عربي',
    '<script>document.title = "x"</script>',
    '"><img src=x onerror=document.title="x">',
    '=1+1|cmd',
  ],
]
const naughty = (JSON.parse(readFileSync(list, 'utf8')) as string[])
  .filter((text) => text.trim() !== '' && text.length <= 200 && !/[\0-\x1f\x7f-\x9f]/.test(text))
  .slice(80, 130)

const [widest = ''] = await Promise.all(hard.map(partnerNamed))
await Promise.all(naughty.map(partnerNamed))

async function partnerNamed(name: string): Promise<string> {
  const values = { name, city: name.slice(0, 80), notes: name, tags: [name.slice(0, 40)] }
  const lines = { addresses: [{ street: name, city: name.slice(0, 80) }] }
  try {
    return (await app.engine.records.create(root, 'customer', { ...values, ...lines })).id
  } catch {
    // A name of which nothing is left to see is refused at its field, as the tests of the API tell.
    return ''
  }
}

/** What sticks out of the window, by what it is. */
const outside = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')

test('a list of names that break programs keeps its rows, and none of them runs', async () => {
  for (const size of [{ width: 1440, height: 900 }, phone]) {
    const page = await app.open('/customers?sort=-createdAt', { size })
    await still(page)
    const heights = await page
      .locator(size === phone ? '.record-row' : '.grid-body .grid-row')
      .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height))
    assert.ok(heights.length > 5, `${heights.length} rows`)
    assert.equal(new Set(heights).size, 1, heights.join(' '))
    assert.equal(await outside(page), 0)
    assert.match(await page.title(), /Kontor/)
    await page.context().close()
  }
})

test('a card with the longest name stays inside its window, and is whole on paper', async () => {
  for (const size of [{ width: 1440, height: 900 }, phone]) {
    const page = await app.open(`/customers/${widest}`, { size })
    await still(page)
    assert.equal(await outside(page), 0)
    const wide = await page.locator('.card-main').evaluate((box) => box.scrollWidth - box.clientWidth)
    assert.ok(wide <= 0, `the card is ${wide} px too wide`)
    await page.context().close()
  }
  const page = await app.open(`/customers/${widest}`)
  await still(page)
  const paper = pdfText(await page.pdf({ format: 'A4', preferCSSPageSize: true })).join('')
  assert.ok(paper.replaceAll(/\s/g, '').includes('N'.repeat(200)), 'the name is cut on paper')
  await page.context().close()
})

test('the pages met no errors', () => assert.deepEqual(app.failures, []))
