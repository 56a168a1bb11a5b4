import http from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { seeded } from '../../testing/sample/random.ts'
import { nextKind, workOn, type Ask, type Kind, type Person, type Sent } from './office-work.ts'

export type OfficeLoad = {
  readonly url: string
  /** Each with the key by which they come, and what their post does not let them do. */
  readonly people: readonly { readonly key: string; readonly cannot?: readonly Kind[] }[]
  readonly seconds: number
  readonly seed: number
  /** Hears how far it is, every few seconds. */
  readonly say?: (sentence: string) => void
}

export type Times = {
  readonly count: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

export type LoadReport = {
  readonly errors: readonly string[]
  readonly kinds: ReadonlyMap<Kind, Times>
  readonly all: Times
  /** The seconds since the beginning in which answers came too late: how many, and how late at most. */
  readonly slowSeconds: readonly { readonly second: number; readonly count: number; readonly most: number }[]
  /** How many events the streams told. */
  readonly events: number
  /** What the server's process holds, in bytes, over the last five minutes or half of a shorter run. */
  readonly memory: { readonly before: number; readonly after: number; readonly growth: number }
}

export const slowMilliseconds = 500
const leastRest = 1_000
const mostRest = 3_000
const lookMilliseconds = 2_000
const memoryWindowSeconds = 300

/**
 * So many people work at once, each with a stream of events open and one to three seconds between two pieces
 * of work. Every answer that is not a success is an error, and so is a stream that ends before its time.
 */
export async function officeLoad(given: OfficeLoad): Promise<LoadReport> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1_000 })
  const times = new Map<Kind, number[]>()
  const errors: string[] = []
  const slow: { at: number; took: number }[] = []
  const ending = new AbortController()
  const began = performance.now()
  const until = began + given.seconds * 1_000
  let events = 0
  const streams = given.people.map(({ key }) =>
    listen(given.url, key, ending.signal, () => events++).catch((error: Error) => {
      if (!ending.signal.aborted) errors.push(`events: ${error.message}`)
    }),
  )
  const watching = watchMemory(given, until, () => [...times.values()].flat().length)
  await Promise.all(
    given.people.map((_, at) =>
      working(
        personOf(given, at, (key) => timed(agent, given.url, key, { times, errors, slow })),
        until,
        errors,
      ),
    ),
  )
  ending.abort()
  await Promise.all(streams)
  agent.destroy()
  const slowSeconds = [...Map.groupBy(slow, ({ at }) => Math.floor((at - began) / 1_000))]
    .map(([second, some]) => ({
      second,
      count: some.length,
      most: Math.max(...some.map(({ took }) => took)),
    }))
    .sort((left, right) => left.second - right.second)
  const kinds = new Map([...times].map(([kind, all]) => [kind, timesOf(all)] as const))
  const all = timesOf([...times.values()].flat())
  return { errors, kinds, all, slowSeconds, events, memory: await watching }
}

function personOf({ seed, people }: OfficeLoad, at: number, askAs: (key: string) => Ask): Person {
  const { key = '', cannot = [] } = people[at] ?? {}
  return { ask: askAs(key), random: seeded(seed + at), seen: [], next: null, cannot }
}

async function working(person: Person, until: number, errors: string[]): Promise<void> {
  const rest = () => leastRest + person.random.whole(mostRest - leastRest)
  // Nobody begins the day in the same moment.
  await pause(person.random.whole(Math.min(mostRest, Math.max(1, (until - performance.now()) / 2))))
  while (performance.now() < until) {
    const kind = nextKind(person)
    await workOn(kind, person).catch((error: Error) => {
      if (!(error instanceof NotAnswered)) errors.push(`${kind}: ${error.message}`)
    })
    await pause(Math.min(rest(), Math.max(0, until - performance.now())))
  }
}

/** It stands among the errors already. */
class NotAnswered extends Error {}

type Noted = {
  readonly times: Map<Kind, number[]>
  readonly errors: string[]
  readonly slow: { at: number; took: number }[]
}

function timed(agent: http.Agent, url: string, key: string, { times, errors, slow }: Noted): Ask {
  return async (kind, sent) => {
    const began = performance.now()
    const answer = await send(agent, url, key, sent).catch((error: Error) => ({
      status: 0,
      text: error.message,
      isJson: false,
    }))
    const all = times.get(kind) ?? []
    times.set(kind, all)
    const took = performance.now() - began
    all.push(took)
    if (took > slowMilliseconds) slow.push({ at: began + took, took })
    if (answer.status >= 200 && answer.status < 300) return answer.isJson ? JSON.parse(answer.text) : null
    errors.push(
      `${kind}: ${sent.method ?? 'GET'} ${sent.path}: ${answer.status} ${answer.text.slice(0, 300)}`,
    )
    throw new NotAnswered(kind)
  }
}

function send(agent: http.Agent, url: string, key: string, { method = 'GET', path, body }: Sent) {
  const text = body === undefined ? undefined : JSON.stringify(body)
  const headers = {
    authorization: `Bearer ${key}`,
    ...(text === undefined ? {} : { 'content-type': 'application/json' }),
  }
  return new Promise<{ status: number; text: string; isJson: boolean }>((resolve, reject) => {
    const request = http.request(`${url}/api/v1/${path}`, { agent, method, headers }, (answer) => {
      const pieces: Buffer[] = []
      answer.on('data', (piece: Buffer) => void pieces.push(piece))
      answer.on('error', reject)
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          text: Buffer.concat(pieces).toString(),
          isJson: answer.headers['content-type']?.includes('json') ?? false,
        }),
      )
    })
    request.on('error', reject)
    request.end(text)
  })
}

async function listen(url: string, key: string, over: AbortSignal, heard: () => void): Promise<void> {
  const stream = await fetch(`${url}/api/v1/events`, {
    headers: { authorization: `Bearer ${key}` },
    signal: over,
  })
  if (!stream.ok) throw new Error(`the stream was answered ${stream.status}`)
  for await (const piece of stream.body ?? [])
    for (const _ of Buffer.from(piece)
      .toString()
      .matchAll(/^event: /gm))
      heard()
  throw new Error('the stream ended')
}

/** Looks at the memory of the server all the time, and compares the two ends of the last minutes. */
async function watchMemory({ url, seconds, say }: OfficeLoad, until: number, asked: () => number) {
  const looks: { at: number; bytes: number }[] = []
  const window = Math.min(memoryWindowSeconds, seconds / 2) * 1_000
  let told = performance.now()
  while (performance.now() < until) {
    const bytes = await memoryOf(url)
    looks.push({ at: performance.now(), bytes })
    if (performance.now() - told > 15_000) {
      told = performance.now()
      say?.(`${Math.round((until - told) / 1_000)} s left, ${asked()} answers, ${mebibytes(bytes)} MiB`)
    }
    await pause(Math.min(lookMilliseconds, Math.max(0, until - performance.now())))
  }
  const last = looks.filter(({ at }) => at >= until - window)
  const fifth = Math.max(1, Math.floor(last.length / 5))
  const before = median(last.slice(0, fifth).map(({ bytes }) => bytes))
  const after = median(last.slice(-fifth).map(({ bytes }) => bytes))
  return { before, after, growth: after / before - 1 }
}

async function memoryOf(url: string): Promise<number> {
  const text = await fetch(`${url}/metrics`).then((answer) => answer.text())
  return Number(/kontor_memory_bytes\{kind="rss"\} (\d+)/.exec(text)?.[1] ?? 0)
}

function timesOf(all: readonly number[]): Times {
  const sorted = all.toSorted((left, right) => left - right)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0
}

/** Whole mebibytes, for people. */
export function mebibytes(bytes: number): string {
  return (bytes / 1024 ** 2).toFixed(0)
}
