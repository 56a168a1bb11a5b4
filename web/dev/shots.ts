import { AxeBuilder } from '@axe-core/playwright'
import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { previewInBrowser } from './preview-browser.ts'

/**
 * Takes pictures of the preview and lets axe look at each: `node web/dev/shots.ts [name…]`, into
 * /tmp/kontor-shots.
 */
const folder = '/tmp/kontor-shots'
mkdirSync(folder, { recursive: true })

interface Shot {
  name: string
  path: string
  phone?: boolean
  dark?: boolean
  language?: string
  width?: number
  compact?: boolean
  does?: (page: Page) => Promise<unknown>
}

const press = (keys: string) => async (page: Page) => {
  for (const key of keys.split(' ')) await page.keyboard.press(key)
}
const grid = async (page: Page) => page.locator('[role=grid]').focus()

const shots: Shot[] = [
  {
    name: 'list-light',
    path: '/customers?view=credit',
    does: async (page) => {
      await page
        .getByText('Rīgas Ostas Celtnieks SIA')
        .first()
        .locator('xpath=ancestor::*[@role="row"]')
        .locator('.cell')
        .nth(7)
        .dblclick()
      await page.waitForTimeout(200)
      await page.keyboard.type('95000')
    },
  },
  {
    name: 'list-dark',
    path: '/customers?group=category',
    dark: true,
    does: async (page) => (
      await grid(page),
      await press('ArrowDown Shift+Space ArrowDown ArrowDown Shift+Space')(page)
    ),
  },
  {
    name: 'list-error',
    path: '/customers?view=credit',
    does: async (page) => {
      await page.locator('.grid-body .cell.num').first().dblclick()
      await page.keyboard.type('lots')
      await page.keyboard.press('Enter')
    },
  },
  {
    name: 'list-choice',
    path: '/customers?view=credit',
    does: async (page) =>
      await page.locator('.grid-body .grid-row').nth(4).locator('.cell').nth(5).dblclick(),
  },
  {
    name: 'list-head-menu',
    path: '/customers?view=credit',
    does: async (page) => (
      await grid(page),
      await press('ArrowUp ArrowRight ArrowRight Alt+ArrowDown')(page)
    ),
  },
  {
    name: 'list-million',
    path: '/customers?view=million',
    does: async (page) => (
      await grid(page),
      await press('Control+End')(page),
      await page.waitForTimeout(900)
    ),
  },
  {
    name: 'list-middle',
    path: '/customers?view=million',
    does: async (page) => {
      await page.locator('.grid').evaluate((element) => (element.scrollTop = 50_000))
      await page.waitForTimeout(1500)
    },
  },
  { name: 'list-empty', path: '/customers?view=empty' },
  { name: 'list-slow', path: '/customers?view=slow', does: async (page) => page.waitForTimeout(600) },
  {
    name: 'list-narrow',
    path: '/customers?view=credit',
    width: 900,
    does: async (page) => page.locator('.grid').evaluate((element) => (element.scrollLeft = 300)),
  },
  {
    name: 'palette',
    path: '/customers?view=credit',
    dark: true,
    does: async (page) => (
      await page.keyboard.press('Control+K'),
      await page.waitForTimeout(300),
      await page.keyboard.type('rig'),
      await page.waitForTimeout(500)
    ),
  },
  { name: 'keys', path: '/customers?dialog=keys', does: async (page) => page.waitForTimeout(400) },
  {
    name: 'card-light',
    path: '/customers/1',
    does: async (page) => (
      await page.getByRole('button', { name: 'Raise limit' }).hover(),
      await page.waitForTimeout(300)
    ),
  },
  { name: 'card-dark', path: '/customers/1', dark: true },
  { name: 'card-dialog', path: '/customers/1?dialog=deactivate' },
  {
    name: 'entry',
    path: '/suppliers/new',
    does: async (page) => (await page.keyboard.type('Rigas ostas celtnieks'), await page.waitForTimeout(600)),
  },
  {
    name: 'entry-select',
    path: '/suppliers/new',
    does: async (page) => (
      await page.getByRole('combobox', { name: 'Country' }).click(),
      await page.waitForTimeout(200)
    ),
  },
  { name: 'entry-dark', path: '/suppliers/new', dark: true },
  { name: 'states', path: '/settings', does: async (page) => page.waitForTimeout(300) },
  { name: 'states-dark', path: '/settings', dark: true, does: async (page) => page.waitForTimeout(300) },
  { name: 'phone-list', path: '/customers', phone: true },
  {
    name: 'phone-more',
    path: '/customers',
    phone: true,
    does: async (page) => (
      await page.getByRole('button', { name: 'More' }).click(),
      await page.waitForTimeout(300)
    ),
  },
  { name: 'phone-card', path: '/customers/1', phone: true },
  { name: 'phone-entry', path: '/suppliers/new', phone: true, dark: true },
  { name: 'phone-dialog', path: '/customers/1?dialog=deactivate', phone: true },
  {
    name: 'list-ka',
    path: '/customers?view=credit',
    language: 'ka',
    does: async (page) => (await grid(page), await press('ArrowDown Shift+Space')(page)),
  },
  {
    name: 'list-zh',
    path: '/customers?view=credit',
    language: 'zh',
    does: async (page) => (await grid(page), await press('ArrowDown Shift+Space')(page)),
  },
  { name: 'settings-ka', path: '/settings', language: 'ka' },
  { name: 'settings-ru', path: '/settings', language: 'ru' },
  { name: 'phone-ka', path: '/customers', phone: true, language: 'ka' },
  {
    name: 'keys-zh',
    path: '/customers?dialog=keys',
    language: 'zh',
    does: async (page) => page.waitForTimeout(400),
  },
]

const wanted = process.argv.slice(2)
const { browser, address, close } = await previewInBrowser()
let serious = 0
try {
  for (const shot of shots.filter(
    ({ name }) => wanted.length === 0 || wanted.some((each) => name.startsWith(each)),
  )) {
    const viewport = shot.phone ? { width: 390, height: 844 } : { width: shot.width ?? 1440, height: 900 }
    const context = await browser.newContext({
      viewport,
      deviceScaleFactor: 1,
      colorScheme: shot.dark ? 'dark' : 'light',
      hasTouch: shot.phone ?? false,
    })
    const kept = { theme: shot.dark ? 'dark' : 'light', language: shot.language ?? 'en' }
    await context.addInitScript(
      (value) => localStorage.setItem('kontor.preferences', JSON.stringify(value)),
      kept,
    )
    const page = await context.newPage()
    page.on(
      'console',
      (message) => message.type() === 'error' && console.log(`${shot.name}: ${message.text()}`),
    )
    page.on('pageerror', (error) => console.log(`${shot.name}: ${error.message}`))
    await page.goto(address + shot.path)
    await page.waitForSelector('main')
    await page.waitForTimeout(700)
    await shot.does?.(page)
    await page.waitForTimeout(250)
    await page.screenshot({ path: `${folder}/${shot.name}.png` })
    const { violations } = await new AxeBuilder({ page }).analyze()
    for (const { id, impact, nodes } of violations) {
      serious++
      console.log(
        `${shot.name}: ${impact} ${id} ${nodes
          .slice(0, 3)
          .map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`)
          .join('\n    ')}`,
      )
    }
    await context.close()
  }
} finally {
  await close()
}
console.log(serious === 0 ? 'axe finds nothing' : `axe finds ${serious}`)
