import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { objectStorage } from '#testing'
import { openBackupStore } from '../backup/backup-store.ts'
import { addressOf, bucketOf } from './bucket.ts'
import { contentPath } from './content-store.ts'
import { s3Store } from './s3-store.ts'

/** Folders by what they are called, as somebody writes them in the address of the storage. */
const folders: readonly (readonly [string, string])[] = [
  ['a+b', 'a+b'],
  ['a+b', 'a%2Bb'],
  ['a b', 'a b'],
  ['a b', 'a%20b'],
  ['100%', '100%'],
  ['100% sure', '100%25%20sure'],
  ['100% sure', '100% sure'],
  ['%FF', '%FF'],
  ['a%41', 'a%2541'],
  ["it's (new)*!", "it's (new)*!"],
  ['who? #1 & more', 'who%3F%20%231%20%26%20more'],
  ['[x];y=z,$@:', '[x];y=z,$@:'],
  ['Ābols/苹果', 'Ābols/苹果'],
  ['~tilde_._-', '~tilde_._-'],
]

test('each byte of a key is written by its number, but letters, digits and -._~', () => {
  const at = { address: 'https://storage/bucket' }
  assert.equal(
    addressOf(at, "a+b c%/(d)*'!~_.-Ā"),
    'https://storage/bucket/a%2Bb%20c%25/%28d%29%2A%27%21~_.-%C4%80',
  )
  assert.equal(
    addressOf(at, '', { prefix: 'a+b /', uploads: '' }),
    `${at.address}?prefix=a%2Bb%20%2F&uploads=`,
  )
})

for (const [called, written] of folders)
  test(`files and backups are kept in a folder called ${called}, written ${written}`, async (t) => {
    const { address, kept, refused } = await objectStorage(t)
    const to = `s3://key:secret@bucket/${written}?endpoint=${address}&region=eu-north-1`
    assert.equal(bucketOf(to, {}).prefix, `${called}/`)
    const folder = await mkdtemp(path.join(os.tmpdir(), 'kontor-bucket-'))
    t.after(() => rm(folder, { recursive: true, force: true }))
    const content = 'Bytes of a file'
    const hash = createHash('sha256').update(content).digest('hex')
    const file = path.join(folder, 'file')
    await writeFile(file, content)
    const store = s3Store(to, {})
    await store.keep(hash, file)
    assert.deepEqual([...kept.keys()], [`/bucket/${called}/${contentPath(hash)}`])
    assert.equal((await buffer(await store.open(hash))).toString(), content)
    const old: string[] = []
    for await (const one of store.olderThan(-60)) old.push(one)
    assert.deepEqual([await store.has(hash), old], [true, [hash]])
    await store.remove(hash)
    // In two parts, and in one piece.
    for (const partBytes of [8, 100]) {
      const backups = openBackupStore(to, {}, { partBytes, restMilliseconds: 1 })
      const name = 'kontor-2026-11-29T010000Z.backup'
      await backups.keep(file, name)
      assert.deepEqual(await backups.names(), [name])
      await backups.fetch(name, path.join(folder, 'back'))
      assert.equal((await readFile(path.join(folder, 'back'))).toString(), content)
      await backups.remove(name)
    }
    assert.deepEqual([kept.size, refused()], [0, 0])
  })
