import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { sql } from '#engine'
import { browserApp } from '#testing'
import { clean } from './axe-faults.ts'

const app = await browserApp({ after }, { parties: 18 })

async function made(page: Page, path: string, data: object): Promise<string> {
  const answer = await page.request.post(`${app.origin}/api/v1/${path}`, { data })
  assert.equal(answer.status(), 201, await answer.text())
  return ((await answer.json()) as { id: string }).id
}

/** Chooses for a field of the dialog. */
async function choice(page: Page, field: RegExp, option: string): Promise<void> {
  await page.getByRole('dialog').getByRole('combobox', { name: field }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

test('deactivating tells what hangs on a customer, ends what is chosen, and asks about the rest', async () => {
  const page = await app.open('/inbox', { expects: [/409/] })
  const id = await made(page, 'customers', { name: 'Vecais Klients SIA' })
  await made(page, 'activities', { party: id, kind: 'task', subject: 'Collect the machine' })
  await page.goto(`${app.origin}/customers/${id}?dialog=do-deactivate`)
  const dialog = page.getByRole('dialog', { name: 'Deactivate' })
  await dialog.getByText('Activities · Task or visit').waitFor()
  await dialog.getByRole('link', { name: 'Collect the machine' }).waitFor()
  await dialog.getByText('Kept open, it has to be confirmed.').waitFor()
  await choice(page, /^Reason/, 'Market change')
  await clean(page)
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/deactivate.png` })
  await dialog.getByRole('button', { name: 'Deactivate' }).click()
  await dialog.getByText(/There is still open business/).waitFor()
  await choice(page, /^What becomes of/, 'Close')
  await dialog.getByRole('button', { name: 'All the same' }).click()
  await page.locator('.toast').getByText('Done: Deactivate').waitFor()
  await page.getByText('Inactive', { exact: true }).first().waitFor()
  await page.context().close()
})

test('a reason is offered in the language of whoever chooses it, and a later day only plans', async () => {
  const page = await app.open('/inbox', { language: 'ka', size: { width: 390, height: 844 } })
  const id = await made(page, 'customers', { name: 'გეგმა SIA' })
  await page.goto(`${app.origin}/customers/${id}?dialog=do-freeze`)
  await choice(page, /^მიზეზი/, 'ბიზნეს რისკი')
  const day = page.getByRole('dialog').getByRole('textbox', { name: /^ძალაშია/ })
  await day.fill('01.05.2030')
  await clean(page)
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/freeze-ka.png` })
  await page.getByRole('dialog').getByRole('button', { name: 'გაყინვა' }).click()
  await page
    .locator('.toast')
    .getByText(/დაიგეგმა/)
    .waitFor()
  const planned = await page.request.get(
    `${app.origin}/api/v1/status-changes?where=${encodeURIComponent(JSON.stringify({ party: id }))}`,
  )
  const { items } = (await planned.json()) as { items: { state: string; day: string }[] }
  assert.deepEqual(
    items.map(({ state, day: on }) => [state, on]),
    [['planned', '2030-05-01']],
  )
  // Until then the card says so, and it is called off from there.
  const band = page.locator('.card-intake .note')
  await band.getByText('დაიგეგმა 01.05.2030: გაყინვა').waitFor()
  // So it does where its day came and it was not done.
  await app.engine.database.query(
    sql`update job set state = 'running', holder = 0, unheard = 5 where name = 'planned action'`,
  )
  await app.engine.jobs.drain()
  await page.reload()
  await band.getByText(/broke off 5 times/).waitFor()
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/aside-ka.png` })
  await clean(page)
  await band.getByRole('button').click()
  await page.keyboard.press('Control+Enter')
  await band.waitFor({ state: 'detached' })
  await page.context().close()
})

test('a criterion is made as sentences, and what it proposes is done or snoozed', async () => {
  const page = await app.open('/settings/criteria')
  await made(page, 'objects/customer/fields', { type: 'day', name: 'contractUntil', label: 'Contract until' })
  const categories = await page.request.get(`${app.origin}/api/v1/categories?where={"name":"Dealer"}`)
  const category = ((await categories.json()) as { items: { id: string }[] }).items[0]?.id
  const quiet = { city: 'Klusums', country: 'LV', category, x_contractUntil: '2024-01-31' }
  await made(page, 'customers', { name: 'Aizmirstais Klients', ...quiet })
  await made(page, 'customers', { name: 'Gaidošais Klients', ...quiet })
  await made(page, 'customers', { name: 'Citas Valsts Klients', ...quiet, country: 'EE' })
  await page.reload()
  await page.getByRole('button', { name: 'New criterion' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /^Name/ }).fill('Quiet for a year')
  await dialog.getByRole('combobox', { name: /^Country/ }).click()
  await page.keyboard.type('Latvia')
  await page.getByRole('option', { name: /^Latvia/ }).click()
  await page.keyboard.press('Escape')
  await dialog.getByRole('combobox', { name: /^Category/ }).click()
  await page.getByRole('option', { name: /^Dealer/ }).click()
  await choice(page, /^Field/, 'Contract until')
  await choice(page, /^Comparison/, 'before')
  await dialog.getByRole('textbox', { name: /^Value/ }).fill('01.01.2025')
  await page.keyboard.press('Tab')
  await dialog.getByText(/2 meet it today/).waitFor()
  await dialog.getByRole('button', { name: 'Condition', exact: true }).click()
  await dialog
    .getByRole('combobox', { name: /^Field/ })
    .last()
    .click()
  await page.keyboard.type('City')
  await page.getByRole('option', { name: 'City', exact: true }).click()
  await dialog
    .getByRole('textbox', { name: /^Value/ })
    .last()
    .fill('Klusums')
  await dialog.getByText(/2 meet it today/).waitFor()
  await choice(page, /^Reason/, 'No longer active')
  await clean(page)
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/criterion.png` })
  await dialog.getByRole('button', { name: 'Add' }).click()
  await page.getByRole('cell', { name: /Quiet for a year/ }).waitFor()
  await page.getByRole('button', { name: 'Look now' }).click()
  await page.locator('.toast').getByText('Kontor has looked').waitFor()
  await page.goto(`${app.origin}/proposals`)
  await page.getByRole('checkbox', { name: 'Aizmirstais Klients' }).check()
  await clean(page)
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/proposals.png` })
  await page.getByRole('button', { name: 'Freeze' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Freeze' }).click()
  await page.locator('.toast').getByText('Done with 1.').waitFor()
  await page.getByRole('checkbox', { name: 'Aizmirstais Klients' }).waitFor({ state: 'detached' })
  await page.getByRole('checkbox', { name: 'Gaidošais Klients' }).check()
  await page.getByRole('button', { name: 'Snooze', exact: true }).click()
  await page
    .getByRole('dialog')
    .getByRole('textbox', { name: /^Reason/ })
    .fill('Season')
  await page.getByRole('dialog').getByRole('button', { name: 'Snooze' }).click()
  await page.getByText('Nothing waits here.').waitFor()
  await page.getByRole('link', { name: 'Reasons by month' }).click()
  await page.getByRole('button', { name: 'Freeze' }).click()
  await page.getByRole('cell', { name: 'No longer active' }).waitFor()
  await clean(page)
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/report.png` })
  await page.context().close()
})

test('an own object becomes business in its settings, and obeys the status from then on', async () => {
  const page = await app.open('/inbox', { expects: [/422/] })
  const post = async (path: string, data: object) => {
    const answer = await page.request.post(`${app.origin}/api/v1/${path}`, { data })
    assert.ok(answer.ok(), await answer.text())
  }
  await post('objects', { name: 'lease', label: 'Lease', plural: 'Leases' })
  await post('objects/x_lease/fields', { type: 'reference', name: 'for', label: 'Lessee', to: 'customer' })
  await post('objects/x_lease/fields', { type: 'yesNo', name: 'back', label: 'Came back' })
  await page.goto(`${app.origin}/settings/objects/x_lease`)
  await page.getByText('The status of partners does not concern it.').waitFor()
  await page.getByRole('button', { name: 'Kind of business' }).click()
  const dialog = page.getByRole('dialog', { name: 'Kind of business' })
  await choice(page, /^Kind/, 'Deal')
  assert.ok(await dialog.getByRole('checkbox', { name: 'Lessee' }).isChecked())
  await choice(page, /^What ends it/, 'Came back: Yes')
  await clean(page)
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/business.png` })
  await dialog.getByRole('button', { name: 'Add' }).click()
  const section = page.getByRole('region', { name: 'As business with partners' })
  await section.getByRole('cell', { name: 'Deal', exact: true }).waitFor()
  await clean(page)
  const id = await made(page, 'customers', { name: 'Nomnieks SIA' })
  const reasons = await page.request.get(`${app.origin}/api/v1/status-reasons?where={"key":"noLongerActive"}`)
  const [reason] = ((await reasons.json()) as { items: { id: string }[] }).items
  await post(`customers/${id}/freeze`, { reason: reason?.id })
  const refused = await page.request.post(`${app.origin}/api/v1/x-leases`, {
    data: { x_name: 'Excavator', x_for: id },
  })
  assert.equal(refused.status(), 422)
  assert.match(await refused.text(), /closed\.deal/)
  await page.context().close()
})

test('before many are decided, a trial shows who has open business; all the same asks why', async () => {
  const page = await app.open('/inbox', { expects: [/422/] })
  const plain = await made(page, 'customers', { name: 'Mierīgais Klients', city: 'Daudzums' })
  const busy = await made(page, 'customers', { name: 'Aizņemtais Klients', city: 'Daudzums' })
  await made(page, 'activities', { party: busy, kind: 'task', subject: 'Collect the machine' })
  const criterion = await made(page, 'criteria', {
    ...{ name: 'Too many', object: 'customer', where: { city: 'Daudzums' }, action: 'deactivate' },
    input: { reason: 'noLongerActive' },
  })
  const looked = await page.request.post(`${app.origin}/api/v1/proposals/evaluate`)
  assert.ok(looked.ok(), await looked.text())
  await page.goto(`${app.origin}/proposals?tab=${criterion}`)
  await page.getByRole('checkbox', { name: 'All on this page' }).check()
  await page.getByRole('button', { name: 'Deactivate' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Deactivate' }).click()
  await dialog.getByText('1 can be done now.').waitFor()
  await dialog.getByText('1 would have to be confirmed.').waitFor()
  await dialog.getByText('Aizņemtais Klients').waitFor()
  await dialog.getByRole('switch', { name: 'Do these all the same' }).click()
  await dialog.getByRole('button', { name: 'Deactivate' }).click()
  await dialog.getByText(/Say why it is done all the same/).waitFor()
  await dialog.getByRole('textbox', { name: /^Why all the same/ }).fill('They sold the machine')
  await clean(page)
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/trial.png` })
  await dialog.getByRole('button', { name: 'Deactivate' }).click()
  await page.locator('.toast').getByText('Done with 2.').waitFor()
  for (const id of [plain, busy]) {
    const answer = await page.request.get(`${app.origin}/api/v1/customers/${id}`)
    assert.equal(((await answer.json()) as { status: string }).status, 'inactive')
  }
  await page.context().close()
})

test('a freeze with evidence is walked through in the dark: what is missing is named, then it stands in the log', async () => {
  const page = await app.open('/inbox', { theme: 'dark', expects: [/422/] })
  const id = await made(page, 'customers', { name: 'Tiesas Lieta SIA' })
  await made(page, 'status-reasons', {
    name: 'Court ruling',
    actions: ['freeze'],
    evidence: true,
    active: true,
  })
  await page.goto(`${app.origin}/customers/${id}?dialog=do-freeze`)
  const dialog = page.getByRole('dialog', { name: 'Freeze' })
  await choice(page, /^Reason/, 'Court ruling')
  await dialog.getByRole('button', { name: 'Freeze' }).click()
  await dialog.getByText(/asks for evidence/).waitFor()
  await dialog.locator('input[type=file]').setInputFiles({
    ...{ name: 'ruling.txt', mimeType: 'text/plain' },
    buffer: Buffer.from('The court has ruled.'),
  })
  await dialog.getByText('ruling.txt').waitFor()
  await dialog.getByRole('textbox', { name: /^Memo/ }).fill('Until the appeal')
  await clean(page)
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/freeze-dark.png` })
  await dialog.getByRole('button', { name: 'Freeze' }).click()
  await page.getByText('Frozen', { exact: true }).first().waitFor()
  await page.goto(`${app.origin}/customers/${id}?tab=statusChanges`)
  await page.getByText('Court ruling').first().waitFor()
  await page.context().close()
})

test('who may not freeze sees on the card which right it needs, and whom to ask', async () => {
  const office = await app.open('/inbox')
  const oleg = await app.engine.accounts.userByEmail('oleg@daugava.example')
  const id = await made(office, 'customers', { name: 'Olega Klients SIA', manager: oleg })
  await office.context().close()
  const page = await app.open(`/customers/${id}`, { as: 'oleg' })
  await page.getByRole('button', { name: 'More actions' }).click()
  const freeze = page.getByRole('menuitem', { name: /^Freeze/ })
  await freeze.getByText('It needs the right “Freeze”.').waitFor()
  await freeze.getByText(/Who decides on rights: /).waitFor()
  assert.equal(await freeze.getAttribute('aria-disabled'), 'true')
  assert.equal(await page.getByRole('menuitem', { name: /^Reactivate/ }).count(), 0, 'it is active')
  await clean(page)
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/withheld.png` })
  await page.context().close()
})

test('an undo on the card says what it took back', async () => {
  const page = await app.open('/inbox')
  const id = await made(page, 'customers', { name: 'Atpakaļ SIA', email: 'ops@atpakal.example' })
  await page.request.post(`${app.origin}/api/v1/customers/${id}/askData`, { data: { fields: ['phone'] } })
  await page.goto(`${app.origin}/customers/${id}?dialog=do-deactivate`)
  const dialog = page.getByRole('dialog', { name: 'Deactivate' })
  await choice(page, /^Reason/, 'Other')
  await choice(page, /^What becomes of/, 'Close')
  await dialog.getByRole('button', { name: 'Deactivate' }).click()
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click()
  await page
    .locator('.toast')
    .getByText(/Taken back: .*Customers 1/)
    .waitFor()
  await page
    .locator('.toast')
    .getByText(/Requests for data 1/)
    .waitFor()
  await page.getByText('Active', { exact: true }).first().waitFor()
  await page.context().close()
})
