import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import type { Door } from '../records/write/door.ts'
import { removeRecords, type Removal } from '../records/write/remove-records.ts'
import { actingReader } from '../records/read/list-conditions.ts'
import { calledDayOf } from '../said/called.ts'
import { said } from '../said/said.ts'
import { faceOf } from './face-of.ts'
import { isLook } from './is-look.ts'
import { kept, type Stayed } from './kept.ts'
import { titlesOf } from './name-references.ts'
import { ownSlips } from './own-slips.ts'
import type { Entry } from './undo-page.ts'

/**
 * Takes away what a change made, unless somebody changed it since or something names it; gives how many went.
 * What stays is told with why.
 */
export async function undoCreation(
  door: Door,
  base: ResolvedObject,
  entries: readonly Entry[],
  stays: Stayed[],
): Promise<number> {
  const later = await door.tx.query<{ record: string; actor: string | null; at: string }>(
    sql`select distinct on (later.record) later.record, later.actor, later.at
        from unnest(${entries.map((entry) => entry.record)}::uuid[], ${entries.map((entry) => entry.id)}::bigint[]) as made(record, id)
        join audit_entry later on later.record = made.record and later.id > made.id and not ${isLook('later')}
          and later.change is distinct from ${door.options.change ?? null}::uuid
          and later.change is distinct from (select change from audit_entry where id = made.id)
        order by later.record, later.id desc`,
  )
  const actors = [...new Set(later.flatMap(({ actor }) => actor ?? []))]
  const reader = actingReader(door.model, door.actor)
  const names = new Map(await titlesOf(door.tx, reader, 'user', actors)).set(door.actor.user, door.actor.name)
  const changed = new Map(later.map((one) => [one.record, one]))
  for (const [record, { actor, at }] of changed) {
    stays.push(
      await kept(door, base, {
        record,
        reason: said('Changed since by {name} ({day}).', {
          name: names.get(actor ?? '') ?? said('somebody'),
          day: calledDayOf(at, door.actor.timeZone),
        }),
        names: actor !== null && names.has(actor) ? actor : null,
      }),
    )
  }
  const going = entries.filter((entry) => !changed.has(entry.record))
  const { gone, refused } = await removeByFace(door, base, going)
  for (const [record, problem] of refused)
    stays.push(await kept(door, base, { record, reason: problem.sentence }))
  return gone
}

/** Those of one role may be named by those of another, and go once these are gone. */
async function removeByFace(door: Door, base: ResolvedObject, entries: readonly Entry[]) {
  let gone = 0
  for (let open = entries; ;) {
    const refused = new Map<string, Problem>()
    const faces = Map.groupBy(open, (entry) => faceOfCreation(door.model, base, entry))
    let isTwofold = faces.size > 1
    for (const [face, own] of faces) {
      const { removals, isBySlips } = await takeAway(door, face, own)
      isTwofold ||= isBySlips
      for (const [record, removal] of removals) if (removal instanceof Problem) refused.set(record, removal)
    }
    const went = open.length - refused.size
    gone += went
    if (refused.size === 0 || went === 0 || !isTwofold) return { gone, refused }
    open = open.filter(({ record }) => refused.has(record))
  }
}

/**
 * Takes records away, or a role, by the right to delete; and what whoever asks made themselves by mistake, by
 * the right to create (decision 226).
 */
export async function takeAway(
  door: Door,
  face: ResolvedObject,
  entries: readonly Entry[],
  options: { readonly isRoleOnly?: boolean } = {},
): Promise<{ readonly removals: ReadonlyMap<string, Removal>; readonly isBySlips: boolean }> {
  const ids = entries.map(({ record }) => record)
  const removals = await removeRecords(door, face, ids, options)
  const isForbidden = ({ record }: Entry) => codeOf(removals.get(record)) === 'forbidden'
  const slips = await ownSlips(door, face, entries.filter(isForbidden))
  if (slips.length === 0) return { removals, isBySlips: false }
  const again = await removeRecords(door, face, slips, { ...options, right: 'create' })
  return { removals: new Map([...removals, ...again]), isBySlips: true }
}

function codeOf(removal: Removal | undefined): string | null {
  return removal instanceof Problem ? removal.code : null
}

/** A record that was made in one role is taken back through that role's rights. */
function faceOfCreation(model: ResolvedModel, base: ResolvedObject, { after }: Entry): ResolvedObject {
  return faceOf(model, base, Object.keys(after ?? {}))
}
