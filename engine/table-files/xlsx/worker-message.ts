import type { TableRow } from '../table.ts'

/** What the worker is asked to do with a workbook. */
export type WorkbookTask =
  | {
      readonly task: 'inspect'
      readonly path: string
      readonly file: string
      readonly sheet?: string
      readonly rows: number
    }
  | {
      readonly task: 'read'
      readonly path: string
      readonly file: string
      readonly sheet?: string
      /** Filled rows to pass over. */
      readonly skipRows: number
      readonly batchRows: number
    }

export type WorkbookInspection = {
  readonly sheets: readonly string[]
  readonly sheet: string
  readonly rows: readonly TableRow[]
  readonly rowCount: number
  readonly exact: boolean
  /** Cells merged over several rows, as far as the sheet was read. */
  readonly tallMerges: number
}

/** What the worker tells. It waits for "next" before it reads on, so that nothing piles up. */
export type WorkbookMessage =
  | { readonly kind: 'inspection'; readonly inspection: WorkbookInspection }
  | { readonly kind: 'batch'; readonly rows: readonly TableRow[]; readonly progress: number }
  | { readonly kind: 'end' }
  | {
      readonly kind: 'refusal'
      readonly code: string
      readonly message: string
      readonly params: Record<string, unknown>
    }
