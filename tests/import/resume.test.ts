import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import path from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { sql, type Engine } from '#engine'
import { office } from './office.ts'
import { stopLine } from './stop-line.ts'

test('a process that is killed in the middle of a run neither loses nor doubles a row', async (t) => {
  const { engine, admin, upload, checked, list } = await office(t)
  const rows = Array.from(
    { length: 6_000 },
    (_, at) => `C-${50_000 + at};Company ${(at * 7919).toString(36)} ${(at * 104_729).toString(36)};Rīga`,
  )
  const id = await upload('customer', `Number;Name;City\n${rows.join('\n')}\n`)
  await checked(id)
  await engine.imports.change(admin, id, { decision: 'create' })
  await engine.imports.run(admin, id)
  const line = await stopLine(engine, 1_000)
  const { databaseUrl, schema = 'public', dataFolder } = engine.options
  const program = path.join(import.meta.dirname, 'worker-for-test.ts')
  const worker = spawn(process.execPath, [program, databaseUrl, schema, dataFolder], { stdio: 'inherit' })
  const gone = new Promise((resolve) => worker.once('exit', resolve))
  const progress = async () => (await engine.imports.get(admin, id))['result'] as { created: number } | null
  while (((await progress())?.created ?? 0) < 1_000) await pause(20)
  worker.kill('SIGKILL')
  await gone
  await line.open()
  const midway = await engine.imports.get(admin, id)
  assert.deepEqual([midway.state, (await progress())?.created], ['running', 1_000])

  await engine.jobs.drain()
  const done = await engine.imports.get(admin, id)
  assert.equal((done['result'] as { created: number }).created, 6_000)
  const [count] = await engine.database.query<{ all: string; different: string }>({
    parts: ['select count(*) as all, count(distinct number) as different from party where is_customer'],
    values: [],
  })
  assert.deepEqual([count?.all, count?.different], ['6000', '6000'])
  assert.equal((await list('customer', { limit: 1 })).length, 1)
})

test('a run that was stopped goes on where it ended, or is undone', async (t) => {
  const { engine, admin, upload, checked, ran } = await office(t)
  const rows = Array.from({ length: 3_000 }, (_, at) => `C-${50_000 + at};Firm ${(at * 7919).toString(36)}`)
  const id = await upload('customer', `Number;Name\n${rows.join('\n')}\n`)
  await checked(id)
  await engine.imports.change(admin, id, { decision: 'create' })
  await engine.imports.run(admin, id)
  const line = await stopLine(engine, 500)
  const working = engine.jobs.drain()
  while (((await engine.imports.get(admin, id))['result'] as { created: number } | null) === null)
    await pause(5)
  await engine.imports.cancel(admin, id)
  await line.open()
  await working
  const stopped = await engine.imports.get(admin, id)
  assert.deepEqual([stopped.state, (stopped['result'] as { created: number }).created], ['cancelled', 500])
  const done = await ran(id)
  assert.deepEqual([done.state, (done['result'] as { created: number }).created], ['done', 3_000])
  await engine.imports.undo(admin, id)
  await engine.jobs.drain()
  const { change, ...undone } = (await engine.imports.get(admin, id))['undo'] as Record<string, unknown>
  assert.equal(typeof change, 'string', 'the undo can be undone in its turn')
  assert.deepEqual(undone, { reversed: 3_000, keptCount: 0, kept: [] })
})

test('the undo of an import that stopped says what it took back and kept, also where it broke off and went on', async (t) => {
  const { engine, admin, upload, checked, list } = await office(t)
  const rows = Array.from({ length: 3_000 }, (_, at) => `C-${50_000 + at};Firm ${(at * 7919).toString(36)}`)
  const id = await upload('customer', `Number;Name\n${rows.join('\n')}\n`)
  await checked(id)
  await engine.imports.change(admin, id, { decision: 'create' })
  await engine.imports.run(admin, id)
  const line = await stopLine(engine, 1_500)
  const working = engine.jobs.drain()
  const get = () => engine.imports.get(admin, id)
  while (((await get())['result'] as { created: number } | null)?.created !== 1_500) await pause(5)
  await engine.imports.cancel(admin, id)
  await line.open()
  await working
  // Batches are written beside one another: what is taken back first is what the log tells of last.
  const [entry] = await engine.database.query<{ record: string }>(
    sql`select record from audit_entry where change = ${(await get()).change}::uuid order by id desc limit 1`,
  )
  const [last] = await list('customer', { where: { id: entry?.record } })
  await engine.records.update(admin, 'customer', String(last?.['id']), { city: 'Ogre' })
  const told = async () => {
    const { reversed, keptCount, kept } = (await get())['undo'] as Told
    return { reversed, keptCount, kept: kept.map(({ title, reason }) => [title, reason.slice(0, 21)]) }
  }
  const since = [[last?.['name'], 'Changed since by Anna']]
  const stopUndo = async (state: string) => {
    const { job } = await engine.imports.undo(admin, id)
    await engine.database.query(sql`update job set cancelling = true where id = ${job}::uuid`)
    await engine.jobs.drain()
    await engine.database.query(sql`update job set state = ${state} where id = ${job}::uuid`)
    assert.equal((await get()).state, state)
  }
  await stopUndo('failed')
  assert.deepEqual(await told(), { reversed: 499, keptCount: 1, kept: since })
  const { reversed, keptCount } = await engine.imports.previewUndo(admin, id)
  assert.deepEqual([reversed, keptCount], [1_000, 0], 'of the rest alone')
  await stopUndo('cancelled')
  assert.deepEqual(await told(), { reversed: 999, keptCount: 1, kept: since })
  await engine.imports.undo(admin, id)
  await engine.jobs.drain()
  assert.equal((await get()).state, 'undone')
  assert.deepEqual(await told(), { reversed: 1_499, keptCount: 1, kept: since })
})

type Told = {
  readonly reversed: number
  readonly keptCount: number
  readonly kept: readonly { readonly title: string | null; readonly reason: string }[]
}

test('a run is not taken back while it goes on, nor run on once it was taken back', async (t) => {
  const { engine, admin, upload, checked } = await office(t)
  const rows = Array.from({ length: 1_500 }, (_, at) => `C-${50_000 + at};Firm ${(at * 7919).toString(36)}`)
  const id = await upload('customer', `Number;Name\n${rows.join('\n')}\n`)
  await checked(id)
  await engine.imports.change(admin, id, { decision: 'create' })
  const { change } = await engine.imports.run(admin, id)
  const line = await stopLine(engine, 500)
  const working = engine.jobs.drain()
  while (((await engine.imports.get(admin, id))['result'] as { created: number } | null) === null)
    await pause(5)
  await assert.rejects(engine.undo(admin, change ?? ''), { code: 'stillGoingOn' })
  await engine.imports.cancel(admin, id)
  await line.open()
  await working
  await engine.undo(admin, change ?? '')
  await engine.jobs.drain()
  await assert.rejects(engine.imports.run(admin, id), { code: 'import.notNow' })
})

test('an import that says it is done is taken back, though its job is about to end', async (t) => {
  const { engine, admin, upload, checked, ran } = await office(t)
  const id = await upload('customer', 'Number;Name\nC-50001;Firm one\nC-50002;Firm two\n')
  await checked(id)
  await engine.imports.change(admin, id, { decision: 'create' })
  await ran(id)
  const { state, change } = await engine.imports.get(admin, id)
  assert.equal(state, 'done')
  // So it stands where a server was killed between the last batch and the end of the job.
  await engine.database.query(
    sql`update job set state = 'waiting', finished_at = null, run_at = now() + interval '1 day'
        where name = 'run import'`,
  )
  await engine.undo(admin, String(change))
})

test('a run goes on from what the database holds when a crash took back a batch it had acknowledged', async (t) => {
  const { engine, admin, upload, checked, ran } = await office(t)
  const rows = Array.from({ length: 3_000 }, (_, at) => `C-${50_000 + at};Firm ${(at * 7919).toString(36)}`)
  const id = await upload('customer', `Number;Name\n${rows.join('\n')}\n`)
  await engine.imports.change(admin, id, { mode: 'both', key: 'number' })
  await checked(id)
  await engine.imports.change(admin, id, { decision: 'create' })
  await forgetOnce(engine, 1_000)
  const done = await ran(id)
  const { created, unchanged } = done['result'] as { created: number; unchanged: number }
  assert.deepEqual([done.state, done.error, created, unchanged], ['done', null, 2_500, 500])
})

test('a step whose end was not heard of does not come back into the next one', async (t) => {
  const { engine, admin, upload, checked, ran } = await office(t)
  const id = await upload('customer', 'Number;Name\nC-50001;Daugava\nC-50002;Gauja\n')
  const { job: check } = await checked(id)
  await engine.imports.change(admin, id, { decision: 'create' })
  const goOn = (job: unknown) =>
    engine.database.query({
      parts: ["update job set state = 'waiting', run_at = '-infinity' where id = ", ''],
      values: [job],
    })
  // As after a crash between the end of the step and the end of its job.
  await goOn(check)
  const done = await ran(id)
  assert.deepEqual([done.state, done.error], ['done', null])
  await engine.imports.undo(admin, id)
  await goOn(done.job)
  await engine.jobs.drain()
  assert.equal((await engine.imports.get(admin, id)).state, 'undone')
})

/** Once, the count of an import stays behind as after a crash: batches do not wait for the disk. */
async function forgetOnce({ database }: Engine, rows: number): Promise<void> {
  const run = (text: string) => database.query({ parts: [text], values: [] })
  await run('create table forgotten (rows bigint)')
  await run(`create function forget_once() returns trigger language plpgsql as $$
    begin
      if new.rows_done = ${rows} and not exists (select from forgotten) then
        insert into forgotten values (${rows});
        new.rows_done := old.rows_done;
        new.result := old.result;
      end if;
      return new;
    end $$`)
  await run('create trigger forget_once before update on import for each row execute function forget_once()')
}
