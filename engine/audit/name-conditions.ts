import { parseWhere, WhereError, type Expression, type Language } from '#model'
import { conditionReader, inWords, type ConditionReader } from '../access/condition-in-words.ts'
import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { cutNames, namesFieldsOn } from '../query/known-names.ts'
import { typeScope } from '../query/type-scope.ts'
import type { Acting } from '../records/read/list-conditions.ts'
import { said } from '../said/said.ts'

type Entry = {
  /** The record of which the entry tells. */
  readonly of: string | null
  readonly changes: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[]
}

/**
 * Conditions that records hold (of a right, a saved view, a criterion) become `{ value, title }`, with what
 * they ask in words. One over what the reader does not see is told as such, without its value. Of other
 * values that name fields those names go that the reader does not know.
 */
export async function nameConditions(
  database: Connection,
  reader: Acting,
  fields: ReadonlyMap<string, ResolvedField>,
  entries: readonly Entry[],
): Promise<void> {
  for (const declared of fields.values()) {
    const { name, field } = declared
    const sibling = namesFieldsOn({ field })
    if (sibling === null) continue
    const told = entries.filter(({ changes }) => changes.some((change) => change.field === name))
    const objects = await objectsOf(database, sibling, [...new Set(told.flatMap((entry) => entry.of ?? []))])
    if (field['conditionOn'] === undefined) {
      await keepKnownNames(database, reader, declared, told, objects)
      continue
    }
    const found = told.flatMap((entry) => {
      const object = reader.model.objects.get(objects.get(entry.of ?? '') ?? '')
      return entry.changes
        .filter((change) => change.field === name)
        .map((change) => ({
          change,
          before: judged(reader, object, change.before),
          after: judged(reader, object, change.after),
        }))
    })
    const known = found.flatMap(({ before, after }) => [...expressionIn(before), ...expressionIn(after)])
    const reading = await conditionReader(database, reader, known)
    for (const { change, before, after } of found)
      Object.assign(change, { before: titled(reading, before), after: titled(reading, after) })
  }
}

/** Of names of fields those that the reader knows: in what is kept of a list. */
async function keepKnownNames(
  database: Connection,
  reader: Acting,
  field: ResolvedField,
  entries: readonly Entry[],
  objects: ReadonlyMap<string, string>,
): Promise<void> {
  for (const { of, changes } of entries) {
    for (const change of changes.filter((one) => one.field === field.name)) {
      const cut = (value: unknown) => cutNames(database, reader, field, value, objects.get(of ?? '') ?? '')
      Object.assign(change, { before: await cut(change.before), after: await cut(change.after) })
    }
  }
}

/** On which object the condition of each record is, by the log, which knows those that are gone as well. */
async function objectsOf(
  database: Connection,
  sibling: string,
  records: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (records.length === 0) return new Map()
  const rows = await database.query<{ record: string; object: string }>(
    sql`select distinct on (record) record, coalesce(after->>${sibling}, before->>${sibling}) as object
        from audit_entry where record = any(${records}::uuid[]) and (after ? ${sibling} or before ? ${sibling})
        order by record, id desc`,
  )
  return new Map(rows.map(({ record, object }) => [record, object]))
}

/** A condition as far as the reader may know it; null where there is none. */
type Judged =
  | null
  | {
      readonly is: 'known'
      readonly value: object
      readonly on: ResolvedObject
      readonly expression: Expression
    }
  | { readonly is: 'hidden' }
  | { readonly is: 'gone'; readonly value: object | null }

function judged(reader: Acting, on: ResolvedObject | undefined, value: unknown): Judged {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return null
  const expression = on && conditionOn(reader, on, value, 'actor')
  if (on && expression) return { is: 'known', value, on, expression }
  if (on && conditionOn(reader, on, value, 'action')) return { is: 'hidden' }
  // Beside what is gone it may name what is hidden; nobody can tell any more.
  return { is: 'gone', value: reader.actor.access.administrator ? value : null }
}

function expressionIn(condition: Judged): readonly Expression[] {
  return condition?.is === 'known' ? [condition.expression] : []
}

function titled(reading: ConditionReader, condition: Judged): unknown {
  if (condition === null) return null
  const { language } = reading.reader.actor
  if (condition.is === 'hidden')
    return { value: null, title: said('over fields that you may not see').in(language) }
  if (condition.is === 'gone')
    return { value: condition.value, title: said('that names what is there no longer').in(language) }
  const { value, on, expression } = condition
  return { value, title: inWords(reading, on, expression, persons)(language) }
}

/** The condition where it fits the model, by the eyes of the reader or by those of the program. */
function conditionOn(reader: Acting, object: ResolvedObject, where: object, authority: 'actor' | 'action') {
  try {
    const isOpen = authority === 'action' || reader.actor.access.administrator
    return parseWhere(
      where,
      typeScope(isOpen ? { model: reader.model, authority: 'action' } : reader, object),
    )
  } catch (error) {
    if (error instanceof WhereError) return null
    throw error
  }
}

/** What differs by person, in the words of the matrix of rights: nobody in particular is meant. */
function persons(language: Language): Readonly<Record<string, string>> {
  return {
    $me: said('themselves').in(language),
    $myReports: said('one of their direct reports').in(language),
    $myTeam: said('one of their team').in(language),
    $myCompanies: said('one of their companies').in(language),
    $myPosts: said('one of their posts').in(language),
    $myParty: said('their own partner').in(language),
  }
}
