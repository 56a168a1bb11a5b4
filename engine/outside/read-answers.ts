import { checkText } from '#check'
import { problemText, type Language } from '#model'
import type { ResolvedField } from '../catalog/resolved-model.ts'
import { fieldErrors, type FieldError } from '../errors.ts'
import { checkedOnce } from '../records/write/checked-once.ts'
import { kindOf } from '../records/write/check-values.ts'
import { parseValue } from '../records/write/parse-values.ts'
import { called, calledOf } from '../said/called.ts'
import { said } from '../said/said.ts'
import { calledInLine } from './askable.ts'
import type { Asked, AskedFor } from './asked-fields.ts'
import type { Form } from './form.ts'
import { linesOf, newLineKey, type LineAnswer } from './line-key.ts'
import { shownLines } from './outside-view.ts'

const mostCharacters = 40_000
const mostLines = 50

type Given = Readonly<Record<string, unknown>>

/** What a sitting is read against: what is asked, what stands there, and in which language it is told. */
type Reading = {
  readonly form: Form
  readonly asked: AskedFor
  readonly given: Given
  readonly errors: FieldError[]
  readonly language: Language
}

/**
 * The answers of a sitting, read: only to what is asked, each as its field takes it, lines by what the form
 * calls them. Throws a 422 that names every one that does not fit.
 */
export function answersOf(
  asked: AskedFor,
  form: Form,
  given: Given,
  language: Language,
): Record<string, unknown> {
  const errors: FieldError[] = []
  const reading: Reading = { form, asked, given, errors, language }
  const answers: Record<string, unknown> = Object.fromEntries(Object.entries(form.answers))
  for (const [name, value] of Object.entries(given)) {
    const one = asked.fields.find(({ field }) => field.name === name)
    if (!one) errors.push(notAsked(name))
    else if (value === null || value === '') delete answers[name]
    else if (one.lines) {
      const lines = readLines(reading, one, value)
      if (lines.length > 0) answers[name] = lines
      else delete answers[name]
    } else {
      const label = calledOf(one.field.field, form.role, asked.held)
      const read = readValue(reading, { field: one.field, label }, name, value, countryIn(given, answers))
      if (read === null) delete answers[name]
      else answers[name] = read
    }
  }
  if (JSON.stringify(answers).length > mostCharacters)
    errors.push({
      field: 'answers',
      code: 'tooLong',
      message: said('That is more than a form holds. Shorten it.'),
    })
  if (errors.length > 0) throw fieldErrors(errors)
  return answers
}

/** What is needed and stands neither in the answers nor, for them to see, in the form already. */
export function missingAnswers({ fields, papers, held }: AskedFor, form: Form): FieldError[] {
  const has = (asked: Asked): boolean => {
    const { name } = asked.field
    if (!asked.lines) return (form.answers[name] ?? (asked.shown ? (held[name] ?? null) : null)) !== null
    const own = linesOf(form.answers[name])
    const gone = new Set(own.flatMap((one) => (one.gone ? [one.line] : [])))
    const known = shownLines(form, asked, held).some(({ line }) => !gone.has(line))
    return known || own.some((one) => !one.gone)
  }
  return [
    ...fields.flatMap((one) =>
      one.required && !has(one)
        ? [
            {
              field: one.field.name,
              code: 'required',
              message: said('Fill in “{label}”.', { label: calledOf(one.field.field, form.role, held) }),
            },
          ]
        : [],
    ),
    ...papers
      .filter(({ kind, required }) => required && !form.files.some((one) => one.kind === kind))
      .map(({ kind }) => ({
        field: `papers.${kind}`,
        code: 'required',
        message: said('This paper is needed.'),
      })),
  ]
}

function notAsked(name: string): FieldError {
  return { field: name.slice(0, 80), code: 'notAsked', message: said('This was not asked.') }
}

function countryIn(...places: readonly Given[]): string | undefined {
  const found = places
    .map((one) => (Object.hasOwn(one, 'country') ? one['country'] : undefined))
    .find((one) => typeof one === 'string')
  return typeof found === 'string' ? found : undefined
}

/** Lines that say what we hold anyway are no answer; one that was taken out says that it is to go. */
function readLines(reading: Reading, asked: Asked, value: unknown): LineAnswer[] {
  const { errors, form, asked: all } = reading
  const { name } = asked.field
  if (!Array.isArray(value) || value.length > mostLines) {
    errors.push({
      field: name,
      code: Array.isArray(value) ? 'tooMany' : 'notList',
      message: said('Give {label} as a list of at most {most} lines.', {
        label: called(asked.field.field),
        most: mostLines,
      }),
    })
    return []
  }
  const known = shownLines(form, asked, all.held)
  const names = new Set([...known, ...linesOf(form.answers[name])].map(({ line }) => line))
  const taken = new Set<string>()
  return value.flatMap((one: unknown, at): LineAnswer[] => {
    const line = readLine(reading, asked, one, `${name}[${at}]`, names)
    if (!line || taken.has(line.line)) return []
    taken.add(line.line)
    const held = known.find((ours) => ours.line === line.line)
    return held && !line.gone && isSame(asked, held, line) ? [] : [line]
  })
}

function isSame(asked: Asked, held: LineAnswer, line: LineAnswer): boolean {
  const text = (one: LineAnswer, name: string) => JSON.stringify(one[name] ?? null)
  return (asked.lines ?? []).every(({ name }) => text(held, name) === text(line, name))
}

function readLine(
  reading: Reading,
  asked: Asked,
  value: unknown,
  at: string,
  names: ReadonlySet<string>,
): LineAnswer | null {
  const { errors, given } = reading
  const fields = asked.lines ?? []
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    errors.push({ field: at, code: 'notAnObject', message: said('This was not asked.') })
    return null
  }
  const { line: named, gone, ...rest } = value as Given
  const stray = Object.keys(rest).find((key) => !fields.some((field) => field.name === key))
  if (stray !== undefined) errors.push(notAsked(`${at}.${stray}`))
  const isNamed = named !== undefined && named !== null
  if ((isNamed && !names.has(String(named))) || (gone === true && !isNamed))
    errors.push(notAsked(`${at}.line`))
  const line = isNamed ? String(named) : newLineKey()
  if (gone === true) return line.startsWith('n') ? null : { line, gone: true }
  const values = fields.map((field): [ResolvedField, unknown] => {
    const one = Object.hasOwn(rest, field.name) ? rest[field.name] : null
    if (one === null || one === '') return [field, null]
    const label = calledInLine(asked.field, field)
    return [field, readValue(reading, { field, label }, `${at}.${field.name}`, one, countryIn(rest, given))]
  })
  const isNew = line.startsWith('n')
  if (values.every(([, one]) => one === null)) return isNew ? null : { line, gone: true }
  for (const [field, one] of values)
    if (one === null && field.field.how === 'required')
      errors.push({
        field: `${at}.${field.name}`,
        code: 'required',
        message: said('Fill in “{label}”.', { label: calledInLine(asked.field, field) }),
      })
  // What was taken out of a line that stood there is out; a new one has nothing to be taken out of it.
  const told = values.flatMap(([{ name }, one]) => (one === null && isNew ? [] : [[name, one] as const]))
  return { line, ...Object.fromEntries(told) }
}

type Labelled = { readonly field: ResolvedField; readonly label: (language: Language) => string }

function readValue(
  { errors, language }: Reading,
  { field, label }: Labelled,
  at: string,
  value: unknown,
  country: string | undefined,
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
      message: `${label(language)}: ${reason}`,
    })
  }
  return checked.result === 'valid' ? checked.normalized : parsed.value
}
