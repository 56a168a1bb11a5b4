import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Engine } from '#engine'

/**
 * An answer that gives sensitive fields leaves when it stands in the log who read them. Where that cannot be
 * written down the answer is not given; one that gives none waits for nothing.
 */
export function writeReadsFirst(api: FastifyInstance, engine: Engine): void {
  const refused = new WeakSet<FastifyRequest>()
  api.addHook('onSend', async (request) => {
    // The word of the failure itself holds nothing that was read.
    if (refused.has(request)) return
    try {
      await engine.reads.written(request.id)
    } catch (error) {
      refused.add(request)
      throw error
    }
  })
}
