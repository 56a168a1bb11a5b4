import { isDeepStrictEqual } from 'node:util'
import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { ResolvedModel } from './resolved-model.ts'

/** The first entry of a catalog that was there before it was held against the log. */
const known = 'knownModel'

const actions = [
  ...['addObject', 'changeObject', 'retireObject', 'restoreObject'],
  ...['addField', 'changeField', 'retireField', 'restoreField', 'eraseField', 'setRules', known],
]

type Declaration = Readonly<Record<string, unknown>>
type Entry = {
  readonly object: string
  readonly action: string
  readonly before: Declaration | null
  readonly after: Declaration | null
}

/** What is told of the model, by what it is about: its declaration, and whether it is retired or erased. */
type Told = Map<string, unknown>
type Row = { readonly key: string; readonly value: unknown }

/**
 * Replays what the log says of objects and fields that people added, of what they adjusted and of rules, and
 * compares it with the catalog: a sentence for each that is otherwise, missing, or not known to the log.
 */
export async function checkCatalog(database: Database, model: ResolvedModel): Promise<string[]> {
  const [entries, rows] = await database.transaction(async (tx) => [await entriesOf(tx), await rowsOf(tx)], {
    readOnly: true,
    snapshot: true,
    statementMilliseconds: 0,
  })
  const told: Told = new Map()
  for (const entry of entries) take(told, model, entry)
  const stands = new Map(rows.map(({ key, value }) => [key, value]))
  return [...new Set([...told.keys(), ...stands.keys()])].toSorted().flatMap((key) => {
    if (!stands.has(key)) return [`The model: ${key} is in the log, but missing in the catalog.`]
    if (!told.has(key)) return [`The model: ${key} stands in the catalog, but the log does not know it.`]
    const [log, now] = [told.get(key), stands.get(key)]
    if (isDeepStrictEqual(log, now)) return []
    return [`The model: ${key} is not what the log says: ${differing(log, now).join(', ')}.`]
  })
}

async function entriesOf(tx: Transaction): Promise<Entry[]> {
  return tx.query<Entry>(
    sql`select object, action, before, after from audit_entry
        where action = any(${actions}) and record is null
          and id >= coalesce((select min(id) from audit_entry where action = ${known} and object = 'catalog'), 0)
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

function take(told: Told, model: ResolvedModel, { object, action, before, after }: Entry): void {
  const put = (key: string, more: Declaration) =>
    told.set(key, { ...(told.get(key) as Declaration), ...more })
  const { name, ...declaration } = after ?? {}
  const field = keyOf.field(object, before?.['name'] ?? name)
  if (action === known) takeAll(told, after ?? {})
  else if (action === 'addObject' || action === 'changeObject')
    put(keyOf.object(object), { retired: false, declaration: after })
  else if (action === 'retireObject') put(keyOf.object(object), { retired: true })
  else if (action === 'restoreObject') restore(told, keyOf.object(object), declaration)
  else if (action === 'addField') told.set(field, { declaration, retired: false, erased: false })
  else if (action === 'changeField') changeField(told, model, object, name, declaration)
  else if (action === 'retireField') put(field, { retired: true })
  else if (action === 'restoreField') put(field, { declaration, retired: false })
  else if (action === 'eraseField') put(field, { erased: true })
  else told.set(keyOf.rules(object), after?.['rules'])
}

/** An object whose path was taken meanwhile comes back under another. */
function restore(told: Told, key: string, path: Declaration): void {
  const before = told.get(key) as { readonly declaration?: Declaration } | undefined
  told.set(key, { ...before, declaration: { ...before?.declaration, ...path }, retired: false })
}

/** What is no added field of the object itself is adjusted, where it is declared. */
function changeField(
  told: Told,
  model: ResolvedModel,
  object: string,
  name: unknown,
  declaration: Declaration,
): void {
  const key = keyOf.field(object, name)
  if (told.has(key)) return void told.set(key, { ...(told.get(key) as Declaration), declaration })
  const owner = model.objects.get(object)?.fields.get(String(name))?.owner ?? object
  const adjusted = keyOf.adjusted(owner, name)
  told.set(adjusted, { ...(told.get(adjusted) as Declaration), ...declaration })
}

function takeAll(told: Told, all: Declaration): void {
  const each = (part: string) => (all[part] ?? []) as readonly Record<string, unknown>[]
  for (const { name, ...value } of each('objects')) told.set(keyOf.object(name), value)
  for (const { object, name, ...value } of each('fields')) told.set(keyOf.field(String(object), name), value)
  for (const { object, field, changes } of each('adjustments'))
    told.set(keyOf.adjusted(String(object), field), changes)
  for (const { object, rules } of each('rules')) told.set(keyOf.rules(String(object)), rules)
}

/** The settings of it that differ. */
function differing(log: unknown, now: unknown): string[] {
  const flat = (value: unknown): Declaration => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return { rules: value }
    const { declaration, ...rest } = value as Declaration
    return { ...(declaration as Declaration), ...rest }
  }
  const [one, other] = [flat(log), flat(now)]
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (key) => !isDeepStrictEqual(one[key], other[key]),
  )
}
