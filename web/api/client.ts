import i18next from 'i18next'
import { noteAnswer } from './kept-answers.ts'
import { ApiProblem, problemOf } from './problem.ts'

export type Transport = (path: string, init: RequestInit) => Promise<Response>

export interface RequestOptions {
  query?: Readonly<Record<string, string | number | boolean | object | null | undefined>>
  body?: unknown
  signal?: AbortSignal | undefined
  /** Codes of warnings that the person confirmed. */
  confirmed?: readonly string[] | undefined
  /** The ETag that the change is made against; 412 where somebody was faster. */
  ifMatch?: string | undefined
  /** Says what would be saved, and writes nothing. */
  dryRun?: boolean
  /** Asks where the events stand, for a stream that goes on from this answer. */
  live?: boolean
  /** After so many milliseconds without an answer it counts as a timeout; 0 waits for ever. */
  timeoutMilliseconds?: number
  /** Goes on when the page is left; a body that is too large for that is sent as any other. */
  outlives?: boolean
}

/** What is on its way when a page is left may be 64 KiB in all; what is more, browsers refuse to send. */
const mostOutliving = 60_000

export interface Answer<T> {
  data: T
  etag: string | null
  /** Where there was no connection and the answer is one kept in this browser: when it was given. */
  keptAt: string | null
  /** The change by which a write can be undone. */
  change: string | null
  /** Where the events stood before the answer was read. */
  position: string | null
}

let transport: Transport = (path, init) => fetch(path, init)

/** Puts another way to the server in place, as the preview does. */
export function setTransport(other: Transport) {
  transport = other
}

/** Followers hear of an answer that says that nobody is signed in any more. */
export const signedOut = new Set<() => void>()

/** Followers hear of an answer that says that the time is over for which one saw as somebody else. */
export const seeAsOver = new Set<() => void>()

/**
 * Has whoever sits there show who they are, where the server wants to know it before it changes
 * something; says whether they did.
 */
let prove: (() => Promise<boolean>) | null = null
let proving: Promise<boolean> | null = null

/** Says how somebody is asked who they are. */
export function setProver(prover: () => Promise<boolean>) {
  prove = prover
}

/** The server's API. A failure is thrown as `ApiProblem`, whose message is a sentence for people. */
export const api = {
  get: <T>(path: string, options?: RequestOptions) => send<T>('GET', path, options).then(({ data }) => data),
  /** A GET of which the headers are wanted too. */
  getWithTag: <T>(path: string, options?: RequestOptions) => send<T>('GET', path, options),
  post: <T>(path: string, body?: unknown, options?: RequestOptions) =>
    send<T>('POST', path, { ...options, body }).then(({ data }) => data),
  /** A POST of which the change is wanted too, for Undo. */
  act: <T>(path: string, body?: unknown, options?: RequestOptions) =>
    send<T>('POST', path, { ...options, body }),
  /** A DELETE of which the change is wanted too, for Undo. */
  drop: (path: string, options?: RequestOptions) => send<undefined>('DELETE', path, options),
  patch: <T>(path: string, body: unknown, options?: RequestOptions) =>
    send<T>('PATCH', path, { ...options, body }),
  put: <T>(path: string, body: unknown, options?: RequestOptions) =>
    send<T>('PUT', path, { ...options, body }),
  remove: <T = void>(path: string, options?: RequestOptions) =>
    send<T>('DELETE', path, options).then(({ data }) => data),
}

/** What was refused until it is shown who sits there is sent again then: nothing that was typed is lost. */
async function send<T>(method: string, path: string, options?: RequestOptions): Promise<Answer<T>> {
  try {
    return await sendOnce<T>(method, path, options)
  } catch (error) {
    if (!prove || !(error instanceof ApiProblem && error.code === 'proofNeeded')) throw error
    // Several that wait ask once.
    proving ??= prove().finally(() => (proving = null))
    if (!(await proving)) throw error
    return sendOnce<T>(method, path, options)
  }
}

async function sendOnce<T>(method: string, path: string, options: RequestOptions = {}): Promise<Answer<T>> {
  const { body, signal, timeoutMilliseconds = method === 'GET' ? 10_000 : 60_000 } = options
  const headers: Record<string, string> = { accept: 'application/json' }
  const isForm = typeof FormData !== 'undefined' && body instanceof FormData
  // Labels of the model and sentences of refusals come in the language of the interface.
  if (i18next.language) headers['kontor-language'] = i18next.language
  if (body !== undefined && !isForm) headers['content-type'] = 'application/json'
  if (options.confirmed?.length) headers.confirmed = options.confirmed.join(',')
  if (options.live) headers['kontor-live'] = 'position'
  if (options.ifMatch) headers['if-match'] = options.ifMatch
  // A click that is sent twice, by a shaky line or a second press, is done once.
  if (method === 'POST' && !options.dryRun) headers['idempotency-key'] = crypto.randomUUID()
  const late = timeoutMilliseconds > 0 ? AbortSignal.timeout(timeoutMilliseconds) : undefined
  const signals = [signal, late].filter((each) => each !== undefined)
  const content = body === undefined || isForm ? body : JSON.stringify(body)
  let answer: Response
  try {
    answer = await transport(`/api/v1${path}${queryOf(options)}`, {
      method,
      headers,
      credentials: 'same-origin',
      ...(content === undefined ? {} : { body: content as FormData | string }),
      ...(options.outlives && isSmall(content) ? { keepalive: true } : {}),
      ...(signals.length > 0 ? { signal: AbortSignal.any(signals) } : {}),
    })
  } catch (error) {
    // Left on purpose: the asker is gone and hears nothing.
    if (signal?.aborted) throw error
    if (late?.aborted) throw new ApiProblem(0, 'timeout', 'The server did not answer in time.')
    throw new ApiProblem(0, 'offline', 'The server cannot be reached.')
  }
  if (!answer.ok) {
    if (answer.status === 401) for (const follower of [...signedOut]) follower()
    const problem = await problemOf(answer)
    if (problem.code === 'seeAsOver') for (const follower of [...seeAsOver]) follower()
    throw problem
  }
  const keptAt = answer.headers.get('x-kontor-kept')
  noteAnswer(keptAt)
  const data = answer.status === 204 ? undefined : await answer.json()
  return {
    data: data as T,
    etag: answer.headers.get('etag'),
    keptAt,
    change: answer.headers.get('kontor-change'),
    position: answer.headers.get('kontor-position'),
  }
}

function isSmall(content: unknown): boolean {
  return typeof content === 'string' && new TextEncoder().encode(content).length <= mostOutliving
}

export function queryOf({ query, dryRun }: Pick<RequestOptions, 'query' | 'dryRun'>): string {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null || value === '') continue
    given.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value))
  }
  if (dryRun) given.set('dryRun', 'true')
  const text = given.toString()
  return text === '' ? '' : `?${text}`
}
