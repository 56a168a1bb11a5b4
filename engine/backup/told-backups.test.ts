import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { mailServer } from '#testing'
import { newId } from '#model'
import { sql } from '../database/sql.ts'
import type { Engine } from '../engine.ts'
import { administrator, backupsForTest, secretForTest } from './backups-for-test.ts'
import { noteBackupPlace } from './backup-places.ts'
import { backupName } from './kept-backups.ts'
import { thisInstallation } from './this-installation.ts'

const day = 24 * 60 * 60 * 1_000

/** Nothing is made by the clock but what the test asks for. */
async function byHand({ database }: Engine): Promise<void> {
  await database.query(
    sql`insert into job_schedule (name, next_at)
          select name, now() + interval '5 minutes' from unnest(array['backup', 'try backup', 'watch backups']) name
        on conflict (name) do update set next_at = excluded.next_at`,
  )
}

/** Has the next watch over the backups come. */
async function watch(engine: Engine): Promise<void> {
  await byHand(engine)
  await engine.database.query(sql`update job_schedule set next_at = now() where name = 'watch backups'`)
  await engine.jobs.drain()
}

/** As if nothing had been done for some days. */
async function pass({ database }: Engine, days: number): Promise<void> {
  await database.query(sql`update backup_run set began_at = began_at - make_interval(days => ${days})`)
}

test('backups and trials that are late are told by mail, once until they were made', async (t) => {
  const { engine, root, run, alarms } = await backupsForTest(t)
  const { told } = await administrator(engine, root)
  await byHand(engine)
  await run('backup')
  await run('trial')
  await watch(engine)
  assert.deepEqual(await told(), [])
  await pass(engine, 2)
  for (const _turn of [1, 2]) await watch(engine)
  assert.deepEqual(await told(), [['backupLate']])
  await pass(engine, 9)
  for (const _turn of [1, 2]) await watch(engine)
  assert.deepEqual(
    [await alarms(), await told()],
    [
      ['backupLate', 'trialLate'],
      [['backupLate'], ['trialLate']],
    ],
  )
  await run('backup')
  await run('trial')
  await pass(engine, 2)
  await watch(engine)
  assert.deepEqual((await told()).at(-1), ['backupLate'], 'it was well between')
})

test('a backup and a trial that do not come to their end are told by mail', async (t) => {
  const { engine, root, run, alarms } = await backupsForTest(t)
  const { told } = await administrator(engine, root)
  await byHand(engine)
  await run('backup')
  await run('trial')
  const { database } = engine
  const holding = database.client('holder')
  await holding.connect()
  t.after(() => holding.end())
  await holding.query('select pg_advisory_lock(20260, 7)')
  for (const [kind, name] of [
    ['backup', 'backup'],
    ['trial', 'try backup'],
  ] as const) {
    const id = newId()
    await database.query(
      sql`insert into job (id, name, payload, actor, planned, state, holder, attempts)
          values (${id}, ${name}, '{}', ${root.user}, false, 'running', 7, 1)`,
    )
    await database.query(
      sql`insert into backup_run (id, kind, state, began_at) values (${id}, ${kind}, 'running', now() - interval '2 hours')`,
    )
  }
  const look = async () => (await alarms()).filter((code) => code.endsWith('Hangs'))
  assert.deepEqual(await look(), [])
  await database.query(
    sql`update backup_run set began_at = began_at - interval '2 hours' where state = 'running'`,
  )
  assert.deepEqual(await look(), ['backupHangs', 'trialHangs'])
  // Once it took two hours, six are not long.
  await database.query(
    sql`update backup_run set began_at = ended_at - interval '2 hours' where state = 'done'`,
  )
  assert.deepEqual(await look(), [])
  await database.query(
    sql`update backup_run set began_at = began_at - interval '3 hours' where state = 'running'`,
  )
  const [job] = await database.query<{ id: string }>(
    sql`insert into job (id, name, payload, actor, planned) values (${newId()}, 'watch backups', '{}', ${root.user}, false)
        returning id`,
  )
  await engine.jobs.start({ byClock: false })
  while ((await engine.jobs.get(root, job?.id ?? '')).state !== 'done') await new Promise(setImmediate)
  assert.deepEqual(await told(), [['backupHangs', 'trialHangs']])
})

test('what is wrong every night hides nothing of tonight, and is told in the language of who reads it', async (t) => {
  const mail = await mailServer(t)
  const { engine, root, backups, dataFolder, run, alarms } = await backupsForTest(t, { smtpUrl: mail.url })
  const { told } = await administrator(engine, root)
  await byHand(engine)
  const arrived = await engine.files.arrive(root, Readable.from([Buffer.from('gone')]), 'gone')
  await engine.files.keep(root, arrived, { name: 'gone.txt' })
  await rm(path.join(dataFolder, 'files'), { recursive: true })
  for (const _night of [1, 2]) await run('backup')
  assert.deepEqual([await alarms(), await told()], [['backupFailed'], [['backupFailed lost 1']]])

  const installation = await thisInstallation(engine.database)
  const before = backupName(new Date(Date.now() - day), { installation })
  await engine.database.query(
    sql`update backup_run set name = ${before} where id = (select max(id::text)::uuid from backup_run)`,
  )
  await pass(engine, 1)
  await rm(backups, { recursive: true })
  const made = await run('backup')
  assert.match(
    made?.error ?? '',
    /the one before it, .+ Besides, the content of 1 files is missing or damaged/,
  )
  assert.deepEqual((await told()).at(-1), ['backupFailed formerMissing'])
  await engine.database.transaction(async (tx) => {
    const former = {
      kind: 'backupAlarm',
      to: 'old@firma.example',
      language: 'en',
      payload: { code: 'x' },
    } as const
    await engine.mail.post(tx, { ...former, by: root })
  })
  await engine.jobs.drain()
  assert.match((await mail.next('old@firma.example')).text ?? '', /The last backup failed/)
  const [first, second] = mail.mails
  assert.match(first?.text ?? '', /Pēdējā rezerves kopija neizdevās/)
  assert.match(second?.text ?? '', /is not in its place any more/)
})

test('servers that keep backups of one database in different places are told of it', async (t) => {
  const { engine, root, backups, run, alarms } = await backupsForTest(t)
  const { told } = await administrator(engine, root)
  await byHand(engine)
  await noteBackupPlace(engine.database, '/before')
  await watch(engine)
  assert.deepEqual(await alarms(), [], 'it may have been called so before it was started anew')
  await noteBackupPlace(engine.database, '/elsewhere')
  for (const _turn of [1, 2]) await watch(engine)
  assert.deepEqual([await alarms(), await told()], [['placesDiffer'], [['placesDiffer']]])
  const [alarm] = (await engine.backups.state()).alarms
  assert.ok(alarm?.message.in('en').includes(`${backups} and /elsewhere`))
  await engine.database.query(
    sql`update engine_state set value = jsonb_set(value, '{/elsewhere}', to_jsonb(now() - interval '61 minutes'))
        where key = 'backup places'`,
  )
  assert.deepEqual(await alarms(), [])
  // One that was made elsewhere is named with its place by whoever misses it.
  const elsewhere = backupName(new Date(Date.now() - day), {
    installation: await thisInstallation(engine.database),
  })
  await engine.database.query(
    sql`insert into backup_run (id, kind, state, name, place, began_at)
        values (${newId()}, 'backup', 'done', ${elsewhere}, '/elsewhere', now() - interval '1 hour')`,
  )
  const made = await run('backup')
  assert.ok(made?.error?.includes('It was kept in /elsewhere, and this one is in'), made?.error ?? '')
})

test('a backup that is not encrypted any more is told, and one whose key cannot be read is an alarm that shows', async (t) => {
  let key: () => string | undefined = () => secretForTest
  const { engine, root, run, alarms } = await backupsForTest(t, undefined, () => key())
  const { told } = await administrator(engine, root)
  await byHand(engine)
  await run('backup')
  key = () => undefined
  const plain = await run('backup')
  assert.match(plain?.error ?? '', /It was made, but it is not encrypted, and the one before it was/)
  assert.deepEqual([plain?.encrypted, await told()], [false, [['backupFailed notEncrypted']]])
  assert.equal((await run('backup'))?.error, null, 'it was left out on purpose')
  key = () => {
    throw new Error('The file with the key cannot be read.')
  }
  assert.equal((await run('backup'))?.error, 'The file with the key cannot be read.')
  assert.deepEqual(await alarms(), ['backupFailed'])
})
