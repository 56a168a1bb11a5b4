import { tmpdir } from 'node:os'
import { Worker } from 'node:worker_threads'
import { Refusal } from '../../errors.ts'
import { tableRefusals } from '../table-refusals.ts'
import type { TableBatch } from '../table.ts'
import type { WorkbookInspection, WorkbookMessage, WorkbookTask } from './worker-message.ts'

export const workerLimits = { heapMegabytes: 96, inspectSeconds: 9, batchSeconds: 30 } as const

/** Looks at a workbook in a worker of its own, which is ended when it takes too long or too much. */
export async function inspectWorkbook(task: WorkbookTask & { task: 'inspect' }): Promise<WorkbookInspection> {
  for await (const message of messages(task, workerLimits.inspectSeconds)) {
    if (message.kind === 'inspection') return message.inspection
  }
  throw tableRefusals.noRows({ file: task.file })
}

/** Reads the filled rows of a sheet in a worker of its own, at the pace of the reader. */
export async function* readWorkbook(task: WorkbookTask & { task: 'read' }): AsyncGenerator<TableBatch> {
  for await (const message of messages(task, workerLimits.batchSeconds)) {
    if (message.kind === 'batch') yield { rows: message.rows, progress: message.progress }
  }
}

async function* messages(task: WorkbookTask, seconds: number): AsyncGenerator<WorkbookMessage> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: task,
    env: { TMPDIR: tmpdir() },
    resourceLimits: { maxOldGenerationSizeMb: workerLimits.heapMegabytes, maxYoungGenerationSizeMb: 16 },
  })
  const waiting: WorkbookMessage[] = []
  let failure: Error | undefined
  let ended = false
  let wake = () => {}
  worker.on('message', (message: WorkbookMessage) => {
    waiting.push(message)
    wake()
  })
  worker.on('error', (error) => {
    failure = outOfMemory(error) ? tableRefusals.tooMuchMemory({ file: task.file }) : error
    wake()
  })
  worker.on('exit', () => {
    ended = true
    wake()
  })
  try {
    for (;;) {
      const message = waiting.shift()
      if (message?.kind === 'refusal') throw new Refusal(message.code, message.message, message.params)
      if (message?.kind === 'end') return
      if (message) {
        yield message
        worker.postMessage('next')
      } else if (failure) throw failure
      else if (ended) return
      else await woken(seconds, task.file, (resolve) => (wake = resolve))
    }
  } finally {
    await worker.terminate()
  }
}

async function woken(seconds: number, file: string, onWake: (resolve: () => void) => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(tableRefusals.tooSlow({ file, seconds })), seconds * 1000)
      onWake(resolve)
    })
  } finally {
    clearTimeout(timer)
  }
}

function outOfMemory(error: Error): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
}
