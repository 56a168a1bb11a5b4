import type { Connection } from '../database/database.ts'
import { raw, sql, type Sql } from '../database/sql.ts'
import { mergeBehind } from '../merge/merge-again.ts'
import { mostKept } from './keep-stayed.ts'
import { storedOrder } from '../records/write/stored-order.ts'

type Values = Readonly<Record<string, unknown>>

/** What the log says was done to a record. */
type Entry = {
  readonly object: string
  readonly record: string
  readonly action: string
  readonly before: Values | null
  readonly after: Values | null
}

/** An undo of a change, and the one that is at work. */
type Undoing = { readonly change: string; readonly undo: string | null }

/**
 * Whether an undo of the change that stands kept anything that no other took back since. What is written of
 * what they kept is looked at first: of a very large change to go through all of it takes seconds.
 */
export async function leftAnything(tx: Connection, change: string): Promise<boolean> {
  const former = (await undosOf(tx, change)).filter(({ stands }) => stands)
  const ids = former.map(({ id }) => id)
  // What a merge moved of what whoever undid it did not see stayed uncounted.
  const isMerge = former.length > 0 && (await mergeBehind(tx, change)) !== null
  if (!former.some(({ kept }) => kept > 0) && !isMerge) return false
  const isLeft = async (which: Sql) => {
    const [left] = await tx.query(
      sql`select from audit_entry e where ${which} and e.record is not null
            and e.action ~ '^(create|update|delete)$|^(become|leave):' and ${isLeftBy(ids)} limit 1`,
    )
    return left !== undefined
  }
  const listed = await tx.query<{ record: string }>(
    sql`select distinct record from undo_kept where change = any(${ids}::uuid[])`,
  )
  const records = listed.map(({ record }) => record)
  if (
    records.length > 0 &&
    (await isLeft(sql`e.record = any(${records}::uuid[]) and e.change::text = ${change}`))
  )
    return true
  const isAllListed = !isMerge && former.every(({ kept }) => kept <= mostKept)
  return !isAllListed && isLeft(sql`e.change = ${change}::uuid`)
}

/**
 * Of entries of a change what undos of it that came before left: whole entries, and of updates the fields
 * that none of these set back to what they were.
 */
export async function leftByUndos<E extends Entry>(
  tx: Connection,
  { change, undo }: Undoing,
  entries: readonly E[],
): Promise<readonly E[]> {
  const former = await undosBefore(tx, { change, undo })
  if (former.length === 0 || entries.length === 0) return entries
  // Records have few entries, an undo may have very many: hence the cast, which leaves its index aside.
  const rows = await tx.query<Entry>(
    sql`select object, record, action, before, after from audit_entry
        where change::text = any(${former}::text[])
          and record = any(${[...new Set(entries.map(({ record }) => record))]}::uuid[])`,
  )
  const back = Map.groupBy(rows, keyOf)
  return entries.flatMap((entry) => leftOf(entry, back.get(keyOf(entry)) ?? []) ?? [])
}

/** The undos of a change that stand and came before the one at work. */
export async function undosBefore(tx: Connection, { change, undo }: Undoing): Promise<string[]> {
  const all = await undosOf(tx, change)
  return all.flatMap(({ id, stands }) => (stands && id !== undo ? [id] : []))
}

/**
 * The undos of a change, the latest first. One stands as long as no undo of it does: one that was undone
 * stands again once that was undone in its turn.
 */
export async function undosOf(tx: Connection, change: string): Promise<readonly Undone[]> {
  const rows = await tx.query<{ id: string; undoes: string; kept: string }>(
    sql`with recursive undos(id, undoes, kept, at) as (
          select id, undoes, kept, at from change where undoes = ${change}::uuid
          union all
          select c.id, c.undoes, c.kept, c.at from change c join undos u on c.undoes = u.id)
        select id, undoes, kept from undos order by at desc, id desc`,
  )
  const of = Map.groupBy(rows, ({ undoes }) => undoes)
  const stands = (id: string): boolean => !(of.get(id) ?? []).some((again) => stands(again.id))
  return (of.get(change) ?? []).map(({ id, kept }) => ({ id, stands: stands(id), kept: Number(kept) }))
}

/**
 * By which change that which a change did stands: by itself, or by the undo that brought it back; null where
 * it is taken back.
 */
export async function standsBy(tx: Connection, change: string): Promise<string | null> {
  const undos = await undosOf(tx, change)
  if (undos.some(({ stands }) => stands)) return null
  const [last] = undos
  const again = last && (await undosOf(tx, last.id)).find(({ stands }) => stands)
  return again ? standsBy(tx, again.id) : change
}

type Undone = { readonly id: string; readonly stands: boolean; readonly kept: number }

/** The same as `leftByUndos` of an entry `e`, for a whole change at once; `former` are undos of it. */
export function isLeftBy(former: readonly string[]): Sql {
  if (former.length === 0) return raw('true')
  // A record has few entries, and an object and an undo very many: their indexes are left aside.
  const undone = (how: Sql) => sql`exists (select from audit_entry f where f.record = e.record
    and f.object || '' = e.object and f.change::text = any(${former}::text[]) and ${how})`
  const isBack = sql`f.action = 'update' and f.after ? k
    and ${comparable(sql`f.after->k`)} = ${comparable(sql`e.before->k`)}`
  return sql`case
    when e.action = 'update' then exists (
      select from jsonb_object_keys(coalesce(e.after, '{}')) k where not ${undone(isBack)})
    when e.action in ('create', 'delete') then not ${undone(
      sql`f.action in ('create', 'delete') and f.action <> e.action`,
    )}
    else not ${undone(
      sql`f.action ~ '^(become|leave):' and split_part(f.action, ':', 2) = split_part(e.action, ':', 2)
        and f.action <> e.action`,
    )} or (e.action like 'become:%' and exists (
      select from jsonb_object_keys(coalesce(e.after, '{}')) k where strpos(k, '.') = 0 and not ${undone(isBack)})) end`
}

/** Nothing in one form, and lines without the numbers of their rows, as `textOf` has them. */
function comparable(value: Sql): Sql {
  return sql`case when jsonb_typeof(${value}) = 'array' then (
      select coalesce(jsonb_agg(case jsonb_typeof(l.line) when 'object' then l.line - 'id' else l.line end order by l.nr), '[]')
      from jsonb_array_elements(${value}) with ordinality l(line, nr))
    else coalesce(${value}, 'null') end`
}

function keyOf({ object, record }: Entry): string {
  return `${object} ${record}`
}

/** What takes each of these back. */
const opposites: Readonly<Record<string, string>> = {
  create: 'delete',
  delete: 'create',
  become: 'leave',
  leave: 'become',
}

function leftOf<E extends Entry>(entry: E, back: readonly Entry[]): E | null {
  if (back.length === 0) return entry
  // That an action was undone has been noted with what it had written.
  if (entry.action.startsWith('do:')) return null
  if (entry.action === 'update') return fieldsLeft(entry, back)
  const [verb = '', role] = entry.action.split(':')
  const opposite = [opposites[verb], role].filter((part) => part !== undefined).join(':')
  if (!back.some(({ action }) => action === opposite)) return entry
  // The role has ended; of what came beside it some fields may be left.
  return verb === 'become' ? fieldsLeft(besideRole(entry), back) : null
}

/** What taking up a role did to the fields of the record itself. */
function besideRole<E extends Entry>(entry: E): E {
  const beside = (values: Values | null) =>
    Object.fromEntries(Object.entries(values ?? {}).filter(([key]) => !key.includes('.')))
  return { ...entry, action: 'update', before: beside(entry.before), after: beside(entry.after) }
}

/** An entry with those of its fields alone that were not set back to what they were. */
function fieldsLeft<E extends Entry>(entry: E, back: readonly Entry[]): E | null {
  const isBack = (key: string) =>
    back.some(
      ({ action, after }) =>
        action === 'update' &&
        Object.hasOwn(after ?? {}, key) &&
        textOf(after?.[key]) === textOf(entry.before?.[key]),
    )
  const left = Object.entries(entry.after ?? {}).filter(([key]) => !isBack(key))
  return left.length > 0 ? { ...entry, after: Object.fromEntries(left) } : null
}

/** Lines that were taken away and brought back are other rows of their table, but the same lines. */
function textOf(value: unknown): string {
  const lines = Array.isArray(value)
    ? value.map((line: unknown) => {
        if (typeof line !== 'object' || line === null) return line
        const { id: _row, ...rest } = line as Record<string, unknown>
        return rest
      })
    : value
  return JSON.stringify(storedOrder(lines ?? null))
}
