import type { Engine } from '#engine'
import type { FastifyInstance } from 'fastify'
import { refuseStranger, type MonitorDoor } from './monitor-door.ts'

/** Upper bounds of the buckets of request times, in seconds. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Counts requests and their times by method and route, in the text form that Prometheus reads. */
export function metrics(app: FastifyInstance, engine: Engine, door: MonitorDoor): void {
  const counts = new Map<string, number>()
  /** Those that took no longer than the bound, and longer than the one before. */
  const times = buckets.map(() => 0)
  let requests = 0
  let seconds = 0
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none'
    const key = `method="${request.method}",route="${route}",status="${reply.statusCode}"`
    counts.set(key, (counts.get(key) ?? 0) + 1)
    const took = reply.elapsedTime / 1000
    requests += 1
    seconds += took
    const at = buckets.findIndex((bound) => took <= bound)
    if (at >= 0) times[at] = (times[at] ?? 0) + 1
    done()
  })
  app.get('/metrics', async (request, reply) => {
    refuseStranger(request, door)
    const { rss, heapUsed } = process.memoryUsage()
    const { alarms } = await engine.backups.state().catch(() => ({ alarms: null }))
    const heads = await engine.chain.alarms().catch(() => null)
    const lines = [
      '# TYPE kontor_requests_total counter',
      ...[...counts].map(([labels, count]) => `kontor_requests_total{${labels}} ${count}`),
      '# TYPE kontor_request_seconds histogram',
      ...buckets.map(
        (bound, at) => `kontor_request_seconds_bucket{le="${bound}"} ${sum(times.slice(0, at + 1))}`,
      ),
      `kontor_request_seconds_bucket{le="+Inf"} ${requests}`,
      `kontor_request_seconds_sum ${seconds}`,
      `kontor_request_seconds_count ${requests}`,
      '# TYPE kontor_memory_bytes gauge',
      `kontor_memory_bytes{kind="rss"} ${rss}`,
      `kontor_memory_bytes{kind="heap"} ${heapUsed}`,
      '# TYPE kontor_model_version gauge',
      `kontor_model_version ${engine.model().version}`,
      // Left out while the database is away.
      ...(alarms === null
        ? []
        : [
            '# TYPE kontor_backup_alarms gauge',
            `kontor_backup_alarms ${alarms.filter(({ code }) => code !== 'noPlace').length}`,
          ]),
      ...(heads === null ? [] : ['# TYPE kontor_head_alarms gauge', `kontor_head_alarms ${heads.length}`]),
    ]
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(`${lines.join('\n')}\n`)
  })
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((left, right) => left + right, 0)
}
