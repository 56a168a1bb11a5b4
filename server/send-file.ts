import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { whileWanted, type Engine } from '#engine'
import { actorNow } from './session.ts'
import { askerOf } from './while-asked.ts'

/** Sends a file that is written while it is fetched, under its name, to be saved. */
export function sendFile(
  engine: Engine,
  reply: FastifyReply,
  file: { name: string; type: string; content: AsyncGenerator<Buffer> },
) {
  const plain = file.name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_')
  const whole = encodeURIComponent(file.name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return reply
    .type(file.type)
    .header('cache-control', 'private, no-store')
    .header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${whole}`)
    .send(Readable.from(whileFetched(engine, reply, file.content), { objectMode: false }))
}

/**
 * Whoever hangs up lets the database leave what it still works on; and whoever is nobody any more since their
 * session or key was ended gets no further piece, however long the file is.
 */
async function* whileFetched(
  engine: Engine,
  reply: FastifyReply,
  content: AsyncGenerator<Buffer>,
): AsyncGenerator<Buffer> {
  const asker = askerOf(reply)
  try {
    for (;;) {
      const { done, value } = await whileWanted(asker, () => content.next())
      // No piece leaves before it stands in the log who read what is in it.
      await engine.reads.written(reply.request.id)
      if (done) return
      await actorNow(engine, reply.request)
      yield value
    }
  } finally {
    await content.return(undefined)
  }
}
