import type { Actor } from '../access/actor.ts'
import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import { sql, type Sql } from '../database/sql.ts'
import { storedKey } from '../records/stored.ts'

/** What is known of an entry before it is told. */
type Entry = {
  readonly action: string
  readonly reason: string | null
  /** What an action changed on the record; null of any other entry. */
  readonly touched: readonly string[] | null
  readonly before: Record<string, unknown> | null
  readonly after: Record<string, unknown> | null
}

/** What the reader sees of the record: its fields by their stored keys, and its faces. */
type Sight = {
  readonly seen: ReadonlyMap<string, ResolvedField>
  readonly faces: ReadonlySet<string>
}

/**
 * Of an action, the stored keys of what it changed on the record; null for other entries of `e`. They are
 * looked for among the entries of the record alone, hence the casts: a change of many records has many
 * entries, and its index would lead through all of them.
 */
export const touchedByAct: Sql = sql`case when e.action like 'do:%' then array(
  select distinct key from audit_entry w,
    lateral jsonb_object_keys(coalesce(w.before, '{}') || coalesce(w.after, '{}')) as key
  where w.change::text = e.change::text and w.record = e.record and w.action not like 'do:%') end`

/**
 * Whether an action is named to the reader: to who may do it, who sees something of what it changed, and
 * where it changed nothing of the record, who sees the whole record. Others would learn of what is hidden.
 */
export function isToldAct(
  actor: Actor,
  object: ResolvedObject,
  { seen, faces }: Sight,
  { action, touched }: Entry,
): boolean {
  const [, face = '', name = ''] = /^do:([^.]+)\.(.+)$/.exec(action) ?? []
  if (!faces.has(face)) return false
  if (actor.access.administrator || actor.access.object(face)?.rows(name) !== undefined) return true
  if (touched === null || touched.length === 0) return seesAll(object, seen)
  return touched.some((key) => seen.has(key) || seesOnOther(actor, faces, key))
}

/**
 * The reason of an entry, where nothing of what was changed is hidden: it may speak of all of it. It is
 * written for colleagues, so people of a partner are not told.
 */
export function reasonTold(
  { variables }: Actor,
  object: ResolvedObject,
  { seen }: Sight,
  { reason, touched, before, after }: Entry,
): string | null {
  if (reason === null || variables.$myParty !== null) return null
  const keys = touched ?? [...Object.keys(before ?? {}), ...Object.keys(after ?? {})]
  const hidden = new Set(hiddenKeys(object, seen))
  return keys.some((key) => hidden.has(key)) ? null : reason
}

function seesAll(object: ResolvedObject, seen: Sight['seen']): boolean {
  return hiddenKeys(object, seen).length === 0
}

function hiddenKeys(object: ResolvedObject, seen: Sight['seen']): string[] {
  const keys = [...object.fields.values()]
    .filter(({ system }) => !system)
    .map((field) => storedKey(object, field))
  return keys.filter((key) => !seen.has(key))
}

/** A field of a face other than the one under which the record is looked at. */
function seesOnOther(actor: Actor, faces: Sight['faces'], key: string): boolean {
  const [face = '', name] = key.split('.')
  return name !== undefined && faces.has(face) && actor.access.object(face)?.see(name) !== undefined
}
