import { Problem } from '#engine'

type LoggedError = {
  readonly type: string
  readonly code: string | null
  readonly message: string
  /** Where it happened, without the message that begins a stack. */
  readonly stack: readonly string[]
  readonly cause?: LoggedError
}

const mostFrames = 20

/**
 * An error as the log has it. What PostgreSQL says of a value it could not take quotes the value, and a
 * sentence told to people may name somebody; of both only what is the same for everybody is written down.
 */
export function loggedError(error: unknown): LoggedError {
  const { name, code, cause, stack } = error as Error & { code?: unknown }
  return {
    type: name ?? typeof error,
    code: typeof code === 'string' ? code : null,
    message: impersonal(error),
    stack: (stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .map((line) => line.trim())
      .slice(0, mostFrames),
    ...(cause === undefined ? {} : { cause: loggedError(cause) }),
  }
}

function impersonal(error: unknown): string {
  if (error instanceof Problem) {
    const { sentence } = error
    return typeof sentence === 'string' ? error.code : sentence.text
  }
  if (!(error instanceof Error)) return typeof error
  const { severity, code, table, column, constraint, responseCode } = error as Error & Record<string, unknown>
  // What a mail server says after its number, it says of somebody, in whatever form.
  if (typeof responseCode === 'number') return `${masked(error.message.split(':')[0] ?? '')}: ${responseCode}`
  if (severity === undefined) return isOfCode(error) ? error.message : masked(error.message)
  const named = [table, column, constraint].filter((name) => typeof name === 'string').join(' ')
  // Class 22 and 23 quote values; all other messages name parts of the database.
  return /^2[23]/.test(String(code)) ? `PostgreSQL refused a value (${named || 'no name'}).` : error.message
}

/**
 * Of these the message names parts of the program: what could not be read, or is no function. What Node
 * itself throws of that kind (fetch, URL, headers) quotes what it was given; it was thrown within Node, or
 * tells nothing of where.
 */
function isOfCode(error: Error): boolean {
  if (!(error instanceof TypeError || error instanceof ReferenceError)) return false
  const [first = ''] = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return first !== '' && !first.includes('node:') && !('code' in error)
}

/**
 * A message of a mail server, of a parser or of another system quotes what it was given. What stands in
 * quotes or brackets, looks like an address, or is a long number, may be somebody's.
 */
function masked(message: string): string {
  return (
    message
      // What could not be parsed has quotes of its own, between which the next ones would be looked for.
      .replace(/(?:\.\.\.)?".*"(?:\.\.\.)?( is not valid JSON)/s, '?$1')
      .replace(/^(Failed to parse URL from ).*/s, '$1?')
      // What Node and libraries were given and could not take stands behind a colon, without quotes.
      .replace(/^((?:\[\w+\] )?(?:Invalid|Incorrect|Unknown|Unsupported) [\w ]+: ).*/s, '$1?')
      .replace(/^(Cannot convert ).*( to a BigInt)$/s, '$1?$2')
      .replaceAll(/[a-z][a-z\d+.-]*:\/\/[^\s<>"'“”]*/gi, '?')
      .replaceAll(/[^\s<>"'“”]+@[^\s<>"'“”]+/g, '?')
      .replaceAll(/"[^"]*(?:"|$)|“[^”]*(?:”|$)|<[^>]*(?:>|$)|(?<!\p{L})'[^']*(?:'|$)/gu, '?')
      .replaceAll(/\+?\d(?:[ -]?\d){6,}/g, '?')
  )
}
