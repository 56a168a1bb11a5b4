import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { browserApp } from '#testing'

const app = await browserApp({ after }, { parties: null })

test('an owner names the firm when setting up, and renames it later where the companies are', async () => {
  const token = (await app.engine.accounts.setupLink()) ?? ''
  const page = await app.open(`/set-up?token=${token}`, { as: null })
  await page.getByRole('textbox', { name: /^Your firm/ }).fill('Burtnieku grupa')
  await page.getByRole('textbox', { name: /^Your name/ }).fill('Anna Kalniņa')
  await page.getByRole('textbox', { name: /^E-mail/ }).fill('anna@burtnieki.example')
  await page.getByRole('textbox', { name: /^Password/ }).fill('a horse runs along the river 7')
  await page.keyboard.press('Enter')
  await page.locator('.rail').getByText('Burtnieku grupa').first().waitFor()
  await page.goto(`${app.origin}/settings/companies`)
  const group = page.getByRole('region', { name: 'The whole group' })
  for (const text of ['Burtnieku grupa', 'Euro', 'Europe/Riga'])
    await group.getByText(text, { exact: true }).waitFor()
  await group.getByRole('button', { name: 'Change' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name of the group' }).fill('Burtnieki')
  await page.keyboard.press('Control+Enter')
  await group.getByText('Burtnieki', { exact: true }).waitFor()
  await page.goto(app.origin)
  await page.locator('.rail').getByText('Burtnieki', { exact: true }).first().waitFor()
  await page.context().close()
  assert.deepEqual(app.failures, [])
})
