import type { FastifyRequest } from 'fastify'
import { Problem, type Engine } from '#engine'
import { said } from './said.ts'

/**
 * The site that people see us as: scheme, host and port. Throws a 400 where nothing says it but a host that
 * is none.
 */
export function siteOf(engine: Engine, request: FastifyRequest): string {
  const { origin } = engine.options
  if (origin !== undefined) return origin
  const { protocol, host } = request
  const site = `${protocol}://${host}`
  if (/^(?:\[[\da-f:.]+\]|[\w.-]+)(?::\d+)?$/i.test(host) && URL.canParse(site)) return site
  throw new Problem(400, 'refused', said('The request was not understood. Check its address and its form.'))
}

/** Whether people come by HTTPS, also where a proxy before us ends it. */
export function isSecure(engine: Engine, request: FastifyRequest): boolean {
  const { origin } = engine.options
  return origin === undefined ? request.protocol === 'https' : origin.startsWith('https:')
}
