import assert from 'node:assert/strict'
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { raw, sql } from '../database/sql.ts'
import type { Engine } from '../engine.ts'
import { backupsForTest, secretForTest } from './backups-for-test.ts'
import { backupName } from './kept-backups.ts'
import { thisInstallation } from './this-installation.ts'
import { writeBackup } from './write-backup.ts'

test('a trial does nothing of what was put in the place of a backup, and drops no schema of others', async (t) => {
  let key: string | undefined = secretForTest
  const { engine, backups, dataFolder, run, alarms } = await backupsForTest(t, undefined, () => key)
  const { schema, transaction } = engine.database
  const theirs = `${schema.slice(0, 50)}_trial`
  await transaction((tx) =>
    tx.query(raw(`create schema "${theirs}"; create table "${theirs}".party (name text)`)),
  )
  const former = (await run('backup'))?.name ?? ''
  const made = await madeLater(engine, run, former)
  assert.equal((await run('trial'))?.error, null)
  const [kept] = await engine.database.query(sql`select from pg_namespace where nspname = ${theirs}`)
  assert.ok(kept, 'another installation may be called so')
  await transaction((tx) => tx.query(raw(`drop schema "${theirs}" cascade`)))

  const place = path.join(backups, made)
  const plain = path.join(dataFolder, 'plain.backup')
  await writeBackup({ database: engine.database, dataFolder }, plain)
  const whole = await readFile(place)
  for (const [content, why] of [
    [await readFile(plain), /is not encrypted, so anybody may have written it/],
    [await readFile(path.join(backups, former)), /is not the one that was made/],
  ] as const) {
    await writeFile(place, content)
    assert.match((await run('trial'))?.error ?? '', why)
    assert.deepEqual(await alarms(), ['trialFailed'])
  }
  await writeFile(place, whole)
  assert.equal((await run('trial'))?.error, null)

  // Without a key only what stands written tells what was made here.
  key = undefined
  const installation = await thisInstallation(engine.database)
  const put = path.join(backups, backupName(new Date(), { installation }))
  await writeFile(put, await readFile(plain))
  assert.match((await run('trial'))?.error ?? '', /was not made here as far as is known/)
  await rm(put)
  const open = await madeLater(engine, run, made)
  assert.equal((await run('trial'))?.error, null)
  await writeFile(path.join(backups, open), await readFile(plain))
  assert.match((await run('trial'))?.error ?? '', /is not the one that was made/)
})

test('after a restore a backup that the data do not know is no alarm by the schedule, and the next is tried', async (t) => {
  const { engine, root, run, alarms } = await backupsForTest(t, undefined, () => undefined)
  const { database, backups, jobs } = engine
  const made = (await run('backup'))?.name ?? ''
  const later = await madeLater(engine, run, made)
  const asked = async () => {
    await database.query(sql`delete from backup_run where kind = 'trial'`)
    await database.query(sql`update job_schedule set next_at = now() - interval '1 minute'`)
    await jobs.drain()
    return (await backups.list(root, 20)).find(({ kind }) => kind === 'trial')
  }
  // As the data of before know it, that the former one was made from.
  await database.query(sql`delete from backup_run where name = ${later}`)
  assert.equal(await asked(), undefined)
  assert.deepEqual(await alarms(), [])
  assert.match((await run('trial'))?.error ?? '', /was not made here as far as is known/)
  const known = await madeLater(engine, run, later)
  assert.equal((await asked())?.name, known)
})

/** Names go by the second, so what is asked for until then takes the place of the one before. */
async function madeLater(
  engine: Engine,
  run: (kind: 'backup') => Promise<{ name: string | null } | undefined>,
  former: string,
): Promise<string> {
  for (;;) {
    const name = (await run('backup'))?.name ?? ''
    if (name > former) return name
  }
}

test('what was proved stays until another one is, however few are kept', async (t) => {
  const { engine, root, backups, run } = await backupsForTest(t)
  for (const [key, value] of [
    ['backup.daily', 1],
    ['backup.weekly', 0],
    ['backup.monthly', 0],
  ] as const)
    await engine.settings.set(root, key, value)
  const made = (await run('backup'))?.name ?? ''
  await run('trial')
  const installation = await thisInstallation(engine.database)
  const before = backupName(new Date(Date.now() - 3 * 24 * 60 * 60 * 1_000), { installation })
  await rename(path.join(backups, made), path.join(backups, before))
  await engine.database.query(
    sql`update backup_run set name = ${before}, began_at = now() - interval '3 days'`,
  )
  const newer = await run('backup')
  assert.ok((await readdir(backups)).includes(before), 'nobody knows yet whether the newer one restores')
  assert.equal((await run('trial'))?.name, newer?.name)
  await madeLater(engine, run, newer?.name ?? '')
  assert.equal((await readdir(backups)).includes(before), false)
})
