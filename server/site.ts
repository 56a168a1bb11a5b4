import type { FastifyRequest } from 'fastify'
import type { Engine } from '#engine'

/** The site that people see us as: scheme, host and port. */
export function siteOf(engine: Engine, request: FastifyRequest): string {
  return engine.options.origin ?? `${request.protocol}://${request.host}`
}

/** Whether people come by HTTPS, also where a proxy before us ends it. */
export function isSecure(engine: Engine, request: FastifyRequest): boolean {
  return siteOf(engine, request).startsWith('https:')
}
