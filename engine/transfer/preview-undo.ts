import type { Actor } from '../access/actor.ts'
import { allChanged } from '../audit/forecast-undo.ts'
import { heldBy } from '../audit/held-by.ts'
import { isLook } from '../audit/is-look.ts'
import { standsBy } from '../audit/left-by-undos.ts'
import { formerUndo } from '../audit/open-undo.ts'
import { mayNameUser } from '../audit/named-users.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { raw, sql } from '../database/sql.ts'
import { seenRecords, type SeenRecord } from '../match/seen-records.ts'
import { actingReader } from '../records/read/list-conditions.ts'
import { baseOf } from '../records/stored.ts'
import type { ImportParts } from './import-parts.ts'
import { findImport, notNow } from './import-record.ts'
import { calledDayOf } from '../said/called.ts'
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
 * What an undo of the import would do: a new record stays where somebody changed it since or where a record
 * that did not come with the import names it, a changed one where nothing of what the import wrote still
 * stands, and either where it is gone.
 */
export async function previewUndo(parts: ImportParts, actor: Actor, id: string): Promise<UndoPreview> {
  const record = await findImport(parts.database, parts.model(), actor, id)
  if (record.change === null) throw notNow(record)
  // Brought back after an undo, it stands by what that did.
  const change = (await standsBy(parts.database, record.change)) ?? record.change
  // What an undo took back that broke off is not taken back once more.
  const former = await formerUndo(parts.database, change)
  const below = former === 'undone' || !former?.below ? raw('true') : sql`e.id < ${former.below}::bigint`
  const object = baseOfImport(parts.model(), record.object)
  const held = object ? await heldBy(parts.database, object.table) : raw('false')
  const stays = sql`case when e.action = 'create' then ${changedSince} or ${held} else ${allChanged} or ${gone} end`
  const [counts] = await parts.database.query<{ records: string; kept: string }>(
    sql`select count(distinct record) as records, count(distinct record) filter (where ${stays}) as kept
        from audit_entry e where e.change = ${change} and ${below}`,
  )
  const reader = actingReader(parts.model(), actor)
  const kept = await parts.database.query<KeptRow>(
    sql`select k.record, k.object, case when u.id = ${actor.user} or ${mayNameUser(reader, 'u')} then u.name end as name,
          l.at, l.action from (
          select e.record, min(e.object) as object, max(e.id) as id from audit_entry e
          where e.change = ${change} and ${below} and ${stays} group by e.record order by max(e.id) limit ${mostShown}) k
        left join lateral (select l.at, l.actor, l.action from audit_entry l
          where l.record = k.record and l.id > k.id and not ${isLook('l')} order by l.id desc limit 1) l on true
        left join "user" u on u.id = l.actor order by k.id`,
  )
  const keptCount = Number(counts?.kept ?? 0)
  // Some may be hidden by now from whoever brought them in.
  const seen = await seenAmong(parts, actor, kept)
  return {
    reversed: Number(counts?.records ?? 0) - keptCount,
    keptCount,
    kept: kept.map((row) => ({
      record: row.record,
      title: seen.get(row.record)?.title ?? null,
      reason: (seen.has(row.record) ? reasonToStay(row, actor.timeZone) : isGone).in(actor.language),
    })),
  }
}

/** A record that stays, with what happened to it last; nothing did where others merely name it. */
type KeptRow = {
  readonly record: string
  readonly object: string
  readonly name: string | null
  readonly at: string | null
  readonly action: string | null
}

/** Those that the actor sees. Records of other objects came with an import, too, which its columns name. */
async function seenAmong({ database, model }: ImportParts, actor: Actor, rows: readonly KeptRow[]) {
  const seen = new Map<string, SeenRecord>()
  for (const [name, own] of Map.groupBy(rows, ({ object }) => object)) {
    const object = model().objects.get(name)
    const ids = own.map(({ record }) => record)
    const some = object ? await seenRecords(database, model(), actor, object, ids, 'titles') : []
    for (const [id, one] of some) seen.set(id, one)
  }
  return seen
}

/** Told also of what somebody may not see: who changed it, and when, is not theirs to know. */
const isGone = said('The record is gone.')

function reasonToStay({ at, action, name }: KeptRow, timeZone: string) {
  if (at === null) return said('Other records name it by now.')
  if (action === 'delete') return isGone
  return said('Changed since by {name} ({day}).', {
    name: name ?? said('somebody'),
    day: calledDayOf(at, timeZone),
  })
}

const gone = sql`exists (select from audit_entry l where l.record = e.record and l.id > e.id
  and l.change <> e.change and l.action = 'delete')`

const changedSince = sql`exists (select from audit_entry l where l.record = e.record and l.id > e.id
  and l.change <> e.change and not ${isLook('l')})`

function baseOfImport(model: ResolvedModel, name: string): ResolvedObject | undefined {
  const object = model.objects.get(name)
  return object && baseOf(model, object)
}
