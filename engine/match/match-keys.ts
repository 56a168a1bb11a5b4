import type { MatchPart } from '#model'
import { blockingKeys, matchForm, type MatchForm, type MatchRecord } from '#match'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'

/** A field of an object that tells who its records are, and what it tells. */
export type MatchedField = { readonly field: ResolvedField; readonly part: MatchPart }

const known = new WeakMap<ResolvedObject, readonly MatchedField[]>()

/** The fields of a base object by which its records are told apart, those with a column of their own. */
export function matchedFields(base: ResolvedObject): readonly MatchedField[] {
  const made = known.get(base)
  if (made) return made
  const fields = [...base.fields.values()].flatMap((field) => {
    const part = field.field.matched
    return part !== undefined && field.owner === base.name && field.column !== null ? [{ field, part }] : []
  })
  known.set(base, fields)
  return fields
}

/** Whether records of a base object are compared with one another: some field tells their name. */
export function isMatched(base: ResolvedObject): boolean {
  return matchedFields(base).some(({ part }) => part === 'name')
}

/** What values by field name tell of who the record is; null where they name nobody. */
export function matchRecordOf(
  base: ResolvedObject,
  values: Readonly<Record<string, unknown>>,
): MatchRecord | null {
  const record: { -readonly [K in keyof MatchRecord]?: MatchRecord[K] } = {}
  for (const { field, part } of matchedFields(base)) {
    const value = values[field.name]
    if (typeof value === 'string' && value !== '') record[part] ??= value
  }
  return typeof record.name === 'string' ? (record as MatchRecord) : null
}

/**
 * The keys under which a record is found by those that may be the same, as numbers, which are short to keep.
 */
export function keysOf(form: MatchForm): number[] {
  return [...new Set(blockingKeys(form).map(hash))]
}

/** What the column `match_keys` holds of a record, from the stored form of its values. */
export function matchKeys(
  model: ResolvedModel,
  object: ResolvedObject,
  values: Readonly<Record<string, unknown>>,
): readonly number[] | null {
  const base = model.objects.get(object.base)
  const record = base && isMatched(base) ? matchRecordOf(base, values) : null
  return record ? keysOf(matchForm(record)) : null
}

/**
 * FNV-1a in 32 bits, mixed at the end; two keys that share a number are told apart when records are compared.
 */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  value ^= value >>> 15
  value = Math.imul(value, 0x2c1b3c6d)
  return (value ^ (value >>> 13)) | 0
}
