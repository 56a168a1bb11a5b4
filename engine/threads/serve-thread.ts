import assert from 'node:assert/strict'
import { parentPort } from 'node:worker_threads'
import type { ThreadAnswer } from './threads.ts'

/** Answers the tasks that come to this thread, one after the other. */
export function serveThread<Task, Result>(answer: (task: Task) => Result): void {
  assert(parentPort, 'This module runs in a thread of its own.')
  const port = parentPort
  port.on('message', (task: Task) => port.postMessage(answered(() => answer(task))))
}

function answered(reckon: () => unknown): ThreadAnswer {
  try {
    return { result: reckon() }
  } catch (error) {
    return { error: error as Error }
  }
}
