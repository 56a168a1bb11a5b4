import type { FastifyReply, FastifyRequest } from 'fastify'
import { settingsGrant, type Engine } from '#engine'
import { actorSoFar } from './session.ts'

/** Remembers which right an answered request used, for the review of those that nobody needs. */
export function noteUse(engine: Engine, request: FastifyRequest, reply: FastifyReply): void {
  // A request that was answered has been asked already who makes it.
  const actor = reply.statusCode >= 400 ? null : actorSoFar(request)
  // Whoever looks through another's eyes uses nothing of theirs.
  if (!actor || actor.seenBy) return
  for (const page of actor.opened ?? []) engine.rightUse.note(actor, settingsGrant, page)
  const { objects, id } = request.params as { readonly objects?: string; readonly id?: string }
  const object = objects === undefined ? undefined : engine.model().byPath.get(objects)
  if (!object) return
  const action = actionOf(request)
  // A change of many names its action in the body, and may name none that there is.
  if (isOfMany(request) && actor.access.object(object.name)?.rows(action) === undefined) return
  engine.rightUse.note(actor, object.name, action)
  const record = id?.toLowerCase()
  if (record !== undefined && actor.sharedRecords?.has(record))
    engine.rightUse.note(actor, object.name, action, record)
}

const byMethod: Readonly<Record<string, string>> = { POST: 'create', PATCH: 'change', DELETE: 'delete' }

function actionOf(request: FastifyRequest): string {
  const { action } = request.params as { readonly action?: string }
  if (action !== undefined) return action
  const last = lastOf(request)
  if (last === 'export') return 'export'
  if (request.method === 'GET')
    return (request.query as Record<string, unknown>)['purpose'] === 'print' ? 'print' : 'read'
  if (last === 'shares' || last === ':share') return 'share'
  if (last === 'bulk') return bulkAction(request.body) ?? 'change'
  if (last === 'merge') return 'change'
  if (last === 'similar') return 'read'
  return byMethod[request.method] ?? 'read'
}

/** What is done to many is told in the body. */
function bulkAction(body: unknown): string | null {
  const { action } = (body ?? {}) as { readonly action?: unknown }
  return typeof action === 'string' ? action : null
}

function isOfMany(request: FastifyRequest): boolean {
  return lastOf(request) === 'bulk'
}

function lastOf(request: FastifyRequest): string {
  return request.routeOptions.url?.split('/').at(-1) ?? ''
}
