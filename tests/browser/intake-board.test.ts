import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { newId } from '#model'
import { browserApp } from '#testing'
import { until } from './until.ts'
import { clean } from './axe-faults.ts'

/** As many as an office has on a bad day; `KONTOR_BOARD=3000` for looking at more. */
const many = Number(process.env['KONTOR_BOARD'] ?? 70)
const app = await browserApp({ after })
const root = await app.engine.access.systemActor('test')
const { records, settings } = app.engine

await settings.set(root, 'intake.roles', ['customer', 'supplier'])
await settings.set(root, 'intake.steps', ['approve'])
await settings.set(root, 'intake.eyes', 'any')

async function drafts(count: number): Promise<void> {
  for (let begin = 0; begin < count; begin += 500) {
    const operations = Array.from({ length: Math.min(500, count - begin) }, (_, at) => ({
      kind: 'create' as const,
      values: { name: `SIA Melnraksts ${String(begin + at).padStart(4, '0')}`, country: 'LV' },
    }))
    const outcomes = await records.many(root, 'supplier', operations, { change: newId() })
    assert.deepEqual(
      outcomes.flatMap(({ errors }) => errors),
      [],
    )
  }
}

/** Only where somebody wants to look at it. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['KONTOR_PICTURES']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` })
}

test('the board counts all, shows the first of each stage, more on demand, and moves by button or by hand', async () => {
  await drafts(many)
  const page = await app.open('/intake')
  const stage = (name: string) => page.getByRole('region', { name })
  await stage('Draft')
    .getByRole('heading', { name: new RegExp(`Draft ${many.toLocaleString('en')}`) })
    .waitFor()
  const cards = stage('Draft').getByRole('listitem')
  await until(async () => (await cards.count()) === 25)
  await stage('Draft')
    .getByRole('button', { name: `${many - 25} more` })
    .click()
  await until(async () => (await cards.count()) === 50)
  await clean(page)
  await picture(page, 'board')
  const [first = '', second = ''] = await cards.getByRole('link').allInnerTexts()
  await stage('Draft')
    .getByRole('button', { name: `Submit: ${first}` })
    .click()
  await page.getByRole('dialog').getByRole('button', { name: 'Submit' }).click()
  await stage('Validated').getByRole('link', { name: first }).waitFor()
  await stage('Draft')
    .getByRole('heading', { name: `Draft ${(many - 1).toLocaleString('en')}` })
    .waitFor()
  const card = stage('Draft').getByRole('listitem').filter({ hasText: second })
  await card.dragTo(stage('Validated'))
  await page.getByRole('dialog').getByRole('button', { name: 'Submit' }).click()
  await stage('Validated').getByRole('link', { name: second }).waitFor()
  // Each stage reads by itself: the one it came from may show it a moment longer.
  await stage('Draft').getByRole('link', { name: second }).waitFor({ state: 'detached' })
  const focused = () => page.locator('*:focus').innerText()
  const shown = await cards.getByRole('link').allInnerTexts()
  const [top = ''] = shown
  await cards.getByRole('link').first().focus()
  await page.keyboard.press('ArrowDown')
  assert.equal(await focused(), shown[1])
  await page.keyboard.press('ArrowRight')
  assert.ok([first, second].includes(await focused()), 'the next stage where somebody waits')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('End')
  assert.equal(await focused(), shown.at(-1))
  await page.keyboard.press('Home')
  assert.equal(await focused(), top)
  await page.keyboard.press('Space')
  const steps = page.getByRole('menu', { name: `Steps: ${top}` })
  assert.deepEqual(await steps.getByRole('menuitem').allInnerTexts(), ['Submit', 'Refuse'])
  await clean(page)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Submit' }).click()
  await stage('Validated').getByRole('link', { name: top }).waitFor()
  await page.context().close()
  const phone = await app.open('/intake', { size: { width: 390, height: 844 } })
  const moved = phone.getByRole('region', { name: 'Validated' }).getByRole('listitem').first()
  const name = await moved.getByRole('link').innerText()
  await moved.getByRole('button', { name: `Steps: ${name}` }).click()
  await phone.getByRole('menuitem', { name: 'Return with questions' }).click()
  const asking = phone.getByRole('dialog')
  await asking.getByRole('textbox').first().fill('Which bank?')
  await asking.getByRole('button', { name: 'Return with questions' }).click()
  await phone.getByRole('region', { name: 'Returned' }).getByRole('link', { name }).waitFor()
  await phone.context().close()
  for (const [name, look] of Object.entries({
    'board-dark': { theme: 'dark' },
    'board-phone': { size: { width: 390, height: 844 } },
    'board-ka': { language: 'ka' },
    'board-zh': { language: 'zh' },
  } as const)) {
    if (!process.env['KONTOR_PICTURES']) break
    const other = await app.open('/intake', look)
    await other.locator('.intake-card').first().waitFor()
    await picture(other, name)
    await other.context().close()
  }
})

/** Counts what a hand does: each click, each key or shortcut, and each field that is typed into. */
function hand(page: Page) {
  let steps = 0
  return {
    steps: () => steps,
    click: (what: Locator) => ((steps += 1), what.click()),
    press: (key: string) => ((steps += 1), page.keyboard.press(key)),
    type: (text: string) => ((steps += 1), page.keyboard.type(text)),
  }
}

test('a simple customer is taken in from the board to active in nine steps at most, on one screen', async () => {
  await settings.set(root, 'intake.steps', [])
  const page = await app.open('/intake', { as: 'ilze' })
  const { click, press, type, steps } = hand(page)
  await click(page.getByRole('link', { name: 'Customer', exact: true }))
  await page.locator('input:focus').waitFor()
  await type('SIA Vienkāršā')
  await click(page.getByRole('textbox', { name: /^Tax number/ }))
  await type('LV40003009497')
  await click(page.getByRole('textbox', { name: /^E-mail/ }).first())
  await type('birojs@vienkarsa.example')
  await press('Control+Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).waitFor()
  await press('Control+Enter')
  await page.getByRole('dialog', { name: /is saved/ }).waitFor()
  await picture(page, 'entry-saved')
  await press('Control+Enter')
  await page.getByText('Now: Active').waitFor()
  assert.ok(steps() <= 9, `${steps()} steps`)
  const found = await records.list(root, 'customer', { search: 'Vienkāršā', fields: ['status'] })
  assert.deepEqual(
    (JSON.parse(found).items as { status: string }[]).map(({ status }) => status),
    ['active'],
  )
  await page.context().close()
})

test('what is missing is said where it was entered, and nothing is lost of it', async () => {
  await app.engine.catalog.setRules(root, 'customer', [{ require: 'industry', before: 'submit' }])
  const page = await app.open('/customers/new', { as: 'ilze', expects: [/422/] })
  await page.locator('input:focus').waitFor()
  await page.keyboard.type('SIA Nepilnā')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).waitFor()
  await page.keyboard.press('Control+Enter')
  const saved = page.getByRole('dialog', { name: /is saved/ })
  await saved.getByRole('button', { name: 'Submit' }).click()
  await saved.getByText(/Industry/).waitFor()
  await saved.getByText('Now: Draft').waitFor()
  await clean(page)
  await page.context().close()
})

test('what nobody was named for waits for everybody who may take its next step', async () => {
  await settings.set(root, 'intake.steps', ['approve'])
  const { id } = await records.create(root, 'customer', {
    ...{ name: 'SIA Gaida', country: 'LV' },
    industry: 'Building',
  })
  await records.run(root, 'customer', id, 'submit', {})
  for (const [as, waits] of [
    ['karlis', 1],
    ['oleg', 0],
  ] as const) {
    const page = await app.open('/intake', { as })
    await page.getByText('Waiting for me', { exact: true }).click()
    const link = page.getByRole('link', { name: 'SIA Gaida' })
    if (waits === 1) await link.waitFor()
    else await page.getByText('Nobody waits here').waitFor()
    assert.equal(await link.count(), waits)
    await page.context().close()
  }
})

test('nothing went wrong in the pages', () => {
  assert.deepEqual(app.failures, [])
})
