import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isId } from '#model'
import { Refusal, type Actor, type Engine, type ResolvedObject } from '#engine'
import { instantParam } from './query-params.ts'
import { said } from './said.ts'
import { actorOf } from './session.ts'
import { header } from './write-params.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * What the id of a record in the path means once that was merged into another. Without a word a read is
     * sent on to the one that stays, and a write is done to it. `never`: the very record, though it is gone.
     * `missed`: only where nothing was found. `told`: what cannot be taken back is not done to another record
     * than was named. `matched`: nor is this, unless who asks names the version of the one that stays.
     */
    leadsOn?: 'never' | 'missed' | 'told' | 'matched'
  }
}

/** Where the id stands in `/api/v1/customers/…`. */
const placeOfId = 4

/**
 * The ids of records that were merged lead on to those that stay, on every route that has the id of a record
 * in its path, to whom those may be seen; to others, and where it was undone, the id is nobody's.
 */
export function leadOn(api: FastifyInstance, engine: Engine): void {
  api.addHook('preHandler', async (request, reply) => {
    const named = namedIn(engine, request)
    if (!named) return
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    const asOf = isRead ? instantParam(request.query as Record<string, unknown>, 'asOf') : undefined
    const { leadsOn } = request.routeOptions.config
    // What is there is by far the most asked for, and is found in one step.
    if (leadsOn === 'never' || (leadsOn === 'missed' && asOf === undefined)) return
    const { object, id } = named
    const survivor = await engine.records.goneInto(await actorOf(engine, request), object.name, id, asOf)
    if (survivor === null) return
    if (isRead) return reply.redirect(ledOn(request, survivor), 308)
    if (leadsOn === 'told' || (leadsOn === 'matched' && header(request, 'if-match') === undefined))
      throw new WentInto(survivor)
    Object.assign(request.params as object, { id: survivor })
  })
}

/**
 * The id of the record that stays, where one was named elsewhere than in the path and went into it, and who
 * asks sees that one; the same id else.
 */
export async function ledOnId(engine: Engine, actor: Actor, object: string, record: string): Promise<string> {
  if (!engine.model().objects.has(object)) return record
  return (await engine.records.goneInto(actor, object, record)) ?? record
}

/** The address that was asked for, of the record that stays. */
export function ledOn({ url }: FastifyRequest, survivor: string): string {
  const [path = '', ...query] = url.split('?')
  const steps = path.split('/')
  steps[placeOfId] = survivor
  return [steps.join('/'), ...query].join('?')
}

/** The record in the path, where records of its kind can be merged. */
function namedIn(
  engine: Engine,
  request: FastifyRequest,
): { readonly object: ResolvedObject; readonly id: string } | null {
  const steps = (request.routeOptions.url ?? '').split('/')
  const params = request.params as { readonly objects?: string; readonly id?: string }
  const id = params.id?.toLowerCase() ?? ''
  if (steps[placeOfId] !== ':id' || !isId(id)) return null
  const object = engine.model().byPath.get(params.objects ?? steps[placeOfId - 1] ?? '')
  return object && !object.declaration.system && !object.declaration.owned ? { object, id } : null
}

/** What was named is part of another record, which is not what was asked to go. */
class WentInto extends Refusal {
  constructor(survivor: string) {
    super(
      'wentInto',
      said('This record was merged into another, which would go as a whole. Name that one itself.'),
      {},
    )
    Object.assign(this.details, { record: survivor })
  }
}
