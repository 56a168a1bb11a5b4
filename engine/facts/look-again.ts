import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { id, sql, type Sql } from '../database/sql.ts'
import type { Door } from '../records/write/door.ts'
import type { Draft } from '../records/write/draft.ts'
import {
  askedOfLines,
  askedOfRecord,
  linesProved,
  provedNamed,
  provedOf,
  saysSomething,
  type Asked,
  type Subject,
} from './asked-of.ts'

/** A record as it will stand after a write, and which of its stored fields were touched. */
export type Touched = {
  readonly draft: Draft
  readonly after: Readonly<Record<string, unknown>>
  readonly changed: Readonly<Record<string, unknown>>
}

/** When something is due that somebody wrote just now: before all that was there already. */
export const firstOfAll = '2000-01-01'

type Look = Subject & { readonly kind: string; readonly asked: Asked; readonly isNew: boolean }

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

/**
 * A line that was taken out and comes back (an undo, a second thought) has another id, and what was known of
 * it is known of it still: the statements that say so, to run before the others.
 */
export function lookingOnAt(door: Door, object: ResolvedObject, rows: readonly Touched[]): Sql[] {
  const fields = new Set(provedOf(door.model, object).map(({ field }) => field))
  return [...fields].flatMap((field) => {
    const lines = linesProved(door.model, object, field)
    if (!lines) return []
    const looks = rows
      .filter((row) => hasNewLine(door, row, field))
      .flatMap((row) => looksOf(door, object, row))
      .filter(({ kind, isNew }) => !isNew && provedNamed(door.model, kind)?.proved.field === field)
    return looks.length === 0 ? [] : [followed(looks, lines.object.table)]
  })
}

function hasNewLine(door: Door, { draft }: Touched, name: string): boolean {
  const [field, lines] = [...draft.lines].find(([one]) => one.name === name) ?? []
  if (isUnheardOf(door, draft) || !field || !lines) return false
  const before = new Set((draft.linesBefore.get(field) ?? []).map(({ id: line }) => line))
  return lines.some(({ id: line }) => !before.has(line))
}

/** A record that comes back is known already. */
function isUnheardOf(door: Door, { kind }: Draft): boolean {
  return kind === 'create' && !door.restores
}

function followed(looks: readonly Look[], lines: string): Sql {
  return sql`update fact_look l set line = n.line
      from (select distinct on (v.kind, v.record, v.asked) v.* from ${rowsOf(looks)}
            where not exists (select from fact_look k where k.kind = v.kind and k.line = v.line)) n
      where l.kind = n.kind and l.line = (
        select o.line from fact_look o
        where o.kind = n.kind and o.record = n.record and o.asked = n.asked and o.fact is not null
          and not exists (select from ${id(lines)} i where i.id = o.line)
        order by o.line limit 1)`
}

function looksOf(door: Door, object: ResolvedObject, { draft, after, changed }: Touched): Look[] {
  const isNew = isUnheardOf(door, draft)
  const lines = new Map([...draft.lines].map(([field, value]) => [field.name, value]))
  return provedOf(door.model, object).flatMap((proved): Look[] => {
    const held = lines.get(proved.field)
    const isTouched = held !== undefined || proved.of.some((name) => Object.hasOwn(changed, name))
    const isOfLines = !proved.of.includes(proved.field)
    if (!isTouched || (isOfLines && !held)) return []
    const of = { kind: proved.kind, record: draft.id, isNew }
    // What is new and says nothing has no fact either.
    if (held)
      return [...askedOfLines(proved, held)]
        .filter(([, asked]) => !isNew || saysSomething(asked))
        .map(([line, asked]) => ({ ...of, line, asked }))
    const asked = askedOfRecord(proved, after)
    return isNew && !asked[proved.field] ? [] : [{ ...of, line: draft.id, asked }]
  })
}

function marking(looks: readonly Look[]): Sql {
  return sql`update fact_look l set outdated = l.fact is not null and l.asked is distinct from v.asked,
        due_at = case when exists (select from fact_watch w where w.kind = l.kind) then ${firstOfAll}::timestamptz
                 else l.due_at end
      from ${rowsOf(looks)} where l.kind = v.kind and l.line = v.line`
}

function listing(looks: readonly Look[]): Sql {
  return sql`insert into fact_look (kind, record, line, due_at)
      select v.kind, v.record, v.line, ${firstOfAll}::timestamptz
      from ${rowsOf(looks)} join fact_watch w on w.kind = v.kind
      on conflict (kind, line) do nothing`
}

function rowsOf(looks: readonly Look[]): Sql {
  const rows = looks.map(({ kind, record, line, asked }) => ({ kind, record, line, asked }))
  return sql`json_to_recordset(${JSON.stringify(rows)}::json)
    as v(kind text, record uuid, line uuid, asked jsonb)`
}
