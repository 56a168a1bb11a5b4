import type { Actor } from '../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { id as named, join, raw, sql, type Sql } from '../database/sql.ts'
import { baseOf } from '../records/stored.ts'
import type { ImportParts } from './import-parts.ts'
import { findImport, notNow } from './import-record.ts'
import { said } from '../said/said.ts'

/** What an undo would take back, and what it would keep because somebody changed it since. */
export type UndoPreview = {
  readonly reversed: number
  readonly keptCount: number
  readonly kept: readonly {
    readonly record: string
    readonly title: string | null
    readonly reason: string
  }[]
}

const mostShown = 50

/**
 * What an undo of the import would do: a record stays where somebody changed it since, where it is gone, and
 * where a record that did not come with the import names it, so that it cannot be deleted.
 */
export async function previewUndo(parts: ImportParts, actor: Actor, id: string): Promise<UndoPreview> {
  const record = await findImport(parts.database, actor, id)
  if (record.change === null) throw notNow(record)
  const object = baseOfImport(parts.model(), record.object)
  const held = object ? await heldBy(parts.database, object.table) : raw('false')
  const stays = sql`(${changedSince} or (e.action = 'create' and ${held}))`
  const [counts] = await parts.database.query<{ records: string; kept: string }>(
    sql`select count(distinct record) as records, count(distinct record) filter (where ${stays}) as kept
        from audit_entry e where e.change = ${record.change}`,
  )
  const column = object?.fields.get(object.title)?.column
  const title =
    object && column
      ? sql`(select ${named('t', column)}::text from ${named(object.table)} t where t.id = k.record)`
      : raw('null')
  const kept = await parts.database.query<KeptRow>(
    sql`select k.record, ${title} as title, u.name, l.at, l.action from (
          select e.record, max(e.id) as id from audit_entry e
          where e.change = ${record.change} and ${stays} group by e.record order by max(e.id) limit ${mostShown}) k
        left join lateral (select l.at, l.actor, l.action from audit_entry l
          where l.record = k.record and l.id > k.id and l.action <> 'read' order by l.id desc limit 1) l on true
        left join "user" u on u.id = l.actor order by k.id`,
  )
  const keptCount = Number(counts?.kept ?? 0)
  return {
    reversed: Number(counts?.records ?? 0) - keptCount,
    keptCount,
    kept: kept.map((row) => ({
      record: row.record,
      title: row.title,
      reason: reasonToStay(row).in(actor.language),
    })),
  }
}

/** A record that stays, with what happened to it last; nothing did where others merely name it. */
type KeptRow = {
  readonly record: string
  readonly title: string | null
  readonly name: string | null
  readonly at: string | null
  readonly action: string | null
}

function reasonToStay({ at, action, name }: KeptRow) {
  if (at === null) return said('Other records name it by now.')
  if (action === 'delete') return said('The record is gone.')
  return said('Changed since by {name} ({day}).', { name: name ?? said('somebody'), day: at.slice(0, 10) })
}

const changedSince = sql`exists (select from audit_entry l where l.record = e.record and l.id > e.id
  and l.change <> e.change and l.action <> 'read')`

/** Whether a row that came otherwise holds the record, by a reference that forbids its end. */
async function heldBy(database: ImportParts['database'], table: string): Promise<Sql> {
  const holders = await database.query<{ table: string; column: string }>(
    sql`select r.relname as table, a.attname as column
        from pg_constraint c join pg_class r on r.oid = c.conrelid
          join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
        where c.contype = 'f' and c.confdeltype in ('a', 'r') and c.confrelid = ${table}::regclass`,
  )
  const held = holders.map(
    ({ table: from, column }) => sql`exists (select from ${named(from)} h where h.${named(column)} = e.record
      and not exists (select from audit_entry m where m.record = h.id and m.change = e.change))`,
  )
  return held.length === 0 ? raw('false') : sql`(${join(held, ' or ')})`
}

function baseOfImport(model: ResolvedModel, name: string): ResolvedObject | undefined {
  const object = model.objects.get(name)
  return object && baseOf(model, object)
}
