import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { pino } from 'pino'
import { fuzzRequest, operationsOf, type Fuzz, type FuzzRequest } from './fuzz-request.ts'
import { office, type Caller } from './scenarios/office.ts'
import { seeded } from '../testing/sample/random.ts'

const requests = Number(process.env['KONTOR_FUZZ_REQUESTS'] ?? 20_000)
const concurrency = 12
const patienceMilliseconds = 120_000
// The same requests each time, so that a failure is the doing of a change; other seeds are for hunting.
const seed = Number(process.env['KONTOR_FUZZ_SEED'] ?? 20_261_122)
const strings = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../engine/table-files/fixtures/blns.json'), 'utf8'),
) as string[]

test(
  `${requests} hostile requests to every route never give a 5xx and never hang (seed ${seed})`,
  { timeout: 600_000 },
  async (t) => {
    t.diagnostic(`seed ${seed}; run it again with KONTOR_FUZZ_SEED=${seed}`)
    // What failed and where is worth more than that it failed.
    const bugs = new Set<string>()
    const logger = pino({ level: 'error', hooks: { logMethod: ([first]) => void bugs.add(stackOf(first)) } })
    const { as, url } = await office(t, { logger, connections: 2 * concurrency })
    const document = (await as.administrator.get('openapi.json')).body
    const fuzz: Fuzz = {
      random: seeded(seed),
      strings,
      document,
      ids: await idsOf(as.administrator, document),
      operations: operationsOf(document),
    }
    const keys = [
      as.administrator.key,
      as.administrator.key,
      as.clerk.key,
      as.manager.key,
      as.seller.key,
      as.collector.key,
      null,
    ]
    const agent = new http.Agent({ keepAlive: true, maxSockets: concurrency })
    const failures: string[] = []
    const statuses = new Map<number, number>()
    let sent = 0
    const work = async (): Promise<void> => {
      while (sent < requests && failures.length < 20) {
        sent += 1
        const request = fuzzRequest(fuzz, sent, keys)
        const answer = await patiently(() => send(agent, url, request))
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
        const fault = faultOf(answer)
        if (fault)
          failures.push(
            `${fault}: ${request.method} ${request.path.slice(0, 300)} ${String(request.body ?? '').slice(0, 500)} → ${answer.text.slice(0, 300)}`,
          )
      }
    }
    await Promise.all(Array.from({ length: concurrency }, work))
    agent.destroy()
    t.diagnostic(
      [...statuses]
        .toSorted(([left], [right]) => left - right)
        .map(([status, count]) => `${status}: ${count}`)
        .join(', '),
    )
    for (const bug of bugs) t.diagnostic(bug)
    assert.deepEqual(failures, [])
    assert.equal((await as.administrator.get('customers?limit=1')).status, 200, 'the server still works')
  },
)

function stackOf(logged: unknown): string {
  const { err } = (logged ?? {}) as { err?: Error }
  return String(err?.stack ?? logged)
    .split('\n')
    .slice(0, 8)
    .join('\n')
}

/** Where others hold what a request needs, it is told so and comes again, as programs do. */
async function patiently(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    const answer = await ask()
    if (tries === 5 || answer.status !== 503 || !answer.text.includes('"busy"')) return answer
    await pause(500 * tries)
  }
}

type Answer = { readonly status: number; readonly type: string; readonly text: string }

function faultOf({ status, type, text }: Answer): string | null {
  if (status === 0) return text
  if (status >= 500) return `a ${status}`
  if (status < 400 || text === '') return null
  if (!type.includes('application/problem+json')) return `no problem document (${status})`
  const { code, detail } = JSON.parse(text) as { code?: unknown; detail?: unknown }
  return typeof code === 'string' && typeof detail === 'string' && detail !== ''
    ? null
    : 'a problem without code or sentence'
}

function send(
  agent: http.Agent,
  url: string,
  { method, path: place, headers, body }: FuzzRequest,
): Promise<Answer> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const fail = (text: string) => resolve({ status: 0, type: '', text })
    const asked = http.request({ agent, hostname, port, method, path: place, headers }, (answer) => {
      const type = String(answer.headers['content-type'] ?? '')
      // A stream of events has no end; that it began is all there is to see.
      if (type.startsWith('text/event-stream')) {
        answer.destroy()
        return resolve({ status: answer.statusCode ?? 0, type, text: '' })
      }
      const pieces: Buffer[] = []
      answer.on('data', (piece: Buffer) => pieces.push(piece))
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, type, text: Buffer.concat(pieces).toString() }),
      )
      answer.on('error', (error) => fail(`the answer broke off (${error.message})`))
    })
    asked.setTimeout(patienceMilliseconds, () => {
      fail('it hangs')
      asked.destroy()
    })
    // A body that is refused by its size alone may be cut off while it is still being sent.
    asked.on('error', (error: NodeJS.ErrnoException) =>
      cut.has(error.code ?? '') && (body?.length ?? 0) > 100_000
        ? resolve({ status: 413, type: '', text: '' })
        : fail(error.message),
    )
    asked.end(body)
  })
}

const cut = new Set(['ECONNRESET', 'EPIPE'])

/** Some records of every object, so that requests get past the first question. */
async function idsOf(
  as: Caller,
  document: { paths: Record<string, Record<string, unknown>> },
): Promise<Map<string, string[]>> {
  const ids = new Map<string, string[]>()
  for (const place of Object.keys(document.paths)) {
    if (!/^\/[a-z-]+$/.test(place) || !document.paths[`${place}/{id}`]) continue
    const page = await as.get(`${place.slice(1)}?limit=20`)
    if (page.status === 200)
      ids.set(
        place,
        page.body.items.map((one: { id: string }) => one.id),
      )
  }
  return ids
}
