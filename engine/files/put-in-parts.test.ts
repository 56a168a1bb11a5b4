import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { objectStorage } from '#testing'
import { openBackupStore } from '../backup/backup-store.ts'

const name = 'kontor-2026-11-29T010000Z.backup'
const place = `/bucket/backups/${name}`
const parts = { partBytes: 1_000, restMilliseconds: 1 }

type Refuses = (method: string, url: URL) => string | undefined

/** A storage, and a file of three parts and a rest. */
async function scene(t: TestContext, refuses: Refuses = () => undefined) {
  const storage = await objectStorage(t, refuses)
  const to = `s3://key:secret@bucket/backups?endpoint=${storage.address}&region=eu-north-1`
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kontor-parts-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'file')
  const content = randomBytes(3_210)
  await writeFile(file, content)
  return { ...storage, store: openBackupStore(to, {}, parts), folder, file, content }
}

const partOf = (url: URL) => url.searchParams.get('partNumber')

test('a backup that is larger than a part goes in parts, and comes back as it was', async (t) => {
  const put: (string | null)[] = []
  const { store, file, folder, content, uploads, refused } = await scene(t, (method, url) => {
    if (method === 'PUT') put.push(partOf(url))
    return undefined
  })
  await store.keep(file, name)
  assert.deepEqual(put, ['1', '2', '3', '4'])
  assert.deepEqual(await store.names(), [name])
  await store.fetch(name, path.join(folder, 'back'))
  assert.ok(content.equals(await readFile(path.join(folder, 'back'))))
  assert.deepEqual([uploads.size, refused()], [0, 0])
  await writeFile(file, content.subarray(0, 1_000))
  await store.keep(file, name)
  assert.deepEqual(put.slice(4), [null], 'what is no larger than a part goes in one piece')
})

test('a part that fails once is put again, and no other', async (t) => {
  const put: (string | null)[] = []
  const { store, file, content, kept } = await scene(t, (method, url) => {
    if (method === 'PUT') put.push(partOf(url))
    return put.length === 2 && method === 'PUT' ? 'SlowDown' : undefined
  })
  await store.keep(file, name)
  assert.deepEqual(put, ['1', '2', '2', '3', '4'])
  assert.ok(kept.get(place)?.equals(content))
})

test('a part that fails for good ends the upload: nothing is listed, and nothing is left', async (t) => {
  const { store, file, kept, uploads } = await scene(t, (_method, url) =>
    partOf(url) === '3' ? 'QuotaExceeded' : undefined,
  )
  await assert.rejects(store.keep(file, name), /^Error: The file storage answered 403 QuotaExceeded$/)
  assert.deepEqual([await store.names(), kept.size, uploads.size], [[], 0, 0])
})

test('what cannot be called off, or was left by a killed process, is called off before the next backup', async (t) => {
  let isBroken = true
  const { store, file, uploads, kept } = await scene(t, (method, url) => {
    if (!isBroken) return undefined
    return partOf(url) === '3' || method === 'DELETE' ? 'InternalError' : undefined
  })
  // What another installation has under way in a folder within is theirs.
  uploads.set('theirs', { place: `/bucket/backups/branch/${name}`, parts: new Map() })
  await assert.rejects(store.keep(file, name), /InternalError/)
  assert.deepEqual([await store.names(), uploads.size], [[], 2])
  isBroken = false
  await store.keep(file, 'kontor-2026-11-30T010000Z.backup')
  assert.deepEqual([[...uploads.keys()], kept.size], [['theirs'], 1])
})

test('a storage that says that all is well, and holds something else, is not believed', async (t) => {
  const made = await scene(t, (method) => {
    if (method === 'HEAD') made.kept.set(place, Buffer.from('cut'))
    return undefined
  })
  const { store, file, uploads } = made
  await assert.rejects(store.keep(file, name), /did not put all parts together/)
  assert.deepEqual([await store.names(), uploads.size], [[], 0])
})

test('a success whose answer is lost is one', async (t) => {
  let isLost = true
  const { store, file, content, kept } = await scene(t, (method, url) => {
    // As it stands there when the answer did not come.
    if (method === 'POST' && url.searchParams.has('uploadId') && isLost) {
      kept.set(place, content)
      isLost = false
      return 'InternalError'
    }
    return undefined
  })
  await store.keep(file, name)
  assert.deepEqual([await store.names(), isLost], [[name], false])
})

test('however many were left, all are called off, page by page of the listing', async (t) => {
  const { store, file, uploads, kept, refused } = await scene(t)
  for (let at = 0; at < 7; at++) uploads.set(`left+${at}/=`, { place, parts: new Map() })
  const other = `/bucket/backups/kontor-2026-11-28T010000Z & more.backup`
  for (const id of ['a', 'b', 'c']) uploads.set(id, { place: other, parts: new Map() })
  await store.keep(file, name)
  assert.deepEqual([[...uploads.keys()], kept.size, refused()], [['a', 'b', 'c'], 1, 0])
})
