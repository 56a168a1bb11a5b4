import { compareValues } from '../compare-values.ts'
import { Exact } from '../exact-number.ts'
import type { Expression } from '../expression.ts'
import { valueOf, type Place } from '../place.ts'
import { Failure, failures, type Value } from '../result.ts'
import { strict, type Implementation } from './given.ts'
import { sameLetters } from './wildcards.ts'

/** Conditions, choices and comparisons. */
export const choices: Readonly<Record<string, Implementation>> = {
  IF: ({ args }, place) => choose(args, place, () => (args[2] ? valueOf(args[2], place) : null)),
  IFS: ({ args }, place) => {
    for (let at = 0; at + 1 < args.length; at += 2) {
      const holds = valueOf(args[at] as Expression, place)
      if (holds instanceof Failure) return holds
      if (holds === true) return valueOf(args[at + 1] as Expression, place)
    }
    return failures.missing
  },
  SWITCH: ({ args }, place) => {
    const [of, ...rest] = args
    if (!of) return failures.missing
    const value = valueOf(of, place)
    if (value instanceof Failure) return value
    for (let at = 0; at + 1 < rest.length; at += 2) {
      const match = valueOf(rest[at] as Expression, place)
      if (match instanceof Failure) return match
      if (areEqual(value, match, of.type.kind)) return valueOf(rest[at + 1] as Expression, place)
    }
    const otherwise = rest.length % 2 === 1 ? rest[rest.length - 1] : undefined
    return otherwise ? valueOf(otherwise, place) : failures.missing
  },
  IFERROR: ({ args }, place) => {
    const value = valueOf(args[0] as Expression, place)
    return value instanceof Failure ? valueOf(args[1] as Expression, place) : value
  },
  NOT: strict((given) => !given.yes(0)),
  ISBLANK: ({ args }, place) => valueOf(args[0] as Expression, place) === null,
  '=': comparison((left, right, kind) => areEqual(left, right, kind)),
  '<>': comparison((left, right, kind) => !areEqual(left, right, kind)),
  '<': ordered((sign) => sign < 0),
  '<=': ordered((sign) => sign <= 0),
  '>': ordered((sign) => sign > 0),
  '>=': ordered((sign) => sign >= 0),
}

/** Equal as in Excel: capitals do not matter, empty is 0, "" or FALSE; an empty day equals only another. */
export function areEqual(left: Value, right: Value, kind: string): boolean {
  const [one, other] = [unblank(left, kind), unblank(right, kind)]
  if (one === null || other === null) return one === other
  if (kind === 'text') return sameLetters(String(one)) === sameLetters(String(other))
  return compareValues(one, other, kind) === 0
}

function choose(args: readonly Expression[], place: Place, otherwise: () => Value): Value {
  const holds = valueOf(args[0] as Expression, place)
  if (holds instanceof Failure) return holds
  return holds === true ? valueOf(args[1] as Expression, place) : otherwise()
}

function comparison(compare: (left: Value, right: Value, kind: string) => boolean): Implementation {
  return ({ args }, place) => {
    const [left, right] = args.map((one) => valueOf(one, place))
    if (left instanceof Failure) return left
    if (right instanceof Failure) return right
    return compare(left ?? null, right ?? null, args[0]?.type.kind ?? '')
  }
}

/** An empty day comes neither before nor after a day. */
function ordered(fits: (sign: number) => boolean): Implementation {
  return comparison((left, right, kind) => {
    const [one, other] = [unblank(left, kind), unblank(right, kind)]
    if (one === null || other === null) return one === other && fits(0)
    if (kind !== 'text') return fits(compareValues(one, other, kind))
    return fits(compareValues(sameLetters(String(one)), sameLetters(String(other)), kind))
  })
}

function unblank(value: Value, kind: string): Value {
  if (value !== null) return value
  return kind === 'number' ? new Exact(0) : kind === 'text' ? '' : kind === 'boolean' ? false : null
}
