import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { test, type TestContext } from 'node:test'
import { openDatabase, sql } from '#engine'
import { freshDatabase } from '#testing'

const program = path.join(import.meta.dirname, '..', 'bin', 'kontor')

test('an office is carried to an empty place by the command line, and only there', async (t) => {
  const { url } = await freshDatabase(t)
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kontor-cli-backup-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const place = (name: string) => ({
    DATABASE_URL: url,
    KONTOR_SCHEMA: name,
    KONTOR_DATA: path.join(folder, name),
    KONTOR_BACKUP_KEY_FILE: '',
  })
  const key = path.join(folder, 'key')
  await writeFile(key, `${'5e'.repeat(32)}\n`)
  const backups = `${path.join(folder, 'backups')}/`

  const nothing = await kontor(t, place('here'), ['backup', backups])
  assert.deepEqual([nothing.code, nothing.out], [1, ''])
  assert.match(nothing.err, /^There is nothing to back up: [^\n]+\n$/)
  const user = ['user', 'add', 'aija@firma.example', '--name', 'Aija', '--admin']
  assert.equal((await kontor(t, place('here'), user)).code, 0)

  const made = await kontor(t, place('here'), ['backup', '--to', backups, '--key-file', key])
  assert.deepEqual([made.code, made.err], [0, ''])
  const [name = ''] = await readdir(backups)
  assert.match(name, /^kontor-\d{4}-\d{2}-\d{2}T\d{6}Z\.backup$/)
  const file = path.join(backups, name)
  assert.match(made.out, /^Written to \S+: \d+ rows of \d+ tables, 0 files\.\n$/)

  const database = openDatabase({ url, schema: 'here', connections: 1 })
  await database.query(
    sql`insert into file (id, name, hash) values (gen_random_uuid(), 'gone', ${'0'.repeat(64)})`,
  )
  const partly = path.join(folder, 'partly')
  const lost = await kontor(t, place('here'), ['backup', partly, '--key-file', key])
  assert.match(lost.err, /^The content of 1 files is missing or damaged: 0{64}\.\n$/)
  assert.equal(lost.code, 1, 'it is made, and not whole')
  assert.equal((await kontor(t, place('here'), ['restore', partly, '--key-file', key, '--check'])).code, 0)
  await database.query(sql`delete from file`)
  await database.close()

  const locked = await kontor(t, place('there'), ['restore', file])
  assert.deepEqual([locked.code, locked.out], [1, ''])
  assert.match(locked.err, /is encrypted/)
  const restored = await kontor(t, { ...place('there'), KONTOR_BACKUP_KEY_FILE: key }, ['restore', file])
  assert.equal(restored.code, 0)
  assert.match(restored.err, /^Who was erased after this backup is in it again. [^\n]+--erasures LIST\.\n$/)
  assert.match(restored.out, /^Restored from .+\.\nEverything is as it should be\.\n$/)
  const again = await kontor(t, place('there'), ['restore', file, '--key-file', key])
  assert.equal(again.code, 1)
  assert.match(again.err, /^The schema there is not empty, [^\n]+\n$/)
  const list = path.join(folder, 'list')
  const stranger = '01900000-0000-7000-8000-000000000001'
  const line = { id: stranger, object: 'party', record: stranger, mode: 'erase', at: '2024-07-01T00:00:00Z' }
  await writeFile(list, `${JSON.stringify(line)}\n`)
  const replayed = await kontor(t, place('there'), ['erasures', 'replay', list])
  assert.deepEqual([replayed.code, replayed.err], [0, ''])
  assert.match(replayed.out, /^Nobody was left to be erased\.\n1 are not in this copy, [^\n]+: 01900000-/)
  for (const [missing, words] of [
    [path.join(folder, 'none'), 'There is no list '],
    [folder, 'The list '],
  ] as const)
    for (const command of [
      ['erasures', 'replay', missing],
      ['restore', file, '--key-file', key, '--erasures', missing],
    ]) {
      const told = await kontor(t, place('third'), command)
      assert.deepEqual([told.code, told.err.startsWith(words + missing)], [1, true], told.err)
    }
  const third = await kontor(t, place('third'), ['restore', file, '--key-file', key, '--erasures', list])
  assert.deepEqual([third.code, third.err], [0, ''])
  assert.match(third.out, /\n1 are not in this copy, [^\n]+\nEverything is as it should be\.\n$/)
  const known = await kontor(t, place('there'), ['key', 'create', '--user', 'aija@firma.example'])
  assert.deepEqual([known.code, known.err], [0, ''])
  assert.equal((await kontor(t, place('there'), ['backup'])).code, 2)
})

async function kontor(t: TestContext, place: Record<string, string>, args: readonly string[]) {
  const child = spawn(program, args, { env: { ...process.env, ...place }, stdio: ['ignore', 'pipe', 'pipe'] })
  t.after(() => child.kill())
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { out, err, code }
}
