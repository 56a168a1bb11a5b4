import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import { id, join, raw, sql, type Sql } from '../../database/sql.ts'
import { baseOf, retiredFields, roleKey, storedFields, storedKey, type StoredField } from '../stored.ts'
import { lookingAgain, lookingOnAt } from '../../facts/look-again.ts'
import { auditing, type AuditEntry } from './audit.ts'
import type { Door } from './door.ts'
import type { Draft, Line } from './draft.ts'
import { ownedLines, plainLines, putLines, removedLines } from './lines.ts'
import { isMatched, matchedFields, matchKeys } from '../../match/match-keys.ts'
import { matchedGiven, matchedLines, touchesMatched } from './matched-lines.ts'
import { retiredValues } from './retired-values.ts'
import { searchColumns } from './search-columns.ts'
import { writtenAt } from './written-at.ts'

/** What will be stored of a draft that was not so before, keyed as in the stored form. */
type Changes = {
  readonly draft: Draft
  readonly after: Record<string, unknown>
  readonly changed: Record<string, unknown>
}

/**
 * Puts drafts into their table, all new ones by one statement with all owned lines, and all changed ones by
 * another, and writes down in the audit what changed, under `change`; null where all of it will be taken
 * back.
 * A draft in which nothing changed is not written. Gives the new versions.
 */
export async function persist(
  door: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
  change: string | null,
): Promise<Map<string, number>> {
  const all = drafts.map((draft) => changesOf(door, object, draft))
  const some = all.filter(
    ({ draft, changed }) =>
      draft.kind !== 'update' || Object.keys(changed).length > 0 || draft.lines.size > 0,
  )
  const touched = await withRetired(door, object, some)
  const versions = new Map<string, number>()
  const fresh = touched.filter(({ draft }) => draft.kind === 'create')
  const known = touched.filter(({ draft }) => draft.kind !== 'create')
  for (const { draft } of fresh) versions.set(draft.id, 1)
  if (door.restores && fresh.length > 0)
    for (const [key, version] of await comeBack(door, object, fresh)) versions.set(key, version)
  for (const release of released(object, known)) await door.tx.query(release)
  if (known.length > 0)
    for (const [key, version] of await update(door, object, known)) versions.set(key, version)
  const { removals, puts } = linesOf(door, object, touched)
  for (const removal of removals) await door.tx.query(removal)
  const heardOf = door.restores ? touched : known
  if (change !== null) for (const one of lookingOnAt(door, object, heardOf)) await door.tx.query(one)
  const entries = touched.map((changes) => auditEntry(object, changes))
  await together(door, [
    ...(fresh.length > 0 && !door.restores ? [insertion(door, object, fresh)] : []),
    ...puts,
    ...(change !== null ? lookingAgain(door, object, touched) : []),
    ...(change !== null && entries.length > 0 ? [auditing(door, change, entries)] : []),
  ])
  return versions
}

/** What comes back holds in retired fields what it held there as it went, or as the role ended. */
async function withRetired(door: Door, object: ResolvedObject, all: Changes[]): Promise<Changes[]> {
  const coming = all.filter(({ draft }) => draft.kind !== 'update')
  // A role that comes of a merge is begun anew.
  if (!door.restores || door.joins || coming.length === 0) return all
  const ids = coming.map(({ draft }) => draft.id)
  const isRole = coming.every(({ draft }) => draft.kind === 'adopt')
  const back = await retiredValues(door, baseOf(door.model, object), ids, isRole ? object.name : null)
  if (back.size === 0) return all
  return all.map((changes) => {
    const more = changes.draft.kind === 'update' ? undefined : back.get(changes.draft.id)
    const { after, changed } = changes
    return more ? { ...changes, after: { ...after, ...more }, changed: { ...changed, ...more } } : changes
  })
}

function changesOf(door: Door, object: ResolvedObject, draft: Draft): Changes {
  const before = draft.before?.values ?? {}
  const changed: Record<string, unknown> = {}
  for (const [field, value] of draft.values) {
    const key = storedKey(object, field)
    if (!same(before[key] ?? null, value ?? null)) changed[key] = value
  }
  if (draft.kind === 'adopt')
    for (const key in before) if (before[key] === undefined && !(key in changed)) changed[key] = null
  if (object.isRole && draft.kind !== 'update') changed[roleKey(object.name)] = true
  return { draft, after: { ...before, ...changed }, changed }
}

function same(left: unknown, right: unknown): boolean {
  if (left === right) return true
  const isPlain = left === null || right === null || typeof left !== 'object'
  return !isPlain && JSON.stringify(left) === JSON.stringify(right)
}

/**
 * Puts what was there once into its table, as made when, and by whom, it was made first, and above every
 * version that it may have had: whoever still holds one would else be told that nothing changed meanwhile. No
 * version of any record is above the number of the latest entry of the log, since each of them left one; by a
 * merge it may be above the count of its own.
 */
async function comeBack(
  door: Door,
  object: ResolvedObject,
  rows: readonly Changes[],
): Promise<[string, number][]> {
  const version = sql`(select least(coalesce(max(id), 0) + 1, 2000000000)::integer from audit_entry)`
  const written = await door.tx.query<{ id: string; version: number }>(
    sql`${insertion(door, object, rows, version)} returning id, version`,
  )
  return written.map((row) => [row.id, Number(row.version)])
}

/** Of what was there once the version is given: it was made when, and by whom, the log says first. */
function insertion(door: Door, object: ResolvedObject, rows: readonly Changes[], version?: Sql): Sql {
  const base = baseOf(door.model, object)
  const kept = door.restores ? retiredFields(door.model, object) : []
  const all = [...storedFields(door.model, object), ...kept].filter(
    (field) => field.resolved.field.type !== 'formula',
  )
  const flags = flagsOf(base.roles)
  // What no record fills is left out: most columns of most records are empty, and no role is played by
  // itself.
  const fields = all.filter(({ key }) =>
    rows.some(({ after }) => (flags.has(key) ? after[key] === true : (after[key] ?? null) !== null)),
  )
  const record = rows.map(({ draft, after }) => ({
    id: draft.id,
    ...columns(fields, after, base.roles),
    ...search(door, object, { ...after, ...matchedGiven(door, base, draft) }),
  }))
  const names = [raw('id'), ...fields.map((field) => id(field.column)), ...searchNames(base)]
  const values = join(names.map((name) => sql`v.${name}`))
  const form = sql`v(id uuid${raw(fields.length > 0 ? ', ' : '')}${typed(fields)}${searchTyped(base)})`
  const [at, by] = [writtenAt(door.options), sql`${door.actor.user}::uuid`]
  const isFormer = version !== undefined
  const made = isFormer
    ? sql`coalesce(m.at, ${at}), case when m.at is null then ${by} else m.actor end`
    : sql`${at}, ${by}`
  const first = sql`left join lateral (select a.at, a.actor from audit_entry a
    where a.record = v.id and a.action = 'create' order by a.id limit 1) m on true`
  return sql`insert into ${id(base.table)} (version, created_at, created_by, updated_at, updated_by, ${join(names)})
      select ${version ?? sql`1`}, ${made}, ${at}, ${by}, ${values}
      from json_to_recordset(${JSON.stringify(record)}::json) as ${form} ${isFormer ? first : raw('')}`
}

/** Runs statements of which none needs another's result as one, so that they cost a single trip. */
async function together(door: Door, statements: readonly Sql[]): Promise<void> {
  const last = statements.at(-1)
  if (!last) return
  const before = statements.slice(0, -1).map((one, at) => sql`${id(`w${at}`)} as (${one})`)
  const all = before.length > 0 ? sql`with ${join(before)} ${last}` : last
  await door.tx.query(all, { name: `put ${door.model.version}` })
}

/** Keys that others of the batch take over are free first: the index asks of each row by itself. */
function released(object: ResolvedObject, rows: readonly Changes[]): Sql[] {
  const taken = rows.flatMap(({ draft }) => [...draft.takesOver])
  return [...Map.groupBy(taken, ([{ column }]) => column ?? '')].map(
    ([column, all]) => sql`update ${id(object.table)} set ${id(column)} = null
      where id = any(${all.map(([, from]) => from.id)}::uuid[])`,
  )
}

async function update(
  door: Door,
  object: ResolvedObject,
  rows: readonly Changes[],
): Promise<[string, number][]> {
  const base = baseOf(door.model, object)
  const keys = new Set(rows.flatMap(({ changed }) => Object.keys(changed)))
  const all = [...storedFields(door.model, object), ...retiredFields(door.model, object)]
  const fields = all.filter((field) => keys.has(field.key))
  const drafts = rows.map(({ draft }) => draft)
  const searching = isFound(door, base, fields) || drafts.some((draft) => touchesMatched(door, base, draft))
  const lines = searching ? await matchedLines(door, base, drafts) : null
  const record = rows.map(({ draft, after }) => ({
    id: draft.id,
    ...columns(fields, after, base.roles),
    ...(searching ? search(door, object, { ...after, ...lines?.get(draft.id) }) : {}),
  }))
  const names = [...fields.map((field) => id(field.column)), ...(searching ? searchNames(base) : [])]
  const set = [...names.map((name) => sql`${name} = v.${name}`), sql`version = t.version + 1`]
  const head = sql`v(id uuid${raw(fields.length > 0 ? ', ' : '')}${typed(fields)}${searching ? searchTyped(base) : raw('')})`
  const written = await door.tx.query<{ id: string; version: number }>(
    sql`update ${id(base.table)} t set updated_at = ${writtenAt(door.options)}, updated_by = ${door.actor.user}::uuid, ${join(set)}
        from json_to_recordset(${JSON.stringify(record)}::json) as ${head}
        where t.id = v.id returning t.id, t.version`,
  )
  return written.map((row) => [row.id, Number(row.version)])
}

/** What makes the stored lines of all records what they should be. */
function linesOf(door: Door, object: ResolvedObject, rows: readonly Changes[]) {
  const removals: Sql[] = []
  const puts: Sql[] = []
  const fields = new Set(rows.flatMap(({ draft }) => [...draft.lines.keys()]))
  for (const field of fields) {
    const owned = ownedLines(door.model, field)
    if (!owned) continue
    const parents = new Map<string, readonly Line[]>()
    const removed: string[] = []
    for (const { draft } of rows) {
      const lines = draft.lines.get(field)
      if (!lines) continue
      parents.set(draft.id, lines)
      const kept = new Set(lines.map((line) => line.id))
      for (const was of draft.linesBefore.get(field) ?? [])
        if (was.id !== null && !kept.has(was.id)) removed.push(was.id)
    }
    if (removed.length > 0) removals.push(removedLines(owned, removed))
    const areNew = rows.every(({ draft }) => draft.kind === 'create')
    const put = putLines(door, owned, parents, areNew)
    if (put) puts.push(put)
  }
  return { removals, puts }
}

function auditEntry(object: ResolvedObject, changes: Changes): AuditEntry {
  const { draft, changed } = changes
  if (draft.kind === 'create') return creationEntry(object, changes)
  const before: Record<string, unknown> = {}
  const after: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(changed)) {
    before[key] = draft.before?.values[key] ?? null
    after[key] = value
  }
  for (const [field, lines] of draft.lines) {
    const key = storedKey(object, field)
    before[key] = plainLines(draft.linesBefore.get(field) ?? [])
    after[key] = plainLines(lines)
  }
  const action = draft.kind === 'adopt' ? `become:${object.name}` : draft.kind
  return { object: object.base, record: draft.id, action, before, after }
}

/** Of a record that is new, what it was filled with. */
function creationEntry(object: ResolvedObject, { draft, changed }: Changes): AuditEntry {
  const after: Record<string, unknown> = {}
  for (const key in changed) if (changed[key] !== null) after[key] = changed[key]
  for (const [field, lines] of draft.lines) after[storedKey(object, field)] = plainLines(lines)
  return { object: object.base, record: draft.id, action: 'create', before: null, after }
}

/** JSON needs no word for what is empty; only whether a role is played is never so. */
function columns(fields: readonly StoredField[], values: Record<string, unknown>, roles: readonly string[]) {
  const flags = flagsOf(roles)
  const filled: Record<string, unknown> = {}
  for (const { key, column } of fields) {
    const value = values[key] ?? null
    if (flags.has(key)) filled[column] = value === true
    else if (value !== null) filled[column] = value
  }
  return filled
}

const flagsByRoles = new WeakMap<readonly string[], ReadonlySet<string>>()

function flagsOf(roles: readonly string[]): ReadonlySet<string> {
  const known = flagsByRoles.get(roles) ?? new Set(roles.map(roleKey))
  flagsByRoles.set(roles, known)
  return known
}

function typed(fields: readonly StoredField[]): Sql {
  return join(fields.map((field) => sql`${id(field.column)} ${raw(field.columnType)}`))
}

/** Whether any of the fields is one by which records are searched or compared. */
function isFound({ model }: Door, base: ResolvedObject, fields: readonly StoredField[]): boolean {
  const matched = isMatched(base) ? matchedFields(model, base).map(({ field }) => field) : []
  const isSearched = ({ resolved }: StoredField) => base.searched && resolved.field.searched !== undefined
  return fields.some((field) => isSearched(field) || matched.includes(field.resolved))
}

/** Numbers go as the text of an array: as JSON, PostgreSQL would read each of them by itself. */
function search(door: Door, object: ResolvedObject, after: Record<string, unknown>) {
  const found = searchColumns(door.model, object, after)
  const grams = found && { search_key: found.search_key, search_grams: arrayText(found.search_grams) }
  if (!isMatched(baseOf(door.model, object))) return grams
  return { ...grams, match_keys: arrayText(matchKeys(door.model, object, after)) }
}

function arrayText(numbers: readonly number[] | null): string | null {
  return numbers && `{${numbers.join(',')}}`
}

function searchNames(base: ResolvedObject): Sql[] {
  const search = base.searched ? [raw('search_key'), raw('search_grams')] : []
  return isMatched(base) ? [...search, raw('match_keys')] : search
}

function searchTyped(base: ResolvedObject): Sql {
  const search = base.searched ? ', search_key text, search_grams int4[]' : ''
  return raw(`${search}${isMatched(base) ? ', match_keys int4[]' : ''}`)
}
