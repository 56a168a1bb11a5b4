import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { browserApp } from '#testing'

const app = await browserApp({ after }, { parties: 2 })
const user = app.users?.seller ?? ''

/** What a page asks for, and what it says where there is nothing of it. */
const places = [
  ['/settings/jobs', '**/api/v1/jobs', 'Nothing runs behind'],
  ['/settings/keys', '**/api/v1/second-factors', 'None yet'],
  ['/settings/keys', '**/api/v1/keys', 'No program has a key'],
  ['/settings/keys', '**/api/v1/sessions', 'Nothing here'],
  [`/settings/users/users.${user}`, `**/api/v1/users/${user}/sessions`, 'Nowhere just now'],
  [`/settings/users/users.${user}`, `**/api/v1/users/${user}/keys`, 'No program comes in'],
  [`/settings/users/users.${user}`, '**/api/v1/substitutes?*', 'Nobody stands in'],
  ['/settings/security', '**/api/v1/session/providers', 'None yet'],
  ['/settings/personalData', '**/api/v1/retention-reviews', 'Nothing waits'],
  ['/inbox', '**/api/v1/asked-of-me', 'Nothing is shared'],
] as const

test('of what the settings keep all is shown, however many they are', async () => {
  const root = await app.engine.access.systemActor('test')
  const names = Array.from({ length: 130 }, (_, at) => `Tag ${String(at).padStart(3, '0')}`)
  for (const name of names) await app.engine.records.create(root, 'tag', { name })
  const page = await app.open('/settings/tags')
  await page.getByRole('link', { name: 'Tag 000' }).waitFor()
  assert.equal(await page.getByRole('link', { name: 'Tag 129' }).count(), 0)
  await page.getByRole('button', { name: 'Show more' }).click()
  await page.getByRole('link', { name: 'Tag 129' }).waitFor()
  await page.getByRole('button', { name: 'Show more' }).waitFor({ state: 'detached' })
  await page.context().close()
})

test('what could not be read is said, not taken for nothing, and asked for again', async () => {
  const page = await app.open('/', { expects: [/500/] })
  for (const [address, asked, nothing] of places) {
    const problem = { status: 500, code: 'broken', title: 'Broken', detail: 'The drawer is stuck.' }
    await page.route(asked, (route) => route.fulfill({ status: 500, json: problem }))
    await page.goto(app.origin + address)
    const main = page.getByRole('main')
    await main.getByRole('alert').first().waitFor()
    assert.equal(await main.getByText(nothing).count(), 0, `${asked} ${nothing}`)
    await page.unroute(asked)
    await main.getByRole('button', { name: 'Try now' }).first().click()
    await main.getByRole('alert').first().waitFor({ state: 'detached' })
  }
  await page.context().close()
  assert.deepEqual(app.failures, [])
})
