import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { browserApp } from '#testing'

const app = await browserApp({ after })

test('who keeps the users is offered what they may do, and told why not more', async () => {
  const users = app.users!
  const root = await app.engine.access.systemActor('test')
  const grant = { object: 'settings', actions: ['users'], user: users.leader }
  await app.engine.records.create(root, 'grant', grant)
  const page = await app.open(`/settings/users/users.${users.finance}`, { as: 'nino' })
  const sees = (name: string | RegExp) => page.getByRole('button', { name }).count()
  await page.getByText('This user has rights that you do not have yourself.', { exact: false }).waitFor()
  await page.getByRole('heading', { name: 'Signed in' }).first().waitFor()
  assert.deepEqual([await sees('Set a password'), await sees('Make a link')], [0, 0])
  await page.goto(`${app.origin}/settings/users/users.${users.administrator}`)
  await page.getByText('This user is an administrator', { exact: false }).waitFor()
  assert.equal(await sees(/post held/i), 0)
  await page.goto(`${app.origin}/settings/users/users.${users.leader}`)
  await page.getByText('decided by an administrator', { exact: false }).waitFor()
  assert.equal(await sees(/post held/i), 0)
  await page.goto(`${app.origin}/settings/users/users.${users.collector}`)
  await page.getByRole('button', { name: 'Set a password' }).waitFor()
  await page.getByRole('button', { name: 'Make a link' }).waitFor()
  await page.getByRole('button', { name: /post held/i }).click()
  await page.locator('.lines tbody tr').last().locator('[role=gridcell]').first().press('Enter')
  await page.getByRole('option', { name: 'Trading partner' }).waitFor()
  const offered = await page.getByRole('option').allTextContents()
  assert.ok(!offered.some((name) => /Finance|Administrator|Manager/.test(name)), offered.join())
})
