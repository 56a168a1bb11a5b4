import { setImmediate as breathe } from 'node:timers/promises'
import type { Actor } from '../access/actor.ts'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import type { JobRun } from '../jobs/job.ts'
import type { Door } from '../records/write/door.ts'
import { formulaGraph } from '../records/write/formula-graph.ts'
import type { Writing } from '../records/write/writing.ts'
import {
  changeImport,
  importable,
  type Decision,
  type ImportRecord,
  type ImportResult,
} from './import-record.ts'
import { fileRows, keptRows, mended } from './import-rows.ts'
import { refuseUnready, type ImportSetup } from './import-setup.ts'
import { joinRows } from './join-rows.ts'
import type { Decided } from './plan-rows.ts'
import type { FileRow } from './read-rows.ts'
import { decisionFor } from './decisions.ts'
import { tieRows } from './ties.ts'
import { keepToldApart } from './told-apart.ts'
import { added, noteRecords, nothing, writeRows } from './write-rows.ts'
import { said } from '../said/said.ts'

const batchRows = 500
/** More would only crowd out whoever works meanwhile. */
const mostLanes = 3

/**
 * Writes the rows of a checked file, batch by batch. Each batch and how far the run has come are one
 * transaction,
 * so that whoever goes on after a crash neither loses nor repeats a row.
 */
export async function runImport(
  writing: Writing,
  setup: ImportSetup,
  actor: Actor,
  path: string,
  run: JobRun,
): Promise<ImportResult> {
  refuseUnready(setup)
  const { record } = setup
  await writeToEnd(writing, setup, actor, path, run)
  const joined = await joinRows(writing, setup, actor)
  await tieRows(writing, setup, actor)
  await keepToldApart(writing, setup, actor)
  await writing.door(actor, {}, async ({ tx }) => {
    await changeImport(tx, record.id, {
      state: 'done',
      result: joined,
      phase: null,
      error: null,
      finished_at: new Date().toISOString(),
    })
    await rememberMapping(tx, record, actor)
  })
  return joined
}

/**
 * Writes from where the run is to its end, and goes on from there when a batch finds the ground moved under
 * it.
 *
 * Batches are committed without waiting for the disk, so a database that was killed may have come less far
 * than it had said; and one whose client was killed may still end the batch it was at. As long as the job is
 * this run's, the count that the database holds is the true one: it is committed with the rows.
 */
async function writeToEnd(
  writing: Writing,
  setup: ImportSetup,
  actor: Actor,
  path: string,
  run: JobRun,
): Promise<Reached> {
  let from = reachedBy(setup.record)
  let lanes = lanesFor(setup)
  for (;;) {
    try {
      return await writeAll(writing, setup, actor, path, run, { ...from, lanes })
    } catch (error) {
      const code = String((error as { code?: unknown }).code)
      const metHeadOn = lanes > 1 && headOn.has(code)
      if (!metHeadOn && code !== moved) throw error
      // Two batches that met head-on are written again one after the other.
      if (metHeadOn) lanes = 1
      const now = await whereItIs(writing, setup, actor)
      // Throws where the job was given to another, or stopped.
      await run.progress(now?.done ?? from.done)
      if (!now) throw error
      from = now
    }
  }
}

/** A unique value that another batch is just writing, or a lock that it holds. */
const headOn = new Set(['23505', 'busy'])
const moved = 'import.elsewhere'

function reachedBy(record: Pick<ImportRecord, 'rows_done' | 'result'>): Reached {
  return { done: Number(record.rows_done), result: record.result ?? nothing }
}

/** How far the run has come by the database; null where it is no longer running. */
async function whereItIs(writing: Writing, { record }: ImportSetup, actor: Actor): Promise<Reached | null> {
  const [now] = await writing.door(actor, {}, ({ tx }) =>
    tx.query<Pick<ImportRecord, 'rows_done' | 'result'>>(
      sql`select rows_done, result from import where id = ${record.id} and state = 'running'`,
    ),
  )
  return now ? reachedBy(now) : null
}

/** How far a run has come, and to what. */
type Reached = { readonly done: number; readonly result: ImportResult }

/**
 * Writes batches from a place on, so many at a time: while the database puts one in, the next is made ready.
 * They
 * are committed in their order, each with how far the run has come.
 */
async function writeAll(
  writing: Writing,
  setup: ImportSetup,
  actor: Actor,
  path: string,
  run: JobRun,
  from: Reached & { readonly lanes: number },
): Promise<Reached> {
  const { lanes } = from
  const { record } = setup
  const { change, confirmed, reason } = record
  if (change === null) throw new Error('An import runs under a change.')
  const options = { change, confirmed: confirmed ?? [], ...(reason ? { reason } : {}) }
  let last: Promise<Reached> = Promise.resolve(from)
  const open: Promise<Reached>[] = []
  try {
    for await (const rows of fileRows(record, path, from.done, batchRows)) {
      const before = last
      last = writing.door(asOfNow(setup, actor, run), options, async (door) => {
        // A plan that is made while the table is small would read it whole when it is large.
        await door.tx.query(
          sql`select set_config('synchronous_commit', 'off', true), set_config('enable_seqscan', 'off', true)`,
        )
        const tally = await writeBatch(door, setup, rows)
        const { done, result } = await before
        const reached = { done: done + rows.length, result: added(result, tally) }
        await advance(door.tx, record, done, reached.done, reached.result)
        await run.progress(reached.done, Number(record.rows_total ?? 0), door.tx)
        return reached
      })
      // Its failure is met where it is waited for; until then nobody else need hear of it.
      last.catch(() => {})
      open.push(last)
      const reached = open.length >= lanes ? await open.shift() : undefined
      if (reached) await run.progress(reached.done)
      await breathe()
    }
    return await last
  } finally {
    await Promise.allSettled(open)
  }
}

/** Who runs the import, with the rights of this moment; throws a 403 where they may import it no more. */
function asOfNow({ model, record }: ImportSetup, { source, request }: Actor, run: JobRun): Actor {
  importable(model, run.actor, record.object)
  return { ...run.actor, source, request }
}

/**
 * Batches go side by side where nothing of one can wait for another: no records made on the way, no formulas
 * of others.
 */
function lanesFor({ record, model, object }: ImportSetup): number {
  const makes = record.mapping.some(({ missing }) => missing === 'create')
  return makes || formulaGraph(model).readersOf(object.base).length > 0 ? 1 : mostLanes
}

/** Moves on, unless somebody else has: two processes can never both write a batch. */
async function advance(
  tx: Connection,
  record: ImportRecord,
  from: number,
  to: number,
  result: ImportResult,
): Promise<void> {
  const [advanced] = await tx.query(
    sql`update import set rows_done = ${to}, result = ${JSON.stringify(result)}::jsonb, updated_at = now()
        where id = ${record.id} and rows_done = ${from} and state = 'running' returning 1`,
  )
  if (!advanced) throw new Problem(409, moved, said('This import was stopped, or goes on elsewhere.'))
}

async function writeBatch(door: Door, setup: ImportSetup, rows: readonly FileRow[]): Promise<ImportResult> {
  const { record } = setup
  const [first, last] = [rows[0]?.row ?? 0, rows.at(-1)?.row ?? 0]
  const kept = await keptRows(door.tx, record, first, last)
  const marks = await marksOf(door.tx, record, setup.object.isRole, first, last)
  const tally = { ...nothing }
  const open: FileRow[] = []
  for (const row of rows) {
    const mark = kept.get(row.row)?.skip ? 'skipped' : marks.left.get(row.row)
    if (mark === 'joins') continue
    if (mark) tally[mark]++
    else open.push(mended(row, kept.get(row.row)))
  }
  const written = await writeRows(door, setup, open, marks.decided)
  await noteRecords(
    door.tx,
    record,
    written.records.filter(({ row }) => kept.has(row)),
  )
  return added(tally, written.tally)
}

type Marks = {
  /** `joins`: it waits until the row that it becomes one with is written. */
  readonly left: Map<number, 'refused' | 'skipped' | 'undecided' | 'joins'>
  readonly decided: Map<number, Decided>
}

/**
 * What the check and the people who looked at it say of a range of rows: which stay out, which go onto a
 * record.
 */
async function marksOf(
  tx: Connection,
  record: ImportRecord,
  isRole: boolean,
  from: number,
  to: number,
): Promise<Marks> {
  const marks: Marks = { left: new Map(), decided: new Map() }
  const repeats = await tx.query<{ row: string; record: string | null; decision: Decision | null }>(
    sql`select row, record, decision from import_repeat where import = ${record.id} and row between
      ${from} and ${to}`,
    { name: 'import repeats of a batch' },
  )
  for (const { row, record: known, decision: own } of repeats) {
    const decision = decisionFor({ record: known, decision: own }, record.decision, isRole)
    if (decision === null) marks.left.set(Number(row), 'undecided')
    else if (decision === 'skip') marks.left.set(Number(row), 'skipped')
    else if (decision === 'join') marks.left.set(Number(row), 'joins')
    else marks.decided.set(Number(row), { decision, record: known })
  }
  const faulty = await tx.query<{ row: string }>(
    sql`select distinct row from import_problem where import = ${record.id} and row between ${from} and ${to}
          and (level = 'error' or not code = any(${[...(record.confirmed ?? [])]}::text[]))`,
    { name: 'import problems of a batch' },
  )
  for (const { row } of faulty) marks.left.set(Number(row), 'refused')
  return marks
}

/** How the columns were read is offered again for a file with the same headings. */
async function rememberMapping(tx: Connection, record: ImportRecord, actor: Actor): Promise<void> {
  const signature = JSON.stringify(record.inspection.columns.map(({ header }) => header.trim().toLowerCase()))
  await tx.query(
    sql`insert into import_mapping (object, signature, actor, mapping, mode, key, style)
        values (${record.object}, ${signature}, ${actor.user}, ${JSON.stringify(record.mapping)}::jsonb,
          ${record.mode}, ${record.key},
                ${JSON.stringify(record.style)}::jsonb)
        on conflict (object, signature) do update set actor = excluded.actor, mapping = excluded.mapping,
          mode = excluded.mode,
          key = excluded.key, style = excluded.style, used_at = now()`,
  )
}
