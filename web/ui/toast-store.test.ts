import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dropToast, toast, toastStore, undoToast } from './toast-store.ts'

test('the key takes back what was done last, once, and though its toast has gone', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 0 })
  const undone: string[] = []
  const done = (what: string) => toast(what, () => void undone.push(what))
  const gone = () => toastStore.get().forEach(({ key }) => dropToast(key))
  done('City changed')
  gone()
  t.mock.timers.setTime(50_000)
  assert.equal(await undoToast(), true)
  assert.equal(await undoToast(), false)
  done('Name changed')
  gone()
  t.mock.timers.setTime(200_000)
  assert.equal(await undoToast(), false)
  assert.deepEqual(undone, ['City changed'])
})

test('the key does not reach past what cannot be taken back', async () => {
  let undone = 0
  toast('City changed', () => void undone++)
  toast('Sent')
  toastStore.get().forEach(({ key }) => dropToast(key))
  assert.equal(await undoToast(), false)
  assert.equal(undone, 0)
})
