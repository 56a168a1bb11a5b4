import type { FastifyRequest } from 'fastify'
import { Problem, type Engine } from '#engine'
import { keyOf, wholeOffice } from './session.ts'

const forgetMilliseconds = 5_000
const mostRemembered = 10_000

/**
 * What is answered to whom a request failed: programs that come with keys that open nothing, time and again,
 * are told to wait, counted by network. Whoever is known comes in from there as before, and who comes with a
 * session that has ended is always told to sign in: the look-up costs little, and the page of signing in
 * hangs on that answer, for the whole office behind the address of one program with a dead key.
 */
export function unknownCallers(
  engine: Engine,
): (request: FastifyRequest, error: unknown) => Promise<unknown> {
  // A network that has to wait is not counted again with each of its requests.
  const waiting = new Map<string, { readonly until: number; readonly problem: unknown }>()
  return async (request, error) => {
    if (!(error instanceof Problem && error.status === 401 && error.code === 'notSignedIn')) return error
    if (keyOf(request) === undefined) return error
    const told = waiting.get(request.ip)
    if (told && told.until > performance.now()) return told.problem
    try {
      await engine.accounts.limit({ what: 'unknown key', address: request.ip, most: wholeOffice })
      return error
    } catch (problem) {
      if (waiting.size >= mostRemembered) waiting.clear()
      waiting.set(request.ip, { until: performance.now() + forgetMilliseconds, problem })
      return problem
    }
  }
}
