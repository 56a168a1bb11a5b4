import { Problem } from '../errors.ts'
import { said } from '../said/said.ts'

/**
 * Turns what PostgreSQL or the network says into a problem with a sentence, where the cause is a state of the
 * server or a limit. Everything else (a mistake in a statement, a broken constraint) passes as it is.
 */
export function toProblem(error: unknown, work: 'read' | 'write'): unknown {
  if (error instanceof Problem) return error
  const code = codeOf(error)
  if (code === '57014') return work === 'read' ? tooBroad(error) : busy(error)
  if (code === '55P03' || isRetryable(error)) return busy(error)
  if (isCrowded(error)) return crowded(error)
  if (isLost(error)) return away(error)
  if (fullCodes.has(code)) return full(error)
  if (unreadableCodes.has(code)) return unreadable(error)
  return error
}

/** Whether two transactions met head-on, so that the same work may well succeed when tried again. */
export function isRetryable(error: unknown): boolean {
  return codeOf(error) === '40001' || codeOf(error) === '40P01'
}

/**
 * Whether a row came in the way that was not there when it was looked for, or one went that was: another
 * transaction wrote it meanwhile. Who looks once more finds how it is now, and says what speaks against it.
 */
export function isOvertaken(error: unknown): boolean {
  return overtakenCodes.has(codeOf(error))
}

/** A unique value that is taken, a record that is named and not there, or named and going. */
const overtakenCodes = new Set(['23505', '23503', '23001'])

/** Whether the connection, or the whole server, went away. */
export function isLost(error: unknown): boolean {
  return lostCodes.has(codeOf(error)) || lostMessages.some((text) => messageOf(error).includes(text))
}

const lostCodes = new Set([
  ...['08000', '08001', '08003', '08004', '08006', '57P01', '57P02', '57P03', '57P05', '25P03'],
  ...[
    'ECONNREFUSED',
    'ECONNRESET',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ETIMEDOUT',
    'EPIPE',
    'EHOSTUNREACH',
    'ENETUNREACH',
  ],
])

/** What node-postgres says without a code. */
const lostMessages = [
  'Connection terminated',
  'Client has encountered a connection error',
  'Client was closed',
  'Connection ended unexpectedly',
]

const fullCodes = new Set(['53100', '53200'])

/** Text that PostgreSQL cannot keep: the character 0, on its own or within JSON; or too long for an index. */
const unreadableCodes = new Set(['22021', '22P05', '54000'])

/** All connections of the pool or of the server are in use. */
function isCrowded(error: unknown): boolean {
  return codeOf(error) === '53300' || messageOf(error).includes('timeout exceeded when trying to connect')
}

function tooBroad(cause: unknown): Problem {
  return caused(
    cause,
    new Problem(
      422,
      'tooBroad',
      said(
        'This takes too long to answer over so many records. Narrow it: filter by a further field, search for more letters, or sort by a field that is marked as often used.',
      ),
    ),
  )
}

function busy(cause: unknown): Problem {
  return caused(
    cause,
    new Problem(
      503,
      'busy',
      said('Others are changing the same records just now. Nothing was saved; try again in a moment.'),
    ),
  )
}

function crowded(cause: unknown): Problem {
  return caused(
    cause,
    new Problem(
      503,
      'busy',
      said(
        'So much is asked for just now that your turn did not come. Nothing was saved; try again in a moment.',
      ),
    ),
  )
}

function away(cause: unknown): Problem {
  return caused(
    cause,
    new Problem(
      503,
      'databaseAway',
      said('The database does not answer just now. Try again in a moment; nothing has to be set up anew.'),
    ),
  )
}

function full(cause: unknown): Problem {
  return caused(
    cause,
    new Problem(
      507,
      'databaseFull',
      said('The database has no room left. Nothing was saved. Free space on its disk, then try again.'),
    ),
  )
}

function unreadable(cause: unknown): Problem {
  const message = said(
    'A text holds a character that cannot be kept, or is too long. Shorten it, or type it anew.',
  )
  return caused(cause, new Problem(422, 'unreadableText', message))
}

function caused(cause: unknown, problem: Problem): Problem {
  problem.cause = cause
  return problem
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string' ? code : ''
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : ''
}
