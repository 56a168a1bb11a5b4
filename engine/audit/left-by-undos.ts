import type { Connection } from '../database/database.ts'
import { raw, sql, type Sql } from '../database/sql.ts'
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

/** Whether an undo of the change that stands kept anything, which another one may take back. */
export async function leftAnything(tx: Connection, change: string): Promise<boolean> {
  const [left] = await tx.query(sql`select from change c where ${stands(change)} and c.kept > 0 limit 1`)
  return left !== undefined
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
  const rows = await tx.query<{ id: string }>(
    sql`select c.id from change c where ${stands(change)} and c.id is distinct from ${undo}::uuid`,
  )
  return rows.map(({ id }) => id)
}

/** The same as `leftByUndos` of an entry `e`, for a whole change at once; `former` are undos of it. */
export function isLeftBy(former: readonly string[]): Sql {
  if (former.length === 0) return raw('true')
  return sql`not exists (select from audit_entry f
    where f.record = e.record and f.object = e.object and f.change::text = any(${former}::text[]) and case
      when e.action = 'update' then f.action = 'update' and not exists (
        select from jsonb_object_keys(coalesce(e.after, '{}')) k where f.after->k is distinct from e.before->k)
      when e.action in ('create', 'delete') then f.action in ('create', 'delete') and f.action <> e.action
      else f.action ~ '^(become|leave):' and split_part(f.action, ':', 2) = split_part(e.action, ':', 2)
        and f.action <> e.action end)`
}

function stands(change: string) {
  return sql`c.undoes = ${change}::uuid and not exists (select from change again where again.undoes = c.id)`
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
  if (entry.action !== 'update') {
    const [verb = '', role] = entry.action.split(':')
    const opposite = [opposites[verb], role].filter((part) => part !== undefined).join(':')
    return back.some(({ action }) => action === opposite) ? null : entry
  }
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
