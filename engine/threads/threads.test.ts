import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { pathToFileURL } from 'node:url'
import { openThreads } from './threads.ts'

test('a thread answers what it is asked, in order, and remembers between tasks', async (t) => {
  const threads = await threadsFor(t, 'let sum = 0; serveThread((task) => (sum += task))')
  const answers = await Promise.all([1, 2, 3].map((task) => threads.ask(0, task)))
  assert.deepEqual(answers, [1, 3, 6])
})

test('a task that fails is told to who asked, and the thread goes on', async (t) => {
  const threads = await threadsFor(
    t,
    'serveThread((task) => { if (task === 2) throw new RangeError("no twos"); return task })',
  )
  const [one, two, three] = await Promise.allSettled([1, 2, 3].map((task) => threads.ask(0, task)))
  assert.equal(one?.status, 'fulfilled')
  assert.match(String((two as PromiseRejectedResult).reason), /no twos/)
  assert.equal((three as PromiseFulfilledResult<unknown>).value, 3)
})

test('a thread that ends fails what is open and what is asked later', async (t) => {
  const threads = await threadsFor(t, 'serveThread(() => process.exit(1))')
  await assert.rejects(threads.ask(0, 1), /ended/)
  await assert.rejects(threads.ask(0, 2), /ended/)
})

async function threadsFor(t: TestContext, body: string) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kontor-threads-'))
  const module = path.join(folder, 'thread.ts')
  await writeFile(
    module,
    `import { serveThread } from '${import.meta.resolve('./serve-thread.ts')}'\n${body}\n`,
  )
  const threads = openThreads<number, number>(pathToFileURL(module))
  t.after(async () => {
    await threads.close()
    await rm(folder, { recursive: true })
  })
  return threads
}
