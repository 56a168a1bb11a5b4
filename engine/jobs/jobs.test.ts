import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shiftedDatabase } from '#testing'
import { sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import type { Engine } from '../engine.ts'
import { Problem } from '../errors.ts'
import { ComesLater, type JobRun } from './job.ts'
import { openJobs, type Jobs, type JobsParts } from './jobs.ts'

test('a job that comes while the worker is looking for jobs is begun at once', async (t) => {
  // Nobody looks again by the clock.
  t.mock.timers.enable({ apis: ['setInterval'] })
  const { engine, root } = await engineForTest(t)
  const foundNothing = gate()
  const goOn = gate()
  const jobs = jobsOn(engine, {
    async query(piece) {
      const rows = await engine.database.query(piece)
      if (piece.parts.join().includes('skip locked') && rows.length === 0) {
        foundNothing.open()
        await goOn.opened
      }
      return rows as never
    },
  })
  t.after(() => jobs.stop())
  const ran = gate()
  jobs.declare({ name: 'count', run: async () => ran.open() })
  const started = jobs.start()
  await foundNothing.opened
  const heard = gate()
  engine.database.listen('kontor_jobs', (payload) => payload !== null && heard.open())
  await engine.database.transaction((tx) => jobs.add(tx, 'count', {}, { actor: root }))
  await engine.database.isCurrent()
  await heard.opened
  goOn.open()
  await started
  await ran.opened
})

test('a job that was given to another process no longer counts where it ran first', async (t) => {
  const { engine, root } = await engineForTest(t)
  const jobs = jobsOn(engine)
  t.after(() => jobs.stop())
  const runs: JobRun[] = []
  const [first, second, goOn] = [gate(), gate(), gate()]
  const told: unknown[] = []
  jobs.declare({
    name: 'count',
    async run(run) {
      runs.push(run)
      if (run.attempt === 2) {
        second.open()
        return 'by the second'
      }
      first.open()
      await goOn.opened
      await assert.rejects(run.progress(1))
      await assert.rejects(engine.database.transaction((tx) => run.remember({ at: 1 }, tx)))
      told.push('the first was told')
      return 'by the first'
    },
  })
  const id = await engine.database.transaction((tx) => jobs.add(tx, 'count', {}, { actor: root }))
  const drained = jobs.drain()
  await first.opened
  await engine.database.query(sql`update job set holder = 0`)
  // The one that was taken for gone looks again itself.
  const again = jobs.drain()
  await second.opened
  goOn.open()
  await Promise.all([drained, again])
  assert.deepEqual(told, ['the first was told'])
  const { state, result } = await jobs.get(root, id)
  assert.deepEqual({ state, result }, { state: 'done', result: 'by the second' })
})

test('what became of a job is written down as soon as the database is back', async (t) => {
  const { engine, root } = await engineForTest(t)
  let away = 2
  const jobs = jobsOn(engine, {
    transaction: (work, how) =>
      away-- > 0
        ? Promise.reject(new Problem(503, 'databaseAway', 'The database does not answer.'))
        : engine.database.transaction(work, how),
  })
  let runs = 0
  jobs.declare({ name: 'count', run: async () => ++runs })
  const id = await engine.database.transaction((tx) => jobs.add(tx, 'count', {}, { actor: root }))
  await jobs.drain()
  const { state, result } = await jobs.get(root, id)
  assert.deepEqual({ state, result, runs }, { state: 'done', result: 1, runs: 1 })
})

test('a job that finds another in its way waits, and is done once that is over', async (t) => {
  const { engine, root } = await engineForTest(t)
  const jobs = jobsOn(engine)
  t.after(() => jobs.stop())
  const [tried, over] = [gate(), gate()]
  const order: string[] = []
  jobs.declare({ name: 'long', run: () => over.opened.then(() => order.push('long')) })
  jobs.declare({
    name: 'behind it',
    async run() {
      if (order.length === 0) {
        tried.open()
        throw new ComesLater('the long one is under way')
      }
      order.push('behind it')
    },
  })
  const begin = (name: string) => engine.database.transaction((tx) => jobs.add(tx, name, {}, { actor: root }))
  const asked = [await begin('long'), await begin('behind it')]
  const drained = jobs.drain()
  await tried.opened
  over.open()
  await drained
  assert.deepEqual(order, ['long', 'behind it'])
  for (const id of asked) assert.deepEqual((await jobs.get(root, id)).state, 'done')
})

test('a job goes on with the rights of each moment, and no further than its user', async (t) => {
  const { engine, root } = await engineForTest(t)
  const jobs = jobsOn(engine)
  const { id: user } = await engine.records.create(root, 'user', { name: 'Anna', email: 'anna@osta.lv' })
  const given = { user, object: 'company', actions: ['read', 'change'], see: ['all'], change: ['all'] }
  const { id: grant } = await engine.records.create(root, 'grant', given)
  const mayChange = ({ actor }: JobRun) => actor.access.object('company')?.rows('change') !== undefined
  const told: boolean[] = []
  jobs.declare({
    name: 'count',
    async run(run: JobRun) {
      told.push(mayChange(run))
      await engine.records.remove(root, 'grant', grant)
      while (mayChange(run)) await run.progress(1)
      told.push(mayChange(run))
      await engine.records.update(root, 'user', user, { active: false })
      for (;;) await run.progress(2)
    },
  })
  const actor = await engine.access.actorFor({ user, source: 'web', request: 'test' })
  const id = await engine.database.transaction((tx) => jobs.add(tx, 'count', {}, { actor }))
  await jobs.drain()
  assert.deepEqual(told, [true, false])
  const { state, error } = await jobs.get(root, id)
  assert.equal(state, 'failed')
  assert.match(error ?? '', /not signed in any more/)
})

test('what a job owes to something that stands written is brought about, whoever has left meanwhile', async (t) => {
  const { engine, root } = await engineForTest(t)
  const jobs = jobsOn(engine)
  const { id: user } = await engine.records.create(root, 'user', { name: 'Anna', email: 'anna@osta.lv' })
  const workers: string[] = []
  jobs.declare({
    name: 'count',
    isOwed: true,
    async run(run: JobRun) {
      workers.push(run.actor.name)
      await engine.records.update(root, 'user', user, { active: false })
      while (run.actor.user === user) await run.progress(1)
      workers.push(run.actor.name)
    },
  })
  const actor = await engine.access.actorFor({ user, source: 'web', request: 'test' })
  for (const _ of ['while it runs', 'before it begins']) {
    const id = await engine.database.transaction((tx) => jobs.add(tx, 'count', {}, { actor }))
    await jobs.drain()
    assert.equal((await jobs.get(root, id)).state, 'done')
  }
  assert.deepEqual(workers, ['Anna', 'count', 'count', 'count'])
  // Nor does anybody stop it.
  const runAt = new Date(Date.now() + 60_000)
  const owed = await engine.database.transaction((tx) => jobs.add(tx, 'count', {}, { actor: root, runAt }))
  await assert.rejects(jobs.cancel(root, owed), { code: 'jobOwed' })
  const { state, mayStop } = await jobs.get(root, owed)
  assert.deepEqual([state, mayStop], ['waiting', false])
})

test('of the jobs those are listed alone that failed, or that go on still', async (t) => {
  const { engine, root } = await engineForTest(t)
  const jobs = jobsOn(engine)
  t.after(() => jobs.stop())
  jobs.declare({ name: 'fail', run: () => Promise.reject(new Problem(422, 'no', 'It cannot be done.')) })
  jobs.declare({ name: 'work', run: async () => [] })
  const add = (name: string, runAt?: Date) =>
    engine.database.transaction((tx) => jobs.add(tx, name, {}, { actor: root, ...(runAt ? { runAt } : {}) }))
  const [failed, done] = [await add('fail'), await add('work')]
  await jobs.drain()
  const waiting = await add('work', new Date(Date.now() + 3_600_000))
  const idsOf = async (only?: 'failed' | 'underWay') => (await jobs.list(root, 100, only)).map(({ id }) => id)
  assert.deepEqual(await idsOf('failed'), [failed])
  assert.ok((await idsOf('underWay')).includes(waiting))
  assert.ok(!(await idsOf('underWay')).includes(done))
  const all = await idsOf()
  assert.ok([failed, done, waiting].every((id) => all.includes(id)))
})

test('of what repeats by the clock and finds nothing to do the last run is listed alone', async (t) => {
  const { engine, root } = await engineForTest(t)
  const jobs = jobsOn(engine)
  t.after(() => jobs.stop())
  const found = [0, 0, 3, 0, 0, 0]
  jobs.declare({ name: 'look', everyMinutes: 1, run: async () => ({ written: found.shift(), kinds: [] }) })
  jobs.declare({ name: 'sweep', everyMinutes: 1, run: async () => [] })
  jobs.declare({ name: 'once', run: async () => ({ written: 0 }) })
  for (const _ of ['by hand', 'twice'])
    await engine.database.transaction((tx) => jobs.add(tx, 'once', {}, { actor: root }))
  while (found.length > 0) {
    await jobs.drain()
    await engine.database.query(sql`update job_schedule set next_at = now() where name in ('look', 'sweep')`)
  }
  const listed = (await jobs.list(root, 100)).filter(({ name }) => ['look', 'sweep', 'once'].includes(name))
  const told = listed.map(({ name, result }) => `${name} ${JSON.stringify(result)}`).toSorted()
  assert.deepEqual(told, [
    'look {"kinds":[],"written":0}',
    'look {"kinds":[],"written":3}',
    'once {"written":0}',
    'once {"written":0}',
    'sweep []',
  ])
})

test('what the clock asks and takes too long is asked again; what somebody asked is told them', async (t) => {
  const { engine, root } = await engineForTest(t)
  const jobs = jobsOn(engine)
  t.after(() => jobs.stop())
  const runs = { look: 0, once: 0 }
  const tooLong = new Problem(422, 'tooBroad', 'This takes too long to answer over so many records.')
  const work = (name: keyof typeof runs) => async () => {
    if (++runs[name] === 1) throw tooLong
    return runs[name]
  }
  jobs.declare({ name: 'look', everyMinutes: 60, run: work('look') })
  jobs.declare({ name: 'once', run: work('once') })
  const id = await engine.database.transaction((tx) => jobs.add(tx, 'once', {}, { actor: root }))
  await jobs.drain()
  await engine.database.query(sql`update job set run_at = now() where state = 'waiting' and name = 'look'`)
  await jobs.drain()
  const { state, error } = await jobs.get(root, id)
  assert.deepEqual(
    { state, error },
    { state: 'failed', error: 'This takes too long to answer over so many records.' },
  )
  assert.deepEqual(runs, { look: 2, once: 1 })
})

test('what no process here knows how to do waits for one that does', async (t) => {
  const { engine, root } = await engineForTest(t)
  const id = await engine.database.transaction((tx) => engine.jobs.add(tx, 'sing', {}, { actor: root }))
  await engine.jobs.drain()
  assert.equal((await engine.jobs.get(root, id)).state, 'waiting')
})

test('a clock that was ahead for a while stops nothing that repeats or rests, and hastens no plan', async (t) => {
  const { engine, root } = await engineForTest(t)
  const jobs = jobsOn(engine)
  t.after(() => jobs.stop())
  const setClock = await shiftedDatabase(t, engine.options)
  const runs = { look: 0, once: 0, planned: 0 }
  jobs.declare({ name: 'look', everyMinutes: 60, run: async () => ++runs.look })
  jobs.declare({
    name: 'once',
    async run() {
      if (++runs.once === 1) throw new Error('It is tried again.')
    },
  })
  jobs.declare({ name: 'planned', run: async () => ++runs.planned })
  await setClock(400)
  const plan = new Date(Date.now() + 500 * 86_400_000)
  await engine.database.transaction(async (tx) => {
    await jobs.add(tx, 'once', {}, { actor: root })
    await jobs.add(tx, 'planned', {}, { actor: root, runAt: plan })
  })
  await jobs.drain()
  assert.deepEqual(runs, { look: 1, once: 1, planned: 0 })

  await setClock(0)
  await jobs.drain()
  assert.deepEqual(runs, { look: 2, once: 2, planned: 0 })
  await jobs.drain()
  assert.deepEqual(runs, { look: 2, once: 2, planned: 0 }, 'not due again before its hour')
  await setClock(501)
  await jobs.drain()
  assert.deepEqual(runs, { look: 3, once: 2, planned: 1 })
})

/** The jobs of a process of its own, on a database that may behave otherwise. */
function jobsOn(engine: Engine, otherwise: Partial<JobsParts['database']> = {}): Jobs {
  return openJobs({
    database: { ...engine.database, ...otherwise },
    model: engine.model,
    access: engine.access,
    log: () => {},
  })
}

function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open: () => open() }
}
