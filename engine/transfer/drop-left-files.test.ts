import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { newId } from '#model'
import { sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import { noteImportFile } from './drop-left-files.ts'

test('what a killed process left of tables and exports is cleared away after a day, and nothing of others', async (t) => {
  const dataFolder = await mkdtemp(path.join(os.tmpdir(), 'kontor-left-'))
  t.after(() => rm(dataFolder, { recursive: true, force: true }))
  const { engine, root } = await engineForTest(t, { dataFolder })
  const [kept, left, coming, fetched, old] = [newId(), newId(), newId(), newId(), newId()]
  const [others, removed] = [newId(), newId()]
  for (const id of [kept, left, coming, removed]) await noteImportFile(engine.database, id)
  await engine.database.query(
    sql`update import_file set at = now() - interval '25 hours' where id <> ${coming}`,
  )
  await engine.database.query(
    sql`insert into import (id, object, actor, file_name, file_bytes, inspection, options, style)
        values (${kept}, 'user', ${root.user}, 'people.csv', 1, '{}', '{}', '{}')`,
  )
  for (const folder of ['imports', 'exports']) await mkdir(path.join(dataFolder, folder))
  const long = new Date(Date.now() - 25 * 60 * 60 * 1_000)
  const files = { imports: [kept, left, coming, others], exports: [fetched, old] }
  for (const [folder, names] of Object.entries(files))
    for (const name of names) {
      const file = path.join(dataFolder, folder, name)
      await writeFile(file, 'Anna')
      if (name !== coming && name !== fetched) await utimes(file, long, long)
    }
  const job = newId()
  await engine.database.query(
    sql`insert into job (id, name, payload, actor) values (${job}, 'clear erased files', '{}', ${root.user})`,
  )
  await engine.jobs.drain()
  const there = async (folder: string) => (await readdir(path.join(dataFolder, folder))).sort()
  assert.deepEqual(await there('imports'), [kept, coming, others].sort(), 'what others keep here stays')
  assert.deepEqual(await there('exports'), [fetched])
  const [done] = await engine.database.query(sql`select state, result from job where id = ${job}`)
  const noted = await engine.database.query<{ id: string }>(sql`select id from import_file order by id`)
  assert.deepEqual(
    noted.map(({ id }) => id),
    [kept, coming].sort(),
  )
  assert.deepEqual(done, { state: 'done', result: { cleared: 0, left: 0, dropped: 2 } })
})
