import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { newId } from '#model'
import { sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'

test('each old import goes alone with its file and cells, past one that cannot, unless a job works on it', async (t) => {
  const dataFolder = await mkdtemp(path.join(os.tmpdir(), 'kontor-kept-'))
  t.after(() => rm(dataFolder, { recursive: true, force: true }))
  const { engine, root } = await engineForTest(t, { dataFolder })
  const { database } = engine
  const folder = path.join(dataFolder, 'imports')
  await mkdir(folder)
  const job = async (state: string) => {
    const id = newId()
    await database.query(
      sql`insert into job (id, name, payload, actor, state, run_at)
          values (${id}, 'check import', '{}', ${root.user}, ${state}, now() + interval '1 day')`,
    )
    return id
  }
  const old = { state: 'mapped', days: 91, job: null as string | null, undo: null as object | null }
  const kept = async (given: Partial<typeof old> = {}) => {
    const { state, days, job: works, undo } = { ...old, ...given }
    const id = newId()
    await database.query(
      sql`insert into import (id, object, actor, file_name, file_bytes, inspection, options, style, state, job,
            undo, updated_at)
          values (${id}, 'user', ${root.user}, 'people.csv', 1, '{}', '{}', '{}', ${state}, ${works},
            ${undo && JSON.stringify(undo)}::jsonb, now() - make_interval(days => ${days}))`,
    )
    await writeFile(path.join(folder, id), 'Anna')
    await compared(id)
    return id
  }
  const compared = (id: string) =>
    database.query(
      sql`insert into import_candidate (import, row, line, cells) values (${id}, 1, 2, '["Anna"]')`,
    )
  const stuck = await kept()
  await kept({ state: 'checking', job: await job('failed') })
  await kept({ state: 'done', job: await job('done'), undo: { change: newId(), job: await job('done') } })
  await kept({ state: 'undoing', undo: { change: newId(), job: await job('cancelled') } })
  const checking = await kept({ state: 'checking', job: await job('waiting') })
  const undoing = await kept({ state: 'undoing', undo: { change: newId(), job: await job('waiting') } })
  const broken = await kept({ state: 'failed', days: 1, job: await job('failed') })
  const orphan = newId()
  await compared(orphan)
  // One cannot go, and all have as long as they take.
  await database.query({
    parts: [
      `create function not_this() returns trigger language plpgsql as $$ begin
         if old.id = '${stuck}' then raise exception 'stuck'; end if;
         if current_setting('statement_timeout') <> '0' then raise exception 'hurried'; end if;
         return old; end $$`,
    ],
    values: [],
  })
  await database.query(
    sql`create trigger not_this before delete on import for each row execute function not_this()`,
  )
  const clear = async () => {
    const id = newId()
    await database.query(
      sql`insert into job (id, name, payload, actor, planned)
          values (${id}, 'clear imports', '{}', ${root.user}, false)`,
    )
    await engine.jobs.drain()
    const [done] = await database.query<{ state: string; result: unknown }>(
      sql`select state, result from job where id = ${id}`,
    )
    const imports = await database.query<{ id: string }>(sql`select id from import`)
    const cells = await database.query<{ import: string }>(sql`select import from import_candidate`)
    return {
      ...done,
      imports: imports.map((one) => one.id).toSorted(),
      files: (await readdir(folder)).toSorted(),
      cells: cells.map((one) => one.import).toSorted(),
    }
  }
  const busy = [checking, undoing]
  const first = await clear()
  const left = [...busy, stuck, broken].toSorted()
  assert.deepEqual([first.imports, first.files], [left, left])
  assert.deepEqual(first.cells, busy.toSorted(), 'what a check left goes, of whichever import')
  assert.notEqual(first.state, 'done', 'it says that one could not go')
  await database.query(sql`drop trigger not_this on import`)
  const { imports, files } = await clear()
  assert.deepEqual([imports, files], [[...busy, broken].toSorted(), [...busy, broken].toSorted()])
})
