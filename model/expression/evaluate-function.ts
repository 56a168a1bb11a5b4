import type { Call } from './expression.ts'
import { aggregates } from './function/aggregates.ts'
import { choices } from './function/choices.ts'
import { days } from './function/days.ts'
import type { Implementation } from './function/given.ts'
import { numbers } from './function/numbers.ts'
import { texts } from './function/texts.ts'
import type { Place } from './place.ts'
import type { Value } from './result.ts'

const implementations: ReadonlyMap<string, Implementation> = new Map(
  [choices, numbers, texts, days, aggregates].flatMap((group) => Object.entries(group)),
)

/** Operators and functions of formulas. */
export function evaluateFunction(call: Call, place: Place): Value {
  const implementation = implementations.get(call.name)
  if (!implementation) throw new Error(`There is no function ${call.name}.`)
  return implementation(call, place)
}
