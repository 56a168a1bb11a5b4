import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { browserApp } from '#testing'

const app = await browserApp({ after })

test('an object with fields of its own is at once in menu, list, entry, card, search and export', async () => {
  const page = await app.open('/settings/objects', { expects: [/422/] })
  await page.getByRole('button', { name: 'New object' }).click()
  await page.getByRole('dialog').locator('input:focus').waitFor()
  await page.keyboard.type('Machine')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Machines')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: 'Machines' }).waitFor()
  await addField(page, 'Size', 'One of a list', async (dialog) => {
    await dialog.getByRole('textbox', { name: 'Choice 1' }).fill('Small')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Large')
  })
  await addField(page, 'Price', 'Number', (dialog) =>
    dialog.getByRole('textbox', { name: 'Decimals' }).fill('2'),
  )
  await addField(page, 'Kept by', 'Another record', (dialog) => choose(dialog, 'Records of', 'Customers'))
  await addField(page, 'With tax', 'Formula', async (dialog) => {
    await choose(dialog, 'Gives', 'Number')
    const formula = dialog.getByRole('textbox', { name: 'Formula' })
    await formula.fill('x_prise * 1.21')
    await dialog
      .getByText(/x_prise/)
      .last()
      .waitFor()
    assert.match(
      await dialog.locator('.field-note.bad').innerText(),
      /x_price/,
      'the hint names the right one',
    )
    await formula.fill('x_price * 1.21')
    await dialog.getByText('The formula can be worked out.').waitFor()
  })
  await page.getByRole('link', { name: 'See it work' }).click()
  await page.waitForURL(/\/x-machines/)
  await page.locator('.rail-link', { hasText: 'Machines' }).waitFor()
  await enterMachine(page)
  await page.goto(`${app.origin}/x-machines`)
  const row = page.locator('.grid-body .grid-row', { hasText: 'Digger 7' })
  await row.waitFor()
  await findInPalette(page, 'Digg', 'Digger 7')
  await page.goto(`${app.origin}/x-machines`)
  await row.waitFor()
  const exported = await exportCsv(page)
  assert.match(exported, /Digger 7/)
  await page.context().close()
})

test('a field is renamed, given another choice, retired and brought back', async () => {
  const page = await app.open('/settings/objects/customer')
  await addField(page, 'Route', 'One of a list', async (dialog) => {
    await dialog.getByRole('textbox', { name: 'Choice 1' }).fill('North')
  })
  const row = page.getByRole('row', { name: /x_route/ })
  await row.getByRole('button', { name: 'Change' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Tour')
  await dialog.getByRole('button', { name: 'Add a choice' }).click()
  await dialog.getByRole('textbox', { name: 'Choice 2' }).fill('South')
  await page.keyboard.press('Control+Enter')
  await dialog.waitFor({ state: 'detached' })
  await row.getByText('Tour').waitFor()
  const [field] = await fieldsOf(page, 'x_route')
  assert.deepEqual(
    field?.choices?.map(({ label }) => label),
    ['North', 'South'],
  )
  await row.getByRole('button', { name: 'Retire' }).click()
  await row.getByText('retired').waitFor()
  assert.equal(await isInModel(page, 'x_route'), false)
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click()
  await row.getByRole('button', { name: 'Change' }).waitFor()
  assert.equal(await isInModel(page, 'x_route'), true)
  await page.context().close()
})

test('a choice renamed in one language keeps its words in the others', async () => {
  const page = await app.open('/settings/objects/customer', { language: 'lv' })
  const values = [
    { value: 'north', label: 'North', labels: { lv: 'Ziemeļi', ka: 'ჩრდილოეთი' } },
    { value: 'south', label: 'South', labels: { lv: 'Dienvidi', ka: 'სამხრეთი' } },
  ]
  const made = await page.context().request.post(`${app.origin}/api/v1/objects/customer/fields`, {
    data: { name: 'side', label: 'Side', type: 'choice', values },
  })
  assert.equal(made.status(), 201, await made.text())
  await page.reload()
  await page
    .getByRole('row', { name: /x_side/ })
    .getByRole('button', { name: 'Mainīt' })
    .click()
  const dialog = page.getByRole('dialog')
  const first = dialog.getByRole('textbox').nth(1)
  assert.equal(await first.inputValue(), 'Ziemeļi')
  await first.fill('Ziemeļu puse')
  await page.keyboard.press('Control+Enter')
  await dialog.waitFor({ state: 'detached' })
  const answer = await page.context().request.get(`${app.origin}/api/v1/objects/customer/fields`)
  const { items } = (await answer.json()) as { items: { name: string; words: { choices: unknown } }[] }
  assert.deepEqual(items.find(({ name }) => name === 'x_side')?.words.choices, [
    { value: 'north', label: 'North', labels: { lv: 'Ziemeļu puse', ka: 'ჩრდილოეთი' } },
    values[1],
  ])
  await page.context().close()
})

test('a user is added with a post and a password, and comes in with the rights of the post', async () => {
  const page = await app.open('/settings/posts')
  await page.getByRole('button', { name: 'Add post' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Archivist')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('link', { name: 'Archivist' }).waitFor()
  await page.goto(`${app.origin}/settings/users`)
  await page.getByRole('button', { name: 'Add user' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Anna Liepiņa')
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill('anna@daugava.example')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('link', { name: 'Anna Liepiņa' }).click()
  await page.getByRole('button', { name: 'Add Post held' }).click()
  await page.getByRole('gridcell').first().dblclick()
  await page.getByRole('combobox').last().click()
  await page.keyboard.type('Archi')
  await page.getByRole('option', { name: 'Archivist' }).click()
  await page.getByRole('gridcell', { name: 'Archivist' }).waitFor()
  await page.getByRole('button', { name: 'Set a password' }).click()
  await page.getByRole('dialog').getByLabel('New password').fill('a-garden-of-bricks-7')
  await page.keyboard.press('Control+Enter')
  await page.getByText('The password is set.').waitFor()
  const hers = await app.open('/sign-in', { as: null, expects: [/401/] })
  await signIn(hers, 'anna@daugava.example', 'a-garden-of-bricks-7')
  await hers.goto(`${app.origin}/settings/users`)
  await hers.getByRole('heading', { name: 'not open' }).waitFor()
  await hers.context().close()
  await page.context().close()
})

test('passwords of others are set by administrators only', async () => {
  const root = await app.engine.access.systemActor('test')
  const id = app.users?.manager ?? ''
  const record = await app.engine.records.create(root, 'post', { name: 'Head of people' })
  await app.engine.records.create(root, 'grant', {
    post: record.id,
    object: 'user',
    actions: ['read', 'change'],
    see: ['all'],
    change: ['all'],
  })
  const seller = app.users?.seller ?? ''
  await app.engine.records.update(root, 'user', seller, { posts: [{ post: record.id }] }, {})
  const page = await app.open(`/settings/users/users.${id}`, { as: 'oleg' })
  await page.getByRole('heading', { name: 'Ilze Kalniņa' }).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Set a password' }).count(), 0)
  await page.context().close()
})

test('a key lets a program in until it is revoked', async () => {
  const page = await app.open('/settings/keys')
  await page.getByRole('button', { name: 'New key' }).click()
  await page.getByRole('dialog').locator('input:focus').waitFor()
  await page.keyboard.type('Web shop')
  await page.keyboard.press('Control+Enter')
  const secret = await page.locator('.settings-secret').innerText()
  const ask = () =>
    fetch(`${app.origin}/api/v1/customers?limit=1`, { headers: { authorization: `Bearer ${secret}` } })
  assert.equal((await ask()).status, 200)
  await page
    .getByRole('row', { name: /Web shop/ })
    .getByRole('button', { name: 'Revoke' })
    .click()
  await page.getByRole('dialog', { name: 'Revoke this key?' }).waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByText('The key “Web shop” no longer opens anything.').waitFor()
  assert.equal((await ask()).status, 401)
  await page.context().close()
})

test('one’s own password is changed with the present one, and the new one holds', async () => {
  const page = await app.open('/settings/keys', { as: 'marta', expects: [/422|403|401/] })
  await page.getByRole('button', { name: 'Change the password' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Present password').fill('not-this-one-at-all')
  await dialog.getByLabel('New password').fill('three-cranes-at-dawn')
  await page.keyboard.press('Control+Enter')
  await dialog.locator('.bad').first().waitFor()
  await dialog.getByLabel('Present password').fill('kontor-demo-2026')
  await page.keyboard.press('Control+Enter')
  await page.getByText('The new password holds').waitFor()
  const again = await app.open('/sign-in', { as: null, expects: [/401/] })
  await signIn(again, 'marta@daugava.example', 'three-cranes-at-dawn')
  await again.context().close()
  await page.context().close()
})

test('currencies are kept with rates that hold from a day on', async () => {
  const page = await app.open('/settings/currencies', { expects: [/422/] })
  await page.getByRole('button', { name: 'Add currency' }).click()
  const dialog = page.getByRole('dialog')
  await choose(dialog, 'Code', 'US Dollar')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('link', { name: /USD|US Dollar/ }).waitFor()
  for (const [day, rate] of [
    ['1.10.2026', '1.05'],
    ['1.11.2026', '1.08'],
  ] as const) {
    await page.getByRole('button', { name: 'Add exchange rate' }).click()
    await choose(dialog, 'Base currency', 'Euro')
    await choose(dialog, 'Currency', 'US Dollar')
    await dialog.getByRole('textbox', { name: 'From day' }).fill(day)
    await dialog.getByRole('textbox', { name: 'Rate' }).fill(rate)
    await page.keyboard.press('Control+Enter')
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('cell', { name: rate }).waitFor()
  }
  const rates = page.getByRole('region', { name: 'Exchange rates' }).last().getByRole('row')
  // The latest stands first.
  await rates.nth(1).getByText('1.08').waitFor()
  await page.context().close()
})

test('an obligatory field is asked for where its condition holds, and only there', async () => {
  const page = await app.open('/settings/obligatory', { expects: [/422/] })
  await page.getByRole('button', { name: 'New rule' }).click()
  const dialog = page.getByRole('dialog')
  await choose(dialog, 'Object', 'Customers')
  await choose(dialog, 'Field', 'Website')
  const condition = dialog.locator('.filter-rows')
  await choose(condition, 'Field', 'Country')
  await choose(condition, 'Value', 'Georgia')
  await page.keyboard.press('Control+Enter')
  const row = page.getByRole('row', { name: /Website/ })
  await row.getByText('Country is Georgia').waitFor()
  const create = (country: string) =>
    page.context().request.post(`${app.origin}/api/v1/customers?dryRun=true`, {
      data: { name: 'Trial', addresses: [{ country, city: 'X', main: true }] },
    })
  assert.match(await (await create('GE')).text(), /website/)
  assert.doesNotMatch(await (await create('LV')).text(), /"field":"website"/)
  await row.getByRole('button', { name: 'Remove' }).click()
  await row.waitFor({ state: 'detached' })
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click()
  await row.waitFor()
  await page.context().close()
})

test('the tree of categories is grown and moved by keys', async () => {
  const page = await app.open('/settings/categories')
  await page.getByRole('button', { name: 'New category' }).click()
  await page.getByRole('dialog').locator('input:focus').waitFor()
  await page.keyboard.type('Dredger')
  await page.keyboard.press('Control+Enter')
  const line = page.locator('.category-line', { hasText: 'Dredger' })
  await line.waitFor()
  await line.getByRole('link').focus()
  await page.keyboard.press('Alt+ArrowRight')
  await page.locator('.toast').getByText('Dredger is moved.').waitFor()
  const dealer = page.locator('.category-line', { hasText: 'Dealer' })
  await dealer.getByRole('button', { name: 'Add below' }).click()
  await page.getByRole('dialog').locator('input:focus').waitFor()
  await page.keyboard.type('Used machines')
  await page.keyboard.press('Control+Enter')
  await page.locator('.category-line', { hasText: 'Used machines' }).waitFor()
  await line.getByRole('link').focus()
  await page.keyboard.press('F2')
  await page.getByRole('dialog').getByRole('textbox').fill('Harbour builder')
  await page.keyboard.press('Control+Enter')
  await page.locator('.category-line', { hasText: 'Harbour builder' }).waitFor()
  const { items } = await get<{ items: { name: string; parent: { title: string } | null }[] }>(
    page,
    '/categories?limit=200',
  )
  const parentOf = (name: string) => items.find((one) => one.name === name)?.parent?.title
  assert.equal(parentOf('Harbour builder'), 'Dealer')
  assert.equal(parentOf('Used machines'), 'Dealer')
  await page.context().close()
})

test('one’s own language wins over the browser’s, and a stranger gets the browser’s', async () => {
  const page = await app.open('/settings/profile', { language: 'lv' })
  await page.getByRole('heading', { name: 'Profils' }).waitFor()
  const saved = page.waitForResponse((answer) => answer.request().method() !== 'GET')
  await page.getByText('English', { exact: true }).click()
  await saved
  await page.getByRole('heading', { name: 'Profile' }).waitFor()
  const elsewhere = await app.open('/settings/profile', { language: 'ru' })
  await elsewhere.getByRole('heading', { name: 'Profile' }).waitFor()
  assert.equal(await elsewhere.locator('html').getAttribute('lang'), 'en-GB')
  await elsewhere.context().clearCookies()
  await elsewhere.goto(`${app.origin}/sign-in`)
  await elsewhere.getByRole('heading', { name: 'Вход' }).waitFor()
  await elsewhere.context().close()
  await page.context().close()
})

test('kinds of fields explain their settings in the reader’s language', async () => {
  const page = await app.open('/settings/objects/supplier', { as: 'karlis' })
  await page.getByRole('button', { name: /Kārlis/ }).click()
  await page.getByText('ქართული').click()
  await page.getByRole('button', { name: 'ახალი ველი' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('სიმბოლოების უდიდესი რაოდენობა').waitFor()
  assert.doesNotMatch(await dialog.innerText(), /characters|smallest|Enter adds/)
  await page.context().close()
})

test('the pages met no errors', () => assert.deepEqual(app.failures, []))

async function addField(
  page: Page,
  name: string,
  kind: string,
  settings: (dialog: Locator) => Promise<unknown> = async () => {},
): Promise<void> {
  await page.getByRole('button', { name: 'New field' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  await choose(dialog, 'Kind', kind)
  await settings(dialog)
  await page.keyboard.press('Control+Enter')
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('cell', { name, exact: true }).waitFor()
}

/** Opens a select and takes the option that is called so. */
async function choose(dialog: Locator, field: string, option: string): Promise<void> {
  await dialog
    .getByRole('combobox', { name: new RegExp(`^${field}\\b`) })
    .first()
    .click()
  const page = dialog.page()
  await page.keyboard.type(option)
  await page.locator('.option.at', { hasText: option }).waitFor()
  await page.keyboard.press('Enter')
}

async function enterMachine(page: Page): Promise<void> {
  await page.getByText('New machine').first().click()
  await page.waitForURL(/\/x-machines\/new/)
  const main = page.locator('main')
  await main.getByRole('textbox', { name: 'Name' }).fill('Digger 7')
  await choose(main, 'Size', 'Large')
  await main.getByRole('textbox', { name: 'Price' }).fill('100')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: 'Save this Machine?' }).waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByText('Open the card').click()
  await page.waitForURL((url) => /\/x-machines\/[0-9a-f-]{36}/.test(url.pathname))
  await page.getByRole('heading', { name: 'Digger 7' }).first().waitFor()
  await page.locator('main').getByText('121').first().waitFor()
}

async function findInPalette(page: Page, typed: string, found: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.locator('[role=combobox]:focus').waitFor()
  await page.keyboard.type(typed)
  await page.getByRole('option').filter({ hasText: found }).first().click()
  await page.getByRole('heading', { name: found }).first().waitFor()
}

async function exportCsv(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await choose(dialog, 'File', 'CSV')
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: /^Export / }).click()
  return readFile(await (await download).path(), 'utf8')
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname === '/')
  await page.locator('main').first().waitFor()
}

type Field = { name: string; choices?: { label: string }[] }

async function get<T>(page: Page, path: string): Promise<T> {
  return (await page.context().request.get(`${app.origin}/api/v1${path}`)).json() as Promise<T>
}

async function fieldsOf(page: Page, name: string): Promise<Field[]> {
  const { items } = await get<{ items: Field[] }>(page, '/objects/customer/fields')
  return items.filter((field) => field.name === name)
}

async function isInModel(page: Page, name: string): Promise<boolean> {
  const { objects } = await get<{ objects: { name: string; fields: Field[] }[] }>(page, '/model')
  return objects.some((object) => object.fields.some((field) => field.name === name))
}
