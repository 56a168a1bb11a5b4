import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, join, raw, sql, type Sql } from '../database/sql.ts'
import { lineFields, ownedLines, type Owned } from '../records/write/lines.ts'
import { retiredFields, storedFields } from '../records/stored.ts'
import { tells, tellingOfAny, tellsOf, type Telling } from './telling.ts'

/** Where a record that stays tells of a person: in a field as it stands now, or in what its log keeps. */
export type Mention = {
  readonly object: string
  readonly record: string
  /** Null: in the log alone. */
  readonly field: string | null
}

const telling: readonly string[] = [
  'text',
  'longText',
  'email',
  'phone',
  'webAddress',
  'tags',
  'data',
  'bankAccount',
]
export const mostMentions = 1_000

/** Whom to look for, and which records are their own. */
export type Sought = { readonly telling: Telling; readonly own: readonly string[] }

/** Where others wrote of one person. */
export async function findMentions(
  connection: Connection,
  model: ResolvedModel,
  telling: Telling,
  own: readonly string[],
): Promise<Mention[]> {
  const [mentions = []] = await findMentionsOfAll(connection, model, [{ telling, own }])
  return mentions
}

/**
 * Looks through the texts of all objects for what tells of people, the records of each aside; gives for each
 * what was found. Every table is read whole, once for all of them: there is no index over what people write
 * into texts.
 */
export async function findMentionsOfAll(
  connection: Connection,
  model: ResolvedModel,
  people: readonly Sought[],
): Promise<Mention[][]> {
  const mentions = people.map((): Mention[] => [])
  const any = tellingOfAny(people.map(({ telling }) => telling))
  if (any.pattern === null) return mentions
  const look = async (object: ResolvedObject, lines: Lines | null, columns: readonly Column[]) => {
    const found = await inTable(connection, object, lines, columns, { any, people })
    for (const [at, some] of found.entries()) mentions[at]?.push(...some)
  }
  for (const object of model.objects.values()) {
    if (object.isRole || object.declaration.owned) continue
    const fields = [...storedFields(model, object), ...retiredFields(model, object)]
      .filter(({ resolved, key }) => telling.includes(resolved.field.type) && !key.endsWith('.'))
      .map(({ resolved, column }) => ({ resolved, column }))
    await look(object, null, fields)
    for (const field of object.fields.values()) {
      const owned = ownedLines(model, field)
      if (!owned) continue
      const inner = lineFields(model, owned).filter(({ resolved }) => telling.includes(resolved.field.type))
      await look(object, { field, owned }, inner)
    }
    if (mentions.every((some) => some.length >= mostMentions)) break
  }
  return mentions.map((some) => some.slice(0, mostMentions))
}

type Column = { readonly resolved: ResolvedField; readonly column: string }
type Lines = { readonly field: ResolvedField; readonly owned: Owned }

type Seekers = { readonly any: Telling; readonly people: readonly Sought[] }

async function inTable(
  connection: Connection,
  object: ResolvedObject,
  lines: Lines | null,
  columns: readonly Column[],
  { any, people }: Seekers,
): Promise<Mention[][]> {
  if (columns.length === 0) return []
  const table = lines ? lines.owned.object.table : object.table
  const record = id('t', lines ? lines.owned.via : 'id')
  const textOf = ({ column }: Column): Sql => plain(sql`${id('t', column)}::text`)
  const all = join(
    columns.map((column) => sql`coalesce(${textOf(column)}, '')`),
    ` || E'\\n' || `,
  )
  const texts = columns.map(
    (column) => sql`case when ${textOf(column)} ~* ${any.pattern} then ${textOf(column)} end`,
  )
  // Of one, their own records may be left out at once; what is somebody's own may tell of another.
  const own = people.length === 1 ? (people[0]?.own ?? []) : []
  const rows = await connection.query<{ id: string; texts: (string | null)[] }>(
    sql`select ${record} as id, array[${join(texts)}] as texts
        from ${id(table)} t where ${tells(sql`(${all})`, any)} and ${record} <> all(${own}::uuid[])
        order by ${record} limit ${mostMentions * people.length}`,
  )
  const names = columns.map(({ resolved }) => (lines ? lines.field.name : nameOf(object, resolved)))
  return people.map((one) => {
    const fieldsOf = (row: (typeof rows)[number]) =>
      row.texts.flatMap((text, at) => (text !== null && tellsOf(text, one.telling) ? (names[at] ?? []) : []))
    const isOwn = new Set(one.own)
    const mentions = rows.flatMap((row) =>
      isOwn.has(row.id)
        ? []
        : [...new Set(fieldsOf(row))].map((field): Mention => ({
            object: object.name,
            record: row.id,
            field,
          })),
    )
    return lines
      ? [...new Map(mentions.map((each) => [`${each.record} ${each.field}`, each])).values()]
      : mentions
  })
}

/** Fields of a role are named by it: `customer.statusMemo`. */
function nameOf(object: ResolvedObject, field: ResolvedField): string {
  return field.owner === object.name ? field.name : `${field.owner}.${field.name}`
}

/** The field that a mention names, and the face through which it is written. */
export function faceOfMention(
  model: ResolvedModel,
  { object: name, field }: Pick<Mention, 'object' | 'field'>,
): { readonly face: ResolvedObject; readonly field: ResolvedField } | null {
  const object = model.objects.get(name)
  const [first = '', second] = (field ?? '').split('.')
  const face = second === undefined ? object : model.objects.get(first)
  const found = face?.fields.get(second ?? first)
  return face && found ? { face, field: found } : null
}

/** JSON writes the end of a line as two signs, of which the second would look like a part of a word. */
function plain(text: Sql): Sql {
  return sql`(replace(replace(${text}, '\\n', ' '), '\\t', ' ') collate kontor_order)`
}

/** An entry of the log that tells of the person. */
export type ToldEntry = {
  readonly id: string
  readonly object: string
  readonly record: string | null
  readonly action: string
  readonly before: unknown
  readonly after: unknown
  readonly reason: string | null
}

/**
 * Entries of the log that tell of a person, those of their own records aside: of the whole log, or only of
 * some entries and records.
 */
export async function findToldEntries(
  connection: Connection,
  found: Telling,
  own: readonly string[],
  among?: Among,
): Promise<ToldEntry[]> {
  const isOwn = new Set(own)
  const rows = await toldEntries(connection, [{ telling: found, own }], { among, limit: 20 * mostMentions })
  return rows.filter((entry) => isOf(entry, found, isOwn))
}

/** The same of many people, the log being read once; only the numbers of the entries of each. */
export async function findToldEntriesOfAll(
  connection: Connection,
  people: readonly Sought[],
): Promise<string[][]> {
  const told = people.map(({ telling: found, own }) => ({
    found,
    own: new Set(own),
    entries: [] as string[],
  }))
  for (let after = '0'; ;) {
    const rows = await toldEntries(connection, people, { after, limit: entriesAtOnce })
    for (const one of told)
      for (const entry of rows) if (isOf(entry, one.found, one.own)) one.entries.push(entry.id)
    const last = rows.at(-1)
    if (!last || rows.length < entriesAtOnce) return told.map(({ entries }) => entries)
    after = last.id
  }
}

const entriesAtOnce = 5_000

type Among = { readonly entries: readonly string[]; readonly records: readonly string[] }

function isOf(
  { record, before, after, reason }: ToldEntry,
  found: Telling,
  own: ReadonlySet<string>,
): boolean {
  return (record === null || !own.has(record)) && tellsOf([before, after, reason], found)
}

async function toldEntries(
  connection: Connection,
  people: readonly Sought[],
  { among, after = '0', limit }: { among?: Among | undefined; after?: string; limit: number },
): Promise<ToldEntry[]> {
  const any = tellingOfAny(people.map((one) => one.telling))
  if (any.pattern === null) return []
  const own = people.length === 1 ? (people[0]?.own ?? []) : []
  const only = among
    ? sql`and (e.id = any(${among.entries}::bigint[]) or e.record = any(${among.records}::uuid[]))`
    : raw('')
  const text = plain(
    sql`(coalesce(e.before::text, '') || ' ' || coalesce(e.after::text, '') || ' ' || coalesce(e.reason, ''))`,
  )
  return connection.query<ToldEntry>(
    sql`select e.id, e.object, e.record, e.action, e.before, e.after, e.reason from audit_entry e
        where ${tells(text, any)} and (e.record is null or e.record <> all(${own}::uuid[])) ${only}
          and e.id > ${after}::bigint
        order by e.id limit ${limit}`,
  )
}
