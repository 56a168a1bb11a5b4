import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { clamdServer, eicar, type ClamdServer } from '#testing'
import { clamdPlace, pingScanner, scanStream, ScannerFailure } from './clamd.ts'

const soon = 300

test('content goes to clamd in pieces with their lengths, by TCP and by a socket of the machine', async (t) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kontor-clamd-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  for (const server of [await clamdServer(t), await clamdServer(t, { at: path.join(folder, 'clamd.ctl') })]) {
    const place = clamdPlace(server.address)
    await pingScanner(place, 5_000)
    const large = Buffer.alloc(200_000, 'a')
    assert.deepEqual(await scanStream(place, Readable.from([large]), 5_000), { isClean: true })
    assert.deepEqual(server.streams, [{ bytes: 200_000, pieces: 4 }])
    assert.deepEqual(await scanStream(place, Readable.from([]), 5_000), { isClean: true })
    const found = await scanStream(place, Readable.from([Buffer.from('head '), Buffer.from(eicar)]), 5_000)
    assert.deepEqual(found, { isClean: false, finding: 'Eicar-Signature' })
  }
})

test('whatever else clamd does counts as no answer, never as clean', async (t) => {
  const server = await clamdServer(t)
  const place = clamdPlace(server.address)
  const scan = () => scanStream(place, Readable.from([Buffer.alloc(150_000, 'a')]), soon)
  const failure = async (mood: ClamdServer['mood']) => {
    server.mood = mood
    const error = await scan().then(
      () => assert.fail(`${mood} counted as an answer`),
      (reason: unknown) => reason,
    )
    assert.ok(error instanceof ScannerFailure, `${mood}: ${String(error)}`)
    return error
  }
  assert.match((await failure('silent')).message, /in time/)
  await failure('cut')
  assert.match((await failure('nonsense')).message, /html/)
  assert.match((await failure('endless')).message, /no end/)
  const small = await failure('small')
  assert.equal(small.tooLarge, true)
  await assert.rejects(
    pingScanner(place, soon).then(() => Promise.reject(new Error('answered'))),
    {
      message: 'answered',
    },
  )
  await server.goAway()
  await assert.rejects(scan(), ScannerFailure)
})

test('an address that is none is said to the operator', () => {
  assert.deepEqual(clamdPlace('tcp://scanner'), { host: 'scanner', port: 3_310 })
  assert.deepEqual(clamdPlace('tcp://[::1]:99'), { host: '::1', port: 99 })
  assert.deepEqual(clamdPlace('unix:///run/clamd.ctl'), { path: '/run/clamd.ctl' })
  assert.throws(() => clamdPlace('localhost:3310'), /KONTOR_CLAMD/)
})
