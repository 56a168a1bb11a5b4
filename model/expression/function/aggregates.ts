import { compareValues } from '../compare-values.ts'
import { Exact } from '../exact-number.ts'
import type { Each, Expression } from '../expression.ts'
import { placesOf, valueOf, valuesOf, type Place } from '../place.ts'
import { Failure, type Value } from '../result.ts'
import { meets } from './criterion.ts'
import { zero, type Implementation } from './given.ts'
import { bounded, divide } from './numbers.ts'
import { short } from './texts.ts'
import { inRow, commonSource } from '../formula/rows.ts'

/** Functions of many values; empty ones are skipped. */
export const aggregates: Readonly<Record<string, Implementation>> = {
  SUM: over((values) => sum(values)),
  AVERAGE: over((values) => {
    const total = sum(values)
    return total instanceof Exact ? divide(total, new Exact(values.length)) : total
  }),
  COUNT: ({ args }, place) => {
    const values = args.flatMap((one) => gathered(one, place))
    return new Exact(values.filter((one) => one !== null && !(one instanceof Failure)).length)
  },
  MIN: extreme((sign) => sign < 0),
  MAX: extreme((sign) => sign > 0),
  AND: ({ args }, place) => combined(args, place, (values) => values.every((one) => one === true)),
  OR: ({ args }, place) => combined(args, place, (values) => values.some((one) => one === true)),
  CONCAT: over((values) => short(values.join(''))),
  SUMIF: ({ args }, place) => {
    const amounts = (args[2] ?? args[0]) as Expression
    const picked = pick(args, amounts, place)
    return picked instanceof Failure
      ? picked
      : (failureIn(picked) ?? sum(picked.filter((one) => one !== null)))
  },
  COUNTIF: ({ args }, place) => {
    const picked = pick(args, args[0] as Expression, place)
    return picked instanceof Failure ? picked : new Exact(picked.length)
  },
}

function over(compute: (values: readonly Value[]) => Value): Implementation {
  return ({ args }, place) => {
    const values = args.flatMap((one) => gathered(one, place))
    return failureIn(values) ?? compute(values.filter((one) => one !== null))
  }
}

/** The smallest or largest; of no numbers 0, as in Excel, of no days empty. */
function extreme(isBetter: (sign: number) => boolean): Implementation {
  return (call, place) => {
    const found = over((values) =>
      values.reduce<Value>(
        (best, one) => (best === null || isBetter(compareValues(one, best, call.type.kind)) ? one : best),
        null,
      ),
    )(call, place)
    return found === null && call.type.kind === 'number' ? zero : found
  }
}

function combined(
  args: readonly Expression[],
  place: Place,
  decide: (values: readonly Value[]) => boolean,
): Value {
  const values = args.flatMap((one) => gathered(one, place))
  return failureIn(values) ?? decide(values)
}

function gathered(expression: Expression, place: Place): readonly Value[] {
  return expression.is === 'each' ? valuesOf(expression, place) : [valueOf(expression, place)]
}

function failureIn(values: readonly Value[]): Failure | undefined {
  return values.find((one) => one instanceof Failure)
}

function sum(values: readonly Value[]): Value {
  let total: Exact = zero
  for (const one of values) if (one instanceof Exact) total = total.plus(one)
  return bounded(total)
}

/** The amounts of the rows that meet the criterion. */
function pick(args: readonly Expression[], amounts: Expression, place: Place): readonly Value[] | Failure {
  const [list, criterion] = args as [Each, Expression]
  const source = commonSource([list, amounts].map((expression) => ({ expression, place: nowhere })))
  const rows = placesOf(source, place)
  const wanted = rows.length > 0 ? valueOf(criterion, place) : null
  if (wanted instanceof Failure) return wanted
  const kind = list.value.type.kind
  const text = typeof wanted === 'string' ? wanted : ''
  return rows
    .filter((row) => meets(valueOf(inRow(list), row), kind, text))
    .map((row) => valueOf(inRow(amounts), row))
}

const nowhere = { position: 0, length: 0 }
