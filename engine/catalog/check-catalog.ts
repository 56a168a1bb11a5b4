import { isDeepStrictEqual } from 'node:util'
import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { columnOfAdded } from './resolve-model.ts'
import type { ResolvedModel } from './resolved-model.ts'

/** The first entry of a catalog that was there before it was held against the log. */
export const knownModel = 'knownModel'

/** The entries that are replayed here. */
export const catalogActions: readonly string[] = [
  ...['addObject', 'changeObject', 'retireObject', 'restoreObject'],
  ...['addField', 'changeField', 'retireField', 'restoreField', 'eraseField', 'setRules', knownModel],
]

type Declaration = Readonly<Record<string, unknown>>
type Entry = {
  readonly object: string
  readonly action: string
  readonly before: Declaration | null
  readonly after: Declaration | null
  /** Values were taken out of it, because they told of somebody. */
  readonly erased: boolean
}

/** What is told of the model, by what it is about: its declaration, and whether it is retired or erased. */
type Told = Map<string, unknown>
type Row = { readonly key: string; readonly value: unknown }

/**
 * Replays what the log says of objects and fields that people added, of what they adjusted and of rules, and
 * compares it with the catalog: a sentence for each that is otherwise, missing, or not known to the log.
 */
export async function checkCatalog(database: Database, model: ResolvedModel): Promise<string[]> {
  const [entries, rows, columns] = await database.transaction(
    async (tx) => [await entriesOf(tx), await rowsOf(tx), await columnsOf(tx)],
    { readOnly: true, snapshot: true, statementMilliseconds: 0 },
  )
  const stands: Told = new Map(rows.map(({ key, value }) => [key, value]))
  const told: Told = new Map()
  const erased = new Set<string>()
  const ownerOf = ownersIn({ model, told, stands })
  for (const entry of entries) for (const key of take(told, ownerOf, entry)) if (entry.erased) erased.add(key)
  const compared = [...new Set([...told.keys(), ...stands.keys()])].toSorted().flatMap((key) => {
    if (!stands.has(key)) return [`The model: ${key} is in the log, but missing in the catalog.`]
    if (!told.has(key)) return [`The model: ${key} stands in the catalog, but the log does not know it.`]
    const [log, now] = [told.get(key), stands.get(key)]
    const names = differing(log, now, erased.has(key))
    return names.length === 0 ? [] : [`The model: ${key} is not what the log says: ${names.join(', ')}.`]
  })
  return [...compared, ...columns.flatMap((one) => wrongColumn(model, one))]
}

type Column = { readonly object: string; readonly name: string; readonly column: string }

async function columnsOf(tx: Transaction): Promise<Column[]> {
  return tx.query<Column>(
    sql`select object, name, column_name as column from catalog_field where column_name is not null order by place`,
  )
}

/** The name of a field says in which column it is kept: whoever turned it would show another one’s values. */
function wrongColumn(model: ResolvedModel, { object, name, column }: Column): string[] {
  const own = columnOfAdded(object, model.objects.get(object)?.isRole === true, name)
  if (column === own) return []
  return [
    `The model: ${keyOf.field(object, name)} keeps its values in the column ${column} instead of ${own}.`,
  ]
}

async function entriesOf(tx: Transaction): Promise<Entry[]> {
  return tx.query<Entry>(
    sql`select object, action, before, after,
               exists (select from audit_erasure r where r.entry = audit_entry.id) as erased from audit_entry
        where action = any(${[...catalogActions]}) and record is null
          and id >= coalesce((select min(id) from audit_entry where action = ${knownModel} and object = 'catalog'), 0)
        order by id`,
  )
}

/** In the form in which the log is replayed. */
async function rowsOf(tx: Transaction): Promise<Row[]> {
  return tx.query<Row>(
    sql`select 'the object ' || name as key,
               jsonb_build_object('declaration', declaration::jsonb, 'retired', retired_at is not null) as value
        from catalog_object
        union all select 'the field ' || object || '.' || name,
               jsonb_build_object('declaration', declaration::jsonb, 'retired', retired_at is not null,
                                  'erased', erased_at is not null) from catalog_field
        union all select 'what was adjusted of ' || object || '.' || field, changes from catalog_adjustment
        union all select 'the rules of ' || object, rules::jsonb from catalog_rule`,
  )
}

const keyOf = {
  object: (name: unknown) => `the object ${String(name)}`,
  field: (object: string, name: unknown) => `the field ${object}.${String(name)}`,
  adjusted: (object: string, name: unknown) => `what was adjusted of ${object}.${String(name)}`,
  rules: (object: string) => `the rules of ${object}`,
}

/** Takes an entry over, and gives what it is about. */
function take(told: Told, ownerOf: OwnerOf, { object, action, before, after }: Entry): string[] {
  const put = (key: string, more: Declaration) => {
    told.set(key, { ...(told.get(key) as Declaration), ...more })
    return [key]
  }
  const { name, ...declaration } = after ?? {}
  const field = keyOf.field(object, before?.['name'] ?? name)
  if (action === knownModel) return takeAll(told, after ?? {})
  if (action === 'addObject' || action === 'changeObject')
    return put(keyOf.object(object), { retired: false, declaration: after })
  if (action === 'retireObject') return put(keyOf.object(object), { retired: true })
  if (action === 'restoreObject') return restore(told, keyOf.object(object), declaration)
  if (action === 'addField') return put(field, { declaration, retired: false, erased: false })
  if (action === 'retireField') return put(field, { retired: true })
  if (action === 'restoreField') return put(field, { declaration, retired: false })
  if (action === 'eraseField') return put(field, { erased: true })
  if (action === 'setRules') {
    told.set(keyOf.rules(object), after?.['rules'])
    return [keyOf.rules(object)]
  }
  // What is no added field of the object itself is adjusted, where it is declared.
  return told.has(field)
    ? put(field, { declaration })
    : put(keyOf.adjusted(ownerOf(object, String(name)), name), declaration)
}

/** An object whose path was taken meanwhile comes back under another. */
function restore(told: Told, key: string, path: Declaration): string[] {
  const before = told.get(key) as { readonly declaration?: Declaration } | undefined
  told.set(key, { ...before, declaration: { ...before?.declaration, ...path }, retired: false })
  return [key]
}

type Known = { readonly model: ResolvedModel; readonly told: Told; readonly stands: Told }
type OwnerOf = (object: string, field: string) => string

/**
 * Where a field is declared that was adjusted through an object. The model of today does not know such as
 * were retired since, or dropped by a later version: the log knows the one, and of the other what was
 * adjusted stands.
 */
function ownersIn({ model, told, stands }: Known): OwnerOf {
  return (object, field) => {
    const face = model.objects.get(object)
    const faces = [...new Set([object, face?.base ?? object])]
    return (
      face?.fields.get(field)?.owner ??
      faces.find((one) => told.has(keyOf.field(one, field))) ??
      faces.find((one) => stands.has(keyOf.adjusted(one, field))) ??
      object
    )
  }
}

function takeAll(told: Told, all: Declaration): string[] {
  const keys: string[] = []
  const set = (key: string, value: unknown) => {
    told.set(key, value)
    keys.push(key)
  }
  const each = (part: string) => (all[part] ?? []) as readonly Record<string, unknown>[]
  for (const { name, ...value } of each('objects')) set(keyOf.object(name), value)
  for (const { object, name, ...value } of each('fields')) set(keyOf.field(String(object), name), value)
  for (const { object, field, changes } of each('adjustments'))
    set(keyOf.adjusted(String(object), field), changes)
  for (const { object, rules } of each('rules')) set(keyOf.rules(String(object)), rules)
  return keys
}

/** What an erasure puts instead of a name: some words, and the end of a number. */
const mark = / [0-9a-f]{8}(?![\da-z])/

/** The settings of it that differ; what was erased of the log tells nothing of what stands. */
function differing(log: unknown, now: unknown, erased: boolean): string[] {
  const flat = (value: unknown): Declaration => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return { rules: value }
    const { declaration, ...rest } = value as Declaration
    return { ...(declaration as Declaration), ...rest }
  }
  const [one, other] = [flat(log), flat(now)]
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (key) =>
      !isDeepStrictEqual(one[key], other[key]) && !(erased && mark.test(JSON.stringify(one[key] ?? null))),
  )
}
