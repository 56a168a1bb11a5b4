import type { ApiRecord, ApiReference, DescribedField, DescribedModel } from '../../api/model.ts'
import { isChanged, targetOf } from '../../api/model.ts'
import { codeOptions } from '../../fields/code-options.ts'
import { referenceOptions } from '../../fields/reference-options.ts'
import { currencyOf, fractionOf, percentOf, valueText } from '../../fields/value-text.ts'
import type { ValueContext } from '../../fields/value-text.ts'
import { formatAmount, formatNumber } from '../../format/format-number.ts'
import { parseDay } from '../../format/parse-day.ts'
import { parseNumber } from '../../format/parse-number.ts'
import type { CellEdit } from '../../ui/grid/grid-column.ts'

/** What a cell that cannot be read says. */
export interface CellWords {
  notANumber: string
  notADay: string
}

/** Whether a field is ever changed by hand. */
export function isEditable(field: DescribedField): boolean {
  return isChanged(field) && !field.derived && !field.readOnly && !field.system
}

/** How a field is changed in a cell; null where a cell has no room for it. */
export function cellEdit(
  field: DescribedField,
  row: ApiRecord,
  parts: { model: DescribedModel; context: ValueContext; words: CellWords },
): CellEdit | null {
  if (!isEditable(field)) return null
  const { model, context, words } = parts
  const value = row[field.name]
  const { edit } = field.control
  if (edit === 'integer' || edit === 'decimal' || edit === 'percent' || edit === 'money')
    return figures(field, row, context, words)
  if (edit === 'day') {
    const read = (typed: string) => readDay(typed, context, words)
    return { kind: 'text', text: valueText(field, value, row, context), read }
  }
  if (edit === 'yes-no') {
    const options = [
      { value: 'true', label: context.yes },
      { value: 'false', label: context.no },
    ]
    return { kind: 'choice', chosen: [String(value === true)], options, value: ([one]) => one === 'true' }
  }
  if (edit === 'choice' || edit === 'code') {
    const options = edit === 'code' ? codeOptions(field, context.language) : choicesOf(field)
    return {
      kind: 'choice',
      chosen: textOf(value) === '' ? [] : [textOf(value)],
      options,
      value: ([one]) => one ?? null,
    }
  }
  if (edit === 'choices') {
    return {
      kind: 'choice',
      several: true,
      chosen: listOf(value),
      options: choicesOf(field),
      value: (chosen) => chosen,
    }
  }
  if (edit === 'reference') {
    const target = targetOf(model, field)
    if (!target) return null
    const chosen = (value as ApiReference | null)?.id
    const where = field.settings['where'] as object | undefined
    const load = (typed: string, signal: AbortSignal) => referenceOptions(target, typed, signal, where)
    return {
      kind: 'choice',
      chosen: chosen === undefined ? [] : [chosen],
      load,
      value: ([one]) => one ?? null,
    }
  }
  if (['tags', 'references', 'file', 'image', 'instant', 'collection', 'postal-address'].includes(edit ?? ''))
    return null
  if (typeof value === 'object' && value !== null) return null
  const read = (typed: string) => ({ value: typed.trim() === '' ? null : typed.trim() })
  return {
    kind: 'text',
    text: textOf(value),
    read,
    code: field.control.show === 'identifier',
    long: edit === 'long-text',
  }
}

/** Reads pasted or typed text as the value of a field: what a cell would take. */
export function readCell(
  field: DescribedField,
  typed: string,
  parts: { context: ValueContext; words: CellWords },
): { value: unknown } | { problem: string } {
  const { context, words } = parts
  const text = typed.trim()
  if (text === '') return { value: null }
  const { edit } = field.control
  if (edit === 'integer' || edit === 'decimal' || edit === 'percent' || edit === 'money')
    return readNumber(field, text, context, words)
  if (edit === 'day') return readDay(text, context, words)
  if (edit === 'yes-no')
    return { value: [context.yes.toLowerCase(), 'true', '1', 'yes'].includes(text.toLowerCase()) }
  if (edit === 'choice' || edit === 'code') {
    const options = edit === 'code' ? codeOptions(field, context.language) : choicesOf(field)
    const found = options.find(({ value, label }) =>
      [value, label].some((one) => one.toLowerCase() === text.toLowerCase()),
    )
    return { value: found?.value ?? text }
  }
  return { value: text }
}

function figures(field: DescribedField, row: ApiRecord, context: ValueContext, words: CellWords): CellEdit {
  const raw = textOf(row[field.name])
  const { edit } = field.control
  const { language } = context
  const currency = edit === 'money' ? currencyOf(field, row, context) : null
  const text =
    raw === ''
      ? ''
      : currency
        ? formatAmount(language, raw, currency)
        : formatNumber(language, edit === 'percent' ? percentOf(raw) : raw)
  return {
    kind: 'text',
    text,
    read: (typed) => readNumber(field, typed, context, words),
    ...(currency ? { after: currency } : edit === 'percent' ? { after: '%' } : {}),
  }
}

function readNumber(field: DescribedField, typed: string, { language }: ValueContext, words: CellWords) {
  if (typed.trim() === '') return { value: null }
  const number = parseNumber(typed, language)
  if (number === null) return { problem: words.notANumber }
  const { edit } = field.control
  if (edit === 'percent') return { value: fractionOf(number) }
  if (edit !== 'integer') return { value: number }
  return Number.isSafeInteger(Number(number)) ? { value: Number(number) } : { problem: words.notANumber }
}

function readDay(typed: string, { language }: ValueContext, words: CellWords) {
  if (typed.trim() === '') return { value: null }
  const day = parseDay(typed, language)
  return day === null ? { problem: words.notADay } : { value: day }
}

function choicesOf(field: DescribedField) {
  return (field.choices ?? []).filter(({ retired }) => !retired).map(({ value, label }) => ({ value, label }))
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value)
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
}
