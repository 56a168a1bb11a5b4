import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { browserApp } from '#testing'
import { samplePassword } from '../../testing/sample/load-sample-group.ts'
import { until } from './until.ts'
import { clean } from './axe-faults.ts'

const app = await browserApp({ after }, { parties: 12 })
const root = await app.engine.access.systemActor('test')

test('home counts what was added by week, and names what ends soon', async () => {
  const { id } = await app.engine.records.create(root, 'customer', { name: 'Gada Nams SIA' })
  const day = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10)
  const content = Buffer.from('Certificate of 2026')
  const page = await app.open('/')
  const api = `${app.origin}/api/v1`
  const form = { file: { name: 'certificate.txt', mimeType: 'text/plain', buffer: content } }
  const uploaded = await page.context().request.post(`${api}/files`, { multipart: form })
  const { id: file } = (await uploaded.json()) as { id: string }
  const paper = { party: id, name: 'Tax certificate', file, expires: day }
  const made = await page.context().request.post(`${api}/papers`, { data: paper })
  assert.equal(made.status(), 201, await made.text())
  await page.reload()
  const ending = page.getByRole('region', { name: 'Ends within 30 days' })
  await ending.getByText('Tax certificate').waitFor()
  await page.getByRole('img', { name: /^In the weeks from/ }).waitFor()
  await clean(page)
  await ending.getByText('Tax certificate').click()
  await page.waitForURL(new RegExp(id))
  await page.context().close()
})

test('one’s day is told hour by hour, what is late waits, and what is done is ticked off in place', async () => {
  const { id } = await app.engine.records.create(root, 'customer', { name: 'Dienas Nams SIA' })
  const owner = app.users?.finance
  // The days and hours of the office, whose zone is two or three hours ahead of this one.
  const day = (days: number) =>
    new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Europe/Riga' })
  const noon = `${day(0)}T10:00:00Z`
  for (const planned of [
    { kind: 'call', subject: 'Call at noon', at: noon },
    { kind: 'task', subject: 'Check the limit', due: day(0) },
    { kind: 'task', subject: 'Send the statement', due: day(3) },
    { kind: 'task', subject: 'Long overdue', due: day(-5) },
    { kind: 'task', subject: 'Far away', due: day(40) },
  ])
    await app.engine.records.create(root, 'activity', { party: id, owner, ...planned })
  const page = await app.open('/', { as: 'marta' })
  const yours = page.getByRole('region', { name: 'Your day' })
  await yours
    .locator('li', { hasText: 'Call at noon' })
    .getByText(/^1[23]:00$/)
    .waitFor()
  await yours.locator('li', { hasText: 'Check the limit' }).getByText('any time').waitFor()
  await yours.getByText('Send the statement').waitFor()
  const waiting = page.getByRole('region', { name: 'Waiting for you' })
  await waiting.locator('li', { hasText: 'Long overdue' }).getByText('5 days late').waitFor()
  await waiting.getByText('Far away').waitFor()
  assert.equal(await waiting.getByText('Check the limit').count(), 0)
  assert.equal(await yours.getByText('Long overdue').count(), 0)
  await clean(page)
  await yours.getByRole('checkbox', { name: /Check the limit/ }).click()
  await yours.locator('.home-done', { hasText: 'Check the limit' }).waitFor()
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click()
  await yours.getByRole('checkbox', { name: /Check the limit/ }).waitFor()
  await page.context().close()
})

test('home is arranged by each person, and stays so in another browser', async () => {
  const page = await app.open('/', { as: 'nino' })
  const names = () =>
    page
      .locator('.home-main > .sec')
      .evaluateAll((all) => all.map((one) => one.querySelector('h2')?.textContent))
  await page.getByRole('region', { name: 'Your day' }).waitFor()
  await page.getByRole('button', { name: 'Arrange' }).click()
  const arrange = page.getByRole('dialog', { name: 'Arrange' })
  await arrange.getByRole('button', { name: 'Move “Your day” up' }).click()
  await arrange.getByRole('checkbox', { name: 'In figures' }).uncheck()
  await page.getByRole('region', { name: 'In figures' }).waitFor({ state: 'detached' })
  await clean(page)
  assert.deepEqual((await names()).slice(0, 2), ['Your day', 'Waiting for you'])
  await until(async () => (await arranged()) === 1)
  const elsewhere = await app.open('/', { as: 'nino' })
  await elsewhere.locator('.home-main > .sec').first().getByText('Your day').waitFor()
  assert.equal(await elsewhere.getByRole('region', { name: 'In figures' }).count(), 0)
  const other = await app.open('/', { as: 'marta' })
  await other.locator('.home-main > .sec').first().getByText('Waiting for you').waitFor()
  for (const one of [page, elsewhere, other]) await one.context().close()
})

test('what waits is told by urgency or by kind, as each person likes it', async () => {
  const { id } = await app.engine.records.create(root, 'customer', { name: 'Veidu Nams SIA' })
  const owner = app.users?.collector
  for (const [kind, subject, days] of [
    ['task', 'Write the reminder', -1],
    ['call', 'Call the debtor', -3],
  ] as const) {
    const due = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
    await app.engine.records.create(root, 'activity', { party: id, owner, kind, subject, due })
  }
  const page = await app.open('/', { as: 'giorgi' })
  const waiting = page.getByRole('region', { name: 'Waiting for you' })
  await waiting.getByText('Call the debtor').waitFor()
  assert.equal(await waiting.getByRole('heading', { level: 3 }).count(), 0)
  await waiting.getByRole('button', { name: 'By kind' }).click()
  await waiting.getByRole('heading', { name: 'Call', exact: true }).waitFor()
  await waiting.getByRole('heading', { name: 'Task', exact: true }).waitFor()
  await clean(page)
  await until(async () => (await layouts()).some((layout) => layout?.waiting === 'kind'))
  await page.reload()
  await waiting.getByRole('heading', { name: 'Task', exact: true }).waitFor()
  await page.context().close()
})

test('who may keep no view of their own is not offered to arrange home', async () => {
  const posts = await app.engine.records.list(root, 'post', { where: { key: 'partner' }, limit: 1 })
  const { items } = JSON.parse(posts) as { items: { id: string }[] }
  const party = await app.engine.records.create(root, 'customer', { name: 'Šaurais Nams SIA' })
  const { id: user } = await app.engine.records.create(root, 'user', {
    name: 'Anna Partnere',
    email: 'anna@daugava.example',
    party: party.id,
    posts: [{ post: items[0]?.id }],
  })
  await app.engine.accounts.setPassword({ user, password: samplePassword, source: 'cli' })
  const page = await app.open('/', { as: 'anna' })
  await page.locator('.home-main > .sec').first().waitFor()
  assert.equal(await page.getByRole('button', { name: 'Arrange' }).count(), 0)
  await page.context().close()
})

/** How many people have arranged it so that something is hidden. */
async function arranged(): Promise<number> {
  return (await layouts()).filter((layout) => layout?.hidden.includes('figures')).length
}

async function layouts() {
  const views = await app.engine.records.list(root, 'view', { where: { object: 'home' }, fields: ['layout'] })
  const { items } = JSON.parse(views) as {
    items: { layout: { hidden: string[]; waiting?: string } | null }[]
  }
  return items.map(({ layout }) => layout)
}

test('the pages met no errors', () => assert.deepEqual(app.failures, []))
