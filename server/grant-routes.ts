import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isId } from '#model'
import {
  fieldErrors,
  mostGrants,
  notFound,
  Problem,
  type Actor,
  type EditedGrant,
  type GrantHolder,
  type Engine,
} from '#engine'
import { rehearsal } from './rehearsal.ts'
import { actorOf } from './session.ts'
import { bodyObject, writeParams } from './write-params.ts'
import { said } from './said.ts'

type Named = { readonly id: string }

const tried = { config: { dryRun: true } } as const

/** The paths under which each kind of holder is found. */
const holders = { posts: 'post', 'user-groups': 'group', users: 'user' } as const

/** The rights of a post, a group or a user as one: read, set in one change, and tried out before they are. */
export function grantRoutes(app: FastifyInstance, engine: Engine): void {
  for (const [path, kind] of Object.entries(holders)) holderRoutes(app, engine, path, kind)
  app.post('/grants/preview', { config: { once: 'anew' } }, async (request) => {
    const actor = await actorOf(engine, request)
    if (!actor.access.administrator) throw administratorOnly()
    const body = bodyObject(request)
    const kinds = Object.values(holders)
    const grants = grantsIn(body, [...kinds, 'grants'])
    return engine.rights.preview(actor, namedIn(body, kinds), grants)
  })
}

function holderRoutes(app: FastifyInstance, engine: Engine, path: string, kind: GrantHolder['kind']): void {
  app.get(`/${path}/:id/grants`, async (request, reply) => {
    const actor = await knowing(engine, request)
    const { items, tag } = await engine.rights.of(actor, holderOf(request, kind))
    return reply.header('etag', `"${tag}"`).send({ items })
  })
  app.put(`/${path}/:id/grants`, tried, async (request, reply) => {
    const actor = await knowing(engine, request)
    const holder = holderOf(request, kind)
    const options = writeParams(request)
    const grants = grantsIn(bodyObject(request), ['grants'])
    if (options.dryRun)
      return rehearsal(
        actor,
        async () => (await engine.rights.set(actor, holder, grants, options), { items: grants }),
      )
    const change = await engine.rights.set(actor, holder, grants, options)
    const { items, tag } = await engine.rights.of(actor, holder)
    return reply.header('etag', `"${tag}"`).header('kontor-change', change).send({ items })
  })
}

/** The one holder that is named: `post`, `group` or `user`. */
function namedIn(body: Record<string, unknown>, kinds: readonly GrantHolder['kind'][]): GrantHolder {
  const kind = kinds.find((one) => body[one] !== undefined) ?? 'post'
  const id = body[kind]
  if (typeof id === 'string' && isId(id.toLowerCase())) return { kind, id: id.toLowerCase() }
  throw fieldErrors([
    { field: kind, code: 'notAnId', message: said('“{name}” must be an id.', { name: kind }) },
  ])
}

/** Who may know nothing of grants finds nothing here. */
async function knowing(engine: Engine, request: FastifyRequest): Promise<Actor> {
  const actor = await actorOf(engine, request)
  if (actor.access.administrator || actor.access.object('grant')) return actor
  throw notFound()
}

function holderOf(request: FastifyRequest, kind: GrantHolder['kind']): GrantHolder {
  const id = (request.params as Named).id.toLowerCase()
  if (!isId(id)) throw notFound()
  return { kind, id }
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
