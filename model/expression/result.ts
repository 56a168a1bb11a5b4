import type { Exact } from './exact-number.ts'

/** Why a formula has no value; it is stored as empty. */
export type ErrorCode = '#DIV/0!' | '#VALUE!' | '#NUM!' | '#N/A'

export class Failure {
  readonly code: ErrorCode

  constructor(code: ErrorCode) {
    this.code = code
  }
}

/** A value while it is worked with: numbers exact, days and instants and references as text, empty null. */
export type Value = string | boolean | Exact | null | Failure

export const failures = {
  division: new Failure('#DIV/0!'),
  value: new Failure('#VALUE!'),
  number: new Failure('#NUM!'),
  missing: new Failure('#N/A'),
} as const
