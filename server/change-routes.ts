import { isId } from '#model'
import { notFound, Problem, type Actor, type Answer, type Engine } from '#engine'
import type { FastifyInstance } from 'fastify'
import { answerOnce } from './answer-once.ts'
import { actorOf } from './session.ts'
import { writeParams } from './write-params.ts'

/**
 * A change, of one record or of many, taken back: at once where it is small, as a job where it is not; and
 * what that left as it was.
 */
export function changeRoutes(app: FastifyInstance, engine: Engine): void {
  app.post<{ Params: { id: string } }>(
    '/changes/:id/undo',
    { config: { dryRun: true, once: 'own' } },
    async (request, reply) => {
      const actor = await actorOf(engine, request)
      const id = request.params.id.toLowerCase()
      if (!isId(id)) throw notFound()
      if (writeParams(request).dryRun) return tried(await engine.undo(actor, id, { dryRun: true }))
      return answerOnce(
        engine,
        request,
        reply,
        actor,
        async (tx) => {
          const undone = await engine.undo(actor, id, tx)
          return { status: 'job' in undone ? 202 : 200, body: JSON.stringify(undone), headers: {} }
        },
        { again: (answer) => keptAgain(engine, actor, answer) },
      )
    },
  )
  app.get<{ Params: { id: string } }>('/changes/:id/kept', async (request) => {
    const actor = await actorOf(engine, request)
    const id = request.params.id.toLowerCase()
    if (!isId(id)) throw notFound()
    return engine.history.kept(actor, id)
  })
}

/** What an undo would do, without the change that it would be. */
function tried({ change: _none, ...undone }: Awaited<ReturnType<Engine['undo']>>) {
  return undone
}

/** What was kept is told again only of records that may still be seen. */
async function keptAgain(engine: Engine, actor: Actor, answer: Answer): Promise<Answer> {
  const { kept = [], ...undone } = JSON.parse(answer.body) as { kept?: { object: string; record: string }[] }
  const seen: unknown[] = []
  for (const one of kept) {
    const isSeen = await engine.records.get(actor, one.object, one.record, { fields: ['id'] }).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Problem && error.status === 404) return false
        throw error
      },
    )
    if (isSeen) seen.push(one)
  }
  return { ...answer, body: JSON.stringify({ ...undone, kept: seen }) }
}
