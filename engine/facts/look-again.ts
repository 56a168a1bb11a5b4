import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { sql, type Sql } from '../database/sql.ts'
import type { Door } from '../records/write/door.ts'
import type { Draft } from '../records/write/draft.ts'
import { askedOfLines, askedOfRecord, provedOf, saysSomething, type Asked } from './asked-of.ts'

/** A record as it will stand after a write, and which of its stored fields were touched. */
export type Touched = {
  readonly draft: Draft
  readonly after: Readonly<Record<string, unknown>>
  readonly changed: Readonly<Record<string, unknown>>
}

/** When something is due that somebody wrote just now: before all that was there already. */
export const firstOfAll = '2000-01-01'

type Look = { readonly kind: string; readonly record: string; readonly asked: Asked; readonly isNew: boolean }

/**
 * The statements by which facts about written records are looked at again, to run with the write: what
 * spoke of other values is marked as outdated, what speaks of these again (an undo, say) no longer is, and
 * the sources that are asked have them on their list. Nothing is asked here, so a write never waits for a
 * source.
 */
export function lookingAgain(door: Door, object: ResolvedObject, rows: readonly Touched[]): Sql[] {
  const declared = provedOf(door.model, object)
  if (declared.length === 0) return []
  const looks = rows.flatMap((row) => looksOf(door, object, row))
  if (looks.length === 0) return []
  const known = looks.filter(({ isNew }) => !isNew)
  return [...(known.length > 0 ? [marking(known)] : []), listing(looks)]
}

function looksOf(door: Door, object: ResolvedObject, { draft, after, changed }: Touched): Look[] {
  const isNew = draft.kind === 'create'
  const lines = new Map([...draft.lines].map(([field, value]) => [field.name, value]))
  return provedOf(door.model, object).flatMap((proved): Look[] => {
    const held = lines.get(proved.field)
    const isTouched = held !== undefined || proved.of.some((name) => Object.hasOwn(changed, name))
    const isOfLines = !proved.of.includes(proved.field)
    if (!isTouched || (isOfLines && !held)) return []
    const asked = held ? askedOfLines(proved, held) : askedOfRecord(proved, after)
    // What is new and says nothing has no fact either.
    if (isNew && !(held ? saysSomething(asked) : asked[proved.field])) return []
    return [{ kind: proved.kind, record: draft.id, asked, isNew }]
  })
}

function marking(looks: readonly Look[]): Sql {
  return sql`update fact_look l set outdated = l.fact is not null and l.asked is distinct from v.asked,
        due_at = case when exists (select from fact_watch w where w.kind = l.kind) then ${firstOfAll}::timestamptz
                 else l.due_at end
      from ${rowsOf(looks)} where l.kind = v.kind and l.record = v.record`
}

function listing(looks: readonly Look[]): Sql {
  return sql`insert into fact_look (kind, record, due_at)
      select v.kind, v.record, ${firstOfAll}::timestamptz from ${rowsOf(looks)} join fact_watch w on w.kind = v.kind
      on conflict (kind, record) do nothing`
}

function rowsOf(looks: readonly Look[]): Sql {
  const rows = looks.map(({ kind, record, asked }) => ({ kind, record, asked }))
  return sql`json_to_recordset(${JSON.stringify(rows)}::json) as v(kind text, record uuid, asked jsonb)`
}
