import { pluralOf } from '#model'
import type { Actor } from '../access/actor.ts'
import { undosOf } from '../audit/left-by-undos.ts'
import { mayNameUser } from '../audit/named-users.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { said } from '../said/said.ts'
import { actingReader } from '../records/read/list-conditions.ts'
import { ownOf } from '../records/write/fill-own.ts'
import { toldOwn, type ToldOwn } from '../records/write/told-own.ts'
import { tableText } from '../table-files/index.ts'
import { countsOf, type ImportCounts } from './import-counts.ts'
import { readsCells, readsFound, type ImportRecord, type ImportState, type Judged } from './import-record.ts'
import { cutMapping, type ColumnMapping } from './mapping.ts'
import { undoOf } from './import-undo.ts'
import { missingFields } from './missing-fields.ts'
import { targetsOf, type Target } from './targets.ts'

/** An import as people and programs see it. */
export type ImportView = Readonly<Record<string, unknown>> & {
  readonly id: string
  readonly state: ImportState
  /** Null before the check, and while anything goes on: then `progress` tells. */
  readonly counts: ImportCounts | null
  readonly job: string | null
  readonly change: string | null
}

type Job = {
  readonly state: string
  readonly done: string
  readonly total: string | null
  readonly error: string | null
  readonly result: unknown
  /** Of one that failed or was stopped. */
  readonly payload: unknown
  readonly seconds: number | null
}

/** Builds the view: with `rows` the first rows of the file too. */
export async function importView(
  connection: Connection,
  model: ResolvedModel,
  actor: Actor,
  record: ImportRecord,
  rows = true,
): Promise<ImportView> {
  const object = model.objects.get(record.object)
  const targets = object ? targetsOf(model, object, actor) : []
  const current = await jobOf(connection, record.undo?.job ?? record.job)
  const { state, undo } = await standing(connection, model, actor, record, current)
  const { inspection } = record
  const isRead = readsCells(actor, record)
  return {
    id: record.id,
    object: record.object,
    label: object ? pluralOf(object.declaration, actor.language) : record.object,
    path: object?.path ?? null,
    file: { name: record.file_name, bytes: Number(record.file_bytes), format: inspection.format },
    state,
    createdAt: instant(record.created_at),
    createdBy: await userOf(connection, model, actor, record.actor),
    finishedAt: record.finished_at === null ? null : instant(record.finished_at),
    options: isRead ? record.options : withoutSheet(record.options),
    style: record.style,
    encodings: inspection.encodings ?? null,
    sheets: isRead ? (inspection.sheets ?? null) : null,
    warnings: (isRead ? inspection.warnings : []).map((one) =>
      typeof one === 'string' ? one : tableText(one, actor.language),
    ),
    columns: isRead ? columnsOf(record) : [],
    readsCells: isRead,
    readsFound: readsFound(actor, record),
    ...(rows && isRead
      ? {
          rows: inspection.rows.map(({ line, cells, problem }) => ({
            line,
            cells,
            problem: problem ?? null,
          })),
        }
      : {}),
    rowCount: record.rows_total === null ? inspection.rowCount : Number(record.rows_total),
    exact: record.rows_total !== null || inspection.exact,
    mode: record.mode,
    ...cutMapping(isRead ? record : withoutTexts(record), targets),
    empties: record.empties,
    ...(await newOnes(connection, model, actor, record, targets)),
    decision: record.decision,
    counts:
      record.kinds === null || isOngoing(state)
        ? null
        : await countsOf(connection, record, object?.isRole === true),
    result: record.result,
    progress: progressOf(record, state, current),
    undo,
    change: record.change,
    job: record.undo?.job ?? record.job,
    error: state !== 'failed' ? null : errorOf(actor, record, current),
  }
}

/** Headings are the file's own words, like its cells. */
function columnsOf({ inspection }: ImportRecord) {
  return inspection.columns.map(({ index, header, samples }) => ({
    index,
    header,
    samples: samples.slice(0, 3),
  }))
}

/** What new records lack as the columns go, and what fills itself, also where a cell is empty. */
async function newOnes(
  connection: Connection,
  model: ResolvedModel,
  actor: Actor,
  { object: name, mode, mapping }: ImportRecord,
  targets: readonly Target[],
) {
  const object = mode === 'update' ? undefined : model.objects.get(name)
  if (!object) return { required: [], filled: [] }
  const missing = missingFields(model, object, mapping, targets, actor)
  return {
    required: missing.map((target) => target.name),
    filled: await toldOwn(connection, model, actor, object),
  }
}

/** The mapping names texts of the file where they are read as others. */
function withoutTexts({ mapping, key }: Pick<ImportRecord, 'mapping' | 'key'>) {
  return { mapping: mapping.map((one) => ({ ...one, values: {} })), key }
}

function withoutSheet({ sheet: _, ...options }: ImportRecord['options']): ImportRecord['options'] {
  return options
}

/** Why it failed was said in the rights of who ran it. */
function errorOf(actor: Actor, record: ImportRecord, job: Job | null): string | null {
  const told = record.error ?? job?.error ?? null
  if (told === null || readsFound(actor, record)) return told
  return said('It could not be done. Whoever began it and administrators are told why.').in(actor.language)
}

/** A view that was given before, cut to what its reader may know of the file, and bring in, now. */
export function viewAgain(model: ResolvedModel, actor: Actor, view: ImportView, record: Judged): ImportView {
  const object = model.objects.get(record.object)
  const targets = object ? targetsOf(model, object, actor) : []
  const known = (name: string) => targets.some((target) => target.name === name)
  const given = {
    mapping: (view['mapping'] ?? []) as readonly ColumnMapping[],
    key: (view['key'] ?? null) as string | null,
  }
  const required = ((view['required'] ?? []) as readonly string[]).filter(known)
  const own = new Map(object ? [...ownOf(actor, object)].map(([{ name }, id]) => [name, id]) : [])
  const isOwn = ({ field, value }: ToldOwn) => known(field) && own.get(field) === value.id
  const filled = ((view['filled'] ?? []) as readonly ToldOwn[]).filter(isOwn)
  const found = { readsFound: readsFound(actor, record), filled }
  if (readsCells(actor, record)) return { ...view, ...found, ...cutMapping(given, targets), required }
  const { rows: _, ...rest } = view
  const cut = { columns: [], sheets: null, warnings: [], readsCells: false, readsFound: false, filled }
  const options = withoutSheet(view['options'] as ImportRecord['options'])
  return { ...rest, ...cut, options, ...cutMapping(withoutTexts(given), targets), required }
}

function isOngoing(state: ImportState): boolean {
  return state === 'checking' || state === 'running' || state === 'undoing'
}

/**
 * How far the import has come, and what became of its undo. An undo that was undone in its turn, here or in
 * the log, leaves the import as it was done; `change` is the one that stands.
 */
async function standing(
  connection: Connection,
  model: ResolvedModel,
  actor: Actor,
  record: ImportRecord,
  job: Job | null,
) {
  const state = stateOf(record, job)
  const undos = state === 'undone' && record.change ? await undosOf(connection, record.change) : []
  const change = undos.find(({ stands }) => stands)?.id ?? null
  if (undos.length > 0 && change === null) return { state: 'done', undo: null } as const
  const undo = await undoOf(connection, model, actor, record, job)
  return { state, undo: undo && { ...undo, change } }
}

/** A job that failed, was stopped or finished the undo says so before the import itself does. */
function stateOf(record: ImportRecord, job: Job | null): ImportState {
  if (record.state === 'undoing' && job?.state === 'done') return 'undone'
  if (!isOngoing(record.state) || !job) return record.state
  return job.state === 'failed' || job.state === 'cancelled' ? job.state : record.state
}

function progressOf(record: ImportRecord, state: ImportState, job: Job | null) {
  if (!job || !isOngoing(state)) return null
  const done = Number(job.done)
  const total = job.total === null ? null : Number(job.total)
  const rowsPerSecond = job.seconds && job.seconds > 0 ? Math.round(done / job.seconds) : null
  const secondsLeft =
    rowsPerSecond && total !== null ? Math.max(0, Math.round((total - done) / rowsPerSecond)) : null
  return { phase: state, done, total, rowsPerSecond, secondsLeft }
}

export async function jobOf(connection: Connection, job: string | null): Promise<Job | null> {
  if (job === null) return null
  const [found] = await connection.query<Job>(
    sql`select state, done, total, error, result,
               case when state in ('failed', 'cancelled') then payload end as payload,
               extract(epoch from coalesce(finished_at, now()) - started_at)::float8 as seconds from job
                 where id = ${job}`,
  )
  return found ?? null
}

/** Who uploaded it: oneself, or somebody of whom one may read. */
async function userOf(connection: Connection, model: ResolvedModel, actor: Actor, user: string) {
  const named = mayNameUser(actingReader(model, actor), 'u')
  const [found] = await connection.query<{ id: string; name: string }>(
    sql`select u.id, u.name from "user" u where u.id = ${user} and (u.id = ${actor.user} or ${named})`,
  )
  return found ? { id: found.id, title: found.name } : null
}

export function instant(text: string): string {
  return new Date(text).toISOString()
}
