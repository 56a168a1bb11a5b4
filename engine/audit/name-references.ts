import type { Actor } from '../access/actor.ts'
import { withKnownFields } from '../catalog/field-choices.ts'
import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import { titleOf } from '../query/json-form.ts'
import { filled } from '../query/placeholder.ts'
import { unlimited, type Reader } from '../query/reader.ts'
import { readableRows, recordScope } from '../query/record-scope.ts'
import { sightOf } from '../query/sight.ts'
import { formerRecords, formerTarget, isFormer } from '../records/former-values.ts'
import { baseOf } from '../records/stored.ts'
import { ownedLines } from '../records/write/lines.ts'
import { targetOf } from '../records/write/references.ts'

type Asking = Reader & { readonly actor: Actor }

/** Values of a field, whose references are to be named. */
type Named = { readonly field: string; readonly before: unknown; readonly after: unknown }
type Entries = readonly { readonly changes: readonly Named[] }[]

/**
 * Ids of references become `{ id, title }`, those in lines too. A record that the reader may not see is as
 * empty, as it is in the record itself; who sees all of them is shown the id of one that is gone. Of fields
 * that a value names those go that the reader does not know, and of lines those that are retired.
 */
export async function nameReferences(
  database: Connection,
  reader: Asking,
  seen: ReadonlyMap<string, ResolvedField>,
  entries: Entries,
): Promise<void> {
  const fields = new Map([...seen.values()].map((field) => [field.name, field]))
  keepKnownFields(reader, fields, entries)
  keepPresentLines(reader, fields, entries)
  await leadFormer(database, fields, entries)
  const wanted = new Map<string, Set<string>>()
  eachReference(fields, entries, (target, record) => {
    const ids = wanted.get(target) ?? new Set<string>()
    wanted.set(target, ids.add(record))
    return record
  })
  const titles = new Map<string, string>()
  for (const [target, ids] of wanted)
    for (const [one, title] of await titlesOf(database, reader, target, [...ids])) titles.set(one, title)
  eachReference(fields, entries, (target, record) => {
    const title = titles.get(record)
    if (title !== undefined) return { id: record, title }
    return seesAll(reader, target) ? { id: record, title: null } : null
  })
  for (const change of entries.flatMap((entry) => entry.changes)) {
    const owned = lines(reader, fields.get(change.field))
    if (!owned) continue
    const named = (value: unknown) => namedLines(database, reader, owned, value)
    Object.assign(change, { before: await named(change.before), after: await named(change.after) })
  }
}

function keepKnownFields(reader: Asking, fields: ReadonlyMap<string, ResolvedField>, entries: Entries): void {
  for (const change of entries.flatMap((entry) => entry.changes)) {
    const field = fields.get(change.field)
    if (field?.field['fieldsOf'] === undefined) continue
    const cut = (value: unknown) => withKnownFields(reader, field, value)
    Object.assign(change, { before: cut(change.before), after: cut(change.after) })
  }
}

/** Of lines, as of the record itself, nothing is told that stands in fields which are retired by now. */
function keepPresentLines(
  reader: Asking,
  fields: ReadonlyMap<string, ResolvedField>,
  entries: Entries,
): void {
  for (const change of entries.flatMap((entry) => entry.changes)) {
    const owned = lines(reader, fields.get(change.field))
    if (!owned) continue
    const isPresent = ([key]: [string, unknown]) => key === 'id' || owned.fields.has(key)
    const present = (value: unknown) =>
      Array.isArray(value)
        ? value.map((line: object) => Object.fromEntries(Object.entries(line).filter(isPresent)))
        : value
    Object.assign(change, { before: present(change.before), after: present(change.after) })
  }
}

/** What stands in the log from before a field named records becomes the ids of those. */
async function leadFormer(
  database: Connection,
  fields: ReadonlyMap<string, ResolvedField>,
  entries: Entries,
): Promise<void> {
  const former = entries.flatMap(({ changes }) =>
    changes.flatMap((change) => {
      const field = fields.get(change.field)
      const target = field ? formerTarget(field) : null
      return target !== null && (isFormer(change.before) || isFormer(change.after))
        ? [{ change, target }]
        : []
    }),
  )
  if (former.length === 0) return
  const lead = await formerRecords(
    database,
    former.flatMap(({ change, target }) => [change.before, change.after].map((value) => ({ target, value }))),
  )
  for (const { change, target } of former) {
    const led = (value: unknown) => (isFormer(value) ? lead(target, value) : value)
    Object.assign(change, { before: led(change.before), after: led(change.after) })
  }
}

function eachReference(
  fields: ReadonlyMap<string, ResolvedField>,
  entries: Entries,
  visit: (target: string, record: string) => unknown,
): void {
  for (const change of entries.flatMap((entry) => entry.changes)) {
    const field = fields.get(change.field)
    const target = field ? targetOf(field) : null
    if (target === null) continue
    const named = (value: unknown) => {
      if (Array.isArray(value))
        return value
          .map((one: unknown) => (typeof one === 'string' ? visit(target, one) : one))
          .filter((one) => one !== null)
      return typeof value === 'string' ? visit(target, value) : value
    }
    Object.assign(change, { before: named(change.before), after: named(change.after) })
  }
}

function lines(reader: Asking, field: ResolvedField | undefined): ResolvedObject | null {
  return field ? (ownedLines(reader.model, field)?.object ?? null) : null
}

async function namedLines(
  database: Connection,
  reader: Asking,
  object: ResolvedObject,
  value: unknown,
): Promise<unknown> {
  if (!Array.isArray(value) || ![...object.fields.values()].some(isNamed)) return value
  const rows = (value as Record<string, unknown>[]).map((line) => ({
    changes: Object.entries(line).map(([field, after]) => ({ field, before: null, after })),
  }))
  await nameReferences(database, reader, object.fields, rows)
  return rows.map(({ changes }) => Object.fromEntries(changes.map(({ field, after }) => [field, after])))
}

/** Whether what a field holds is told by the rights of whoever reads it. */
function isNamed(field: ResolvedField): boolean {
  return targetOf(field) !== null || field.field['fieldsOf'] !== undefined
}

function seesAll(reader: Asking, target: string): boolean {
  const object = reader.model.objects.get(target)
  const sight = object && sightOf(reader, object)
  return target === 'file' || (sight?.rows === true && sight.field(object?.title ?? '') === true)
}

/** What records are called, of those that the reader may see. A file is seen with the field that holds it. */
export async function titlesOf(
  database: Connection,
  asking: Asking,
  target: string,
  ids: readonly string[],
): Promise<[string, string][]> {
  const reader = target === 'file' ? { ...unlimited(asking), actor: asking.actor } : asking
  const object = reader.model.objects.get(target)
  const sight = object && sightOf(reader, object)
  const column = object?.fields.get(object.title)?.column
  if (!object || !column || sight?.field(object.title) === undefined) return []
  const scope = recordScope(reader, object, 't')
  const guard = scope.guard(object.title)
  const rows = await database.query<{ id: string; title: string | null }>(
    filled(
      sql`select t.id, ${titleOf(scope)} as title from ${id(baseOf(reader.model, object).table)} t
          where t.id = any(${ids}::uuid[]) and ${readableRows(reader, object, 't')} ${guard ? sql`and ${guard}` : sql``}`,
      reader,
    ),
  )
  return rows.map((row) => [row.id, row.title ?? ''])
}
