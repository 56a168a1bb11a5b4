import type { Call } from '../expression.ts'
import { Exact } from '../exact-number.ts'
import { spend, valueOf, type Place } from '../place.ts'
import { Failure, type Value } from '../result.ts'

/** What a function does with a call at some place. */
export type Implementation = (call: Call, place: Place) => Value

/** The values of a function's arguments: empty is 0 as a number and "" as a text, as in Excel. */
export type Given = {
  readonly count: number
  number(at: number, fallback?: number): Exact
  text(at: number): string
  yes(at: number): boolean
  /** A day that is not empty: a function of days gives empty for an empty one. */
  day(at: number): string
}

/** A function of plain values: the first error among them is its own, and an empty day makes it empty. */
export function strict(compute: (given: Given, place: Place) => Value): Implementation {
  return ({ args }, place) => {
    const values: Value[] = []
    for (const one of args) {
      const value = valueOf(one, place)
      if (value instanceof Failure) return value
      values.push(value)
    }
    const isDay = (at: number) => args[at]?.type.kind === 'day' || args[at]?.type.kind === 'instant'
    if (values.some((value, at) => value === null && isDay(at))) return null
    spend(
      place,
      values.reduce<number>((sum, value) => sum + costOf(value), 0),
    )
    return compute(givenOf(values), place)
  }
}

/** A function of numbers. */
export function ofNumbers(compute: (...numbers: Exact[]) => Value): Implementation {
  return strict((given) => compute(...Array.from({ length: given.count }, (_, at) => given.number(at))))
}

export const zero = new Exact(0)
export const one = new Exact(1)

/** A number as a whole one, towards zero, within what JavaScript counts exactly. */
export function whole(value: Exact): number {
  const most = 1_000_000_000
  return Math.max(-most, Math.min(most, value.trunc().toNumber()))
}

/** Long texts and numbers take longer than others: that of numbers grows with the square of their digits. */
function costOf(value: Value): number {
  if (typeof value === 'string') return value.length >> 6
  return value instanceof Exact ? (value.precision() ** 2) >> 8 : 0
}

function givenOf(values: readonly Value[]): Given {
  const string = (at: number): string => {
    const value = values[at]
    return typeof value === 'string' ? value : ''
  }
  return {
    count: values.length,
    number: (at, fallback = 0) => {
      if (at >= values.length) return new Exact(fallback)
      const value = values[at]
      return value instanceof Exact ? value : zero
    },
    text: string,
    yes: (at) => values[at] === true,
    day: string,
  }
}
