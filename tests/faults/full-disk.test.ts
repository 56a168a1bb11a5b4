import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { createEngine, sql, type Engine } from '#engine'
import { createServer } from '#server'
import { freePort, smallDisk } from '#testing'
import { modules } from '../../modules/index.ts'
import { kontorProcess } from '../../testing/faults/kontor-process.ts'
import { caller, office, type Office } from '../scenarios/office.ts'
import { at } from './scene.ts'

const notHere = 'this machine lets nobody mount a small disk'

test('files that find no room are refused clearly, leave nothing, and come in when there is room again', async (t) => {
  const disk = smallDisk(t, 8)
  if (!disk) return t.skip(notHere)
  const scene = await office(t)
  const { url } = await serverOn(t, scene, { dataFolder: disk.folder })
  const clerk = at(url, scene.as.clerk)
  const leader = at(url, scene.as.manager)
  assert.equal((await upload(clerk, 'files', 1_000)).status, 201)
  disk.fill(200_000)
  for (const place of ['files', 'imports']) {
    const answer = await upload(place === 'files' ? clerk : leader, place, 2_000_000)
    assert.equal(answer.status, 507, answer.text)
    assert.equal(answer.body.code, 'diskFull')
  }
  assert.deepEqual(leftIn(path.join(disk.folder, 'files', 'arriving')), [])
  assert.deepEqual(leftIn(path.join(disk.folder, 'imports')), [])
  assert.equal((await clerk.get('customers?limit=1')).status, 200)
  disk.free()
  assert.equal((await upload(clerk, 'files', 2_000_000)).status, 201)
  assert.equal((await upload(leader, 'imports', 2_000_000)).status, 201)
})

test('a backup that finds no room fails with an alarm, leaves no half, and the next one is made', async (t) => {
  const disk = smallDisk(t, 16)
  if (!disk) return t.skip(notHere)
  const scene = await office(t)
  const { engine } = await serverOn(t, scene, { backupTo: disk.folder })
  const actor = await engine.access.actorFor({
    user: scene.as.administrator.user,
    source: 'web',
    request: 'test',
  })
  const backup = async () => {
    await engine.backups.start(actor, 'backup')
    await engine.jobs.drain()
    const [last] = await engine.backups.list(actor, 1)
    return last
  }
  disk.fill(20_000)
  const failed = await backup()
  assert.equal(failed?.state, 'failed')
  assert.match(failed?.error ?? '', /no room/)
  assert.deepEqual(await alarmsOf(engine), ['backupFailed'])
  assert.deepEqual(leftIn(disk.folder), ['filler'])
  disk.free()
  assert.equal((await backup())?.state, 'done')
  assert.deepEqual(await alarmsOf(engine), [])
})

test('a database whose disk is full says so, loses nothing that was acknowledged, and goes on when there is room', async (t) => {
  const disk = smallDisk(t, 420)
  if (!disk) return t.skip(notHere)
  const kontor = kontorProcess(disk.folder, await freePort())
  await kontor.start()
  t.after(async () => void (await kontor.stop()))
  const engine = await createEngine({
    databaseUrl: await kontor.databaseUrl(),
    ...{ schema: 'kontor', dataFolder: disk.folder, modules, connections: 2 },
  })
  t.after(() => engine.close())
  const there = caller(kontor.url, { authorization: `Bearer ${await administratorKey(engine)}` })
  const acknowledged = new Set<string>()
  disk.fill(3_000_000)
  const refused = await writeUntil(there, acknowledged, (status) => status !== 201)
  assert.ok([503, 507].includes(refused.status), refused.text)
  assert.match(refused.body.code, /^(databaseFull|databaseAway|diskFull)$/)
  disk.free()
  await writeUntil(there, acknowledged, (status) => status === 201)
  await kontor.ready()
  const rows = await engine.database.query<{ name: string }>(
    sql`select name from party where name like 'Pilns %'`,
  )
  const found = new Set(rows.map(({ name }) => name))
  assert.equal(found.size, rows.length, 'nothing is there twice')
  assert.deepEqual(
    [...acknowledged].filter((name) => !found.has(name)),
    [],
  )
  assert.deepEqual(await engine.verify(), [])
})

/** Makes customers, each with a long note, until an answer is as wanted. */
async function writeUntil(
  there: Office['anyone'],
  acknowledged: Set<string>,
  isWanted: (status: number) => boolean,
) {
  for (;;) {
    const name = `Pilns ${acknowledged.size + 1}`
    const answer = await there.post(
      'customers',
      { name, country: 'LV', notes: noise() },
      { 'idempotency-key': name.replace(' ', '-') },
    )
    if (answer.status === 201) acknowledged.add(name)
    if (isWanted(answer.status)) return answer
    await pause(answer.status === 201 ? 0 : 100)
  }
}

/** A text that cannot be packed well. */
function noise(): string {
  return Array.from({ length: 500 }, () => Math.random().toString(36).slice(2)).join(' ')
}

async function serverOn(
  t: TestContext,
  { engine: { options } }: Office,
  other: Partial<Engine['options']>,
): Promise<{ readonly url: string; readonly engine: Engine }> {
  const engine = await createEngine({ ...options, ...other })
  const server = await createServer(engine)
  t.after(async () => {
    await server.close()
    await engine.close()
  })
  return { url: await server.listen({ port: 0, host: '127.0.0.1' }), engine }
}

async function upload(there: Office['anyone'], place: string, bytes: number) {
  const form = new FormData()
  if (place === 'imports') form.append('object', 'customer')
  const line = 'SIA Fails;LV\n'
  const text = `Name;Country\n${line.repeat(Math.ceil(bytes / line.length))}`
  form.append('file', new Blob([text]), 'customers.csv')
  return there.ask('POST', place, { raw: { body: form } })
}

function leftIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : []
}

async function alarmsOf({ backups }: Engine): Promise<string[]> {
  return (await backups.state()).alarms.map(({ code }) => code)
}

async function administratorKey(engine: Engine): Promise<string> {
  const root = await engine.access.systemActor('test')
  const posts = await engine.records.list(root, 'post', { where: { key: 'administrator' } })
  const [post] = (JSON.parse(posts) as { items: { id: string }[] }).items
  const user = await engine.records.create(root, 'user', {
    ...{ name: 'Full', email: 'full@example.com' },
    posts: [{ post: post?.id }],
  })
  return (await engine.accounts.createKey({ user: user.id, name: 'test', source: 'cli' })).key
}
