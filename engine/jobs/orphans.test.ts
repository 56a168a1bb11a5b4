import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import type { JobRun } from './job.ts'
import { openJobs } from './jobs.ts'

test('a job that ends its process each time is set aside, says why, and is started again by hand', async (t) => {
  const { root, jobs, add, get, ended, untilOver } = await office(t)
  let [runs, isMended, isBusy] = [0, false, true]
  jobs.declare({
    name: 'burst',
    async run(run: JobRun) {
      runs += 1
      await run.progress(7, 10)
      await assert.rejects(jobs.again(root, run.id), { code: 'jobNotSetAside' })
      if (!isMended) return ended(run)
      if (!isBusy) return 'done'
      isBusy = false
      throw new Error('It is tried again, however often it was begun before.')
    },
  })
  const id = await add('burst')
  await untilOver(id)
  const { state, isSetAside, error } = await get(id)
  // Its first run came as far as never before; five more came no further.
  assert.deepEqual({ state, isSetAside, runs }, { state: 'failed', isSetAside: true, runs: 6 })
  assert.match(error ?? '', /broke off 5 times in a row/)

  isMended = true
  assert.equal((await jobs.again(root, id)).state, 'waiting')
  await untilOver(id)
  const after = await get(id)
  assert.deepEqual([after.state, after.error, after.isSetAside], ['done', null, false])
  await assert.rejects(jobs.again(root, id), { code: 'jobNotSetAside' })
})

test('a job that comes further each time is not set aside, however often its process ends', async (t) => {
  const { jobs, add, get, ended, untilOver } = await office(t)
  let runs = 0
  jobs.declare({
    name: 'walk',
    async run(run: JobRun) {
      runs += 1
      await run.progress(runs, 12)
      return runs < 12 ? ended(run) : 'arrived'
    },
  })
  const id = await add('walk')
  await untilOver(id)
  assert.deepEqual([(await get(id)).state, runs], ['done', 12])
})

test('a job with which the process ended several times runs with no other that it would take along', async (t) => {
  const { engine, jobs, add } = await office(t)
  const order: string[] = []
  jobs.declare({
    name: 'long',
    // Whatever else is due has been looked at when one that came later has ended.
    async run() {
      order.push('long begins')
      const later = await add('short')
      while ((await jobs.get(await engine.access.systemActor('test'), later)).state !== 'done');
      order.push('long ends')
    },
  })
  jobs.declare({ name: 'burst', run: async () => order.push('burst') })
  jobs.declare({ name: 'short', run: async () => order.push('short') })
  await add('long')
  await engine.database.query(sql`update job set unheard = 3 where id = ${await add('burst')}`)
  await jobs.start()
  while (order.length < 4) await jobs.drain()
  assert.deepEqual(order, ['long begins', 'short', 'long ends', 'burst'])
})

test('beside a job with which the process ended several times nothing is begun before a word of it', async (t) => {
  const { engine, jobs, add, get } = await office(t)
  const seen: string[] = []
  jobs.declare({ name: 'short', run: async () => 'done' })
  jobs.declare({
    name: 'burst',
    async run({ progress }: JobRun) {
      const later = await add('short')
      // Starting looks for work once.
      await jobs.start({ byClock: false })
      seen.push((await get(later)).state)
      await progress(1)
      await add('short')
      while ((await get(later)).state !== 'done');
      seen.push('done beside it')
    },
  })
  await engine.database.query(sql`update job set unheard = 3 where id = ${await add('burst')}`)
  await jobs.drain()
  assert.deepEqual(seen, ['waiting', 'done beside it'])
})

test('a job of which there comes a word while it is being set aside goes on', async (t) => {
  let word = async (): Promise<unknown> => null
  const { engine, jobs, add, get, breakOff } = await office(t, () => word())
  jobs.declare({ name: 'long', run: async () => 'done' })
  const id = await add('long')
  await breakOff(id)
  word = () => engine.database.query(sql`update job set unheard = 0 where id = ${id}`)
  await jobs.drain()
  assert.equal((await get(id)).state, 'done')
})

test('what is set aside and is not known here is left to a process that has something to write down of it', async (t) => {
  const { engine, root, jobs, add, get, breakOff } = await office(t)
  const id = await add('known elsewhere')
  await breakOff(id)
  await jobs.drain()
  assert.equal((await get(id)).state, 'running')
  const written: unknown[] = []
  jobs.declare({
    name: 'known elsewhere',
    run: async () => 'done',
    async setAside(job, why) {
      written.push(job.id, why.code)
      throw new Error('What is wrong with one stops no other.')
    },
  })
  jobs.declare({ name: 'short', run: async () => 'done' })
  const short = await add('short')
  await jobs.drain()
  assert.deepEqual([written, (await get(id)).isSetAside], [[id, 'jobSetAside'], true])
  assert.equal((await engine.jobs.get(root, short)).state, 'done')
})

test('what no process knows is stopped at once, or set aside after an hour', async (t) => {
  const { engine, root, jobs, add, get, breakOff } = await office(t)
  const [stopped, left] = [await add('of another version'), await add('of another version')]
  for (const id of [stopped, left]) await breakOff(id)
  await jobs.drain()
  assert.equal((await jobs.cancel(root, stopped)).state, 'cancelled')
  assert.equal((await get(left)).state, 'running')
  await engine.database.query(sql`update job set run_at = now() - interval '61 minutes' where id = ${left}`)
  await jobs.drain()
  const { state, isSetAside } = await get(left)
  assert.deepEqual([state, isSetAside], ['failed', true])
  await jobs.again(root, left)
  assert.equal((await jobs.cancel(root, left)).state, 'cancelled')
})

test('what a process leaves that is told to stop has not ended without a word', async (t) => {
  const { engine, jobs, add, unheard } = await office(t)
  let stopped: Promise<void> | undefined
  const seen: number[] = []
  jobs.declare({
    name: 'long',
    async run({ id }: JobRun) {
      seen.push(await unheard(id))
      stopped = jobs.stop()
      while ((await unheard(id)) > 0);
    },
  })
  const id = await add('long')
  await engine.database.query(sql`update job set unheard = 2 where id = ${id}`)
  await jobs.drain()
  await stopped
  assert.deepEqual(seen, [3])
})

test('what the clock begins is begun again, and ends its process once and not five times more', async (t) => {
  const { engine, jobs, ended, untilOver } = await office(t)
  let runs = 0
  jobs.declare({
    name: 'look',
    everyMinutes: 1,
    async run(run: JobRun) {
      runs += 1
      return ended(run)
    },
  })
  const latest = async () => {
    await jobs.drain()
    const [job] = await engine.database.query<{ id: string }>(
      sql`select id from job where name = 'look' order by created_at desc limit 1`,
    )
    return job?.id ?? ''
  }
  const first = await latest()
  await untilOver(first)
  assert.equal(runs, 5)
  const comesDue = () =>
    engine.database.query(sql`update job_schedule set next_at = now() where name = 'look'`)
  await comesDue()
  assert.equal(await latest(), first, 'it rests for an hour')
  await engine.database.query(
    sql`update job set finished_at = finished_at - interval '61 minutes' where id = ${first}`,
  )
  await comesDue()
  const second = await latest()
  await untilOver(second)
  assert.notEqual(second, first)
  assert.equal(runs, 6)
})

/** Jobs in a process that ends under them, as far as the database can tell: no lock, and no word. */
async function office(t: TestContext, asked: () => Promise<unknown> = async () => null) {
  const { engine, root } = await engineForTest(t)
  let unsaid = 0
  const jobs = openJobs({
    database: {
      ...engine.database,
      transaction: (work, how) =>
        unsaid > 0 && unsaid-- ? Promise.reject(new Error('gone')) : engine.database.transaction(work, how),
    },
    model: engine.model,
    access: {
      ...engine.access,
      systemActor: async (name, request) => {
        await asked()
        return engine.access.systemActor(name, request)
      },
    },
    log: () => {},
  })
  t.after(() => jobs.stop())
  const get = (id: string) => jobs.get(root, id)
  return {
    ...{ engine, root, jobs, get },
    add: (name: string) => engine.database.transaction((tx) => jobs.add(tx, name, {}, { actor: root })),
    async ended({ id }: JobRun): Promise<never> {
      await engine.database.query(sql`update job set holder = 0 where id = ${id}`)
      unsaid += 1
      throw new Error('gone')
    },
    /** As if its process had ended with it as often as it may. */
    breakOff: (id: string) =>
      engine.database.query(
        sql`update job set state = 'running', holder = 0, attempts = 5, unheard = 5 where id = ${id}`,
      ),
    async unheard(id: string): Promise<number> {
      const [job] = await engine.database.query<{ unheard: number }>(
        sql`select unheard from job where id = ${id}`,
      )
      return job?.unheard ?? 0
    },
    /** What rests is taken up at once. */
    async untilOver(id: string): Promise<void> {
      while (['waiting', 'running'].includes((await get(id)).state)) {
        await engine.database.query(sql`update job set run_at = now() where state = 'waiting'`)
        await jobs.drain()
      }
    },
  }
}
