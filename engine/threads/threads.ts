import os from 'node:os'
import { Worker } from 'node:worker_threads'

/** Threads that reckon beside the one that serves everybody, each with a memory of its own. */
export type Threads<Task, Result> = {
  readonly count: number
  /** Has a thread do a task; each does what it is given in the order in which it was given. */
  ask(thread: number, task: Task): Promise<Result>
  close(): Promise<void>
}

/** More than these would only crowd out the database. */
const mostThreads = 3
const heapMegabytes = 128

/**
 * Starts as many threads as there are processors, at most three or `most`. Each loads the module, which
 * answers tasks by `serveThread`. A thread that fails fails all it was asked; so does whatever is asked
 * after `close`.
 */
export function openThreads<Task, Result>(module: URL, most = mostThreads): Threads<Task, Result> {
  const count = Math.min(most, Math.max(1, os.availableParallelism()))
  const threads = Array.from({ length: count }, () => openThread<Task, Result>(module))
  return {
    count,
    ask: (thread, task) => (threads[thread % count] as Thread<Task, Result>).ask(task),
    close: async () => void (await Promise.all(threads.map((thread) => thread.close()))),
  }
}

type Thread<Task, Result> = { ask(task: Task): Promise<Result>; close(): Promise<void> }

export type ThreadAnswer = { readonly result: unknown } | { readonly error: Error }

function openThread<Task, Result>(module: URL): Thread<Task, Result> {
  const worker = new Worker(module, {
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes, maxYoungGenerationSizeMb: 16 },
  })
  const open: { resolve: (result: Result) => void; reject: (error: Error) => void }[] = []
  let ended: Error | undefined
  const end = (error: Error): void => {
    ended ??= error
    for (const one of open.splice(0)) one.reject(ended)
  }
  worker.on('message', (answer: ThreadAnswer) => {
    const one = open.shift()
    if ('error' in answer) one?.reject(answer.error)
    else one?.resolve(answer.result as Result)
  })
  worker.on('error', (error) => end(error as Error))
  worker.on('exit', () => end(new Error('The thread has ended.')))
  return {
    ask: (task) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended)
        open.push({ resolve, reject })
        worker.postMessage(task)
      }),
    close: async () => void (await worker.terminate()),
  }
}
