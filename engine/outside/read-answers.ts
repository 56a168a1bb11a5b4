import { checkText } from '#check'
import { problemText, type Language } from '#model'
import type { ResolvedField, ResolvedModel } from '../catalog/resolved-model.ts'
import { fieldErrors, type FieldError } from '../errors.ts'
import { checkedOnce } from '../records/write/checked-once.ts'
import { kindOf } from '../records/write/check-values.ts'
import { parseValue } from '../records/write/parse-values.ts'
import { called } from '../said/called.ts'
import { said } from '../said/said.ts'
import { faceOf } from './face-of.ts'
import type { Form } from './form.ts'
import { fieldsAsked } from './outside-view.ts'

const mostCharacters = 40_000

/**
 * The answers of a sitting, read: only to what was asked, each as its field takes it. Throws a 422 that names
 * every one that does not fit.
 */
export function answersOf(
  model: ResolvedModel,
  form: Form,
  given: Readonly<Record<string, unknown>>,
  language: Language,
): Record<string, unknown> {
  const asked = new Map(
    fieldsAsked(model, faceOf(model, form), form.fields).map((one) => [one.field.name, one]),
  )
  const errors: FieldError[] = []
  if (JSON.stringify(given).length > mostCharacters)
    errors.push({
      field: 'answers',
      code: 'tooLong',
      message: said('That is more than a form holds. Shorten it.'),
    })
  const answers: Record<string, unknown> = { ...form.answers }
  for (const [name, value] of errors.length > 0 ? [] : Object.entries(given)) {
    const one = asked.get(name)
    if (!one)
      errors.push({ field: name.slice(0, 80), code: 'notAsked', message: said('This was not asked.') })
    else if (value === null || value === '') delete answers[name]
    else if (one.lines) {
      const line = readLine(one.lines, name, value, given, errors, language)
      if (line) answers[name] = line
      else delete answers[name]
    } else answers[name] = readValue(one.field, name, value, countryIn(given, answers), errors, language)
  }
  if (errors.length > 0) throw fieldErrors(errors)
  return answers
}

/** What has to be answered and is not: fields that are never empty, and the papers that were asked for. */
export const missingAnswers = (model: ResolvedModel, form: Form, language: Language): FieldError[] => [
  ...fieldsAsked(model, faceOf(model, form), form.fields).flatMap(({ field }) =>
    field.field.how === 'required' && form.answers[field.name] === undefined
      ? [
          {
            field: field.name,
            code: 'required',
            message: said('{label} is needed.', { label: called(field.field)(language) }),
          },
        ]
      : [],
  ),
  ...form.papers
    .filter((kind) => !form.files.some((one) => one.kind === kind))
    .map((kind) => ({ field: `papers.${kind}`, code: 'required', message: said('This paper is needed.') })),
]

function countryIn(...places: readonly Readonly<Record<string, unknown>>[]): string | undefined {
  const found = places.map((one) => one['country']).find((one) => typeof one === 'string')
  return typeof found === 'string' ? found : undefined
}

function readLine(
  lines: readonly ResolvedField[],
  name: string,
  value: unknown,
  around: Readonly<Record<string, unknown>>,
  errors: FieldError[],
  language: Language,
): Record<string, unknown> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    errors.push({ field: name, code: 'notAnObject', message: said('This was not asked.') })
    return null
  }
  const given = value as Record<string, unknown>
  const stray = Object.keys(given).find((key) => !lines.some((field) => field.name === key))
  if (stray !== undefined)
    errors.push({
      field: `${name}.${stray.slice(0, 80)}`,
      code: 'notAsked',
      message: said('This was not asked.'),
    })
  const entries = lines.flatMap((field): [string, unknown][] => {
    const one = Object.hasOwn(given, field.name) ? given[field.name] : null
    if (one === null || one === '') return []
    const at = `${name}.${field.name}`
    return [[field.name, readValue(field, at, one, countryIn(given, around), errors, language)]]
  })
  return entries.length > 0 ? Object.fromEntries(entries) : null
}

function readValue(
  field: ResolvedField,
  at: string,
  value: unknown,
  country: string | undefined,
  errors: FieldError[],
  language: Language,
): unknown {
  const parsed = parseValue(field, value)
  if ('problem' in parsed) {
    errors.push({ field: at, ...parsed.problem, message: problemText(parsed.problem, language) })
    return null
  }
  const kind = kindOf(field)
  if (kind === undefined || typeof parsed.value !== 'string') return parsed.value
  const checked = checkedOnce(kind, parsed.value, country)
  if (checked.result === 'invalid') {
    const reason = checkText(checked.code, checked.params, language)
    errors.push({
      field: at,
      code: `${kind}.invalid`,
      message: `${called(field.field)(language)}: ${reason}`,
    })
  }
  return checked.result === 'valid' ? checked.normalized : parsed.value
}
