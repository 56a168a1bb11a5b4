import { checkText } from '#check'
import { checkOf, labelOf } from '#model'
import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import { overAlready } from '../../access/still-to-come.ts'
import type { FieldError } from '../../errors.ts'
import { storedKey } from '../stored.ts'
import { checkedOnce, type CheckKind } from './checked-once.ts'
import type { Door } from './door.ts'
import { valueAfter, type Draft, type Line } from './draft.ts'
import { fieldFault } from './field-fault.ts'
import { ownedLines } from './lines.ts'

/**
 * Checks what was given beyond its form: tax numbers by country, phones, e-mails, bank accounts, and last
 * days of what is opened anew. A value that is right is kept in its normal form; one that cannot be judged
 * is kept as it was written.
 */
export function checkValues(door: Door, object: ResolvedObject, drafts: readonly Draft[]): void {
  for (const draft of drafts) {
    for (const [field, value] of draft.values) {
      checkStillHolds(door, draft, field, value)
      if (typeof value !== 'string' || kindOf(field) === undefined) continue
      const country = countryOf(field, (name) => {
        const sibling = object.fields.get(name)
        return sibling && valueAfter(draft, sibling, storedKey(object, sibling))
      })
      const checked = checkValue(door, field, value, country)
      if ('error' in checked) addError(draft, checked.error)
      else draft.values.set(field, checked.value)
    }
    for (const [field, lines] of draft.lines) checkLines(door, object, draft, field, lines)
  }
}

/** What ended stays for history, and comes back as it was; nothing is opened that is over already. */
function checkStillHolds(door: Door, draft: Draft, { name, field }: ResolvedField, value: unknown): void {
  if (field['stillToCome'] !== true || draft.kind === 'update' || door.restores) return
  const fault = overAlready(value, door.today, name)
  if (fault) addError(draft, fault)
}

function checkLines(
  door: Door,
  object: ResolvedObject,
  draft: Draft,
  field: ResolvedField,
  lines: readonly Line[],
): void {
  const owned = ownedLines(door.model, field)
  if (!owned) return
  const parent = (name: string): unknown => {
    const sibling = object.fields.get(name)
    return sibling && valueAfter(draft, sibling, storedKey(object, sibling))
  }
  const looked = lookedAt(owned.object)
  lines.forEach((line, at) => {
    for (const lineField of looked) {
      const value = line.values.get(lineField) ?? null
      if (
        lineField.field.how === 'required' &&
        value === null &&
        lineField.name !== owned.object.declaration.owned?.via
      ) {
        addError(draft, {
          ...fieldFault('required', lineField, door.actor.language),
          field: `${field.name}[${at}].${lineField.name}`,
        })
      }
      if (value === null || kindOf(lineField) === undefined) continue
      const country = countryOf(lineField, (name) => {
        const sibling = owned.object.fields.get(name)
        return (sibling && line.values.get(sibling)) ?? parent(name)
      })
      const checked = checkValue(door, lineField, value, country)
      if (!('error' in checked)) line.values.set(lineField, checked.value)
      // A mirrored value is named once, by the field that people see.
      else if (!mirrors(object, field, lineField, line)) {
        addError(draft, { ...checked.error, field: `${field.name}[${at}].${lineField.name}` })
      }
    }
  })
}

// An import asks these of each of its values.
const kinds = new WeakMap<ResolvedField, CheckKind | null>()
const lookedAtOf = new WeakMap<ResolvedObject, readonly ResolvedField[]>()

/** What a field's values are checked as, if they are. */
export function kindOf(field: ResolvedField): CheckKind | undefined {
  const known = kinds.get(field)
  if (known !== undefined) return known ?? undefined
  const kind = checkOf(field.field, field.type)?.kind
  kinds.set(field, kind ?? null)
  return kind
}

/** The fields of lines that are needed or checked; the others take what they are given. */
function lookedAt(object: ResolvedObject): readonly ResolvedField[] {
  const known = lookedAtOf.get(object)
  if (known) return known
  const fields = [...object.fields.values()].filter(
    (field) => field.field.how === 'required' || kindOf(field) !== undefined,
  )
  lookedAtOf.set(object, fields)
  return fields
}

function checkValue(door: Door, field: ResolvedField, value: unknown, country: string | undefined) {
  const kind = kindOf(field)
  if (kind === undefined || typeof value !== 'string') return { value }
  const checked = checkedOnce(kind, value, country)
  if (checked.result !== 'invalid') return { value: checked.result === 'valid' ? checked.normalized : value }
  const { language } = door.actor
  const reason = checkText(checked.code, checked.params, language)
  const message = `${labelOf(field.field, language)}: ${reason}`
  return { error: { field: field.name, code: `${kind}.invalid`, message } }
}

function countryOf(field: ResolvedField, sibling: (name: string) => unknown): string | undefined {
  const name = field.field['country']
  const value = typeof name === 'string' ? sibling(name) : undefined
  return typeof value === 'string' ? value : undefined
}

function mirrors(
  object: ResolvedObject,
  lines: ResolvedField,
  lineField: ResolvedField,
  line: Line,
): boolean {
  const isMain = [...line.values].some(([field, value]) => field.name === 'main' && value === true)
  return (
    isMain &&
    [...object.fields.values()].some((field) => {
      const declared = field.field['mirrors'] as { lines: string; field: string } | undefined
      return declared?.lines === lines.name && declared.field === lineField.name
    })
  )
}

function addError(draft: Draft, error: FieldError): void {
  if (!draft.errors.some((known) => known.field === error.field)) draft.errors.push(error)
}
