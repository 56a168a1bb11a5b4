import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { browserApp } from '#testing'
import { until } from './until.ts'
import { clean } from './axe-faults.ts'

const app = await browserApp({ after }, { parties: 12 })
const root = await app.engine.access.systemActor('test')

const partner = async (name: string) => {
  const { id } = await app.engine.records.create(root, 'customer', { name, country: 'LV' })
  return { id }
}

async function held(id: string, fields: string[]): Promise<unknown[]> {
  const { json } = (await app.engine.records.get(root, 'customer', id, { fields })) as { json: string }
  const record = JSON.parse(json) as Record<string, unknown>
  return fields.map((field) => record[field])
}

test('who was slower sees both values side by side, and loses nothing', async () => {
  const { id } = await partner('Lēnais Nams SIA')
  const change = (values: Record<string, unknown>) =>
    app.engine.records.update(root, 'customer', id, values, {})
  await change({ paymentDays: 10, website: null })
  // Without the stream the page holds what it has read, as it does while the line is slow.
  const page = await app.open(`/customers/${id}`, { expects: [/ERR_FAILED/] })
  await page.route(/\/api\/v1\/events/, (route) => route.abort())
  await page.reload()
  await page.getByRole('button', { name: 'Edit Payment days' }).click()
  const days = page.getByRole('textbox', { name: 'Payment days' })
  await days.fill('21')
  await change({ website: 'https://joined.example' })
  await days.press('Enter')
  await page.locator('.toast', { hasText: 'Payment days' }).waitFor()
  assert.deepEqual(await held(id, ['paymentDays', 'website']), [21, 'https://joined.example'])
  await page.getByRole('button', { name: 'Edit Payment days' }).click()
  await days.fill('30')
  await change({ paymentDays: 45 })
  await days.press('Enter')
  const choice = page.getByRole('alert').filter({ hasText: 'Somebody else changed this' })
  await choice.getByText('45', { exact: true }).waitFor()
  await choice.getByText('30', { exact: true }).waitFor()
  await clean(page)
  assert.deepEqual(await held(id, ['paymentDays']), [45])
  await choice.getByRole('button', { name: 'Keep mine' }).click()
  await until(async () => (await held(id, ['paymentDays']))[0] === 30)
  await choice.waitFor({ state: 'detached' })
  await page.context().close()
})

test('lines are joined with what others did to them, and a clash is shown side by side', async () => {
  const { id } = await partner('Kopīgais Nams SIA')
  const lines = async () =>
    (await held(id, ['emails']))[0] as { id: string; email: string; note: string | null }[]
  const set = (emails: object[]) => app.engine.records.update(root, 'customer', id, { emails }, {})
  await set([{ email: 'a@lines.example', main: true }, { email: 'b@lines.example' }])
  const [first, second] = await lines()
  const page = await app.open(`/customers/${id}`, { expects: [/ERR_FAILED/] })
  await page.route(/\/api\/v1\/events/, (route) => route.abort())
  await page.reload()
  const cell = (text: string) =>
    page.getByRole('grid', { name: 'E-mails' }).getByRole('gridcell', { name: text, exact: true })
  const typeOver = async (text: string, next: string) => {
    await cell(text).dblclick()
    await page.locator('.cell-edit input').fill(next)
  }
  await typeOver('a@lines.example', 'new@lines.example')
  await set([
    { ...first, note: 'asks for Zane' },
    { ...second, email: 'joined@lines.example' },
  ])
  await page.locator('.cell-edit input').press('Enter')
  await cell('joined@lines.example').waitFor()
  const joined = (await lines()).map(({ email, note }) => [email, note])
  assert.deepEqual(joined, [
    ['new@lines.example', 'asks for Zane'],
    ['joined@lines.example', null],
  ])
  await typeOver('joined@lines.example', 'mine@lines.example')
  await set([{ id: first?.id }, { id: second?.id, email: 'theirs@lines.example' }])
  await page.locator('.cell-edit input').press('Enter')
  const choice = page.getByRole('alert').filter({ hasText: 'Somebody else changed this' })
  await choice.getByText('mine@lines.example').waitFor()
  await choice.getByText('theirs@lines.example').waitFor()
  await clean(page)
  assert.equal((await lines())[1]?.email, 'theirs@lines.example')
  await choice.getByRole('button', { name: 'Keep mine' }).click()
  await choice.waitFor({ state: 'detached' })
  assert.deepEqual(
    (await lines()).map(({ email }) => email),
    ['new@lines.example', 'mine@lines.example'],
  )
  await page.context().close()
})

test('the pages met no errors', () => assert.deepEqual(app.failures, []))
