import type { Actor } from '../access/actor.ts'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { sentenceOf, type FieldError } from '../errors.ts'
import type { Door } from '../records/write/door.ts'
import { resolveReferences } from '../records/write/references.ts'
import { writeRecords } from '../records/write/write-records.ts'
import type { Writing } from '../records/write/writing.ts'
import { addFindings } from './findings.ts'
import type { ImportRecord } from './import-record.ts'
import { keepRows, storable } from './import-rows.ts'
import type { ImportSetup } from './import-setup.ts'
import type { ReadRow } from './read-rows.ts'
import { said } from '../said/said.ts'
import { words } from '../said/sayer.ts'
import { labelOf } from '#model'

const batchRows = 500

/** Keeps what rows say of other rows, until all of them are there. */
export async function addTies(
  connection: Connection,
  record: ImportRecord,
  rows: readonly ReadRow[],
): Promise<void> {
  const data = rows.flatMap(({ file, ties }) =>
    ties.map((tie) => ({ row: file.row, ...tie, value: storable(tie.value) })),
  )
  if (data.length === 0) return
  await connection.query(
    sql`insert into import_tie (import, row, field, source, value)
        select ${record.id}::uuid, v.row, v.field, v.source, v.value
        from json_to_recordset(${JSON.stringify(data)}::json) as v(row bigint, field text, source
          integer, value text)
        on conflict (import, row, field) do update set value = excluded.value`,
  )
}

/** Refuses rows that name a record which is neither there nor in the file, by its number or its name. */
export async function refuseLooseTies(
  connection: Connection,
  { record, reader, object }: ImportSetup,
): Promise<void> {
  const rows = await connection.query<{ row: string; field: string; source: number; value: string }>(
    sql`select t.row, t.field, t.source, t.value from import_tie t
        where t.import = ${record.id} and not exists (
          select from import_candidate c where c.import = t.import and (c.title = t.value
            or c.uniques && array(select f || ' ' || t.value from
              unnest(${[...object.fields.keys()]}::text[]) f)))`,
  )
  const findings = rows.map(({ row, field, source, value }) => {
    const label = labelOf(object.fields.get(field)?.field ?? { label: field }, reader.language)
    const message = said(
      '{label}: there is no record “{value}”, neither here nor in the file. Mend the name, or add a row for it.',
      { label, value: value.slice(0, 100) },
    ).in(reader.language)
    return { row: Number(row), source, field, value, message }
  })
  for (let at = 0; at < findings.length; at += 5_000) {
    await connection.query(
      sql`insert into import_problem (import, row, place, source, field, code, level, message, value)
          select ${record.id}::uuid, v.row, 2000 + v.source, v.source, v.field, 'noSuchRecord', 'error',
            v.message, v.value
          from json_to_recordset(${JSON.stringify(findings.slice(at, at + 5_000))}::json)
            as v(row bigint, source integer, field text, message text, value text)
          on conflict (import, row, place) do nothing`,
    )
  }
}

/** Notes which record a row has become, for what it says of other rows. */
export async function setTies(
  connection: Connection,
  record: ImportRecord,
  written: readonly { row: ReadRow; record: string }[],
): Promise<void> {
  const tied = written.filter(({ row }) => row.ties.length > 0)
  if (tied.length === 0) return
  await addTies(
    connection,
    record,
    tied.map(({ row }) => row),
  )
  await connection.query(
    sql`update import_tie t set record = v.record
        from unnest(${tied.map(({ row }) => row.file.row)}::bigint[],
          ${tied.map((one) => one.record)}::uuid[]) v(row, record)
        where t.import = ${record.id} and t.row = v.row`,
  )
}

/**
 * Ties rows that were written to the rows they name, now that all are there. What is done is forgotten, batch
 * by batch.
 */
export async function tieRows(writing: Writing, setup: ImportSetup, actor: Actor): Promise<void> {
  const { record } = setup
  const options = {
    confirmed: record.confirmed ?? [],
    ...(record.change === null ? {} : { change: record.change }),
  }
  for (let open = true; open;) open = await writing.door(actor, options, (door) => tieBatch(door, setup))
}

type TieRow = {
  readonly row: string
  readonly field: string
  readonly source: number
  readonly value: string
  readonly record: string
}

async function tieBatch(door: Door, { record, object }: ImportSetup): Promise<boolean> {
  const ties = await door.tx.query<TieRow>(
    sql`select row, field, source, value, record from import_tie where import = ${record.id} and record
      is not null
        order by row, field limit ${batchRows}`,
  )
  if (ties.length === 0) return false
  const asked = ties.flatMap((tie) => {
    const field = object.fields.get(tie.field)
    const errors: FieldError[] = []
    return field
      ? [
          {
            tie,
            field,
            values: new Map([[field, { lookup: { field: null, value: tie.value } } as unknown]]),
            errors,
          },
        ]
      : []
  })
  await resolveReferences(door, asked)
  // A record is changed once in a batch, whatever number of fields of it name others.
  const byRecord = Map.groupBy(asked, ({ tie }) => tie.record)
  const operations = [...byRecord].flatMap(([id, fields]) => {
    const found = fields.filter(({ errors }) => errors.length === 0)
    const values = Object.fromEntries(
      found.map(({ field, values: resolved }) => [field.name, resolved.get(field)]),
    )
    return found.length > 0 ? [{ kind: 'update' as const, id, values }] : []
  })
  const outcomes = await writeRecords(door, object, operations)
  const { language } = door.actor
  const failures = new Map(outcomes.map((outcome) => [outcome.id, outcome.problem ?? outcome.errors[0]]))
  for (const { tie, errors } of asked) {
    const problem = errors[0] ?? failures.get(tie.record)
    if (!problem) continue
    const finding = {
      source: tie.source,
      field: tie.field,
      code: 'import.notTied',
      level: 'warning' as const,
      message: words(sentenceOf(problem), language),
      value: tie.value,
    }
    await keepRows(door.tx, record, [{ file: { row: Number(tie.row), line: 0, cells: [] }, kind: 'create' }])
    await addFindings(door.tx, record.id, [{ row: Number(tie.row), findings: [finding] }])
  }
  await door.tx.query(
    sql`delete from import_tie t using unnest(${ties.map(({ row }) => row)}::bigint[],
      ${ties.map(({ field }) => field)}::text[]) d(row, field)
        where t.import = ${record.id} and t.row = d.row and t.field = d.field`,
  )
  return true
}
