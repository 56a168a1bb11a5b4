import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { browserApp } from '#testing'
import { choose } from './choose.ts'

const app = await browserApp({ after })

type Grant = { object: string; actions: string[]; rows: unknown; see: string[]; change: string[] }

test('a deed is given by a dot, its effect is shown, and it is saved and undone as one', async () => {
  const post = await postNamed('seller')
  const page = await app.open(`/settings/posts/posts.${post}`)
  // A second line lets them name a company of theirs as they enter a customer.
  const first = page.getByRole('row', { name: /^(?!also)/ })
  const dot = (name: RegExp) => first.getByRole('button', { name })
  await dot(/^Export, Customers: none$/).click()
  await dot(/^Export, Customers: some, not saved$/).waitFor()
  await dot(/^Read, Currencies: /).click()
  const side = page.getByRole('region', { name: 'If you save now' })
  await side.getByText(/Gained by 2 people: export – \d+ customers/).waitFor()
  await page.getByText('2 changes not saved').waitFor()
  await page.getByRole('button', { name: 'Review and save' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Customers: export given.').waitFor()
  await dialog.getByRole('button', { name: /^Save/ }).click()
  await page.locator('.toast').getByText('The rights of Salesperson are saved.').waitFor()
  await dot(/^Export, Customers: some$/).waitFor()
  const given = (grants: readonly Grant[]) =>
    grants.some((one) => one.object === 'customer' && one.actions.includes('export'))
  assert.equal(given(await grantsOf(page, post)), true)
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click()
  await dot(/^Export, Customers: none$/).waitFor()
  assert.equal(given(await grantsOf(page, post)), false)
  await page.context().close()
})

test('by keys alone a line of its own is made, with a condition and fields', async () => {
  const post = await postNamed('collector')
  const page = await app.open(`/settings/posts/posts.${post}`)
  const before = await grantsOf(page, post)
  await page.getByRole('button', { name: 'Customers: another right, for other records' }).click()
  const line = page.getByRole('row', { name: /^also/ })
  const dot = line.getByRole('button', { name: /^Print, Customers/ })
  await dot.focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await line.getByRole('button', { name: 'Print, Customers: all, not saved' }).waitFor()
  await line.getByRole('button', { name: /^Customers: which records/ }).click()
  const dialog = page.getByRole('dialog')
  await choose(page, 'Field', 'Manager')
  await choose(page, 'Value', 'themselves')
  await dialog.getByRole('button', { name: 'Done' }).click()
  await line.getByText('Manager is themselves').waitFor()
  await line.getByRole('button', { name: /^Customers: fields/ }).click()
  await dialog.getByRole('group', { name: 'All built-in fields' }).getByText('hidden').click()
  await dialog.getByRole('searchbox', { name: 'Find a field' }).fill('Name')
  await dialog.getByRole('group', { name: 'Name', exact: true }).getByText('see').click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Review and save' }).click()
  await dialog.getByRole('button', { name: /^Save/ }).click()
  await page.locator('.toast').getByText('are saved').waitFor()
  const after = await grantsOf(page, post)
  const made = after.filter((grant) => grant.object === 'customer' && grant.actions.includes('print'))
  assert.equal(after.length, before.length + 1)
  assert.deepEqual(
    made.map(({ rows, see, change }) => ({ rows, see, change: change ?? [] })).filter(({ rows }) => rows),
    [{ rows: { manager: '$me' }, see: ['name'], change: [] }],
  )
  await page.context().close()
})

test('a wall between companies is put up over all that a post opens of partners, and taken down', async () => {
  const post = await postNamed('clerk')
  const page = await app.open(`/settings/posts/posts.${post}`)
  const before = await grantsOf(page, post)
  const wall = page.getByRole('switch', { name: 'Only partners of their own companies' })
  const saved = async () => {
    await page.getByRole('button', { name: 'Review and save' }).click()
    await page.getByRole('dialog').getByRole('button', { name: /^Save/ }).click()
    await page.locator('.toast').getByText('are saved').waitFor()
    return grantsOf(page, post)
  }
  await wall.click()
  if (process.env['SHOTS']) {
    await page.getByRole('region', { name: 'If you save now' }).waitFor()
    await wall.scrollIntoViewIfNeeded()
    await page.screenshot({ path: `${process.env['SHOTS']}/wall.png` })
  }
  const walled = await saved()
  const partners = ['customer', 'supplier', 'contact', 'party']
  for (const { object, rows } of walled)
    if (partners.includes(object)) assert.deepEqual(rows, { companies: { in: '$myCompanies' } })
    else assert.doesNotMatch(JSON.stringify(rows), /myCompanies/)
  await page.reload()
  await wall.click()
  assert.deepEqual(await saved(), before)
  await page.context().close()
})

test('who was faster is told, and a condition however deep is read in words', async () => {
  const post = await postNamed('finance')
  const page = await app.open(`/settings/posts/posts.${post}`, { expects: [/412/] })
  await page.getByRole('button', { name: /^Delete, Activities: none/ }).click()
  const grants = await grantsOf(page, post)
  const inRiga = { any: [{ city: 'Rīga' }, { not: { kind: 'person' } }] }
  const rows = { any: [{ manager: '$me' }, { all: [{ country: 'LV' }, inRiga] }] }
  const others = grants.map((one) => (one.object === 'customer' ? { ...one, actions: ['read'], rows } : one))
  const answer = await page.context().request.put(`${app.origin}/api/v1/posts/${post}/grants`, {
    data: { grants: others },
  })
  assert.equal(answer.status(), 200, await answer.text())
  await page.getByRole('button', { name: 'Review and save' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^Save/ }).click()
  await dialog.getByText('Somebody else changed these rights meanwhile').waitFor()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Read again' }).click()
  await page.getByRole('button', { name: /^Delete, Activities: none$/ }).waitFor()
  const deep = 'Country is Latvia and (City is Rīga or not (Kind is Person))'
  const which = page.getByRole('button', { name: /^Customers: which records/ })
  await which.getByText(`Manager is themselves or (${deep})`).waitFor()
  await which.click()
  await dialog.getByText(deep).waitFor()
  await page.context().close()
})

test('the inspector says who may do what, and why, and what would help', async () => {
  const page = await app.open('/settings/posts')
  const panel = page.getByRole('region', { name: 'Who may do what?' })
  const pick = async (field: string, option: string) => {
    await panel.getByRole('combobox', { name: field, exact: true }).click()
    await page.keyboard.type(option)
    await page.locator('.option.at', { hasText: option }).waitFor()
    await page.keyboard.press('Enter')
  }
  // Two records that were shared are told of once where none of them is asked about.
  const { request } = page.context()
  const listed = await request.get(`${app.origin}/api/v1/customers?limit=2&fields=id`)
  const { items } = (await listed.json()) as { items: { id: string }[] }
  for (const { id } of items)
    await request.post(`${app.origin}/api/v1/customers/${id}/shares`, {
      data: { user: app.users?.seller, may: 'read', until: null, note: null },
    })
  await pick('Who', 'Oleg')
  await panel.getByText('Yes, this is allowed.').waitFor()
  assert.equal(await panel.getByText('it may do so with records that were shared').count(), 1)
  await panel.getByText(/Salesperson: it may do so with records where Manager/).waitFor()
  await pick('Does', 'export')
  await panel.getByText('No, this is not allowed.').waitFor()
  await panel.getByText(/It would be allowed with one of these posts: .*Leader/).waitFor()
  await page.context().close()
})

test('a card says who can see it', async () => {
  const page = await app.open('/customers')
  await page.locator('.grid-body .grid-row a').first().click()
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Who can see this?' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Kārlis Ozols is an administrator, who may do everything.').waitFor()
  await dialog
    .getByText(/Office staff: it may do so with every record/)
    .first()
    .waitFor()
  await page.context().close()
})

test('an administrator sees Kontor as a salesperson does, framed and read only, and comes back', async () => {
  const page = await app.open('/settings/posts', { expects: [/403/] })
  await page.getByRole('button', { name: 'See as…' }).click()
  await choose(page, 'Who', 'Oleg')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Begin/ })
    .click()
  const band = page.getByRole('status').filter({ hasText: 'You see Kontor as Oleg' })
  await band.waitFor()
  await page.locator('.app.seen').waitFor()
  const me = await (await page.context().request.get(`${app.origin}/api/v1/me`)).json()
  assert.equal((me as { administrator: boolean }).administrator, false)
  const refused = await page.context().request.post(`${app.origin}/api/v1/customers`, { data: { name: 'X' } })
  assert.equal(refused.status(), 403)
  await band.getByRole('button', { name: 'Back to myself' }).click()
  await page.waitForURL(/settings\/users/)
  await page.locator('.app:not(.seen)').waitFor()
  await page.context().close()
})

test('a post is copied without what was retired since', async () => {
  const page = await app.open('/settings/posts')
  const send = async (method: string, path: string, data: object) => {
    const answer = await page.context().request.fetch(`${app.origin}/api/v1/${path}`, { method, data })
    assert.ok(answer.ok(), `${path}: ${await answer.text()}`)
    return answer.status() === 204 ? {} : ((await answer.json()) as { id?: string })
  }
  await send('POST', 'objects', { name: 'x_van', label: 'Van', plural: 'Vans' })
  await send('POST', 'objects/customer/fields', { name: 'x_side', type: 'text', label: 'Side' })
  const { id: post = '' } = await send('POST', 'posts', { name: 'Drivers' })
  const reading = { post, actions: ['read'], change: [] }
  await send('POST', 'grants', { ...reading, object: 'x_van', see: ['all'] })
  await send('POST', 'grants', { ...reading, object: 'customer', see: ['name', 'x_side'] })
  await send('DELETE', 'objects/customer/fields/x_side', {})
  await send('DELETE', 'objects/x_van', {})
  await page.goto(`${app.origin}/settings/posts/posts.${post}`)
  await page.getByRole('button', { name: 'Copy post' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Night drivers')
  await dialog.getByRole('button', { name: /^Copy/ }).click()
  await page.waitForURL((url) => !url.pathname.endsWith(post))
  const copied = await grantsOf(page, page.url().split('posts.').at(-1) ?? '')
  assert.deepEqual(
    copied.map(({ object, see }) => [object, see]),
    [['customer', ['name']]],
  )
  await page.context().close()
})

test('a post whose rights cannot be given is not left behind as a copy', async () => {
  const post = await postNamed('seller')
  const page = await app.open(`/settings/posts/posts.${post}`, { expects: [/422/] })
  const message = 'This right is more than you have yourself.'
  const errors = [{ field: 'grants.0.actions', code: 'moreRights', message }]
  const problem = { type: 'about:blank#fields', title: 'Not right', status: 422, code: 'fields', errors }
  await page.route('**/api/v1/posts/*/grants', (route) =>
    route.request().method() === 'PUT'
      ? route.fulfill({ status: 422, contentType: 'application/problem+json', json: problem })
      : route.fallback(),
  )
  await page.getByRole('button', { name: 'Copy post' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Sellers of nothing')
  const gone = page.waitForResponse((answer) => answer.request().method() === 'DELETE')
  await dialog.getByRole('button', { name: /^Copy/ }).click()
  await dialog.getByText(message).waitFor()
  assert.equal((await gone).status(), 204)
  const root = await app.engine.access.systemActor('test')
  const left = await app.engine.records.list(root, 'post', { where: { name: 'Sellers of nothing' } })
  assert.deepEqual(JSON.parse(left).items, [])
  await page.context().close()
})

test('the words of the matrix are whole in the longest languages', async () => {
  const post = await postNamed('seller')
  for (const language of ['ka', 'ru'] as const) {
    const page = await app.open(`/settings/posts/posts.${post}`, { language })
    await page.locator('.rights-matrix .chip').first().waitFor()
    // Chips and what stands in their place; heads may reach into the space between them.
    const cut = await page
      .locator('.rights-matrix :is(.chip, .right-cell > .t3)')
      .evaluateAll((all) =>
        all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent),
      )
    assert.deepEqual(cut, [], language)
    await page.context().close()
  }
})

test('the pages met no errors', () => assert.deepEqual(app.failures, []))

async function postNamed(key: string): Promise<string> {
  const root = await app.engine.access.systemActor('test')
  const found = JSON.parse(await app.engine.records.list(root, 'post', { where: { key }, limit: 1 })) as {
    items: { id: string }[]
  }
  return found.items[0]?.id ?? ''
}

async function grantsOf(page: Page, post: string): Promise<Grant[]> {
  const answer = await page.context().request.get(`${app.origin}/api/v1/posts/${post}/grants`)
  return ((await answer.json()) as { items: Grant[] }).items
}
