import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine, openDatabase, raw, sql, workersOf } from '#engine'
import { begunDatabase } from '#testing'
import { modules } from '../modules/index.ts'
import { overtaken, waitForOthers } from './other-servers.ts'

const never = { milliseconds: -1, every: 1 }

test('data of an earlier version are changed only when no other server works on them', async (t) => {
  const place = await begunDatabase(t)
  const database = openDatabase({ ...place, connections: 2 })
  t.after(() => database.close())
  const engine = await createEngine({
    ...{ databaseUrl: place.url, schema: place.schema, dataFolder: '/nonexistent', modules, connections: 4 },
  })
  t.after(() => engine.close())
  await engine.jobs.start({ byClock: false })
  const said: string[] = []
  const say = (sentence: string) => void said.push(sentence)
  await waitForOthers(place, say, never)
  assert.deepEqual(said, [], 'two servers of one version may work on the same data')

  const [removed] = await database.query<{ number: number }>(
    sql`delete from migration where number = (select max(number) from migration) returning number`,
  )
  const [own] = await workersOf(database)
  await assert.rejects(waitForOthers(place, say, never), {
    code: 'othersRunning',
    message: new RegExp(`other servers of the earlier one .+ \\(${own?.pid}\\)\\. Nothing was changed`),
  })
  // Another of this version that has come first is none of the earlier one.
  await waitForOthers(
    place,
    () =>
      void database.query(
        sql`insert into migration (number, name, hash) values (${removed?.number ?? 0}, 'again', '')`,
      ),
    { milliseconds: 60_000, every: 1 },
  )
  await database.query(sql`delete from migration where number = (select max(number) from migration)`)
  // One that is stopping is waited for.
  let stopped: Promise<void> | undefined
  const stops = (sentence: string) => {
    say(sentence)
    stopped = engine.jobs.stop()
  }
  await waitForOthers(place, stops, { milliseconds: 60_000, every: 1 })
  await stopped
  assert.match(said.join(), /waiting for the other servers/)
})

test('a server of a former version, and one of another installation in the same database, are told apart', async (t) => {
  const place = await begunDatabase(t)
  const database = openDatabase({ ...place, connections: 2 })
  t.after(() => database.close())
  const former = database.client('kontor worker')
  await former.connect()
  t.after(() => former.end())
  const theirs = database.client('kontor worker of_others')
  await theirs.connect()
  t.after(() => theirs.end())
  assert.equal((await workersOf(database)).length, 1)
  await database.transaction((tx) =>
    tx.query(raw('create schema of_others; create table of_others.audit_entry (id bigint)')),
  )
  assert.equal((await workersOf(database)).length, 0, 'nobody knows whose it is')
})

test('a server under which the data were brought up to a newer version ends', async (t) => {
  const place = await begunDatabase(t)
  const database = openDatabase({ ...place, connections: 2 })
  t.after(() => database.close())
  const watched = overtaken({ database }, new AbortController().signal, 1)
  await database.query(sql`insert into migration (number, name, hash) values (9999, 'newer', '')`)
  await watched
})
