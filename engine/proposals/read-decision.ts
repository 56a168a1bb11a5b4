import { isDay, isId } from '#model'
import { fieldErrors, type FieldError } from '../errors.ts'
import { said } from '../said/said.ts'
import type { ProposalDecision } from './open-proposals.ts'

const mostNamed = 1000

/** Reads a decision as it was sent. Throws a 422 that names what is not right. */
export function readProposalDecision(given: Readonly<Record<string, unknown>>): ProposalDecision {
  const { criterion, records, decision, input, reason, until, confirmed, dryRun } = given
  const errors: FieldError[] = []
  const fault = (field: string) =>
    errors.push({
      field,
      code: 'decision',
      message: said(
        'Say which criterion, perhaps which records, and “take” with its input, or “snooze” with a reason and a day.',
      ),
    })
  if (typeof criterion !== 'string' || !isId(criterion)) fault('criterion')
  const named = records === undefined || records === null ? null : records
  const areIds =
    Array.isArray(named) &&
    named.length > 0 &&
    named.length <= mostNamed &&
    named.every((one) => typeof one === 'string' && isId(one))
  if (named !== null && !areIds) fault('records')
  if (decision !== 'take' && decision !== 'snooze') fault('decision')
  const isText = typeof reason === 'string' && reason.trim() !== '' && reason.length <= 300
  if (decision === 'snooze' && !isText) fault('reason')
  const isUntil = until === undefined || until === null || isDay(until)
  if (!isUntil) fault('until')
  const isInput =
    input === undefined || (typeof input === 'object' && input !== null && !Array.isArray(input))
  if (!isInput) fault('input')
  const areCodes =
    confirmed === undefined || (Array.isArray(confirmed) && confirmed.every((one) => typeof one === 'string'))
  if (!areCodes) fault('confirmed')
  const isConfirming = decision === 'take' && Array.isArray(confirmed) && confirmed.length > 0
  if (isConfirming && !isText)
    errors.push({
      field: 'reason',
      code: 'required',
      message: said('Say why it is done all the same. It stands in the log of each.'),
    })
  if (dryRun !== undefined && typeof dryRun !== 'boolean') fault('dryRun')
  if (errors.length > 0) throw fieldErrors(errors)
  const whom = { criterion: String(criterion), ...(named === null ? {} : { records: named as string[] }) }
  if (decision === 'snooze')
    return { ...whom, decision, reason: String(reason).trim(), until: (until ?? null) as string | null }
  return {
    ...{ ...whom, decision: 'take' },
    ...(input === undefined ? {} : { input: input as Record<string, unknown> }),
    ...(confirmed === undefined ? {} : { confirmed: confirmed as string[] }),
    ...(isText ? { reason: String(reason).trim() } : {}),
    ...(dryRun === true ? { dryRun } : {}),
  }
}
