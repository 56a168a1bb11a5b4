import type { Connection } from '../database/database.ts'
import { join, raw, sql, type Sql } from '../database/sql.ts'
import { isToldIn, tellingOfAny, tells, type Telling } from './telling.ts'

/**
 * Whom to look for: by the records that are theirs, also such as went into another or were deleted, and by
 * what they are told.
 */
export type SoughtTraces = { readonly records: readonly string[]; readonly telling: Telling }

/** Where something of one person is kept beside the records: rows of imports, kept answers, mails. */
export type FoundTraces = {
  readonly rows: readonly { readonly import: string; readonly row: string }[]
  readonly answers: readonly { readonly user: string; readonly path: string; readonly key: string }[]
  readonly mails: readonly string[]
  /** Questions to keepers, of somebody who was about to enter the person. */
  readonly asks: readonly string[]
  /** When this was looked for, by the clock of the database. */
  readonly at: string | null
}

/** What has been written in transactions that were open when it was looked for is looked through again. */
const margin = `interval '15 minutes'`

/**
 * Finds what is kept of people beside the records, each place being read once for all of them. With `since`
 * only what may have come after an earlier look, by the `at` that it gave.
 */
export async function findTraces(
  connection: Connection,
  people: readonly SoughtTraces[],
  since: string | null = null,
): Promise<FoundTraces[]> {
  if (people.length === 0) return []
  const [clock] = await connection.query<{ at: string }>(sql`select now()::text as at`)
  const any = anyOf(people)
  const later = (column: Sql) =>
    since === null ? raw('true') : sql`${column} >= ${since}::timestamptz - ${raw(margin)}`
  const [rows, answers, mails, asks] = [
    await importRows(connection, any, later),
    await keptAnswers(connection, any, later),
    await mailsAbout(connection, any, later),
    await keeperAsks(connection, any, later),
  ]
  const each = people.map((person) => ({ ...person, own: new Set(person.records) }))
  return each.map((person) => ({
    rows: rows.filter((row) => isRowOf(row, person)).map((row) => ({ import: row.import, row: row.row })),
    answers: answers
      .filter(({ path, headers, body }) => isAbout(person, [path, headers ?? ''], body))
      .map(({ user, path, key }) => ({ user, path, key })),
    mails: mails
      .filter(
        ({ recipient, payload }) =>
          person.telling.texts.includes(recipient.toLowerCase()) || isAbout(person, [payload], payload),
      )
      .map(({ id }) => id),
    asks: asks.filter((ask) => isAskOf(ask, person)).map(({ id }) => id),
    at: clock?.at ?? null,
  }))
}

/** The same of one person; what was found before is taken along, and only what has come since looked for. */
export async function tracesOf(
  connection: Connection,
  person: SoughtTraces,
  before: FoundTraces | null = null,
): Promise<FoundTraces> {
  const [now] = await findTraces(connection, [person], before?.at ?? null)
  const { rows, answers, mails, asks, at } = now ?? nowhere
  return {
    rows: once([...(before ?? nowhere).rows, ...rows]),
    answers: once([...(before ?? nowhere).answers, ...answers]),
    mails: once([...(before ?? nowhere).mails, ...mails]),
    asks: once([...(before ?? nowhere).asks, ...asks]),
    at,
  }
}

const nowhere: FoundTraces = { rows: [], answers: [], mails: [], asks: [], at: null }

function once<T>(all: readonly T[]): T[] {
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()]
}

type Any = { readonly telling: Telling; readonly records: readonly string[] }
type Later = (column: Sql) => Sql

function anyOf(people: readonly SoughtTraces[]): Any {
  const telling = tellingOfAny(people.map((one) => one.telling))
  const texts = [...new Set(people.flatMap((one) => one.telling.texts))]
  return { telling: { ...telling, texts }, records: people.flatMap(({ records }) => records) }
}

function within(text: Sql, { telling }: Any): Sql {
  return tells(sql`(${text} collate kontor_order)`, telling)
}

const anyId = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'

/** Whether a text names one of these records: somebody may have thousands of calls, so ids are taken out. */
function naming(texts: readonly Sql[], { records }: Any): Sql {
  return join(
    texts.map(
      (text) => sql`exists (select from regexp_matches(${text}, ${anyId}, 'g') m(ids)
        where m.ids[1] = any(${records}::text[]))`,
    ),
    ' or ',
  )
}

function isNamedIn(text: string, records: ReadonlySet<string>): boolean {
  return (text.match(new RegExp(anyId, 'g')) ?? []).some((one) => records.has(one))
}

type ImportRow = {
  import: string
  row: string
  own: string | null
  made: string | null
  cells: string[]
  told: string
}

/**
 * Rows that hold what a person is called or reached by, in the file or as somebody mended them, or that were
 * found to be them.
 */
function importRows(connection: Connection, any: Any, later: Later): Promise<ImportRow[]> {
  const told = sql`(r.cells::text || ' ' || coalesce(r.mended::text, ''))`
  return connection.query<ImportRow>(
    sql`select r.import, r.row, k.own, r.record as made, ${told} as told,
               r.cells || coalesce(jsonb_path_query_array(r.mended, '$.*'), '[]') as cells
        from import_row r join import i on i.id = r.import
          left join import_candidate k on k.import = r.import and k.row = r.row
        where ${later(sql`i.updated_at`)}
          and (k.own = any(${any.records}::uuid[]) or r.record = any(${any.records}::uuid[])
          or ${within(told, any)}
          or exists (select from jsonb_array_elements_text(
                 r.cells || coalesce(jsonb_path_query_array(r.mended, '$.*'), '[]')) c
               where lower(trim(c)) = any(${any.telling.texts}::text[])))`,
  )
}

type Person = { readonly own: ReadonlySet<string>; readonly telling: Telling }

function isRowOf({ own: theirs, made, cells, told }: ImportRow, { own, telling }: Person): boolean {
  const alone = new Set(telling.texts)
  return (
    (theirs !== null && own.has(theirs)) ||
    (made !== null && own.has(made)) ||
    cells.some((cell) => alone.has(String(cell).trim().toLowerCase())) ||
    isToldIn(told, telling)
  )
}

type Answer = { user: string; path: string; key: string; headers: string | null; body: string }

function keptAnswers(connection: Connection, any: Any, later: Later): Promise<Answer[]> {
  return connection.query<Answer>(
    sql`select i."user", i.path, i.key, i.headers::text as headers, i.body from idempotency i
        where i.body is not null and ${later(sql`i.at`)}
          and (${naming([sql`i.path`, sql`coalesce(i.headers::text, '')`], any)} or ${within(sql`i.body`, any)})`,
  )
}

type MailRow = { id: string; recipient: string; payload: string }

function mailsAbout(connection: Connection, any: Any, later: Later): Promise<MailRow[]> {
  return connection.query<MailRow>(
    sql`select m.id, m.recipient, m.payload::text as payload from mail m
        where ${later(sql`m.created_at`)} and (lower(m.recipient) = any(${any.telling.texts}::text[])
          or ${naming([sql`m.payload::text`], any)} or ${within(sql`m.payload::text`, any)})`,
  )
}

type AskRow = { id: string; entry: Readonly<Record<string, unknown>>; told: string; about: string[] }

/** What was typed before there was a card, and what was asked of whoever keeps one. */
function keeperAsks(connection: Connection, any: Any, later: Later): Promise<AskRow[]> {
  const told = sql`(coalesce(k.entry::text, '') || ' ' || coalesce(k.note, ''))`
  return connection.query<AskRow>(
    sql`select k.id, k.entry, ${told} as told,
               array(select q.record from keeper_question q where q.ask = k.id)::text[] as about from keeper_ask k
        where ${later(sql`k.at`)} and (${within(told, any)}
          or exists (select from keeper_question q where q.ask = k.id and q.record = any(${any.records}::uuid[]))
          or exists (select from jsonb_path_query(k.entry, '$.** ? (@.type() == "string")') v
               where lower(trim(v #>> '{}')) = any(${any.telling.texts}::text[])))`,
  )
}

function isAskOf({ entry, told, about }: AskRow, { own, telling }: Person): boolean {
  const alone = new Set(telling.texts)
  const holds = (value: unknown): boolean =>
    typeof value === 'string'
      ? alone.has(value.trim().toLowerCase())
      : typeof value === 'object' && value !== null && Object.values(value).some(holds)
  return about.some((one) => own.has(one)) || isToldIn(told, telling) || holds(entry)
}

function isAbout({ own, telling }: Person, naming: readonly string[], text: string): boolean {
  return naming.some((one) => isNamedIn(one, own)) || isToldIn(text, telling)
}
