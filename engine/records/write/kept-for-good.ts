import { isDeepStrictEqual } from 'node:util'
import type { Actor } from '../../access/actor.ts'
import { lastingRights, wholeActor, type Lasting } from '../../access/lasting-rights.ts'
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
import { readsOfRights } from './reads-of-rights.ts'
import { rowsFor, rowsSql } from './row-rights.ts'
import type { Act } from './taken-back.ts'

const whole = () => true

/**
 * Keeps with each draft that changes what a condition of their rights reads (the manager, a company, the
 * payer whose manager is asked) what whoever writes it holds of it for good, where they have a part of their
 * rights for a time. What they might do by those that last alone is asked nothing.
 */
export async function noteLasting(
  door: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
): Promise<void> {
  const changed = drafts.filter(
    (draft) => draft.kind === 'update' && [...draft.given].some((field) => isNew(object, draft, field)),
  )
  const lasting = changed.length > 0 ? (await lastingOf(door))?.actor : null
  if (!lasting) return
  const asks = readByOwn(door, lasting, object)
  const named = changed.filter((draft) =>
    [...draft.given].some((field) => asks(field) && isNew(object, draft, field)),
  )
  if (named.length === 0) return
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
 * Which fields of a record the conditions of these rights read of it. Of what an action sets a status is its
 * work; what says whose a record is, or leads to that, is asked there too.
 */
function readByOwn(door: Door, { access }: Actor, object: ResolvedObject): (field: ResolvedField) => boolean {
  const own = readsOfRights(door.model, access, object.base, 'own').filter(({ steps }) => steps.length === 0)
  const names = new Set(own.map(({ field }) => field))
  if (actOf(door) === undefined) return ({ name }) => names.has(name)
  const leading = new Set(own.filter(({ leads }) => leads).map(({ field }) => field))
  return ({ name }) => names.has(name) && (leading.has(name) || saysWhose(door.model, object.name, name))
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
export async function lastingOf(door: Door): Promise<Lasting | null> {
  const { actor, authority, does, byFields } = door
  const isFree = door.erases || door.renames || (authority === 'action' && !does && !byFields)
  if (isFree || !actor.forATime || actor.access.administrator) return null
  const lasting = known.get(actor) ?? (await lastingRights(door.tx, door.model, await wholeActor(door), null))
  if (lasting) known.set(actor, lasting)
  return lasting?.actor.access.administrator ? null : lasting
}

/** Of one request or job what lasts is looked up once. */
const known = new WeakMap<Actor, Lasting>()

/** The action by whose right something is written, not by the right to each field. */
function actOf({ authority, byFields, does }: Door): Act | undefined {
  return authority === 'action' && !byFields ? does : undefined
}

/**
 * The records with which they might do so by their lasting rights alone: change them as they stand before, or
 * make them as they stand then.
 */
export async function freeOf(
  door: Door,
  lasting: Actor,
  object: ResolvedObject,
  drafts: readonly Draft[],
  action: 'change' | 'create' = 'change',
): Promise<ReadonlySet<string>> {
  const as: Door = { ...door, actor: lasting, authority: 'actor' }
  const act = actOf(door)
  const rights = act ? byAction(as, act, object) : byFields(as, object, drafts, action)
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

function byFields(
  as: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
  action: 'change' | 'create',
): Sql[] {
  const access = as.actor.access.object(object.name)
  const fields = [...new Set(drafts.flatMap(({ given }) => [...given]))]
  const mayField = (field: ResolvedField): Sql => {
    const rows = access?.change(field.name, action)
    return rows === undefined ? sql`false` : rowsSql(as, object, rows, 't')
  }
  return [...['read', action].map((one) => rowsFor(as, object, one, 't')), ...fields.map(mayField)]
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
