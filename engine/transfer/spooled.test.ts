import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { spooled } from './spooled.ts'

const piece = (number: number) => Buffer.alloc(1024 * 1024, number)

function folderFor(t: TestContext): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kontor-spool-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return path.join(folder, 'exports')
}

function left(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : []
}

test('content is taken whole before it is read, waits in a file, and comes out in its order', async (t) => {
  const folder = folderFor(t)
  let isTaken = false
  async function* content() {
    for (let number = 0; number < 12; number++) yield piece(number)
    isTaken = true
  }
  const read = spooled(content(), folder)
  const first = await read.next()
  while (!isTaken) await turn()
  assert.equal(left(folder).length, 1)
  const numbers = [(first.value as Buffer)[0]]
  for await (const one of read) {
    assert.ok(one.equals(piece(one[0] ?? 0)))
    numbers.push(one[0])
  }
  assert.deepEqual(
    numbers,
    Array.from({ length: 12 }, (_, at) => at),
  )
  assert.deepEqual(left(folder), [])
})

test('what fits into memory makes no file, and a failure comes after what was before it', async (t) => {
  const folder = folderFor(t)
  async function* content() {
    yield piece(1)
    throw new Error('the database went away')
  }
  const read = spooled(content(), folder)
  assert.equal(((await read.next()).value as Buffer)[0], 1)
  await assert.rejects(read.next(), /went away/)
  assert.ok(!existsSync(folder))
})

test('a reader who gives up stops what is taken, and the file goes', async (t) => {
  const folder = folderFor(t)
  let isStopped = false
  async function* content() {
    try {
      for (let number = 0; ; number++) {
        yield piece(number % 200)
        await turn()
      }
    } finally {
      isStopped = true
    }
  }
  const read = spooled(content(), folder)
  await read.next()
  while (left(folder).length === 0) await turn()
  await read.return(undefined)
  assert.ok(isStopped)
  assert.deepEqual(left(folder), [])
})
