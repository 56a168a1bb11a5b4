import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { Problem, type Warning } from '../errors.ts'
import type { Door } from '../records/write/door.ts'
import { calledDay } from '../said/called.ts'
import { said } from '../said/said.ts'
import { keptUntil } from './kept-until.ts'
import { personOf, type People } from './people.ts'

/** Under this code somebody says that they know, and delete all the same. */
export const dutyWarning = 'personal.duty'

/**
 * What is said to who deletes a person whom a duty to keep holds. It goes on holding in the bin, so nothing
 * is lost by it; but who deletes may take it for the end. Its ground is told to whom rules of retention are
 * open.
 */
export async function warnOfDuties(
  door: Door,
  people: People,
  face: ResolvedObject,
  record: string,
): Promise<readonly Warning[]> {
  if (!people.has(face.base)) return []
  const { actor, model, tx, today } = door
  const person = await personOf(tx, model, people, { object: face.base, record }).catch((error: unknown) => {
    // Who is none, or is not there, is held by nothing.
    if (error instanceof Problem && error.status < 500) return null
    throw error
  })
  if (!person || person.isGone) return []
  const [duty] = await keptUntil(tx, { model, actor }, person, today)
  if (!duty) return []
  const until = calledDay(duty.until)
  const isTold =
    actor.access.administrator || actor.access.object('retentionRule')?.see('ground') !== undefined
  const message = isTold
    ? said('This must be kept until {until}: {ground} It goes on being kept when it is deleted.', {
        until,
        ground: /[.!?。]$/.test(duty.ground) ? duty.ground : `${duty.ground}.`,
      })
    : said('This must be kept until {until}. It goes on being kept when it is deleted.', { until })
  return [{ code: dutyWarning, message }]
}
