import type { FastifyInstance } from 'fastify'
import { words, type Actor, type Engine } from '#engine'
import { answerOnce } from './answer-once.ts'
import { actorOf } from './session.ts'

/** Backups by schedule, for whoever has the right to their page: how they stand, and one at once. */
export function backupRoutes(app: FastifyInstance, engine: Engine): void {
  app.get('/backups', async (request) => {
    const actor = await actorOf(engine, request)
    const items = await engine.backups.list(actor, 100)
    const { alarms, ...state } = await engine.backups.state()
    return {
      ...state,
      schedule: await scheduleOf(engine),
      alarms: alarms.map(({ code, message }) => ({ code, message: words(message, actor.language) })),
      items,
    }
  })
  for (const [place, kind] of [
    ['/backups', 'backup'],
    ['/backups/trial', 'trial'],
  ] as const) {
    app.post(place, { config: { once: 'own' } }, async (request, reply) => {
      const actor: Actor = await actorOf(engine, request)
      return answerOnce(engine, request, reply, actor, async (tx) => {
        const { job } = await engine.backups.start(actor, kind, tx)
        return { status: 202, body: JSON.stringify({ job }), headers: { location: `/api/v1/jobs/${job}` } }
      })
    })
  }
}

/** When backups are made and how many are kept, as it is set; the names are those of the settings. */
async function scheduleOf({ settings }: Engine) {
  const { timeZone } = await settings.group()
  const values = scheduled.map(async (key) => [key, await settings.get<number>(`backup.${key}`)] as const)
  return { ...Object.fromEntries(await Promise.all(values)), timeZone }
}

const scheduled = ['hour', 'daily', 'weekly', 'monthly', 'trialDays'] as const
