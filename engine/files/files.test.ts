import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { test, type TestContext } from 'node:test'
import { freshDatabase, objectStorage } from '#testing'
import { createEngine } from '../index.ts'
import { modules } from '../../modules/index.ts'
import { dropContents, dropUnnamedFiles } from './collect-files.ts'
import type { ContentStore } from './content-store.ts'
import { diskStore } from './disk-store.ts'
import { s3Store } from './s3-store.ts'

async function folderFor(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kontor-files-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** What every store must do, whatever it keeps content in. */
async function behaves(store: ContentStore, folder: string): Promise<void> {
  const content = 'Ābols, 苹果, ვაშლი'
  const hash = createHash('sha256').update(content).digest('hex')
  const arriving = path.join(folder, 'arriving')
  await writeFile(arriving, content)
  assert.equal(await store.has(hash), false)
  await store.keep(hash, arriving)
  assert.equal(await store.has(hash), true)
  assert.equal((await buffer(await store.open(hash))).toString(), content)
  assert.equal((await buffer(await store.open(hash, { first: 0, last: 1 }))).toString(), 'Ā')
  const old = []
  for await (const one of store.olderThan(-60)) old.push(one)
  assert.deepEqual(old, [hash])
  await store.remove(hash)
  await store.remove(hash)
  assert.equal(await store.has(hash), false)
  await assert.rejects(store.open(hash))
}

test('content is kept in a folder', async (t) => {
  const folder = await folderFor(t)
  await behaves(diskStore(path.join(folder, 'files')), folder)
})

test('content is kept in object storage, each request signed', async (t) => {
  const folder = await folderFor(t)
  const { address, refused } = await objectStorage(t)
  await behaves(s3Store(`s3://key:secret@bucket/kontor?endpoint=${address}&region=eu-north-1`, {}), folder)
  assert.equal(refused(), 0)
  const stranger = s3Store(`s3://key:wrong@bucket/kontor?endpoint=${address}&region=eu-north-1`, {})
  await assert.rejects(stranger.has('0'.repeat(64)), /403/)
})

test('a file that no record names goes after a day, one that an undo may need stays', async (t) => {
  const { url, schema } = await freshDatabase(t)
  const folder = await folderFor(t)
  const engine = await createEngine({
    databaseUrl: url,
    schema,
    dataFolder: folder,
    modules,
    declaredTables: true,
  })
  t.after(() => engine.close())
  const actor = await engine.access.systemActor('test')
  const upload = async (text: string) => {
    const arrived = await engine.files.arrive(Readable.from([Buffer.from(text)]))
    const file = await engine.files.keep(actor, arrived, { name: `${text}.txt` })
    await arrived.discard()
    return file.id
  }
  const [attached, replaced, forgotten] = [
    await upload('attached'),
    await upload('replaced'),
    await upload('forgotten'),
  ]
  const { id } = await engine.records.create(actor, 'customer', {
    name: 'SIA Attēls',
    country: 'LV',
    picture: replaced,
  })
  await engine.records.update(actor, 'customer', id, { picture: attached })
  const parts = {
    database: engine.database,
    model: engine.model,
    records: engine.records,
    store: diskStore(path.join(folder, 'files')),
  }
  assert.equal(await dropUnnamedFiles(parts, actor), 0, 'they are not a day old')
  assert.equal(await dropUnnamedFiles(parts, actor, -60), 1)
  assert.equal(await dropContents(parts, -60), 1)
  await assert.rejects(engine.files.find(actor, forgotten), /nothing here/)
  for (const file of [attached, replaced]) {
    assert.equal(
      (await buffer(await engine.files.open(await engine.files.find(actor, file)))).length > 0,
      true,
    )
  }
})
