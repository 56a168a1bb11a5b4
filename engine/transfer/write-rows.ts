import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Door } from '../records/write/door.ts'
import type { Outcome } from '../records/write/draft.ts'
import { writeRecords } from '../records/write/write-records.ts'
import { addFindings } from './findings.ts'
import type { ImportRecord, ImportResult } from './import-record.ts'
import { keepRows } from './import-rows.ts'
import type { ImportSetup } from './import-setup.ts'
import { findingsOf } from './judge-rows.ts'
import { planRows, type Decided, type PlannedRow, type RowPlan } from './plan-rows.ts'
import type { FileRow } from './read-rows.ts'
import { references } from './references.ts'
import { setTies } from './ties.ts'

export const nothing: ImportResult = {
  created: 0,
  changed: 0,
  unchanged: 0,
  refused: 0,
  skipped: 0,
  undecided: 0,
}

/** What came of some rows, and which record each of those that were taken has become. */
export type WrittenRows = {
  readonly tally: ImportResult
  readonly records: readonly { readonly row: number; readonly record: string }[]
}

/** Writes rows as they are planned; those that something stands against are kept with the reason. */
export async function writeRows(
  door: Door,
  setup: ImportSetup,
  rows: readonly FileRow[],
  decided: ReadonlyMap<number, Decided>,
): Promise<WrittenRows> {
  const { record, reader, object } = setup
  const plan: RowPlan = {
    object,
    reader,
    mode: record.mode,
    key: record.key,
    references: references(reader, true, object),
  }
  const planned = await planRows(
    door,
    plan,
    rows.map((row) => reader.read(row)),
    decided,
  )
  const ready = planned.filter(isReady)
  const outcomes = await writeRecords(
    door,
    object,
    ready.map((row) => row.operation),
  )
  const tally = { ...nothing }
  const refused = planned.filter((row) => !isReady(row)).map((row) => ({ row, findings: row.findings }))
  const written: { row: PlannedRow; record: string }[] = []
  ready.forEach((row, at) => {
    const outcome = outcomes[at] as Outcome
    const findings = [...row.findings, ...findingsOf(reader, row.file, outcome, record.confirmed ?? [])]
    if (findings.length > 0) return void refused.push({ row, findings })
    written.push({ row, record: outcome.id })
    if (!outcome.changed) tally.unchanged++
    else tally[outcome.kind === 'create' ? 'created' : 'changed']++
  })
  tally.refused += refused.length
  await setTies(door.tx, record, written)
  await keepRows(
    door.tx,
    record,
    refused.map(({ row }) => ({ file: row.file, kind: row.kind })),
  )
  await addFindings(
    door.tx,
    record.id,
    refused.map(({ row, findings }) => ({ row: row.file.row, findings })),
  )
  return { tally, records: written.map(({ row, record: id }) => ({ row: row.file.row, record: id })) }
}

type Ready = PlannedRow & { readonly operation: NonNullable<PlannedRow['operation']> }

function isReady(row: PlannedRow): row is Ready {
  return row.operation !== null && row.findings.length === 0
}

/** Notes which record a row that is kept has become, for the rows that repeat it. */
export async function noteRecords(
  connection: Connection,
  { id }: ImportRecord,
  rows: WrittenRows['records'],
): Promise<void> {
  if (rows.length === 0) return
  await connection.query(
    sql`update import_row r set record = v.record
        from unnest(${rows.map(({ row }) => row)}::bigint[], ${rows.map(({ record }) => record)}::uuid[])
          v(row, record)
        where r.import = ${id} and r.row = v.row`,
  )
}

export function added(left: ImportResult, right: ImportResult): ImportResult {
  return {
    created: left.created + right.created,
    changed: left.changed + right.changed,
    unchanged: left.unchanged + right.unchanged,
    refused: left.refused + right.refused,
    skipped: left.skipped + right.skipped,
    undecided: left.undecided + right.undecided,
  }
}
