import type { ResolvedObject } from '../catalog/resolved-model.ts'
import type { Warning } from '../errors.ts'
import type { Door } from '../records/write/door.ts'
import { calledDay } from '../said/called.ts'
import { said } from '../said/said.ts'
import type { Said } from '../said/sayer.ts'
import { dutiesOf, type Duty } from './kept-until.ts'
import { personsOf, type People } from './people.ts'

/** Under this code somebody says that they know, and delete all the same. */
export const dutyWarning = 'personal.duty'

/**
 * What is said to who deletes persons whom a duty to keep holds, of each. It goes on holding in the bin, so
 * nothing is lost by it; but who deletes may take it for the end. Its ground is told to whom rules of
 * retention are open. Who is none, or is not there, is held by nothing.
 */
export async function warnOfDuties(
  { actor, model, tx, today }: Door,
  people: People,
  face: ResolvedObject,
  records: readonly string[],
): Promise<ReadonlyMap<string, readonly Warning[]>> {
  if (!people.has(face.base)) return new Map()
  const asked = records.map((record) => ({ object: face.base, record }))
  const persons = [...(await personsOf(tx, model, people, asked)).values()].filter(({ isGone }) => !isGone)
  const isTold =
    actor.access.administrator || actor.access.object('retentionRule')?.see('ground') !== undefined
  const warned = new Map<string, readonly Warning[]>()
  for (const [record, [duty]] of await dutiesOf(tx, { model, actor }, persons, today))
    if (duty) warned.set(record, [{ code: dutyWarning, message: sentenceOf(duty, isTold) }])
  return warned
}

function sentenceOf(duty: Duty, isTold: boolean): Said {
  const until = calledDay(duty.until)
  return isTold
    ? said('This must be kept until {until}: {ground} It goes on being kept when it is deleted.', {
        until,
        ground: /[.!?。]$/.test(duty.ground) ? duty.ground : `${duty.ground}.`,
      })
    : said('This must be kept until {until}. It goes on being kept when it is deleted.', { until })
}
