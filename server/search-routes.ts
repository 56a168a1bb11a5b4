import type { FastifyInstance } from 'fastify'
import { pluralOf } from '#model'
import { latin } from '#text'
import type { Actor, Engine, ResolvedObject } from '#engine'
import { actorOf } from './session.ts'
import { integerParam, textParam } from './query-params.ts'
import { whileAsked } from './while-asked.ts'

type Hit = {
  readonly object: string
  readonly path: string
  readonly id: string
  readonly title: string
  /** The title in Latin letters, where it is written in others. */
  readonly latin?: string
  readonly number?: string
  readonly aside?: string
  readonly person?: boolean
  readonly icon?: string
}

/**
 * Search across all objects that one may see, for the command palette: a section for each object with hits.
 */
export function searchRoutes(app: FastifyInstance, engine: Engine): void {
  app.get('/search', async (request, reply) => {
    const actor = await actorOf(engine, request)
    const query = request.query as Record<string, unknown>
    const typed = textParam(query, 'q', 500)?.trim() ?? ''
    const limit = integerParam(query, 'limit', 1, 50) ?? 8
    if (typed === '') return { sections: [] }
    const objects = [...engine.model().objects.values()].filter((object) => isSearched(actor, object))
    const asked = objects.map((object) => ({
      object: object.name,
      query: queryOf(actor, object, typed, limit),
    }))
    const pages = await whileAsked(reply, () => engine.records.lists(actor, asked))
    const sections = pages.map((page, at) => section(actor, objects[at] as ResolvedObject, page))
    return { sections: sections.filter(({ hits }) => hits.length > 0) }
  })
}

/** A partner is found under its roles; the base would only repeat them. */
function isSearched(actor: Actor, object: ResolvedObject): boolean {
  const { declaration } = object
  const isPlain = !declaration.owned && !declaration.system && object.roles.length === 0
  return isPlain && object.searched && actor.access.object(object.name)?.rows('read') !== undefined
}

function queryOf(actor: Actor, object: ResolvedObject, typed: string, limit: number) {
  const shown = [object.title, 'number', 'city', 'kind'].filter((name) => sees(actor, object, name))
  return { search: typed, limit, fields: [...new Set(shown)] }
}

function section(actor: Actor, object: ResolvedObject, page: string) {
  const { items } = JSON.parse(page) as { items: readonly Record<string, unknown>[] }
  const label = pluralOf(object.declaration, actor.language)
  return { key: object.name, label, hits: items.map((item) => hitOf(object, item)) }
}

function sees(actor: Actor, object: ResolvedObject, name: string): boolean {
  return object.fields.has(name) && actor.access.object(object.name)?.see(name) !== undefined
}

function hitOf(object: ResolvedObject, item: Readonly<Record<string, unknown>>): Hit {
  const title = textOf(item[object.title]) ?? ''
  const plain = /[^\p{Script=Latin}\p{N}\p{P}\p{S}\p{Z}]/u.test(title) ? latin(title) : title
  const number = textOf(item['number'])
  const aside = textOf(item['city'])
  const isPartner = object.base !== object.name
  return {
    object: object.name,
    path: object.path,
    id: String(item['id']),
    title,
    ...(plain === title ? {} : { latin: plain }),
    ...(number ? { number } : {}),
    ...(aside ? { aside } : {}),
    ...(isPartner ? { person: item['kind'] === 'person' } : { icon: object.declaration.icon ?? 'table-2' }),
  }
}

/** A title may be a reference, which has a title of its own. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (typeof value === 'object' && value !== null && 'title' in value) return textOf(value.title)
  return null
}
