import { access } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { newId } from '#model'
import type { Actor } from '../access/actor.ts'
import { askPresence } from '../access/ask-presence.ts'
import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { Cancelled, type JobRun } from '../jobs/job.ts'
import { openChange } from '../records/write/audit.ts'
import { changedImport } from './change-import.ts'
import { importFile, type ImportParts } from './import-parts.ts'
import { checkImport } from './check-import.ts'
import { columnValues, type ColumnValue } from './column-values.ts'
import type { ExportFile } from './export-records.ts'
import {
  changeImport,
  findFile,
  findImport,
  importable,
  judgedBy,
  notNow,
  type ImportRecord,
} from './import-record.ts'
import { listImports, type ImportsPage, type ImportsQuery } from './list-imports.ts'
import { clearImportsJob, forgetCandidates, removeImport } from './kept-imports.ts'
import { importSetup, refuseUnready } from './import-setup.ts'
import { importView, jobOf, viewAgain, type ImportView } from './import-view.ts'
import { formerOf } from './import-undo.ts'
import { mendKind, type KindMended } from './mend-kind.ts'
import { previewUndo, type UndoPreview } from './preview-undo.ts'
import { refusedFile } from './refused-file.ts'
import {
  mendRow,
  mendValue,
  problemKinds,
  problemRows,
  type ProblemKind,
  type ProblemQuery,
  type ProblemRow,
} from './review-problems.ts'
import {
  decideRepeat,
  decideRepeats,
  repeatsOf,
  type RepeatQuery,
  type RepeatView,
} from './review-repeats.ts'
import { arriveTable, keepTable, takeTable, type ArrivedTable, type ArrivingFile } from './arrive-table.ts'
import { runImport } from './run-import.ts'
import { isKey, targetsOf } from './targets.ts'
import { Problem } from '../errors.ts'
import { said } from '../said/said.ts'

/**
 * The course of an import: a file is uploaded, its columns are mapped, it is checked, run, and maybe undone.
 */
export type Imports = {
  /** Takes a file in for an object, to be kept or discarded. */
  arrive(actor: Actor, object: string, file: ArrivingFile): Promise<ArrivedTable>
  /** Looks into it, and keeps it as an import of the actor's. */
  keep(actor: Actor, arrived: ArrivedTable, name: string, options?: { tx?: Transaction }): Promise<ImportView>
  /** Both at once. */
  upload(actor: Actor, given: { object: string; name: string; content: Readable }): Promise<ImportView>
  list(actor: Actor, query?: ImportsQuery): Promise<ImportsPage>
  get(actor: Actor, id: string): Promise<ImportView>
  /** A view that was given before, cut to the rights of now; a 404 where the import is not there any more. */
  again(actor: Actor, view: ImportView): Promise<ImportView>
  remove(actor: Actor, id: string): Promise<void>
  /** What the columns of a file may go to. */
  fields(actor: Actor, object: string): Promise<readonly Readonly<Record<string, unknown>>[]>
  /** Options, style, mapping, mode, key and the decision for all repeats, as far as they are given. */
  change(actor: Actor, id: string, changes: Readonly<Record<string, unknown>>): Promise<ImportView>
  /** Each step is taken whole or not at all; within the transaction where one is given. */
  check(actor: Actor, id: string, options?: { tx?: Transaction }): Promise<ImportView>
  run(
    actor: Actor,
    id: string,
    options?: { confirmed?: readonly string[]; reason?: string; tx?: Transaction },
  ): Promise<ImportView>
  cancel(actor: Actor, id: string): Promise<ImportView>
  undo(actor: Actor, id: string, options?: { tx?: Transaction }): Promise<ImportView>
  /** What an undo would take back, and what it would keep and why. */
  previewUndo(actor: Actor, id: string): Promise<UndoPreview>
  values(actor: Actor, id: string, column: number): Promise<{ items: ColumnValue[]; whole: boolean }>
  problemKinds(actor: Actor, id: string): Promise<ProblemKind[]>
  problems(
    actor: Actor,
    id: string,
    query: ProblemQuery,
  ): Promise<{ items: ProblemRow[]; next: string | null }>
  /** Mends cells of a row in place, or leaves it out. */
  mendRow(
    actor: Actor,
    id: string,
    row: number,
    given: Readonly<Record<string, unknown>>,
  ): Promise<ProblemRow>
  /** The same mend for all rows with a value. */
  mendValue(
    actor: Actor,
    id: string,
    given: Readonly<Record<string, unknown>>,
  ): Promise<{ rows: number; left: number; import: ImportView }>
  /** The same for all rows with one kind of problem: its cell left empty, or the rows left out. */
  mendKind(
    actor: Actor,
    id: string,
    given: Readonly<Record<string, unknown>>,
  ): Promise<KindMended & { import: ImportView }>
  repeats(actor: Actor, id: string, query: RepeatQuery): Promise<{ items: RepeatView[]; next: string | null }>
  decide(actor: Actor, id: string, row: number, decision: unknown): Promise<RepeatView>
  decideAll(
    actor: Actor,
    id: string,
    given: Readonly<Record<string, unknown>>,
  ): Promise<{ rows: number; import: ImportView }>
  refused(actor: Actor, id: string, format: 'csv' | 'xlsx'): Promise<ExportFile>
}

export function openImports(parts: ImportParts): Imports {
  const { database, model } = parts
  const view = async (actor: Actor, id: string) =>
    importView(database, model(), actor, await findImport(database, model(), actor, id))
  parts.jobs.declare({ name: 'check import', run: (run: JobRun) => checkJob(parts, run) })
  parts.jobs.declare(clearImportsJob(parts))
  parts.jobs.declare({ name: 'run import', run: (run: JobRun) => runJob(parts, run) })
  return {
    get: view,
    async again(actor, given) {
      const record = await findImport(database, model(), actor, given.id)
      // What an undo kept is told by the rights of now.
      const now = given['undo'] ? await importView(database, model(), actor, record) : null
      return { ...viewAgain(model(), actor, given, record), undo: now?.['undo'] ?? null }
    },
    arrive: (actor, object, file) => arriveTable(parts, actor, object, file),
    keep: (actor, arrived, name, options) => keepTable(parts, actor, arrived, name, options),
    upload: (actor, given) => takeTable(parts, actor, given),
    list: (actor, query) => listImports(database, model(), actor, query),
    remove: (actor, id) => removeImport(parts, actor, id),
    fields: (actor, object) => fieldsOf(parts, actor, object),
    async change(actor, id, changes) {
      await database.transaction((tx) => changedImport(parts, tx, actor, id, changes))
      return view(actor, id)
    },
    check: (actor, id, options) => start(parts, actor, id, 'checking', options),
    run: (actor, id, options) => start(parts, actor, id, 'running', options),
    async cancel(actor, id) {
      const record = await findImport(database, model(), actor, id)
      if (record.job && (record.state === 'checking' || record.state === 'running')) {
        const job = await parts.jobs.cancel(actor, record.job)
        // One that never began has nobody to say that it was stopped; one that did may have said so already.
        if (job.state === 'cancelled')
          await database.query(
            sql`update import set state = 'cancelled', phase = null, updated_at = now()
                where id = ${id} and job = ${record.job} and state in ('checking', 'running')`,
          )
      }
      return view(actor, id)
    },
    undo: (actor, id, { tx } = {}) => joined(parts, tx, (open) => undoImport(parts, open, actor, id)),
    previewUndo: (actor, id) => previewUndo(parts, actor, id),
    values: (actor, id, column) => columnValues(parts, actor, id, column),
    problemKinds: (actor, id) => problemKinds(parts, actor, id),
    problems: (actor, id, query) => problemRows(parts, actor, id, query),
    mendRow: (actor, id, row, given) => mendRow(parts, actor, id, row, given),
    mendValue: async (actor, id, given) => ({
      ...(await mendValue(parts, actor, id, given)),
      import: await view(actor, id),
    }),
    mendKind: async (actor, id, given) => ({
      ...(await mendKind(parts, actor, id, given)),
      import: await view(actor, id),
    }),
    repeats: (actor, id, query) => repeatsOf(parts, actor, id, query),
    decide: (actor, id, row, decision) => decideRepeat(parts, actor, id, row, decision),
    decideAll: async (actor, id, given) => ({
      ...(await decideRepeats(parts, actor, id, given)),
      import: await view(actor, id),
    }),
    refused: (actor, id, format) => refusedFile(parts, actor, id, format),
  }
}

async function fieldsOf({ model }: ImportParts, actor: Actor, name: string) {
  const object = importable(model(), actor, name)
  return targetsOf(model(), object, actor).map((target) => {
    const { field, lines } = target
    const type = field.type.valueType(field.field)
    return {
      field: target.name,
      label: field.field.label,
      labels: field.field.labels ?? {},
      group: lines?.field.label ?? null,
      type: field.field.type,
      required: lines === null && field.field.how === 'required',
      key: isKey(target),
      choices: field.field.type === 'choice' ? (field.field['values'] ?? null) : null,
      reference: type.kind === 'reference' ? type.to : null,
    }
  })
}

async function start(
  parts: ImportParts,
  actor: Actor,
  id: string,
  state: 'checking' | 'running',
  options: { confirmed?: readonly string[]; reason?: string; tx?: Transaction } = {},
): Promise<ImportView> {
  const { model, jobs } = parts
  return joined(parts, options.tx, async (tx) => {
    // What it finds is said in the rights of who starts it, who reads the file.
    const record = await findFile(tx, model(), actor, id, true)
    const seen = (await importView(tx, model(), actor, record, false)).state
    // What it would write on top of an undo nothing could take back any more.
    if (await isUndone(tx, record)) throw notNow({ ...record, state: 'undone' })
    const startable =
      state === 'checking'
        ? ['uploaded', 'mapped', 'checked', 'failed', 'cancelled']
        : ['checked', 'failed', 'cancelled']
    const begun = record.change !== null
    if (!startable.includes(seen) || (state === 'checking' ? begun : record.kinds === null))
      throw notNow({ ...record, state: seen })
    await refuseWithoutFile(parts, id)
    refuseUnready(importSetup(model(), actor, record))
    if (state === 'running') askPresence(actor, record.object)
    const name = state === 'checking' ? 'check import' : 'run import'
    const job = await jobs.add(
      tx,
      name,
      { import: id },
      { actor, label: record.file_name, about: [record.object] },
    )
    const begins = { state, job, phase: state, error: null, started_at: new Date().toISOString() }
    const base = { ...begins, ...judgedBy(actor, record) }
    if (state === 'checking') {
      const anew = { round: record.round + 1, rows_done: 0, kinds: null, creates: null }
      await changeImport(tx, id, { ...base, ...anew })
      return importView(tx, model(), actor, await findImport(tx, model(), actor, id))
    }
    const change = record.change ?? newId()
    if (!begun)
      await openChange(tx, {
        id: change,
        actor: actor.user,
        kind: 'import',
        label: record.file_name,
        object: record.object,
      })
    await changeImport(tx, id, {
      ...base,
      change,
      confirmed: options.confirmed ?? [],
      reason: options.reason ?? null,
    })
    return importView(tx, model(), actor, await findImport(tx, model(), actor, id))
  })
}

/** Whether it was taken back, wholly or in part, by whichever way. */
async function isUndone(tx: Transaction, { change }: ImportRecord): Promise<boolean> {
  if (change === null) return false
  const [undo] = await tx.query(sql`select 1 from change where undoes = ${change}::uuid limit 1`)
  return undo !== undefined
}

/** The file goes with a person in it who is erased; what was read of it so far is no import any more. */
async function refuseWithoutFile(parts: ImportParts, id: string): Promise<void> {
  try {
    await access(importFile(parts, id))
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ENOENT') throw error
    throw new Problem(
      409,
      'import.fileGone',
      said('A person in this file was erased, so the file is gone. Upload one without them.'),
    )
  }
}

/** In the transaction that is open already, else in one of its own. */
function joined<T>(
  { database }: ImportParts,
  tx: Transaction | undefined,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return tx ? work(tx) : database.transaction(work)
}

async function checkJob(parts: ImportParts, run: JobRun): Promise<unknown> {
  return stepJob(parts, run, checking, async (record, actor) => {
    await checkImport(
      parts.records,
      importSetup(parts.model(), actor, record),
      actor,
      importFile(parts, record.id),
      run,
    )
    return null
  })
}

async function runJob(parts: ImportParts, run: JobRun): Promise<unknown> {
  return stepJob(parts, run, running, (record, actor) =>
    runImport(
      parts.records,
      importSetup(parts.model(), actor, record),
      actor,
      importFile(parts, record.id),
      run,
    ),
  )
}

type Step = { readonly state: 'checking' | 'running'; readonly whenStopped: 'mapped' | 'cancelled' }

const checking: Step = { state: 'checking', whenStopped: 'mapped' }
const running: Step = { state: 'running', whenStopped: 'cancelled' }

/**
 * Runs a step as the one who started it; when it is stopped or refused, the import says so. Where only the
 * word was lost that the step had come to its end, the import may have moved on since, and is left alone.
 */
async function stepJob<T>(
  parts: ImportParts,
  run: JobRun,
  { state, whenStopped }: Step,
  work: (record: ImportRecord, actor: Actor) => Promise<T>,
): Promise<T | ImportRecord['result']> {
  const id = String((run.payload as { import?: unknown }).import)
  const actor: Actor = { ...run.actor, source: 'import', request: id }
  try {
    const record = await findFile(parts.database, parts.model(), actor, id)
    if (record.job !== run.id || record.state !== state) return record.result
    return await work(record, actor)
  } catch (error) {
    if (!(await isAt(parts, id, state, run))) throw error
    const status = (error as { status?: number }).status
    const isBroken = status !== undefined && status < 500
    // Before the import says so: from then on the next check may put its own there.
    if (state === 'checking' && (error instanceof Cancelled || isBroken))
      await parts.database.transaction((tx) => forgetCandidates(tx, id), { statementMilliseconds: 0 })
    if (error instanceof Cancelled)
      await changeImport(parts.database, id, { state: whenStopped, phase: null })
    else if (isBroken) {
      await changeImport(parts.database, id, {
        state: 'failed',
        phase: null,
        error: error instanceof Problem ? error.in(actor.language) : (error as Error).message,
      })
    }
    throw error
  }
}

/** Whether the import stands where this job does: another one may have gone on with it since. */
async function isAt({ database }: ImportParts, id: string, state: Step['state'], run: JobRun) {
  const at = await database.query(
    sql`select 1 from import where id::text = ${id} and job = ${run.id}::uuid and state = ${state}`,
  )
  return at.length > 0
}

async function undoImport(
  parts: ImportParts,
  tx: Transaction,
  actor: Actor,
  id: string,
): Promise<ImportView> {
  const { model } = parts
  const record = await findImport(tx, model(), actor, id, true)
  const { state } = await importView(tx, model(), actor, record, false)
  if (record.change === null || !['done', 'cancelled', 'failed'].includes(state))
    throw notNow({ ...record, state })
  const undone = await parts.undo(actor, record.change, { tx })
  const isJob = 'job' in undone
  // What was brought back since is taken back anew: the figures of the undo before are no part of it.
  const isAnew = state === 'done'
  const former = isAnew ? [] : formerOf(record, record.undo?.job ? await jobOf(tx, record.undo.job) : null)
  await changeImport(tx, id, { state: isJob ? 'undoing' : 'undone', undo: { ...undone, former } })
  return importView(tx, model(), actor, await findImport(tx, model(), actor, id))
}
