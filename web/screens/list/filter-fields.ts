import type { DescribedField, DescribedModel, DescribedObject } from '../../api/model.ts'
import { fieldOf, targetOf } from '../../api/model.ts'
import { valueText } from '../../fields/value-text.ts'
import type { ValueContext } from '../../fields/value-text.ts'
import { insideText } from '../../format/language.ts'
import type { Option } from '../../ui/pick.ts'
import type { FilterOperator, FilterRow } from './filter.ts'

/** The field at a path: of the object itself, or of what its references name, step by step. */
export function fieldAt(
  model: DescribedModel,
  object: DescribedObject,
  path: string,
): DescribedField | undefined {
  const [first = '', ...rest] = path.split('.')
  const field = fieldOf(object, first)
  if (rest.length === 0) return field
  const target = field ? targetOf(model, field) : roleNamed(model, object, first)
  return target && fieldAt(model, target, rest.join('.'))
}

/** The same record in one of its roles, which a condition names like a reference. */
function roleNamed(
  model: DescribedModel,
  object: DescribedObject,
  name: string,
): DescribedObject | undefined {
  return model.objects.find((one) => one.isRole && one.name === name && one.base === object.base)
}

/** A field as a filter names it: “City”, “Category: Name”, “Partner: Customer: Manager”. */
export function pathLabel(model: DescribedModel, object: DescribedObject, path: string): string {
  const [first = '', ...rest] = path.split('.')
  const field = fieldOf(object, first)
  const role = field ? undefined : roleNamed(model, object, first)
  const label = field?.label ?? role?.label
  if (label === undefined) return path
  const target = field ? targetOf(model, field) : role
  if (rest.length === 0 || !target || !fieldAt(model, target, rest.join('.'))) return label
  return `${label}: ${pathLabel(model, target, rest.join('.'))}`
}

/** What a condition asks a field for, but for records and spans; of today it is a word within a sentence. */
export function plainWords(field: DescribedField, value: unknown, context: ValueContext): string {
  const text = valueText(field, value, null, context)
  return value === '$today' ? insideText(context.language, text) : text
}

/**
 * All that can be asked of: the object's own fields, then those one step away, under the reference that leads
 * there.
 */
export function filterFields(model: DescribedModel, object: DescribedObject): Option[] {
  const own = object.fields.filter((field) => operatorsOf(model, field).length > 0)
  const steps = own.flatMap((field) => {
    if (field.value.kind !== 'reference' || field.control.show === 'image' || field.control.show === 'file')
      return []
    const target = targetOf(model, field)
    if (!target) return []
    return target.fields
      .filter((each) => !each.system && each.value.kind !== 'lines' && operatorsOf(model, each).length > 0)
      .map((each): Option => ({
        value: `${field.name}.${each.name}`,
        label: `${field.label}: ${each.label}`,
        group: field.label,
      }))
  })
  return [...own.map(({ name, label }): Option => ({ value: name, label })), ...steps]
}

const byControl: Readonly<Record<string, readonly FilterOperator[]>> = {
  text: ['contains', 'notContains', 'startsWith', 'is', 'isNot', 'set', 'unset'],
  choice: ['is', 'isNot', 'in', 'notIn', 'set', 'unset'],
  code: ['is', 'isNot', 'in', 'notIn', 'set', 'unset'],
  reference: ['is', 'isNot', 'in', 'notIn', 'under', 'set', 'unset'],
  'yes-no': ['is'],
  integer: ['is', 'isNot', 'above', 'atLeast', 'below', 'atMost', 'set', 'unset'],
  day: ['is', 'isNot', 'above', 'atLeast', 'below', 'atMost', 'within', 'notWithin', 'set', 'unset'],
  instant: ['above', 'below', 'within', 'notWithin', 'set', 'unset'],
  list: ['contains', 'set', 'unset'],
  presence: ['set', 'unset'],
}

/** What can be asked of a field, the likeliest first. */
export function operatorsOf(model: DescribedModel, field: DescribedField): FilterOperator[] {
  const offered = byControl[controlOf(field)] ?? byControl['text'] ?? []
  return offered.filter((operator) => {
    if (operator === 'unset') return field.operators.includes('set')
    if (operator === 'isNot') return field.operators.includes('not')
    if (operator === 'notContains') return field.operators.includes('contains')
    if (operator === 'notWithin') return field.operators.includes('within')
    if (operator === 'under') return field.operators.includes('under') && isTree(model, field)
    return field.operators.includes(operator)
  })
}

/** The words of an operator: days are before and after, not below and above. */
export function operatorKey(
  field: DescribedField,
  operator: FilterOperator,
): FilterOperator | 'before' | 'after' {
  const isTime = field.control.filter === 'day' || field.control.filter === 'instant'
  if (isTime && operator === 'above') return 'after'
  if (isTime && operator === 'below') return 'before'
  return operator
}

/** A first row for a field, with its likeliest operator. */
export function rowFor(model: DescribedModel, field: DescribedField, path: string): FilterRow {
  const [operator = 'is'] = operatorsOf(model, field)
  return { kind: 'row', path, operator, value: field.control.filter === 'yes-no' ? true : null }
}

/**
 * Whether two operators take values of one shape, so that changing one for the other keeps what was typed.
 */
export function isSameShape(one: FilterOperator, other: FilterOperator): boolean {
  const shape = (operator: FilterOperator) =>
    operator === 'in' || operator === 'notIn'
      ? 'list'
      : operator === 'within' || operator === 'notWithin'
        ? 'span'
        : operator === 'set' || operator === 'unset'
          ? 'none'
          : 'one'
  return shape(one) === shape(other)
}

function controlOf(field: DescribedField): string {
  if (field.value.kind === 'list') return 'list'
  if (field.value.kind === 'lines') return 'presence'
  const filter = field.control.filter ?? 'text'
  return ['money', 'decimal', 'percent', 'number'].includes(filter) ? 'integer' : filter
}

function isTree(model: DescribedModel, field: DescribedField): boolean {
  const target = targetOf(model, field)
  return target?.tree !== null && target?.tree !== undefined
}
