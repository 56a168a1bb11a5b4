import type { FastifyInstance, FastifyRequest } from 'fastify'
import { dayAt, isId } from '#model'
import {
  explainRight,
  fieldErrors,
  notFound,
  Problem,
  readersOf,
  type Actor,
  type Engine,
  type Sentence,
} from '#engine'
import { actorOf } from './session.ts'
import { bodyObject } from './write-params.ts'
import { ledOnId } from './lead-on.ts'
import { said } from './said.ts'

/** Whether a user may do something, and why: of oneself anybody may ask, of others administrators. */
export function explainRoutes(app: FastifyInstance, engine: Engine): void {
  app.post('/explain/readers', { config: { once: 'anew' } }, (request) => readers(engine, request))
  app.post('/explain', { config: { once: 'anew' } }, async (request) => {
    const asker = await actorOf(engine, request)
    const { user, object: named, record: given, field, action } = asked(request)
    if (user !== asker.user && !asker.access.administrator) {
      throw new Problem(
        403,
        'administratorOnly',
        said('Of the rights of others only an administrator may ask.'),
      )
    }
    const model = engine.model()
    const object = model.objects.get(named) ?? model.byPath.get(named)
    if (!object || !(asker.access.administrator || asker.access.object(object.name)))
      throw unknown('object', said('There is no object “{named}”.', { named }))
    const isHidden =
      field !== undefined &&
      !asker.access.administrator &&
      asker.access.object(object.name)?.see(field) === undefined
    if (field !== undefined && (!object.fields.has(field) || isHidden))
      throw unknown('field', said('There is no field “{field}”.', { field }))
    const record = given === undefined ? given : await ledOnId(engine, asker, object.name, given)
    if (record !== undefined) await engine.records.get(asker, object.name, record)
    const actor = await actorFor(engine, request, user)
    if (!actor)
      return {
        allowed: false,
        because: said('There is no such user, or the user is not active.').in(asker.language),
        grants: [],
        helping: [],
      }
    const question = {
      actor,
      asker,
      object,
      action,
      actions: engine.actions,
      ...(record === undefined ? {} : { record }),
      ...(field === undefined ? {} : { field }),
    }
    const { timeZone } = await engine.settings.group()
    return explainRight(engine.database, model, question, dayAt(Date.now(), timeZone))
  })
}

/** Who may see a record, and what lets each of them. */
async function readers(engine: Engine, request: FastifyRequest) {
  const asker = await actorOf(engine, request)
  if (!asker.access.administrator)
    throw new Problem(
      403,
      'administratorOnly',
      said('Of the rights of others only an administrator may ask.'),
    )
  const { object: named, record, ...rest } = bodyObject(request)
  const stray = Object.keys(rest)[0]
  if (stray !== undefined) throw unknown(stray.slice(0, 80), said('Give object and record.'))
  const name = wordOf(named, 'object')
  const model = engine.model()
  const object = model.objects.get(name) ?? model.byPath.get(name)
  if (!object) throw unknown('object', said('There is no object “{named}”.', { named: name }))
  const id = await ledOnId(engine, asker, object.name, idOf(record, 'record'))
  await engine.records.get(asker, object.name, id, { fields: ['id'] })
  const { timeZone } = await engine.settings.group()
  const today = dayAt(Date.now(), timeZone)
  const items = await readersOf(engine.database, model, { asker, object, record: id, today, timeZone })
  return { items }
}

async function actorFor(engine: Engine, request: FastifyRequest, user: string): Promise<Actor | null> {
  try {
    return await engine.access.actorFor({ user, source: 'api', request: request.id })
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null
    throw error
  }
}

type Asked = {
  readonly user: string
  readonly object: string
  readonly record?: string
  readonly field?: string
  readonly action: string
}

function asked(request: FastifyRequest): Asked {
  const { user, object, record, field, action, ...rest } = bodyObject(request)
  const stray = Object.keys(rest)[0]
  if (stray !== undefined)
    throw unknown(stray.slice(0, 80), said('Give user, object, action, and perhaps record and field.'))
  return {
    user: idOf(user, 'user'),
    object: wordOf(object, 'object'),
    action: wordOf(action, 'action'),
    ...(record === undefined || record === null ? {} : { record: idOf(record, 'record') }),
    ...(field === undefined || field === null ? {} : { field: wordOf(field, 'field') }),
  }
}

function wordOf(value: unknown, name: string): string {
  if (typeof value === 'string' && value !== '' && value.length <= 100) return value
  throw fieldErrors([{ field: name, code: 'required', message: said('Give “{name}” as text.', { name }) }])
}

function idOf(value: unknown, name: string): string {
  const id = wordOf(value, name).toLowerCase()
  if (isId(id)) return id
  if (name === 'record') throw notFound()
  throw fieldErrors([{ field: name, code: 'notAnId', message: said('“{name}” must be an id.', { name }) }])
}

function unknown(field: string, message: Sentence): Problem {
  return fieldErrors([{ field, code: 'unknown', message }])
}
