import type { MatchPart } from '#model'
import { matchForm, type MatchRecord } from '#match'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { id, join, sql, type Sql } from '../database/sql.ts'
import { ownedLines, type Owned } from '../records/write/lines.ts'
import { keysOf } from './keys-of.ts'

/**
 * A field of an object that tells who its records are, and what it tells: a field of its own, or owned lines
 * of which one field does.
 */
export type MatchedField = {
  readonly field: ResolvedField
  readonly part: MatchPart
  readonly line: { readonly owned: Owned; readonly field: ResolvedField } | null
}

const known = new WeakMap<ResolvedModel, Map<string, readonly MatchedField[]>>()

/** The fields of a base object by which its records are told apart, those with a column and owned lines. */
export function matchedFields(model: ResolvedModel, base: ResolvedObject): readonly MatchedField[] {
  const ofModel = known.get(model) ?? new Map<string, readonly MatchedField[]>()
  known.set(model, ofModel)
  const made =
    ofModel.get(base.name) ?? [...base.fields.values()].flatMap((field) => matched(model, base, field))
  ofModel.set(base.name, made)
  return made
}

function matched(model: ResolvedModel, base: ResolvedObject, field: ResolvedField): MatchedField[] {
  if (field.owner !== base.name) return []
  const part = field.field.matched
  if (part !== undefined && field.column !== null) return [{ field, part, line: null }]
  const owned = ownedLines(model, field)
  if (!owned) return []
  return [...owned.object.fields.values()].flatMap((line): MatchedField[] => {
    const told = line.field.matched
    return told === undefined ? [] : [{ field, part: told, line: { owned, field: line } }]
  })
}

/** Whether records of a base object are compared with one another: some field tells their name. */
export function isMatched(base: ResolvedObject): boolean {
  return [...base.fields.values()].some(
    ({ field, owner, column }) => field.matched === 'name' && owner === base.name && column !== null,
  )
}

const parts = ['email', 'phone', 'bankAccount', 'address'] as const
type Several = (typeof parts)[number]

/** What values by field name tell of who the record is; null where they name nobody. */
export function matchRecordOf(
  model: ResolvedModel,
  base: ResolvedObject,
  values: Readonly<Record<string, unknown>>,
): MatchRecord | null {
  const record: { -readonly [K in keyof MatchRecord]?: MatchRecord[K] } = {}
  for (const { field, part, line } of matchedFields(model, base)) {
    for (const value of textsIn(values[field.name], line?.field.name)) {
      const known = record[part]
      if (known === undefined) record[part] = value
      else if (isSeveral(part) && !known?.includes(value)) record[part] = [known ?? []].flat().concat(value)
    }
  }
  return typeof record.name === 'string' ? (record as MatchRecord) : null
}

function isSeveral(part: MatchPart): part is Several {
  return (parts as readonly string[]).includes(part)
}

/** A value, or those of lines: as rows of a statement give them, or as records hold them. */
function textsIn(value: unknown, line: string | undefined): string[] {
  const all = Array.isArray(value) ? (value as unknown[]) : [value]
  const texts = all.map((one) =>
    typeof one === 'object' && one !== null && line !== undefined
      ? (one as Record<string, unknown>)[line]
      : one,
  )
  return texts.filter((one): one is string => typeof one === 'string' && one !== '')
}

/** The select list that `matchRecordOf` reads, of the row of `alias`. */
export function matchColumns(model: ResolvedModel, base: ResolvedObject, alias: string): Sql {
  return join(
    matchedFields(model, base).map(({ field, line }) => {
      if (!line) return sql`${id(alias, field.column ?? '')} as ${id(field.name)}`
      const value = id('l', line.field.column ?? '')
      return sql`(select array_agg(${value}) from ${id(line.owned.object.table)} l
        where ${id('l', line.owned.via)} = ${id(alias, 'id')}) as ${id(field.name)}`
    }),
  )
}

/** What the column `match_keys` holds of a record, from the stored form of its values. */
export function matchKeys(
  model: ResolvedModel,
  object: ResolvedObject,
  values: Readonly<Record<string, unknown>>,
): readonly number[] | null {
  const base = model.objects.get(object.base)
  const record = base && isMatched(base) ? matchRecordOf(model, base, values) : null
  return record ? keysOf(matchForm(record)) : null
}
