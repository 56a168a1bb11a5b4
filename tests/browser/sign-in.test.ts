import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { browserApp, mailServer } from '#testing'
import { samplePassword } from '../../testing/sample/load-sample-group.ts'

const mails = await mailServer({ after })
const app = await browserApp({ after }, { parties: 6, smtpUrl: mails.url })

/** The way that a mail's link leads, on the server of this test. */
function linkIn(text: string | undefined): string {
  const [link] = /\/welcome#[\w-]+/.exec(text ?? '') ?? []
  assert.ok(link, text)
  return link
}

/** What the meter says of a password while it is typed. */
const weighed = [
  ['five grey', '0', /at least 12/],
  ['nino@daugava.example', '0', /Too close/],
  ['qwertyuiop123', '0', /simple pattern/],
  ['five grey geese', '2', /Fair/],
  ['five grey geese at sea', '3', /Good/],
  ['five grey geese over the sea', '4', /Strong/],
] as const

test('who forgot the password asks for a link, chooses a new one and is in', async () => {
  const page = await app.open('/sign-in', { as: null, expects: [/40[13]|422/] })
  await page.getByRole('link', { name: 'Forgotten the password?' }).click()
  // Until then the page before is there, which asks for an e-mail too.
  await page.getByRole('heading', { name: 'Forgotten the password?' }).waitFor()
  await page.getByLabel('E-mail').fill('nino@daugava.example')
  await page.getByRole('button', { name: 'Send the link' }).click()
  await page.getByRole('heading', { name: 'Look into your mail' }).waitFor()
  const mail = await mails.next('nino@daugava.example')
  const link = linkIn(mail.text)
  await page.goto(app.origin + link)
  const meter = page.getByRole('meter', { name: 'Strength of the password' })
  const said = page.getByRole('status').filter({ visible: true })
  for (const [password, strength, words] of weighed) {
    await page.getByLabel('Password', { exact: true }).fill(password)
    await said.filter({ hasText: words }).waitFor()
    assert.equal(await meter.getAttribute('aria-valuenow'), strength, password)
    assert.match((await meter.getAttribute('aria-valuetext')) ?? '', words)
  }
  await page.getByLabel('Password', { exact: true }).fill('short')
  await page.getByRole('button', { name: 'Take this password' }).click()
  await page.locator('.field-note.bad').waitFor()
  await page.getByLabel('Password', { exact: true }).fill('five grey geese')
  await page.getByRole('button', { name: 'Take this password' }).click()
  await page.locator('.rail-link').first().waitFor()
  const again = await app.open(link, { as: null, expects: [/403/] })
  await again.getByRole('heading', { name: 'This link does not open' }).waitFor()
  await again.context().close()
  await page.context().close()
})

test('an administrator invites a partner’s person, who comes in by the mail and sees only their own', async () => {
  const root = await app.engine.access.systemActor('test')
  const listed = JSON.parse(
    await app.engine.records.list(root, 'customer', { limit: 2, fields: 'name' }),
  ) as {
    items: { id: string; name: string }[]
  }
  const [own, other] = listed.items
  assert.ok(own && other)
  const post = await app.engine.records.create(root, 'post', { name: 'Partner' })
  await app.engine.records.create(root, 'grant', {
    post: post.id,
    object: 'customer',
    actions: ['read'],
    rows: { id: '$myParty' },
    see: ['name'],
  })
  const user = await app.engine.records.create(root, 'user', {
    name: 'Zane',
    email: 'zane@partner.example',
    party: own.id,
    posts: [{ post: post.id }],
  })
  const page = await app.open(`/settings/users/users.${user.id}`)
  await page.getByRole('button', { name: 'Invite by mail' }).click()
  await page.getByText('An invitation is on its way to Zane.').waitFor()
  await page.getByRole('button', { name: 'Invite again' }).waitFor()
  const mail = await mails.next('zane@partner.example')
  const hers = await app.open(linkIn(mail.text), { as: null, expects: [/40[13]/] })
  await hers.getByRole('heading', { name: 'Welcome, Zane' }).waitFor()
  await hers.getByLabel('Password', { exact: true }).fill('five grey geese')
  await hers.getByRole('button', { name: 'Take this password' }).click()
  await hers.locator('.rail-link').first().waitFor()
  const seen = await hers.context().request.get(`${app.origin}/api/v1/customers`)
  const { items } = (await seen.json()) as { items: { id: string }[] }
  assert.deepEqual(
    items.map(({ id }) => id),
    [own.id],
  )
  assert.equal((await hers.context().request.get(`${app.origin}/api/v1/customers/${other.id}`)).status(), 404)
  await hers.context().close()
  await page.context().close()
})

test('the page of mails says that it is set up, and a test mail arrives', async () => {
  const page = await app.open('/settings/mail')
  await page.getByRole('button', { name: 'Send a test mail' }).click()
  await page.getByText('A test mail is on its way to karlis@daugava.example.').waitFor()
  await mails.next('karlis@daugava.example')
  await page.getByRole('row', { name: /karlis@daugava.example.*sent/ }).waitFor()
  await page.context().close()
})

test('who opens a page without being signed in is asked to, and is on it afterwards', async () => {
  const page = await app.open('/customers?sort=-name', { as: null, expects: [/401/] })
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.getByLabel('E-mail').fill('karlis@daugava.example')
  await page.getByLabel('Password', { exact: true }).fill(samplePassword)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(`${app.origin}/customers?sort=-name`)
  await page.context().close()
})

test('whoever administers sees of all users when they were here last, and whose password alone lets in', async () => {
  const factored = app.users?.collector ?? ''
  await app.engine.database.query({
    parts: [`insert into totp ("user", secret, confirmed_at) values ('${factored}', '\\x00', now())`],
    values: [],
  })
  await app.engine.accounts.links.invite(
    await app.engine.access.systemActor('test'),
    app.users?.finance ?? '',
    'link',
  )
  const theirs = await app.open('/', { as: 'ilze' })
  await theirs.context().close()
  const page = await app.open('/settings/users')
  const row = (name: string) => page.getByRole('row', { name: new RegExp(name) })
  await row('ilze@').getByText('password alone').waitFor()
  await row('ilze@')
    .getByText(/\d\d:\d\d/)
    .waitFor()
  await row('marta@')
    .getByText(/^invited until \d/)
    .waitFor()
  const other = row('giorgi@')
  await other.getByRole('cell', { name: 'yes', exact: true }).waitFor()
  await other.getByRole('cell', { name: 'never', exact: true }).waitFor()
  await app.engine.database.query({ parts: [`delete from totp where "user" = '${factored}'`], values: [] })
  await page.context().close()
})

test('the pages met no errors', () => assert.deepEqual(app.failures, []))
