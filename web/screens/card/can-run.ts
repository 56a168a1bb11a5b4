import type { ApiRecord, DescribedAction, DescribedField, DescribedObject } from '../../api/model.ts'

/**
 * Whether an action can be done with the record as it is shown. Conditions over its own plain fields are
 * decided here; what looks further is left to the server, which asks again in any case.
 */
export function canRun(
  action: Pick<DescribedAction, 'when'>,
  object: DescribedObject,
  record: ApiRecord,
): boolean {
  return action.when === null || fulfils(action.when as Record<string, unknown>, object, record)
}

/** Whether a menu names an action that cannot be done now, to say why; elsewhere it has no sense. */
export function isOffered(
  action: Pick<DescribedAction, 'offered'>,
  object: DescribedObject,
  record: ApiRecord,
): boolean {
  return action.offered === null || fulfils(action.offered as Record<string, unknown>, object, record)
}

/** What a field is called of this record: of a person a name is another word than of a company. */
export function calledOf(
  field: DescribedField,
  object: DescribedObject,
  record: Readonly<Record<string, unknown>>,
): string {
  return field.called?.find(({ when }) => fulfils(when, object, record))?.label ?? field.label
}

/** Whether a record meets a condition over its own plain fields; what looks further counts as met. */
export function fulfils(
  condition: Readonly<Record<string, unknown>>,
  object: DescribedObject,
  record: Readonly<Record<string, unknown>>,
): boolean {
  return Object.entries(condition).every(([key, wanted]) => {
    if (key === 'all')
      return (wanted as Record<string, unknown>[]).every((one) => fulfils(one, object, record))
    if (key === 'any')
      return (wanted as Record<string, unknown>[]).some((one) => fulfils(one, object, record))
    if (key === 'not') return !fulfils(wanted as Record<string, unknown>, object, record)
    if (!object.fields.some((field) => field.name === key)) return true
    return holds(plain(record[key]), wanted)
  })
}

function holds(value: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return value === wanted
  return Object.entries(wanted).every(([operator, given]) => {
    if (operator === 'in') return (given as unknown[]).includes(value)
    if (operator === 'notIn') return !(given as unknown[]).includes(value)
    if (operator === 'not') return value !== given
    if (operator === 'set') return (value !== null && value !== undefined) === given
    return true
  })
}

function plain(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'id' in value ? value.id : value
}
