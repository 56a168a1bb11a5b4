import { addDays, isDay, labelOf, type Language } from '#model'
import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { join, raw, sql, type Sql } from '../database/sql.ts'
import { filled } from '../query/placeholder.ts'
import { sightOf } from '../query/sight.ts'
import { endOfDay } from '../records/past/end-of-day.ts'
import { present } from '../query/past.ts'
import { lookingAt } from '../records/past/looking-at.ts'
import { withPast } from '../records/past/past-tables.ts'
import type { Acting } from '../records/read/list-conditions.ts'
import { noteRead } from '../reads/note-read.ts'
import { storedKey } from '../records/stored.ts'
import { fromAddress, undoesChange } from '../records/write/audit.ts'
import { calledOf } from '../said/called.ts'
import { facesOf, looksOf, seenEntries, unseen, type Look } from './log-sight.ts'
import { labelsOfObject, readableValue } from './log-words.ts'
import { withoutNothing } from './history.ts'
import { nameConditions } from './name-conditions.ts'
import { nameReferences } from './name-references.ts'
import { mayNameUser } from './named-users.ts'
import { nameRetired } from './retired-labels.ts'
import { isToldAct, reasonTold, touchedByAct } from './told-acts.ts'
import { isDeed, isSeldomDeed } from './is-deed.ts'
import { isSeldomSource, isSource } from './is-source.ts'
import { keptBeside } from './what-stayed.ts'

/** What one asks of the log; what is left out asks nothing. */
export type LogFilter = {
  readonly user?: string
  readonly object?: string
  readonly record?: string
  readonly action?: string
  readonly source?: string
  readonly request?: string
  readonly change?: string
  /** Days or instants. */
  readonly from?: string
  readonly to?: string
}

export type LogQuery = LogFilter & {
  readonly after?: string
  readonly limit?: number
  /** It is taken out as a file: only what the reader may export. */
  readonly isTaken?: boolean
}

export type LogEntry = {
  readonly id: string
  readonly at: string
  readonly by: { readonly id: string; readonly title: string } | null
  readonly source: string
  readonly request: string | null
  readonly object: string
  readonly objectLabel: string
  /** The path of a face in which the reader may open it. */
  readonly path: string | null
  readonly record: { readonly id: string; readonly title: string | null } | null
  readonly action: string
  readonly change: string
  readonly reason: string | null
  /** The address at which they sat; null for work that went on without them. */
  readonly from: string | null
  readonly confirmed: readonly string[] | null
  /** How much the undo behind it left as it was; left out where nothing, and to whom it is not told. */
  readonly kept?: number
  readonly changes: readonly {
    readonly field: string
    readonly label: string
    readonly before: unknown
    readonly after: unknown
  }[]
  /** What else an entry says that changes no record: an address, a file’s format. */
  readonly details: Readonly<Record<string, unknown>> | null
}

type Row = {
  readonly id: string
  readonly at: string
  readonly actor: string | null
  readonly name: string | null
  readonly isNamed: boolean
  readonly source: string
  readonly request: string | null
  readonly object: string
  readonly record: string | null
  readonly action: string
  readonly change: string
  readonly reason: string | null
  readonly confirmed: readonly string[] | null
  readonly before: Record<string, unknown> | null
  readonly after: Record<string, unknown> | null
  readonly touched: readonly string[] | null
  readonly kept: number | null
}

const usualRows = 50
const ofRecords = /^(?:create|update|delete|become:.*|leave:.*|do:.*)$/

/**
 * The log over all objects, the latest first. Administrators see all of it; others what happened to records
 * that they may read (gone ones as they went), of it the fields that they see on every record, and nothing of
 * sign-ins, rights and the model. The page may be shorter than asked for where nothing of an entry is left.
 */
export async function logPage(
  database: Connection,
  asking: Acting,
  query: LogQuery,
): Promise<{ items: LogEntry[]; next: string | null }> {
  const { after, limit = usualRows, isTaken = false } = query
  const reader = await lookingAt(database, asking, present)
  const named = sql`(u.id is null or u.id = ${asking.actor.user} or ${mayNameUser(asking, 'u')})`
  // Who may not be told who did it may not ask for it either.
  const known = query.user === undefined ? [] : [named]
  const isByTime = await comesByTime(database, query, asking.actor.timeZone)
  const beyondPage = after === undefined ? [] : [beyond(after, isByTime)]
  const asked = [...beyondPage, ...conditionsOf(query, asking.actor.timeZone)]
  const where = join([...asked, ...known, seenEntries(reader, isTaken)], ' and ')
  const rows = await database.query<Row>(
    filled(
      withPast(
        reader,
        sql`select e.id::text, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, e.actor,
              u.name, ${named} as "isNamed", e.source, e.request, e.object, e.record, e.action,
              e.change, e.reason, e.confirmed, e.before, e.after, ${touchedByAct} as touched,
              ${keptBeside(asking.actor)} as kept
            from audit_entry e left join "user" u on u.id = e.actor
            where ${where} order by ${isByTime ? raw('e.at desc, e.id desc') : raw('e.id desc')} limit ${limit + 1}`,
      ),
      reader,
    ),
  )
  const page = rows.slice(0, limit)
  const entries = await entriesOf(database, asking, await looksOf(database, reader, page, isTaken), page)
  const items = await nameRetired(database, asking, entries)
  return { items, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
}

/** In a time with no more entries than this, to read all of it costs less than to walk a long index. */
const shortTime = 2_000

/**
 * Whether the page comes by when and not by number, the latest first both. Where one asks by when, it does,
 * for so entries stand in an index: a day long ago is found without all that came since. Where an index holds
 * in the order of their numbers what little is asked for besides, it does where the time itself is short.
 */
async function comesByTime(database: Connection, filter: LogFilter, timeZone: string): Promise<boolean> {
  if (comesByPerson(filter)) return true
  if (filter.from === undefined && filter.to === undefined) return false
  if (!hasOwnIndex(filter)) return true
  const more = await database.query(
    sql`select 1 from audit_entry e where ${join(timeOf(filter, timeZone), ' and ')}
        order by e.at offset ${shortTime} limit 1`,
  )
  return more.length === 0
}

/** What one person did stands in an index by when, unless something else that is asked for is seldomer. */
function comesByPerson({ user, record, change, source, action }: LogFilter): boolean {
  const isSeldom =
    (source !== undefined && isSeldomSource(source)) || (action !== undefined && isSeldomDeed(action))
  return user !== undefined && record === undefined && change === undefined && !isSeldom
}

/**
 * Whether an index holds in the order of their numbers what little is asked for. Of an object there
 * may be nearly all; up to a day they come by time.
 */
function hasOwnIndex({ record, change, object, source, action, to }: LogFilter): boolean {
  if (record !== undefined || change !== undefined) return true
  if (object !== undefined && to === undefined) return true
  return (source !== undefined && isSeldomSource(source)) || (action !== undefined && isSeldomDeed(action))
}

function beyond(after: string, isByTime: boolean): Sql {
  if (!isByTime) return sql`e.id < ${after}::bigint`
  const at = sql`(select at from audit_entry where id = ${after}::bigint)`
  return sql`e.at <= ${at} and (e.at, e.id) < (${at}, ${after}::bigint)`
}

function timeOf({ from, to }: LogFilter, timeZone: string): Sql[] {
  return [
    ...(from === undefined ? [] : [sql`e.at >= ${startOf(from, timeZone)}::timestamptz`]),
    ...(to === undefined ? [] : [sql`e.at <= ${endOf(to, timeZone)}::timestamptz`]),
  ]
}

function conditionsOf(filter: LogFilter, timeZone: string): Sql[] {
  const { user, object, record, action, source, request, change } = filter
  return [
    user === undefined ? null : sql`e.actor = ${user}::uuid`,
    object === undefined ? null : sql`e.object = ${object}`,
    record === undefined ? null : sql`e.record = ${record}::uuid`,
    action === undefined ? null : isDeed(action),
    source === undefined ? null : isSource(source),
    request === undefined ? null : sql`e.request = ${request}`,
    change === undefined ? null : sql`e.change = ${change}::uuid`,
    ...timeOf(filter, timeZone),
  ].filter((piece) => piece !== null)
}

/** A day begins where the day before ended, in the time zone of whoever asks. */
function startOf(from: string, timeZone: string): string {
  if (!isDay(from)) return from
  return new Date(Date.parse(endOfDay(addDays(from, -1) ?? from, timeZone)) + 1).toISOString()
}

function endOf(to: string, timeZone: string): string {
  return isDay(to) ? endOfDay(to, timeZone) : to
}

async function entriesOf(
  database: Connection,
  asking: Acting,
  looks: ReadonlyMap<string, Look>,
  rows: readonly Row[],
): Promise<LogEntry[]> {
  const items: LogEntry[] = []
  for (const [object, own] of Map.groupBy(rows, (row) => row.object)) {
    const base = asking.model.objects.get(object)
    const entries = own
      .map((row) => entryOf(asking, base, row, looks.get(row.record ?? '') ?? unseen))
      .filter((entry) => entry !== null)
    const fields = new Map(
      (base ? facesOf(asking, base) : []).flatMap((face) =>
        [...face.fields.values()].map((field) => [storedKey(face, field), field] as const),
      ),
    )
    await nameReferences(database, asking, fields, entries)
    await nameConditions(
      database,
      asking,
      fields,
      entries.map((one) => ({ ...one, of: one.record?.id ?? null })),
    )
    const told = asking.actor.access.administrator
      ? entries
      : entries.flatMap((entry) => withoutNothing(entry) ?? [])
    noteLog(asking, base, told)
    items.push(...told)
  }
  const places = new Map(rows.map(({ id }, at) => [id, at]))
  return items.toSorted((left, right) => (places.get(left.id) ?? 0) - (places.get(right.id) ?? 0))
}

/** The face under which a field is sensitive is the one that owns it. */
function noteLog(asking: Acting, base: ResolvedObject | undefined, entries: readonly LogEntry[]): void {
  if (!base) return
  for (const face of facesOf(asking, base)) {
    const given = entries.map(({ changes }) =>
      changes.map(({ field }) => field).filter((name) => face.fields.get(name)?.owner === face.name),
    )
    const count = given.filter((names) => names.length > 0).length
    noteRead(asking, face, () => given.flat(), { way: 'log', count })
  }
}

/** What a field is called where the entry leads to. */
function labelSeen(
  { field }: ResolvedField,
  { faces, values }: Look,
  base: ResolvedObject | undefined,
  language: Language,
): string {
  const face = faces[0] ?? base
  return face ? calledOf(field, face.name, values)(language) : labelOf(field, language)
}

/** The field behind a key of the log, where the reader sees it on every record of a face that they see. */
function seenField(reader: Acting, faces: readonly ResolvedObject[], key: string): ResolvedField | undefined {
  for (const face of faces) {
    const name = key.slice(key.indexOf('.') + 1)
    const field = face.fields.get(name)
    if (!field || field.system || storedKey(face, field) !== key) continue
    if (sightOf(reader, face)?.field(name) === true) return field
  }
  return undefined
}

function entryOf(reader: Acting, base: ResolvedObject | undefined, row: Row, look: Look): LogEntry | null {
  const { actor } = reader
  const { language } = actor
  // Administrators see also what belongs to a role that was left since.
  const faces = base && actor.access.administrator ? facesOf(reader, base) : look.faces
  const isOfRecord = row.record !== null && ofRecords.test(row.action)
  const keys = [...new Set([...Object.keys(row.before ?? {}), ...Object.keys(row.after ?? {})])]
  const isAct = row.action.startsWith('do:')
  const changes =
    isOfRecord && !isAct
      ? keys.flatMap((key) => {
          const field = seenField(reader, faces, key)
          if (!field) return []
          const form = (value: unknown) => readableValue(field, value ?? null, language)
          const label = labelSeen(field, look, base, language)
          return [
            { field: field.name, label, before: form(row.before?.[key]), after: form(row.after?.[key]) },
          ]
        })
      : []
  const face = /^(?:do|become|leave):([^.]+)/.exec(row.action)?.[1]
  const knowsFace = face === undefined || look.faces.some(({ name }) => name === face)
  const tells = isAct
    ? isActTold(reader, look, row)
    : changes.length > 0 || (row.action !== 'update' && knowsFace)
  if (!actor.access.administrator && !tells) return null
  const [open] = look.faces
  return {
    id: row.id,
    at: row.at,
    by: row.actor === null || !row.isNamed ? null : { id: row.actor, title: row.name ?? 'Kontor' },
    source: row.source,
    request: row.request,
    object: row.object,
    objectLabel: base ? labelsOfObject(base, language) : row.object,
    path: (isOfRecord || row.action === 'read') && open && !base?.declaration.owned ? open.path : null,
    record: row.record === null ? null : { id: row.record, title: look.title },
    action: row.action,
    change: row.change,
    reason: reasonOf(reader, base, look, row),
    from: addressOf(row, isOfRecord),
    confirmed: row.confirmed?.filter((one) => !isToldApart(one)) ?? null,
    ...(row.kept === null ? {} : { kept: row.kept }),
    changes,
    details: isOfRecord
      ? null
      : { ...row.before, ...row.after, ...readFields(faces, row, look, base, language) },
  }
}

/** Addresses have a place of their own, and what an undo took back is told by its change. */
function isToldApart(circumstance: string): boolean {
  return circumstance.startsWith(fromAddress) || circumstance.startsWith(undoesChange)
}

function isActTold(reader: Acting, look: Look, row: Row): boolean {
  const face = look.faces.find(({ name }) => row.action.startsWith(`do:${name}.`))
  return face !== undefined && isToldAct(reader.actor, face, knownOf(reader, look), row)
}

/** Administrators are told every reason, others those of what they see wholly. */
function reasonOf(reader: Acting, base: ResolvedObject | undefined, look: Look, row: Row): string | null {
  if (reader.actor.access.administrator || !base) return row.reason
  const known = knownOf(reader, look)
  const tells = (face: ResolvedObject) => reasonTold(reader.actor, face, known, row) !== null
  return facesOf(reader, base).every(tells) ? row.reason : null
}

function knownOf(reader: Acting, { faces }: Look) {
  const seen = faces.flatMap((face) =>
    [...face.fields.values()].flatMap((field) => {
      const key = storedKey(face, field)
      return seenField(reader, faces, key) ? [[key, field] as const] : []
    }),
  )
  return { seen: new Map(seen), faces: new Set(faces.map(({ name }) => name)) }
}

/** What the fields that were read are called. */
function readFields(
  faces: readonly ResolvedObject[],
  { action, after }: Row,
  look: Look,
  base: ResolvedObject | undefined,
  language: Language,
) {
  const fields = after?.['fields']
  if (action !== 'read' || !Array.isArray(fields)) return {}
  const labels = fields.map((name: unknown) => {
    const field = faces.flatMap((face) => face.fields.get(String(name)) ?? [])[0]
    return field ? labelSeen(field, look, base, language) : String(name)
  })
  return { labels }
}

/** Where they sat: among the circumstances of a change, or in what is told of a sign-in or of reading. */
function addressOf({ confirmed, after }: Row, isOfRecord: boolean): string | null {
  const told = confirmed?.find((one) => one.startsWith(fromAddress))?.slice(fromAddress.length)
  const held = isOfRecord ? undefined : after?.['address']
  return told ?? (typeof held === 'string' ? held : null)
}
