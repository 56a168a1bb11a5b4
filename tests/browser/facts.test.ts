import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { browserApp, factSourcesServer, mailServer } from '#testing'

const mail = await mailServer({ after })
const sources = await factSourcesServer({ after })
const app = await browserApp({ after }, { smtpUrl: mail.url })
const number = '40003032949'

test('an administrator switches a source on, and tries it out', async () => {
  const page = await app.open('/settings/checks')
  await page.getByRole('heading', { name: 'Sources' }).waitFor()
  await settle(page, 'LEI register (GLEIF)', async (dialog) => {
    await dialog.getByRole('switch', { name: 'Ask this source' }).click()
    await dialog.getByRole('switch', { name: 'The address is within our own network' }).click()
    await dialog.getByRole('textbox').first().fill(sources.addresses.gleif)
  })
  await page.getByRole('row', { name: /LEI register.*Asked/ }).waitFor()
  await page
    .getByRole('row', { name: /LEI register/ })
    .getByRole('button', { name: 'Try it out' })
    .click()
  await page.getByText('It answers as it should').waitFor()
  sources.mood = 'html'
  await page
    .getByRole('row', { name: /LEI register/ })
    .getByRole('button', { name: 'Try it out' })
    .click()
  await page.getByText('in a form that Kontor does not understand').waitFor()
  sources.mood = 'well'
  await picture(page, 'checks')
  await page.context().close()
})

test('the key of a register is put in, and taken away again, and never shown', async () => {
  const root = await app.engine.access.systemActor('test')
  await app.engine.settings.set(root, 'checks.register.key', 'sk-live-4711')
  const page = await app.open('/settings/checks')
  await page.getByRole('heading', { name: 'Sources' }).waitFor()
  assert.ok(!(await page.content()).includes('sk-live-4711'))
  await settle(page, 'Company register', (dialog) =>
    dialog.getByRole('checkbox', { name: 'Remove the one that is kept' }).check(),
  )
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  assert.equal(await app.engine.settings.isDecided('checks.register.key'), false)
  await page.context().close()
})

test('where a register differs, the card says so, and it is settled side by side', async () => {
  sources.companies.set(number, { name: 'Daugavas spēkstacijas, SIA', city: 'Aizkraukle' })
  const page = await app.open('/customers')
  const id = await added(page, {
    ...{ name: 'SIA Ventas dzirnavas', registrationNumber: number, country: 'LV' },
    ...{ city: 'Ventspils', email: 'info@venta.example' },
  })
  await checked()
  await page.goto(`${app.origin}/checks`)
  const open = page.getByRole('row', { name: /SIA Ventas dzirnavas/ })
  await open.waitFor()
  await picture(page, 'review')
  await open.getByRole('link').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('heading', { name: 'Checks' }).waitFor()
  const name = dialog.getByRole('row', { name: /Name/ })
  assert.match(await name.innerText(), /SIA Ventas dzirnavas[^]*Daugavas spēkstacijas, SIA/)
  await picture(page, 'differences')
  await name.getByRole('button', { name: 'Take over' }).click()
  await name.waitFor({ state: 'detached' })
  await dialog.getByRole('row', { name: /City/ }).getByRole('button', { name: 'Keep as entered' }).click()
  await dialog.locator('li', { hasText: 'LEI register' }).getByText('Proved', { exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await page.locator('.who-name', { hasText: 'Daugavas spēkstacijas' }).waitFor()
  await page.locator('.card-facts li', { hasText: 'LEI register' }).locator('.proof.proved').waitFor()
  await picture(page, 'card')
  await page.goto(`${app.origin}/checks`)
  await page.getByText('No source contradicts what was entered.').waitFor()
  await page.goto(`${app.origin}/customers/${id}`)
  await page.getByRole('button', { name: 'All checks' }).click()
  await dialog.getByRole('button', { name: 'Ask the owner by mail' }).click()
  await dialog.getByText('The link was sent and is not opened yet.').waitFor()
  await page.context().close()
})

test('the owner of the address confirms it without an account, and sees nothing of the record', async () => {
  const { text = '' } = await mail.next('info@venta.example')
  const link = /\/confirm#\S+/.exec(text)?.[0] ?? ''
  const page = await app.open(link, { as: null, expects: [/401/, /403/] })
  await page.getByRole('heading', { name: 'Is this your e-mail address?' }).waitFor()
  assert.doesNotMatch(await page.locator('body').innerText(), /Venta|Daugava/)
  await picture(page, 'confirm')
  await page.getByRole('button', { name: 'Yes, it is mine' }).click()
  await page.getByRole('heading', { name: 'Thank you' }).waitFor()
  await page.goto('about:blank')
  await page.goto(`${app.origin}${link}`)
  await page.getByRole('button', { name: 'Yes, it is mine' }).click()
  await page.getByText('This link does not open any more').waitFor()
  await page.context().close()
})

test('an address that was found is drawn by ourselves, and a tax number in a list has its mark', async () => {
  const root = await app.engine.access.systemActor('test')
  for (const kind of ['address', 'vies'] as const) {
    await app.engine.settings.set(root, `checks.${kind}.ownNetwork`, true)
    await app.engine.settings.set(root, `checks.${kind}.address`, sources.addresses[kind])
    await app.engine.settings.set(root, `checks.${kind}.on`, true)
  }
  sources.places.set('Rīga', { lat: '56.9496', lon: '24.1052' })
  sources.numbers.set(`LV${number}`, { name: 'Ābeļu dārzs SIA' })
  const page = await app.open('/customers')
  const id = await added(page, {
    ...{ name: 'SIA Ābeļu dārzs', taxId: `LV${number}`, country: 'LV' },
    addresses: [{ street: 'Brīvības iela 1', city: 'Rīga', country: 'LV', main: true }],
  })
  await checked()
  await page.goto(`${app.origin}/customers/${id}`)
  await page.getByRole('button', { name: 'All checks' }).click()
  const place = page.getByRole('link', { name: 'Open on OpenStreetMap' })
  assert.match((await place.getAttribute('href')) ?? '', /openstreetmap\.org.*56\.9496/)
  await page.locator('.facts-globe').waitFor()
  await picture(page, 'place')
  await page.goto(`${app.origin}/customers?search=${encodeURIComponent('Ābeļu dārzs')}`)
  await page.locator('.grid-row', { hasText: 'Ābeļu dārzs' }).locator('.proof.proved').waitFor()
  await picture(page, 'list')
  await page.context().close()
})

/** Changes the settings of one source in its dialog. */
async function settle(
  page: Page,
  title: string,
  fill: (dialog: ReturnType<Page['locator']>) => Promise<void>,
) {
  const section = page.locator('section', { has: page.getByRole('heading', { name: title, exact: true }) })
  await section.getByRole('button', { name: 'Change' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  await fill(dialog)
  await page.keyboard.press('Control+Enter')
  await dialog.waitFor({ state: 'detached' })
}

async function added(page: Page, values: object): Promise<string> {
  const answer = await page.request.post(`${app.origin}/api/v1/customers`, {
    data: values,
    headers: { origin: app.origin },
  })
  assert.equal(answer.status(), 201, await answer.text())
  return ((await answer.json()) as { id: string }).id
}

/** What the schedule does every minute. */
async function checked(): Promise<void> {
  const { jobs, database, access } = app.engine
  const root = await access.systemActor('test')
  await database.transaction((tx) => jobs.add(tx, 'check facts', {}, { actor: root }))
  await jobs.drain()
}

/** Only where somebody wants to look at it. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['KONTOR_PICTURES']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` })
}
