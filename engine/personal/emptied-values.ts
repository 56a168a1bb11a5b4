import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { ownedLines } from '../records/write/lines.ts'
import { retiredFields, storedKey, type StoredField } from '../records/stored.ts'

/** Kinds that say nothing of a person by themselves: choices, figures, and who else is meant. */
const kept = new Set([
  'choice',
  'choices',
  'code',
  'yesNo',
  'reference',
  'references',
  'money',
  'decimal',
  'integer',
  'percent',
  'sequenceNumber',
  'formula',
])

/** What is destroyed of a record where a person becomes anonymous. */
export type Emptied = {
  /** By the name of the face through which it is written: what stands in its place. */
  readonly values: ReadonlyMap<string, Readonly<Record<string, unknown>>>
  /** Columns of fields that were retired, which no write reaches and a restore of the field would show. */
  readonly retired: readonly StoredField[]
  /** The keys that go from the log: those of the fields, then those of the retired ones. */
  readonly keys: readonly string[]
  readonly fields: readonly { readonly face: ResolvedObject; readonly field: ResolvedField }[]
  /** Fields that name files. */
  readonly files: readonly string[]
}

/**
 * Which fields of a record are emptied, of the base and of every role: texts, numbers of people, days, files
 * and lines that hold such; also those that were added at run time. A text that must be there is replaced.
 */
export function emptiedValues(model: ResolvedModel, base: ResolvedObject, mark: string): Emptied {
  const values = new Map<string, Record<string, unknown>>()
  const keys: string[] = []
  const fields: { face: ResolvedObject; field: ResolvedField }[] = []
  const files: string[] = []
  for (const face of [base, ...base.roles.flatMap((name) => model.objects.get(name) ?? [])]) {
    const own: Record<string, unknown> = {}
    for (const field of face.fields.values()) {
      if (field.owner !== face.name || field.system || !isEmptied(model, field)) continue
      const key = storedKey(face, field)
      own[field.name] = replacement(model, face, field, mark)
      keys.push(key)
      fields.push({ face, field })
      if (isFile(field)) files.push(key)
    }
    values.set(face.name, own)
  }
  const retired = retiredFields(model, base).filter(({ resolved }) => !kept.has(resolved.field.type))
  for (const { key, resolved } of retired) {
    keys.push(key)
    if (isFile(resolved)) files.push(key)
  }
  return { values, keys, fields, files, retired }
}

function isFile({ field }: ResolvedField): boolean {
  return field.type === 'file' || field.type === 'image'
}

function isEmptied(model: ResolvedModel, field: ResolvedField): boolean {
  const lines = ownedLines(model, field)
  if (lines)
    return [...lines.object.fields.values(), ...lines.object.retired].some(
      (one) => !one.system && one.column !== null && !kept.has(one.field.type),
    )
  return field.column !== null && field.field.how !== 'derived' && !kept.has(field.field.type)
}

function replacement(
  model: ResolvedModel,
  face: ResolvedObject,
  field: ResolvedField,
  mark: string,
): unknown {
  if (ownedLines(model, field)) return []
  // Nothing obligatory is asked of an erasure: what owners added holds nothing, for not every kind could hold
  // the mark. What Kontor itself reads goes on holding something.
  const needed = field.name === face.title || (field.field.how === 'required' && !field.custom)
  if (!needed) return field.field.type === 'tags' ? [] : null
  if (field.field.type === 'email') return `${mark.replace(/[^\w]+/g, '-').toLowerCase()}@erased.invalid`
  return field.field.type === 'day' ? '1900-01-01' : mark
}
