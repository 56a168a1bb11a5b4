import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { browserApp } from '#testing'

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

test('the pages met no errors', () => assert.deepEqual(app.failures, []))

async function clean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    [],
  )
}
