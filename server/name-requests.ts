import type { FastifyInstance } from 'fastify'
import { onBehalf } from '#engine'

/** What a request asks of the database is asked on its behalf, so that the log can say for which it was. */
export function nameRequests(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => onBehalf({ request: request.id }, done))
  // A body is read by the events of its connection, which know nothing of the request.
  app.addHook('preValidation', (request, _reply, done) => onBehalf({ request: request.id }, done))
}
