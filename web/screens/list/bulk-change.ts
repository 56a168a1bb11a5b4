import { api } from '../../api/client.ts'
import { ended } from '../../api/ended-job.ts'
import { takeBack } from '../../api/undo.ts'
import type { DescribedObject } from '../../api/model.ts'
import { showJob } from '../../ui/job-store.ts'
import { toast } from '../../ui/toast-store.ts'

/** A change of many records, as `POST /{objects}/bulk` takes it. */
export interface BulkRequest {
  where: object
  changes?: Record<string, unknown>
  /** In lines that a field of the records holds: one value for another. */
  lines?: { field: string; of: string; from: string; to: string | null }
  action?: string
  input?: Record<string, unknown>
}

/** What it would do: how many, three of them before and after, and some that refuse. */
export interface BulkPreview {
  matching: number
  changeable: number
  examples: readonly {
    id: string
    title: string
    before: Record<string, unknown> | null
    after: Record<string, unknown> | null
  }[]
  /** On how many it was tried, and how many of those are refused; the first of them. */
  tried: number
  refusals: number
  refused: readonly { id: string; title: string; message: string }[]
  /** What would have to be confirmed, as far as was tried. */
  warnings: readonly { code: string; message: string; count: number }[]
}

/** What the corner says at the end. */
export interface BulkWords {
  title: string
  changed: (count: number) => string
  refused: (count: number) => string
  stopped: string
  /** Where several are told beside each other: of which this is. */
  done?: (count: number) => string
}

export function previewBulk(
  object: DescribedObject,
  request: BulkRequest,
  confirmed: readonly string[],
  signal: AbortSignal,
): Promise<BulkPreview> {
  return api.post(`/${object.path}/bulk`, { ...request, dryRun: true }, { signal, confirmed })
}

/** Whether it came to its end (it may fail, or be stopped), how many stayed as they were, and some of why. */
export interface BulkEnd {
  isDone: boolean
  refused: number
  reasons: readonly string[]
}

export type Begun = { readonly ended: Promise<BulkEnd> }

/** Starts the change and follows it in the corner; at the end it can be taken back. */
export async function startBulk(
  object: DescribedObject,
  request: BulkRequest,
  confirmed: readonly string[],
  words: BulkWords,
  onDone: () => void,
): Promise<Begun> {
  const { job, change, total } = await api.post<{ job: string; change: string; total: number }>(
    `/${object.path}/bulk`,
    request,
    { confirmed },
  )
  const ended = follow(job, total, words).then(({ changed: end, ...became }) => {
    onDone()
    if (end === 0) return became
    const undo = async () => {
      const undone = await takeBack(change)
      onDone()
      toast(undone, undefined, { beside: true })
    }
    toast((words.done ?? words.changed)(end), undo, { beside: true })
    return became
  })
  return { ended }
}

/** Follows a job in the corner; gives how many records it changed, and how it ended. */
async function follow(job: string, total: number, words: BulkWords): Promise<BulkEnd & { changed: number }> {
  const base = { id: job, title: words.title, total }
  const onStop = () => void api.post(`/jobs/${job}/cancel`)
  showJob({ ...base, done: 0, state: 'running', onStop })
  const last = await ended(job, ({ done }) => showJob({ ...base, done, state: 'running', onStop }))
  const changed = last.result?.changed ?? last.done
  const refused = last.result?.refused ?? 0
  const outcome =
    last.error ?? [words.changed(changed), ...(refused > 0 ? [words.refused(refused)] : [])].join(' ')
  const state = last.state === 'failed' ? 'failed' : last.state === 'cancelled' ? 'stopped' : 'done'
  showJob({
    ...base,
    done: last.done,
    state,
    outcome: state === 'stopped' ? `${words.stopped} ${outcome}` : outcome,
    onStop: undefined,
  })
  const reasons = new Set((last.result?.problems ?? []).map(({ message }) => message))
  return { changed, isDone: state === 'done', refused, reasons: [...reasons] }
}
