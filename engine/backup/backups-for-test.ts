import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { TestContext } from 'node:test'
import { begunDatabase } from '#testing'
import { modules } from '../../modules/index.ts'
import type { Actor } from '../access/actor.ts'
import { sql } from '../database/sql.ts'
import { createEngine, type Engine } from '../engine.ts'

export const secretForTest = '5e'.repeat(32)

/** An installation whose backups go to a folder of its own, or to where the test says. */
export async function backupsForTest(
  t: TestContext,
  to?: string | { readonly smtpUrl: string },
  secretNow: () => string | undefined = () => secretForTest,
) {
  const { url, schema } = await begunDatabase(t)
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kontor-scheduled-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const backups = path.join(folder, 'kept')
  const dataFolder = path.join(folder, 'data')
  const [backupTo, more] = typeof to === 'object' ? [backups, to] : [to ?? backups, {}]
  const engine = await createEngine({
    ...{ databaseUrl: url, schema, dataFolder, modules, connections: 6, backupTo },
    ...more,
    backupSecret: async () => secretNow(),
  })
  t.after(() => engine.close())
  const root = await engine.access.systemActor('test')
  const run = async (kind: 'backup' | 'trial', by = root) => {
    await engine.backups.start(by, kind)
    await engine.jobs.drain()
    const runs = await engine.backups.list(root, 20)
    return runs.find((one) => one.kind === kind)
  }
  const alarms = async () => (await engine.backups.state()).alarms.map(({ code }) => code)
  return { engine, root, backups, dataFolder, run, alarms }
}

/** Somebody who is told of alarms, and how often that was. */
export async function administrator(engine: Engine, root: Actor) {
  const found = await engine.records.list(root, 'post', { where: { administrator: true } })
  const [post] = (JSON.parse(found) as { items: { id: string }[] }).items
  await engine.records.create(root, 'user', {
    ...{ name: 'Aija', email: 'aija@firma.example', language: 'lv', posts: [{ post: post?.id }] },
  })
  const told = async () =>
    (
      await engine.database.query<{ states: string[] }>(
        sql`select payload -> 'states' as states from mail where kind = 'backupAlarm' order by created_at, id`,
      )
    ).map(({ states }) => states)
  return { post: post?.id, told, mails: async () => (await told()).length }
}
