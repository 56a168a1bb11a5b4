import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor, Answer, Asker, Authenticated } from '#engine'

declare module 'fastify' {
  interface FastifyRequest {
    kept: Kept | null
  }
}

/** What the parts of the server remember of one request, on the request itself. */
export class Kept {
  /** Who asks, as it is being found out. */
  asked: Promise<Actor> | null = null
  /** Who asked, where that is known. */
  actor: Actor | null = null
  /** By what they showed it. */
  proof: Authenticated | null = null
  /** That somebody waits for the answer. */
  asker: Asker | null = null
  /** Ends the claim of an Idempotency-Key. */
  settle: ((answer: Answer | null) => Promise<void>) | null = null
}

/** Before any route is declared. */
export function keepOnRequests(app: FastifyInstance): void {
  app.decorateRequest('kept', null)
}

export function keptOf(request: FastifyRequest): Kept {
  return (request.kept ??= new Kept())
}
