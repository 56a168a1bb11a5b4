import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Engine } from '#engine'

/**
 * An answer that gives sensitive fields leaves when it stands in the log who read them. Where that cannot be
 * written down the answer is not given; one that gives none waits for nothing.
 */
export function writeReadsFirst(api: FastifyInstance, engine: Engine): void {
  const refused = new WeakSet<FastifyRequest>()
  api.addHook('onSend', (request, _reply, _payload, done) => {
    // The word of the failure itself holds nothing that was read.
    if (engine.reads.isWritten(request.id) || refused.has(request)) return done()
    return engine.reads.written(request.id).catch((error: unknown) => {
      refused.add(request)
      throw error
    })
  })
}
