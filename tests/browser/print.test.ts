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

test('a list of some span of days, or of what is before today, says so on paper', async () => {
  const page = await app.open('/settings/profile')
  await page.addInitScript({ content: keepPrinted })
  const any = [{ createdAt: { within: '-30d' } }, { stageDue: { below: '$today' } }]
  const where = encodeURIComponent(JSON.stringify({ any }))
  await page.goto(`${app.origin}/customers?where=${where}&dialog=print`)
  await page.locator('body.printed').waitFor()
  const words = await page.locator('.print-list header').innerText()
  assert.match(words, /the last 30 days or Stage due .*before today/)
  await page.context().close()
})

test('a list of somebody’s, or of some records, names them on paper', async () => {
  const users = JSON.parse(
    await app.engine.records.list(root, 'user', { where: { email: 'oleg@daugava.example' } }),
  ) as { items: { id: string; name: string }[] }
  const found = await app.engine.records.list(root, 'customer', { sort: 'name', limit: 5 })
  const { items } = JSON.parse(found) as { items: { id: string; name: string }[] }
  const [oleg] = users.items
  const page = await app.open('/settings/profile')
  await page.addInitScript({ content: keepPrinted })
  const any = [{ manager: oleg?.id }, { parent: { in: items.map(({ id }) => id) } }]
  const where = encodeURIComponent(JSON.stringify({ any }))
  await page.goto(`${app.origin}/customers?where=${where}&dialog=print`)
  await page.locator('body.printed').waitFor()
  const words = await page.locator('.print-list.printed header, body > .print-list header').last().innerText()
  for (const { name } of [...users.items, ...items]) assert.ok(words.includes(name), `${name} in ${words}`)
  assert.doesNotMatch(words, /[0-9a-f]{8}-[0-9a-f]{4}/)
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

test('what one may not print goes on no paper by the keys of the browser either, and what one may is logged', async () => {
  const admin = await app.open('/inbox')
  const ask = async (method: 'get' | 'post', place: string, data?: object) => {
    const answer = await admin.request[method](`${app.origin}/api/v1/${place}`, data ? { data } : {})
    assert.ok(answer.ok(), await answer.text())
    return (await answer.json()) as { id: string; items: { action: string; record?: { id: string } }[] }
  }
  const post = await ask('post', 'posts', { name: 'Reader without paper' })
  await ask('post', 'grants', { post: post.id, object: 'customer', actions: ['read'], see: ['all'] })
  const printable = await ask('post', 'customers', { name: 'Drukājamā SIA', country: 'LV' })
  const where = { name: 'Drukājamā SIA' }
  await ask('post', 'grants', { post: post.id, object: 'customer', actions: ['print'], rows: where })
  const closed = await ask('post', 'customers', { name: 'Slepenā SIA', country: 'LV' })
  const user = await ask('post', 'users', {
    ...{ name: 'Reader', email: 'reader@daugava.example', posts: [{ post: post.id }] },
  })
  const set = await admin.request.post(`${app.origin}/api/v1/users/${user.id}/password`, {
    data: { password: 'a-long-password-for-print' },
  })
  assert.equal(set.status(), 204)
  const context = await admin.context().browser()?.newContext()
  const page = await context?.newPage()
  if (!page) throw new Error('The browser gave no page.')
  const session = await page.request.post(`${app.origin}/api/v1/session`, {
    data: { email: 'reader@daugava.example', password: 'a-long-password-for-print' },
    headers: { origin: app.origin },
  })
  assert.equal(session.status(), 201, await session.text())
  const onPaper = async (place: string, shown: string) => {
    await page.goto(`${app.origin}/${place}`)
    await page.getByText(shown).first().waitFor()
    await page.waitForLoadState('networkidle')
    return plain(pdfText(await page.pdf(paper)).join('\n'))
  }
  const secret = await onPaper(`customers/${closed.id}`, 'Slepenā SIA')
  assert.ok(secret.includes(plain('You may not print this: Customers')), secret)
  assert.ok(!secret.includes(plain('Slepenā')) && !secret.includes('Latvia'), secret)
  const both = JSON.stringify({ name: { in: ['Slepenā SIA', 'Drukājamā SIA'] } })
  const list = await onPaper(`customers?where=${encodeURIComponent(both)}`, 'Slepenā SIA')
  assert.ok(list.includes(plain('This list is printed by Ctrl+P')), list)
  assert.ok(!list.includes(plain('Slepenā')) && !list.includes(plain('Drukājamā')), list)
  const open = await onPaper(`customers/${printable.id}`, 'Drukājamā SIA')
  assert.ok(open.includes(plain('Drukājamā SIA')), open)
  const noted = page.waitForResponse((answer) => answer.url().includes('purpose=print'))
  await page.evaluate("dispatchEvent(new Event('beforeprint'))")
  assert.equal((await noted).status(), 200)
  const log = await ask('get', `audit/entries?action=print&record=${printable.id}`)
  assert.ok(log.items.length >= 1)
  await context?.close()
  await admin.context().close()
})

test('the pages met no errors', () => assert.deepEqual(app.failures, []))
