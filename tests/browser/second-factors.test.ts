import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { browserApp } from '#testing'

const app = await browserApp({ after }, { parties: 6 })
const password = 'kontor-demo-2026'

test('an authenticator is added, asked for at sign-in, and a recovery code stands in for it', async () => {
  const page = await app.open('/settings/keys', { as: 'ilze', expects: [/4\d\d/] })
  await page.getByRole('button', { name: 'Add an authenticator' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('img', { name: 'Picture for the authenticator' }).waitFor()
  const secret = (await dialog.locator('.settings-secret').innerText()).replaceAll(/\s/g, '')
  await dialog.getByLabel('Code').fill('12')
  await page.keyboard.press('Control+Enter')
  await dialog.locator('.field-note.bad').waitFor()
  // It still holds thirty seconds after it was read here.
  await dialog.getByLabel('Code').fill(codeNow(secret))
  await page.keyboard.press('Control+Enter')
  await page.getByText('Recovery codes', { exact: true }).waitFor()
  const [recoveryCode = ''] = await page.locator('.recovery-codes li').allInnerTexts()
  await page.getByRole('button', { name: 'I keep them' }).click()
  const again = await app.open('/sign-in', { as: null, expects: [/4\d\d/] })
  await givePassword(again, 'ilze')
  await again.getByRole('heading', { name: 'One more step' }).waitFor()
  await again.getByLabel('Code').fill('000000')
  await again.getByRole('button', { name: 'Sign in' }).click()
  await again.locator('.note.bad, .band.bad, [role=alert]').first().waitFor()
  await again.getByLabel('Code').fill(recoveryCode)
  await again.getByRole('button', { name: 'Sign in' }).click()
  await again.locator('.rail-link').first().waitFor()
  await again.goto(`${app.origin}/settings/keys`)
  await again.getByText('9 recovery codes are left.').waitFor()
  await again.context().close()
  await page.context().close()
})

test('a passkey is added, opens without a password, stands as a second step, and is removed', async () => {
  const page = await app.open('/settings/keys', { as: 'janis', expects: [/4\d\d/] })
  await withAuthenticator(page)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByRole('dialog').getByLabel('Name of the device').fill('Office laptop')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: 'I keep them' }).click()
  await page.getByRole('row', { name: /Passkey: Office laptop/ }).waitFor()
  assert.deepEqual(await app.engine.verify(), [], 'the log knows whose key it is')
  await page.context().clearCookies()
  await page.goto(`${app.origin}/sign-in`)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.locator('.rail-link').first().waitFor()
  await page.context().clearCookies()
  await page.goto(`${app.origin}/sign-in`)
  await givePassword(page, 'janis')
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.locator('.rail-link').first().waitFor()
  await page.goto(`${app.origin}/settings/keys`)
  const row = page.getByRole('row', { name: /Office laptop/ })
  await row.getByRole('button', { name: 'Rename' }).click()
  await page.getByRole('dialog').getByLabel('Name of the device').fill('Home laptop')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('row', { name: /Home laptop/ }).waitFor()
  // As if the session had been left open for an hour.
  await makeOld()
  await page
    .getByRole('row', { name: /Home laptop/ })
    .getByRole('button', { name: 'Remove' })
    .click()
  const asked = page.getByRole('dialog', { name: 'Remove this second factor?' })
  await asked.getByText('It is the last one').waitFor()
  await asked.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('heading', { name: 'Is it you?' }).waitFor()
  await page.getByRole('dialog').getByLabel('Present password').fill(password)
  await page.keyboard.press('Control+Enter')
  await page.getByText('None yet: whoever learns your password').waitFor()
  await page.context().close()
})

test('whose post asks for more than a password adds it first, and is in', async () => {
  const root = await app.engine.access.systemActor('test')
  const { id } = await app.engine.records.create(root, 'post', { name: 'Treasurer', secondFactor: true })
  const marta = (await app.engine.accounts.userByEmail('marta@daugava.example')) ?? ''
  const before = JSON.parse(
    ((await app.engine.records.get(root, 'user', marta, { fields: ['posts'] })) as { json: string }).json,
  ) as { posts: { id: string }[] }
  const posts = [...before.posts.map((held) => ({ id: held.id })), { post: id }]
  await app.engine.records.update(root, 'user', marta, { posts })
  const page = await app.open('/sign-in', { as: null, expects: [/4\d\d/] })
  await withAuthenticator(page)
  await givePassword(page, 'marta')
  await page.getByRole('heading', { name: 'More than a password' }).waitFor()
  const refused = await page.context().request.get(`${app.origin}/api/v1/customers`)
  assert.equal(refused.status(), 403)
  await page.goto(`${app.origin}/customers`)
  await page.getByRole('heading', { name: 'More than a password' }).waitFor()
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByRole('dialog').getByLabel('Name of the device').fill('Key')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: 'I keep them' }).click()
  await page.locator('.rail-link').first().waitFor()
  await page.context().close()
})

test('an administrator takes lost second factors away', async () => {
  const root = await app.engine.access.systemActor('test')
  const ilze = (await app.engine.accounts.userByEmail('ilze@daugava.example')) ?? ''
  await app.engine.accounts.factors.reset({ user: ilze, by: root.user, source: 'cli' })
  const session = await app.engine.accounts.signIn({
    email: 'ilze@daugava.example',
    password,
    address: null,
    agent: null,
  })
  const holder = { user: ilze, session: session.id ?? '', source: 'web' }
  const { secret } = await app.engine.accounts.factors.newTotp(holder)
  await app.engine.accounts.factors.confirmTotp(holder, codeNow(secret))
  const page = await app.open(`/settings/users/users.${ilze}`)
  await page.getByRole('button', { name: 'Take them away' }).click()
  await page.keyboard.press('Control+Enter')
  await page.getByText('comes in with the password alone now.').waitFor()
  assert.equal((await app.engine.accounts.factors.of(ilze)).totp, null)
  await page.context().close()
})

test('the log knows of all that was added and taken away', async () =>
  assert.deepEqual(await app.engine.verify(), []))

test('the pages met no errors', () => assert.deepEqual(app.failures, []))

async function givePassword(page: Page, mailbox: string): Promise<void> {
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.getByLabel('E-mail').fill(`${mailbox}@daugava.example`)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** A device that holds passkeys, as one in every laptop, and always says yes. */
async function withAuthenticator(page: Page): Promise<void> {
  const client = await page.context().newCDPSession(page)
  await client.send('WebAuthn.enable')
  await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

async function makeOld(): Promise<void> {
  const { database } = app.engine
  await database.query({ parts: [`update session set proved_at = now() - interval '1 hour'`], values: [] })
  await database.notify('kontor_session', '')
}

function codeNow(secret: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret].map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const hash = createHmac('sha1', key).update(counter).digest()
  return String((hash.readUInt32BE((hash.at(-1) ?? 0) & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
