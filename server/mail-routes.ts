import type { FastifyInstance } from 'fastify'
import { words, type Engine } from '#engine'
import { actorOf } from './session.ts'

/** Whether Kontor can send mail, what became of the latest, and one to try it out; for administrators. */
export function mailRoutes(app: FastifyInstance, engine: Engine): void {
  app.get('/mail', async (request) => {
    const actor = await actorOf(engine, request)
    const items = await engine.mail.list(actor, 50)
    const { problem, ...state } = await engine.mail.state()
    return { ...state, problem: problem && words(problem, actor.language), items }
  })
  app.post('/mail/test', async (request, reply) => {
    const actor = await actorOf(engine, request)
    // Throws a 403 for everybody else.
    await engine.mail.list(actor, 1)
    engine.mail.refuseUnlessReady()
    const to = await engine.accounts.emailOf(actor.user)
    const id = await engine.database.transaction((tx) =>
      engine.mail.post(tx, { kind: 'test', to, language: actor.language, payload: {}, by: actor }),
    )
    return reply.code(202).send({ id, to })
  })
}
