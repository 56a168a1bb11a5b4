import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { browserApp } from '#testing'

const app = await browserApp({ after }, { parties: 18 })

async function made(page: Page, path: string, data: object): Promise<string> {
  const answer = await page.request.post(`${app.origin}/api/v1/${path}`, { data })
  assert.equal(answer.status(), 201, await answer.text())
  return ((await answer.json()) as { id: string }).id
}

async function clean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze()
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    [],
  )
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
  await page.context().close()
})

test('a criterion is made as sentences, and what it proposes is done or snoozed', async () => {
  const page = await app.open('/settings/criteria')
  await made(page, 'customers', { name: 'Aizmirstais Klients', city: 'Klusums' })
  await made(page, 'customers', { name: 'Gaidošais Klients', city: 'Klusums' })
  await page.getByRole('button', { name: 'New criterion' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /^Name/ }).fill('Quiet for a year')
  await choice(page, /^Field/, 'City')
  await dialog.getByRole('textbox', { name: /^Value/ }).fill('Klusums')
  await dialog.getByText(/2 meet it today/).waitFor()
  await choice(page, /^Reason/, 'No longer active')
  await clean(page)
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/criterion.png` })
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('cell', { name: /Quiet for a year/ }).waitFor()
  await page.getByRole('button', { name: 'Look now' }).click()
  await page.locator('.toast').getByText('Kontor has looked').waitFor()
  await page.goto(`${app.origin}/proposals`)
  await page.getByRole('checkbox', { name: 'Aizmirstais Klients' }).check()
  await clean(page)
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/proposals.png` })
  await page.getByRole('button', { name: 'Freeze' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await page.locator('.toast').getByText('Done with 1.').waitFor()
  await page.getByRole('checkbox', { name: 'Aizmirstais Klients' }).waitFor({ state: 'detached' })
  await page.getByRole('checkbox', { name: 'Gaidošais Klients' }).check()
  await page.getByRole('button', { name: 'Snooze', exact: true }).click()
  await page
    .getByRole('dialog')
    .getByRole('textbox', { name: /^Reason/ })
    .fill('Season')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await page.getByText('Nothing waits here.').waitFor()
  await page.getByRole('link', { name: 'Reasons by month' }).click()
  await page.getByRole('button', { name: 'Freeze' }).click()
  await page.getByRole('cell', { name: 'No longer active' }).waitFor()
  await clean(page)
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/report.png` })
  await page.context().close()
})
