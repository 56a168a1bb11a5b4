import { mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { browserApp, dismissTestServer, mailServer } from '#testing'
import type { PageOptions } from '#testing'
import { layBeside, lookThrough } from './show-duplicates.ts'
import { takeIn } from './take-in.ts'

type Shot = PageOptions & {
  readonly name: string
  readonly address: string
  /** What is done before the picture is taken. */
  readonly prepare?: (page: Page) => Promise<unknown>
}

const folder = path.join(import.meta.dirname, '..', 'docs', 'screenshots')
/** For what is full of letters, whose picture would grow too heavy. */
const small = { width: 1280, height: 800 }
/** Wide enough for all columns of a list, and a few rows lower. */
const wide = { width: 1440, height: 820 }
const phone = { width: 390, height: 844 }
const largestBytes = 250_000
/** A customer of the sample, always the same: the eleventh by name that has a credit limit. */
const customer = '/customers/:customer'

const shots: readonly Shot[] = [
  { name: 'list', address: '/customers', size: wide },
  { name: 'list-dark', address: '/customers', theme: 'dark', size: wide },
  {
    name: 'list-filter',
    address: '/customers?where=%7B%22country%22%3A%22LV%22%7D',
    prepare: openFilter,
    size: wide,
  },
  {
    name: 'list-zh',
    address: '/customers?where=%7B%22country%22%3A%22CN%22%7D',
    language: 'zh',
    size: small,
  },
  { name: 'list-phone', address: '/customers', size: phone },
  { name: 'card', address: customer },
  { name: 'card-dark', address: customer, theme: 'dark' },
  { name: 'card-ka', address: customer, language: 'ka' },
  { name: 'card-phone', address: customer, size: phone },
  { name: 'deactivate', address: `${customer}?dialog=do-deactivate`, size: small },
  { name: 'proposals', address: '/proposals', size: small },
  { name: 'criterion', address: '/settings/criteria', prepare: beginCriterion },
  { name: 'facts', address: customer, size: { width: 1280, height: 420 } },
  { name: 'checks', address: `${customer}?dialog=checks`, size: small },
  { name: 'duplicates', address: '/duplicates', prepare: lookThrough, size: small },
  { name: 'merge', address: '/duplicates', prepare: layBeside, size: small },
  { name: 'network', address: `${customer}?tab=network`, prepare: oneStepFurther, size: small },
  { name: 'link-supplier', address: '/customers?dialog=link-supplierLink', size: small },
  { name: 'history', address: `${customer}/history` },
  { name: 'entry', address: '/customers/new', prepare: beginCustomer, expects: [/422/] },
  { name: 'search', address: '/customers', prepare: openSearch, size: small },
  { name: 'import-file', address: '/imports/:import?step=file' },
  { name: 'import-columns', address: '/imports/:import?step=columns' },
  { name: 'import-check', address: '/imports/:import' },
  { name: 'home', address: '/', as: 'ilze' },
  { name: 'home-phone', address: '/', as: 'ilze', size: phone },
  { name: 'settings', address: '/settings/profile' },
  { name: 'settings-objects', address: '/settings/objects/customer' },
  { name: 'settings-field', address: '/settings/objects/customer', prepare: beginFormula },
  { name: 'settings-keys', address: '/settings/keys', as: 'marta' },
  { name: 'settings-users', address: '/settings/users' },
  { name: 'settings-rights', address: '/settings/posts/posts.:post', prepare: changeRights },
  { name: 'rights-tree', address: '/settings/posts/tree', size: small },
  { name: 'rights-group', address: '/settings/posts/user-groups.:group', prepare: giveToGroup },
  { name: 'rights-share', address: customer, prepare: openShare, size: small },
  { name: 'rights-review', address: '/settings/review', size: small },
  { name: 'rights-leave', address: '/settings/users/users.:user', prepare: openLeave, size: small },
  { name: 'personal-held', address: '/contacts/:contact', prepare: cardDeed('Data held…'), size: small },
  {
    name: 'personal-erase',
    address: '/contacts/:contact',
    prepare: cardDeed('Erase or make anonymous…'),
    size: small,
  },
  { name: 'settings-personal', address: '/settings/personalData', size: small },
  { name: 'settings-intake', address: '/settings/intake', size: small },
  { name: 'intake-board', address: '/intake', size: wide },
  { name: 'partner-form', address: ':form', as: null, size: phone },
  { name: 'partner-answers', address: '/data-requests/:request', size: small },
  { name: 'settings-obligatory', address: '/settings/obligatory', prepare: beginRule },
]

/**
 * Takes the pictures of the guides from the running app, with the seeded sample group, into
 * docs/screenshots: all, or those that are named (`npm run screenshots -- card list`).
 */
async function screenshots(names: readonly string[]): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const releases: (() => Promise<void>)[] = []
  const hooks = { after: (release: () => Promise<void>) => void releases.push(release) }
  const mails = await mailServer(hooks)
  const app = await browserApp(hooks, { parties: 600, papers: true, smtpUrl: mails.url })
  try {
    const places = { ...(await findPlaces(app)), ...(await takeIn(app, mails)) }
    for (const shot of shots.filter(({ name }) => names.length === 0 || names.includes(name))) {
      const page = await app.open(
        shot.address.replace(/:([a-z]+)/g, (_, key: string) => places[key] ?? key),
        shot,
      )
      await settled(page)
      await shot.prepare?.(page)
      await settled(page)
      const file = path.join(folder, `${shot.name}.png`)
      await page.screenshot({ path: file })
      await page.context().close()
      const { size } = statSync(file)
      console.log(`${(size / 1_000).toFixed(0).padStart(5)} kB  ${shot.name}`)
      if (size > largestBytes) throw new Error(`${shot.name} is larger than ${largestBytes} bytes.`)
    }
    if (app.failures.length > 0) throw new Error(`The pages met errors:\n${app.failures.join('\n')}`)
  } finally {
    for (const release of releases.toReversed()) await release()
    await dismissTestServer()
  }
}

type App = Awaited<ReturnType<typeof browserApp>>

async function findPlaces(app: App): Promise<Record<string, string>> {
  const root = await app.engine.access.systemActor('screenshots')
  const { items } = JSON.parse(
    await app.engine.records.list(root, 'customer', {
      where: { creditLimit: { set: true }, country: 'LV' },
      sort: 'name',
      limit: 11,
      fields: ['id'],
    }),
  ) as { items: { id: string }[] }
  const id = items.at(-1)?.id ?? ''
  await tellOf(app, id)
  await linkAround(app, id)
  await propose(app)
  const posts = JSON.parse(
    await app.engine.records.list(root, 'post', { where: { key: 'seller' }, limit: 1 }),
  ) as { items: { id: string }[] }
  const rights = await giveRights(app, id)
  return {
    customer: id,
    import: await beginImport(app),
    post: posts.items[0]?.id ?? '',
    contact: await beginRetention(app),
    ...rights,
  }
}

/** Something for the network: a branch, a contact with another employer, and a dealer who delivers. */
async function linkAround(app: App, customer: string): Promise<void> {
  const root = await app.engine.access.systemActor('screenshots')
  const { records } = app.engine
  const made = async (object: string, values: Record<string, unknown>) =>
    (await records.create(root, object, values)).id
  const first = async (object: string, at: number) => {
    const list = await records.list(root, object, { sort: 'name', limit: at + 1, fields: ['id'] })
    return (JSON.parse(list) as { items: { id: string }[] }).items.at(-1)?.id ?? ''
  }
  await made('customer', { name: 'Filiāle Ogrē SIA', city: 'Ogre', parent: customer, payer: customer })
  const [contact, supplier, other] = [
    await first('contact', 3),
    await first('supplier', 2),
    await first('customer', 60),
  ]
  await made('contactLink', { contact, customer, position: 'Buyer', until: '2024-05-31' })
  await made('contactLink', { contact, customer: other, position: 'Director', from: '2024-06-01' })
  await made('supplierLink', { customer, supplier })
  await made('supplierLink', { customer: other, supplier })
}

/** Somebody for whom a criterion proposes something. */
async function propose(app: App): Promise<void> {
  const root = await app.engine.access.systemActor('screenshots')
  const { records } = app.engine
  await records.create(root, 'criterion', {
    ...{ name: 'No limit agreed', object: 'customer', action: 'freeze', input: { reason: 'noLongerActive' } },
    where: { country: { in: ['LV', 'EE'] }, creditLimit: { set: false } },
  })
  await app.engine.proposals.evaluate()
}

/** For dealers of two countries, the condition half written. */
async function beginCriterion(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New criterion' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /^Name/ }).fill('Dealers without a limit')
  await dialog.getByRole('combobox', { name: /^Category/ }).click()
  await page.getByRole('option', { name: /^Dealer/ }).click()
  await dialog.getByRole('combobox', { name: /^Country/ }).click()
  await page.getByRole('option', { name: /^Latvia/ }).click()
  await page.keyboard.press('Escape')
  await dialog.getByRole('combobox', { name: /^Field/ }).click()
  await page.getByRole('option', { name: 'Credit limit', exact: true }).click()
  await dialog.getByRole('combobox', { name: /^Comparison/ }).click()
  await page.getByRole('option', { name: 'is empty' }).click()
}

/** Something for the timeline: a changed term, a call, and a task. */
async function tellOf(app: App, customer: string): Promise<void> {
  const page = await app.open('/settings/profile')
  const ask = page.context().request
  const api = `${app.origin}/api/v1`
  await ask.patch(`${api}/customers/${customer}`, { data: { paymentDays: 21 } })
  const call = { party: customer, kind: 'call', subject: 'Asked for the price of two excavators', done: true }
  await ask.post(`${api}/activities`, { data: call })
  const task = { party: customer, kind: 'task', subject: 'Send the offer', due: '2030-03-29' }
  await ask.post(`${api}/activities`, { data: task })
  await page.context().close()
}

/** A group that counts the store until the end of the year, a record shared, and rights nobody uses. */
async function giveRights(app: App, customer: string): Promise<Record<string, string>> {
  const page = await app.open('/settings/profile')
  const ask = page.context().request
  const api = `${app.origin}/api/v1`
  const { seller = '', collector = '' } = app.users ?? {}
  const members = [{ user: seller }, { user: collector }]
  const made = await ask.post(`${api}/user-groups`, { data: { name: 'Year-end count', members } })
  const { id: group } = (await made.json()) as { id: string }
  const until = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
  const counting = { object: 'supplier', actions: ['read', 'print'], see: ['all'], until }
  await ask.put(`${api}/user-groups/${group}/grants`, { data: { grants: [counting] } })
  const share = { user: seller, until, note: 'Please visit them on Thursday' }
  await ask.post(`${api}/customers/${customer}/shares`, { data: share })
  await app.engine.database.query({
    parts: [`update "grant" set created_at = now() - interval '200 days' where object = 'category'`],
    values: [],
  })
  await page.context().close()
  return { group, user: seller }
}

async function giveToGroup(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^Export, Suppliers/ })
    .first()
    .click()
  await page.getByRole('checkbox', { name: 'Tags' }).click()
  await page
    .getByText(/^Gained by/)
    .first()
    .waitFor()
}

async function openShare(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Share…' }).click()
  await page.getByText('Shared with').waitFor()
}

async function openLeave(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Deactivate and hand over…' }).click()
  await page.getByRole('dialog').getByText('Customers').waitFor()
}

/** A contact to be forgotten, a duty to keep, and a rule by which somebody else is due. */
async function beginRetention(app: App): Promise<string> {
  const page = await app.open('/settings/profile')
  const post = async (place: string, data: object) => {
    const answer = await page.context().request.post(`${app.origin}/api/v1/${place}`, { data })
    return ((await answer.json()) as { id: string }).id
  }
  const phones = [{ number: '+37129777888', main: true }]
  const contact = await post('contacts', { name: 'Zelma Kalna', kind: 'person', country: 'LV', phones })
  await post('contacts', { name: 'Mart Tamm', kind: 'person', country: 'FI' })
  const rule = { object: 'contact', months: 60 }
  await post('retention-rules', {
    ...{ ...rule, name: 'Accounts', where: { country: 'EE' }, outcome: 'keep' },
    ground: 'Accounting Act',
  })
  await post('retention-rules', {
    ...{ ...rule, name: 'Old leads', where: { country: 'FI' }, outcome: 'review' },
    ground: 'No longer needed',
  })
  await app.engine.personal.evaluate('2099-01-01')
  await page.context().close()
  return contact
}

function cardDeed(name: string) {
  return async (page: Page) => {
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name }).click()
    await page.getByRole('dialog').getByText('Name').first().waitFor()
  }
}

async function beginImport(app: App): Promise<string> {
  const page = await app.open('/imports/new?object=customer')
  const file = { name: 'klienti-2026.csv', mimeType: 'text/csv', buffer: officeFile() }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('button', { name: 'On to the columns' }).click()
  await page.getByRole('button', { name: 'Check all rows' }).click()
  await page.getByRole('button', { name: /^Import \d+ rows/ }).waitFor()
  const id = /imports\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
  await page.context().close()
  return id
}

/** A list as an office keeps it for years: an address without its sign, a country nobody knows, one twice. */
function officeFile(): Buffer {
  const streets = ['Žagarkalna', 'Ķeipenes', 'Ģipkas', 'Šķibes', 'Ūbeles', 'Čiekuru', 'Ērgļkalna', 'Zvārdes']
  const trades = ['Būve', 'Ceļi', 'Meži', 'Tilti', 'Jumti']
  const cities = ['Rīga', 'Liepāja', 'Valmiera', 'Cēsis', 'Jelgava', 'Kuldīga']
  const lines = Array.from({ length: 160 }, (_, at) => {
    const name = `${streets[at % 8]} ${trades[Math.floor(at / 8) % 5]} ${Math.floor(at / 40) + 1} SIA`
    const email = at % 23 === 9 ? `birojs.uznemums${at}.example` : `birojs@uznemums${at}.example`
    const country = at % 61 === 30 ? 'Latvijja' : 'Latvija'
    const limit = at % 37 === 14 ? 'daudz' : `${(at % 9) + 1} 500,00`
    return [name, country, cities[at % 6], email, `67 ${200_100 + at}`, limit].join(';')
  })
  const head = 'Nosaukums;Valsts;Pilsēta;E-pasts;Tālrunis;Kredītlimits'
  return Buffer.from([head, ...lines, ...lines.slice(0, 3)].join('\r\n'))
}

/** Whom those hang together with who stand around the partner. */
async function oneStepFurther(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'One step further' }).click()
  await page.getByRole('button', { name: 'Only the nearest' }).waitFor()
}

async function openFilter(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^Filter/ })
    .first()
    .click()
  await page.getByRole('dialog', { name: 'Filter' }).waitFor()
}

async function beginCustomer(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Name' }).first().fill('Baltic Digger SIA')
  await page.keyboard.press('Tab')
}

async function openSearch(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.keyboard.type('bal')
  await page.getByRole('option').first().waitFor()
}

async function beginFormula(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New field' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Headroom')
  await choose(page, 'Kind', 'Formula')
  await choose(page, 'Gives', 'Amount')
  await dialog.getByRole('textbox', { name: 'Formula' }).fill('creditLimitt * 0.8')
  await dialog.getByText('Did you mean').waitFor()
}

async function changeRights(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^Export, Customers/ })
    .first()
    .click()
  await page.getByRole('button', { name: /^Print, Activities/ }).click()
  await page
    .getByText(/^Gained by/)
    .first()
    .waitFor()
  const panel = page.getByRole('region', { name: 'Who may do what?' })
  await panel.getByRole('combobox', { name: 'Who', exact: true }).click()
  await page.keyboard.type('Oleg')
  await page.locator('.option.at', { hasText: 'Oleg' }).waitFor()
  await page.keyboard.press('Enter')
  await panel.getByText('Yes, this is allowed.').waitFor()
}

async function beginRule(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New rule' }).click()
  await choose(page, 'Field', 'Website')
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog
    .getByRole('combobox', { name: new RegExp(`^${field}\\b`) })
    .first()
    .click()
  await page.keyboard.type(option)
  await page.getByRole('option', { name: option }).first().waitFor()
  await page.keyboard.press('Enter')
}

/** Nothing is loading, the letters are there, and what opens has opened. */
async function settled(page: Page): Promise<void> {
  await page.locator('.skeleton').first().waitFor({ state: 'detached' })
  await page.waitForLoadState('load')
  await page.evaluate('document.fonts.ready')
  await page.waitForTimeout(900)
}

await screenshots(process.argv.slice(2))
