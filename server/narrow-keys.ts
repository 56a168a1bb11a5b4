import { Problem, type Actor } from '#engine'
import type { FastifyRequest } from 'fastify'
import { said } from './said.ts'

/**
 * What a key has to carry for a call, one of these actions; or `named`: the action that the path names. For
 * what no single action says, `asked`: all that the call tells and does asks the rights, which are cut to
 * the key.
 */
type Needs = readonly [string, ...string[]] | 'named' | 'asked'

const reads: Needs = ['read']
const shares: Needs = ['share']
const exports: Needs = ['export']
const imports: Needs = ['import']

/**
 * The calls that are open to a key which carries less than its user may do, and what it needs for each. All
 * others are closed to it, so a new route is until it stands here: what is people's own (their inbox, ways
 * in, the shape of rights, data about persons) follows from no right to an object.
 */
export const forNarrowKeys: Readonly<Record<string, Needs>> = {
  'GET /me': 'asked',
  'GET /model': 'asked',
  'GET /openapi.json': 'asked',
  'GET /objects': 'asked',
  'GET /objects/:name': 'asked',
  'GET /objects/:name/fields': 'asked',
  'GET /objects/:name/rules': 'asked',
  'GET /field-types': 'asked',
  'POST /checks/:kind': 'asked',
  'POST /formulas/evaluate': 'asked',
  'GET /:objects': reads,
  'GET /:objects/:id': reads,
  'GET /:objects/summary': reads,
  'GET /:objects/deleted': reads,
  'GET /:objects/difference': reads,
  'GET /:objects/facts': reads,
  'GET /:objects/:id/history': reads,
  'GET /:objects/:id/timeline': reads,
  'GET /:objects/:id/difference': reads,
  'GET /:objects/:id/facts': reads,
  'GET /:objects/:id/impact': reads,
  'GET /:objects/:id/unmet': reads,
  'GET /data-requests/:id/answers': reads,
  'GET /fact-reviews': reads,
  'GET /duplicates': reads,
  'GET /search': reads,
  'GET /shared-with-me': reads,
  'GET /events': reads,
  'GET /files/:id/content': reads,
  'POST /erased-records': reads,
  'POST /:objects/similar': ['read', 'create'],
  'POST /:objects': ['create'],
  'PATCH /:objects/:id': ['change'],
  'DELETE /:objects/:id': ['delete'],
  'GET /:objects/:id/merge': ['change'],
  'POST /:objects/:id/merge': ['change'],
  'POST /:objects/bulk': 'asked',
  'POST /:objects/:id/restore': ['create', 'change'],
  'POST /:objects/:id/facts': ['change'],
  'PATCH /:objects/:id/facts/:fact': ['change'],
  'POST /duplicates': ['change'],
  'POST /files': ['create', 'change'],
  'POST /:objects/:id/:action': 'named',
  'GET /proposals': reads,
  'POST /proposals': 'asked',
  'POST /changes/:id/undo': 'asked',
  'GET /changes/:id/kept': 'asked',
  'GET /jobs': 'asked',
  'GET /jobs/:id': 'asked',
  'POST /jobs/:id/cancel': 'asked',
  'POST /jobs/:id/again': 'asked',
  'GET /:objects/:id/shares': shares,
  'POST /:objects/:id/shares': shares,
  'DELETE /:objects/:id/shares/:share': shares,
  'GET /:objects/export': exports,
  'GET /:objects/:id/history/export': exports,
  'POST /exports': exports,
  'GET /exports/:id/file': exports,
  'POST /imports': imports,
  'GET /imports': imports,
  'GET /imports/fields': imports,
  'GET /imports/:id': imports,
  'PATCH /imports/:id': imports,
  'DELETE /imports/:id': imports,
  'GET /imports/:id/values': imports,
  'GET /imports/:id/problems/summary': imports,
  'GET /imports/:id/problems': imports,
  'PATCH /imports/:id/rows': imports,
  'PATCH /imports/:id/rows/:row': imports,
  'GET /imports/:id/repeats': imports,
  'PATCH /imports/:id/repeats': imports,
  'PATCH /imports/:id/repeats/:row': imports,
  'GET /imports/:id/refused': imports,
  'POST /imports/:id/check': imports,
  'POST /imports/:id/run': imports,
  'POST /imports/:id/cancel': imports,
  'POST /imports/:id/undo': imports,
}

/**
 * Throws a 403 where a key with rights of its own asks what these do not hold. It stands where a request
 * learns who asks, so no route has to think of it.
 */
export function holdToScope(request: FastifyRequest, { scope }: Pick<Actor, 'scope'>): void {
  if (!scope) return
  const { action } = request.params as { readonly action?: string }
  if (!isCarried(scope, routeOf(request), action)) throw beyondKey()
}

/** Whether a key with rights of its own carries what a route needs, as far as its name and action say. */
export function isCarried(
  { actions }: NonNullable<Actor['scope']>,
  route: string,
  action: string | undefined,
): boolean {
  const needs = Object.hasOwn(forNarrowKeys, route) ? forNarrowKeys[route] : undefined
  if (needs === undefined) return false
  if (actions === null || needs === 'asked') return true
  const wanted = needs === 'named' ? [action ?? ''] : needs
  return wanted.some((one) => actions.includes(one))
}

function routeOf({ method, routeOptions: { url = '' } }: FastifyRequest): string {
  return `${method === 'HEAD' ? 'GET' : method} ${url.replace(/^\/api\/v1/, '')}`
}

function beyondKey(): Problem {
  const message = said(
    'This key carries only a part of what its user may do, and not this. Use one that carries it.',
  )
  return new Problem(403, 'beyondKey', message)
}
