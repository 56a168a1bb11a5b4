import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { browserApp } from '#testing'
import { samplePassword } from '../../testing/sample/load-sample-group.ts'

const app = await browserApp({ after }, { parties: 6 })

test('whoever changes rights after a while is asked once who they are, and what they typed is kept', async () => {
  const root = await app.engine.access.systemActor('test')
  const { items } = JSON.parse(
    await app.engine.records.list(root, 'post', { where: { key: 'seller' }, limit: 1, fields: 'name' }),
  ) as { items: { id: string }[] }
  const page = await app.open(`/settings/posts/posts.${items[0]?.id}`, { expects: [/403/] })
  await leaveAlone()
  await page
    .getByRole('button', { name: /^Export, Customers: none/ })
    .first()
    .click()
  await page.getByText('1 change not saved').waitFor()
  await page.getByRole('button', { name: 'Review and save' }).click()
  const review = page.getByRole('dialog').filter({ hasText: 'export given' })
  await review.getByRole('button', { name: /^Save/ }).click()
  const asked = page.getByRole('dialog', { name: 'Is it you?' })
  await asked.getByLabel('Present password').fill('not this one, surely')
  await page.keyboard.press('Control+Enter')
  await asked.getByText('This is not your present password').waitFor()
  await page.keyboard.press('Escape')
  await asked.waitFor({ state: 'detached' })
  // Whoever turns away finds what they did as they left it.
  await review.getByText('Show first that it is you').waitFor()
  await review.getByRole('button', { name: /^Save/ }).click()
  await asked.getByLabel('Present password').fill(samplePassword)
  await page.keyboard.press('Control+Enter')
  await page.locator('.toast').getByText('The rights of Salesperson are saved.').waitFor()
  await page.getByRole('button', { name: /^Export, Customers: some$/ }).waitFor()
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click()
  await page
    .getByRole('button', { name: /^Export, Customers: none$/ })
    .first()
    .waitFor()
  assert.equal(await asked.count(), 0, 'asked once, not again')
  await page.context().close()
})

test('the pages met no errors', () => assert.deepEqual(app.failures, []))

/** So long ago that it was shown who sits there that it does not hold any more. */
async function leaveAlone(): Promise<void> {
  const { database } = app.engine
  await database.query({ parts: [`update session set proved_at = now() - interval '1 hour'`], values: [] })
  await database.notify('kontor_session', '')
}
