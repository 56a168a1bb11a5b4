import type { Field, Labels, Language } from '../../declaration.ts'
import type { FieldType, Parsed } from '../../field-type.ts'
import { labelOf } from '../../labels.ts'
import { sentenceCase } from '../../naming.ts'
import { cellText, singleSpaces } from '../clean-text.ts'
import { declareField, type CommonOptions, type Declared, type Known } from '../declare-field.ts'
import { choiceOperators } from '../operators.ts'
import { refuse } from '../refuse.ts'

/** One thing to choose: a stable key for programs, a word for people, and the tone in which it is shown. */
export type Choice<K extends string = string> = {
  readonly value: K
  readonly label: string
  readonly labels?: Labels
  readonly tone?: 'neutral' | 'good' | 'warn' | 'bad' | 'cold'
  /** Not offered any more; records that hold it keep it. */
  readonly retired?: true
}

/**
 * Choices may be given by their keys alone; the word is then made from the key ("inProgress", "In progress").
 */
export type Choices = readonly (string | Choice)[]
export type KeyOf<V extends Choices> = V[number] extends infer One
  ? One extends Choice<infer K>
    ? K
    : Extract<One, string>
  : never

export type ChoiceOptions<K extends string = string> = CommonOptions & { readonly default?: K }

/** One of several stable keys, such as a status. */
export function choice<const V extends Choices, const C extends ChoiceOptions<KeyOf<V>>>(
  values: V,
  options: Known<C, ChoiceOptions>,
): Declared<C, KeyOf<V>> {
  return declareField('choice', { values, ...options })
}

/** The choices of a field with their words, retired ones too. */
export function choicesOf(field: Field): readonly Choice[] {
  const known = choicesByField.get(field)
  if (known) return known
  const { values } = field
  const given: readonly (string | Choice)[] = Array.isArray(values) ? values : []
  const choices = given.map((one) =>
    typeof one === 'string' ? { value: one, label: sentenceCase(one) || one } : one,
  )
  choicesByField.set(field, choices)
  return choices
}

/** The word for one value of a choice field; the key itself where the field knows it no more. */
export function choiceLabelOf(field: Field, value: string, language: Language): string {
  const found = choicesOf(field).find((one) => one.value === value)
  return found ? labelOf(found, language) : value
}

// An import asks for the same field's choices a million times.
const choicesByField = new WeakMap<Field, readonly Choice[]>()

export const choiceType: FieldType<string> = {
  name: 'choice',
  column: () => 'text',
  valueType: () => ({ kind: 'text' }),
  parse: parseChoice,
  toText: (value, field, style) => choiceText(value, field, style.language),
  fromText: readChoice,
  operators: choiceOperators,
  sort: 'plain',
  control: { show: 'choice', edit: 'choice', filter: 'choice' },
  settings: [
    {
      name: 'values',
      type: 'choices',
      required: true,
      help: 'What may be chosen: keys, with the words people see.',
    },
  ],
}

export function parseChoice(input: unknown, field: Field): Parsed<string> {
  if (typeof input === 'string' && choicesOf(field).some((one) => one.value === input))
    return { value: input }
  return notChoice(input, field)
}

/** A choice in a file: its word in the language, unless two choices share it; then the key. */
export function choiceText(value: string, field: Field, language: Language): string {
  const choices = choicesOf(field)
  const label = choiceLabelOf(field, value, language)
  const read = findChoice(label, choices)
  return read?.value === value && label === label.trim() && label !== '' ? label : value
}

/** A choice as a file writes it: its key, or its word in any of the languages, in upper or lower case. */
export function readChoice(text: string, field: Field): Parsed<string> {
  const found = findChoice(text, choicesOf(field))
  return found ? { value: found.value } : notChoice(text, field)
}

function findChoice(text: string, choices: readonly Choice[]): Choice | undefined {
  const exact = choices.find((one) => one.value === text)
  if (exact) return exact
  const word = folded(text)
  return (
    choices.find((one) => folded(one.value) === word) ??
    choices.find(
      (one) =>
        folded(one.label) === word || Object.values(one.labels ?? {}).some((label) => folded(label) === word),
    )
  )
}

function folded(text: string): string {
  return singleSpaces(cellText(text)).toLowerCase()
}

function notChoice(input: unknown, field: Field) {
  const offered = choicesOf(field).filter((one) => !one.retired)
  const named = offered.slice(0, 12).map((one) => one.value)
  const choices = named.join(', ') + (offered.length > named.length ? ' …' : '')
  return refuse('notChoice', { value: shortly(input), choices })
}

function shortly(input: unknown): string {
  const text =
    typeof input === 'string'
      ? input.toWellFormed()
      : Array.isArray(input)
        ? '[…]'
        : typeof input === 'object'
          ? '{…}'
          : String(input)
  return text.length > 60 ? `${text.slice(0, 60).toWellFormed()}…` : text
}
