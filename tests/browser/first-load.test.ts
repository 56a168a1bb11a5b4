import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { browserApp } from '#testing'
import { still } from './still.ts'

const app = await browserApp({ after }, { parties: 12 })
const mostBytes = 250_000

for (const [what, address] of [
  ['home', '/'],
  ['a list', '/customers'],
] as const) {
  test(`a first visit to ${what} loads less than 250 kB of compressed script`, async () => {
    const scripts: string[] = []
    const fresh = await app.browser.newContext({ storageState: await signedIn() })
    const first = await fresh.newPage()
    const sizes: Promise<number>[] = []
    first.on('requestfinished', (request) => {
      if (!new URL(request.url()).pathname.endsWith('.js')) return
      scripts.push(request.url())
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize))
    })
    await first.goto(app.origin + address)
    await first.locator('main').first().waitFor()
    await still(first)
    const bytes = (await Promise.all(sizes)).reduce((sum, one) => sum + one, 0)
    assert.ok(scripts.length > 3)
    assert.ok(bytes < mostBytes, `${bytes} bytes in ${scripts.length} scripts`)
    await fresh.close()
  })
}

test('what is typed right after Ctrl+K stands in the palette, however late its code comes', async () => {
  const fresh = await app.browser.newContext({ storageState: await signedIn(), serviceWorkers: 'block' })
  const page = await fresh.newPage()
  const { promise: slow, resolve: come } = Promise.withResolvers<void>()
  await page.route(/\/palette-(?!store)[^/]*\.js$/, async (route) => {
    await slow
    await route.continue()
  })
  await page.goto(app.origin)
  await page.locator('main').first().waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('settinX')
  await page.keyboard.press('Backspace')
  come()
  await page.locator('[role=combobox]:focus').waitFor()
  await page.keyboard.type('gs')
  assert.equal(await page.locator('[role=combobox]').inputValue(), 'settings')
  await fresh.close()
})

async function signedIn() {
  const page = await app.open('/')
  const state = await page.context().storageState()
  await page.context().close()
  return state
}
