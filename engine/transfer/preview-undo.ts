import type { Actor } from '../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { id as named, raw, sql } from '../database/sql.ts'
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

export async function previewUndo(parts: ImportParts, actor: Actor, id: string): Promise<UndoPreview> {
  const record = await findImport(parts.database, actor, id)
  if (record.change === null) throw notNow(record)
  const object = baseOfImport(parts.model(), record.object)
  const [counts] = await parts.database.query<{ records: string; kept: string }>(
    sql`select count(distinct record) as records, count(distinct record) filter (where ${changedSince()})
      as kept
        from audit_entry e where e.change = ${record.change}`,
  )
  const column = object?.fields.get(object.title)?.column
  const title =
    object && column
      ? sql`(select ${named('t', column)}::text from ${named(object.table)} t where t.id = k.record)`
      : raw('null')
  const kept = await parts.database.query<{
    record: string
    title: string | null
    name: string | null
    at: string
  }>(
    sql`select k.record, ${title} as title, u.name, l.at from (
          select e.record, max(e.id) as id from audit_entry e where e.change = ${record.change} and
            ${changedSince()}
          group by e.record order by max(e.id) limit ${mostShown}) k
        join lateral (select l.at, l.actor from audit_entry l where l.record = k.record and l.id > k.id and l.action <> 'read'
          order by l.id desc limit 1) l on true
        left join "user" u on u.id = l.actor`,
  )
  const keptCount = Number(counts?.kept ?? 0)
  return {
    reversed: Number(counts?.records ?? 0) - keptCount,
    keptCount,
    kept: kept.map((one) => ({
      record: one.record,
      title: one.title,
      reason: said('Changed since by {name} ({day}).', {
        name: one.name ?? said('somebody'),
        day: one.at.slice(0, 10),
      }).in(actor.language),
    })),
  }
}

function changedSince() {
  return sql`exists (select from audit_entry l where l.record = e.record and l.id > e.id and l.change <>
    e.change and l.action <> 'read')`
}

function baseOfImport(model: ResolvedModel, name: string): ResolvedObject | undefined {
  const object = model.objects.get(name)
  return object && baseOf(model, object)
}
