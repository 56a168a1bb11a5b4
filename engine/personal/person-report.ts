import { calledOn, choiceLabelOf, codeListOf, codeName, labelOf, pluralOf } from '#model'
import type { Actor } from '../access/actor.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import { storedKey } from '../records/stored.ts'
import { ownedLines } from '../records/write/lines.ts'
import { factRows } from '../facts/erase-facts.ts'
import { getRecord } from '../records/read/get-record.ts'
import { manyCalled } from '../said/called.ts'
import { said } from '../said/said.ts'
import { addressRows } from './address-rows.ts'
import { emptiedValues } from './emptied-values.ts'
import { asksOf, importRowsOf, mailsOf } from './erase-traces.ts'
import { tracesOf } from './find-traces.ts'
import { historyRows, linkedHistories } from './linked-histories.ts'
import { deletedWith } from './linked-records.ts'
import { namingRecords } from './naming-records.ts'
import type { Person } from './people.ts'
import { tellingOf } from './telling.ts'

/** Everything that is held about a person by sections; rows are named by what their fields are called. */
export type PersonReport = {
  readonly about: { readonly object: string; readonly id: string; readonly title: string }
  readonly made: string
  readonly sections: readonly Section[]
}

export type Section = {
  readonly key: string
  readonly title: string
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}

type Reading = { readonly model: ResolvedModel; readonly actor: Actor }

/**
 * Gathers what is held about a person, whatever the asker may see elsewhere: the right to the report is the
 * right to all of it.
 */
export async function personReport(
  connection: Connection,
  reading: Reading,
  person: Person,
): Promise<PersonReport> {
  const { model, actor } = reading
  const { base, record } = person
  const { language } = actor
  const say = (sentence: ReturnType<typeof said>) => sentence.in(language)
  const roles = base.roles.filter((name) => record.values[`${name}.`] === true)
  const faces = [base.name, ...roles].flatMap((name) => model.objects.get(name) ?? [])
  const telling = await tellingOf(connection, model, person, emptiedValues(model, base, ''))
  const traces = await tracesOf(connection, { record: record.id, telling })
  const sections: Section[] = []
  for (const face of faces) {
    const rows = person.isGone ? [] : [await whole(connection, reading, face, record)]
    sections.push({ key: `record.${face.name}`, title: labelOf(face.declaration, language), rows })
  }
  if (person.isGone) {
    const rows = told([{ before: record.values }], person, reading)
    sections.push({ key: 'deleted', title: say(said('The record, which was deleted')), rows })
  }
  for (const { object, shown, rows } of await namingRecords(connection, reading, person)) {
    const title = pluralOf(object.declaration, language)
    sections.push({
      key: `linked.${object.name}`,
      title,
      rows: rows.map((row) => named(row, shown, reading)),
    })
  }
  sections.push(...(await deletedSections(connection, reading, person)))
  for (const { object, rows } of await linkedHistories(connection, model, person))
    sections.push({
      key: `history.${object.name}`,
      title: say(said('History: {what}', { what: manyCalled(object.declaration) })),
      rows: told(rows, { ...person, base: object }, reading),
    })
  const users = await usersOf(connection, person)
  const plain = await Promise.all<Kind>([
    kind('history', said('History'), historyRows(connection, base, [record.id, ...person.former])),
    kind('imports', said('Rows of imports'), importRowsOf(connection, traces)),
    kind('asks', said('What colleagues asked about them'), asksOf(connection, traces)),
    kind('mails', said('Mails'), mailsOf(connection, traces)),
    kind('sessions', said('Sessions'), sessionRows(connection, users)),
    kind('signIns', said('Sign-ins'), signInRows(connection, users)),
    kind('addresses', said('From where they changed and read'), addressRows(connection, users)),
    kind('identities', said('Accounts at sign-in providers'), identityRows(connection, users)),
    kind('shares', said('Shares of the record'), shareRows(connection, record.id)),
    kind('facts', said('What sources and people said of it'), factRows(connection, record.id)),
    kind('reads', said('Who read it'), readRows(connection, record.id)),
    kind('search', said('Entries of the search'), searchRows(connection, base, record.id)),
  ])
  for (const { key, title, rows } of plain)
    sections.push({ key, title: say(title), rows: told(rows, person, reading) })
  return {
    about: { object: base.name, id: record.id, title: String(record.values[base.title] ?? '') },
    made: new Date().toISOString(),
    sections: sections.filter(({ rows }) => rows.length > 0),
  }
}

type Row = Record<string, unknown>
type Kind = { key: string; title: ReturnType<typeof said>; rows: Row[] }

async function kind(key: string, title: Kind['title'], rows: Promise<Row[]>): Promise<Kind> {
  return { key, title, rows: await rows }
}

async function whole(
  connection: Connection,
  { model, actor }: Reading,
  face: ResolvedObject,
  record: Person['record'],
): Promise<Row> {
  const found = await getRecord(connection, { model, actor, authority: 'action' }, face, record.id)
  const values = 'json' in found ? (JSON.parse(found.json) as Row) : {}
  const words = { face, record }
  return named(values, [...face.fields.values()], { model, actor }, words)
}

/** Of a person the name is called by another word than of a firm. */
type Words = { readonly face: ResolvedObject; readonly record: Person['record'] }

function wordOf({ field }: ResolvedField, { actor }: Reading, words: Words | null): string {
  return labelOf(words ? calledOn(field, words.face.name, words.record.values) : field, actor.language)
}

/** By labels, without what is empty; lines that a record owns are named by the labels of their own fields. */
function named(
  values: Row,
  fields: readonly ResolvedField[],
  reading: Reading,
  of: Words | null = null,
): Row {
  const { model, actor } = reading
  const words = fields.map((field) => wordOf(field, reading, of))
  // Two fields that are called the same are told apart by their names.
  const labels = new Map(
    fields.map((field, at) => {
      const word = words[at] ?? field.name
      return [field.name, words.indexOf(word) === words.lastIndexOf(word) ? word : `${word} (${field.name})`]
    }),
  )
  const byName = new Map(fields.map((field) => [field.name, field]))
  const told = (name: string, value: unknown): unknown => {
    const field = byName.get(name)
    const owned = field && ownedLines(model, field)
    if (!owned || !Array.isArray(value)) return field ? valueInWords(field, value, { model, actor }) : value
    const inner = [...owned.object.fields.values()]
    return value.map((line: Row) => {
      const { id: _id, ...own } = line
      return named(own, inner, { model, actor })
    })
  }
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
      .map(([name, value]) => [labels.get(name) ?? name, told(name, value)]),
  )
}

/** What is kept by a key, as people call it: choices, codes, yes and no, the roles of a partner. */
function valueInWords({ name, field, type }: ResolvedField, value: unknown, reading: Reading): unknown {
  const { model, actor } = reading
  const { language } = actor
  const worded = (key: string): string => {
    if (type.name === 'code') return codeName(codeListOf(field), key, language)
    if (type.name === 'choice' || type.name === 'choices') return choiceLabelOf(field, key, language)
    const role = name === 'roles' ? model.objects.get(key) : undefined
    return role ? labelOf(role.declaration, language) : key
  }
  if (typeof value === 'boolean') return (value ? said('Yes') : said('No')).in(language)
  if (typeof value === 'string') return worded(value)
  return Array.isArray(value)
    ? value.map((one: unknown) => (typeof one === 'string' ? worded(one) : one))
    : value
}

/** What happened to a record, as far as it is no action of its own. */
const happenings: Readonly<Record<string, ReturnType<typeof said>>> = {
  create: said('Created'),
  update: said('Changed'),
  delete: said('Deleted'),
  become: said('Took on a role'),
  leave: said('Left a role'),
}

/** Columns of what is no record, as people call them. */
const columns: Readonly<Record<string, ReturnType<typeof said>>> = {
  at: said('When'),
  by: said('By whom'),
  action: said('What was done'),
  before: said('Before'),
  after: said('After'),
  reason: said('Why'),
  file: said('File'),
  line: said('Line'),
  cells: said('Cells'),
  kind: said('Kind'),
  recipient: said('To'),
  state: said('State'),
  sent: said('Sent'),
  began: said('Began'),
  seen: said('Last seen'),
  ends: said('Ends'),
  address: said('Address'),
  agent: said('Browser'),
  first: said('First time'),
  last: said('Last time'),
  times: said('How often'),
  provider: said('Provider'),
  subject: said('Account there'),
  email: said('E-mail'),
  since: said('Since'),
  used: said('Last used'),
  with: said('Shared with'),
  may: said('May'),
  from: said('From'),
  until: said('Until'),
  note: said('Note'),
  ended: said('Ended'),
  fields: said('Fields'),
  key: said('Search key'),
}

/** An instant as the database writes it, which is told like any other. */
const ofDatabase = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)\+00$/

/** The same of rows of the log and the like; states of the record go by the labels of its fields. */
function told(rows: readonly Row[], { base, record }: Person, reading: Reading): Row[] {
  const { model, actor } = reading
  const faces = [base, ...base.roles.flatMap((name) => model.objects.get(name) ?? [])]
  const labels = new Map(
    faces.flatMap((face) =>
      [...face.fields.values()]
        .filter((field) => field.owner === face.name)
        .map((field) => [storedKey(face, field), { face, field }] as const),
    ),
  )
  const state = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => {
        const known = labels.get(key)
        if (!known) return [key, one]
        const row = named({ [known.field.name]: one }, [known.field], reading, { face: known.face, record })
        const label = wordOf(known.field, reading, { face: known.face, record })
        const of = known.face === base ? '' : ` (${labelOf(known.face.declaration, actor.language)})`
        return [`${label}${of}`, row[label] ?? one]
      }),
    )
  }
  const fieldsRead = (value: unknown) =>
    Array.isArray(value)
      ? value.map((name: unknown) => {
          const known = labels.get(String(name))
          return known ? wordOf(known.field, reading, { face: known.face, record }) : name
        })
      : value
  const cell = (key: string, value: unknown) => {
    if (key === 'before' || key === 'after') return state(value)
    if (key === 'fields') return fieldsRead(value)
    if (key === 'action') return happenings[String(value)]?.in(actor.language) ?? value
    return typeof value === 'string' ? value.replace(ofDatabase, '$1T$2Z') : value
  }
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row)
        .filter(([, value]) => value !== null && value !== undefined)
        .map(([key, value]) => [columns[key]?.in(actor.language) ?? key, cell(key, value)]),
    ),
  )
}

/** What was deleted and named the person, as it went: the log still holds it. */
async function deletedSections(
  connection: Connection,
  { model, actor }: Reading,
  person: Person,
): Promise<Section[]> {
  const sections: Section[] = []
  for (const { object: name, via } of person.people.with) {
    const object = model.objects.get(name)
    if (!object) continue
    const rows = await deletedWith(connection, object, via, person)
    const fields = [...object.fields.values()]
    const what = manyCalled(object.declaration)
    if (rows.length === 0) continue
    sections.push({
      key: `deleted.${name}`,
      title: said('Deleted: {what}', { what }).in(actor.language),
      rows: rows.map(({ before }) => named(before, fields, { model, actor })),
    })
  }
  return sections
}

/** The person as a user, or the users who are tied to the person. */
async function usersOf(connection: Connection, { base, record }: Person): Promise<string[]> {
  if (base.name === 'user') return [record.id]
  if (base.name !== 'party') return []
  const rows = await connection.query<{ id: string }>(
    sql`select id from "user" where to_jsonb("user") ->> 'party' = ${record.id}`,
  )
  return rows.map((row) => row.id)
}

function readRows(connection: Connection, record: string): Promise<Row[]> {
  return connection.query<Row>(
    sql`select e.at, coalesce(u.name, 'Kontor') as by, e.after -> 'fields' as fields
        from audit_entry e left join "user" u on u.id = e.actor
        where e.record = ${record}::uuid and e.action = 'read' order by e.id`,
  )
}

function sessionRows(connection: Connection, users: readonly string[]): Promise<Row[]> {
  return connection.query<Row>(
    sql`select created_at as began, seen_at as seen, expires_at as ends, address, agent
        from session where "user" = any(${users}::uuid[]) order by created_at`,
  )
}

function identityRows(connection: Connection, users: readonly string[]): Promise<Row[]> {
  return connection.query<Row>(
    sql`select p.label as provider, i.subject, i.email, i.created_at as since, i.last_used_at as used
        from sign_in_identity i join sign_in_provider p on p.id = i.provider
        where i."user" = any(${users}::uuid[]) order by i.created_at`,
  )
}

function signInRows(connection: Connection, users: readonly string[]): Promise<Row[]> {
  return connection.query<Row>(
    sql`select at, action, after from audit_entry where object = 'user' and record = any(${users}::uuid[])
          and action !~ '^(create|update|delete|read)$' order by id`,
  )
}

function shareRows(connection: Connection, record: string): Promise<Row[]> {
  return connection.query<Row>(
    sql`select coalesce(u.name, p.name, g.name) as "with", s.may, s."from", s.until, s.note, s.ended_at as ended
        from record_share s left join "user" u on u.id = s."user" left join post p on p.id = s.post
        left join user_group g on g.id = s."group" where s.record = ${record} order by s.created_at`,
  )
}

async function searchRows(connection: Connection, base: ResolvedObject, record: string): Promise<Row[]> {
  if (!base.searched) return []
  return connection.query<Row>(
    sql`select search_key as "key" from ${id(base.table)} where id = ${record}::uuid and search_key is not null`,
  )
}
