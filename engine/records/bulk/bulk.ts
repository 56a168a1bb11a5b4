import { newId, type Condition } from '#model'
import type { Actor } from '../../access/actor.ts'
import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import { id, raw, sql, type Sql } from '../../database/sql.ts'
import { fieldErrors, notFound, Problem, type Warning } from '../../errors.ts'
import { filled } from '../../query/placeholder.ts'
import { recordScope } from '../../query/record-scope.ts'
import { sightOf } from '../../query/sight.ts'
import { changedLines, lineChanged, type LineChange } from './change-lines.ts'
import { withLedOn } from '../read/led-on.ts'
import { actingReader } from '../read/list-conditions.ts'
import { withWhereProblems } from '../read/read-problem.ts'
import { openChange } from '../write/audit.ts'
import type { Door } from '../write/door.ts'
import { unknownFields } from '../write/parse-values.ts'
import { conditionRows, rowsFor } from '../write/row-rights.ts'
import type { Writing } from '../write/writing.ts'
import { said } from '../../said/said.ts'
import { words, type Sentence } from '../../said/sayer.ts'

/**
 * A change of all records that match: changes of fields, one value for another in lines that they own, or an
 * action with its input, among which is `delete`.
 */
export type BulkRequest = {
  readonly object: string
  readonly where: Condition
  readonly changes?: Record<string, unknown>
  readonly lines?: LineChange
  readonly action?: string
  readonly input?: Record<string, unknown>
  readonly confirmed?: readonly string[]
  readonly reason?: string
}

/**
 * What a bulk change would do: how many records match, how many may be changed, and a few of them before and
 * after.
 */
export type BulkPreview = {
  readonly matching: number
  readonly changeable: number
  readonly examples: readonly {
    readonly id: string
    readonly title: string
    readonly before: unknown
    readonly after: unknown
  }[]
  /** On how many it was tried, in the order of their ids. */
  readonly tried: number
  /** How many of those tried are refused as things stand, and the first of them. */
  readonly refusals: number
  readonly refused: readonly { readonly id: string; readonly title: string; readonly message: string }[]
  /** What some of those tried would have to be confirmed for, and how many of them. */
  readonly warnings: readonly { readonly code: string; readonly message: string; readonly count: number }[]
}

export type BulkProgress = {
  /** The records that it was done to, or tried on. */
  readonly records: readonly string[]
  readonly done: number
  readonly failed: number
  readonly after: string | null
  readonly finished: boolean
}

/** So many records are changed together. */
export const batchRows = 200

/** Whether the records are to go, which is no action that any object declares. */
export function isDeletion({ action }: BulkRequest): boolean {
  return action === 'delete'
}

/** In which order records are worked through: what goes, before what it may name, which was there first. */
export function orderOf(request: BulkRequest): Sql {
  return isDeletion(request) ? raw('t.id desc') : raw('t.id')
}

/** Opens a bulk change and gives its id; the work itself goes by `bulkStep`. */
export async function openBulk(
  door: Door,
  request: BulkRequest,
  label: string,
): Promise<{ change: string; total: number }> {
  const change = newId()
  const object = checked(door, request)
  const [count] = await door.tx.query<{ count: string }>(
    sql`select count(*) from ${id(object.table)} t where ${matching(door, object, request)} and ${mayChange(door, object, request)}`,
  )
  await openChange(door.tx, { id: change, actor: door.actor.user, kind: 'bulk', label, object: object.name })
  return { change, total: Number(count?.count ?? 0) }
}

/**
 * Changes the next records behind `after`, of those in `only` where that is given, in the order of their ids,
 * in one transaction together with `remember`, so that a crash neither loses nor doubles any. A record that
 * refuses is counted and skipped; one that somebody has at work is waited for, and asked whether it still
 * matches.
 */
export function bulkStep(
  writing: Writing,
  actor: Actor,
  request: BulkRequest,
  at: { readonly change: string; readonly after: string | null; readonly only?: readonly string[] },
  remember: (
    door: Door,
    progress: BulkProgress,
    problems: readonly BulkPreview['refused'][number][],
  ) => Promise<void>,
): Promise<BulkProgress> {
  const options = {
    change: at.change,
    confirmed: request.confirmed ?? [],
    ...(request.reason ? { reason: request.reason } : {}),
  }
  return writing.door(actor, options, async (door) => {
    const object = checked(door, request)
    const meant = sql`${matching(door, object, request)} and ${mayChange(door, object, request)}`
    const next = await door.tx.query<{ id: string }>(
      sql`select t.id from ${id(object.table)} t where ${meant} and ${isBehind(request, at.after)}
            and ${at.only ? sql`t.id = any(${at.only}::uuid[])` : raw('true')}
          order by ${orderOf(request)} limit ${batchRows}`,
    )
    const ids = next.map((one) => one.id)
    // All that write hold rows in the order of their ids, so that none waits for one that waits for it.
    const records = await door.tx.query<{ id: string; title: string | null }>(
      sql`select t.id, ${titleOf(door, object)} as title from ${id(object.table)} t
          where t.id = any(${ids}::uuid[]) and ${meant} order by t.id for update of t`,
    )
    const problems = await changeAll(writing, door, request, records)
    const progress: BulkProgress = {
      records: records.map((record) => record.id),
      done: records.length - problems.length,
      failed: problems.length,
      after: ids.at(-1) ?? at.after,
      finished: ids.length < batchRows,
    }
    await remember(door, progress, problems)
    return progress
  })
}

function isBehind(request: BulkRequest, after: string | null): Sql {
  if (after === null) return raw('true')
  return isDeletion(request) ? sql`t.id < ${after}::uuid` : sql`t.id > ${after}::uuid`
}

async function changeAll(
  writing: Writing,
  door: Door,
  request: BulkRequest,
  records: readonly { id: string; title: string | null }[],
): Promise<BulkPreview['refused'][number][]> {
  const titles = new Map(records.map((record) => [record.id, record.title ?? '']))
  const refused = (record: string, sentence: Sentence) => ({
    id: record,
    title: titles.get(record) ?? '',
    message: words(sentence, door.actor.language),
  })
  if (request.action === undefined || isDeletion(request)) {
    const ids = records.map((record) => record.id)
    const outcomes = await changeTogether(writing, door, request, ids)
    return outcomes.flatMap(({ record, message }) => (message === null ? [] : [refused(record, message)]))
  }
  const problems: BulkPreview['refused'][number][] = []
  for (const record of records) {
    try {
      await door.tx.savepoint(() => act(writing, door, request, record.id))
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error
      problems.push(refused(record.id, error.in(door.actor.language)))
    }
  }
  return problems
}

export type Changed = {
  readonly record: string
  /** Why it was not changed; null where it was. */
  readonly message: Sentence | null
  /** What would have to be confirmed first. */
  readonly warnings: readonly Warning[]
}

/** Gives values to some records at once, or deletes them; each that refuses says why, and keeps no other. */
export async function changeTogether(
  writing: Writing,
  door: Door,
  request: BulkRequest,
  ids: readonly string[],
): Promise<Changed[]> {
  if (isDeletion(request)) return deleteTogether(writing, door, request, ids)
  const values = await valuesFor(door, request, ids)
  const operations = ids.map((record) => ({
    kind: 'update' as const,
    id: record,
    values: values.get(record) ?? {},
  }))
  const options = { ...door.options, tx: door.tx, dryRun: false }
  const outcomes = await writing.many(door.actor, request.object, operations, options)
  return outcomes.map((outcome) => {
    const warnings = outcome.warnings.filter((warning) => !request.confirmed?.includes(warning.code))
    const refusal = outcome.problem?.in(door.actor.language) ?? outcome.errors[0]?.message
    return { record: outcome.id, message: refusal ?? warnings[0]?.message ?? null, warnings }
  })
}

async function deleteTogether(
  writing: Writing,
  door: Door,
  request: BulkRequest,
  ids: readonly string[],
): Promise<Changed[]> {
  const options = { ...door.options, tx: door.tx, dryRun: false }
  const removals = await writing.removeMany(door.actor, request.object, ids, options)
  return removals.map(({ id: record, removal, warnings: all }) => {
    const warnings = all.filter(({ code }) => !request.confirmed?.includes(code))
    const refusal = removal instanceof Problem ? removal.in(door.actor.language) : null
    return { record, message: refusal ?? warnings[0]?.message ?? null, warnings }
  })
}

/** Does the action of the request with one record. */
export async function act(writing: Writing, door: Door, request: BulkRequest, record: string): Promise<void> {
  const options = { ...door.options, tx: door.tx, dryRun: false }
  const { object, action = '', input = {} } = request
  await writing.run(door.actor, object, record, action, input, options)
}

/**
 * The request with what went into others in its condition, as lists have it. Throws a 422 for fields that are
 * none, or that the actor does not know: of each record alone, the job would be named by them already.
 */
export async function ledOn(door: Door, request: BulkRequest): Promise<BulkRequest> {
  const object = checked(door, request)
  const unknown = unknownFields(door, object, Object.keys(request.changes ?? {}))
  if (unknown.length > 0) throw fieldErrors(unknown)
  const asked: { readonly where: unknown } = { where: request.where }
  const { where } = await withLedOn(door.tx, actingReader(door.model, door.actor), object, asked)
  return where === request.where ? request : { ...request, where: where as Condition }
}

export function checked(door: Door, request: BulkRequest): ResolvedObject {
  const object = door.model.objects.get(request.object)
  if (!object || !door.actor.access.object(object.name)) throw notFound()
  const given = [request.action, request.changes, request.lines].filter((one) => one !== undefined)
  if (given.length !== 1) {
    throw fieldErrors([
      { field: 'changes', code: 'required', message: said('Give either changes of fields or an action.') },
    ])
  }
  if (request.lines) lineChanged(door, object, request.lines)
  return object
}

/** What each of the records is given: the same for all, or its own lines with one value for another. */
async function valuesFor(
  door: Door,
  request: BulkRequest,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Record<string, unknown>>> {
  const { lines, changes = {} } = request
  if (!lines) return new Map(ids.map((record) => [record, changes]))
  return changedLines(door, checked(door, request), lines, ids)
}

export function matching(door: Door, object: ResolvedObject, request: BulkRequest): Sql {
  const where = withWhereProblems(door.actor.language, () => conditionRows(door, object, request.where, 't'))
  return sql`${rowsFor(door, object, 'read', 't')} and ${where}`
}

export function mayChange(door: Door, object: ResolvedObject, request: BulkRequest): Sql {
  return rowsFor(door, object, request.action ?? 'change', 't')
}

/** What records are called, where the actor may see that. */
export function titleOf(door: Door, object: ResolvedObject): Sql {
  const title = object.fields.get(object.title)
  if (!title?.column || sightOf(door, object)?.field(title.name) === undefined) return raw('null')
  return filled(sql`(${recordScope(door, object, 't').column(title.name).sql})::text`, door)
}
