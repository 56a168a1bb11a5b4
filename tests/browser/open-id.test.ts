import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { browserApp, openIdProvider } from '#testing'
import { samplePassword } from '../../testing/sample/load-sample-group.ts'

// The pages of the provider ask for a font that is not on this machine.
const font = /ERR_NAME_NOT_RESOLVED|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|ERR_PROXY/
const there = await openIdProvider({ after })
const app = await browserApp({ after }, { parties: 6 })
there.people.set('ilze', { email: 'ilze@daugava.example' })
there.people.set('oleg', { email: 'oleg.private@elsewhere.example' })

test('an administrator names a provider, sees that it answers, and people come in by its own page', async () => {
  const page = await app.open('/settings/security')
  await page.getByRole('button', { name: 'Add a provider' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name on the sign-in button').fill('Osta ID')
  await dialog.getByLabel('Address (issuer)').fill(there.issuer)
  await dialog.getByLabel('Client id').fill(there.clientId)
  await dialog.getByLabel('Client secret').fill(there.clientSecret)
  await dialog.getByText('A verified e-mail of a user here links the account by itself').click()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('row', { name: /Osta ID.*answers/ }).waitFor()
  there.allow(await page.locator('.settings-secret').innerText())
  await page.context().close()

  const hers = await app.open('/customers?sort=-name', { as: null, expects: [/401/, font] })
  await hers.getByRole('button', { name: 'Sign in with Osta ID' }).click()
  await atProvider(hers, 'ilze')
  await hers.waitForURL(`${app.origin}/customers?sort=-name`)
  await hers.locator('.rail-link').first().waitFor()
  await hers.goto(`${app.origin}/settings/keys`)
  await hers.getByRole('row', { name: /Osta ID.*ilze@daugava.example/ }).waitFor()
  await hers.context().close()
})

test('who is not known there yet is told so, links the account on the own page, and comes in by it', async () => {
  const page = await app.open('/sign-in', { as: null, expects: [/40[13]/, font] })
  await page.getByRole('button', { name: 'Sign in with Osta ID' }).click()
  await atProvider(page, 'oleg')
  await page.getByRole('heading', { name: 'Nobody was signed in' }).waitFor()
  await page.getByText('Nobody here is linked to this account of Osta ID.').waitFor()
  await page.getByRole('link', { name: 'Back to the sign-in' }).click()
  await page.getByLabel('E-mail').fill('oleg@daugava.example')
  await page.getByLabel('Password', { exact: true }).fill(samplePassword)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.locator('.rail-link').first().waitFor()
  await page.goto(`${app.origin}/settings/keys`)
  await page.getByRole('button', { name: 'Link Osta ID' }).click()
  await page.waitForURL(`${app.origin}/settings/keys`)
  await page.getByRole('row', { name: /Osta ID.*oleg.private@elsewhere.example/ }).waitFor()
  await page.context().clearCookies({ domain: 'localhost', name: 'kontor_session' })
  await page.goto(`${app.origin}/sign-in`)
  await page.getByRole('button', { name: 'Sign in with Osta ID' }).click()
  await page.locator('.rail-link').first().waitFor()
  await page.goto(`${app.origin}/settings/keys`)
  await page
    .getByRole('row', { name: /oleg.private/ })
    .getByRole('button', { name: 'Unlink' })
    .click()
  await page.getByText('None is linked.').waitFor()
  await page.context().close()
})

test('while the provider is down, that is said, and the password opens', async () => {
  await there.goAway()
  const page = await app.open('/sign-in', { as: null, expects: [/40[19]/] })
  await page.getByRole('button', { name: 'Sign in with Osta ID' }).click()
  await page.getByText('Osta ID does not answer just now.').waitFor()
  await page.getByLabel('E-mail').fill('ilze@daugava.example')
  await page.getByLabel('Password', { exact: true }).fill(samplePassword)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.locator('.rail-link').first().waitFor()
  await page.context().close()
})

test('the pages met no errors', () => assert.deepEqual(app.failures, []))

/** The provider's own pages: who one is, and that Kontor may know. */
async function atProvider(page: Page, login: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(login)
  await page.getByPlaceholder('and password').fill('any')
  await page.getByRole('button', { name: 'Sign-in' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
}
