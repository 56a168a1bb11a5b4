import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openGate } from './once-gate.ts'

/** Comes through the gate, and stays inside until `leave` is called. */
function coming(gate: ReturnType<typeof openGate>, user: string) {
  const [inside, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let isInside = false
  const done = gate(user, () => {
    isInside = true
    inside.resolve()
    return over.promise
  })
  return { isInside: () => isInside, entered: inside.promise, leave: () => (over.resolve(), done) }
}

test('however much one user has under way, another comes in at once', async () => {
  const gate = openGate(4)
  const own = Array.from({ length: 6 }, () => coming(gate, 'anna'))
  const other = coming(gate, 'berta')
  await other.entered
  const stands = () => own.map(({ isInside }) => isInside())
  assert.deepEqual(stands(), [true, true, true, false, false, false])
  // A place that gets free goes to whoever waits the longest and may have it.
  await other.leave()
  assert.deepEqual(stands(), [true, true, true, false, false, false])
  await own[0]!.leave()
  await own[3]!.entered
  assert.deepEqual(stands(), [true, true, true, true, false, false])
})

test('no more are inside than there are places, and work that fails gives its place on', async () => {
  const gate = openGate(2)
  const [first, second, third] = ['anna', 'berta', 'carla'].map((user) => coming(gate, user))
  await Promise.all([first!.entered, second!.entered])
  assert.equal(third!.isInside(), false)
  await first!.leave()
  await third!.entered
  await Promise.all([second!.leave(), third!.leave()])
  await assert.rejects(
    gate('anna', () => Promise.reject(new Error('broken'))),
    /broken/,
  )
  await gate('berta', () => Promise.resolve())
  const alone = openGate(1)
  assert.equal(await alone('anna', () => Promise.resolve('done')), 'done')
})
