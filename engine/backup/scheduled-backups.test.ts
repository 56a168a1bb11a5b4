import assert from 'node:assert/strict'
import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { freePort, objectStorage, shiftedDatabase } from '#testing'
import { newId } from '#model'
import { sql } from '../database/sql.ts'
import type { Engine } from '../engine.ts'
import { backupAlarms } from './backup-runs.ts'
import { administrator, backupsForTest, secretForTest as secret } from './backups-for-test.ts'
import { backupName, madeAt } from './kept-backups.ts'
import { lastDue } from './last-due.ts'
import { thisInstallation } from './this-installation.ts'

const day = 24 * 60 * 60 * 1_000

test('a backup is made by schedule, kept encrypted in a folder, and proved by a restore beside the data', async (t) => {
  const { engine, root, backups, dataFolder, run, alarms } = await backupsForTest(t)
  await engine.jobs.drain()
  // The first trial, due as well, came before there was anything to try, or after it.
  const [made, ...more] = (await engine.backups.list(root, 20)).filter(({ kind }) => kind === 'backup')
  assert.deepEqual([made?.state, made?.encrypted, more], ['done', true, []])
  assert.deepEqual(await readdir(backups), [made?.name])
  const trial = await run('trial')
  assert.deepEqual([trial?.state, trial?.error, trial?.name], ['done', null, made?.name])
  assert.deepEqual(await alarms(), [])
  const left = await engine.database.query(sql`select from pg_namespace where nspname like '%_trial%'`)
  assert.equal(left.length, 0, 'the trial leaves nothing behind')
  const installation = await thisInstallation(engine.database)
  assert.deepEqual(await readdir(path.join(dataFolder, 'backups', 'arriving', installation)), [])
  // What was made today is not due again before tomorrow.
  const before = await engine.backups.list(root, 20)
  assert.ok(before.every(({ state }) => state === 'done'))
  await engine.database.query(sql`update job_schedule set next_at = now() - interval '1 minute'`)
  await engine.jobs.drain()
  assert.deepEqual(await engine.backups.list(root, 20), before)
})

test('what was stopped or killed midway is told of no more, and leaves nothing that takes room', async (t) => {
  const { engine, root, backups, dataFolder, run } = await backupsForTest(t)
  const arriving = path.join(dataFolder, 'backups', 'arriving')
  for (const folder of [arriving, backups]) await mkdir(folder, { recursive: true })
  const installation = await thisInstallation(engine.database)
  const begun = `${backupName(new Date(Date.now() - day), { installation })}.part`
  const others = `${backupName(new Date(), { installation: '0123456789ab' })}.part`
  const [old, own, of] = [newId(), path.join(arriving, installation), path.join(arriving, '0123456789ab')]
  const former = path.join(arriving, 'ba9876543210')
  for (const folder of [own, of, former, path.join(arriving, 'trial')]) await mkdir(folder)
  const halves = [path.join(arriving, old), path.join(arriving, 'fresh'), path.join(own, old)]
  const besides = [path.join(of, old), path.join(backups, begun), path.join(backups, others)]
  for (const file of [...halves, ...besides, path.join(former, old)]) await writeFile(file, 'half')
  const longAgo = [old, 'trial', '0123456789ab', path.join('ba9876543210', old), 'ba9876543210']
  for (const name of longAgo) await utimes(path.join(arriving, name), 0, 0)
  await engine.database.query(
    sql`insert into backup_run (id, kind, state) values (${newId()}, 'trial', 'running')`,
  )
  const made = await run('backup')
  assert.equal(made?.error, null)
  assert.deepEqual((await readdir(backups)).sort(), [made?.name ?? '', others].sort())
  // What another one has at work here stays, in the way of now and of before.
  assert.deepEqual((await readdir(arriving)).sort(), ['0123456789ab', installation, 'fresh'].sort())
  assert.deepEqual([await readdir(own), await readdir(of)], [[], [old]])
  assert.ok((await engine.backups.list(root, 20)).every(({ state }) => state === 'done'))
})

test('a storage that is not there is named as what failed', async (t) => {
  const address = `http://127.0.0.1:${await freePort()}`
  const { run } = await backupsForTest(
    t,
    `s3://key:secret@bucket/backups?endpoint=${address}&region=eu-north-1`,
  )
  assert.match((await run('backup'))?.error ?? '', /ECONNREFUSED/)
})

test('who signs in at a storage is not told by what goes wrong there', async (t) => {
  const address = 'http://anna:verysecret@127.0.0.1:9'
  const { run } = await backupsForTest(
    t,
    `s3://key:secret@bucket/backups?endpoint=${address}&region=eu-north-1`,
  )
  const { error } = (await run('backup')) ?? {}
  assert.match(error ?? '', /includes credentials: http:\/\/127\.0\.0\.1:9/)
})

test('backups go to object storage and come back from it', async (t) => {
  const { address, refused } = await objectStorage(t)
  const to = `s3://key:secret@bucket/backups?endpoint=${address}&region=eu-north-1`
  const { engine, run } = await backupsForTest(t, to)
  assert.equal((await run('backup'))?.error, null)
  assert.equal((await run('trial'))?.error, null)
  const { place, where, encrypted, last, lastTrial, alarms } = await engine.backups.state()
  assert.deepEqual([place, where, encrypted, alarms], ['s3', 's3://bucket/backups', true, []])
  assert.deepEqual([last?.name, last?.state], [lastTrial?.name, lastTrial?.state])
  assert.equal(refused(), 0)
})

test('what goes wrong with object storage is said in words, is an alarm, and is over once it goes right', async (t) => {
  let refuses: (method: string, url: URL) => string | undefined = () => undefined
  const { address, kept } = await objectStorage(t, (method, url) => refuses(method, url))
  const to = `s3://key:secret@bucket/backups?endpoint=${address}&region=eu-north-1`
  let key = secret
  const { engine, root, run, alarms } = await backupsForTest(t, to, () => key)
  const whose = await thisInstallation(engine.database)
  const failing = async (kind: 'backup' | 'trial', why: RegExp) => {
    const { state, error, name } = (await run(kind)) ?? {}
    assert.match(error ?? '', why)
    assert.deepEqual([state, await alarms()], ['failed', [`${kind}Failed`]])
    return name
  }
  // What another installation keeps in a folder within is neither tried nor counted.
  kept.set('/bucket/backups/branch/kontor-2099-01-01T000000Z.backup', Buffer.from('theirs'))
  const old = ['01', '02'].map((hour) => `/bucket/backups/kontor-${whose}-2020-01-01T${hour}0000Z.backup`)
  for (const one of old) kept.set(one, Buffer.from('old'))
  refuses = (method) => (method === 'PUT' ? 'QuotaExceeded' : undefined)
  await failing('backup', /^The file storage answered 403 QuotaExceeded$/)
  refuses = (method) => (method === 'DELETE' ? 'AccessDenied' : undefined)
  const name = await failing('backup', /was made, but older ones could not be deleted: .+ 403 AccessDenied$/)
  assert.ok(kept.has(`/bucket/backups/${name}`))
  // It is there, so it is not made again each hour until the storage is full.
  const runs = await engine.backups.list(root, 50)
  // Half a day from when one is due, whenever this runs.
  await engine.settings.set(root, 'backup.hour', (new Date().getUTCHours() + 12) % 24)
  await engine.database.query(sql`update backup_run set began_at = began_at - interval '2 hours'`)
  await engine.database.query(
    sql`update job_schedule set next_at = now() - interval '1 minute' where name = 'backup'`,
  )
  await engine.jobs.drain()
  assert.equal((await engine.backups.list(root, 50)).length, runs.length)

  refuses = () => undefined
  await engine.database.query(sql`update migration set applied_at = applied_at - interval '10 days'`)
  assert.deepEqual(await alarms(), ['backupFailed'], 'it has its place, and so is not late')
  const { name: made } = (await run('backup')) ?? {}
  assert.deepEqual(await alarms(), [])
  assert.ok(!kept.has(old[0] ?? ''))
  // Theirs, the last one of the old day, and what somebody asked for today.
  assert.equal(
    [...kept.keys()].filter((key) => !key.endsWith('-asked.backup')).length,
    2,
    [...kept.keys()].join(', '),
  )
  refuses = (_method, url) => (url.searchParams.has('list-type') ? 'AccessDenied' : undefined)
  await failing('trial', /^The file storage answered 403 AccessDenied$/)
  refuses = () => undefined
  key = 'f'.repeat(64)
  await failing('trial', new RegExp(`The key does not fit the backup .+${made}`))
  key = secret
  const place = `/bucket/backups/${made}`
  const whole = kept.get(place) ?? Buffer.alloc(0)
  kept.set(place, whole.subarray(0, whole.length >> 1))
  await failing('trial', /is cut off before its end/)
  kept.set(place, Buffer.from(whole).fill(1, whole.length - 40, whole.length - 20))
  await failing('trial', /is damaged/)
  kept.set(place, whole)
  assert.equal((await run('trial'))?.error, null)
  assert.deepEqual(await alarms(), [])
})

test('a backup that fails and a trial that fails are alarms, told once by mail, until one succeeds', async (t) => {
  const { engine, root, backups, run, alarms } = await backupsForTest(t)
  const { post, mails } = await administrator(engine, root)
  await engine.records.create(root, 'user', {
    ...{ name: 'Gone', email: 'gone@firma.example', active: false, posts: [{ post }] },
  })
  await writeFile(backups, 'a file where the folder should be')
  // Whoever asked for it need not be able to see who is to be told.
  const keepers = await engine.records.create(root, 'post', { name: 'Keeper of backups' })
  await engine.records.create(root, 'grant', {
    ...{ post: keepers.id, object: 'settings', actions: ['backup'] },
  })
  const keeper = await engine.records.create(root, 'user', {
    ...{ name: 'Imants', email: 'imants@firma.example', posts: [{ post: keepers.id }] },
  })
  const imants = await engine.access.actorFor({ user: keeper.id, source: 'web', request: 'test' })
  assert.equal((await run('backup', imants))?.state, 'failed')
  assert.equal((await run('backup'))?.state, 'failed')
  assert.deepEqual(await alarms(), ['backupFailed'])
  assert.equal(await mails(), 1, 'who is gone is told nothing')

  await rm(backups)
  const made = await run('backup')
  assert.equal(made?.state, 'done')
  assert.deepEqual(await alarms(), [])
  const file = path.join(backups, made?.name ?? '')
  const content = await readFile(file)
  content[content.length >> 1] = (content[content.length >> 1] ?? 0) ^ 1
  await writeFile(file, content)
  assert.match((await run('trial'))?.error ?? '', /damaged/)
  assert.deepEqual(await alarms(), ['trialFailed'])
  assert.equal(await mails(), 2)
})

test('a place that has the backup before no more is told of once, and the backup counts', async (t) => {
  const { engine, backups, run, alarms } = await backupsForTest(t)
  await run('backup')
  const installation = await thisInstallation(engine.database)
  const before = backupName(new Date(Date.now() - day), { installation })
  await engine.database.query(
    sql`update backup_run set name = ${before}, began_at = began_at - interval '1 day'`,
  )
  // The disk is not connected, and its folder is made anew on another one.
  await rm(backups, { recursive: true })
  const made = await run('backup')
  assert.ok(
    made?.error?.includes(`the one before it, ${before}, is not in its place any more`),
    made?.error ?? '',
  )
  assert.deepEqual([made?.state, await alarms()], ['failed', ['backupFailed']])
  assert.deepEqual(await readdir(backups), [made?.name])
  assert.equal((await engine.backups.state()).last?.name, made?.name)
  assert.equal((await run('backup'))?.error, null)
  assert.deepEqual(await alarms(), [])
})

test('a backup that ends its server is told as failed when it is set aside, and made an hour later', async (t) => {
  const { engine, root, alarms } = await backupsForTest(t)
  const { database, jobs } = engine
  const { mails } = await administrator(engine, root)
  const id = newId()
  await database.query(
    sql`insert into job (id, name, payload, actor, planned, state, holder, attempts, unheard)
        values (${id}, 'backup', '{}', ${root.user}, false, 'running', 0, 5, 5)`,
  )
  await database.query(sql`insert into backup_run (id, kind, state) values (${id}, 'backup', 'running')`)
  const states = async () =>
    (
      await database.query<{ state: string }>(
        sql`select state from job where name = 'backup' order by created_at`,
      )
    ).map(({ state }) => state)
  await jobs.drain()
  const [failed] = await engine.backups.list(root, 1)
  assert.match(failed?.error ?? '', /broke off 5 times/)
  assert.deepEqual([failed?.state, await alarms(), await mails()], ['failed', ['backupFailed'], 1])
  assert.deepEqual(await states(), ['failed'])

  await database.query(sql`update job set finished_at = finished_at - interval '61 minutes'`)
  await database.query(sql`update backup_run set began_at = began_at - interval '61 minutes'`)
  await database.query(sql`update job_schedule set next_at = now() where name = 'backup'`)
  await jobs.drain()
  assert.deepEqual([await states(), await alarms()], [['failed', 'done'], []])
})

test('what is late is an alarm, and so is a place that nobody has named', async (t) => {
  const { engine, run } = await backupsForTest(t)
  await run('backup')
  const at = (days: number) => alarmsAt(engine, days)
  assert.deepEqual(await at(1), [])
  assert.deepEqual(await at(2), ['backupLate'])
  assert.deepEqual(await at(9), ['backupLate', 'trialLate'])
  const nowhere = await backupAlarms(engine.database, {
    place: null,
    trialDays: 7,
    timeZone: 'UTC',
    now: Date.now(),
  })
  assert.deepEqual(
    nowhere.map(({ code }) => code),
    ['noPlace'],
  )
})

/** What is told after so many days, if nothing is done until then. */
async function alarmsAt({ database }: Engine, days: number): Promise<string[]> {
  const given = {
    place: { place: 'here', since: null },
    trialDays: 7,
    timeZone: 'UTC',
    now: Date.now() + days * day,
  }
  return (await backupAlarms(database, given)).map(({ code }) => code)
}

test('a backup made while the clock was ahead is neither that of today nor the newest', async (t) => {
  const { engine, root, backups, run, alarms } = await backupsForTest(t)
  const setClock = await shiftedDatabase(t, engine.options)
  await setClock(400)
  await engine.jobs.drain()
  const future = (await run('backup'))?.name ?? ''
  await run('trial')
  await setClock(0)
  assert.deepEqual([(await engine.backups.state()).last, await alarms()], [null, []])
  // As if the system had begun ten days ago: none was made in time.
  await engine.database.query(sql`update migration set applied_at = applied_at - interval '10 days'`)
  assert.deepEqual(await alarms(), ['backupLate', 'trialLate'])

  await engine.database.query(sql`update job_schedule set next_at = now() where name = 'backup'`)
  await engine.jobs.drain()
  const made = (await engine.backups.state()).last?.name ?? ''
  assert.ok(Number(madeAt(made)) < Number(madeAt(future)), made)
  const shown = (await run('trial'))?.name ?? ''
  // The schedule made one then too, perhaps within the same second.
  assert.ok(Number(madeAt(shown)) > Number(madeAt(made)), 'the list shows those of the future first')
  assert.equal((await engine.backups.state()).lastTrial?.name, made)
  assert.deepEqual(await alarms(), [])
  assert.ok((await readdir(backups)).includes(future))
  assert.ok((await engine.backups.list(root, 20)).every(({ state }) => state === 'done'))
})

test('what others keep in the same place, and what somebody asked for today, is left there', async (t) => {
  const { engine, backups, run } = await backupsForTest(t)
  const asked = (await run('backup'))?.name ?? ''
  const yesterday = new Date(Date.now() - day)
  const others = [
    backupName(new Date()),
    backupName(yesterday),
    backupName(yesterday, { installation: '0123456789ab' }),
    backupName(new Date(Date.now() - day + 1_000), { installation: '0123456789ab' }),
  ]
  for (const name of others) await writeFile(path.join(backups, name), 'theirs')
  const hour = (new Date().getUTCHours() + 24) % 24
  await engine.settings.set(await engine.access.systemActor('test'), 'backup.hour', hour)
  await engine.database.query(sql`update backup_run set began_at = began_at - interval '1 day'`)
  await engine.database.query(sql`update job_schedule set next_at = now() where name = 'backup'`)
  await engine.jobs.drain()
  const { last, unnamed, oldestUnnamed } = await engine.backups.state()
  const made = last?.name ?? ''
  const told = [unnamed, oldestUnnamed.map(({ name }) => name)]
  assert.deepEqual(
    told,
    [2, [others[1], others[0]]],
    'who looks after the backups is told of what nobody deletes',
  )
  const old = JSON.stringify({ count: 3 })
  await engine.database.query(
    sql`update engine_state set value = ${old}::jsonb where key = 'unnamed backups'`,
  )
  const before = await engine.backups.state()
  assert.deepEqual([before.unnamed, before.oldestUnnamed], [3, []], 'as it was written down before')
  assert.notEqual(made, asked)
  assert.deepEqual((await readdir(backups)).toSorted(), [...others, made, asked].toSorted())
  assert.equal((await run('trial'))?.name, made)
})

test('what is asked for many times at once is made once, and again when it is asked for again', async (t) => {
  const { engine, root } = await backupsForTest(t)
  const made = async () => {
    const asked: string[] = []
    for (let nr = 0; nr < 3; nr++) asked.push((await engine.backups.start(root, 'backup')).job)
    await engine.jobs.drain()
    for (const id of asked) assert.equal((await engine.jobs.get(root, id)).state, 'done')
    return (await engine.backups.list(root, 20)).filter(({ kind }) => kind === 'backup').length
  }
  assert.deepEqual([await made(), await made()], [1, 2])
})

test('only who may open the page of the backups sees and makes any', async (t) => {
  const { engine, root } = await backupsForTest(t)
  const clerk = { ...root, access: { ...root.access, page: () => false } }
  await assert.rejects(engine.backups.list(clerk, 1), { status: 403 })
  await assert.rejects(engine.backups.start(clerk, 'backup'), { status: 403 })
})

test('the hour is that of the group', () => {
  const at = (instant: string, hour: number, zone: string) =>
    new Date(lastDue(Date.parse(instant), hour, zone)).toISOString()
  assert.equal(at('2026-11-28T12:34:56.789Z', 2, 'UTC'), '2026-11-28T02:00:00.000Z')
  assert.equal(at('2026-11-28T01:59:59Z', 2, 'UTC'), '2026-11-27T02:00:00.000Z')
  assert.equal(at('2026-11-28T02:00:00Z', 2, 'UTC'), '2026-11-28T02:00:00.000Z')
  assert.equal(at('2026-11-28T12:00:00Z', 2, 'Asia/Shanghai'), '2026-11-27T18:00:00.000Z')
})
