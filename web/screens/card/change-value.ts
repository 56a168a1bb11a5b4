import type { TFunction } from 'i18next'
import type { ApiRecord, DescribedField, DescribedModel, DescribedObject } from '../../api/model.ts'
import { targetOf } from '../../api/model.ts'
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
  if (Array.isArray(value) && value.length === 0) return null
  if (Array.isArray(value) && isLines(field, value)) {
    const lines = field && targetOf(model, field)
    return lines && value.length <= fewLines
      ? value.map((line) => lineText(lines, line as ApiRecord, context)).join('; ')
      : t('card.lineCount', { count: value.length })
  }
  const plain = plainValue(value)
  const words = field ? valueText(field, plain, record, context) : String(plain)
  return words.length > longest ? `${words.slice(0, longest)}…` : words
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
