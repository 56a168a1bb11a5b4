import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { browserApp } from '#testing'
import { choose } from './choose.ts'

const app = await browserApp({ after })

test('where somebody may not be deactivated, nothing of theirs goes to anybody', async () => {
  const page = await app.open(`/settings/users/users.${app.users?.seller}`, { expects: [/409/] })
  const held = async () => {
    const where = encodeURIComponent(JSON.stringify({ manager: app.users?.seller }))
    const answer = await page.request.get(`${app.origin}/api/v1/customers?limit=1&count=exact&where=${where}`)
    return Number((await answer.json()).count)
  }
  const before = await held()
  assert.ok(before > 0)
  const why = 'Whoever is on leave is not deactivated.'
  const problem = { type: 'about:blank', title: 'Refused', status: 409, code: 'refused', detail: why }
  await page.route('**/api/v1/users/*', async (route) => {
    if (route.request().method() !== 'PATCH') return route.fallback()
    await route.fulfill({
      status: 409,
      contentType: 'application/problem+json',
      body: JSON.stringify(problem),
    })
  })
  const begun: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/bulk')) begun.push(request.url())
  })
  await page.getByRole('button', { name: 'Deactivate and hand over…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('list', { name: /^What Oleg/ }).waitFor()
  await choose(page, 'Hand over to', 'Ilze')
  await dialog.getByRole('button', { name: /^Deactivate/ }).click()
  await dialog.getByText(why).waitFor()
  await app.engine.jobs.drain()
  assert.deepEqual([begun, await held()], [[], before])

  // Once nothing stands against it, the same press does both.
  await page.unroute('**/api/v1/users/*')
  await dialog.getByRole('button', { name: /^Deactivate/ }).click()
  await dialog.waitFor({ state: 'detached' })
  await app.engine.jobs.drain()
  assert.equal(await held(), 0)
  await page.context().close()
})

test('whoever deactivates themselves has handed over all of it before they go', async () => {
  const me = app.users?.administrator ?? ''
  const root = await app.engine.access.systemActor('test')
  const list = async (object: string, where: object): Promise<Record<string, unknown>[]> => {
    const found = await app.engine.records.list(root, object, { where, fields: ['id'], limit: 200 })
    return (JSON.parse(found) as { items: Record<string, unknown>[] }).items
  }
  const posts = [{ post: (await list('post', { administrator: true }))[0]?.['id'] }]
  const other = await app.engine.records.create(root, 'user', {
    ...{ name: 'Otra Vadītāja', email: 'otra@osta.lv', posts },
  })
  await app.engine.accounts.setPassword({
    ...{ user: other.id, password: 'an old harbour lamp', by: me, source: 'cli' },
  })
  const [customer] = await list('customer', {})
  await app.engine.records.update(root, 'customer', String(customer?.['id']), { manager: me })
  const page = await app.open(`/settings/users/users.${me}`, { expects: [/401/] })
  await page.getByRole('button', { name: 'Deactivate and hand over…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('list').waitFor()
  await choose(page, 'Hand over to', 'Otra')
  // Where it is stopped at half way they stay, and the dialog says so instead of closing as if all were done.
  const of = { id: me, change: me, job: me, total: 1, done: 0, result: null, error: null }
  await page.route('**/customers/bulk', (route) => route.fulfill({ status: 202, json: of }))
  await page.route(`**/jobs/${me}`, (route) => route.fulfill({ json: { ...of, state: 'cancelled' } }))
  await dialog.getByRole('button', { name: /^Deactivate/ }).click()
  await dialog.getByText('The hand-over did not come to its end, so you stay active.').waitFor()
  assert.equal((await list('user', { id: me, active: true })).length, 1)
  // Nor do they go where it came to its end and some of it was refused.
  const result = { changed: 0, refused: 2, problems: [{ id: me, message: 'It is being merged.' }] }
  await page.unroute(`**/jobs/${me}`)
  await page.route(`**/jobs/${me}`, (route) => route.fulfill({ json: { ...of, state: 'done', result } }))
  await dialog.getByRole('button', { name: /^Deactivate/ }).click()
  await dialog
    .getByText(/^2 records could not be handed over.* you stay active. It is being merged. Put right/)
    .waitFor()
  assert.equal((await list('user', { id: me, active: true })).length, 1)
  await page.unroute('**/customers/bulk')

  const gone = page.waitForResponse(
    (answer) =>
      answer.request().method() === 'PATCH' &&
      !answer.url().includes('dryRun') &&
      answer.url().endsWith(`/users/${me}`),
  )
  await dialog.getByRole('button', { name: /^Deactivate/ }).click()
  assert.equal((await gone).status(), 200)
  // Nothing is left to a job whose rights have just ended.
  assert.deepEqual(await list('customer', { manager: me }), [])
  assert.equal((await list('user', { id: me, active: true })).length, 0)
  await page.context().close()
})
