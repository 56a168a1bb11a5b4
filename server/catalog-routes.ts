import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  mayOpen,
  addableTypes,
  describeDealings,
  describeObject,
  notFound,
  type Actor,
  type Answer,
  type Catalog,
  type Engine,
  type ResolvedObject,
} from '#engine'
import { choicesOf } from '#model'
import { answerOnce } from './answer-once.ts'
import { rehearsal } from './rehearsal.ts'
import { actorNow, actorOf } from './session.ts'
import { bodyObject, writeParams } from './write-params.ts'

type Named = { readonly name: string; readonly field: string }

/**
 * The catalog: objects and fields, those that were added at run time among them, and how to add, change and
 * retire them.
 */
export function catalogRoutes(app: FastifyInstance, engine: Engine): void {
  app.get('/objects', async (request) => ({ items: objectsOf(engine, await actorOf(engine, request)) }))
  app.get('/field-types', async (request) => {
    await actorOf(engine, request)
    return { items: addableTypes().map(({ name, settings }) => ({ name, settings })) }
  })
  app.get('/objects/:name', async (request) => {
    const actor = await actorOf(engine, request)
    const { name } = nameOf(request)
    if (!mayOpen(actor, 'objects')) return described(engine, actor, name)
    const business = describeDealings(engine.model(), knownObject(engine, actor, name), actor.language)
    return { ...described(engine, actor, name), ...business }
  })
  app.get('/objects/:name/fields', async (request) => {
    const actor = await actorOf(engine, request)
    return { items: fieldsOf(engine, actor, nameOf(request).name) }
  })
  objectWrites(app, engine)
  fieldWrites(app, engine)
  ruleRoutes(app, engine)
}

/** What administrators ask of records beside what is declared: obligatory fields, and what values must be. */
function ruleRoutes(app: FastifyInstance, engine: Engine): void {
  const rulesOf = (actor: Actor, name: string) => ({ items: engine.catalog.rulesFor(actor, name) })
  app.get('/objects/:name/rules', async (request) => {
    const actor = await actorOf(engine, request)
    return rulesOf(actor, knownObject(engine, actor, nameOf(request).name).name)
  })
  app.put('/objects/:name/rules', tried, async (request) => {
    const actor = await actorOf(engine, request)
    const { name } = faced(engine, request)
    const { rules } = bodyObject(request)
    const { dryRun, confirmed = [] } = writeParams(request)
    if (dryRun) {
      return rehearsal(
        actor,
        async () => (
          await engine.catalog.rehearsal.setRules(actor, name, rules, { confirmed }),
          { items: rules }
        ),
      )
    }
    await engine.catalog.setRules(actor, name, rules, { confirmed })
    return rulesOf(actor, name)
  })
  app.patch('/objects/:name/rules', tried, (request) => {
    const { name } = faced(engine, request)
    return changedRules(engine, request, name, (actor) => rulesOf(actor, name))
  })
}

async function changedRules(
  engine: Engine,
  request: FastifyRequest,
  name: string,
  answer: (actor: Actor) => { items: unknown },
) {
  const actor = await actorOf(engine, request)
  const changes = bodyObject(request)
  if (writeParams(request).dryRun)
    return rehearsal(
      actor,
      async () => (await engine.catalog.rehearsal.changeRules(actor, name, changes), changes),
    )
  await engine.catalog.changeRules(actor, name, changes)
  return answer(actor)
}

function objectWrites(app: FastifyInstance, engine: Engine): void {
  app.post('/objects', triedOnce, (request, reply) =>
    added(engine, request, reply, async (catalog, actor) => {
      const name = await catalog.addObject(actor, bodyObject(request))
      return {
        name,
        place: `/api/v1/objects/${name}`,
        answer: async () => described(engine, await actorNow(engine, request), name),
      }
    }),
  )
  app.patch('/objects/:name', tried, (request, reply) =>
    changed(engine, request, reply, (catalog, actor, { name }) =>
      catalog.changeObject(actor, name, bodyObject(request)),
    ),
  )
  app.delete('/objects/:name', tried, (request, reply) =>
    gone(engine, request, reply, (catalog, actor, { name }) => catalog.retireObject(actor, name)),
  )
  app.post('/objects/:name/restore', triedOnce, (request, reply) =>
    changed(engine, request, reply, (catalog, actor, { name }) => catalog.restoreObject(actor, name)),
  )
}

function fieldWrites(app: FastifyInstance, engine: Engine): void {
  app.post('/objects/:name/fields', triedOnce, (request, reply) =>
    added(engine, request, reply, async (catalog, actor) => {
      const object = knownObject(engine, actor, nameOf(request).name).name
      const name = await catalog.addField(actor, object, bodyObject(request))
      return {
        name,
        place: `/api/v1/objects/${object}/fields/${name}`,
        answer: async () => describedField(engine, await actorNow(engine, request), object, name),
      }
    }),
  )
  const place = '/objects/:name/fields/:field'
  app.patch(place, tried, (request, reply) =>
    changed(engine, request, reply, (catalog, actor, { name, field }) =>
      catalog.changeField(actor, name, field, bodyObject(request)),
    ),
  )
  app.delete(place, tried, (request, reply) =>
    gone(engine, request, reply, (catalog, actor, { name, field }) =>
      catalog.retireField(actor, name, field),
    ),
  )
  app.post(`${place}/restore`, triedOnce, (request, reply) =>
    changed(engine, request, reply, (catalog, actor, { name, field }) =>
      catalog.restoreField(actor, name, field),
    ),
  )
  app.post(`${place}/erase`, tried, (request, reply) =>
    gone(engine, request, reply, (catalog, actor, { name, field }) => {
      const { confirmed = [] } = writeParams(request)
      return catalog.eraseField(actor, name, field, { confirmed })
    }),
  )
}

const tried = { config: { dryRun: true } } as const
const triedOnce = { config: { dryRun: true, once: 'own' } } as const

type Work<T> = (catalog: Omit<Catalog, 'rehearsal'>, actor: Actor, named: Named) => Promise<T>

async function added(
  engine: Engine,
  request: FastifyRequest,
  reply: FastifyReply,
  work: Work<{ name: string; place: string; answer: () => Promise<unknown> }>,
) {
  const actor = await actorOf(engine, request)
  const named = nameOf(request)
  if (writeParams(request).dryRun) {
    return rehearsal(actor, async () => ({
      name: (await work(engine.catalog.rehearsal, actor, named)).name,
      ...bodyObject(request),
    }))
  }
  return answerOnce(
    engine,
    request,
    reply,
    actor,
    async () => {
      const made = await work(engine.catalog, actor, named)
      return { status: 201, body: JSON.stringify(await made.answer()), headers: { location: made.place } }
    },
    { again: shapedAgain(engine, request, actor) },
  )
}

/** A change is answered with the object or field as it is now. */
async function changed(engine: Engine, request: FastifyRequest, reply: FastifyReply, work: Work<void>) {
  const actor = await actorOf(engine, request)
  const named = faced(engine, request)
  if (writeParams(request).dryRun) {
    return rehearsal(
      actor,
      async () => (await work(engine.catalog.rehearsal, actor, named), bodyObject(request)),
    )
  }
  const done = async () => {
    await work(engine.catalog, actor, named)
    // Rights are compiled for one model, and this is another one now.
    const after = await actorNow(engine, request)
    const now =
      named.field === undefined
        ? described(engine, after, named.name)
        : describedField(engine, after, named.name, named.field)
    return { status: 200, body: JSON.stringify(now), headers: {} }
  }
  return answerOnce(engine, request, reply, actor, done, { again: shapedAgain(engine, request, actor) })
}

/** Who shapes objects no more is not told again what they are; who does, what they see of it today. */
function shapedAgain(engine: Engine, request: FastifyRequest, actor: Actor) {
  return async (answer: Answer): Promise<Answer> => {
    if (!mayOpen(actor, 'objects')) throw notFound()
    if (actor.access.administrator) return answer
    const { name } = JSON.parse(answer.body) as { name: string }
    const isField = request.routeOptions.url?.includes('/fields') === true
    const now = isField
      ? describedField(engine, actor, knownObject(engine, actor, faced(engine, request).name).name, name)
      : described(engine, actor, name)
    return { ...answer, body: JSON.stringify(now) }
  }
}

async function gone(engine: Engine, request: FastifyRequest, reply: FastifyReply, work: Work<void>) {
  const actor = await actorOf(engine, request)
  const named = faced(engine, request)
  if (writeParams(request).dryRun)
    return rehearsal(actor, async () => (await work(engine.catalog.rehearsal, actor, named), null))
  await work(engine.catalog, actor, named)
  return reply.code(204).send()
}

function nameOf(request: FastifyRequest): Named {
  return request.params as Named
}

/** Objects are named by their name or their path; a retired one by its name alone. */
function faced(engine: Engine, request: FastifyRequest): Named {
  const { name, field } = nameOf(request)
  return { name: engine.model().byPath.get(name)?.name ?? name, field }
}

function knownObject(engine: Engine, actor: Actor, name: string): ResolvedObject {
  const model = engine.model()
  const object = model.objects.get(name) ?? model.byPath.get(name)
  if (!object || !(actor.access.administrator || actor.access.object(object.name))) throw notFound()
  return object
}

function described(engine: Engine, actor: Actor, name: string) {
  const found = describeObject(engine.model(), actor, engine.actions, knownObject(engine, actor, name))
  if (!found) throw notFound()
  return { ...found, retired: false }
}

function describedField(engine: Engine, actor: Actor, object: string, name: string) {
  const found = described(engine, actor, object).fields.find((field) => field.name === name)
  return found ? { ...found, retired: false } : { name, retired: true }
}

/** Objects in few words; who shapes them sees what was retired too. */
function objectsOf(engine: Engine, actor: Actor) {
  const model = engine.model()
  const present = [...model.objects.values()].flatMap((object) => {
    const found = describeObject(model, actor, engine.actions, object)
    if (!found || (object.declaration.owned && !mayOpen(actor, 'objects'))) return []
    const { fields, lists: _lists, card: _card, actions: _actions, ...words } = found
    return [{ ...words, fieldCount: fields.length, retired: false }]
  })
  if (!mayOpen(actor, 'objects')) return present
  const retired = engine.catalog.rows().objects.filter((object) => object.retired)
  const words = retired.map(({ declaration: { name, path, label, plural, icon } }) => ({
    name,
    path,
    label,
    plural,
    icon: icon ?? null,
    custom: true,
    retired: true,
  }))
  return [...present, ...words]
}

/** A field's words in every language, for who changes them in one without losing the others. */
function wordsOf(object: ResolvedObject, name: string) {
  const field = object.fields.get(name)?.field
  if (!field) return null
  return { label: field.label, labels: field.labels ?? {}, choices: choicesOf(field) }
}

function fieldsOf(engine: Engine, actor: Actor, name: string) {
  const object = knownObject(engine, actor, name)
  const own = engine.catalog.rows().fields.filter((field) => field.object === object.name)
  const becoming = new Map(own.map((field) => [field.name, field.becoming ?? null]))
  const present = described(engine, actor, object.name).fields.map((field) => ({
    ...field,
    retired: false,
    becoming: becoming.get(field.name) ?? null,
    ...(mayOpen(actor, 'objects') ? { words: wordsOf(object, field.name) } : {}),
  }))
  if (!mayOpen(actor, 'objects')) return present
  const retired = own.filter((field) => field.retired)
  const words = retired.map(({ name: field, declaration: { label, type }, erased }) => ({
    name: field,
    label,
    type,
    custom: true,
    retired: true,
    erased,
  }))
  return [...present, ...words]
}
