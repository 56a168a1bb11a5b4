import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { browserApp } from '#testing'

const app = await browserApp({ after }, { parties: 3 })
const injected = `<script>window.ran = 'inline'</script><script src="/own.js"></script>
  <img src="/none.png" onerror="window.ran = 'handler'">
  <a id="trap" href="javascript:window.ran = 'link'">x</a>`
const own = `window.began = true
  try { eval("window.ran = 'eval'") } catch { window.stopped = true }
  const made = document.createElement('script')
  made.textContent = "window.ran = 'made'"
  document.head.append(made)`

test('a script that somebody has put into a page does not run, and the browser reports it', async (t) => {
  const limit = app.engine.accounts.limit.bind(app.engine.accounts)
  const reported = new Promise<void>((resolve) => {
    t.mock.method(app.engine.accounts, 'limit', async (rate: Parameters<typeof limit>[0]) => {
      if (rate.what === 'csp') resolve()
      return limit(rate)
    })
  })
  const page = await app.open('/sign-in', { as: null, expects: [/Content Security Policy|40[14]/i] })
  await page.route('**/own.js', (route) =>
    route.fulfill({ contentType: 'text/javascript; charset=utf-8', body: own }),
  )
  await page.route('**/forgotten', async (route) => {
    const answer = await route.fetch()
    const body = (await answer.text()).replace('<body>', `<body>${injected}`)
    assert.ok(body.includes(injected))
    await route.fulfill({ response: answer, body })
  })
  await page.goto(`${app.origin}/forgotten`)
  await page.getByRole('heading', { name: 'Forgotten the password?' }).waitFor()
  await page.locator('#trap').dispatchEvent('click')
  await reported
  const seen = await page.evaluate(() => {
    const { ran, began, stopped } = globalThis as { ran?: string; began?: true; stopped?: true }
    return { ran: ran ?? null, began, stopped }
  })
  assert.deepEqual(seen, { ran: null, began: true, stopped: true })
  await page.context().close()
})
