import { matchTexts, type MatchCode } from '#match'
import type { Actor } from '../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { fieldErrors, notFound } from '../errors.ts'
import { seenRecords, type SeenRecord } from '../match/seen-records.ts'
import { choicesFor } from './decisions.ts'
import type { ImportParts } from './import-parts.ts'
import { findFile, notNow, type Decision, type ImportRecord } from './import-record.ts'
import { decisionOf } from './change-import.ts'
import { afterRow } from './review-problems.ts'
import { said } from '../said/said.ts'

/** A row that seems to repeat a record or an earlier row of the file, and what can be done with it. */
export type RepeatView = {
  readonly row: number
  readonly line: number
  readonly cells: readonly string[]
  readonly title: string
  readonly score: number
  readonly reasons: readonly { readonly field: string; readonly code: string; readonly message: string }[]
  readonly decision: Decision | null
  readonly choices: readonly Decision[]
  readonly record: SeenRecord | null
  /** It repeats a record that the actor may not see. */
  readonly hidden: boolean
  readonly other: {
    readonly row: number
    readonly line: number
    readonly title: string
    readonly cells: readonly string[]
  } | null
}

export type RepeatQuery = { readonly decided?: boolean; readonly after?: string; readonly limit?: number }

type Row = {
  readonly row: string
  readonly line: string | null
  readonly cells: string[] | null
  readonly record: string | null
  readonly other: string | null
  readonly other_line: string | null
  readonly other_cells: string[] | null
  readonly score: number
  readonly reasons: readonly { readonly field: string; readonly code: MatchCode }[]
  readonly decision: Decision | null
}

/** Repeats in the order of the file. */
export async function repeatsOf(
  parts: ImportParts,
  actor: Actor,
  id: string,
  query: RepeatQuery,
): Promise<{ items: RepeatView[]; next: string | null }> {
  const record = await findFile(parts.database, parts.model(), actor, id)
  const limit = query.limit ?? 50
  const decided =
    query.decided === undefined
      ? sql`true`
      : query.decided
        ? sql`p.decision is not null`
        : sql`p.decision is null`
  const rows = await found(
    parts.database,
    id,
    sql`p.row > ${afterRow(query.after)} and ${decided}`,
    limit + 1,
  )
  const page = rows.slice(0, limit)
  return {
    items: await shown(parts, actor, record, page),
    next: rows.length > limit ? (page.at(-1)?.row ?? null) : null,
  }
}

/** Decides what becomes of one row; null takes the decision back. */
export async function decideRepeat(
  parts: ImportParts,
  actor: Actor,
  id: string,
  row: number,
  given: unknown,
): Promise<RepeatView> {
  const record = await decidable(parts, actor, id)
  const object = objectOf(parts.model(), record)
  const [repeat] = await found(parts.database, id, sql`p.row = ${row}`, 1)
  if (!repeat) throw notFound()
  const decision = given === null ? null : decisionOf(given)
  if (decision !== null && !choicesFor(repeat, object.isRole).includes(decision)) throw notOffered(decision)
  await parts.database.query(
    sql`update import_repeat set decision = ${decision} where import = ${id} and row = ${row}`,
  )
  const [view] = await shown(parts, actor, record, [{ ...repeat, decision }])
  if (!view) throw notFound()
  return view
}

/**
 * Decides for all repeats at once, or for those of records or of rows only. Those for which it cannot be stay
 * as they are.
 */
export async function decideRepeats(
  parts: ImportParts,
  actor: Actor,
  id: string,
  given: Readonly<Record<string, unknown>>,
): Promise<{ rows: number }> {
  const record = await decidable(parts, actor, id)
  const object = objectOf(parts.model(), record)
  const decision = given['decision'] === null ? null : decisionOf(given['decision'])
  const only = given['only']
  const fits = (kind: 'record' | 'other') =>
    decision === null ||
    choicesFor({ record: kind === 'record' ? '' : null }, object.isRole).includes(decision)
  const kinds = (['record', 'other'] as const).filter(
    (kind) => (only === undefined || only === kind) && fits(kind),
  )
  if (kinds.length === 0) throw notOffered(decision ?? 'skip')
  const rows = await parts.database.query(
    sql`update import_repeat set decision = ${decision} where import = ${id}
          and (case when record is null then 'other' else 'record' end) = any(${kinds}::text[]) returning 1`,
  )
  return { rows: rows.length }
}

async function decidable(parts: ImportParts, actor: Actor, id: string): Promise<ImportRecord> {
  const record = await findFile(parts.database, parts.model(), actor, id)
  if (record.state === 'running' || record.state === 'checking' || record.state === 'done')
    throw notNow(record)
  return record
}

function found(
  connection: Connection,
  id: string,
  condition: ReturnType<typeof sql>,
  limit: number,
): Promise<Row[]> {
  return connection.query<Row>(
    sql`select p.row, r.line, r.cells, p.record, p.other, o.line as other_line, o.cells as other_cells,
      p.score, p.reasons, p.decision
        from import_repeat p
        left join import_row r on r.import = p.import and r.row = p.row
        left join import_row o on o.import = p.import and o.row = p.other
        where p.import = ${id} and ${condition} order by p.row limit ${limit}`,
  )
}

async function shown(
  parts: ImportParts,
  actor: Actor,
  record: ImportRecord,
  rows: readonly Row[],
): Promise<RepeatView[]> {
  const object = objectOf(parts.model(), record)
  const records = await seenRecords(
    parts.database,
    parts.model(),
    actor,
    object,
    rows.flatMap((row) => row.record ?? []),
  )
  const title = titleColumn(record, object)
  const titleOf = (cells: readonly string[] | null) => (title === null ? '' : (cells?.[title] ?? ''))
  return rows.map((row): RepeatView => {
    const seen = row.record === null ? undefined : records.get(row.record)
    // Reasons would tell of a record, or of a field of it, that is not to be seen.
    const reasons =
      row.record === null ? row.reasons : row.reasons.filter(({ field }) => isShown(seen, field))
    const hidden = row.record !== null && reasons.length === 0
    return {
      row: Number(row.row),
      line: Number(row.line ?? 0),
      cells: row.cells ?? [],
      title: titleOf(row.cells),
      score: hidden ? 0 : Math.round(row.score * 100) / 100,
      reasons: reasonTexts(reasons, actor),
      decision: row.decision,
      choices: choicesFor(row, object.isRole),
      record: hidden ? null : (seen ?? null),
      hidden,
      other:
        row.other === null
          ? null
          : {
              row: Number(row.other),
              line: Number(row.other_line ?? 0),
              title: titleOf(row.other_cells),
              cells: row.other_cells ?? [],
            },
    }
  })
}

function isShown(record: SeenRecord | undefined, field: string): boolean {
  return (record?.values[field] ?? null) !== null
}

export function reasonTexts(
  reasons: readonly { readonly field: string; readonly code: string }[],
  actor: Actor,
) {
  return reasons.map(({ field, code }) => ({
    field,
    code,
    message: matchTexts[code as MatchCode]?.[actor.language] ?? code,
  }))
}

function titleColumn(record: ImportRecord, object: ResolvedObject): number | null {
  return record.mapping.find(({ field }) => field === object.title)?.column ?? null
}

function objectOf(model: ResolvedModel, record: ImportRecord): ResolvedObject {
  const object = model.objects.get(record.object)
  if (!object) throw notFound()
  return object
}

function notOffered(decision: Decision) {
  return fieldErrors([
    {
      field: 'decision',
      code: 'decision',
      message: said('“{decision}” cannot be done with this row. Choose one of those that are offered.', {
        decision,
      }),
    },
  ])
}
