import type { FastifyInstance, FastifyRequest } from 'fastify'
import { mayOpen, describeField, Problem, words, type Actor, type Engine } from '#engine'
import { rehearsal } from './rehearsal.ts'
import { actorOf } from './session.ts'
import { bodyObject, writeParams } from './write-params.ts'
import { said } from './said.ts'

const fresh = { custom: false, system: false, pending: false }

/** What is decided once for the whole group, by administrators and whom they let. */
export function settingsRoutes(app: FastifyInstance, engine: Engine): void {
  app.get('/settings', async (request) => settingsOf(engine, await keeper(engine, request)))
  app.patch('/settings', { config: { dryRun: true } }, async (request) => {
    const actor = await keeper(engine, request)
    const given = Object.entries(bodyObject(request))
    const check = () => {
      for (const [key, value] of given) engine.settings.check(key, value)
    }
    if (writeParams(request).dryRun) return rehearsal(actor, async () => (check(), Object.fromEntries(given)))
    // All of them are looked at before any is decided.
    check()
    for (const [key, value] of given) await engine.settings.set(actor, key, value)
    return settingsOf(engine, actor)
  })
  app.get('/settings/scanner', async (request) => {
    const { language } = await keeper(engine, request)
    const { problem, ...state } = await engine.files.scanner.state()
    return { ...state, problem: problem && words(problem, language) }
  })
}

async function settingsOf(engine: Engine, actor: Actor) {
  const items = [...engine.settings.declared.values()].map(async ({ key, field, initial, secret }) => ({
    key,
    value: await engine.settings.get(key),
    initial,
    isDecided: await engine.settings.isDecided(key),
    isSecret: secret === true,
    field: describeField(key, field, actor.language, fresh, true),
  }))
  return { items: await Promise.all(items) }
}

async function keeper(engine: Engine, request: FastifyRequest): Promise<Actor> {
  const actor = await actorOf(engine, request)
  if (mayOpen(actor, 'group')) return actor
  throw new Problem(
    403,
    'administratorOnly',
    said('Only an administrator may see and change the settings of the group. Ask one.'),
  )
}
