import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { begunDatabase } from '#testing'
import { modules } from '../../modules/index.ts'
import { administrator } from '../backup/backups-for-test.ts'
import { sql } from '../database/sql.ts'
import { createEngine } from '../engine.ts'
import { allSealed } from './chain-for-test.ts'
import { headWriter } from './head-file.ts'

test('a head that cannot be written outside is told by mail once, and no more when it is written', async (t) => {
  const { url, schema } = await begunDatabase(t)
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kontor-heads-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const headFolder = path.join(folder, 'away')
  const engine = await createEngine({ databaseUrl: url, schema, dataFolder: folder, modules, headFolder })
  t.after(() => engine.close())
  await administrator(engine, await engine.access.systemActor('test'))
  await allSealed(engine)
  const { database } = engine
  const said: string[] = []
  // Each as a server that was started anew: one that runs tries again after a minute.
  const write = () => headWriter({ database, headFolder, log: (text) => said.push(text) })()
  const watch = async () => {
    await database.query(
      sql`insert into job_schedule (name, next_at) values ('watch head', now())
          on conflict (name) do update set next_at = now()`,
    )
    await engine.jobs.drain()
    return database.query<{ states: string[] }>(
      sql`select payload -> 'states' as states from mail where kind = 'headAlarm'`,
    )
  }
  assert.deepEqual([await engine.chain.alarms(), await watch()], [[], []])
  await write()
  const [alarm] = await engine.chain.alarms()
  assert.equal(said.length, 1)
  assert.match(String(alarm?.message), /has not been written to .+away since \d+ \w+ \d{4}/)
  assert.deepEqual(await watch(), [{ states: ['headAway'] }])
  await database.query(
    sql`update engine_state set value = value || '{"since": "2020-01-02T03:04:05Z"}' where key = 'head outside'`,
  )
  await write()
  assert.equal((await watch()).length, 1, 'once for as long as it lasts')
  const [again] = await engine.chain.alarms()
  assert.match(String(again?.message), /since 2 Jan 2020/, 'since it began')

  await mkdir(headFolder)
  await write()
  assert.deepEqual(await engine.chain.alarms(), [])
  await watch()
  await rm(headFolder, { recursive: true })
  await write()
  assert.equal((await watch()).length, 2, 'it is told again when it begins again')
  // A server that ended does not try any more.
  await database.query(
    sql`update engine_state set value = value || '{"at": "2020-01-01T00:00:00Z"}' where key = 'head outside'`,
  )
  assert.deepEqual(await engine.chain.alarms(), [])
})
