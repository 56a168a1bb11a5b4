import type { FastifyInstance } from 'fastify'
import { pino, type DestinationStream, type Logger } from 'pino'
import { loggedError } from './logged-error.ts'
import { actorSoFar } from './session.ts'

/**
 * A structured log on standard error, a line of JSON for each request. Nothing of a request's content is in
 * it, so no personal values are. Who watches it in a terminal is spared the lines of requests.
 */
export function openLog(to: DestinationStream = pino.destination(2)): Logger {
  const level = process.env['KONTOR_LOG'] ?? (process.stderr.isTTY ? 'warn' : 'info')
  const { isoTime: timestamp } = pino.stdTimeFunctions
  // At the level of traces the parser of uploads tells all headers, and so by what key somebody came.
  const busboyOptions = ({ limits }: { limits?: unknown }) => ({ limits })
  return pino({ level, base: null, timestamp, serializers: { err: loggedError, busboyOptions } }, to)
}

/**
 * Writes down each request when it has been answered: which it was, whose, by which route, and how it went.
 * The route stands as it is registered, so that neither names nor what was searched for are in it.
 */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    const line = {
      request: request.id,
      user: actorSoFar(request)?.user ?? null,
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime),
    }
    // Asked every few seconds by machines; only what goes wrong there is worth a line.
    if (quiet.has(line.route ?? '') && line.status < 500) request.log.debug(line, 'request')
    else request.log.info(line, 'request')
    done()
  })
}

const quiet = new Set(['/healthz', '/readyz', '/metrics'])
