import type { Call, Expression } from '#model'
import { raw, sql, type Sql } from '../../database/sql.ts'
import { compiled, filled, largest, sized, type Compiled, type Size } from '../compiled.ts'
import type { Frame } from '../frame.ts'
import { strict, value, type Implementation } from './given.ts'

/** Arithmetic and the functions of numbers. */
export const numbers: Readonly<Record<string, Implementation>> = {
  '+': (call, frame) => (call.type.kind === 'day' ? shift('')(call, frame) : sum('+')(call, frame)),
  '-': (call, frame) => {
    if (call.type.kind === 'day') return shift('-')(call, frame)
    return call.args[0]?.type.kind === 'day' ? between(call, frame) : sum('-')(call, frame)
  },
  '*': arithmetic('*', (left, right) => ({
    whole: left.whole + right.whole,
    decimals: left.decimals + right.decimals,
  })),
  '/': (call, frame) => {
    const [left, right] = pair(call, frame)
    const canFail = left.canFail || right.canFail || !isPositive(call.args[1])
    const size = { whole: left.size.whole + right.size.decimals, decimals: 20 }
    return sized(sql`kontor_divide(${filled(left)}, ${filled(right)})`, size, canFail)
  },
  '%': (call, frame) => {
    const of = value(call.args[0], frame)
    return sized(sql`(${filled(of)} * 0.01)`, { ...of.size, decimals: of.size.decimals + 2 }, of.canFail)
  },
  negate: (call, frame) => {
    const of = value(call.args[0], frame)
    return compiled(sql`(- ${filled(of)})`, call.type, { canFail: of.canFail, size: of.size })
  },
  '^': strict(([base, exponent]) => sql`kontor_power(${base ?? nothing}, ${exponent ?? nothing})`),
  POWER: strict(([base, exponent]) => sql`kontor_power(${base ?? nothing}, ${exponent ?? nothing})`),
  SQRT: strict(([of]) => sql`kontor_sqrt(${of ?? nothing})`),
  ROUND: rounding('half'),
  ROUNDUP: rounding('up'),
  ROUNDDOWN: rounding('down'),
  INT: (call, frame) => {
    const of = value(call.args[0], frame)
    const size = { whole: of.size.whole + 1, decimals: 0 }
    return sized(sql`floor(${filled(of)})`, size, of.canFail)
  },
  ABS: (call, frame) => {
    const of = value(call.args[0], frame)
    return compiled(sql`abs(${filled(of)})`, call.type, { canFail: of.canFail, size: of.size })
  },
  MOD: stepped((of, step) => sql`kontor_modulo(${of}, ${step})`),
  CEILING: stepped((of, step) => sql`kontor_step(${of}, ${step}, 'up')`),
  FLOOR: stepped((of, step) => sql`kontor_step(${of}, ${step}, 'down')`),
  CONVERT: (call, frame) => {
    const [amount, from, to, day] = call.args.map((one) => value(one, frame))
    if (!amount || !from || !to) throw new Error('CONVERT has an amount and two currencies.')
    return convert(amount, from, to, day, frame)
  },
}

const nothing = raw('null')
const between = strict(([left, right]) => sql`kontor_days_between(${right ?? nothing}, ${left ?? nothing})`)

function sum(operator: '+' | '-'): Implementation {
  return arithmetic(operator, (left, right) => ({
    whole: Math.max(left.whole, right.whole) + 1,
    decimals: Math.max(left.decimals, right.decimals),
  }))
}

function arithmetic(operator: string, grow: (left: Size, right: Size) => Size): Implementation {
  return (call, frame) => {
    const [left, right] = pair(call, frame)
    const piece = sql`(${filled(left)} ${raw(operator)} ${filled(right)})`
    return sized(piece, grow(left.size, right.size), left.canFail || right.canFail)
  }
}

function shift(sign: '' | '-'): Implementation {
  return strict(([day, count]) => sql`kontor_shift_day(${day ?? nothing}, ${raw(sign)}${count ?? nothing})`)
}

/** Digits are mostly given as a plain number; then PostgreSQL's own rounding does. */
function rounding(how: 'half' | 'up' | 'down'): Implementation {
  const any = strict(
    ([of, digits]) => sql`kontor_round(${of ?? nothing}, ${digits ?? nothing}, ${raw(`'${how}'`)})`,
  )
  return (call, frame) => {
    const digits = fixedNumber(call.args[1])
    if (digits === undefined || Math.abs(digits) > 30 || how === 'up') return any(call, frame)
    const of = value(call.args[0], frame)
    const size = { whole: of.size.whole + 1, decimals: Math.max(0, Math.min(digits, of.size.decimals)) }
    const name = raw(how === 'half' ? 'round' : 'trunc')
    return sized(sql`${name}(${filled(of)}, ${raw(String(digits))})`, size, of.canFail)
  }
}

/** With a fixed step above 0 nothing can go wrong. */
function stepped(build: (of: Sql, step: Sql) => Sql): Implementation {
  return (call, frame) => {
    const of = value(call.args[0], frame)
    const step = call.args[1] ? value(call.args[1], frame) : undefined
    const isSure =
      !of.canFail && (!call.args[1] || isPositive(call.args[1])) && of.size.whole < largest.whole / 2
    return compiled(build(filled(of), step ? filled(step) : raw('1')), call.type, { canFail: !isSure })
  }
}

function isPositive(expression: Expression | undefined): boolean {
  return (
    expression?.is === 'literal' &&
    typeof expression.value === 'string' &&
    /^[0-9.]*[1-9]/.test(expression.value)
  )
}

/** A whole number that is written in the formula, with or without a minus. */
function fixedNumber(expression: Expression | undefined): number | undefined {
  if (expression?.is === 'call' && expression.name === 'negate') {
    const of = fixedNumber(expression.args[0])
    return of === undefined ? undefined : -of
  }
  if (expression?.is !== 'literal' || !/^\d{1,3}$/.test(String(expression.value))) return undefined
  return Number(expression.value)
}

function pair(call: Call, frame: Frame): [Compiled, Compiled] {
  return [value(call.args[0], frame), value(call.args[1], frame)]
}

function convert(
  amount: Compiled,
  from: Compiled,
  to: Compiled,
  day: Compiled | undefined,
  frame: Frame,
): Compiled {
  const on = day ? day.sql : frame.scope.variable('$today')
  const [source, target]: [Sql, Sql] = [filled(from), filled(to)]
  const rate = frame.scope.rate(raw('currency.source'), raw('currency.target'), raw('currency.day'))
  const piece = sql`(select kontor_convert(currency.amount, currency.source, currency.target, currency.day, ${rate})
    from (select ${filled(amount)} as amount, ${source} as source, ${target} as target, ${on} as day) currency)`
  return compiled(
    piece,
    { kind: 'number' },
    {
      canFail: true,
      canBeEmpty: day?.canBeEmpty ?? false,
    },
  )
}
