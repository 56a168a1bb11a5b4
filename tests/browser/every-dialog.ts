import type { Page } from 'playwright-core'

export type DialogToLookAt = {
  readonly what: string
  /** Addresses with `:name` are filled in by what was found. */
  readonly address: string
  /** How it is opened, where the address does not do it. */
  readonly open?: (page: Page) => Promise<unknown>
  /** Where there is such a dialog, if not at every size. */
  readonly only?: 'desk' | 'phone'
}

/** The dialogs that stand over screens, in the order of the screens. */
export const dialogs: readonly DialogToLookAt[] = [
  { what: 'filter', address: '/customers?dialog=filter&where=%7B%22country%22%3A%22LV%22%7D' },
  { what: 'columns', address: '/customers', open: pressing('Columns'), only: 'desk' },
  { what: 'bulk change', address: '/customers', open: changeTwo },
  { what: 'export', address: '/customers?dialog=export' },
  { what: 'what was deleted', address: '/customers?dialog=deleted' },
  { what: 'difference', address: '/customers?asOf=:earlier&dialog=difference' },
  { what: 'undo', address: '/customers/:customer/history', open: pressing('Undo…') },
  { what: 'restore', address: '/customers/:customer/history?asOf=:earlier', open: pressing('Restore…') },
  { what: 'share', address: '/customers/:customer', open: choosing('More', 'Share…') },
  { what: 'merge', address: '/customers/:customer', open: choosing('More', 'Make one with another…') },
  {
    what: 'who sees it',
    address: '/customers/:customer',
    open: choosing('More actions', 'Who can see this?'),
  },
  { what: 'data held', address: '/contacts/:contact', open: choosing('More actions', 'Data held…') },
  { what: 'erase', address: '/contacts/:contact', open: choosing('More actions', 'Erase or make') },
  { what: 'hand over', address: '/settings/users/users.:user', open: doing('Deactivate and hand over…') },
  { what: 'see as', address: '/settings/posts', open: doing('See as…') },
  { what: 'rights to be saved', address: '/settings/posts/posts.:post', open: reviewRights },
  { what: 'rights to be withdrawn', address: '/settings/review', open: withdraw },
  { what: 'a rule of retention', address: '/settings/personalData', open: pressing('Add retention rule') },
  { what: 'a provider', address: '/settings/security', open: pressing('Add a provider') },
  { what: 'a passkey', address: '/settings/keys', open: pressing('Add a passkey') },
  { what: 'an authenticator', address: '/settings/keys', open: pressing('Add an authenticator') },
  { what: 'a key', address: '/settings/keys', open: pressing('New key') },
  { what: 'is it you?', address: '/settings/keys', open: askWhoItIs },
]

function pressing(name: string) {
  return (page: Page) => page.getByRole('button', { name }).first().click()
}

function choosing(menu: string, item: string) {
  return async (page: Page) => {
    await page.getByRole('button', { name: menu, exact: true }).first().click()
    await page.getByRole('menuitem', { name: item }).click()
  }
}

/** What stands as a button at the desk stands in a menu on a phone. */
function doing(name: string) {
  return async (page: Page) => {
    const button = page.getByRole('button', { name })
    const menu = page.getByRole('button', { name: 'Actions', exact: true })
    await button.or(menu).first().waitFor()
    if (await button.isVisible()) return button.click()
    await menu.click()
    await page.getByRole('menuitem', { name }).click()
  }
}

async function changeTwo(page: Page): Promise<void> {
  const select = page.getByRole('menuitem', { name: 'Select…' })
  if ((page.viewportSize()?.width ?? 0) < 700) {
    await page.getByRole('main').getByRole('button', { name: 'More', exact: true }).click()
    await select.click()
  }
  const ticks = page.getByRole('checkbox', { name: /^Select (?!all)/ })
  for (const at of [0, 1]) await ticks.nth(at).click()
  await page.getByRole('button', { name: 'Change…' }).click()
  await page.getByRole('dialog').getByRole('combobox', { name: 'Field' }).click()
  await page.getByRole('option', { name: 'City', exact: true }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'City' }).fill('Ogre')
  await page.getByRole('button', { name: /^Change 2/ }).waitFor()
  // Until it is told what would change, it waits, and then takes on its colour.
  await page.getByRole('dialog').locator('.forecast-table').waitFor()
}

async function reviewRights(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^Export, Customers/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Review and save' }).click()
}

async function withdraw(page: Page): Promise<void> {
  await page
    .getByRole('checkbox', { name: /^Choose: / })
    .first()
    .check()
  await page.getByRole('button', { name: 'Withdraw…' }).click()
}

/** The server says that the session was left alone for long, which it is not: others sit in it as well. */
async function askWhoItIs(page: Page): Promise<void> {
  const problem = {
    status: 403,
    code: 'proofNeeded',
    title: 'Is it you?',
    detail: 'Show first that it is you.',
  }
  await page.route('**/api/v1/keys', (route) =>
    route.request().method() === 'POST' ? route.fulfill({ status: 403, json: problem }) : route.continue(),
  )
  await page.getByRole('button', { name: 'New key' }).click()
  await page.getByRole('dialog').getByRole('textbox').first().fill('Web shop')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog', { name: 'Is it you?' }).waitFor()
}
