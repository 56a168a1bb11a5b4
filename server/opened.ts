import type { FastifyRequest } from 'fastify'
import { isId } from '#model'
import { notFound, type Engine, type ResolvedObject } from '#engine'
import { actorOf } from './session.ts'

type Named = { readonly objects: string; readonly id: string }

/** Who asks, and of which object; one that they may not know answers like one that does not exist. */
export async function opened(engine: Engine, request: FastifyRequest) {
  const actor = await actorOf(engine, request)
  const object = engine.model().byPath.get((request.params as Named).objects)
  // What a setting may hold, its declaration says, which only the settings' own calls know.
  if (
    !object ||
    object.declaration.owned ||
    object.name === 'setting' ||
    !(actor.access.administrator || actor.access.object(object.name))
  )
    throw notFound()
  return { actor, object: object as ResolvedObject }
}

/** The same, of a record by its id, which may yet be one that they may not see. */
export async function openedRecord(engine: Engine, request: FastifyRequest) {
  const { id } = request.params as Named
  const found = await opened(engine, request)
  if (!isId(id.toLowerCase())) throw notFound()
  return { ...found, id: id.toLowerCase() }
}
