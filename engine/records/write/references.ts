import type { Language } from '#model'
import type { FieldError } from '../../errors.ts'
import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import { id, sql, type Sql } from '../../database/sql.ts'
import { movedByName } from '../../merge/moved.ts'
import { filled } from '../../query/placeholder.ts'
import { recordScope } from '../../query/record-scope.ts'
import type { Door } from './door.ts'
import { fieldFault, unknownField } from './field-fault.ts'
import type { ParsedValues } from './parse-values.ts'
import { readableRows } from './row-rights.ts'

/**
 * By which field a record is looked for; null where only what people call it is known: its number, else its
 * title.
 */
type Key = { readonly field: string | null; readonly value: string }

/**
 * Turns what references name into ids, for many records at once: one statement for each object and field
 * looked by. A record that does not exist and one that the actor may not see give the same error.
 */
export async function resolveReferences(door: Door, rows: readonly ParsedValues[]): Promise<void> {
  const wanted = new Map<string, { target: string; field: string | null; values: Set<string> }>()
  for (const { target, key } of allKeys(rows)) {
    const name = `${target}\0${key.field}`
    const group = wanted.get(name) ?? { target, field: key.field, values: new Set<string>() }
    group.values.add(key.value)
    wanted.set(name, group)
  }
  const found: Found = new Map()
  for (const [name, group] of wanted) {
    for (const [value, record] of await findIds(door, group.target, group.field, [...group.values])) {
      const known = found.get(`${name}\0${value}`)
      found.set(`${name}\0${value}`, known !== undefined && known !== record ? 'several' : record)
    }
  }
  for (const { target, field, values } of wanted.values())
    for (const value of field === 'id' ? values : [])
      if (door.comesWith?.has(value)) found.set(`${target}\0id\0${value}`, value)
  for (const row of rows) settle(row, found, door.actor.language)
}

/** The id that a key leads to, or that several records answer to it. */
type Found = Map<string, string | 'several'>

function* allKeys(rows: readonly ParsedValues[]) {
  for (const row of rows) {
    for (const [field, value] of row.values) {
      const target = targetOf(field)
      if (target === null || value === null) continue
      for (const one of Array.isArray(value) ? value : [value]) yield { target, key: keyOf(one) }
    }
  }
}

/** The object that a field's values are records of, or null where they are not records. */
export function targetOf(field: ResolvedField): string | null {
  const known = targets.get(field)
  if (known !== undefined) return known
  const target = targetIn(field)
  targets.set(field, target)
  return target
}

// An import asks this of each of its values.
const targets = new WeakMap<ResolvedField, string | null>()

function targetIn(field: ResolvedField): string | null {
  if (field.field.type === 'file' || field.field.type === 'image') return 'file'
  const type = field.type.valueType(field.field)
  if (type.kind === 'reference') return type.to
  if (type.kind === 'list' && typeof type.of === 'object') return type.of.reference
  return null
}

function keyOf(value: unknown): Key {
  return typeof value === 'object' && value !== null
    ? (value as { lookup: Key }).lookup
    : { field: 'id', value: String(value) }
}

async function findIds(
  door: Door,
  target: string,
  field: string | null,
  values: string[],
): Promise<[string, string][]> {
  const object = door.model.objects.get(target)
  const readable = object ? readableRows(door, object, 't') : null
  if (!object || readable === null) return []
  const names = field === null ? callNames(door, object) : isLookedUpBy(door, object, field) ? [field] : []
  const face = object.roleColumn ? sql`${id('t', object.roleColumn)}` : sql`true`
  const found: [string, string][] = []
  const open = new Set(values)
  for (const name of names) {
    if (open.size === 0) continue
    const column = id('t', name === 'id' ? 'id' : (object.fields.get(name)?.column ?? ''))
    const cast = name === 'id' ? sql`${[...open]}::uuid[]` : sql`${[...open]}::text[]`
    const rows = await door.tx.query<{ key: string; id: string }>(
      sql`select ${column}::text as key, t.id from ${id(object.table)} t
          where ${column} = any(${cast}) and ${face} and ${readable} and ${shownBy(door, object, name)}
          limit ${open.size * 2 + 10}`,
    )
    for (const row of rows) found.push([row.key, row.id])
    // What the number found is not looked for as a title.
    for (const row of rows) open.delete(row.key)
  }
  if (open.size > 0) found.push(...(await ledOn(door, object, field, [...open], readable)))
  return found
}

/** What went into another record is found there by the id and the names that it had. */
async function ledOn(
  door: Door,
  object: ResolvedObject,
  field: string | null,
  values: readonly string[],
  readable: Sql,
): Promise<[string, string][]> {
  const names = [...object.fields.values()]
    .filter(({ name }) => (field === null || field === name) && isLookedUpBy(door, object, name))
    .map(({ name }) => name)
  const face = object.roleColumn ? sql`${id('t', object.roleColumn)}` : sql`true`
  const found: [string, string][] = []
  for (const name of field === 'id' ? ['id'] : names) {
    const moved = await movedByName(door.tx, object.base, name, values)
    if (moved.length === 0) continue
    const rows = await door.tx.query<{ id: string }>(
      sql`select t.id from ${id(object.table)} t where t.id = any(${moved.map(([, record]) => record)}::uuid[])
          and ${face} and ${readable} and ${shownBy(door, object, name)}`,
    )
    const seen = new Set(rows.map((row) => row.id))
    for (const [value, record] of moved) if (seen.has(record)) found.push([value, record])
  }
  return found
}

/** What people call a record: its number and other unique fields, else its title. */
function callNames(door: Door, object: ResolvedObject): string[] {
  const unique = [...object.fields.keys()].filter((name) => isLookedUpBy(door, object, name))
  const title = object.fields.get(object.title)
  const seen =
    door.authority === 'action' || door.actor.access.object(object.name)?.see(object.title) !== undefined
  return [...unique, ...(title?.column && seen ? [title.name] : [])]
}

/**
 * Records are looked up by unique text fields that the actor may see, so that nothing hidden can be probed.
 */
function isLookedUpBy(door: Door, object: ResolvedObject, name: string): boolean {
  if (name === 'id') return true
  const field = object.fields.get(name)
  const seen = door.authority === 'action' || door.actor.access.object(object.name)?.see(name) !== undefined
  const unique = field?.field.unique || field?.field.type === 'sequenceNumber'
  const isText = field?.type.column(field.field) === 'text'
  return Boolean(field?.column && seen && unique && isText)
}

/** Whether the actor sees the field on the row `t`: what is hidden there does not find it either. */
function shownBy(door: Door, object: ResolvedObject, name: string): Sql {
  const guard = name === 'id' ? null : recordScope(door, object, 't').guard(name)
  return guard ? filled(sql`(${guard}) is true`, door) : sql`true`
}

function settle(row: ParsedValues, found: Found, language: Language): void {
  for (const [field, value] of row.values) {
    const target = targetOf(field)
    if (target === null || value === null) continue
    const settled = (Array.isArray(value) ? value : [value]).map((one) => {
      const key = keyOf(one)
      const record = found.get(`${target}\0${key.field}\0${key.value}`)
      if (record === 'several') return fieldFault('severalRecords', field, language, shown(key))
      return record ?? missing(field, key, language)
    })
    const problem = settled.find((one): one is FieldError => typeof one === 'object')
    if (problem) row.errors.push({ ...problem, field: `${row.line ?? ''}${problem.field}` })
    else row.values.set(field, Array.isArray(value) ? [...new Set(settled)] : settled[0])
  }
}

function missing(field: ResolvedField, key: Key, language: Language): FieldError {
  const unknown = key.field !== null && key.field !== 'id' && key.field !== 'number'
  if (unknown) return unknownField(`${field.name}.${key.field}`, language)
  return fieldFault('noSuchRecord', field, language, shown(key))
}

function shown(key: Key): { readonly value: string } {
  return { value: key.value.slice(0, 100) }
}
