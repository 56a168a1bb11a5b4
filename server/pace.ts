import type { FastifyInstance, FastifyReply } from 'fastify'
import { Problem } from '#engine'
import { problemDocument } from './problem-document.ts'
import { said } from './said.ts'
import { languageOf } from './session.ts'

/** How slow a client may be before it is cut: looked at so often, and so much must have moved since. */
export type Pace = { readonly everyMilliseconds: number; readonly leastBytes: number }

/** A byte a second is no line that anybody has; whoever is slower than this only holds something. */
const usualPace: Pace = { everyMilliseconds: 30_000, leastBytes: 4_096 }

/**
 * Cuts clients that send their request, or take their answer, a byte at a time. Whoever only waits for an
 * answer is left alone, and so is a stream of events in which nothing has to be sent.
 */
export function cutSlowClients(app: FastifyInstance, pace: Pace = usualPace): void {
  const open = new Set<FastifyReply>()
  let before: ReadonlyMap<FastifyReply, number> = new Map()
  const look = setInterval(() => {
    const seen = new Map<FastifyReply, number>()
    for (const reply of open) {
      const { raw: answer, request } = reply
      if (answer.closed) {
        open.delete(reply)
        continue
      }
      const isMoving = !request.raw.complete || answer.writableLength > 0
      // What begins to move only now is judged the next time.
      if (!isMoving) continue
      const { socket } = request.raw
      const moved = socket.bytesRead + socket.bytesWritten - answer.writableLength
      const last = before.get(reply)
      if (last !== undefined && moved - last < pace.leastBytes) void cut(reply)
      seen.set(reply, moved)
    }
    before = seen
  }, pace.everyMilliseconds).unref()
  app.addHook('onRequest', (_request, reply, done) => {
    open.add(reply)
    done()
  })
  app.addHook('onResponse', (_request, reply, done) => {
    open.delete(reply)
    done()
  })
  app.addHook('onClose', async () => clearInterval(look))
}

/** Ends the line; whoever is still sending, and was told nothing yet, is told why. */
async function cut({ raw: answer, request }: FastifyReply): Promise<void> {
  const { socket } = request.raw
  if (request.raw.complete || answer.headersSent) return void socket.destroy()
  const problem = new Problem(
    408,
    'tooSlow',
    said('The request came too slowly and was given up. Nothing was saved. Send it again on a better line.'),
  )
  const text = JSON.stringify(problemDocument(problem, request.id, await languageOf(request)))
  const head = [
    ...['HTTP/1.1 408 Request Timeout', 'connection: close', 'content-type: application/problem+json'],
    `content-length: ${Buffer.byteLength(text)}`,
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`, () => socket.destroy())
}
