import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page, Request } from 'playwright-core'
import { browserApp } from '#testing'
import type { PageOptions } from '#testing'
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

const wcag = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']

/** Everything is asked of the desk; on a phone what the width changes, in the dark what the colours do. */
function lookedAt(page: Page, size: keyof typeof sizes, theme: 'light' | 'dark'): AxeBuilder {
  // In legacy mode axe asks the page itself; without frames, it need not open another beside it.
  const axe = new AxeBuilder({ page }).setLegacyMode(true)
  if (theme === 'dark') return axe.withRules(['color-contrast'])
  if (size === 'desk') return axe.withTags(wcag)
  return axe.withRules(['color-contrast', 'target-size', 'label', 'button-name', 'link-name', 'list'])
}

test('every screen is sound at the desk and on a phone, in the light and in the dark', async () => {
  const faults = await Promise.all(
    (['desk', 'phone'] as const).map(async (size) => {
      const met = await visitAll({ size: sizes[size] }, async (page) => {
        const light = await axeFaults(lookedAt(page, size, 'light'))
        await page.emulateMedia({ colorScheme: 'dark' })
        await still(page)
        const dark = await axeFaults(lookedAt(page, size, 'dark'))
        await page.emulateMedia({ colorScheme: 'light' })
        await still(page)
        const inTheDark = dark.map((fault) => `in the dark, ${fault}`)
        return [...light, ...inTheDark, ...(await widthFaults(page)), ...(await keyFaults(page))]
      })
      return met.map((fault) => `${size}, ${fault}`)
    }),
  )
  assert.deepEqual(faults.flat(), [])
})

test('every screen is whole in each language', async () => {
  const languages = [['lv', 'ka'] as const, ['zh', 'ru'] as const]
  const faults = await Promise.all(
    languages.map(async (lane) => {
      const met: string[] = []
      for (const language of lane) {
        const here = await visitAll({ size: sizes.phone, language }, async (page) => [
          ...(await widthFaults(page)),
          ...(await keyFaults(page)),
        ])
        met.push(...here.map((fault) => `${language}, ${fault}`))
      }
      return met
    }),
  )
  assert.deepEqual(faults.flat(), [])
})

test('the pages met no errors', () => assert.deepEqual(app.failures, []))

/** Opens every screen and gives what is wrong with each; one page for each person. */
async function visitAll(options: PageOptions, look: (page: Page) => Promise<string[]>): Promise<string[]> {
  const faults: string[] = []
  const people = new Set(screens.map(([, , as = 'karlis']) => as))
  for (const person of people) {
    const page = await app.open(person ? '/inbox' : '/sign-in', { ...options, as: person, expects })
    const settle = settling(page)
    for (const [what, address, as = 'karlis'] of screens) {
      if (as !== person) continue
      await settle(address.replace(/:([a-z]+)/g, (_, name: string) => found.get(name) ?? `no-${name}`))
      faults.push(...(await look(page)).map((fault) => `${what}: ${fault}`))
    }
    await page.context().close()
  }
  return faults
}

/** Moves inside the app, as its links do, and waits until nothing more is asked for. */
function settling(page: Page): (address: string) => Promise<void> {
  const open = new Set<Request>()
  const isAwaited = (request: Request) => !request.url().includes('/api/v1/events')
  page.on('request', (request) => isAwaited(request) && open.add(request))
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
  return async (address) => {
    const to = JSON.stringify(address)
    await page.evaluate(`history.pushState({}, '', ${to}); dispatchEvent(new PopStateEvent('popstate'))`)
    const patience = Date.now() + 90_000
    for (let quiet = 0; quiet < 4 && Date.now() < patience; quiet = open.size === 0 ? quiet + 1 : 0) {
      await page.waitForTimeout(40)
      await still(page)
    }
  }
}

async function axeFaults(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze()
  return violations.map(({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0]?.html.slice(0, 240)}`)
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
    const { items } = JSON.parse(
      await app.engine.records.list(root, object, { limit: 1, fields: ['id'] }),
    ) as { items: { id: string }[] }
    found.set(object, items[0]?.id ?? '')
  }
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

/** A group with rights, a substitute, a shared record and rights to review, so that no screen is empty. */
async function prepareRights(page: Page): Promise<void> {
  const ask = async (method: 'post' | 'put', path: string, data: object): Promise<string> => {
    const answer = await page.context().request[method](`${app.origin}/api/v1/${path}`, { data })
    assert.ok(answer.ok(), `${path}: ${await answer.text()}`)
    return ((await answer.json()) as { id: string }).id
  }
  const user = app.sample?.users.seller
  const members = [{ user, until: '2099-01-31' }]
  found.set('group', await ask('post', 'user-groups', { name: 'Inventory', members }))
  const right = { object: 'customer', actions: ['read'], see: ['all'], until: soon }
  const pages = { object: 'settings', actions: ['tags'] }
  await ask('put', `user-groups/${found.get('group')}/grants`, { grants: [right, pages] })
  await ask('post', 'substitutes', { user, substitute: app.sample?.users.collector, until: soon })
  await ask('post', `customers/${found.get('customer')}/shares`, { user, note: 'Please call' })
}

const soon = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
