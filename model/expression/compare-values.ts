import { Exact } from './exact-number.ts'
import { instantMicroseconds } from './exact-instant.ts'
import type { Value } from './result.ts'

/** Below 0, 0 or above 0: how two values of one type that are not empty stand to each other. */
export function compareValues(left: Value, right: Value, kind: string): number {
  if (left instanceof Exact && right instanceof Exact) return left.comparedTo(right)
  if (kind === 'instant') return sign(microseconds(left), microseconds(right))
  if (typeof left === 'string' && typeof right === 'string') return compareCodePoints(left, right)
  return sign(Number(left), Number(right))
}

/** The order of code points, which is that of UTF-8 and of PostgreSQL's collation "C"; UTF-16 has another. */
export function compareCodePoints(left: string, right: string): number {
  const length = Math.min(left.length, right.length)
  for (let at = 0; at < length; at++) {
    const [one, other] = [left.charCodeAt(at), right.charCodeAt(at)]
    if (one !== other) return sign(ordered(one), ordered(other))
  }
  return sign(left.length, right.length)
}

/** Surrogates stand for code points above all others. */
function ordered(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}

function microseconds(value: Value): bigint {
  return typeof value === 'string' ? (instantMicroseconds(value) ?? 0n) : 0n
}

function sign<T extends number | bigint>(left: T, right: T): number {
  return left < right ? -1 : left > right ? 1 : 0
}
