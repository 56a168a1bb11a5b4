import type { Actor } from '../../access/actor.ts'
import { lastingUntil, wholeActor } from '../../access/lasting-rights.ts'
import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import { sql } from '../../database/sql.ts'
import { Problem } from '../../errors.ts'
import { said } from '../../said/said.ts'
import type { Door } from './door.ts'
import type { Draft, Question } from './draft.ts'
import { heldBy, rightsOn } from './held-rights.ts'

/**
 * Keeps with each draft that gives a record one more role what whoever gives it might see and change of the
 * record before: now, and for good. What was opened to them as a single record, or for a time, is no reason
 * for what would have no end; and what a key carries less is none to be given more.
 */
export async function noteHeld(door: Door, object: ResolvedObject, drafts: readonly Draft[]): Promise<void> {
  const adopted = await openingNow(door, drafts)
  if (adopted.length === 0) return
  const actor = await wholeActor(door)
  if (actor.access.administrator) return
  const lasting = await lastingUntil(door.tx, door.model, actor, null)
  const isSame = lasting === null || lasting.access.key === actor.access.key
  if (door.joins && isSame) return
  const ids = adopted.map(({ id }) => id)
  const beside = besideRole(object)
  for (const by of isSame ? [actor] : door.joins ? [lasting] : [actor, lasting]) {
    const held = await heldBy(door, by, object, ids, beside)
    for (const draft of adopted)
      draft.held = [...draft.held, { actor: by, keys: held.get(draft.id) ?? new Set() }]
  }
}

/**
 * Drafts of a role that is asked about. Of what came back within this very change each role comes back as it
 * went, and so does one that was ended by a slip; and of two that become one, which are seen whole by whoever
 * merges them, only what lasts is asked.
 */
async function openingNow(door: Door, drafts: readonly Draft[]): Promise<readonly Draft[]> {
  const adopted = drafts.filter(({ kind, isSlip }) => kind === 'adopt' && !isSlip)
  const isFree =
    door.authority === 'action' || door.erases || door.renames || (door.joins && !door.actor.forATime)
  if (isFree || door.actor.access.administrator || adopted.length === 0) return []
  if (!door.restores) return adopted
  const came = await door.tx.query<{ record: string }>(
    sql`select record from audit_entry where action = 'create' and change = ${door.options.change ?? null}::uuid
          and record = any(${adopted.map(({ id }) => id)}::uuid[])`,
  )
  const back = new Set(came.map(({ record }) => record))
  return adopted.filter(({ id }) => !back.has(id))
}

/**
 * That one more role opens nothing of what the record was before: whoever may make records of their own in a
 * role would else see and change all of any partner of whom they know the name, by making it one of theirs.
 */
export function openedByRole(door: Door, object: ResolvedObject, drafts: readonly Draft[]): Question[] {
  return opened(
    door,
    object,
    drafts.filter(({ kind }) => kind === 'adopt'),
    besideRole(object),
    opensMore,
  )
}

/** That a write leaves nothing open to those who held less of the record before. */
export function opened(
  door: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
  concernsField: (field: ResolvedField) => boolean,
  mark: (draft: Draft) => void,
): Question[] {
  const actors = new Set<Actor>(drafts.flatMap(({ held }) => held.map((one) => one.actor)))
  return [...actors].flatMap((actor) =>
    rightsOn({ ...door, actor, authority: 'actor' }, object, concernsField).flatMap(({ keys, holds }) => {
      const concerns = (draft: Draft) =>
        drafts.includes(draft) &&
        draft.held.some((one) => one.actor === actor && keys.some((key) => !one.keys.has(key)))
      if (!drafts.some(concerns)) return []
      return [{ holds: sql`(${holds}) is not true`, concerns, mark }]
    }),
  )
}

/** What is of the role itself begins with it. */
function besideRole(role: ResolvedObject): (field: ResolvedField) => boolean {
  return ({ owner, field }) => owner !== role.name && field['roleFace'] !== true
}

function opensMore(draft: Draft): void {
  draft.problem ??= new Problem(
    403,
    'opensMore',
    said(
      'In this role you could see or change more of the record than you may now. Ask whoever looks after it to add the role.',
    ),
  )
}
