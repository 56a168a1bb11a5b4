import { problemText, type Field, type Language, type Problem } from '#model'
import type { FieldError } from '../../errors.ts'
import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import type { Door } from './door.ts'
import type { Operation } from './draft.ts'
import { fieldFault, unknownField } from './field-fault.ts'
import { storedOrder } from './stored-order.ts'

/** What was given for one record, parsed by the fields' types; keys are the names of the face's fields. */
export type ParsedValues = {
  readonly values: Map<ResolvedField, unknown>
  readonly errors: FieldError[]
  /** The line that holds them, before the names of its fields: `emails[0].`. */
  readonly line?: string
}

/**
 * Takes what a program sent for one record: refuses names that do not exist or may not be seen (the same
 * answer for both), fields nobody sets, fields the actor may not change, and values that their types refuse.
 */
export function parseValues(
  door: Door,
  object: ResolvedObject,
  given: Record<string, unknown>,
  kind: Operation['kind'] = 'update',
): ParsedValues {
  const values = new Map<ResolvedField, unknown>()
  const errors: FieldError[] = []
  const { language } = door.actor
  for (const [name, input] of Object.entries(given)) {
    const field = object.fields.get(name)
    if (!field || !maySee(door, object, field, kind)) errors.push(unknownField(name, language))
    else if (!isSettable(field)) errors.push(notSettable(field, language))
    else if (isKeptByActions(door, field)) errors.push(fieldFault('readOnly', field, language))
    else if (!maySet(door, object, field, kind)) errors.push(fieldFault('notAllowed', field, language))
    else {
      const parsed = parseValue(field, input)
      if ('problem' in parsed) errors.push(refused(name, parsed.problem, language))
      else values.set(field, parsed.value)
    }
  }
  return { values, errors }
}

/**
 * A field's value by its type; empty in any form is null. Lists that are empty are null in the stored form.
 */
export function parseValue(field: { type: ResolvedField['type']; field: Field }, input: unknown) {
  if (isEmpty(input)) return { value: null }
  const parsed = field.type.parse(input, field.field)
  if ('problem' in parsed) return parsed
  if (isEmpty(parsed.value)) return { value: null }
  return field.type.column(field.field) === 'jsonb' ? { value: storedOrder(parsed.value) } : parsed
}

/** What a type says of a value that it does not take, as a fault of the field. */
export function refused(field: string, problem: Problem, language: Language): FieldError {
  return { field, ...problem, message: problemText(problem, language) }
}

export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

function isSettable(field: ResolvedField): boolean {
  return !field.system && field.field.how !== 'derived'
}

function notSettable(field: ResolvedField, language: Language): FieldError {
  const why = field.type.valueType(field.field).kind === 'lines' ? 'lookBack' : 'notSettable'
  return { ...fieldFault(why, field, language), code: 'notSettable' }
}

/** What is read-only is set by actions and by the engine itself, never by hand. */
export function isKeptByActions(door: Door, { field }: ResolvedField): boolean {
  return field.readOnly === true && door.authority === 'actor' && !door.restores
}

/** Of what was given for the fields of many records, the names that are none for whoever gives them. */
export function unknownFields(door: Door, object: ResolvedObject, names: readonly string[]): FieldError[] {
  const isKnown = (name: string): boolean => {
    const field = object.fields.get(name)
    return field !== undefined && maySee(door, object, field, 'update')
  }
  return names.filter((name) => !isKnown(name)).map((name) => unknownField(name, door.actor.language))
}

function maySee(door: Door, object: ResolvedObject, field: ResolvedField, kind: Operation['kind']): boolean {
  const access = door.actor.access.object(object.name)
  return maySet(door, object, field, kind) || access?.see(field.name) !== undefined
}

function maySet(door: Door, object: ResolvedObject, field: ResolvedField, kind: Operation['kind']): boolean {
  if (door.authority === 'action') return true
  const action = fieldAction(object, field, kind)
  return door.actor.access.object(object.name)?.change(field.name, action) !== undefined
}

/** Which right a field is set by; a record that gets one more role has the fields of its base already. */
export function fieldAction(
  object: ResolvedObject,
  field: ResolvedField,
  kind: Operation['kind'],
): 'create' | 'change' {
  return kind === 'create' || (kind === 'adopt' && field.owner === object.name) ? 'create' : 'change'
}
