// Keeps the program itself and what was opened lately, so that both can be read without a connection.
// It is served as it stands: no build step touches it.
const PROGRAM = 'kontor-program'
const DATA = 'kontor-data'
// Answers kept at most; the oldest go first.
const KEPT_ANSWERS = 300
// Who one is, the model, lists and records. Never files, exports, events, searches or checks.
const KEPT =
  /^\/api\/v1\/(?!files|exports|imports|jobs|events|search|checks|explain|setup|session|keys|openapi)[\w-]+(\/[\w-]+)?(\/(history|timeline))?$/

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (url.pathname.startsWith('/assets/')) event.respondWith(programFile(request))
  else if (KEPT.test(url.pathname)) event.respondWith(freshOrKept(event, request))
  else if (request.mode === 'navigate') event.respondWith(page(request))
})

// Files under /assets carry their content in their name, so that a kept one is never old.
async function programFile(request) {
  const kept = await caches.match(request, { ignoreVary: true })
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await (await caches.open(PROGRAM)).put(request, answer.clone())
  return answer
}

async function page(request) {
  const cache = await caches.open(PROGRAM)
  try {
    const answer = await fetch(request)
    if (answer.ok && answer.headers.get('content-type')?.includes('text/html')) {
      await cache.put('/', answer.clone())
      await forgetOldFiles(cache, await answer.clone().text())
    }
    return answer
  } catch (error) {
    // No connection: every address is drawn by the same page.
    const kept = await cache.match('/')
    if (kept) return kept
    throw error
  }
}

async function freshOrKept(event, request) {
  const cache = await caches.open(DATA)
  try {
    const answer = await fetch(request)
    // What is seen through somebody else's eyes is nobody's to find here later.
    if (answer.headers.has('kontor-see-as')) await cache.delete(request)
    else if (answer.ok) event.waitUntil(keep(cache, request, answer.clone()))
    // Whoever is no longer signed in leaves nothing behind, and that is true before one hears of it.
    else if (answer.status === 401) await caches.delete(DATA)
    // What one may no longer see is not shown from memory either.
    else if (answer.status === 403 || answer.status === 404) await cache.delete(request)
    return answer
  } catch (error) {
    if (error.name === 'AbortError') throw error
    const kept = await cache.match(request, { ignoreVary: true })
    if (kept) return kept
    throw error
  }
}

async function keep(cache, request, answer) {
  const headers = new Headers(answer.headers)
  headers.set('x-kontor-kept', new Date().toISOString())
  // An answer kept anew moves to the end, so that the first keys are the oldest.
  await cache.delete(request)
  await cache.put(request, new Response(await answer.blob(), { status: answer.status, headers }))
  const keys = await cache.keys()
  for (const old of keys.slice(0, Math.max(0, keys.length - KEPT_ANSWERS))) await cache.delete(old)
}

// A new program names new files; those that neither it nor its parts were seen to name lately go after a while.
async function forgetOldFiles(cache, html) {
  const keys = (await cache.keys()).filter((key) => new URL(key.url).pathname.startsWith('/assets/'))
  if (keys.length < 200) return
  for (const key of keys.slice(0, 100)) if (!html.includes(new URL(key.url).pathname)) await cache.delete(key)
}
