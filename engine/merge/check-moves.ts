import { fold } from '#text'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Database, Transaction } from '../database/database.ts'
import { lookThrough } from '../database/look-through.ts'
import { id, sql, type Sql } from '../database/sql.ts'
import { isDeed } from '../audit/is-deed.ts'
import { titleName } from './moved.ts'

/** So many records are named of each finding. */
const mostNamed = 5

/**
 * Holds where the ids and names of merged records lead against the merges in the log, and says each finding
 * in a sentence. What an erasure took out of the log is not missed.
 */
export function checkMoves(database: Database, model: ResolvedModel): Promise<string[]> {
  return lookThrough(database, async (tx) => {
    const names = await tx.query<{ object: string; known: boolean }>(
      sql`select object, bool_or(known) as known from (
              select object, false as known from moved_record union select object, false from moved_name
              union select object, true from audit_entry where ${isMerge}) o group by object order by object`,
    )
    const findings: string[] = []
    for (const { object: name, known } of names) {
      const object = model.objects.get(name)
      if (!object && !known) findings.push(`Records of ${name} lead on, of which none was ever merged.`)
      // Of what a later version knows no more nothing leads on either.
      if (!object) continue
      findings.push(
        ...told(object, 'lead elsewhere than the merges in the log say', await ids(tx, ledAstray(object))),
        ...told(object, 'went at another time than the log says', await ids(tx, atAnother(object))),
        ...told(object, 'lead nowhere, though by the log they were merged', await ids(tx, lost(object))),
        ...told(object, 'bore other names than lead on from them', await wrongNames(tx, object)),
        ...told(object, 'are found by a name no more that they bore', await lostNames(tx, object)),
      )
    }
    return findings
  })
}

const isMerge = sql`action like 'do:%.merge'`

/**
 * The merges of an object, `merges`: which record went into which, by which change and as what, and by which
 * change it was deleted the last time, null where it came back since.
 */
const mergesOf = ({ name }: ResolvedObject): Sql => sql`told as materialized (
    select e.id as entry, e.record as target, (e.after->>'other')::uuid as other, e.change, e.after,
           exists (select from audit_erasure r where r.entry = e.id) as erased
    from audit_entry e where e.object = ${name} and ${isMerge}
  ), merges as materialized (
    select m.*, e.ended, e.at as ended_at from told m left join lateral (
      select case when a.action = 'delete' then a.change end as ended, a.at from audit_entry a
      where a.record = m.other and a.action in ('create', 'delete') order by a.id desc limit 1) e on true
  )`

/**
 * By which merge a record went the last time is known by the change that deleted it; where that made a merge
 * again that had been undone, it may be any of its merges.
 */
function ledAstray(object: ResolvedObject): Sql {
  return sql`with ${mergesOf(object)},
        led as (select m.id, m.target from moved_record m where m.object = ${object.name}),
        meant as (
          select l.id from led l join merges g on g.other = l.id and g.target = l.target
          union select l.id from led l join merges g on g.target = l.target where g.after is null),
        elsewhere as (
          select distinct l.id from led l join merges g on g.other = l.id
          where g.ended = g.change and g.target <> l.target)
      select l.id from led l left join meant on meant.id = l.id left join elsewhere on elsewhere.id = l.id
      where meant.id is null or elsewhere.id is not null
        or exists (select from ${id(object.table)} t where t.id = l.id)`
}

/**
 * Lists of a day go by it. It bears the instant at which its transaction began, an entry that of its
 * writing. An undo of an undo that is long goes by many transactions, and writes it in the last of them.
 */
function atAnother(object: ResolvedObject): Sql {
  return sql`with ${mergesOf(object)}
    select distinct m.id from moved_record m join merges g on g.other = m.id
    where m.object = ${object.name} and g.ended is not null
      and m.at not between g.ended_at - interval '1 hour' and case
        when g.ended = g.change then g.ended_at + interval '1 minute'
        else (select d.at from audit_entry d where d.change = g.ended order by d.id desc limit 1) + interval '1 hour' end`
}

/** Also those of which the undo of an undo made the merge again, where the one that stayed is still there. */
function lost(object: ResolvedObject): Sql {
  return sql`with ${mergesOf(object)}
    select distinct g.other as id from merges g
    where g.ended is not null and not exists (select from moved_record m where m.id = g.other)
      and (g.ended = g.change or exists (
        select from change again join change back on back.id = again.undoes
        where again.id = g.ended and back.undoes = g.change
          and exists (select from ${id(object.table)} t where t.id = g.target)))`
}

/** What an erasure puts instead of a name: some words, and the end of a number. */
const mark = / [0-9a-f]{8}(?![\da-z])/

type Name = { readonly id: string; readonly value: string; readonly titles: (string | null)[] | null }

/** Names by fields stand in the log as they lead on, what a record was called before it was folded. */
async function wrongNames(tx: Transaction, object: ResolvedObject): Promise<string[]> {
  const wrong = await ids(
    tx,
    sql`with ${mergesOf(object)},
          borne as (
            select distinct g.other, k.key, k.value from merges g cross join lateral jsonb_each_text(g.after - 'other') k),
          erased as (select distinct other from merges where erased)
        select distinct n.record as id from moved_name n left join moved_record m on m.id = n.record
          left join borne b on b.other = n.record and b.key = n.field and b.value = n.value
          left join erased e on e.other = n.record
        where n.object = ${object.name}
          and (m.id is null or n.field <> ${titleName} and b.other is null and e.other is null)
          and not exists (select from moved_record l join merges g on g.target = l.target
            where l.id = n.record and g.after is null)`,
  )
  const called = await tx.query<Name>(
    sql`with ${mergesOf(object)}
        select n.record as id, n.value, array_agg(g.after->>'title') filter (where g.other is not null) as titles
        from moved_name n left join merges g on g.other = n.record and not g.erased
        where n.object = ${object.name} and n.field = ${titleName} group by n.record, n.value`,
  )
  const otherwise = called.filter(
    ({ value, titles }) =>
      titles !== null && !titles.some((title) => fold(title ?? '') === value || mark.test(title ?? '')),
  )
  return [...new Set([...wrong, ...otherwise.map((one) => one.id)])]
}

/** The entry of the day from which on each record keeps its names, whoever else bore them. */
const knownNames = sql`(select min(e.id) from audit_entry e where e.object = 'catalog' and ${isDeed('knownNames')})`

type Borne = {
  readonly id: string
  readonly field: string
  readonly value: string
  readonly isOld: boolean
  readonly names: readonly string[]
}

/**
 * Names of the merge by which a record leads on that lead to it no more. What people called it is not missed
 * of merges before that entry: up to version 0098 it led nobody on, and after that the later of two took it
 * along where it came back.
 */
async function lostNames(tx: Transaction, object: ResolvedObject): Promise<string[]> {
  const borne = await tx.query<Borne>(
    sql`with ${mergesOf(object)},
        valid as (
          select distinct on (m.id) m.id, g.after, g.entry from moved_record m
          join merges g on g.other = m.id and g.target = m.target
          where m.object = ${object.name} and not exists (select from merges x where x.other = m.id and x.erased)
          order by m.id, (g.ended = g.change) desc nulls last, g.entry desc)
        select v.id, k.field, k.value, v.entry < coalesce(${knownNames}, 0) as "isOld", coalesce(n.names, '{}') as names
        from valid v cross join lateral (
            select case key when 'title' then ${titleName} else key end as field, value
            from jsonb_each_text(v.after - 'other') where value is not null) k
          left join (
            select record, field, array_agg(value) as names from moved_name where object = ${object.name}
            group by record, field) n on n.record = v.id and n.field = k.field
        order by v.id`,
  )
  const lost = borne
    .filter(({ field, value, isOld }) => field !== titleName || (!isOld && !mark.test(value)))
    .map((one) => (one.field === titleName ? { ...one, value: fold(one.value) } : one))
    .filter(({ value, names }) => !names.includes(value))
  const found: string[] = []
  for (const one of lost) if (!one.isOld || !(await isAnothers(tx, object, one))) found.push(one.id)
  return [...new Set(found)]
}

/** Of two that bore the same name, versions before 0279 kept it of the later alone. */
async function isAnothers(tx: Transaction, { name }: ResolvedObject, { field, value }: Borne) {
  const rows = await tx.query(
    sql`select 1 from moved_name where object = ${name} and field = ${field} and value = ${value} limit 1`,
  )
  return rows.length > 0
}

async function ids(tx: Transaction, piece: Sql): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(piece)
  return rows.map((row) => row.id)
}

function told({ declaration }: ResolvedObject, what: string, records: readonly string[]): string[] {
  if (records.length === 0) return []
  const named = records.toSorted().slice(0, mostNamed)
  const more = records.length > named.length ? ' …' : ''
  return [
    `${records.length} ${declaration.plural} that were merged: they ${what} (${named.join(', ')}${more}).`,
  ]
}
