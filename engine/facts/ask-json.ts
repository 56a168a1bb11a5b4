import { callOutside, NotThere, type OutsideAnswer } from './call-outside.ts'
import { Unreachable, type Said } from './fact-source.ts'

export type AskOptions = {
  readonly post?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** How long the whole answer may take. */
  readonly patienceMilliseconds: number
  /** Whether the address may be one within our own network. */
  readonly ownNetwork: boolean
}

const mostBytes = 1024 * 1024

/**
 * Asks a server outside for JSON. Whatever is no answer (nobody there, too slow, an error of the server, a
 * page of HTML, a way on to somewhere else, an address within our own network that was not meant to be, more
 * than a megabyte) throws Unreachable. A refusal of the
 * question itself (400 to 422) comes back with its status.
 */
export async function askJson(url: URL, options: AskOptions): Promise<Said> {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Unreachable('notSetUp', url.protocol)
  const signal = AbortSignal.timeout(options.patienceMilliseconds)
  try {
    const answer = await callOutside(url, callOf(options, signal))
    const text = await textOf(answer)
    refuseNoAnswer(answer)
    return { status: answer.status, body: parsed(answer, text) }
  } catch (error) {
    if (error instanceof Unreachable) throw error
    if (signal.aborted) throw new Unreachable('tooSlow')
    if (error instanceof NotThere) throw new Unreachable('ownNetwork', error.message)
    throw new Unreachable('noAnswer', reasonOf(error))
  }
}

function callOf({ post, headers = {}, ownNetwork }: AskOptions, signal: AbortSignal) {
  const own = { accept: 'application/json', 'user-agent': 'Kontor', ...headers }
  if (post === undefined) return { signal, ownNetwork, method: 'GET', headers: own } as const
  const body = JSON.stringify(post)
  const typed = { ...own, 'content-type': 'application/json' }
  return { signal, ownNetwork, method: 'POST', headers: typed, body } as const
}

async function textOf({ body }: OutsideAnswer): Promise<string> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of body as AsyncIterable<Buffer>) {
    bytes += piece.length
    if (bytes > mostBytes) throw new Unreachable('notUnderstood', 'more than a megabyte')
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}

function refuseNoAnswer({ status, headers }: OutsideAnswer): void {
  if (status === 429 || status === 503) {
    const seconds = Number(headers['retry-after'])
    const wait = Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 86_400) : null
    throw new Unreachable(status === 429 ? 'tooOften' : 'noAnswer', String(status), wait)
  }
  const isAnswer = (status >= 200 && status < 300) || [400, 404, 410, 422].includes(status)
  if (!isAnswer) throw new Unreachable('noAnswer', String(status))
}

function parsed({ status }: OutsideAnswer, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // That something is not there may be said without JSON; an answer that says something may not.
    if (status >= 400) return null
    throw new Unreachable('notUnderstood', text.slice(0, 80))
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return code ?? message
}
