import type { TFunction } from 'i18next'
import type { ApiRecord, DescribedField, DescribedModel, DescribedObject } from '../../api/model.ts'
import { objectNamed, targetOf } from '../../api/model.ts'
import { valueText, type ValueContext } from '../../fields/value-text.ts'

export interface ChangeParts {
  record: ApiRecord | null
  model: DescribedModel
  context: ValueContext
  t: TFunction
}

/** So many lines are told one by one; of more only the number. */
const fewLines = 3

/** A text of a change longer than this says enough by its beginning. */
const longest = 240

/** What a field held before or after a change, as words; null where it was empty. */
export function changeText(
  object: DescribedObject,
  name: string,
  value: unknown,
  { record, model, context, t }: ChangeParts,
): string | null {
  if (value === null || value === undefined || value === '') return null
  const field = object.fields.find((one) => one.name === name)
  if (typeof value === 'object' && Object.keys(value).length === 0) return null
  if (Array.isArray(value) && isLines(field, value)) {
    const lines = field && targetOf(model, field)
    return lines && value.length <= fewLines
      ? value.map((line) => lineText(lines, line as ApiRecord, context)).join('; ')
      : t('card.lineCount', { count: value.length })
  }
  // A condition comes in the words of whoever reads.
  if (field?.settings['conditionOn'] !== undefined && 'title' in Object(value))
    return String(Object(value).title)
  const plain = plainValue(value)
  const words = field
    ? (namedValues(field, plain, { record, model, context, t }) ?? valueText(field, plain, record, context))
    : String(plain)
  return words.length > longest ? `${words.slice(0, longest)}…` : words
}

/** What is kept by the names of fields, such as the answers of a form: each by its label; null for others. */
function namedValues(field: DescribedField, value: unknown, parts: ChangeParts): string | null {
  const of = field.settings['valuesOf']
  if (!Array.isArray(of) || typeof value !== 'object' || value === null) return null
  const objects = of.flatMap((name) => objectNamed(parts.model, String(name)) ?? [])
  const told = Object.entries(value).map(([name, given]) => {
    const object = objects.find(({ fields }) => fields.some((one) => one.name === name))
    const label = object?.fields.find((one) => one.name === name)?.label
    // What one may not see is not named either; it is there, though.
    if (!object || label === undefined) return parts.t('card.hiddenAnswer')
    return `${label}: ${textOf(object, name, given, parts) ?? '–'}`
  })
  return [...new Set(told)].join('; ')
}

/** A value of a field, or names of its lines. */
function textOf(object: DescribedObject, name: string, value: unknown, parts: ChangeParts): string | null {
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ')
  return changeText(object, name, value, { ...parts, record: null })
}

/** A choice of the history comes with its label; elsewhere it is its value alone. */
export function plainValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainValue)
  if (typeof value === 'object' && value !== null && 'value' in value && 'title' in value && !('id' in value))
    return value.value
  return value
}

/** A record as it was, in the form in which it reads today. */
export function plainRecord(record: ApiRecord): ApiRecord {
  const entries = Object.entries(record).map(([name, value]) => [name, plainValue(value)])
  return Object.fromEntries(entries) as ApiRecord
}

/** A line by what people wrote in it, in the order of its fields. */
export function lineText(lines: DescribedObject, line: ApiRecord, context: ValueContext): string {
  return lines.fields
    .filter((field) => !field.system && field.type !== 'yesNo' && field.value.kind !== 'lines')
    .filter((field) => field.settings['to'] !== 'party')
    .map((field) => valueText(field, plainValue(line[field.name]), line, context))
    .filter((words) => words !== '')
    .join(', ')
}

function isLines(field: DescribedField | undefined, value: readonly unknown[]): boolean {
  if (field) return field.value.kind === 'lines'
  return typeof value[0] === 'object' && value[0] !== null && !('title' in value[0])
}
