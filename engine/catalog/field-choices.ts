import { choicesOf, type Field, type Fields } from '#model'
import type { Actor } from '../access/actor.ts'
import { isAskable } from '../outside/askable.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from './resolved-model.ts'
import type { Settled } from './settle-formulas.ts'

/** Fills in the choices of fields whose choices are fields themselves, as the model stands. */
export function withFieldChoices(settled: Settled): Settled {
  const { model } = settled
  const objects = new Map(
    [...model.objects].map(([name, object]): [string, ResolvedObject] => {
      const named = [...object.fields.values()].filter(({ field }) => field['fieldsOf'] !== undefined)
      if (named.length === 0) return [name, object]
      const fields = new Map<string, ResolvedField>(object.fields)
      for (const one of named) fields.set(one.name, { ...one, field: filledIn(model, one.field) })
      return [name, { ...object, fields }]
    }),
  )
  const byPath = new Map([...objects.values()].map((object) => [object.path, object]))
  return { ...settled, model: { version: model.version, objects, byPath } }
}

/** The same for the input of an action. */
export function inputWithChoices(model: ResolvedModel, input: Fields): Fields {
  if (!Object.values(input).some((field) => field['fieldsOf'] !== undefined)) return input
  return Object.fromEntries(Object.entries(input).map(([name, field]) => [name, filledIn(model, field)]))
}

/**
 * The same as it is offered to people: of fields that are asked for by the owner's list, only those on it can
 * be picked; the others keep their names.
 */
export function inputOffered(model: ResolvedModel, object: ResolvedObject, input: Fields): Fields {
  const faces = [object, model.objects.get(object.base) ?? object]
  const rules = faces.flatMap((face) => face.rules)
  const listed = new Set(rules.flatMap((rule) => ('ask' in rule ? [String(rule.ask)] : [])))
  return Object.fromEntries(
    Object.entries(inputWithChoices(model, input)).map(([name, field]) => {
      if (field['fieldsOf'] === undefined || field['onList'] !== true) return [name, field]
      const values = choicesOf(field).map((one) => (listed.has(one.value) ? one : { ...one, retired: true }))
      return [name, { ...field, values }]
    }),
  )
}

/** Whether somebody knows that an object has a field. */
export type KnowsField = (object: ResolvedObject, field: ResolvedField) => boolean

/** Who sees a field on some record knows of it. */
export function seenBy({ access }: Pick<Actor, 'access'>): KnowsField {
  return (object, field) => access.object(object.name)?.see(field.name) !== undefined
}

/**
 * The same as somebody may know it: a field that they do not see is not named among the choices either. What
 * is done with records of one of these objects is about the fields of that one.
 */
export function knownChoices(model: ResolvedModel, field: Field, knows: KnowsField, on?: string): Field {
  const of = field['fieldsOf']
  if (!Array.isArray(of)) return field
  const concerned = on !== undefined && of.includes(on) ? [on] : of
  const objects = concerned.flatMap((name) => model.objects.get(String(name)) ?? [])
  const names = new Set(
    objects
      .flatMap((object) => [...object.fields.values()].filter((one) => knows(object, one)))
      .map(({ name }) => name),
  )
  return { ...field, values: choicesOf(field).filter(({ value }) => names.has(value)) }
}

/** Of the names in a value of such a field those that the actor knows; of others administrators hear. */
export function withKnownFields(
  { model, actor }: { readonly model: ResolvedModel; readonly actor: Actor },
  { field }: ResolvedField,
  value: unknown,
): unknown {
  if (!Array.isArray(value) || field['fieldsOf'] === undefined || actor.access.administrator) return value
  const known = new Set(choicesOf(knownChoices(model, field, seenBy(actor))).map((one) => one.value))
  return value.filter((name) => known.has(String(name)))
}

/** A field is chosen by its name, and called what it is called on the first object that has it. */
function filledIn(model: ResolvedModel, field: Field): Field {
  const of = field['fieldsOf']
  if (!Array.isArray(of)) return field
  const values = new Map<string, object>()
  for (const object of of.flatMap((name) => model.objects.get(String(name)) ?? []))
    for (const one of object.fields.values()) {
      const { label, labels } = one.field
      if (isAskable(model, one) && !values.has(one.name))
        values.set(one.name, { value: one.name, label, ...(labels ? { labels } : {}) })
    }
  return { ...field, values: [...values.values()] }
}
