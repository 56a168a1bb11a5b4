import type { Connection } from '../database/database.ts'
import { id, join, raw, sql, type Sql } from '../database/sql.ts'
import { said } from '../said/said.ts'
import type { Actor } from '../access/actor.ts'
import type { Person } from './people.ts'
import { withoutTelling, type Telling } from './telling.ts'

/** Where else something of a person is kept: rows of imports, answers, mails, what jobs were asked. */
export type Traces = {
  readonly importRows: number
  readonly answers: number
  readonly mails: number
  readonly jobs: number
}

/** Counts the traces. */
export async function findTraces(connection: Connection, person: Person, telling: Telling): Promise<Traces> {
  const [row] = await connection.query<{ rows: number; answers: number; mails: number; jobs: number }>(
    sql`select (select count(*)::integer from import_row r where ${ofPerson('r', person, telling)}) as rows,
          (select count(*)::integer from idempotency i where ${answersAbout(person, telling)}) as answers,
          (select count(*)::integer from mail m where ${mailsTo(person, telling)}) as mails,
          (select count(*)::integer from job t where ${toldIn(kept.job, telling)}) as jobs`,
  )
  return {
    importRows: row?.rows ?? 0,
    answers: row?.answers ?? 0,
    mails: row?.mails ?? 0,
    jobs: row?.jobs ?? 0,
  }
}

export type TracesErasure = {
  readonly telling: Telling
  readonly mark: string
  /** Imports whose file tells of the person; the files go when all else has gone. */
  readonly importFiles: readonly string[]
}

/**
 * Destroys the traces. Rows of imports keep their place, so that an import still counts as it did; one that
 * is not finished ends, for its file goes.
 */
export async function eraseTraces(
  tx: Connection,
  person: Person,
  actor: Actor,
  { telling, mark, importFiles }: TracesErasure,
): Promise<Traces> {
  const traces = await findTraces(tx, person, telling)
  const blank = (cells: Sql) =>
    sql`(select coalesce(jsonb_agg(''::text), '[]') from jsonb_array_elements(${cells}))`
  await endImports(tx, actor, importFiles)
  await tx.query(
    sql`with hit as (select r.import, r.row from import_row r where ${ofPerson('r', person, telling)}),
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
  await tx.query(sql`update idempotency i set body = null where ${answersAbout(person, telling)}`)
  await tx.query(
    sql`update mail m set recipient = '', payload = '{}', error = null,
          state = case when m.state = 'waiting' then 'failed' else m.state end
        where ${mailsTo(person, telling)}`,
  )
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
  await tx.query(
    sql`update import set state = 'failed', phase = null, error = ${why.in(actor.language)}, updated_at = now()
        where id = any(${files}::uuid[]) and state not in ('done', 'undoing', 'undone')`,
  )
}

type Kept = {
  readonly table: string
  readonly key: readonly string[]
  readonly json: readonly string[]
  readonly text: readonly string[]
}

/** What programs and people asked for, which may name anybody: beside the door, since no record is in it. */
const kept = {
  job: { table: 'job', key: ['id'], json: ['payload', 'result', 'scope'], text: ['label', 'error'] },
  export: { table: 'export', key: ['id'], json: ['request'], text: [] },
  change: { table: 'change', key: ['id'], json: [], text: ['label'] },
  import: {
    table: 'import',
    key: ['id'],
    json: ['mapping', 'creates', 'undo', 'result'],
    text: ['file_name', 'reason', 'error'],
  },
  mapping: { table: 'import_mapping', key: ['object', 'signature'], json: ['mapping'], text: ['signature'] },
} as const satisfies Readonly<Record<string, Kept>>

/** In each of them the words go; a job that waits with them is dropped, for it would do another thing. */
async function blankKept(tx: Connection, telling: Telling, mark: string): Promise<void> {
  for (const place of Object.values(kept) as Kept[]) {
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
              state = case when t.state = 'waiting' then 'cancelled' else t.state end`
          : raw('')
      await tx.query(sql`update ${id(place.table)} t set ${join(set)}${ends} where ${join(own, ' and ')}`)
    }
  }
}

function toldIn({ table, json, text }: Kept, { pattern }: Telling): Sql {
  if (pattern === null) return raw('false')
  const all = [...json, ...text].map((column) => sql`coalesce(${id('t', column)}::text, '')`)
  const joined = sql`replace(replace(${join(all, ` || ' ' || `)}, '\\n', ' '), '\\t', ' ')`
  // The erasure itself is such a job, and names nobody.
  const others = table === 'job' ? raw("t.name <> 'erase person' and ") : raw('')
  return sql`${others}(${joined} collate kontor_order) ~* ${pattern}`
}

/** Rows that hold what the person is called or reached by, or that were found to be them. */
function ofPerson(alias: string, { record }: Person, { texts, pattern }: Telling): Sql {
  const of = (column: string): Sql => id(alias, column)
  const within =
    pattern === null ? raw('false') : sql`(${of('cells')}::text collate kontor_order) ~* ${pattern}`
  return sql`(exists (select from jsonb_array_elements_text(${of('cells')}) c
      where lower(trim(c)) = any(${texts}::text[])) or ${within}
    or exists (select from import_candidate k where k.import = ${of('import')} and k.row = ${of('row')}
      and k.own = ${record.id}::uuid))`
}

function answersAbout({ record }: Person, { pattern }: Telling): Sql {
  const about = `%${record.id}%`
  const within = pattern === null ? raw('false') : sql`(i.body collate kontor_order) ~* ${pattern}`
  return sql`(i.body is not null and (i.path like ${about} or i.headers::text like ${about} or ${within}))`
}

function mailsTo({ record }: Person, { texts, pattern }: Telling): Sql {
  const about = `%${record.id}%`
  const within = pattern === null ? raw('false') : sql`(m.payload::text collate kontor_order) ~* ${pattern}`
  return sql`(lower(m.recipient) = any(${texts}::text[]) or m.payload::text like ${about} or ${within})`
}

/** The rows of imports that hold the person, for the report. */
export function importRowsOf(
  connection: Connection,
  person: Person,
  telling: Telling,
): Promise<Record<string, unknown>[]> {
  return connection.query(
    sql`select i.file_name as file, i.created_at as at, r.line, r.cells from import_row r
        join import i on i.id = r.import where ${ofPerson('r', person, telling)} order by i.id, r.row`,
  )
}

/** The mails to the person, and those about them. */
export function mailsOf(
  connection: Connection,
  person: Person,
  telling: Telling,
): Promise<Record<string, unknown>[]> {
  return connection.query(
    sql`select m.created_at as at, m.kind, m.recipient, m.state, m.sent_at as sent from mail m
        where ${mailsTo(person, telling)} order by m.id`,
  )
}
