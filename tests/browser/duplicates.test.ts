import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { browserApp } from '#testing'
import { clean } from './axe-faults.ts'

const app = await browserApp({ after }, { parties: 12 })

const phone = { width: 390, height: 844 }
const wide = { width: 1440, height: 900 }

async function made(page: Page, path: string, data: object): Promise<string> {
  const answer = await page.request.post(`${app.origin}/api/v1/${path}`, {
    data,
    headers: { confirmed: 'duplicate' },
  })
  assert.equal(answer.status(), 201, await answer.text())
  return ((await answer.json()) as { id: string }).id
}

/** Where pictures of the screens go, while somebody looks at them. */
const pictures = process.env['KONTOR_PICTURES']

async function picture(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
}

test('pairs are found, laid side by side, made one, and parted again', async () => {
  const page = await app.open('/inbox')
  const kept = await made(page, 'customers', { name: 'SIA Kaijas Ligzda', country: 'LV', city: 'Rīga' })
  await made(page, 'suppliers', { name: 'Kaijas ligzda', country: 'LV', phone: '+371 67045409' })
  await page.goto(`${app.origin}/duplicates`)
  await page.getByRole('button', { name: 'Look through all' }).click()
  const row = page.getByRole('row').filter({ hasText: 'SIA Kaijas Ligzda' })
  await row.getByText('Same name').waitFor()
  await clean(page)
  await picture(page, 'duplicates')
  await row.getByRole('link', { name: 'Compare…' }).click()
  await page.getByText('Make one of two').first().waitFor()
  await page.getByRole('row').filter({ hasText: 'Phone' }).first().waitFor()
  await clean(page)
  await picture(page, 'merge')
  for (const [language, theme, size] of [
    ['en', 'light', phone],
    ['ka', 'dark', phone],
    ['zh', 'dark', wide],
  ] as const) {
    if (!pictures) break
    const other = await app.open(new URL(page.url()).pathname, { language, theme, size })
    await other.locator('.merge-side').first().waitFor()
    await picture(other, `merge-${language}`)
    await other.goto(`${app.origin}/duplicates`)
    await other.locator('.duplicates-bar').waitFor()
    await picture(other, `duplicates-${language}`)
  }
  await page.getByRole('button', { name: /^Make one:/ }).click()
  await page.getByText('went into it').waitFor()
  const one = await page.request.get(`${app.origin}/api/v1/parties?search=Kaijas`)
  assert.equal(((await one.json()) as { items: unknown[] }).items.length, 1)
  await page.locator('.toast-undo').click()
  await page.goto(`${app.origin}/customers/${kept}`)
  await page.getByText('SIA Kaijas Ligzda').first().waitFor()
})

test('two are laid side by side from a card and from a list', async () => {
  const page = await app.open('/inbox', { size: wide })
  const kept = await made(page, 'customers', { name: 'Pelēkais Dzenis', notes: 'Pays late.', city: 'Rīga' })
  const gone = await made(page, 'customers', { name: 'Dzenis Pelēkais', notes: 'Wood.', city: 'Cēsis' })
  await page.goto(`${app.origin}/customers/${kept}`)
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Make one with another…' }).click()
  await page.getByRole('combobox', { name: 'The other record' }).click()
  await page.keyboard.type('Dzenis Pel')
  await page.getByRole('option', { name: 'Dzenis Pelēkais' }).click()
  await picture(page, 'merge-dialog')
  await page.keyboard.press('Control+Enter')
  await page.waitForURL(`**/duplicates/customers/${kept}/${gone}`)

  await page.goto(`${app.origin}/customers?search=Dzenis`)
  const rows = page.getByRole('row').filter({ hasText: 'Dzenis' })
  await rows.nth(1).waitFor()
  for (const at of [0, 1]) await rows.nth(at).getByRole('checkbox').click()
  await page.getByRole('button', { name: 'Make one of two…' }).click()
  await page.waitForURL('**/duplicates/customers/**')
})

test('three that are one are laid side by side from a list and from the pairs, and become one at once', async () => {
  const page = await app.open('/inbox', { size: wide })
  const same = { country: 'LV' }
  const one = await made(page, 'customers', {
    ...same,
    name: 'SIA Vārnu Ligzda',
    city: 'Rīga',
    notes: 'Pays.',
  })
  const two = await made(page, 'suppliers', { ...same, name: 'Vārnu ligzda', phone: '+371 67045409' })
  const last = await made(page, 'customers', { ...same, name: 'Varnu Ligzda', city: 'Ogre', notes: 'Wood.' })
  await page.goto(`${app.origin}/parties?search=Varnu`)
  const rows = page.getByRole('row').filter({ hasText: /v.rnu/i })
  await rows.nth(2).waitFor()
  for (const at of [0, 1, 2]) await rows.nth(at).getByRole('checkbox').click()
  await page.getByRole('button', { name: 'Make one of 3…' }).click()
  await page.waitForURL('**/duplicates/parties/**')
  await page.goto(`${app.origin}/duplicates`)
  await page.getByRole('button', { name: 'Look through all' }).click()
  await page.getByRole('link', { name: 'Compare all 3…' }).first().waitFor()
  await clean(page)
  await picture(page, 'duplicates-many')
  await page.goto(`${app.origin}/duplicates/customers/${one}/${two},${last}`)
  await page.getByRole('heading', { name: 'Make one of 3' }).first().waitFor()
  await page.getByRole('row').filter({ hasText: 'City' }).first().waitFor()
  await clean(page)
  await picture(page, 'merge-many')
  for (const [language, theme, size] of [
    ['en', 'light', phone],
    ['ka', 'dark', phone],
    ['zh', 'dark', wide],
  ] as const) {
    if (!pictures) break
    const other = await app.open(new URL(page.url()).pathname, { language, theme, size })
    await other.locator('.merge-side').nth(2).waitFor()
    await picture(other, `merge-many-${language}`)
  }
  const city = page.getByRole('row').filter({ hasText: 'City' }).first()
  await city.getByRole('radio').nth(0).check()
  await page.getByRole('button', { name: /^Make one:/ }).click()
  await page.waitForURL(`**/customers/${one}`)
  await page.getByText('Rīga').first().waitFor()
  const found = await page.request.get(`${app.origin}/api/v1/parties?search=Varnu`)
  assert.equal(((await found.json()) as { items: unknown[] }).items.length, 1)
  const undone = page.waitForResponse(/\/undo$/)
  await page.locator('.toast-undo').click()
  assert.equal((await undone).status(), 200)
  await page.goto(`${app.origin}/customers/${last}`)
  await page.getByRole('heading', { name: 'Varnu Ligzda' }).waitFor()
  await page.context().close()
})

test('each line is told before, Ctrl+Enter makes one of the two, leads to it and offers the way back', async () => {
  const page = await app.open('/inbox', { size: wide })
  const told = {
    country: 'LV',
    name: 'Melnais Stārķis',
    emails: [{ email: 'info@starkis.example', main: true }],
  }
  const kept = await made(page, 'customers', told)
  const gone = await made(page, 'customers', {
    ...{ ...told, name: 'Stārķis Melnais' },
    emails: [...told.emails, { email: 'rekini@starkis.example' }],
  })
  await page.goto(`${app.origin}/duplicates/customers/${kept}/${gone}`)
  const lines = page.locator('.merge-lines li').filter({ hasText: '@starkis.example' })
  await lines.nth(2).waitFor()
  assert.deepEqual(
    (await lines.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').replace(/, \w+ /, ' ')),
    [
      'info@starkis.example Stays',
      'info@starkis.example is there already',
      'rekini@starkis.example comes along',
    ],
  )
  await clean(page)
  await picture(page, 'merge-lines')
  // The keys work as well from a choice that has the focus.
  await page.getByRole('radio').first().focus()
  await page.keyboard.press('Control+Enter')
  await page.waitForURL(`**/customers/${kept}`)
  await page.getByText('rekini@starkis.example').first().waitFor()
  await page.locator('.toast-undo').click()
  await page.goto(`${app.origin}/customers/${gone}`)
  await page.getByRole('heading', { name: 'Stārķis Melnais' }).waitFor()
  assert.equal(new URL(page.url()).pathname, `/customers/${gone}`)
  await page.context().close()
})

test('who types one that is known says that it is another, and is asked no more', async () => {
  const page = await app.open('/customers/new')
  await made(page, 'customers', { name: 'Vecais Sils', country: 'LV' })
  await page.getByRole('textbox', { name: /^Name/ }).fill('SIA Vecais sils')
  await page.getByText('Vecais Sils', { exact: true }).first().waitFor()
  await picture(page, 'typing')
  await page.getByRole('button', { name: 'Not the same' }).click()
  await page.getByText('Vecais Sils', { exact: true }).first().waitFor({ state: 'detached' })
})

test('who meets a hidden partner asks whoever keeps it, who answers in the inbox', async () => {
  const root = await app.open('/inbox')
  const keeper = await app.open('/inbox', { as: 'wang', size: wide })
  const { user } = (await (await keeper.request.get(`${app.origin}/api/v1/me`)).json()) as {
    user: { id: string }
  }
  const known = { name: 'Melnais Gulbis', country: 'LV', taxId: 'LV40003009497' }
  await made(root, 'customers', { ...known, manager: user.id })
  const page = await app.open('/customers/new', { as: 'oleg', size: wide })
  await page.getByRole('textbox', { name: /^Name/ }).fill('SIA Melnais gulbis')
  await page.getByText('exists that you may not see').waitFor()
  await picture(page, 'ask')
  await clean(page)
  await page.getByRole('textbox', { name: /^Note to whoever/ }).fill('May I sell to them?')
  await page.getByRole('button', { name: 'Send a message' }).click()
  await page.getByText('If they answer').waitFor()
  await app.engine.jobs.drain()
  await keeper.reload()
  await keeper.getByText('May I sell to them?').waitFor()
  await picture(keeper, 'inbox')
  await clean(keeper)
  for (const [language, theme] of [
    ['ka', 'dark'],
    ['zh', 'light'],
  ] as const) {
    const small = await app.open('/inbox', { as: 'wang', size: phone, language, theme })
    await small.getByText('May I sell to them?').waitFor()
    await picture(small, `inbox-${language}`)
  }
  await keeper.getByRole('textbox', { name: 'Answer' }).fill('They are mine; call me.')
  await keeper.getByRole('button', { name: 'Send the answer' }).click()
  await keeper.getByText('May I sell to them?').waitFor({ state: 'detached' })
  await page.goto(`${app.origin}/inbox`)
  await page.getByText('They are mine; call me.').waitFor()
})

test('rules are explained, tried on two partners and on known pairs, kept, and given back', async () => {
  const page = await app.open('/settings/duplicates', { size: wide })
  await made(page, 'customers', {
    name: 'Sarkanais Ozols',
    country: 'LV',
    city: 'Rīga',
    phone: '+371 67045409',
  })
  await made(page, 'customers', { name: 'Ozolu Sarkanā Birzs', country: 'LV', phone: '+371 67045409' })
  await page.getByText('What counts').waitFor()
  for (const [name, typed] of [
    ['One', 'Sarkanais Oz'],
    ['The other', 'Ozolu Sarkan'],
  ] as const) {
    await page.getByRole('combobox', { name, exact: true }).click()
    await page.keyboard.type(typed)
    await page.getByRole('option', { name: typed }).click()
  }
  await page.getByText('Same phone').waitFor()
  await page.getByRole('combobox', { name: 'Phone', exact: true }).click()
  await page.getByRole('option', { name: 'Twice' }).click()
  await page.getByText('decides nearly alone', { exact: true }).waitFor()
  await picture(page, 'rules')
  await clean(page)
  await page.getByRole('button', { name: 'Save the rules' }).click()
  await page.getByText('The rules hold from now on').waitFor()
  for (const [language, theme, size] of [
    ['ka', 'dark', phone],
    ['zh', 'light', wide],
    ['lv', 'dark', wide],
  ] as const) {
    const other = await app.open('/settings/duplicates', { language, theme, size })
    await other.locator('.rules-foot button').first().waitFor()
    await picture(other, `rules-${language}`)
  }
  await page.getByRole('button', { name: 'Back to the usual rules' }).click()
  await page.getByText('The usual rules hold again').waitFor()
  const held = (await (await page.request.get(`${app.origin}/api/v1/duplicates/rules`)).json()) as {
    factors: { phone: number }
  }
  assert.equal(held.factors.phone, 1)
})
