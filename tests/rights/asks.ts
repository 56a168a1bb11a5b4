import type { Kind, Value } from './shapes.ts'

/** What a variable stands for. */
type Variable = (name: string) => Value

/** One field's conditions on its value. A comparison with empty is false. */
export function asks(value: Value, given: unknown, kind: Kind, variable: Variable): boolean {
  if (given === null || typeof given !== 'object' || Array.isArray(given)) return is(value, given, variable)
  return Object.entries(given).every(([operator, operand]: [string, unknown]) => {
    const asked = operandOf(operand, variable)
    switch (operator) {
      case 'not':
        return !asks(value, operand, kind, variable)
      case 'in':
        return isAmong(value, asked)
      case 'notIn':
        return !isAmong(value, asked)
      case 'set':
        return !isEmpty(value) === operand
      case 'contains':
        return Array.isArray(value)
          ? isAmong(value as Value, [asked])
          : typeof value === 'string' && value.toLowerCase().includes(String(asked).toLowerCase())
      case 'startsWith':
        return typeof value === 'string' && value.toLowerCase().startsWith(String(asked).toLowerCase())
      default:
        return typeof value === 'string' && compares(operator, order(value, asked, kind))
    }
  })
}

function is(value: Value, given: unknown, variable: Variable): boolean {
  const asked = operandOf(given, variable)
  if (given === null) return isEmpty(value)
  return Array.isArray(asked) ? isAmong(value, asked) : isAmong(value, [asked])
}

function isAmong(value: Value, among: unknown): boolean {
  const wanted = (among as unknown[]).filter((one) => one !== null)
  const given = Array.isArray(value) ? (value as unknown[]) : [value]
  return given.some((one) => one !== null && wanted.some((other) => isEqual(one, other)))
}

function operandOf(given: unknown, variable: Variable): unknown {
  return typeof given === 'string' && given.startsWith('$') ? variable(given) : given
}

function isEmpty(value: Value): boolean {
  return value === null || (Array.isArray(value) && value.length === 0)
}

function isEqual(left: unknown, right: unknown): boolean {
  const isNumber = (one: unknown) => typeof one === 'string' && /^-?\d+(\.\d+)?$/.test(one)
  if (isNumber(left) && isNumber(right)) return Number(left) === Number(right)
  return left === right
}

/** Less than nothing, nothing or more, as numbers or as texts are ordered. */
function order(value: string, given: unknown, kind: Kind): number {
  if (kind === 'number') return Number(value) - Number(given)
  return value < String(given) ? -1 : value > String(given) ? 1 : 0
}

function compares(operator: string, difference: number): boolean {
  if (operator === 'above') return difference > 0
  if (operator === 'atLeast') return difference >= 0
  return operator === 'below' ? difference < 0 : difference <= 0
}
