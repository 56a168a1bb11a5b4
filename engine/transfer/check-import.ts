import { setImmediate as breathe } from 'node:timers/promises'
import type { Actor } from '../access/actor.ts'
import type { ResolvedField } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { JobRun } from '../jobs/job.ts'
import { isMatched, matchRecordOf } from '../match/match-keys.ts'
import { baseOf } from '../records/stored.ts'
import type { Door } from '../records/write/door.ts'
import { targetOf } from '../records/write/references.ts'
import type { Writing } from '../records/write/writing.ts'
import { checkAhead } from './check-ahead.ts'
import { findRepeats } from './find-repeats.ts'
import { addFindings } from './findings.ts'
import { changeImport, type ImportRecord, type Kind } from './import-record.ts'
import { fileRows, keepRows, keptRows, mended, storable } from './import-rows.ts'
import { refuseUnready, type ImportSetup } from './import-setup.ts'
import { forgetCandidates } from './kept-imports.ts'
import { judgeRows, type JudgedRow } from './judge-rows.ts'
import { keyText, type RowPlan } from './plan-rows.ts'
import { ofOne } from './one-record-twice.ts'
import { openReckoner, type Reckoner } from './open-reckoner.ts'
import type { ReadRow } from './read-rows.ts'
import { references, type Wanted } from './references.ts'
import { addTies } from './ties.ts'

const batchRows = 250
const lanes = 3

type CheckedBatch = { readonly kinds: readonly Kind[]; readonly wanted: readonly Wanted[] }

/**
 * Checks the whole file as the run would write it, and looks for rows that repeat each other or a record that
 * is
 * there. Writes nothing but what it finds. Begins anew when it is called again.
 */
export async function checkImport(
  writing: Writing,
  setup: ImportSetup,
  actor: Actor,
  path: string,
  run: JobRun,
): Promise<void> {
  refuseUnready(setup)
  const { record } = setup
  await writing.door(actor, {}, ({ tx }) => forgetCheck(tx, record))
  const rows = record.inspection.rowCount
  const found = await reckoned(openReckoner(rows), (reckoner) =>
    checkRows(writing, setup, actor, path, run, reckoner),
  )
  // What compares holds the forms of many rows; threads that have nothing more to do would keep their memory.
  await reckoned(openReckoner(rows, 1), (reckoner) => findRepeats(writing, setup, actor, reckoner))
  await writing.door(actor, {}, async ({ tx }) => {
    await forgetCandidates(tx, record.id)
    const fresh = { rows_done: 0, phase: null, error: null, finished_at: null }
    await changeImport(tx, record.id, { ...found, ...fresh, state: 'checked' })
  })
}

async function reckoned<T>(reckoner: Reckoner, work: (reckoner: Reckoner) => Promise<T>): Promise<T> {
  try {
    return await work(reckoner)
  } finally {
    await reckoner.close()
  }
}

/** Judges all rows, some batches at a time: while the database looks things up for one, the next is read. */
async function checkRows(
  writing: Writing,
  setup: ImportSetup,
  actor: Actor,
  path: string,
  run: JobRun,
  reckoner: Reckoner,
): Promise<Pick<ImportRecord, 'kinds' | 'creates'> & { rows_total: number }> {
  const { record, reader } = setup
  const kinds: Record<Kind, number> = { create: 0, update: 0, adopt: 0, none: 0 }
  const wanted = new Map<string, Wanted>()
  const open: Promise<CheckedBatch>[] = []
  let [done, turn] = [0, 0]
  const settle = async (atMost: number): Promise<void> => {
    while (open.length > atMost) {
      const found = await (open.shift() as Promise<CheckedBatch>)
      for (const kind of found.kinds) kinds[kind]++
      addWanted(wanted, found.wanted)
      done += found.kinds.length
      await run.progress(done, Math.max(done, record.inspection.rowCount))
    }
  }
  try {
    for await (const files of fileRows(record, path, 0, batchRows)) {
      const thread = turn++
      const rows = files.map((file) => reader.read(file))
      const batch = checkAhead(reckoner, thread, reader, rows).then(() =>
        writing.door(actor, {}, (door) => checkBatch(door, setup, rows, reckoner, thread)),
      )
      // Its failure is met when its turn comes; until then nobody else need hear of it.
      batch.catch(() => {})
      open.push(batch)
      await settle(lanes - 1)
      await breathe()
    }
    await settle(0)
  } finally {
    // Where it was stopped, those under way must not leave cells behind after the others were forgotten.
    await Promise.allSettled(open)
  }
  return { kinds, creates: [...wanted.values()], rows_total: done }
}

/** What an earlier check found goes; mends stay, and decided repeats wait to lend their decision. */
async function forgetCheck(tx: Connection, record: ImportRecord): Promise<void> {
  await tx.query(sql`delete from import_problem where import = ${record.id}`)
  await forgetCandidates(tx, record.id)
  await tx.query(sql`delete from import_tie where import = ${record.id}`)
  await tx.query(sql`delete from import_row where import = ${record.id} and mended is null and not skip`)
  await tx.query(
    sql`delete from import_repeat where import = ${record.id} and (round >= ${record.round} or decision
      is null)`,
  )
}

async function checkBatch(
  door: Door,
  setup: ImportSetup,
  rows: readonly ReadRow[],
  reckoner: Reckoner,
  thread: number,
): Promise<CheckedBatch> {
  const { record, reader, object } = setup
  const first = rows[0]?.file.row ?? 0
  const kept = await keptRows(door.tx, record, first, first + rows.length)
  const own = references(reader, false, object)
  const plan: RowPlan = { object, reader, mode: record.mode, key: record.key, references: own }
  const rehearsal: Door = { ...door, options: { ...door.options, dryRun: true } }
  const judged = await judgeRows(
    rehearsal,
    plan,
    rows.map((row) => {
      const file = mended(row.file, kept.get(row.file.row))
      return file === row.file ? row : reader.read(file)
    }),
  )
  const faulty = judged.filter(({ findings }) => findings.length > 0)
  await keepRows(
    door.tx,
    record,
    judged.filter((row) => row.findings.length > 0 || kept.has(row.file.row)),
  )
  await addFindings(
    door.tx,
    record.id,
    faulty.map(({ file, findings }) => ({ row: file.row, findings })),
  )
  await addTies(door.tx, record, judged)
  await addCandidates(door, setup, judged, reckoner, thread)
  return { kinds: judged.map(({ kind }) => kind), wanted: own.wanted() }
}

/** What tells who each row is, kept aside until all rows are there to be compared. */
async function addCandidates(
  door: Door,
  setup: ImportSetup,
  rows: readonly JudgedRow[],
  reckoner: Reckoner,
  thread: number,
): Promise<void> {
  const { record, object } = setup
  const base = baseOf(door.model, object)
  const single = singleFields(setup)
  const isTree = refersToItself(setup)
  if (!isMatched(base) && single.length === 0 && !isTree) return
  const named = rows.flatMap((row) => {
    const known = isMatched(base) ? matchRecordOf(door.model, base, row.values) : null
    return known ? [[row, known] as const] : []
  })
  const { formed = [] } = await reckoner.ask(thread, {
    does: 'form',
    records: named.map(([, known]) => known),
  })
  const forms = new Map(named.map(([row], at) => [row, formed[at]]))
  const data = rows.flatMap((row) => {
    const form = forms.get(row)
    const uniques = single.flatMap((field) => {
      const text = keyText(field, row.values)
      return text === null ? [] : [`${field.name} ${text}`]
    })
    // Two keys may lead to one record, where another went into it.
    if (record.key !== null && row.own !== null) uniques.push(`${ofOne}${row.own}`)
    const name = row.values[object.title]
    const title = isTree && typeof name === 'string' ? name : null
    if (!form && uniques.length === 0 && title === null) return []
    const { match, keys } = form ?? { match: null, keys: null }
    const { row: place, line, cells } = row.file
    return [
      {
        row: place,
        line,
        cells: cells.map(storable),
        match,
        keys,
        uniques,
        title,
        own: row.own,
        kind: row.kind,
      },
    ]
  })
  await door.tx.query(
    sql`insert into import_candidate (import, row, line, cells, match, keys, uniques, title, own, kind)
        select ${record.id}::uuid, v.row, v.line, v.cells, v.match, v.keys, v.uniques, v.title, v.own, v.kind
        from json_to_recordset(${JSON.stringify(data)}::json)
          as v(row bigint, line bigint, cells json, match text, keys int4[], uniques text[], title text, own uuid, kind text)
        on conflict (import, row) do nothing`,
    { name: 'add import candidates' },
  )
}

/** Whether rows may name one another: only then their titles matter beyond their own row. */
function refersToItself({ model, reader, object }: ImportSetup): boolean {
  return reader.columns.some(
    ({ target }) => model.objects.get(targetOf(target.field) ?? '')?.base === object.base,
  )
}

/** Fields of which a value may stand in one row only: unique ones, and the key. */
function singleFields({ record, reader }: ImportSetup): ResolvedField[] {
  return reader.columns
    .filter(({ target }) => target.lines === null)
    .map(({ target }) => target.field)
    .filter(
      ({ name, field }) => field.unique === true || field.type === 'sequenceNumber' || name === record.key,
    )
}

function addWanted(all: Map<string, Wanted>, more: readonly Wanted[]): void {
  for (const { object, title, rows } of more) {
    const key = `${object}\0${title}`
    const known = all.get(key)
    if (known) known.rows += rows
    else if (all.size < 10_000) all.set(key, { object, title, rows })
  }
}
