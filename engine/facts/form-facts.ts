import { check, checkText, type CheckKind } from '#check'
import { labelOf } from '#model'
import type { Actor } from '../access/actor.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { linesProved } from './asked-of.ts'
import type { FactView } from './fact-view.ts'

const kinds: Readonly<Record<string, CheckKind>> = {
  taxNumber: 'tax-number',
  phone: 'phone',
  email: 'email',
  bankAccount: 'iban',
}

type Checked = {
  readonly path: string
  readonly label: string
  readonly kind: CheckKind
  readonly value: string
  readonly line: string | null
  readonly country: string | null
}

/** Which check of its form a field has, if any. */
export function formCheckOf({ name, field }: ResolvedField): CheckKind | null {
  if (field['matched'] === 'registrationNumber') return 'company-number'
  return kinds[field.type] ?? (name === 'postalCode' ? 'postal-code' : null)
}

/** Whether a field, or a field of the lines that it holds, has a form that can be checked. */
export function hasForm(model: ResolvedModel, object: ResolvedObject, field: ResolvedField): boolean {
  return formCheckOf(field) !== null || lineFieldsWithForm(model, object, field).length > 0
}

function lineFieldsWithForm(model: ResolvedModel, object: ResolvedObject, { name }: ResolvedField) {
  const owned = linesProved(model, object, name)
  return owned ? [...owned.object.fields.values()].filter((one) => formCheckOf(one) !== null) : []
}

/**
 * What can be said of values by their form alone, by the rules of their country. It is worked out of the
 * values when somebody looks, and not kept: it follows from them, costs less than reading it would, and an
 * import has no more to write.
 */
export function formFacts(
  model: ResolvedModel,
  { language }: Actor,
  object: ResolvedObject,
  fields: readonly ResolvedField[],
  record: Readonly<Record<string, unknown>>,
): FactView[] {
  const country = typeof record['country'] === 'string' ? record['country'] : null
  const checked = fields.flatMap((field): Checked[] => {
    const kind = formCheckOf(field)
    const label = labelOf(field.field, language)
    if (kind) return ofValue(record[field.name], { path: field.name, label, kind, line: null, country })
    const lines = Array.isArray(record[field.name]) ? (record[field.name] as Record<string, unknown>[]) : []
    return lineFieldsWithForm(model, object, field).flatMap((one) =>
      lines.flatMap((line) =>
        ofValue(line[one.name], {
          path: `${field.name}.${one.name}`,
          label: labelOf(one.field, language),
          kind: formCheckOf(one)!,
          ...{ line: textOr(line['id']), country: textOr(line['country']) ?? country },
        }),
      ),
    )
  })
  // What the record repeats of its main line is one value, of that line.
  const once = [...Map.groupBy(checked, (one) => `${one.kind} ${one.value}`).values()].flatMap((group) => {
    const line = group.find((one) => one.line !== null)?.line ?? null
    return group[0] ? [{ ...group[0], line }] : []
  })
  return once.map((one) => viewOf(one, language))
}

function ofValue(value: unknown, at: Omit<Checked, 'value'>): Checked[] {
  return typeof value === 'string' && value !== '' ? [{ ...at, value }] : []
}

function textOr(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function viewOf({ path, label, kind, value, line, country }: Checked, language: Actor['language']): FactView {
  const { result, code, params } = check(kind, { value, country })
  return {
    id: null,
    kind: 'form',
    label,
    field: path,
    line,
    about: line === null ? null : value,
    result,
    proof: result === 'valid' ? 'wellFormed' : result === 'invalid' ? 'contradicted' : 'unchecked',
    source: null,
    checkedAt: null,
    expiresAt: null,
    isExpired: false,
    isOutdated: false,
    reference: null,
    reason: checkText(code, params, language),
    failure: null,
    differences: [],
    place: null,
  }
}
