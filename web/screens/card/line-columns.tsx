import type { ApiRecord, DescribedField, DescribedModel, DescribedObject } from '../../api/model.ts'
import { codeOptions } from '../../fields/code-options.ts'
import { referenceOptions } from '../../fields/reference-options.ts'
import { ShowField } from '../../fields/show-value.tsx'
import { targetOf, type ApiReference } from '../../api/model.ts'
import { valueText, type ValueContext } from '../../fields/value-text.ts'
import { parseDay } from '../../format/parse-day.ts'
import { parseNumber } from '../../format/parse-number.ts'
import type { CellEdit, GridColumn } from '../../ui/grid/grid-column.ts'

type Line = ApiRecord

/** The columns of owned lines, drawn and edited by the types of their fields. */
export function lineColumns(
  lines: DescribedObject,
  via: string,
  model: DescribedModel,
  context: ValueContext,
): Omit<GridColumn<Line>, 'sort'>[] {
  return lines.fields
    .filter((field) => field.name !== via && !field.system && field.control.edit !== null)
    .map((field) => ({
      id: field.name,
      title: field.label,
      width: widthOf(field),
      draw: (line) => <ShowField field={field} record={line} model={model} context={context} cell />,
      text: (line) => valueText(field, line[field.name], line, context),
      edit: (line) => cellEdit(field, line, model, context),
    }))
}

function widthOf(field: DescribedField): number {
  if (field.type === 'yesNo') return 84
  if (['choice', 'code', 'day', 'integer'].includes(field.type)) return 120
  return 170
}

/** How a cell of the type is changed in place; null where it needs more than a cell. */
export function cellEdit(
  field: DescribedField,
  row: ApiRecord,
  model: DescribedModel,
  context: ValueContext,
): CellEdit | null {
  const value = row[field.name]
  const { language } = context
  switch (field.control.edit) {
    case 'choice':
      return choice(
        field,
        value,
        (field.choices ?? []).filter((one) => !one.retired),
      )
    case 'code':
      return choice(field, value, codeOptions(field, language))
    case 'yes-no':
      return {
        kind: 'choice',
        chosen: [value === true ? 'true' : 'false'],
        options: [
          { value: 'true', label: context.yes },
          { value: 'false', label: context.no },
        ],
        value: ([one]) => one === 'true',
      }
    case 'reference': {
      const object = targetOf(model, field)
      if (!object) return null
      const current = value as ApiReference | null
      return {
        kind: 'choice',
        chosen: current ? [current.id] : [],
        load: (typed, signal) =>
          referenceOptions(object, typed, signal, field.settings['where'] as object | undefined),
        value: ([id]) => (id ? { id } : null),
      }
    }
    case 'integer':
    case 'decimal':
    case 'money':
      return typed(
        value === null || value === undefined
          ? ''
          : valueText({ ...field, control: { ...field.control, show: 'decimal' } }, value, row, context),
        (text) => {
          const read = parseNumber(text, language)
          return read === null ? null : field.control.edit === 'integer' ? Number(read) : read
        },
      )
    case 'day':
      return typed(valueText(field, value, row, context), (text) => parseDay(text, language))
    case 'text':
    case 'long-text':
    case 'email':
    case 'phone':
    case 'web-address':
    case 'tax-number':
    case 'bank-account':
      return {
        ...typed(typeof value === 'string' ? value : '', (text) => text),
        code: field.control.show === 'identifier',
      } as CellEdit
    default:
      return null
  }
}

function choice(
  field: DescribedField,
  value: unknown,
  options: readonly { value: string; label: string }[],
): CellEdit {
  return {
    kind: 'choice',
    chosen: typeof value === 'string' ? [value] : [],
    options: [...options, ...(field.required ? [] : [{ value: '', label: '–' }])],
    value: ([one]) => (one ? one : null),
  }
}

/** Typed text; what cannot be read goes to the server as it is, whose sentence says what is wrong. */
function typed(text: string, read: (typed: string) => unknown): CellEdit {
  return {
    kind: 'text',
    text,
    read: (given) => ({ value: given.trim() === '' ? null : (read(given.trim()) ?? given) }),
  }
}
