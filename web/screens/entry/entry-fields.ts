import type { DescribedField, DescribedModel, DescribedObject } from '../../api/model.ts'
import { calledOf } from '../card/can-run.ts'
import { lineFields } from './line-fields.ts'

export type EntryPart = {
  readonly key: string
  readonly label: string
  readonly fields: readonly DescribedField[]
}

/** What identifies a partner comes first, the country before the numbers that depend on it. */
const first: readonly string[] = [
  'kind',
  'name',
  'country',
  'taxId',
  'registrationNumber',
  'city',
  'email',
  'phone',
]

/**
 * The fields that a person fills in for a new record, in the sections of the card; of lines the first is
 * asked for in part, the others come afterwards, on the card.
 */
export function entryParts(object: DescribedObject, model?: DescribedModel): EntryPart[] {
  const taken = new Set<string>()
  const usable = (name: string) => {
    const field = object.fields.find((one) => one.name === name)
    if (!field || taken.has(name) || !isEntered(field)) return []
    taken.add(name)
    return [field]
  }
  const names = object.card.flatMap((section) => section.fields)
  const head = first.filter((name) => names.includes(name)).flatMap(usable)
  const needed = object.fields.filter((field) => field.required).flatMap((field) => usable(field.name))
  const parts = object.card.map((section): EntryPart => ({
    key: section.section,
    label: section.label,
    fields: section.fields.flatMap((name) => [
      ...usable(name),
      ...(model ? lineFields(object, model, name) : []),
    ]),
  }))
  const [lead, ...rest] = parts
  const all = lead ? [{ ...lead, fields: [...head, ...needed, ...lead.fields] }, ...rest] : []
  return all.filter((part) => part.fields.length > 0)
}

/** The same parts, each field under the name that it has for what is entered, and all these fields. */
export function partsOf(
  parts: readonly EntryPart[],
  object: DescribedObject,
  values: Readonly<Record<string, unknown>>,
): { readonly parts: readonly EntryPart[]; readonly fields: readonly DescribedField[] } {
  const called = parts.map((part) => ({
    ...part,
    fields: part.fields.map((field) =>
      field.called ? { ...field, label: calledOf(field, object, values) } : field,
    ),
  }))
  return { parts: called, fields: called.flatMap((part) => part.fields) }
}

function isEntered(field: DescribedField): boolean {
  return (
    field.change &&
    !field.derived &&
    !field.readOnly &&
    field.control.edit !== null &&
    field.value.kind !== 'lines'
  )
}

/**
 * Obligatory fields that are still empty: those declared so, and those that the last rehearsal asked for, but
 * for what it says fills itself.
 */
export function gaps(
  parts: readonly EntryPart[],
  values: Readonly<Record<string, unknown>>,
  asked: ReadonlySet<string>,
  filled: Readonly<Record<string, unknown>> = {},
): string[] {
  return parts
    .flatMap((part) => part.fields)
    .filter(
      (field) =>
        (field.required || asked.has(field.name)) &&
        isEmpty(values[field.name]) &&
        isEmpty(filled[field.name]) &&
        field.settings['default'] === undefined,
    )
    .map((field) => field.name)
}

export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

/** What people begin with: the defaults that the declaration names, as far as they are plain values. */
export function startValues(parts: readonly EntryPart[]): Record<string, unknown> {
  const entries = parts
    .flatMap((part) => part.fields)
    .flatMap((field) => {
      const { default: value } = field.settings
      return value === undefined || (typeof value === 'string' && value.startsWith('$'))
        ? []
        : [[field.name, value] as const]
    })
  return Object.fromEntries(entries)
}
