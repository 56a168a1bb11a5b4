import { isDeepStrictEqual } from 'node:util'
import type { Actor } from '../../access/actor.ts'
import { lastingUntil, wholeActor } from '../../access/lasting-rights.ts'
import { saysWhose } from '../../access/standing.ts'
import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import { id, join, sql, type Sql } from '../../database/sql.ts'
import { Problem } from '../../errors.ts'
import { said } from '../../said/said.ts'
import { storedKey } from '../stored.ts'
import type { Door } from './door.ts'
import type { Draft, Question } from './draft.ts'
import { heldBy } from './held-rights.ts'
import { opened } from './opened-by-role.ts'
import { rowsFor, rowsSql } from './row-rights.ts'
import type { Act } from './taken-back.ts'

const whole = () => true

/**
 * Keeps with each draft that changes whose a record is (its manager, its companies) what whoever writes it
 * holds of it for good, where they have a part of their rights for a time. What they might do by those that
 * last alone is asked nothing.
 */
export async function noteLasting(
  door: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
): Promise<void> {
  const updated = drafts.filter(({ kind }) => kind === 'update')
  const named = updated.filter((draft) =>
    [...draft.given].some(
      (field) => saysWhose(door.model, object.name, field.name) && isNew(object, draft, field),
    ),
  )
  const lasting = named.length > 0 ? await lastingOf(door) : null
  if (!lasting) return
  const free = await freeOf(door, lasting, object, named)
  const open = named.filter(({ id: record }) => !free.has(record))
  const held = await heldBy(
    door,
    lasting,
    object,
    open.map((draft) => draft.id),
    whole,
  )
  for (const draft of open) draft.held = [{ actor: lasting, keys: held.get(draft.id) ?? new Set() }]
}

/**
 * That nobody makes of what they have for a time what they keep: who may change the manager until Friday, or
 * in somebody's place, does not name themselves.
 */
export function keptForGood(door: Door, object: ResolvedObject, drafts: readonly Draft[]): Question[] {
  const updated = drafts.filter(({ kind }) => kind === 'update')
  return opened(door, object, updated, whole, (draft) => {
    draft.problem ??= forGood()
  })
}

/**
 * Whoever acts, with what they hold for good; null where that is all that they hold, or what is written is
 * not of their own choosing.
 */
export async function lastingOf(door: Door): Promise<Actor | null> {
  const { actor, authority, does, byFields } = door
  const isFree = door.erases || door.renames || (authority === 'action' && !does && !byFields)
  if (isFree || !actor.forATime || actor.access.administrator) return null
  const lasting = await lastingUntil(door.tx, door.model, await wholeActor(door), null)
  return lasting?.access.administrator ? null : lasting
}

/** The records with which they might do so by their lasting rights alone. */
async function freeOf(
  door: Door,
  lasting: Actor,
  object: ResolvedObject,
  drafts: readonly Draft[],
): Promise<ReadonlySet<string>> {
  const as: Door = { ...door, actor: lasting, authority: 'actor' }
  const act = door.authority === 'action' && !door.byFields ? door.does : undefined
  const rights = act ? byAction(as, act, object) : byFields(as, object, drafts)
  const rows = await door.tx.query<{ id: string }>(
    sql`select t.id from ${id(object.table)} t
        where t.id = any(${drafts.map((draft) => draft.id)}::uuid[]) and ${join(rights, ' and ')}`,
  )
  return new Set(rows.map((row) => row.id))
}

/** Of what an action changes of another record than its own, its right says nothing row by row. */
function byAction(as: Door, { face: name, action }: Act, object: ResolvedObject): Sql[] {
  const face = as.model.objects.get(name)
  if (face?.base === object.base) return [rowsFor(as, face, 'read', 't'), rowsFor(as, face, action, 't')]
  return [as.actor.access.object(name)?.rows(action) === undefined ? sql`false` : sql`true`]
}

function byFields(as: Door, object: ResolvedObject, drafts: readonly Draft[]): Sql[] {
  const access = as.actor.access.object(object.name)
  const fields = [...new Set(drafts.flatMap(({ given }) => [...given]))]
  const mayField = (field: ResolvedField): Sql => {
    const rows = access?.change(field.name)
    return rows === undefined ? sql`false` : rowsSql(as, object, rows, 't')
  }
  return [...['read', 'change'].map((action) => rowsFor(as, object, action, 't')), ...fields.map(mayField)]
}

function isNew(object: ResolvedObject, draft: Draft, field: ResolvedField): boolean {
  if (draft.lines.has(field)) return true
  return !isDeepStrictEqual(
    draft.values.get(field) ?? null,
    draft.before?.values[storedKey(object, field)] ?? null,
  )
}

export function forGood(): Problem {
  return new Problem(
    403,
    'forGood',
    said(
      'You have this only for a time, and would keep the record by it for good. Ask whoever looks after it to do it.',
    ),
  )
}
