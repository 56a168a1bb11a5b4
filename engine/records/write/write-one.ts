import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import { fieldErrors, Problem } from '../../errors.ts'
import type { Door } from './door.ts'
import type { Operation, Outcome } from './draft.ts'
import { unconfirmed } from './rules.ts'
import { writeRecords } from './write-records.ts'
import { said } from '../../said/said.ts'

/** Writes one record, or throws what stands against it: a problem, fields at fault, unconfirmed warnings. */
export async function writeOne(door: Door, object: ResolvedObject, operation: Operation): Promise<Outcome> {
  const [outcome] = await writeRecords(door, object, [operation], { isAllOrNothing: true })
  if (!outcome) throw new Error('A write of one record gave no outcome.')
  if (outcome.problem) throw outcome.problem
  if (outcome.errors.length > 0) {
    const forbidden = outcome.errors.every((error) => error.code === 'notAllowed')
    if (forbidden)
      throw new Problem(403, 'forbidden', outcome.errors[0]?.message ?? '', { errors: outcome.errors })
    throw fieldErrors(outcome.errors)
  }
  const open = unconfirmed(door, outcome.warnings)
  if (open.length > 0) throw unconfirmedWarnings(open)
  return outcome
}

export function unconfirmedWarnings(warnings: Outcome['warnings']): Problem {
  const codes = warnings.map((warning) => warning.code).join(', ')
  const first = warnings[0]?.message ?? ''
  return new Problem(
    409,
    'unconfirmed',
    said('{first} To go on all the same, confirm it ({codes}).', { first, codes }),
    {
      warnings,
    },
  )
}
