import type { Actor } from '../access/actor.ts'
import { sql } from '../database/sql.ts'
import { fieldErrors, notFound } from '../errors.ts'
import type { Door } from '../records/write/door.ts'
import { replaceFindings } from './findings.ts'
import type { ImportParts } from './import-parts.ts'
import { changeImport, findFound, judgedBeside, notNow, type ImportRecord } from './import-record.ts'
import { keepRows, mended, storable, type KeptRow } from './import-rows.ts'
import { importSetup, type ImportSetup } from './import-setup.ts'
import { judgeRows } from './judge-rows.ts'
import type { FileRow } from './read-rows.ts'
import { references } from './references.ts'
import { addTies } from './ties.ts'
import { said } from '../said/said.ts'

/** One kind of problem: in which column, how many rows have it, and how it is said of one of them. */
export type ProblemKind = {
  readonly column: number | null
  readonly header: string | null
  readonly field: string | null
  readonly code: string
  readonly level: string
  readonly rows: number
  /** How many of these rows are left out. */
  readonly skipped: number
  readonly message: string
}

export type ProblemRow = {
  readonly row: number
  readonly line: number
  readonly cells: readonly string[]
  readonly mended: Readonly<Record<string, string>>
  readonly skip: boolean
  readonly problems: readonly {
    column: number | null
    field: string | null
    code: string
    level: string
    message: string
    value: string | null
  }[]
}

export type ProblemQuery = {
  readonly column?: number
  readonly code?: string
  readonly after?: string
  readonly limit?: number
}

/** The problems of a checked file by column and kind, the most frequent first. */
export async function problemKinds(parts: ImportParts, actor: Actor, id: string): Promise<ProblemKind[]> {
  const record = await findFound(parts.database, parts.model(), actor, id)
  const rows = await parts.database.query<{
    source: number | null
    field: string | null
    code: string
    level: string
    rows: string
    skipped: string
    message: string
  }>(
    sql`select p.source, min(p.field) as field, p.code, p.level, count(distinct p.row) as rows,
          count(distinct p.row) filter (where r.skip) as skipped, (array_agg(p.message order by p.row))[1]
            as message
        from import_problem p left join import_row r on r.import = p.import and r.row = p.row
        where p.import = ${id} group by p.source, p.code, p.level order by count(distinct p.row) desc,
          p.source, p.code limit 500`,
  )
  return rows.map(({ source, rows: count, skipped, ...row }) => ({
    ...row,
    column: source,
    header: headerOf(record, source),
    rows: Number(count),
    skipped: Number(skipped),
  }))
}

/** The rows that have problems, with everything that stands against them, in the order of the file. */
export async function problemRows(parts: ImportParts, actor: Actor, id: string, query: ProblemQuery) {
  await findFound(parts.database, parts.model(), actor, id)
  const limit = query.limit ?? 50
  const column =
    query.column === undefined
      ? sql`true`
      : query.column < 0
        ? sql`p.source is null`
        : sql`p.source = ${query.column}`
  const code = query.code === undefined ? sql`true` : sql`p.code = ${query.code}`
  const rows = await parts.database.query<{ row: string }>(
    sql`select distinct p.row from import_problem p
        where p.import = ${id} and p.row > ${afterRow(query.after)} and ${column} and ${code} order by
          p.row limit ${limit + 1}`,
  )
  const page = rows.slice(0, limit).map(({ row }) => Number(row))
  return { items: await shownRows(parts, id, page), next: rows.length > limit ? String(page.at(-1)) : null }
}

/** Mends cells of one row, or leaves it out, and checks it again. */
export async function mendRow(
  parts: ImportParts,
  actor: Actor,
  id: string,
  row: number,
  given: Readonly<Record<string, unknown>>,
): Promise<ProblemRow> {
  await parts.records.door(actor, {}, async (door) => {
    const setup = await reviewed(parts, door, actor, id)
    const [kept] = await door.tx.query<KeptRow>(
      sql`select * from import_row where import = ${id} and row = ${row} for update`,
    )
    if (!kept) throw notFound()
    const cells = given['cells'] === undefined ? {} : cellsOf(given['cells'], setup.record)
    const skip = given['skip'] === undefined ? kept.skip : given['skip'] === true
    const mends = { ...kept.mended, ...cells }
    await door.tx.query(
      sql`update import_row set mended = ${JSON.stringify(mends)}::jsonb, skip = ${skip} where import =
        ${id} and row = ${row}`,
    )
    await judgeAgain(door, setup, [{ ...kept, mended: mends, skip }])
  })
  const [shown] = await shownRows(parts, id, [row])
  if (!shown) throw notFound()
  return shown
}

/** How many rows a mend for all checks again at once; more wait for the next check. */
const mostAtOnce = 5_000

/** Reads a text of a column as another one, in all rows, and checks again those that it concerns. */
export async function mendValue(
  parts: ImportParts,
  actor: Actor,
  id: string,
  given: Readonly<Record<string, unknown>>,
): Promise<{ rows: number; left: number }> {
  const { column, value, to } = given
  if (typeof value !== 'string' || typeof to !== 'string' || typeof column !== 'number') {
    throw fieldErrors([
      {
        field: 'value',
        code: 'import',
        message: said('Give the column, the text of the file, and what to read instead (“to”).'),
      },
    ])
  }
  return parts.records.door(actor, {}, async (door) => {
    const { record } = await reviewed(parts, door, actor, id)
    const mapping = record.mapping.map((one) =>
      one.column === column ? { ...one, values: { ...one.values, [value.trim()]: to } } : one,
    )
    if (!mapping.some((one) => one.column === column)) throw notFound()
    await changeImport(door.tx, id, { mapping })
    const setup = importSetup(parts.model(), actor, { ...record, mapping })
    const rows = await door.tx.query<KeptRow>(
      sql`select r.* from import_row r where r.import = ${id} and exists (
            select from import_problem p where p.import = r.import and p.row = r.row and p.source =
              ${column} and p.value = ${storable(value).slice(0, 500)})
          order by r.row limit ${mostAtOnce}`,
    )
    const left = await judgeAgain(door, setup, rows)
    return { rows: rows.length, left }
  })
}

/** The setup of an import that is checked and not begun: only then can rows be mended. */
export async function reviewed(
  parts: ImportParts,
  door: Door,
  actor: Actor,
  id: string,
): Promise<ImportSetup> {
  const record = await findFound(door.tx, parts.model(), actor, id, true)
  if (record.kinds === null || record.state === 'running' || record.state === 'done') throw notNow(record)
  await changeImport(door.tx, id, judgedBeside(actor, record))
  return importSetup(parts.model(), actor, record)
}

/**
 * Checks kept rows again. What only the whole file can tell (a key that stands twice) waits for the next
 * check.
 */
export async function judgeAgain(door: Door, setup: ImportSetup, rows: readonly KeptRow[]): Promise<number> {
  if (rows.length === 0) return 0
  const { record, reader, object } = setup
  const files = rows.map((kept): FileRow =>
    mended({ row: Number(kept.row), line: Number(kept.line), cells: kept.cells }, kept),
  )
  const rehearsal: Door = { ...door, options: { ...door.options, dryRun: true } }
  const plan = {
    object,
    reader,
    mode: record.mode,
    key: record.key,
    references: references(reader, false, object),
  }
  const judged = await judgeRows(
    rehearsal,
    plan,
    files.map((file) => reader.read(file)),
  )
  await keepRows(
    door.tx,
    record,
    judged.map((row) => ({ file: row.file, kind: row.kind })),
  )
  await replaceFindings(
    door.tx,
    record.id,
    judged.map(({ file, findings }) => ({ row: file.row, findings })),
  )
  await addTies(door.tx, record, judged)
  await countKinds(
    door,
    record,
    rows,
    judged.map(({ kind }) => kind),
  )
  return judged.filter(({ findings }) => findings.some(({ level }) => level === 'error')).length
}

/** A row that could not be read is now a creation, say: what would come of the file is counted so. */
async function countKinds(
  door: Door,
  record: ImportRecord,
  rows: readonly KeptRow[],
  now: readonly string[],
): Promise<void> {
  const kinds: Record<string, number> = { ...record.kinds }
  rows.forEach(({ kind }, at) => {
    const after = now[at] ?? 'none'
    if (kind === null || kind === after) return
    kinds[kind] = (kinds[kind] ?? 0) - 1
    kinds[after] = (kinds[after] ?? 0) + 1
  })
  await changeImport(door.tx, record.id, { kinds })
}

async function shownRows(parts: ImportParts, id: string, rows: readonly number[]): Promise<ProblemRow[]> {
  const kept = await parts.database.query<KeptRow>(
    sql`select row, line, cells, mended, skip, kind from import_row where import = ${id} and row =
      any(${rows}::bigint[]) order by row`,
  )
  const problems = await parts.database.query<{
    row: string
    source: number | null
    field: string | null
    code: string
    level: string
    message: string
    value: string | null
  }>(
    sql`select row, source, field, code, level, message, value from import_problem
        where import = ${id} and row = any(${rows}::bigint[]) order by row, place`,
  )
  const byRow = Map.groupBy(problems, (problem) => problem.row)
  return kept.map((one) => ({
    row: Number(one.row),
    line: Number(one.line),
    cells: one.cells,
    mended: one.mended ?? {},
    skip: one.skip,
    problems: (byRow.get(one.row) ?? []).map(({ row: _row, source, ...problem }) => ({
      column: source,
      ...problem,
    })),
  }))
}

function cellsOf(given: unknown, record: ImportRecord): Record<string, string> {
  const entries = typeof given === 'object' && given !== null ? Object.entries(given) : []
  const isFine = entries.every(
    ([column, text]) =>
      record.inspection.columns.some(({ index }) => String(index) === column) &&
      typeof text === 'string' &&
      text.length <= 100_000,
  )
  if (!isFine)
    throw fieldErrors([
      {
        field: 'cells',
        code: 'import',
        message: said('Give the cells as { "column": "text" }, with the columns counted from 0.'),
      },
    ])
  return Object.fromEntries(entries.map(([column, text]) => [column, storable(text as string)]))
}

export function headerOf(record: ImportRecord, column: number | null): string | null {
  return record.inspection.columns.find(({ index }) => index === column)?.header ?? null
}

/** The row behind which a page begins. */
export function afterRow(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  const row = Number(cursor)
  if (!Number.isSafeInteger(row) || row < 0)
    throw fieldErrors([
      {
        field: 'after',
        code: 'badCursor',
        message: said('This is not where a page ended. Take “next” of the page before.'),
      },
    ])
  return row
}
