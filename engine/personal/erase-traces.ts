import type { Connection } from '../database/database.ts'
import { id, sql, type Sql } from '../database/sql.ts'
import type { Emptied } from './emptied-values.ts'
import type { Person } from './people.ts'

/** Where else something of a person is kept: rows of imports, answers to requests, and mails. */
export type Traces = {
  readonly importRows: number
  readonly answers: number
  readonly mails: number
  readonly importFiles: readonly string[]
}

/** Counts the traces. */
export async function findTraces(connection: Connection, person: Person, emptied: Emptied): Promise<Traces> {
  const texts = await textsOf(connection, person, emptied)
  const [row] = await connection.query<{ rows: number; answers: number; mails: number; files: string[] }>(
    sql`select (select count(*)::integer from import_row r where ${ofPerson('r', person, texts)}) as rows,
          (select count(*)::integer from idempotency i where ${answersAbout(person)}) as answers,
          (select count(*)::integer from mail m where ${mailsTo(person, texts)}) as mails,
          array(select distinct r.import::text from import_row r join import i on i.id = r.import
                where i.finished_at is not null and ${ofPerson('r', person, texts)}) as files`,
  )
  return {
    importRows: row?.rows ?? 0,
    answers: row?.answers ?? 0,
    mails: row?.mails ?? 0,
    importFiles: row?.files ?? [],
  }
}

/**
 * Destroys the traces, and names the imports whose files are to go. Rows keep their place, so that an import
 * still counts as it did.
 */
export async function eraseTraces(tx: Connection, person: Person, emptied: Emptied): Promise<Traces> {
  const traces = await findTraces(tx, person, emptied)
  const texts = await textsOf(tx, person, emptied)
  const blank = (cells: Sql) =>
    sql`(select coalesce(jsonb_agg(''::text), '[]') from jsonb_array_elements(${cells}))`
  await tx.query(
    sql`with hit as (select r.import, r.row from import_row r where ${ofPerson('r', person, texts)}),
          candidates as (
            update import_candidate c set cells = ${blank(sql`c.cells::jsonb`)}::json, match = null, keys = null,
              uniques = null, title = null from hit h where c.import = h.import and c.row = h.row),
          shown as (update import i set inspection = i.inspection || jsonb_build_object('rows', '[]'::jsonb,
              'columns', (select coalesce(jsonb_agg(c || '{"samples": []}'), '[]')
                          from jsonb_array_elements(i.inspection -> 'columns') c))
            where i.id in (select h.import from hit h)),
          problems as (update import_problem p set value = null, message = '' from hit h
            where p.import = h.import and p.row = h.row),
          ties as (delete from import_tie t using hit h where t.import = h.import and t.row = h.row),
          repeats as (delete from import_repeat p using hit h where p.import = h.import and p.row = h.row)
        update import_row r set cells = ${blank(sql`r.cells`)}, mended = null
        from hit h where r.import = h.import and r.row = h.row`,
  )
  await tx.query(sql`update idempotency i set body = null where ${answersAbout(person)}`)
  await tx.query(
    sql`update mail m set recipient = '', payload = '{}', error = null,
          state = case when m.state = 'waiting' then 'failed' else m.state end
        where ${mailsTo(person, texts)}`,
  )
  return traces
}

/** What the person was called and reached by, now and before, in small letters. */
async function textsOf(
  connection: Connection,
  { base, record }: Person,
  { fields, keys }: Emptied,
): Promise<string[]> {
  const telling = fields.flatMap(({ field }, at) =>
    field.field.matched === 'name' ||
    ['email', 'phone', 'taxNumber'].includes(field.field.type) ||
    field.name === base.title
      ? (keys[at] ?? [])
      : [],
  )
  const now = telling.flatMap((key) => record.values[key] ?? [])
  const before = await connection.query<{ text: string }>(
    sql`select distinct v #>> '{}' as text from audit_entry e,
          lateral (values (e.before), (e.after)) b(state), unnest(${telling}::text[]) k(key),
          lateral (select b.state -> k.key as v) x
        where e.record = ${record.id}::uuid and e.object = ${base.name} and jsonb_typeof(v) = 'string'`,
  )
  const all = [...now.map(String), ...before.map(({ text }) => text)]
  return [...new Set(all.map((text) => text.trim().toLowerCase()).filter((text) => text.length > 2))]
}

/** Rows that hold what the person is called or reached by, or that were found to be them. */
function ofPerson(alias: string, { record }: Person, texts: readonly string[]): Sql {
  const of = (column: string): Sql => id(alias, column)
  return sql`(exists (select from jsonb_array_elements_text(${of('cells')}) c
      where lower(trim(c)) = any(${texts}::text[]))
    or exists (select from import_candidate k where k.import = ${of('import')} and k.row = ${of('row')}
      and k.own = ${record.id}::uuid))`
}

function answersAbout({ record }: Person): Sql {
  const about = `%${record.id}%`
  return sql`(i.body is not null and (i.path like ${about} or i.headers::text like ${about}))`
}

function mailsTo({ record }: Person, texts: readonly string[]): Sql {
  const about = `%${record.id}%`
  return sql`(lower(m.recipient) = any(${texts}::text[]) or m.payload::text like ${about})`
}

/** The rows of imports that hold the person, for the report. */
export async function importRowsOf(
  connection: Connection,
  person: Person,
  emptied: Emptied,
): Promise<Record<string, unknown>[]> {
  const texts = await textsOf(connection, person, emptied)
  return connection.query(
    sql`select i.file_name as file, i.created_at as at, r.line, r.cells from import_row r
        join import i on i.id = r.import where ${ofPerson('r', person, texts)} order by i.id, r.row`,
  )
}

/** The mails to the person, and those about them. */
export async function mailsOf(
  connection: Connection,
  person: Person,
  emptied: Emptied,
): Promise<Record<string, unknown>[]> {
  const texts = await textsOf(connection, person, emptied)
  return connection.query(
    sql`select m.created_at as at, m.kind, m.recipient, m.state, m.sent_at as sent from mail m
        where ${mailsTo(person, texts)} order by m.id`,
  )
}
