import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { browserApp } from '#testing'
import { choose } from './choose.ts'

const app = await browserApp({ after })
const mayNot = 'Only who may see what stands here'

test('an owner says by a switch that records are seen with the partner that they name', async () => {
  const { engine } = app
  const before = await engine.access.systemActor('test')
  await engine.catalog.addObject(before, { name: 'visit', label: 'Visit', plural: 'Visits' })
  const page = await app.open('/settings/objects/x_visit', { expects: [/422/] })
  await addReference(page, 'With', 'Customers')
  const row = page.getByRole('row', { name: /x_with/ })
  await row.getByText('Seen together').waitFor()
  const [mine, another] = await partnersOf('oleg')
  const root = await engine.access.systemActor('test')
  for (const [name, partner] of [
    ['Own visit', mine],
    ['Visit of another', another],
  ] as const)
    await engine.records.create(root, 'x_visit', { x_name: name, x_with: partner })
  const post = await postOf('seller')
  const all = { actions: ['read'], see: ['all'] }
  await engine.records.create(root, 'grant', { post, object: 'x_visit', ...all })
  assert.deepEqual(await visitsSeen(), ['Own visit'])

  await row.getByRole('button', { name: 'Change' }).click()
  const dialog = page.getByRole('dialog')
  assert.equal(await dialog.getByRole('switch', { name: mayNot }).isChecked(), true)
  await dialog.getByText(mayNot).click()
  await page.keyboard.press('Control+Enter')
  await dialog.waitFor({ state: 'detached' })
  await row.getByText('Seen together').waitFor({ state: 'detached' })
  assert.deepEqual(await visitsSeen(), ['Own visit', 'Visit of another'])
  await page.context().close()
})

test('what would lead back to itself is refused at the switch, with the way out', async () => {
  const page = await app.open('/settings/objects/activity', { expects: [/422/] })
  const built = page.getByRole('row', { name: /party/ })
  await built.getByText('Seen together').waitFor()
  await built.getByRole('button', { name: 'Change' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Records of this object are seen only together with what stands here.').waitFor()
  assert.equal(await dialog.getByRole('switch', { name: mayNot }).count(), 0, 'Kontor itself says so')
  await page.keyboard.press('Escape')
  await page.goto(`${app.origin}/settings/objects/customer`)
  await addReference(page, 'Last talk', 'Activities', async () => {
    await dialog.locator('.field-note.bad', { hasText: 'each would be seen only with the other' }).waitFor()
    await dialog.getByText(mayNot).click()
  })
  await page.getByRole('row', { name: /x_lastTalk/ }).waitFor()
  await page.context().close()
})

test('the pages met no errors', () => assert.deepEqual(app.failures, []))

async function addReference(
  page: Page,
  name: string,
  to: string,
  refused?: () => Promise<void>,
): Promise<void> {
  await page.getByRole('button', { name: 'New field' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  await choose(page, 'Kind', 'Another record')
  await choose(page, 'Records of', to)
  await dialog.getByText(mayNot).click()
  await page.keyboard.press('Control+Enter')
  if (refused) {
    await refused()
    await page.keyboard.press('Control+Enter')
  }
  await dialog.waitFor({ state: 'detached' })
}

/** A customer that somebody looks after, and one that they do not see. */
async function partnersOf(mailbox: string): Promise<[string | undefined, string | undefined]> {
  const { engine } = app
  const user = (await engine.accounts.userByEmail(`${mailbox}@daugava.example`)) ?? ''
  const root = await engine.access.systemActor('test')
  const first = async (where: object) => {
    const page = await engine.records.list(root, 'customer', { where, fields: ['id'], limit: 1 })
    return (JSON.parse(page) as { items: { id: string }[] }).items[0]?.id
  }
  return [await first({ manager: user }), await first({ not: { manager: user } })]
}

async function postOf(key: string): Promise<string | undefined> {
  const root = await app.engine.access.systemActor('test')
  const page = await app.engine.records.list(root, 'post', { where: { key }, fields: ['id'] })
  return (JSON.parse(page) as { items: { id: string }[] }).items[0]?.id
}

async function visitsSeen(): Promise<string[]> {
  const page = await app.open('/x-visits', { as: 'oleg' })
  await page.locator('.grid-body .grid-row', { hasText: 'Own visit' }).waitFor()
  const rows = await page.locator('.grid-body .grid-row').allInnerTexts()
  await page.context().close()
  const names = ['Own visit', 'Visit of another']
  return names.filter((name) => rows.some((row) => row.includes(name)))
}
