import type { FastifyInstance } from 'fastify'
import type { Engine } from '#engine'
import { cspReportPath } from './csp-routes.ts'
import { isOfApi } from './is-of-api.ts'
import { isSecure } from './site.ts'

/**
 * What a browser may do with our pages: scripts and styles only from here, no frame around them, no guessing
 * of types. Styles of elements are allowed inline, since measured layouts (virtual rows) need them.
 */
export function securityHeaders(app: FastifyInstance, engine: Engine): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(isOfApi(request) ? dataHeaderValues : securityHeaderValues)
    reply.header('kontor-request', request.id)
    if (isSecure(engine, request)) reply.header('strict-transport-security', 'max-age=31536000')
    done()
  })
}

const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  // All browsers know it and send at once; where `report-to` stands too, some send a minute later or never.
  `report-uri ${cspReportPath}`,
].join('; ')

export const securityHeaderValues = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
} as const

/**
 * What an answer of the API needs: it is no page, nobody keeps it, and nothing in it is ever run or shown.
 */
const dataHeaderValues = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const
