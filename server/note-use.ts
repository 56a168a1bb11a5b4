import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Engine } from '#engine'
import { actorSoFar } from './session.ts'

/** Remembers which right an answered request used, for the review of those that nobody needs. */
export function noteUse(engine: Engine, request: FastifyRequest, reply: FastifyReply): void {
  const { objects } = request.params as { readonly objects?: string }
  if (objects === undefined || reply.statusCode >= 400) return
  const object = engine.model().byPath.get(objects)
  // A request that was answered has been asked already who makes it.
  const actor = object && actorSoFar(request)
  // Whoever looks through another's eyes uses nothing of theirs.
  if (actor && !actor.seenBy) engine.rightUse.note(actor, object.name, actionOf(request))
}

const byMethod: Readonly<Record<string, string>> = { POST: 'create', PATCH: 'change', DELETE: 'delete' }

function actionOf(request: FastifyRequest): string {
  const { action } = request.params as { readonly action?: string }
  if (action !== undefined) return action
  const last = request.routeOptions.url?.split('/').at(-1) ?? ''
  if (last === 'export') return 'export'
  if (request.method === 'GET')
    return (request.query as Record<string, unknown>)['purpose'] === 'print' ? 'print' : 'read'
  if (last === 'shares' || last === ':share') return 'share'
  if (last === 'bulk' || last === 'merge') return 'change'
  if (last === 'similar') return 'read'
  return byMethod[request.method] ?? 'read'
}
