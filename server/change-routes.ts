import { isId } from '#model'
import { knownObjects, notFound, type Actor, type Answer, type Engine, type UndoResult } from '#engine'
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

/** What was done is told again by the rights of now: of objects that are known, and of what is still seen. */
async function keptAgain(engine: Engine, actor: Actor, answer: Answer): Promise<Answer> {
  const told = JSON.parse(answer.body) as Partial<UndoResult> & { change: string }
  // A job tells of itself what became of it.
  if (!told.kept) return answer
  const known = knownObjects(actor, engine.model())
  const what = told.what?.filter(({ object }) => known.includes(object))
  const kept = await engine.history.keptNow(actor, told.change, told.kept)
  return { ...answer, body: JSON.stringify({ ...told, what, kept }) }
}
