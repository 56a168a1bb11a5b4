import type { Actor } from '../access/actor.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import type { Door } from '../records/write/door.ts'
import type { Writing } from '../records/write/writing.ts'
import type { ImportResult } from './import-record.ts'
import { mended, type KeptRow } from './import-rows.ts'
import type { ImportSetup } from './import-setup.ts'
import type { Decided } from './plan-rows.ts'
import { said } from '../said/said.ts'
import { added, noteRecords, nothing, writeRows } from './write-rows.ts'

const batchRows = 500

/**
 * Rows that are one partner with an earlier row of the file fill what that one left empty, once all others
 * are written. Where the earlier row became nothing (it was left out, or refused), the later one stands for
 * both. Batch by batch, each with what the run has come to, so that whoever goes on after a crash doubles
 * nothing. Gives what the run came to at last.
 */
export async function joinRows(writing: Writing, setup: ImportSetup, actor: Actor): Promise<ImportResult> {
  const { record } = setup
  const { change, confirmed, reason } = record
  const options = {
    confirmed: confirmed ?? [],
    ...(change === null ? {} : { change }),
    ...(reason ? { reason } : {}),
  }
  for (;;) {
    const reached = await writing.door(actor, options, (door) => joinBatch(door, setup))
    if (!reached.isOpen) return reached.result
  }
}

type Joining = KeptRow & { readonly other: string; readonly other_record: string | null }

async function joinBatch(door: Door, setup: ImportSetup): Promise<{ isOpen: boolean; result: ImportResult }> {
  const { record } = setup
  const [now] = await door.tx.query<{ result: ImportResult | null }>(
    sql`select result from import where id = ${record.id} and state = 'running' for update`,
  )
  if (!now) throw new Problem(409, 'import.elsewhere', said('This import was stopped, or goes on elsewhere.'))
  const before = now.result ?? nothing
  const rows = await door.tx.query<Joining>(
    sql`select r.row, r.line, r.cells, r.mended, r.skip, r.kind, p.other, o.record as other_record
        from import_repeat p
        join import_row r on r.import = p.import and r.row = p.row
        left join import_row o on o.import = p.import and o.row = p.other
        where p.import = ${record.id} and not p.joined and p.record is null and not r.skip
          and coalesce(p.decision, ${record.decision}::text) = 'join'
          and not exists (select from import_problem e where e.import = p.import and e.row = p.row
            and (e.level = 'error' or not e.code = any(${[...(record.confirmed ?? [])]}::text[])))
        order by p.row limit ${batchRows}`,
  )
  if (rows.length === 0) return { isOpen: false, result: before }
  const result = added(before, await writeJoins(door, setup, rows))
  await door.tx.query(
    sql`update import_repeat set joined = true
        where import = ${record.id} and row = any(${rows.map(({ row }) => row)}::bigint[])`,
  )
  await door.tx.query(
    sql`update import set result = ${JSON.stringify(result)}::jsonb, updated_at = now() where id = ${record.id}`,
  )
  return { isOpen: true, result }
}

/** A row follows the row that it repeats, and two onto one record go one after the other. */
async function writeJoins(door: Door, setup: ImportSetup, rows: readonly Joining[]): Promise<ImportResult> {
  const became = new Map<string, string>()
  for (const { other, other_record: known } of rows) if (known !== null) became.set(other, known)
  let result = nothing
  for (let open = rows; open.length > 0;) {
    const waiting = new Set(open.map(({ row }) => row))
    const taken = new Set<string>()
    const next = open.filter(({ other }) => {
      const onto = became.get(other)
      const isFree = !waiting.has(other) && (onto === undefined || !taken.has(onto))
      if (isFree && onto !== undefined) taken.add(onto)
      return isFree
    })
    const decided = new Map<number, Decided>()
    for (const { row, other } of next) {
      const onto = became.get(other)
      if (onto !== undefined) decided.set(Number(row), { decision: 'join', record: onto })
    }
    const files = next.map((row) =>
      mended({ row: Number(row.row), line: Number(row.line), cells: row.cells }, row),
    )
    const written = await writeRows(door, setup, files, decided)
    await noteRecords(door.tx, setup.record, written.records)
    for (const { row, record } of written.records) became.set(String(row), record)
    result = added(result, written.tally)
    const done = new Set(next)
    open = open.filter((row) => !done.has(row))
  }
  return result
}
