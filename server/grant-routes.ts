import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isId } from '#model'
import {
  fieldErrors,
  mostGrants,
  notFound,
  Problem,
  type Actor,
  type EditedGrant,
  type Engine,
} from '#engine'
import { rehearsal } from './rehearsal.ts'
import { actorOf } from './session.ts'
import { bodyObject, writeParams } from './write-params.ts'
import { said } from './said.ts'

type Named = { readonly id: string }

const tried = { config: { dryRun: true } } as const

/** The rights of a post as one: read, set in one change, and tried out before they are. */
export function grantRoutes(app: FastifyInstance, engine: Engine): void {
  app.get('/posts/:id/grants', async (request, reply) => {
    const actor = await knowing(engine, request)
    const { items, tag } = await engine.rights.of(actor, postOf(request))
    return reply.header('etag', `"${tag}"`).send({ items })
  })
  app.put('/posts/:id/grants', tried, async (request, reply) => {
    const actor = await knowing(engine, request)
    const post = postOf(request)
    const options = writeParams(request)
    const grants = grantsIn(bodyObject(request), ['grants'])
    if (options.dryRun)
      return rehearsal(
        actor,
        async () => (await engine.rights.set(actor, post, grants, options), { items: grants }),
      )
    const change = await engine.rights.set(actor, post, grants, options)
    const { items, tag } = await engine.rights.of(actor, post)
    return reply.header('etag', `"${tag}"`).header('kontor-change', change).send({ items })
  })
  app.post('/grants/preview', { config: { once: 'anew' } }, async (request) => {
    const actor = await actorOf(engine, request)
    if (!actor.access.administrator) throw administratorOnly()
    const body = bodyObject(request)
    const { post } = body
    if (typeof post !== 'string' || !isId(post.toLowerCase()))
      throw fieldErrors([
        { field: 'post', code: 'notAnId', message: said('“{name}” must be an id.', { name: 'post' }) },
      ])
    return engine.rights.preview(actor, post.toLowerCase(), grantsIn(body, ['post', 'grants']))
  })
}

/** Who may know nothing of grants finds nothing here. */
async function knowing(engine: Engine, request: FastifyRequest): Promise<Actor> {
  const actor = await actorOf(engine, request)
  if (actor.access.administrator || actor.access.object('grant')) return actor
  throw notFound()
}

function postOf(request: FastifyRequest): string {
  const id = (request.params as Named).id.toLowerCase()
  if (!isId(id)) throw notFound()
  return id
}

function grantsIn(body: Record<string, unknown>, names: readonly string[]): EditedGrant[] {
  const stray = Object.keys(body).find((name) => !names.includes(name))
  if (stray !== undefined) throw wrong(stray.slice(0, 80))
  const { grants } = body
  if (!Array.isArray(grants) || grants.length > mostGrants || !grants.every(isGrant)) throw wrong('grants')
  return grants.map(({ id, ...grant }) =>
    id === null || id === undefined ? grant : { id: String(id), ...grant },
  )
}

function isGrant(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function wrong(field: string): Problem {
  return fieldErrors([
    {
      field,
      code: 'grants',
      message: said('Give “grants” as a list of at most {most} rights, each an object with its fields.', {
        most: mostGrants,
      }),
    },
  ])
}

function administratorOnly(): Problem {
  return new Problem(403, 'administratorOnly', said('Of the rights of others only an administrator may ask.'))
}
