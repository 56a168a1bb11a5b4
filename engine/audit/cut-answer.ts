import type { Actor } from '../access/actor.ts'
import { withKnownFields } from '../catalog/field-choices.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { cutNames, namesFieldsOn } from '../query/known-names.ts'
import type { Reader } from '../query/reader.ts'
import { getRecord } from '../records/read/get-record.ts'
import { ownedLines } from '../records/write/lines.ts'
import { targetOf } from '../records/write/references.ts'
import { seenFieldsOn } from './history.ts'
import { titlesOf } from './name-references.ts'

type Asking = Reader & { readonly actor: Actor }
type Row = Readonly<Record<string, unknown>>
type Reference = { readonly id: string }

/**
 * What was answered about a record once, cut to what the reader may see of it now: fields that are hidden on
 * it are left out, and records that it names and that are hidden are empty. Throws a 404 for a hidden record.
 */
export async function cutAnswer(
  database: Connection,
  reader: Asking,
  object: ResolvedObject,
  record: string,
  answer: Row,
): Promise<Row> {
  // That this reads the record is written down by it.
  const now = await getRecord(database, reader, object, record)
  if ('movedTo' in now) return { id: record }
  const seen = await seenFieldsOn(database, reader, object, record)
  const shown = new Set([...seen.values()].map(({ name }) => name))
  const fields = [...object.fields.values()].filter(
    ({ name, system }) => Object.hasOwn(answer, name) && (system || shown.has(name)),
  )
  const known = await knownRecords(database, reader, fields, answer)
  const cut: Record<string, unknown> = { id: answer['id'] ?? record }
  for (const field of fields) {
    const value = cutValue(reader, field, answer[field.name], known)
    const beside = namesFieldsOn(field)
    cut[field.name] =
      beside === null ? value : await cutNames(database, reader, field, value, String(answer[beside] ?? ''))
  }
  // In which roles it is seen is asked of the record itself.
  if (Array.isArray(cut['roles'])) {
    const { roles } = JSON.parse(now.json) as { roles?: string[] }
    cut['roles'] = (cut['roles'] as string[]).filter((role) => roles?.includes(role))
  }
  return cut
}

/** Of the records that the answer names those that the reader may see, by their ids. */
async function knownRecords(
  database: Connection,
  reader: Asking,
  fields: readonly ResolvedField[],
  answer: Row,
): Promise<ReadonlySet<string>> {
  const named = new Map<string, string[]>()
  for (const field of fields) {
    for (const [target, id] of referencesIn(reader.model, field, answer[field.name]))
      named.set(target, [...(named.get(target) ?? []), id])
  }
  const known = new Set<string>()
  for (const [target, ids] of named)
    for (const [id] of await titlesOf(database, reader, target, ids)) known.add(id)
  return known
}

function* referencesIn(
  model: ResolvedModel,
  field: ResolvedField,
  value: unknown,
): Generator<readonly [target: string, id: string]> {
  const target = targetOf(field)
  for (const one of Array.isArray(value) ? value : [value]) {
    if (target !== null && isReference(one)) yield [target, one.id]
    for (const [inner, own] of fieldsOfLine(model, field, one)) yield* referencesIn(model, inner, own)
  }
}

function cutValue(reader: Asking, field: ResolvedField, value: unknown, known: ReadonlySet<string>): unknown {
  if (targetOf(field) !== null) {
    const isSeen = (one: unknown) => isReference(one) && known.has(one.id)
    return Array.isArray(value) ? value.filter(isSeen) : isSeen(value) ? value : null
  }
  const { model } = reader
  if (!Array.isArray(value) || !ownedLines(model, field)) return withKnownFields(reader, field, value)
  return value.map((line: unknown) => ({
    ...(line as Row),
    ...Object.fromEntries(
      fieldsOfLine(model, field, line).map(([inner, own]) => [
        inner.name,
        cutValue(reader, inner, own, known),
      ]),
    ),
  }))
}

function fieldsOfLine(
  model: ResolvedModel,
  field: ResolvedField,
  line: unknown,
): readonly (readonly [ResolvedField, unknown])[] {
  const owned = ownedLines(model, field)
  if (!owned || typeof line !== 'object' || line === null) return []
  return [...owned.object.fields.values()]
    .filter((inner) => Object.hasOwn(line, inner.name))
    .map((inner) => [inner, (line as Row)[inner.name]] as const)
}

function isReference(value: unknown): value is Reference {
  return typeof value === 'object' && value !== null && typeof (value as { id?: unknown }).id === 'string'
}
