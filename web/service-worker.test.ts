import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { launchBrowser } from '../testing/launch-browser.ts'

const worker = readFileSync(new URL('./public/service-worker.js', import.meta.url))
let answer = { status: 200, body: '{"name":"Rīga"}' }
// The line is cut at the server: what the browser offers to feign it reaches the worker at its own time.
let isCut = false
const server = createServer((request, response) => {
  if (isCut) return request.socket.destroy()
  const path = new URL(request.url ?? '/', 'http://test').pathname
  if (path === '/service-worker.js') return response.setHeader('content-type', 'text/javascript').end(worker)
  if (path.startsWith('/api/'))
    return response
      .writeHead(answer.status, { 'content-type': 'application/json', vary: 'cookie' })
      .end(answer.body)
  return response
    .setHeader('content-type', 'text/html')
    .end('<!doctype html><title>Kontor</title><h1>Kontor</h1>')
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const browser = await launchBrowser()
after(async () => {
  await browser.close()
  server.close()
})

test('what was opened lately reads without a connection, says its age, and goes when one is signed out', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const asked = (path: string) =>
    page.evaluate(async (wanted) => {
      try {
        const given = await fetch(wanted)
        return { status: given.status, kept: given.headers.get('x-kontor-kept'), text: await given.text() }
      } catch {
        // The browser throws where there is neither a connection nor a kept answer.
        return null
      }
    }, path)
  await page.goto(address)
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/service-worker.js')
    await navigator.serviceWorker.ready
  })
  await page.reload()
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  assert.equal((await asked('/api/v1/customers/1'))?.kept, null)
  await asked('/api/v1/search?q=rig')
  await page.reload()
  // An answer goes out before it is kept.
  await page.waitForFunction(async () => await caches.match('/api/v1/customers/1', { ignoreVary: true }))

  isCut = true
  const kept = await asked('/api/v1/customers/1')
  assert.equal(kept?.text, '{"name":"Rīga"}')
  assert.match(kept?.kept ?? '', /^\d{4}-\d\d-\d\dT/)
  assert.equal(await asked('/api/v1/search?q=rig'), null)
  await page.goto(`${address}/customers/1`)
  assert.equal(await page.textContent('h1'), 'Kontor')

  isCut = false
  answer = { status: 401, body: '{}' }
  assert.equal((await asked('/api/v1/me'))?.status, 401)
  isCut = true
  assert.equal(await asked('/api/v1/customers/1'), null)
})
