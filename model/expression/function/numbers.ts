import { Exact, limited, quotient, roundAt, mostDecimals, mostWholeDigits } from '../exact-number.ts'
import { addDays, daysBetween } from '../../day.ts'
import { spend } from '../place.ts'
import { failures, type Value } from '../result.ts'
import { ofNumbers, strict, whole, type Implementation } from './given.ts'
import { power, squareRoot } from './power.ts'

/** Exact powers are quick, those by logarithms slow. */
const raised = strict((given, place) => {
  const [base, exponent] = [given.number(0), given.number(1)]
  spend(place, exponent.isInteger() && base.isInteger() ? 200 : 5_000)
  return power(base, exponent)
})

/** Arithmetic and the functions of numbers. */
export const numbers: Readonly<Record<string, Implementation>> = {
  '+': (call, place) => (call.type.kind === 'day' ? shift(1)(call, place) : add(call, place)),
  '-': (call, place) => {
    if (call.type.kind === 'day') return shift(-1)(call, place)
    return call.args[0]?.type.kind === 'day' ? between(call, place) : subtract(call, place)
  },
  '*': ofNumbers((left, right) => bounded((left as Exact).times(right as Exact))),
  '/': ofNumbers((left, right) => divide(left as Exact, right as Exact)),
  '%': ofNumbers((value) => bounded((value as Exact).times('0.01'))),
  negate: ofNumbers((value) => (value as Exact).negated()),
  '^': raised,
  POWER: raised,
  SQRT: ofNumbers((value) => squareRoot(value as Exact)),
  ROUND: rounding('half'),
  ROUNDUP: rounding('up'),
  ROUNDDOWN: rounding('down'),
  INT: ofNumbers((value) => (value as Exact).floor()),
  ABS: ofNumbers((value) => (value as Exact).abs()),
  MOD: ofNumbers((value, divisor) => modulo(value as Exact, divisor as Exact)),
  CEILING: strict((given) => stepped(given.number(0), given.number(1, 1), 'up')),
  FLOOR: strict((given) => stepped(given.number(0), given.number(1, 1), 'down')),
  CONVERT: strict((given, { surroundings }) => {
    const [amount, from, to] = [given.number(0), given.text(1), given.text(2)]
    if (from === to) return amount
    const today = surroundings.variables['$today']
    const day = given.count > 3 ? given.day(3) : typeof today === 'string' ? today : ''
    const rate = surroundings.rate?.(from, to, day)
    return rate === undefined ? failures.missing : bounded(amount.times(rate))
  }),
}

export function divide(left: Exact, right: Exact): Value {
  const result = quotient(left, right)
  return result ? bounded(result) : failures.division
}

export function bounded(value: Exact): Value {
  return limited(value) ?? failures.number
}

const add = ofNumbers((left, right) => bounded((left as Exact).plus(right as Exact)))
const subtract = ofNumbers((left, right) => bounded((left as Exact).minus(right as Exact)))
const between = strict((given) => new Exact(daysBetween(given.day(1), given.day(0))))

function shift(sign: 1 | -1): Implementation {
  return strict((given) => addDays(given.day(0), sign * whole(given.number(1))) ?? failures.number)
}

function rounding(how: 'half' | 'up' | 'down'): Implementation {
  return ofNumbers((value, digits) => {
    const at = whole(digits as Exact)
    if (at > mostDecimals) return value as Exact
    return bounded(roundAt(value as Exact, Math.max(at, -mostWholeDigits - 1), how))
  })
}

/** The rest has the sign of the divisor, as in Excel. */
function modulo(value: Exact, divisor: Exact): Value {
  if (divisor.isZero()) return failures.division
  const rest = value.modulo(divisor)
  return rest.isZero() || rest.isNegative() === divisor.isNegative() ? rest : rest.plus(divisor)
}

/** A multiple of the step; a positive number with a negative step is an error, as in Excel. */
function stepped(value: Exact, step: Exact, towards: 'up' | 'down'): Value {
  if (value.isZero()) return value
  if (step.isZero()) return towards === 'up' ? step : failures.division
  if (step.isNegative() && !value.isNegative()) return failures.number
  const steps = value.divToInt(step)
  const isExact = steps.times(step).equals(value)
  const isPositive = value.isNegative() === step.isNegative()
  const more = isExact ? 0 : towards === 'up' ? (isPositive ? 1 : 0) : isPositive ? 0 : -1
  return bounded(steps.plus(more).times(step))
}
