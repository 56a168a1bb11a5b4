import type { Connection } from '../database/database.ts'
import { id, join, raw, sql, type Sql } from '../database/sql.ts'
import { said } from '../said/said.ts'
import type { Actor } from '../access/actor.ts'
import { tracesOf, type FoundTraces } from './find-traces.ts'
import { leaveOutRows } from './leave-out-rows.ts'
import { isToldIn, withoutTelling, type Telling } from './telling.ts'

/** Where else something of a person is kept: rows of imports, answers, mails, what jobs were asked. */
export type Traces = {
  readonly importRows: number
  readonly answers: number
  readonly mails: number
  readonly asks: number
  readonly jobs: number
}

/** Counts the traces of one person. */
export async function countTraces(
  connection: Connection,
  { rows, answers, mails, asks }: FoundTraces,
  telling: Telling,
): Promise<Traces> {
  const [row] = await connection.query<{ jobs: number }>(
    sql`select count(*)::integer as jobs from job t where ${toldIn(kept.job, telling)}`,
  )
  const [importRows, jobs] = [rows.length, row?.jobs ?? 0]
  return { importRows, answers: answers.length, mails: mails.length, asks: asks.length, jobs }
}

export type TracesErasure = {
  /** The records that are theirs, by whose numbers they may be named. */
  readonly records: readonly string[]
  readonly telling: Telling
  readonly mark: string
  /** What was found before the transaction was opened; what has come since is looked for in it. */
  readonly found: FoundTraces | null
  /** Imports whose file tells of the person; the files go when all else has gone. */
  readonly importFiles: readonly string[]
}

/**
 * Destroys the traces. Rows of imports keep their place, so that an import still counts as it did; one that
 * is not finished ends where its file names the person, for that goes, and leaves out the row otherwise.
 */
export async function eraseTraces(
  tx: Connection,
  actor: Actor,
  { records, telling, mark, found: before, importFiles }: TracesErasure,
): Promise<Traces> {
  const found = await tracesOf(tx, { records, telling }, before)
  const traces = await countTraces(tx, found, telling)
  const blank = (cells: Sql) =>
    sql`(select coalesce(jsonb_agg(''::text), '[]') from jsonb_array_elements(${cells}))`
  await endImports(tx, actor, importFiles)
  await tx.query(
    sql`with hit as (select h.import, h.row
            from jsonb_to_recordset(${JSON.stringify(found.rows)}::jsonb) h(import uuid, row bigint)),
          candidates as (
            update import_candidate c set cells = ${blank(sql`c.cells::jsonb`)}::json, match = null, keys = null,
              uniques = null, title = null from hit h where c.import = h.import and c.row = h.row),
          shown as (update import i set inspection = ${withoutSamples}
            where i.id in (select h.import from hit h) or i.id = any(${importFiles}::uuid[])),
          problems as (update import_problem p set value = null, message = '' from hit h
            where p.import = h.import and p.row = h.row),
          ties as (delete from import_tie t using hit h where t.import = h.import and t.row = h.row),
          repeats as (delete from import_repeat p using hit h where p.import = h.import and p.row = h.row)
        update import_row r set cells = ${blank(sql`r.cells`)}, mended = null
        from hit h where r.import = h.import and r.row = h.row`,
  )
  await leaveOutRows(tx, actor, found.rows)
  await tx.query(
    sql`update idempotency i set body = null
        from jsonb_to_recordset(${JSON.stringify(found.answers)}::jsonb) a("user" uuid, path text, key text)
        where i."user" = a."user" and i.path = a.path and i.key = a.key`,
  )
  await tx.query(
    sql`update mail m set recipient = '', payload = '{}', error = null,
          state = case when m.state = 'waiting' then 'failed' else m.state end
        where m.id = any(${found.mails}::uuid[])`,
  )
  await tx.query(sql`delete from keeper_ask where id = any(${found.asks}::uuid[])`)
  await blankKept(tx, telling, mark)
  return traces
}

const withoutSamples = raw(`i.inspection || jsonb_build_object('rows', '[]'::jsonb,
  'columns', (select coalesce(jsonb_agg(c || '{"samples": []}'), '[]')
              from jsonb_array_elements(i.inspection -> 'columns') c))`)

/** Whoever goes on with one of these has to bring its file again. */
async function endImports(tx: Connection, actor: Actor, files: readonly string[]): Promise<void> {
  const why = said('A person in this file was erased, so the file is gone. Upload one without them.')
  await tx.query(
    sql`update job j set cancelling = true,
          state = case when j.state = 'waiting' then 'cancelled' else j.state end,
          finished_at = case when j.state = 'waiting' then now() else j.finished_at end
        from import i where j.id = i.job and i.id = any(${files}::uuid[]) and i.finished_at is null
          and j.state in ('waiting', 'running')`,
  )
  await forgetCandidatesOf(tx, files)
  await tx.query(
    sql`update import set state = 'failed', phase = null, error = ${why.in(actor.language)}, updated_at = now()
        where id = any(${files}::uuid[]) and state not in ('done', 'undoing', 'undone')`,
  )
}

/** Every row of a file stands there while it is checked, and a check that was killed leaves them. */
async function forgetCandidatesOf(tx: Connection, files: readonly string[]): Promise<void> {
  await tx.query(sql`delete from import_candidate where import = any(${files}::uuid[])`)
}

type Kept = {
  readonly table: string
  readonly key: readonly string[]
  readonly json: readonly string[]
  readonly text: readonly string[]
  /** The row goes as a whole. */
  readonly goes?: true
}

/** What programs and people asked for, which may name anybody: beside the door, since no record is in it. */
const kept = {
  job: { table: 'job', key: ['id'], json: ['payload', 'result', 'scope'], text: ['label', 'error'] },
  export: { table: 'export', key: ['id'], json: ['request'], text: [] },
  change: { table: 'change', key: ['id'], json: [], text: ['label'] },
  keeperQuestion: { table: 'keeper_question', key: ['id'], json: [], text: ['answer'] },
  undoKept: { table: 'undo_kept', key: ['change', 'nr'], json: ['reason'], text: [] },
  import: {
    table: 'import',
    key: ['id'],
    // What was taken for the heading may be a row.
    json: ['inspection', 'mapping', 'creates', 'undo', 'result'],
    text: ['file_name', 'reason', 'error'],
  },
  // Why something was put off, of whomever; of the person it goes as a whole.
  proposal: { table: 'proposal', key: ['criterion', 'record'], json: [], text: ['reason', 'refused'] },
  key: { table: 'api_key', key: ['id'], json: [], text: ['name'] },
  // Only what the log holds in such words leads by them, and that goes too.
  formerValue: { table: 'former_value', key: ['object', 'value'], json: [], text: ['value'], goes: true },
  mapping: { table: 'import_mapping', key: ['object', 'signature'], json: ['mapping'], text: ['signature'] },
  // Also what was asked of a source before there was a card, or was answered of a firm of theirs.
  factAnswer: {
    table: 'fact_answer',
    key: ['kind', 'asked'],
    json: ['asked', 'answer'],
    text: [],
    goes: true,
  },
} as const satisfies Readonly<Record<string, Kept>>

/**
 * In each of them the words go; a job that waits with them is dropped, and one that was set
 * aside stays so, for it would do another thing.
 */
async function blankKept(tx: Connection, telling: Telling, mark: string): Promise<void> {
  for (const place of Object.values(kept) as Kept[]) {
    if (place.goes) {
      await tx.query(sql`delete from ${id(place.table)} t where ${toldIn(place, telling)}`)
      continue
    }
    const columns = [...place.json, ...place.text]
    const rows = await tx.query<Record<string, unknown>>(
      sql`select ${join([...place.key, ...columns].map((column) => id('t', column)))} from ${id(place.table)} t
          where ${toldIn(place, telling)} for update`,
    )
    for (const row of rows) {
      const set = columns.map((column) => {
        const value = withoutTelling(row[column], telling, mark) ?? null
        const isJson = place.json.includes(column) && value !== null
        return isJson
          ? sql`${id(column)} = ${JSON.stringify(value)}::jsonb`
          : sql`${id(column)} = ${value as string | null}`
      })
      const own = place.key.map((column) => sql`${id('t', column)} = ${row[column] as string}`)
      const ends =
        place.table === 'job'
          ? sql`, cancelling = t.cancelling or t.state in ('waiting', 'running'),
              state = case when t.state = 'waiting' then 'cancelled' else t.state end,
              unheard = case when t.state = 'failed' then 0 else t.unheard end`
          : raw('')
      await tx.query(sql`update ${id(place.table)} t set ${join(set)}${ends} where ${join(own, ' and ')}`)
    }
  }
}

function toldIn({ table, json, text }: Kept, { pattern }: Telling): Sql {
  if (pattern === null) return raw('false')
  const all = [...json, ...text].map((column) => sql`coalesce(${id('t', column)}::text, '')`)
  const joined = sql`replace(replace(${join(all, ` || ' ' || `)}, '\\n', ' '), '\\t', ' ')`
  // The erasure itself is such a job: it forgets by itself why it was asked for.
  const others =
    table === 'job'
      ? raw("(t.name <> 'erase person' or t.state not in ('waiting', 'running')) and ")
      : raw('')
  return sql`${others}(${joined} collate kontor_order) ~* ${pattern}`
}

/** What else would be blanked, for the report: the words that tell of the person, and what holds them. */
export async function namedElsewhere(
  connection: Connection,
  telling: Telling,
): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = []
  for (const [name, place] of Object.entries(kept) as [string, Kept][]) {
    const columns = [...place.json, ...place.text].map((column) => id('t', column))
    const rows = await connection.query<{ held: unknown[] }>(
      sql`select jsonb_build_array(${join(columns)}) as held from ${id(place.table)} t
          where ${toldIn(place, telling)} order by ${join(place.key.map((column) => id('t', column)))}`,
    )
    for (const { held } of rows) found.push({ kind: name, text: [...new Set(textsTelling(held, telling))] })
  }
  return found
}

function textsTelling(value: unknown, telling: Telling): string[] {
  if (typeof value === 'string') return isToldIn(value, telling) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  const keys = Array.isArray(value) ? [] : Object.keys(value).filter((key) => isToldIn(key, telling))
  return [...keys, ...Object.values(value).flatMap((one) => textsTelling(one, telling))]
}

/** The rows of imports that hold the person, for the report. */
export function importRowsOf(
  connection: Connection,
  { rows }: FoundTraces,
): Promise<Record<string, unknown>[]> {
  return connection.query(
    sql`select i.file_name as file, i.created_at as at, r.line, (
          select jsonb_agg(concat_ws(' → ', c.cell, r.mended ->> (c.place - 1)::text) order by c.place)
          from jsonb_array_elements_text(r.cells) with ordinality c(cell, place)) as cells,
          (select jsonb_agg(distinct p.message) from import_problem p
            where p.import = r.import and p.row = r.row and p.message <> '') as problems
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) h(import uuid, row bigint)
        join import_row r on r.import = h.import and r.row = h.row
        join import i on i.id = r.import order by i.id, r.row`,
  )
}

/** The mails to the person, and those about them. */
export function mailsOf(connection: Connection, { mails }: FoundTraces): Promise<Record<string, unknown>[]> {
  return connection.query(
    sql`select m.created_at as at, m.kind, m.recipient, m.state, m.sent_at as sent, m.error as refused from mail m
        where m.id = any(${mails}::uuid[]) order by m.id`,
  )
}

/** What somebody asked of colleagues when they were about to enter the person. */
export function asksOf(connection: Connection, { asks }: FoundTraces): Promise<Record<string, unknown>[]> {
  return connection.query(
    sql`select k.at, coalesce(u.name, 'Kontor') as by, k.object, k.entry as cells, k.note
        from keeper_ask k left join "user" u on u.id = k.asker
        where k.id = any(${asks}::uuid[]) order by k.at`,
  )
}
