import { isDay } from '#model'
import { fieldErrors, type FieldError } from '../errors.ts'
import { said } from '../said/said.ts'

/**
 * What stands against a last day that is over already: what is opened until then would never hold. What is
 * no day at all is for the field itself to refuse.
 */
export function overAlready(until: unknown, today: string, field = 'until'): FieldError | null {
  return typeof until === 'string' && isDay(until) && until < today ? faultOf(field) : null
}

/** Refuses such a day with a 422 of the field. */
export function checkStillToCome(until: unknown, today: string): void {
  const fault = overAlready(until, today)
  if (fault) throw fieldErrors([fault])
}

/** That a time at which something ends has passed. */
export function passed(field: string) {
  return fieldErrors([faultOf(field)])
}

function faultOf(field: string): FieldError {
  const message = said('This has passed already. Choose a time that is still to come.')
  return { field, code: 'passed', message }
}
