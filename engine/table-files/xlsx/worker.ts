import assert from 'node:assert/strict'
import { open } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '../../errors.ts'
import { tableRefusals } from '../table-refusals.ts'
import type { TableRow } from '../table.ts'
import { sheetRows } from './sheet-rows.ts'
import { type Sheet, type Workbook, openWorkbook } from './workbook.ts'
import type { WorkbookMessage, WorkbookTask } from './worker-message.ts'

assert(parentPort, 'The reader of workbooks runs in a worker.')
const port = parentPort
const task = workerData as WorkbookTask
/** How much XML of a sheet is read to count its rows; the rest is estimated. */
const countedBytes = 32 << 20
let asked = 2
let wake = () => {}
port.on('message', () => {
  asked += 1
  wake()
})

await run()
port.close()

async function run(): Promise<void> {
  const handle = await open(task.path)
  try {
    const workbook = await openWorkbook(handle, task.file)
    await (task.task === 'inspect' ? inspect(workbook) : read(workbook))
  } catch (error) {
    tell(refusalOf(error))
  } finally {
    await handle.close()
  }
}

/** Any fault of the file is told; a fault of this program ends the worker with its error. */
function refusalOf(error: unknown): WorkbookMessage {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  const unpacking = /^(Z_|ERR_ZLIB|ERR_BUFFER_OUT_OF_BOUNDS|ERR_OUT_OF_RANGE)/.test(code)
  const refusal = unpacking
    ? tableRefusals.damaged({ file: task.file, reason: 'it cannot be unpacked' })
    : error
  if (!(refusal instanceof Refusal)) throw error
  return { kind: 'refusal', code: refusal.code, message: refusal.message, params: refusal.params }
}

async function inspect(workbook: Workbook): Promise<void> {
  assert(task.task === 'inspect')
  const sheets = workbook.sheets.map(({ name }) => name)
  for (const sheet of task.sheet === undefined ? workbook.sheets : [sheetNamed(workbook, task.sheet)]) {
    const found = await firstRows(workbook, sheet, task.rows)
    if (found.rows.length === 0) continue
    tell({ kind: 'inspection', inspection: { sheets, sheet: sheet.name, ...found } })
    return
  }
  throw tableRefusals.noRows({ file: task.file })
}

async function firstRows(workbook: Workbook, sheet: Sheet, wanted: number) {
  const rows: TableRow[] = []
  let rowCount = 0
  let read = 0
  let characters = 0
  let tallMerges = 0
  for await (const piece of sheetRows(workbook, sheet, task.file, () => rows.length < wanted)) {
    rowCount += piece.rows.length
    tallMerges = piece.tallMerges
    read = piece.progress
    for (const row of piece.rows) {
      if (rows.length >= wanted || characters > 4_000_000) break
      rows.push(row)
      for (const cell of row.cells) characters += cell.length
    }
    if (read * sheet.entry.size > countedBytes && rows.length > 0) break
  }
  const exact = read >= 1
  return { rows, rowCount: exact ? rowCount : Math.round(rowCount / read), exact, tallMerges }
}

async function read(workbook: Workbook): Promise<void> {
  assert(task.task === 'read')
  const first = workbook.sheets[0]
  const sheet = task.sheet === undefined ? first : sheetNamed(workbook, task.sheet)
  assert(sheet)
  let toSkip = task.skipRows
  let batch: TableRow[] = []
  let characters = 0
  for await (const { rows, progress } of sheetRows(workbook, sheet, task.file)) {
    const kept = toSkip > 0 ? rows.slice(toSkip) : rows
    toSkip -= rows.length - kept.length
    for (const row of kept) {
      batch.push(row)
      for (const cell of row.cells) characters += cell.length
      if (batch.length < task.batchRows && characters < 8_000_000) continue
      await tellBatch(batch, progress)
      batch = []
      characters = 0
    }
  }
  if (batch.length > 0) await tellBatch(batch, 1)
  tell({ kind: 'end' })
}

async function tellBatch(rows: readonly TableRow[], progress: number): Promise<void> {
  while (asked === 0) await new Promise<void>((resolve) => (wake = resolve))
  asked -= 1
  tell({ kind: 'batch', rows, progress })
}

function sheetNamed(workbook: Workbook, name: string): Sheet {
  const sheet = workbook.sheets.find((one) => one.name === name)
  if (sheet) return sheet
  const sheets = workbook.sheets.map((one) => one.name).join(', ')
  throw tableRefusals.noSuchSheet({ file: task.file, sheet: name, sheets })
}

function tell(message: WorkbookMessage): void {
  port.postMessage(message)
}
