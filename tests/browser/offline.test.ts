import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import net from 'node:net'
import type { Page } from 'playwright-core'
import { browserApp } from '#testing'
import { samplePassword } from '../../testing/sample/load-sample-group.ts'
import { until } from './until.ts'

const app = await browserApp({ after }, { parties: 12 })
const root = await app.engine.access.systemActor('test')

/** A line to the server that can be cut, as a train cuts it in a tunnel. */
const line = { isCut: false, open: new Set<net.Socket>() }
const proxy = net.createServer((socket) => {
  if (line.isCut) return void socket.destroy()
  const server = net.connect(Number(new URL(app.origin).port), '127.0.0.1')
  for (const [one, other] of [
    [socket, server],
    [server, socket],
  ] as const) {
    line.open.add(one)
    one.pipe(other)
    one
      .on('error', () => other.destroy())
      .on('close', () => {
        line.open.delete(one)
        other.destroy()
      })
  }
})
await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
const origin = `http://localhost:${(proxy.address() as net.AddressInfo).port}`
after(() => {
  cut()
  proxy.close()
})

function cut(): void {
  line.isCut = true
  for (const socket of [...line.open]) socket.destroy()
}

async function controlled(): Promise<Page> {
  const context = await app.browser.newContext({ locale: 'en', timezoneId: 'Europe/Riga' })
  context.setDefaultTimeout(90_000)
  const data = { email: 'karlis@daugava.example', password: samplePassword }
  const signedIn = await context.request.post(`${origin}/api/v1/session`, { data })
  assert.equal(signedIn.status(), 201, await signedIn.text())
  const page = await context.newPage()
  await page.goto(origin)
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
  await page.reload()
  await page.waitForFunction('navigator.serviceWorker.controller !== null')
  return page
}

/** Whether the answer to an address lies in this browser. */
const isKept = (page: Page, path: string) =>
  page.evaluate<boolean>(
    `caches.open('kontor-data').then((kept) => kept.keys())
      .then((keys) => keys.some(({ url }) => new URL(url).pathname === ${JSON.stringify(path)}))`,
  )

test('what was opened lately reads without a connection with its age, and is wiped at sign-out', async () => {
  const { id } = await app.engine.records.create(root, 'customer', { name: 'Tuneļa Nams SIA', country: 'LV' })
  const other = await app.engine.records.create(root, 'customer', { name: 'Nekad SIA', country: 'LV' })
  const page = await controlled()
  await page.goto(`${origin}/customers/${id}`)
  const name = page.locator('h2, h1', { hasText: 'Tuneļa Nams SIA' }).first()
  await name.waitFor()
  await until(() => isKept(page, `/api/v1/customers/${id}`))
  cut()
  await page.reload()
  await name.waitFor()
  await page
    .getByText(/What you see was read on/)
    .first()
    .waitFor()
  await page.goto(`${origin}/customers/${other.id}`)
  await page
    .getByRole('button', { name: /^Try now/ })
    .first()
    .waitFor()
  assert.equal(await page.getByText('Nekad SIA').count(), 0)
  line.isCut = false
  await page.goto(`${origin}/customers/${id}`)
  await name.waitFor()
  await page.getByRole('button', { name: 'Kārlis Ozols' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL(/sign-in/)
  assert.equal(await isKept(page, `/api/v1/customers/${id}`), false)
  cut()
  // Nothing is left that could answer, not even the program.
  await page.goto(`${origin}/customers/${id}`).catch(() => undefined)
  assert.equal(await page.getByText('Tuneļa Nams SIA').count(), 0)
  line.isCut = false
  await page.context().close()
})

test('an entry survives a reload, and leaving it is asked about', async () => {
  const page = await app.open('/customers/new', { expects: [/422/] })
  await page.getByRole('textbox', { name: /^Name/ }).fill('Melnraksts SIA')
  await page.getByText(/Draft kept/).waitFor()
  await page.reload()
  const name = page.getByRole('textbox', { name: /^Name/ })
  await until(async () => (await name.inputValue()) === 'Melnraksts SIA')
  await page.getByRole('link', { name: /^Suppliers/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Stay here' }).click()
  assert.match(page.url(), /customers\/new/)
  await page.context().close()
})

test('it can be installed as an app', async () => {
  const page = await app.open('/')
  const manifest = await page.locator('link[rel=manifest]').getAttribute('href')
  const answer = await page.context().request.get(new URL(manifest ?? '', app.origin).href)
  const {
    icons,
    start_url: start,
    display,
    name,
  } = (await answer.json()) as Record<string, string> & {
    icons: { src: string; sizes: string }[]
  }
  assert.deepEqual({ start, display, name }, { start: '/', display: 'standalone', name: 'Kontor' })
  for (const size of ['192x192', '512x512']) {
    const icon = icons.find(({ sizes }) => sizes === size)
    const picture = await page.context().request.get(new URL(icon?.src ?? '', app.origin).href)
    assert.equal(picture.headers()['content-type'], 'image/png')
  }
  await page.context().close()
})
