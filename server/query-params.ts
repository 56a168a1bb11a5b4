import { isDay } from '#model'
import { fieldErrors, type Problem, type Sentence } from '#engine'
import { said } from './said.ts'

/** A list as it is asked for in an address. */
export type ListParams = {
  readonly where?: unknown
  readonly search?: string
  readonly sort?: string
  readonly fields?: readonly string[]
  readonly limit?: number
  readonly after?: string
  readonly count?: 'none' | 'estimate' | 'exact'
  readonly asOf?: string
  readonly purpose?: 'print'
}

type Query = Readonly<Record<string, unknown>>

const listNames = new Set(['where', 'search', 'sort', 'fields', 'limit', 'after', 'count', 'asOf', 'purpose'])

/** A 422 that names a parameter which is none. */
export function noSuchParam(name: string): Problem {
  return wrong(name, 'unknownParameter', said('There is no parameter “{name}”. Leave it out.', { name }))
}

/** Refuses what is no parameter here: a condition that is misspelled would give more than was asked for. */
export function onlyParams(query: Query, names: ReadonlySet<string>): void {
  const stray = Object.keys(query).find((name) => !names.has(name))
  if (stray !== undefined) throw noSuchParam(stray.slice(0, 80))
}

/**
 * Reads the parameters of a list. Throws a 422 that names the parameter and the remedy; an unknown one is
 * named too.
 */
export function listParams(query: Query): ListParams {
  onlyParams(query, listNames)
  return {
    ...some('where', jsonParam(query, 'where')),
    ...some('search', textParam(query, 'search', 500)),
    ...some('sort', textParam(query, 'sort', 500)),
    ...some('fields', listOf(textParam(query, 'fields', 10_000))),
    ...some('limit', integerParam(query, 'limit', 1, 1000)),
    ...some('after', textParam(query, 'after', 8_000)),
    ...some('count', choiceParam(query, 'count', ['none', 'estimate', 'exact'] as const)),
    ...some('asOf', instantParam(query, 'asOf')),
    ...some('purpose', choiceParam(query, 'purpose', ['print'] as const)),
  }
}

/** A parameter that is JSON, such as a where-object. */
export function jsonParam(query: Query, name: string): unknown {
  const text = textParam(query, name, 100_000)
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    // The parser's own message quotes the input and helps nobody.
    throw wrong(name, 'notJson', said('“{name}” is not JSON. Write it like {"city":"Rīga"}.', { name }))
  }
}

export function textParam(query: Query, name: string, most: number): string | undefined {
  const value = query[name]
  if (value === undefined || value === '') return undefined
  if (typeof value !== 'string')
    throw wrong(name, 'repeated', said('“{name}” may be given once only.', { name }))
  if (value.length > most)
    throw wrong(
      name,
      'tooLong',
      said('“{name}” is too long. At most {most} characters are taken.', { name, most }),
    )
  if (value.includes('\u0000'))
    throw wrong(
      name,
      'notText',
      said('“{name}” holds a character that no text may hold. Leave it out.', { name }),
    )
  return value
}

export function integerParam(query: Query, name: string, least: number, most: number): number | undefined {
  const text = textParam(query, name, 20)
  if (text === undefined) return undefined
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  throw wrong(
    name,
    'outOfRange',
    said('“{name}” must be a whole number from {least} to {most}.', { name, least, most }),
  )
}

export function choiceParam<const V extends string>(
  query: Query,
  name: string,
  values: readonly V[],
): V | undefined {
  const text = textParam(query, name, 50)
  if (text === undefined) return undefined
  const found = values.find((value) => value === text)
  if (found !== undefined) return found
  throw wrong(
    name,
    'notAChoice',
    said('“{name}” must be one of: {values}.', { name, values: values.join(', ') }),
  )
}

export function flagParam(query: Query, name: string): boolean {
  return choiceParam(query, name, ['true', 'false'] as const) === 'true'
}

export function instantParam(query: Query, name: string): string | undefined {
  const text = textParam(query, name, 40)
  const value = text === undefined ? undefined : readInstant(text)
  if (text === undefined || value !== undefined) return value
  throw wrong(
    name,
    'notAnInstant',
    said('“{name}” must be a day such as 2026-03-31, or an instant such as 2026-03-31T12:00:00Z.', { name }),
  )
}

/**
 * The instant in UTC, to the microsecond, as the log keeps them; a day stays one, for its end depends on who
 * asks. Undefined where the text is neither.
 */
export function readInstant(text: string): string | undefined {
  if (isDay(text)) return text
  const shape = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)$/
  const found = shape.exec(text)
  const value = found ? new Date(text) : new Date(Number.NaN)
  if (Number.isNaN(value.getTime())) return undefined
  const whole = value.toISOString()
  // In UTC it may lie in a year that no calendar has, or that is written otherwise.
  if (!/^(?!0000)\d{4}-/.test(whole)) return undefined
  const fraction = found?.[2]
  return fraction === undefined ? whole : whole.replace(/\d{3}Z$/, `${fraction.slice(0, 6).padEnd(6, '0')}Z`)
}

function listOf(text: string | undefined): string[] | undefined {
  return text
    ?.split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
}

function some<K extends string, V>(name: K, value: V | undefined): { [N in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { [N in K]?: V })
}

function wrong(field: string, code: string, message: Sentence): Problem {
  return fieldErrors([{ field, code, message }])
}
