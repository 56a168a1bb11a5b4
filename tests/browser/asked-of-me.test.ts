import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { browserApp } from '#testing'

const app = await browserApp({ after })
const [question, record] = ['01900000-0000-7000-8000-000000000000', '01900000-0000-7000-8000-000000000001']

test('a keeper opens a partner until a day, and is told until when it is open', async () => {
  const page = await app.open('/inbox', { expects: [/422/] })
  const asked = {
    ...{ id: question, by: { id: record, title: 'Oleg' }, entered: 'Zelta grauds', note: null },
    ...{ at: '2026-11-29T10:00:00.000Z', object: 'customer', path: 'customers', record },
    ...{ title: 'SIA Zelta Grauds', mayShare: true },
  }
  const sent: unknown[] = []
  const why = 'You do not have this for as long yourself.'
  const errors = [{ field: 'until', code: 'longer', message: why }]
  await page.route('**/api/v1/asked-of-me', (route) =>
    route.fulfill({ json: { asked: [asked], answers: [] } }),
  )
  await page.route(`**/api/v1/asked-of-me/${question}`, async (route) => {
    sent.push(route.request().postDataJSON())
    if (sent.length > 1) return route.fulfill({ json: { until: '2998-12-30' } })
    const problem = { type: 'about:blank#fields', title: 'Not right', status: 422, code: 'fields', errors }
    await route.fulfill({ status: 422, contentType: 'application/problem+json', json: problem })
  })
  await page.reload()
  const card = page.locator('.inbox-card')
  await card.getByLabel('Until').fill('31.12.2998')
  await card.getByRole('button', { name: 'Open it to Oleg' }).click()
  await card.getByText(why).waitFor()
  await card.getByLabel('Until').fill('')
  await card.getByRole('button', { name: 'Open it to Oleg' }).click()
  await page.getByText('SIA Zelta Grauds is open to Oleg until 30 Dec 2998').waitFor()
  const given = { answer: null, share: true }
  assert.deepEqual(sent, [
    { ...given, until: '2998-12-31' },
    { ...given, until: null },
  ])
  await page.context().close()
})
