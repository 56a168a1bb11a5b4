import { labelOf, pluralOf } from '#model'
import type { Actor } from '../../access/actor.ts'
import { askPresence } from '../../access/ask-presence.ts'
import type { ActionRegistry } from '../../actions/actions.ts'
import type { Transaction } from '../../database/database.ts'
import type { JobDeclaration } from '../../jobs/job.ts'
import type { Jobs } from '../../jobs/jobs.ts'
import type { Door } from '../write/door.ts'
import type { Writing } from '../write/writing.ts'
import { said } from '../../said/said.ts'
import {
  bulkStep,
  isDeletion,
  ledOn,
  openBulk,
  type BulkPreview,
  type BulkProgress,
  type BulkRequest,
} from './bulk.ts'
import { previewBulk } from './preview-bulk.ts'

/** Bulk changes: rehearsed, then run as a job with progress, which `undo` takes back like any change. */
export type Bulk = {
  preview(actor: Actor, request: BulkRequest): Promise<BulkPreview>
  /** Opens the change and adds its job, both or neither; within the transaction where one is given. */
  start(
    actor: Actor,
    request: BulkRequest,
    options?: { readonly tx?: Transaction },
  ): Promise<{ job: string; change: string; total: number }>
}

type Refused = BulkPreview['refused'][number]
type Payload = {
  readonly request: BulkRequest
  readonly change: string
  readonly total: number
  readonly after: string | null
  readonly done: number
  readonly failed: number
  readonly refused: readonly Refused[]
  /** Of those that are to be deleted, which are tried once more, and how many had gone before. */
  readonly only?: readonly string[]
  readonly wentBefore?: number
  /** Those that stayed so far, for as long as they may be tried once more. */
  readonly stayed?: readonly string[]
}

/** How many refusals are kept by name; more are only counted. */
const mostRefused = 100
/** So many that stayed are tried once more when others went. */
const mostAgain = 2_000

export function openBulkChanges(parts: { records: Writing; jobs: Jobs; actions: ActionRegistry }): Bulk {
  const { records, jobs, actions } = parts
  jobs.declare(bulkJob(records))
  return {
    preview: (actor, request) => previewBulk(records, actor, request),
    start: (actor, asked, options = {}) =>
      records.door(actor, options, async (door) => {
        const request = await ledOn(door, asked)
        const isWhole = request.action !== undefined || request.lines !== undefined
        askPresence(actor, request.object, isWhole ? 'all' : Object.keys(request.changes ?? {}))
        const label = inWords(door, actions, request)
        const { change, total } = await openBulk(door, request, label)
        const payload: Payload = { request, change, total, after: null, done: 0, failed: 0, refused: [] }
        const job = await jobs.add(door.tx, 'bulk', payload, { actor, label, about: [request.object] })
        return { job, change, total }
      }),
  }
}

/** What is done to which records, as whoever begins it would say it: “Customers: City, Payment days”. */
function inWords({ model, actor }: Door, actions: ActionRegistry, request: BulkRequest): string {
  const { language } = actor
  const object = model.objects.get(request.object)
  if (!object) return ''
  const mayAct = actor.access.object(object.name)?.rows(request.action ?? '') !== undefined
  if (isDeletion(request)) return `${pluralOf(object.declaration, language)}: ${said('Delete').in(language)}`
  const named = actions.all.find(
    ({ on, name }) => mayAct && on.name === object.name && name === request.action,
  )
  const names = request.lines ? [request.lines.field] : Object.keys(request.changes ?? {})
  const fields = names.flatMap((name) => object.fields.get(name)?.field ?? [])
  const what = named ? [named] : fields
  const done = what.map((one) => labelOf(one, language).replace('…', '')).join(', ')
  return `${pluralOf(object.declaration, language)}: ${done}`
}

function bulkJob(records: Writing): JobDeclaration {
  return {
    name: 'bulk',
    async run(run) {
      let state = run.payload as Payload
      for (let isOver = false; !isOver;) {
        const from = state
        const keep: Parameters<typeof bulkStep>[4] = async (door, progress, problems) => {
          state = { ...counted(from, progress, problems), after: progress.after }
          isOver = progress.finished && !mayGoNow(state)
          if (progress.finished && !isOver)
            state = { ...state, after: null, only: state.stayed ?? [], stayed: [], wentBefore: state.done }
          await run.remember(state, door.tx)
        }
        await bulkStep(records, run.actor, from.request, from, keep)
        await run.progress(state.done + state.failed, state.total)
      }
      return { change: state.change, changed: state.done, refused: state.failed, problems: state.refused }
    },
  }
}

/** What came of a step. Those that are tried once more were counted among the refused before. */
function counted(from: Payload, progress: BulkProgress, problems: readonly Refused[]): Payload {
  const staying = new Set(problems.map(({ id }) => id))
  const gone = new Set(progress.records.filter((id) => !staying.has(id)))
  const [done, isAgain] = [from.done + progress.done, from.only !== undefined]
  const refused = isAgain ? from.refused.filter(({ id }) => !gone.has(id)) : [...from.refused, ...problems]
  return {
    ...{ ...from, done, refused: refused.slice(0, mostRefused) },
    failed: isAgain ? from.failed - progress.done : from.failed + progress.failed,
    ...(isDeletion(from.request) && { stayed: [...(from.stayed ?? []), ...staying].slice(0, mostAgain) }),
  }
}

/** What was named by others that were to go as well may go once these went. */
function mayGoNow({ request, done, stayed = [], wentBefore = 0 }: Payload): boolean {
  return isDeletion(request) && stayed.length > 0 && done > wentBefore
}
