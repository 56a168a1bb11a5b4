import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import { createEngine, type Engine } from '#engine'
import { createServer } from '#server'
import { begunDatabase, sampleDatabase } from '#testing'
import { modules } from '../../modules/index.ts'
import { sampleUsers, type SampleUsers } from '../../testing/sample/load-sample-group.ts'

export type Reply = {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body as JSON, of whatever shape; tests know which. */
  readonly body: ReturnType<typeof JSON.parse>
}

type Ask = {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly raw?: RequestInit
}

/** One person (or program) at the door of the API. */
export type Caller = {
  readonly user: string
  readonly key: string
  ask(method: string, path: string, options?: Ask): Promise<Reply>
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Reply>
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>
  put(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>
  patch(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>
  remove(path: string, headers?: Readonly<Record<string, string>>): Promise<Reply>
}

export type Office = {
  readonly engine: Engine
  readonly url: string
  /** Where its files lie. */
  readonly folder: string
  /** Every route that is registered, as `GET /api/v1/:objects`. */
  readonly routes: readonly string[]
  readonly as: Readonly<Record<keyof SampleUsers, Caller>>
  /** Nobody in particular. */
  readonly anyone: Omit<Caller, 'user' | 'key'>
}

type Releasing = { after(release: () => Promise<void>): void }

/**
 * The sample group, small, with its users at the door of a real server; gone with the test. What runs by the
 * clock does so only where a test asks for it: it would come between any two of its steps.
 */
export async function office(
  t: Releasing,
  {
    empty = false,
    logger,
    connections = 6,
    clamd,
    smtpUrl,
    filesUrl,
    sourcePatience,
    forbidsOwnNetwork = false,
    byClock = false,
  }: {
    empty?: boolean
    logger?: FastifyBaseLogger
    connections?: number
    clamd?: string
    smtpUrl?: string
    filesUrl?: string
    sourcePatience?: number
    forbidsOwnNetwork?: boolean
    byClock?: boolean
  } = {},
): Promise<Office> {
  const { url: databaseUrl, schema } = await (empty ? begunDatabase(t) : sampleDatabase(t, 120))
  const dataFolder = await mkdtemp(path.join(os.tmpdir(), 'kontor-office-'))
  const scanner = clamd === undefined ? {} : { clamd, scannerPatience: 5_000 }
  const patience = sourcePatience === undefined ? {} : { sourcePatience }
  const outside = {
    forbidsOwnNetwork,
    ...scanner,
    ...patience,
    ...(smtpUrl === undefined ? {} : { smtpUrl }),
    ...(filesUrl === undefined ? {} : { filesUrl }),
  }
  const engine = await createEngine({ databaseUrl, schema, dataFolder, modules, connections, ...outside })
  const server = await createServer(engine, logger ? { logger } : {})
  const url = await server.listen({ port: 0, host: '127.0.0.1' })
  await engine.jobs.start({ byClock })
  t.after(async () => {
    await server.close()
    await engine.close()
    await rm(dataFolder, { recursive: true, force: true })
  })
  const as = empty ? {} : await callers(engine, url)
  return {
    engine,
    url,
    folder: dataFolder,
    routes: server.routes,
    as: as as Office['as'],
    anyone: caller(url, {}),
  }
}

async function callers(engine: Engine, url: string): Promise<Record<string, Caller>> {
  const all: Record<string, Caller> = {}
  for (const [post, user] of Object.entries(await sampleUsers(engine))) {
    const { key } = await engine.accounts.createKey({ user, name: 'test', source: 'cli' })
    all[post] = { user, key, ...caller(url, { authorization: `Bearer ${key}` }) }
  }
  return all
}

/**
 * Somebody who sends these headers with everything. Who comes by a cookie comes from our own pages, as a
 * browser says it, unless they say otherwise; `origin: ''` says nothing of it.
 */
export function caller(url: string, own: Readonly<Record<string, string>>): Office['anyone'] {
  const ask: Caller['ask'] = async (method, place, { body, headers = {}, raw = {} } = {}) => {
    const answer = await fetch(
      place.startsWith('http') ? place : `${url}${place.startsWith('/') ? '' : '/api/v1/'}${place}`,
      {
        method,
        redirect: 'manual',
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...fromWhere(url, { ...own, ...headers }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...raw,
      },
    )
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.includes('json') === true && text !== ''
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      body: isJson ? JSON.parse(text) : undefined,
    }
  }
  return {
    ask,
    get: (place, headers = {}) => ask('GET', place, { headers }),
    post: (place, body, headers = {}) =>
      ask('POST', place, { ...(body === undefined ? {} : { body }), headers }),
    put: (place, body, headers = {}) => ask('PUT', place, { body, headers }),
    patch: (place, body, headers = {}) => ask('PATCH', place, { body, headers }),
    remove: (place, headers = {}) => ask('DELETE', place, { headers }),
  }
}

function fromWhere(url: string, headers: Readonly<Record<string, string>>): Record<string, string> {
  const { origin, ...others } = headers
  const isSaid = origin !== undefined || 'sec-fetch-site' in headers || !('cookie' in headers)
  const from = isSaid ? origin : url
  return from ? { ...others, origin: from } : others
}

/** Sends a file in a form, as the web app does. */
export async function uploaded(
  who: Caller,
  url: string,
  place: string,
  name: string,
  content: string,
  object?: string,
): Promise<Reply> {
  const form = new FormData()
  if (object) form.append('object', object)
  form.append('file', new Blob([content]), name)
  const answer = await who.ask('POST', `${url}/api/v1/${place}`, {
    raw: { body: form, headers: { authorization: `Bearer ${who.key}` } },
  })
  assert.equal(answer.status, 201, answer.text)
  return answer
}

/** Waits until it is so; tests state conditions, not times: the limit only ends what never comes. */
export async function until<T>(
  found: () => Promise<T | null | undefined | false>,
  milliseconds = 120_000,
): Promise<T> {
  const patience = Date.now() + milliseconds
  for (;;) {
    const result = await found()
    if (result) return result
    if (Date.now() > patience) throw new Error(`It did not come to pass within ${milliseconds} ms.`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
