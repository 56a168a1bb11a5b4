import { choiceLabelOf, fieldTypeOf } from '#model'
import type { Actor } from '../access/actor.ts'
import type { ActionRegistry } from '../actions/actions.ts'
import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, join, sql, type Sql } from '../database/sql.ts'
import { fieldErrors, notFound } from '../errors.ts'
import { tableOf } from '../query/past.ts'
import { filled } from '../query/placeholder.ts'
import type { Reader } from '../query/reader.ts'
import { readableRows, recordScope } from '../query/record-scope.ts'
import { sightOf } from '../query/sight.ts'
import { withPast } from '../records/past/past-tables.ts'
import { noteRead } from '../reads/note-read.ts'
import { storedKey } from '../records/stored.ts'
import { isEmpty } from '../records/write/parse-values.ts'
import { decidingFields } from './deciding-values.ts'
import { deedOfRecord } from './deed-in-words.ts'
import { nameConditions } from './name-conditions.ts'
import { nameReferences } from './name-references.ts'
import { calledOf } from '../said/called.ts'
import { said } from '../said/said.ts'
import { mayNameUser } from './named-users.ts'
import { isToldAct, reasonTold, touchedByAct } from './told-acts.ts'
import { keptBeside } from './what-stayed.ts'

export type HistoryQuery = { readonly after?: string; readonly limit?: number }

/** Who looks back, and the actions by which records are brought on. */
export type LookingBack = Reader & { readonly actor: Actor; readonly actions: Pick<ActionRegistry, 'all'> }

/** One thing that happened to a record, cut to what the reader may see. */
export type HistoryEntry = {
  readonly id: string
  readonly change: string
  readonly at: string
  readonly by: { readonly id: string; readonly title: string } | null
  /** For whom they stood in then; left out where for nobody. */
  readonly standingInFor?: readonly { readonly id: string; readonly title: string }[]
  readonly source: string
  readonly action: string
  /** What an action is called, or a role that came or went; null for other things. */
  readonly title: string | null
  readonly reason: string | null
  /** How much the undo behind it left as it was; left out where nothing, and to whom it is not told. */
  readonly kept?: number
  readonly changes: readonly {
    readonly field: string
    readonly label: string
    readonly before: unknown
    readonly after: unknown
  }[]
}

type Row = {
  readonly id: string
  readonly change: string
  readonly at: string
  readonly actor: string | null
  readonly name: string | null
  readonly isNamed: boolean
  readonly for: { readonly id: string; readonly title: string }[] | null
  readonly source: string
  readonly action: string
  readonly reason: string | null
  readonly before: Record<string, unknown> | null
  readonly after: Record<string, unknown> | null
  readonly touched: readonly string[] | null
  readonly kept: number | null
}

const usualRows = 50

function stoodInFor(reader: Reader): Sql {
  return sql`(select json_agg(json_build_object('id', p.id, 'title', p.name) order by p.name)
    from unnest(e.confirmed) c join "user" p on c = 'for:' || p.id
    where e.confirmed is not null and ${mayNameUser(reader, 'p')})`
}

/**
 * Who changed what on a record, when, from where and why, the latest first, as `{"items":[…],"next":…}`.
 * Fields that
 * the reader may not see on this record are cut out, and entries of which nothing is left vanish.
 */
export async function historyOf(
  database: Connection,
  reader: LookingBack,
  object: ResolvedObject,
  record: string,
  query: HistoryQuery,
): Promise<string> {
  return JSON.stringify(await historyPage(database, reader, object, record, query))
}

/** A page of it, and where the next one begins. */
export async function historyPage(
  database: Connection,
  reader: LookingBack,
  object: ResolvedObject,
  record: string,
  { after, limit = usualRows }: HistoryQuery,
): Promise<{ items: HistoryEntry[]; next: string | null }> {
  const seen = await seenFieldsOn(database, reader, object, record)
  const rows = await database.query<Row>(
    sql`select e.id::text, e.change, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, e.actor,
               u.name, ${stoodInFor(reader)} as for,
               u.id is null or u.id = ${reader.actor.user} or ${mayNameUser(reader, 'u')} as "isNamed", e.source, e.action, e.reason, e.before, e.after,
               ${touchedByAct} as touched, ${keptBeside(reader.actor)} as kept
        from audit_entry e left join "user" u on u.id = e.actor
        where e.record = ${record} and e.action <> 'read' and e.id < ${cursor(after)}::bigint order by e.id desc limit ${limit + 1}`,
    { name: 'history' },
  )
  const page = rows.slice(0, limit)
  const known = {
    seen,
    faces: await facesOf(database, reader, object, record, page),
    values: await decidingNames(database, object, record, seen),
  }
  const entries = page.map((row) => entryOf(reader, object, known, row)).filter((entry) => entry !== null)
  await nameReferences(database, reader, seen, entries)
  await nameConditions(
    database,
    reader,
    seen,
    entries.map((entry) => ({ ...entry, of: record })),
  )
  const told = entries.flatMap((entry) => withoutNothing(entry) ?? [])
  const given = () => told.flatMap(({ changes }) => changes.map(({ field }) => field))
  noteRead(reader, object, given, { way: 'history', record, count: 1 })
  const next = rows.length > limit ? (page.at(-1)?.id ?? null) : null
  return { items: told, next }
}

/**
 * The fields that the reader sees on this very record, by their keys in the stored form. Throws a 404 for a
 * hidden record.
 */
export async function seenFieldsOn(
  database: Connection,
  reader: Reader,
  object: ResolvedObject,
  record: string,
): Promise<ReadonlyMap<string, ResolvedField>> {
  const sight = sightOf(reader, object)
  if (!sight) throw notFound()
  const scope = recordScope(reader, object, 't')
  const fields = [...object.fields.values()].filter(
    (field) => !field.system && sight.field(field.name) !== undefined,
  )
  const guarded = fields.flatMap((field) => {
    const guard = scope.guard(field.name)
    return guard ? [{ field, guard }] : []
  })
  const columns = join([
    sql`t.id`,
    ...guarded.map(({ guard }, at) => sql`(${guard}) is true as ${id(`g${at}`)}`),
  ])
  const [row] = await database.query<Record<string, unknown>>(
    filled(
      withPast(
        reader,
        sql`select ${columns} from ${tableOf(reader, object)} t
            where t.id = ${record}::uuid and ${readableRows(reader, object, 't')}`,
      ),
      reader,
    ),
    // At every card the same is asked; only of the past each instant has tables of its own.
    reader.past ? {} : { name: `seen ${object.path}` },
  )
  if (!row) throw notFound()
  const hidden = new Set(guarded.filter((_, at) => row[`g${at}`] !== true).map(({ field }) => field))
  return new Map(
    fields.filter((field) => !hidden.has(field)).map((field) => [storedKey(object, field), field]),
  )
}

/** What the reader may know of whatever happened to the record. */
type Known = {
  readonly seen: ReadonlyMap<string, ResolvedField>
  /** The faces under which they see the record. */
  readonly faces: ReadonlySet<string>
  /** What decides by which word a field is called of this record. */
  readonly values: Readonly<Record<string, unknown>>
}

/** Of the record as it is now, the values by which its fields have other names, as the reader sees them. */
async function decidingNames(
  database: Connection,
  object: ResolvedObject,
  record: string,
  seen: Known['seen'],
): Promise<Known['values']> {
  const fields = decidingFields([...seen.values()])
  if (fields.length === 0) return {}
  const columns = join(fields.map(({ name, column }) => sql`${id('t', column ?? '')} as ${id(name)}`))
  const [row] = await database.query<Record<string, unknown>>(
    sql`select ${columns} from ${id(object.table)} t where t.id = ${record}::uuid`,
    { name: `names ${object.path}` },
  )
  return row ?? {}
}

/** Of the other faces that the entries name, those under which the reader sees this very record. */
async function facesOf(
  database: Connection,
  reader: Reader,
  object: ResolvedObject,
  record: string,
  rows: readonly Row[],
): Promise<ReadonlySet<string>> {
  const own = [object.name, object.base]
  const named = new Set(rows.flatMap(({ action }) => faceIn(action) ?? []))
  const others = [...named]
    .filter((name) => !own.includes(name))
    .flatMap((name) => reader.model.objects.get(name) ?? [])
    .filter((face) => face.base === object.base && sightOf(reader, face))
  if (others.length === 0) return new Set(own)
  const flags = join(others.map((face) => sql`${readableRows(reader, face, 't')}`))
  const [row] = await database.query<{ flags: (boolean | null)[] }>(
    filled(
      sql`select array[${flags}]::boolean[] as flags from ${id(object.table)} t where t.id = ${record}::uuid`,
      reader,
    ),
  )
  return new Set([...own, ...others.filter((_, at) => row?.flags[at] === true).map(({ name }) => name)])
}

type Changed = {
  readonly action: string
  readonly changes: readonly { readonly before: unknown; readonly after: unknown }[]
}

/** A change from one hidden record to another shows nothing, so it is none. */
export function withoutNothing<E extends Changed>(entry: E): E | null {
  const changes = entry.changes.filter(({ before, after }) => !(isEmpty(before) && isEmpty(after)))
  if (changes.length === 0 && entry.changes.length > 0 && entry.action === 'update') return null
  return { ...entry, changes }
}

function entryOf(reader: LookingBack, object: ResolvedObject, known: Known, row: Row): HistoryEntry | null {
  const { language } = reader.actor
  const { seen, faces, values } = known
  const keys = new Set([...Object.keys(row.before ?? {}), ...Object.keys(row.after ?? {})])
  const isAct = row.action.startsWith('do:')
  const changes = isAct
    ? []
    : // In the order in which the object declares its fields: the log keeps none.
      [...seen].flatMap(([key, field]) => {
        if (!keys.has(key)) return []
        const form = (value: unknown) => readable(field, value ?? null, language)
        return [
          {
            field: field.name,
            label: calledOf(field.field, object.name, values)(language),
            before: form(row.before?.[key]),
            after: form(row.after?.[key]),
          },
        ]
      })
  if (
    isAct
      ? !isToldAct(reader.actor, object, known, row)
      : changes.length === 0 && !isKnownVerb(row.action, faces)
  )
    return null
  const by = row.actor === null || !row.isNamed ? null : { id: row.actor, title: row.name ?? 'Kontor' }
  return {
    id: row.id,
    change: row.change,
    at: row.at,
    by,
    ...(row.for ? { standingInFor: row.for } : {}),
    source: row.source,
    action: row.action,
    title: deedOfRecord(reader, row.action, language),
    reason: reasonTold(reader.actor, object, known, row),
    ...(row.kept === null ? {} : { kept: row.kept }),
    changes,
  }
}

/** Actions and roles of faces under which the reader does not see the record are not named. */
function isKnownVerb(action: string, faces: ReadonlySet<string>): boolean {
  const face = faceIn(action)
  return face === undefined ? action === 'create' : faces.has(face)
}

function faceIn(action: string): string | undefined {
  return /^(?:do|become|leave):([^.]+)/.exec(action)?.[1]
}

function readable(field: ResolvedField, value: unknown, language: Actor['language']): unknown {
  if (typeof value === 'string' && fieldTypeOf(field.field).name === 'choice')
    return { value, title: choiceLabelOf(field.field, value, language) }
  return value
}

function cursor(after: string | undefined): string {
  if (after === undefined) return '9223372036854775807'
  if (/^\d{1,18}$/.test(after)) return after
  throw fieldErrors([
    { field: 'after', code: 'badCursor', message: said('Take “after” from “next” of the page before.') },
  ])
}
