import { Unreachable, type Said } from './fact-source.ts'

export type AskOptions = {
  readonly post?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** How long the whole answer may take. */
  readonly patienceMilliseconds: number
}

const mostBytes = 1024 * 1024

/**
 * Asks a server outside for JSON. Whatever is no answer (nobody there, too slow, an error of the server, a
 * page of HTML, a way on to somewhere else, more than a megabyte) throws Unreachable. A refusal of the
 * question itself (400 to 422) comes back with its status.
 */
export async function askJson(url: URL, options: AskOptions): Promise<Said> {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Unreachable('notSetUp', url.protocol)
  const signal = AbortSignal.timeout(options.patienceMilliseconds)
  try {
    const answer = await fetch(url, requestOf(options, signal))
    const text = await textOf(answer)
    refuseNoAnswer(answer)
    return { status: answer.status, body: parsed(answer, text) }
  } catch (error) {
    if (error instanceof Unreachable) throw error
    if (signal.aborted) throw new Unreachable('tooSlow')
    throw new Unreachable('noAnswer', reasonOf(error))
  }
}

function requestOf({ post, headers = {} }: AskOptions, signal: AbortSignal): RequestInit {
  const own = { accept: 'application/json', 'user-agent': 'Kontor', ...headers }
  // Somebody who was told to trust an address did not say so of the one that it leads on to.
  if (post === undefined) return { signal, redirect: 'manual', headers: own }
  return {
    signal,
    redirect: 'manual',
    method: 'POST',
    headers: { ...own, 'content-type': 'application/json' },
    body: JSON.stringify(post),
  }
}

async function textOf(answer: Response): Promise<string> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of answer.body ?? []) {
    bytes += piece.length
    if (bytes > mostBytes) throw new Unreachable('notUnderstood', 'more than a megabyte')
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}

function refuseNoAnswer({ status, headers }: Response): void {
  if (status === 429 || status === 503) {
    const seconds = Number(headers.get('retry-after'))
    const wait = Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 86_400) : null
    throw new Unreachable(status === 429 ? 'tooOften' : 'noAnswer', String(status), wait)
  }
  const isAnswer = (status >= 200 && status < 300) || [400, 404, 410, 422].includes(status)
  if (!isAnswer) throw new Unreachable('noAnswer', String(status))
}

function parsed({ status }: Response, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // That something is not there may be said without JSON; an answer that says something may not.
    if (status >= 400) return null
    throw new Unreachable('notUnderstood', text.slice(0, 80))
  }
}

function reasonOf(error: unknown): string {
  const cause = (error as { cause?: { code?: unknown } }).cause?.code
  return typeof cause === 'string' ? cause : (error as Error).message
}
