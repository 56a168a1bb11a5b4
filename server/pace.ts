import type { FastifyInstance } from 'fastify'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** How slow a client may be before it is cut: looked at so often, and so much must have moved since. */
export type Pace = { readonly everyMilliseconds: number; readonly leastBytes: number }

/** A byte a second is no line that anybody has; whoever is slower than this only holds something. */
const usualPace: Pace = { everyMilliseconds: 30_000, leastBytes: 4_096 }

type Watched = { readonly asked: IncomingMessage; readonly answer: ServerResponse; moved: number }

/**
 * Cuts clients that send their request, or take their answer, a byte at a time. Whoever only waits for an
 * answer is left alone, and so is a stream of events in which nothing has to be sent.
 */
export function cutSlowClients(app: FastifyInstance, pace: Pace = usualPace): void {
  const open = new Set<Watched>()
  const look = setInterval(() => {
    for (const one of open) {
      if (one.answer.closed) {
        open.delete(one)
        continue
      }
      const { socket } = one.asked
      const isMoving = !one.asked.complete || one.answer.writableLength > 0
      const moved = socket.bytesRead + socket.bytesWritten - one.answer.writableLength
      if (isMoving && one.moved !== -1 && moved - one.moved < pace.leastBytes) socket.destroy()
      // What began to move only now is judged the next time.
      one.moved = isMoving ? moved : -1
    }
  }, pace.everyMilliseconds).unref()
  const watched = new WeakMap<ServerResponse, Watched>()
  app.addHook('onRequest', (request, reply, done) => {
    const one: Watched = { asked: request.raw, answer: reply.raw, moved: -1 }
    open.add(one)
    watched.set(reply.raw, one)
    done()
  })
  app.addHook('onResponse', (_request, reply, done) => {
    const one = watched.get(reply.raw)
    if (one) open.delete(one)
    done()
  })
  app.addHook('onClose', async () => clearInterval(look))
}
