import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { isOfRecord } from './open-undo.ts'

type Values = Readonly<Record<string, unknown>>

/** What the log says that a change did to a record. */
export type Entry = {
  readonly id: string
  readonly object: string
  readonly record: string
  readonly action: string
  readonly before: Record<string, unknown> | null
  readonly after: Record<string, unknown> | null
}

/** Where an undo stands: what lies below this entry is left, but for what was taken ahead of its turn. */
export type UndoPlace = {
  readonly below: string | null
  readonly ahead?: readonly string[]
  /** It goes over the change once more, for what could not come back before what it names. */
  readonly isAgain?: boolean
}

/** How many entries are a page, and how many are taken ahead of their turn. */
export type UndoLimits = { readonly page: number; readonly ahead?: number }

/** Above all entries: an undo that begins anew there is not at its end. */
export const aboveAll = '9223372036854775807'

/** So many are taken ahead of their turn at most: together they are one transaction. */
const mostAhead = 10_000

/** Of entries those that no undo has taken back. */
type Left = (entries: readonly Entry[]) => Promise<readonly Entry[]>

/**
 * The next entries of a change that are taken back, the latest first, and where the undo stands after them;
 * `next` is null where none is left. What comes back needs what it names: where that went by the same change
 * and would have its turn on a later page, it is taken ahead, and all that it names in its turn.
 */
export async function undoPage(
  tx: Connection,
  change: string,
  { below, ahead = [] }: UndoPlace,
  { page: limit, ahead: most = mostAhead, left }: UndoLimits & { readonly left: Left },
): Promise<{
  readonly entries: readonly Entry[]
  readonly ahead: readonly string[]
  readonly next: string | null
  /** Whether more would have had to be taken ahead than may be. */
  readonly isCut: boolean
}> {
  const page = await tx.query<Entry>(
    sql`select id::text, object, record, action, before, after from audit_entry
        where change = ${change} and ${isOfRecord} and id < ${below ?? aboveAll}::bigint
        order by audit_entry.id desc limit ${limit}`,
  )
  const next = page.length < limit ? null : (page.at(-1)?.id ?? null)
  const done = new Set(ahead)
  const entries = await left(page.filter(({ id }) => !done.has(id)))
  const isFull = ahead.length >= most
  const { pulled, isCut } =
    next === null || isFull
      ? { pulled: new Map(), isCut: next !== null }
      : await namedBelow(tx, { change, below: next, most, left }, entries, done)
  const all = behindTheirNamers(entries, pulled)
  const isLeft = (id: string) => next !== null && BigInt(id) < BigInt(next)
  const taken = all.filter(({ id }) => isLeft(id)).map(({ id }) => id)
  return {
    entries: all,
    ahead: [...ahead.filter(isLeft), ...taken],
    next,
    isCut: isCut && entries.some(isGoing),
  }
}

/** What is taken ahead comes together with what names it, for the two to come back as one. */
function behindTheirNamers(
  entries: readonly Entry[],
  pulled: ReadonlyMap<string, readonly Entry[]>,
): Entry[] {
  const [all, open] = [[] as Entry[], entries.toReversed()]
  for (let entry = open.pop(); entry; entry = open.pop()) {
    all.push(entry)
    open.push(...(pulled.get(entry.id) ?? []).toReversed())
  }
  return all
}

/**
 * What went by the change below a place in it and is named by what comes back, or by what that names; by the
 * entry that names it first.
 */
async function namedBelow(
  tx: Connection,
  { change, below, most, left }: Below,
  entries: readonly Entry[],
  done: ReadonlySet<string>,
): Promise<{ readonly pulled: ReadonlyMap<string, readonly Entry[]>; readonly isCut: boolean }> {
  let isCut = false
  const [found, namers] = [new Map<string, Entry>(), new Map<string, string>()]
  for (let last = entries; last.length > 0 && found.size < most;) {
    const unasked: string[] = []
    for (const { id, before } of last.filter(isGoing))
      for (const named of idsIn(before))
        if (!namers.has(named)) {
          namers.set(named, id)
          unasked.push(named)
        }
    const rows = unasked.length === 0 ? [] : await goneBelow(tx, change, below, unasked)
    const open = await left(rows.filter(({ id }) => !done.has(id) && !found.has(id)))
    last = open.slice(0, most - found.size)
    isCut ||= rows.length >= mostAhead || found.size + last.length >= most
    for (const entry of last) found.set(entry.id, entry)
  }
  const pulled = Map.groupBy(found.values(), ({ record }) => namers.get(record) ?? '')
  return { pulled, isCut }
}

type Below = { readonly change: string; readonly below: string; readonly most: number; readonly left: Left }

/** Whether a record went, or a role of it: what comes back needs what it names. */
export function isGoing({ action }: Pick<Entry, 'action'>): boolean {
  return action === 'delete' || action.startsWith('leave:')
}

/** How some records went by the change, or a role of theirs: once and for all, and below a place in it. */
function goneBelow(
  tx: Connection,
  change: string,
  below: string,
  records: readonly string[],
): Promise<Entry[]> {
  return tx.query<Entry>(
    sql`select id::text, object, record, action, before, after from audit_entry went
        where record = any(${records}::uuid[]) and change::text = ${change} and id < ${below}::bigint
          and action ~ '^(delete$|leave:)'
          and not exists (select from audit_entry back where back.record = went.record
            and back.change::text = ${change} and back.id > went.id
            and back.action = case went.action when 'delete' then 'create'
              else 'become:' || split_part(went.action, ':', 2) end)
        order by went.id desc limit ${mostAhead}`,
  )
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** All that may be the id of a record in stored values: by itself, in lists, and in lines. */
function* idsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    if (uuid.test(value)) yield value
  } else if (Array.isArray(value)) for (const one of value) yield* idsIn(one)
  else if (value !== null && typeof value === 'object')
    for (const one of Object.values(value as Values)) yield* idsIn(one)
}
