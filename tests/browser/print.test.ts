import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { browserApp } from '#testing'
import { pdfText } from './pdf-text.ts'

const app = await browserApp({ after }, { parties: 120 })
const root = await app.engine.access.systemActor('test')
const paper = { format: 'A4', preferCSSPageSize: true } as const

/** The letters of a page; how they were cut into pieces says nothing. */
const plain = (text: string | undefined) => (text ?? '').replaceAll(/\s/g, '')

const keepPrinted = `window.print = () => {
  const copy = document.querySelector('.print-list').cloneNode(true)
  setTimeout(() => {
    document.body.append(copy)
    document.body.classList.add('printing-list', 'printed')
  })
}`

test('a list goes on paper with its filter in words, who and when, and its heads on every page', async () => {
  const { count } = JSON.parse(
    await app.engine.records.list(root, 'customer', { where: { country: 'LV' }, limit: 1, count: 'exact' }),
  ) as { count: number }
  const page = await app.open('/settings/profile')
  // The browser would show its own window; what it would print is kept beside instead.
  await page.addInitScript({ content: keepPrinted })
  await page.goto(`${app.origin}/customers?where=%7B%22country%22%3A%22LV%22%7D&dialog=print`)
  await page.locator('body.printed').waitFor()
  await page.waitForURL((url) => !url.search.includes('dialog='))
  const heads = await page.locator('.print-list th').allInnerTexts()
  assert.equal(await page.locator('.print-list tbody tr').count(), count)
  const pages = pdfText(await page.pdf(paper))
  assert.ok(pages.length > 1, `${pages.length} pages`)
  const [first] = pages
  for (const words of [
    'Daugava Group',
    'Customers: All customers',
    'Country is Latvia',
    'Printed by Kārlis Ozols on',
  ])
    assert.ok(plain(first).includes(plain(words)), `“${words}” is missing from ${first?.slice(0, 400)}`)
  assert.ok(heads.length > 7)
  for (const each of pages)
    for (const head of heads) assert.ok(plain(each).includes(plain(head)), `${head} is not on each page`)
  assert.ok(
    !pages.some((each) => plain(each).includes(`of${count}`)),
    'the screen is printed beside the list',
  )
  await page.context().close()
})

test('a card goes on paper with its values and without its buttons', async () => {
  const { id } = await app.engine.records.create(root, 'customer', {
    name: 'Papīra Nams SIA',
    country: 'LV',
    city: 'Valmiera',
    email: 'birojs@papira-nams.example',
    creditLimit: '12500.00',
  })
  const page = await app.open(`/customers/${id}`)
  await page.getByText('Credit limit').first().waitFor()
  await page.locator('.skeleton').first().waitFor({ state: 'detached' })
  const text = plain(pdfText(await page.pdf(paper)).join('\n'))
  for (const words of [
    'Daugava Group',
    'Kārlis Ozols',
    'Papīra Nams SIA',
    'Valmiera',
    '12,500.00',
    'Well-formed, not proved',
  ])
    assert.ok(text.includes(plain(words)), `“${words}” is not on the paper: ${text}`)
  for (const words of [
    'Notes',
    'Log activity',
    'Deactivate',
    'Add phone',
    'Skip to the content',
    'What happened?',
  ])
    assert.ok(!text.includes(plain(words)), `“${words}” is on the paper`)
  await page.context().close()
})

test('the pages met no errors', () => assert.deepEqual(app.failures, []))
