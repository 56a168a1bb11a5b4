import { Refusal } from '../errors.ts'
import type { Door } from '../records/write/door.ts'
import { unconfirmedWarnings } from '../records/write/write-one.ts'
import { calledDay } from '../said/called.ts'
import { said } from '../said/said.ts'
import { keptBefore } from './kept-before.ts'
import { keptUntil } from './kept-until.ts'
import type { Person } from './people.ts'

/** Under this code somebody says that what stood there before, by which it was to be kept, was wrong. */
export const keptBeforeWarning = 'personal.keptBefore'

/**
 * Throws where a duty to keep holds the person; and the warning, until it is confirmed, where one would hold
 * them by what stood there before.
 */
export async function refuseWhatIsKept(
  door: Door,
  person: Person,
  confirmed: readonly string[] = [],
): Promise<void> {
  const now = await keptUntil(door.tx, door, person, door.today)
  const [duty] = now
  if (duty)
    throw new Refusal(
      'personal.kept',
      said('This must be kept until {until}: {ground}', {
        until: calledDay(duty.until),
        ground: duty.ground,
      }),
    )
  if (confirmed.includes(keptBeforeWarning)) return
  const [before] = await keptBefore(door.tx, door, person, { today: door.today, now })
  if (!before) return
  const days = { changed: calledDay(before.changed), until: calledDay(before.until) }
  const message = said(
    'Before it was changed on {changed} it was to be kept until {until}: {ground} Was that wrong?',
    { ...days, ground: before.ground },
  )
  throw unconfirmedWarnings([{ code: keptBeforeWarning, message }])
}
