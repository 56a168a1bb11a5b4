import type { Actor } from '../access/actor.ts'
import type { ActionRegistry } from '../actions/actions.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Database } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import { notFound, Problem } from '../errors.ts'
import { said } from '../said/said.ts'
import { actingReader } from '../records/read/list-conditions.ts'
import type { Reads } from '../reads/open-reads.ts'
import { historyOf, type HistoryQuery } from './history.ts'
import { listDifference, recordDifference, type ListSpan, type Span } from './difference.ts'
import { exportLog } from './export-log.ts'
import { writeExportEntry } from './export-entry.ts'
import { logPage, type LogEntry, type LogFilter, type LogQuery } from './log.ts'
import { exportHistory, type HistoryFile } from './export-history.ts'
import { cutAnswer } from './cut-answer.ts'
import { recordAsOf } from './record-as-of.ts'
import type { Kept } from './kept.ts'
import { keptNow } from './kept-now.ts'
import { whatStayed, type WhatStayed } from './what-stayed.ts'
import { mayOpen } from '../access/may-open.ts'

/** Looking back: what happened to a record, and how it was. Most answers are JSON text. */
export type History = {
  of(actor: Actor, object: string, record: string, query: HistoryQuery): Promise<string>
  recordAsOf(
    actor: Actor,
    object: string,
    record: string,
    instant: string,
    fields?: readonly string[],
  ): Promise<string>
  /**
   * Which of the records of an object that name another in a field each of these changes wrote: their ids,
   * for whoever then asks by rights.
   */
  writtenBy(object: string, about: About, changes: readonly string[]): Promise<readonly Written[]>
  /** What of a record was otherwise at two instants. */
  difference(actor: Actor, object: string, record: string, span: Span): Promise<unknown>
  /** Which records came, went and changed between two instants. */
  listDifference(actor: Actor, object: string, span: ListSpan): Promise<unknown>
  /** What was answered about a record once, cut to what the actor may see of it now. Throws a 404. */
  cut(actor: Actor, object: string, record: string, answer: Answer): Promise<Answer>
  /** The whole history of a record as a CSV file, for who may export the record. */
  file(actor: Actor, object: string, record: string): Promise<HistoryFile>
  /** The log over all objects, for whom the page of the log is open. */
  log(actor: Actor, query: LogQuery): Promise<{ items: LogEntry[]; next: string | null }>
  logFile(actor: Actor, filter: LogFilter): Promise<HistoryFile>
  /** What an undo left as it was, for who did it and for administrators. Throws a 404. */
  kept(actor: Actor, undo: string): Promise<WhatStayed>
  /** Of what an undo answered that it kept, what is told of it now. */
  keptNow(actor: Actor, undo: string, told: readonly Kept[]): Promise<readonly Kept[]>
}

type Answer = Readonly<Record<string, unknown>>

type About = { readonly field: string; readonly record: string }

type Written = { readonly change: string; readonly record: string }

export function openHistory({
  database,
  model,
  reads,
  actions,
}: {
  database: Database
  model: () => ResolvedModel
  actions: ActionRegistry
  readonly reads: Pick<Reads, 'flush'>
}): History {
  const mayRead = (actor: Actor) => {
    if (!mayOpen(actor, 'audit')) throw notAllowed()
    return actingReader(model(), actor)
  }
  const looking = (actor: Actor) => ({ ...actingReader(model(), actor), actions })
  return {
    of: (actor, object, record, query) =>
      historyOf(database, looking(actor), named(model(), object), record, query),
    recordAsOf: (actor, object, record, instant, fields) =>
      recordAsOf(database, actingReader(model(), actor), named(model(), object), record, instant, fields),
    cut: (actor, object, record, answer) =>
      cutAnswer(database, actingReader(model(), actor), named(model(), object), record, answer),
    writtenBy: (object, about, changes) => writtenBy(database, named(model(), object), about, changes),
    difference: (actor, object, record, span) =>
      recordDifference(database, actingReader(model(), actor), named(model(), object), record, span),
    listDifference: (actor, object, span) =>
      listDifference(database, actingReader(model(), actor), named(model(), object), span),
    file: async (actor, object, record) => {
      const file = await exportHistory(database, looking(actor), named(model(), object), record)
      const { base } = named(model(), object)
      await writeExportEntry(database, actor, base, { history: true, format: 'csv' }, record)
      return file
    },
    log: async (actor, query) => {
      const reader = mayRead(actor)
      // Who looks for who read what finds what was read up to now.
      await reads.flush()
      return logPage(database, reader, query)
    },
    logFile: async (actor, filter) => {
      const reader = mayRead(actor)
      await reads.flush()
      return exportLog(database, { ...reader, actions }, filter)
    },
    kept: (actor, undo) => whatStayed(database, actingReader(model(), actor), undo),
    keptNow: (actor, undo, told) => keptNow(database, actingReader(model(), actor), undo, told),
  }
}

/**
 * From the records to the log, not from the changes: a change in bulk wrote many thousands, of which a few
 * are about the one. Without the fence (`offset 0`) the planner may take the other way.
 */
function writtenBy(
  database: Database,
  object: ResolvedObject,
  { field, record }: About,
  changes: readonly string[],
): Promise<Written[]> {
  const column = object.fields.get(field)?.column
  if (!column) throw new Error(`“${object.name}” has no column for “${field}”.`)
  return database.query<Written>(
    sql`select distinct e.change, e.record from ${id(object.table)} t cross join lateral (
          select change, record, object, action from audit_entry where record = t.id offset 0) e
        where t.${id(column)} = ${record}::uuid and e.object = ${object.name}
          and e.action in ('create', 'update') and e.change = any(${[...changes]}::uuid[])`,
  )
}

function named(model: ResolvedModel, name: string): ResolvedObject {
  const object = model.objects.get(name)
  if (!object) throw notFound()
  return object
}

function notAllowed(): Problem {
  const why = said('The log is closed to you. An administrator can open it to your post.')
  return new Problem(403, 'forbidden', why)
}
