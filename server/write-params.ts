import { fieldErrors, Problem, type WriteOptions } from '#engine'
import type { FastifyRequest } from 'fastify'
import { flagParam, textParam } from './query-params.ts'
import { said } from './said.ts'

/**
 * What a write says beside its body: confirmed warnings, the version it was made against, the reason, a dry
 * run.
 */
export function writeParams(request: FastifyRequest): WriteOptions {
  const query = request.query as Record<string, unknown>
  const confirmed = header(request, 'confirmed')
  const reason = textParam(query, 'reason', 2_000)
  const match = ifMatch(request)
  return {
    ...(flagParam(query, 'dryRun') ? { dryRun: true } : {}),
    ...(confirmed
      ? {
          confirmed: confirmed
            .split(',')
            .map((code) => code.trim())
            .slice(0, 100),
        }
      : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(match === undefined ? {} : { ifMatch: match }),
  }
}

/** The body as a plain object; anything else is a 422 that says so. */
export function bodyObject(request: FastifyRequest): Record<string, unknown> {
  const { body } = request
  if (typeof body === 'object' && body !== null && !Array.isArray(body))
    return body as Record<string, unknown>
  if (body === undefined || body === null) return {}
  throw fieldErrors([
    { field: '', code: 'notAnObject', message: said('Send a JSON object with the fields and their values.') },
  ])
}

/** The body where it says nothing but these: what is misspelled would else count as not said. */
export function bodyOf<const N extends string>(
  request: FastifyRequest,
  names: readonly N[],
): Partial<Record<N, unknown>> {
  const body = bodyObject(request)
  const stray = Object.keys(body).find((name) => !(names as readonly string[]).includes(name))
  if (stray === undefined) return body as Partial<Record<N, unknown>>
  const message = said('Nothing is asked here by this name. Give: {names}.', { names: names.join(', ') })
  throw fieldErrors([{ field: stray.slice(0, 80), code: 'unknownField', message }])
}

/** The version in an ETag; another one than ours can match nothing. */
function ifMatch(request: FastifyRequest): number | undefined {
  const text = header(request, 'if-match')
  if (text === undefined || text === '*') return undefined
  const found = /^(?:W\/)?"(\d{1,9})"$/.exec(text)
  if (found) return Number(found[1])
  throw new Problem(
    412,
    'changedMeanwhile',
    said('This version tag is not one of Kontor’s. Read the record and take its ETag.'),
  )
}

export function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return typeof value === 'string' ? value : undefined
}
