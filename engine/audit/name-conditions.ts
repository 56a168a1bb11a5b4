import { parseWhere, WhereError, type Language } from '#model'
import { inWords } from '../access/condition-in-words.ts'
import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
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
 * they ask in words. One over what the reader does not see is told as such, without its value.
 */
export async function nameConditions(
  database: Connection,
  reader: Acting,
  fields: ReadonlyMap<string, ResolvedField>,
  entries: readonly Entry[],
): Promise<void> {
  for (const { name, field } of fields.values()) {
    const sibling = field['conditionOn']
    if (typeof sibling !== 'string') continue
    const told = entries.filter(({ changes }) => changes.some((change) => change.field === name))
    const objects = await objectsOf(database, sibling, [...new Set(told.flatMap((entry) => entry.of ?? []))])
    for (const entry of told)
      for (const change of entry.changes.filter((one) => one.field === name)) {
        const object = reader.model.objects.get(objects.get(entry.of ?? '') ?? '')
        const { before, after } = change
        Object.assign(change, {
          before: await titled(database, reader, object, before),
          after: await titled(database, reader, object, after),
        })
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

async function titled(
  database: Connection,
  reader: Acting,
  object: ResolvedObject | undefined,
  value: unknown,
): Promise<unknown> {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return null
  const { language } = reader.actor
  const known = object && conditionOn(reader, object, value, 'actor')
  if (object && known)
    return { value, title: (await inWords(database, reader, object, known, persons))(language) }
  const isThere = object && conditionOn(reader, object, value, 'action')
  if (isThere) return { value: null, title: said('over fields that you may not see').in(language) }
  return { value, title: said('that names what is there no longer').in(language) }
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
    $myParty: said('their own partner').in(language),
  }
}
