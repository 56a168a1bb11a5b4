import { dayAt, newId, type Day, type Fields } from '#model'
import type { Scope } from '../access/narrow-access.ts'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { fieldErrors } from '../errors.ts'
import type { Door } from '../records/write/door.ts'
import { said } from '../said/said.ts'
import { called } from '../said/called.ts'
import type { AnyAction, Occasion } from './action.ts'

/** The job by which planned actions are done. */
export const plannedAction = 'planned action'

export type PlannedPayload = {
  readonly plan: string
  readonly by: string
  readonly object: string
  readonly record: string
  readonly action: string
  readonly input: Record<string, unknown>
  readonly confirmed: readonly string[]
  /** Of the key by which it was planned. */
  readonly scope?: Scope
}

/** Whether the input puts the action off to a day that is still to come. */
export function isLater(door: Door, action: AnyAction, input: Readonly<Record<string, unknown>>): boolean {
  const day = action.effective === undefined ? null : input[action.effective]
  return typeof day === 'string' && day > door.today && door.options.plan === undefined
}

/**
 * Puts an action off: a job does it as soon as its day begins where whoever planned it works, in their name
 * and with the rights that they hold then.
 */
export async function planAction(
  door: Door,
  object: ResolvedObject,
  action: AnyAction,
  occasion: Pick<Occasion<string, Fields, Fields>, 'record' | 'tx'> & {
    readonly input: Record<string, unknown>
  },
  given: Record<string, unknown>,
): Promise<void> {
  const on = action.effective ?? ''
  const day = String(occasion.input[on] ?? '')
  if (day > farthest(door.today))
    throw fieldErrors([
      {
        field: on,
        code: 'tooFar',
        message: said('{field}: at most five years ahead can be planned.', {
          field: called((action.input as Fields)[on] ?? { label: on }),
        }),
      },
    ])
  const plan = newId()
  const { actor, options } = door
  const { id: record } = occasion.record
  const payload: PlannedPayload = {
    ...{ plan, by: actor.user, object: object.name, record, action: action.name, input: given },
    confirmed: options.confirmed ?? [],
    ...(actor.scope ? { scope: actor.scope } : {}),
  }
  await door.later(plannedAction, payload, { runAt: beginning(day, actor.timeZone), bySystem: true })
  await action.planned?.({ ...occasion, plan } as never)
}

function farthest(today: Day): Day {
  return `${Number(today.slice(0, 4)) + 5}${today.slice(4)}`
}

/** The instant at which a day begins in a time zone. */
export function beginning(day: Day, timeZone: string): Date {
  // No zone lies further than a day from UTC; the day begins on a whole minute in all of them.
  const minute = 60_000
  let low = Math.floor(Date.parse(`${day}T00:00:00Z`) / minute) - 24 * 60
  let high = low + 48 * 60
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (dayAt(middle * minute, timeZone) >= day) high = middle
    else low = middle
  }
  return new Date(high * minute)
}
