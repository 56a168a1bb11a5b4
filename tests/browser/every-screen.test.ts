import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page, Request } from 'playwright-core'
import { browserApp } from '#testing'
import type { PageOptions } from '#testing'
import { axeFaults, wcag } from './axe-faults.ts'
import type { Asked } from './axe-faults.ts'
import { dialogs } from './every-dialog.ts'
import { messyFile } from './messy-file.ts'
import { still } from './still.ts'

// A dozen of each is enough to look at, and axe looks at every cell.
const app = await browserApp({ after }, { parties: 18 })

/** Addresses with `:name` are filled in by what `prepare` finds. */
type Screen = readonly [what: string, address: string, as?: PageOptions['as']]

const screens: readonly Screen[] = [
  ['home', '/'],
  ['inbox', '/inbox'],
  ['customers', '/customers'],
  ['customers, grouped', '/customers?group=country'],
  ['customers, as of a day', '/customers?asOf=2099-01-01T00%3A00%3A00.000Z'],
  ['customers that were deleted', '/customers?dialog=deleted'],
  ['customers, filtered to nothing', '/customers?where=%7B%22city%22%3A%22Nowhere%22%7D'],
  ['suppliers', '/suppliers'],
  ['contacts', '/contacts'],
  ['activities', '/activities'],
  ['a customer', '/customers/:customer'],
  ['a supplier', '/suppliers/:supplier'],
  ['a contact', '/contacts/:contact'],
  ['a customer’s history', '/customers/:customer/history'],
  ['a customer as it was', '/customers/:customer?asOf=:earlier'],
  ['a customer that was deleted', '/customers/:gone'],
  ['two customers beside each other', '/duplicates/customers/:kept/:twin'],
  ['a new customer', '/customers/new'],
  ['a new contact', '/contacts/new'],
  ['imports', '/imports'],
  ['a new import', '/imports/new?object=customer'],
  ['an import, its file', '/imports/:import?step=file'],
  ['an import, its columns', '/imports/:import?step=columns'],
  ['an import, its check', '/imports/:import'],
  ['an import, its result', '/imports/:done'],
  ['settings', '/settings'],
  ...[
    ...['profile', 'keys', 'users', 'posts', 'groups', 'substitutes', 'review', 'companies', 'currencies'],
    ...['objects', 'obligatory', 'intake'],
    ...['categories', 'tags', 'security', 'audit', 'personalData', 'mail', 'jobs', 'backup', 'health'],
  ].map((page): Screen => [`settings, ${page}`, `/settings/${page}`]),
  ['settings, a user', '/settings/users/users.:user'],
  ['settings, a post', '/settings/posts/posts.:post'],
  ['settings, the tree of posts', '/settings/posts/tree'],
  ['settings, a group', '/settings/groups/user-groups.:group'],
  ['settings, the rights of a group', '/settings/posts/user-groups.:group'],
  ['settings, the rights of a user', '/settings/posts/users.:user'],
  ['settings, a company', '/settings/companies/companies.:company'],
  ['settings, the fields of customers', '/settings/objects/customer'],
  ['a page that is not there', '/nothing-of-the-kind'],
  ['a record that is not there', '/customers/01900000-0000-7000-8000-000000000000'],
  ['sign-in', '/sign-in', null],
  ['set-up', '/set-up?token=none', null],
  ['a forgotten password', '/forgotten', null],
  ['a second factor to add', '/second-factor'],
  ['a link that does not open', '/welcome#none', null],
  ['home, for a salesperson', '/', 'oleg'],
  ['settings, for a salesperson', '/settings', 'oleg'],
  ['a page that is closed to a salesperson', '/settings/users', 'oleg'],
  ['what is shared with a salesperson', '/inbox', 'oleg'],
  ['the review, for a salesperson', '/settings/review', 'oleg'],
]

const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const
const found = new Map<string, string>()
/** A key that no language translates is drawn as it is. */
const untranslated =
  /\b(account|card|entry|frame|gate|home|import|kit|list|rights|security|settings|sharing|values)\.[a-z][A-Za-z]+(\.[A-Za-z]+)*\b|{{\w+}}/
/** What a screen meets on purpose: what is not there, and who is not signed in. */
const expects = [/40[134]/]

before(prepare)

/** Everything is asked of the desk; on a phone what the width changes, in the dark what the colours do. */
function askedOf(size: keyof typeof sizes, theme: 'light' | 'dark'): Asked {
  if (theme === 'dark') return { rules: ['color-contrast'] }
  if (size === 'desk') return wcag
  return { rules: ['color-contrast', 'target-size', 'label', 'button-name', 'link-name', 'list'] }
}

for (const [what, visit] of [
  ['screen', visitScreens],
  ['dialog', visitDialogs],
] as const)
  test(`every ${what} is sound at the desk and on a phone, in the light and in the dark`, async () => {
    const bySize = (['desk', 'phone'] as const).map(async (size) => {
      const faults = await visit({ size: sizes[size] }, bothThemes(size))
      return faults.map((fault) => `${size}, ${fault}`)
    })
    assert.deepEqual((await Promise.all(bySize)).flat(), [])
  })

test('every screen is whole in every language', async () => {
  const look = async (page: Page) => [...(await widthFaults(page)), ...(await keyFaults(page))]
  const languages = ['lv', 'ka', 'zh', 'ru'] as const
  const inEach = languages.map(async (language) => {
    const faults = await visitScreens({ size: sizes.phone, language }, look)
    return faults.map((fault) => `${language}, ${fault}`)
  })
  assert.deepEqual((await Promise.all(inEach)).flat(), [])
})

test('the pages met no errors', () => assert.deepEqual(app.failures, []))

type Look = (page: Page) => Promise<string[]>

/** Looks in both themes, beginning with the one in which the screen before was left. */
function bothThemes(size: keyof typeof sizes): Look {
  const themes = ['light', 'dark'] as const
  return async (page) => {
    const faults: string[] = []
    const now = await page.evaluate('matchMedia("(prefers-color-scheme: dark)").matches')
    for (const theme of now ? themes.toReversed() : themes) {
      await page.emulateMedia({ colorScheme: theme })
      await page.locator(`html[data-theme="${theme}"]`).waitFor()
      await still(page)
      const found = await axeFaults(page, askedOf(size, theme))
      faults.push(...found.map((fault) => `${theme}, ${fault}`))
    }
    return [...faults, ...(await widthFaults(page)), ...(await keyFaults(page))]
  }
}

/** Opens every screen and gives what is wrong with each; one page for each person. */
async function visitScreens(options: PageOptions, look: Look): Promise<string[]> {
  const faults: string[] = []
  const people = new Set(screens.map(([, , as = 'karlis']) => as))
  for (const person of people) {
    const page = await pageOf(person, options)
    const settle = settling(page)
    for (const [what, address, as = 'karlis'] of screens) {
      if (as !== person) continue
      await settle(filled(address))
      faults.push(...(await look(page)).map((fault) => `${what}: ${fault}`))
    }
    await page.context().close()
  }
  return faults
}

let opening: Promise<Page | void> = Promise.resolve()

/** One after the other: who signs in several times at once is taken for somebody who guesses. */
function pageOf(as: string | null, options: PageOptions): Promise<Page> {
  const open = () => app.open(as ? '/inbox' : '/sign-in', { ...options, as, expects })
  const opened = opening.then(open)
  opening = opened
  return opened
}

/** Opens one dialog after the other, of those that the size has, and looks at each. */
async function visitDialogs(options: PageOptions, look: Look): Promise<string[]> {
  const page = await pageOf('karlis', options)
  const faults: string[] = []
  const settle = settling(page)
  for (const { what, address, open, only } of dialogs) {
    if (only && sizes[only] !== options.size) continue
    await settle(filled(address))
    try {
      await open?.(page)
      await page.getByRole('dialog').last().waitFor()
    } catch (error) {
      faults.push(`${what}: it did not open, ${String(error)}`)
      continue
    }
    await settle(null)
    faults.push(...(await look(page)).map((fault) => `${what}: ${fault}`))
    const opened = page.getByRole('dialog')
    for (let left = await opened.count(); left > 0; left--) {
      await page.keyboard.press('Escape')
      await opened.nth(left - 1).waitFor({ state: 'detached' })
    }
  }
  await page.context().close()
  return faults
}

/** The address with what was found in place of its names. */
function filled(address: string): string {
  return address.replace(/:([a-z]+)/g, (_, name: string) => found.get(name) ?? `no-${name}`)
}

/** Moves inside the app, as its links do, and waits until nothing more is asked for. */
function settling(page: Page): (address: string | null) => Promise<void> {
  const open = new Set<Request>()
  const isAwaited = (request: Request) => !request.url().includes('/api/v1/events')
  page.on('request', (request) => isAwaited(request) && open.add(request))
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
  return async (address) => {
    const to = JSON.stringify(address)
    if (address !== null)
      await page.evaluate(`history.pushState({}, '', ${to}); dispatchEvent(new PopStateEvent('popstate'))`)
    const patience = Date.now() + 90_000
    for (let quiet = 0; quiet < 4 && Date.now() < patience; quiet = open.size === 0 ? quiet + 1 : 0) {
      await page.waitForTimeout(40)
      await still(page)
    }
  }
}

async function widthFaults(page: Page): Promise<string[]> {
  const over = await page.evaluate(
    '[document.documentElement, document.querySelector("main"), ...document.querySelectorAll("main > *")]' +
      '.filter((box) => box && box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).display !== "inline")' +
      '.map((box) => `${box.tagName} ${box.className}: ${box.scrollWidth - box.clientWidth}`)[0]',
  )
  return over ? [`it is too wide, ${String(over)}`] : []
}

async function keyFaults(page: Page): Promise<string[]> {
  const key = untranslated.exec(await page.locator('body').innerText())
  return key ? [`the key ${key[0]} is shown`] : []
}

/** Records to open, an import that is checked, and one that is done. */
async function prepare(): Promise<void> {
  const root = await app.engine.access.systemActor('test')
  for (const object of ['customer', 'supplier', 'contact', 'user', 'post', 'company']) {
    // The post of the administrator is the one that has no matrix, because it may everything.
    const where = object === 'post' ? { key: 'seller' } : null
    const { items } = JSON.parse(
      await app.engine.records.list(root, object, { limit: 1, fields: ['id'], ...(where ? { where } : {}) }),
    ) as { items: { id: string }[] }
    found.set(object, items[0]?.id ?? '')
  }
  await app.engine.records.update(root, 'customer', found.get('customer') ?? '', { city: 'Valka' })
  for (const [name, values] of Object.entries(twins)) {
    const { id } = await app.engine.records.create(root, 'customer', values)
    found.set(name, id)
  }
  await app.engine.records.remove(root, 'customer', found.get('gone') ?? '')
  found.set('earlier', new Date(Date.now() - 1).toISOString())
  await app.engine.records.update(root, 'customer', found.get('customer') ?? '', { city: 'Ogre' })
  const page = await app.open('/imports/new?object=customer')
  await prepareRights(page)
  for (const name of ['done', 'import']) {
    await page.goto(`${app.origin}/imports/new?object=customer`)
    const file = { name: 'old-partners.csv', mimeType: 'text/csv', buffer: messyFile(60) }
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByRole('button', { name: 'On to the columns' }).click()
    await page.getByRole('button', { name: 'Check all rows' }).click()
    const run = page.getByRole('button', { name: /^Import \d+ rows/ })
    await run.waitFor()
    found.set(name, /imports\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '')
    if (name === 'import') continue
    await run.click()
    await page.getByRole('heading', { name: 'The file is in' }).waitFor()
  }
  await page.context().close()
}

/** Two that may be one, and one that goes again. */
const twins = {
  kept: { name: 'SIA Kaijas Ligzda', country: 'LV', city: 'Rīga', email: 'birojs@kaija.example' },
  twin: { name: 'Ligzda pie Kaijas', country: 'LV', city: 'Cēsis', phone: '+371 67045409' },
  gone: { name: 'SIA Aizgājusi', country: 'LV' },
}

/** A group with rights, a substitute, a shared record and rights to review, so that no screen is empty. */
async function prepareRights(page: Page): Promise<void> {
  const ask = async (method: 'post' | 'put', path: string, data: object): Promise<string> => {
    const answer = await page.context().request[method](`${app.origin}/api/v1/${path}`, { data })
    assert.ok(answer.ok(), `${path}: ${await answer.text()}`)
    return ((await answer.json()) as { id: string }).id
  }
  const user = app.users?.seller
  const members = [{ user, until: '2099-01-31' }]
  found.set('group', await ask('post', 'user-groups', { name: 'Inventory', members }))
  const right = { object: 'customer', actions: ['read'], see: ['all'], until: soon }
  const pages = { object: 'settings', actions: ['tags'] }
  await ask('put', `user-groups/${found.get('group')}/grants`, { grants: [right, pages] })
  await ask('post', 'substitutes', { user, substitute: app.users?.collector, until: soon })
  await ask('post', `customers/${found.get('customer')}/shares`, { user, note: 'Please call' })
}

const soon = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
