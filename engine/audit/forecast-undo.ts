import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { id, join, literal, raw, sql, type Sql } from '../database/sql.ts'
import { mergeBehind, type MergeBehind } from '../merge/merge-again.ts'
import { filled } from '../query/placeholder.ts'
import { shows } from '../query/shows.ts'
import { roleKey, storedKey } from '../records/stored.ts'
import type { Door } from '../records/write/door.ts'
import { readableRows } from '../records/write/row-rights.ts'
import { said } from '../said/said.ts'
import type { Said } from '../said/sayer.ts'
import { facesOf } from '../schema/faces.ts'
import { heldBy } from './held-by.ts'
import { isLook } from './is-look.ts'
import { kept, type Kept } from './kept.ts'
import { isLeftBy, undosBefore } from './left-by-undos.ts'
import { presentKeys, retiredInLines, staysRetired, staysRetiredWith } from './retired-values.ts'
import { forecastFacts, staysWritten } from './undo-facts.ts'
import { undoRights } from './undo-rights.ts'
import { mergedBack, undoBatch, type Reversed } from './undo.ts'

/** What the undo of a change that touched many records would do. */
export type UndoForecast = {
  readonly total: number
  readonly reversed: number
  readonly by: Reversed
  readonly keptCount: number
  /** How many of each stay, and why. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[]
  /** Some of those that stay. */
  readonly kept: readonly Kept[]
  /** So many were tried for all that rules and rights say, and so many of these would be refused. */
  readonly tried: number
  readonly refused: number
}

/** So many are taken back in earnest within the rehearsal: what a rule says of them cannot be counted. */
const triedEntries = 100
const examplesOfEach = 5
const mostShown = 50

/**
 * What taking back a change of many would do: counted by the log and the tables in one statement for each
 * object (what somebody changed since, what is gone, what others name, what the actor may not change), and
 * the last hundred tried as an undo would do it, for what their rules say. The door has to be one that is
 * rolled back.
 */
export async function forecastUndo(door: Door, change: string, total: number): Promise<UndoForecast> {
  const merge = await mergeBehind(door.tx, change)
  const former = await undosBefore(door.tx, { change, undo: door.options.change ?? null })
  const by = new Map<string, number>()
  const counts = new Map<string, number>()
  const examples: Kept[] = []
  const going = new Set<string>()
  const staying = async (base: ResolvedObject, reason: Said, count: number, records: readonly string[]) => {
    if (count === 0) return
    const words = reason.in(door.actor.language)
    counts.set(words, (counts.get(words) ?? 0) + count)
    for (const record of records) examples.push((await kept(door, base, { record, reason })).told)
  }
  for (const base of await objectsOf(door, change)) {
    const within = merge ? mergedBack(door, base.name) : door
    if (base.declaration.facts === true && within.authority === 'actor') {
      const { back, stay, stayCount } = await forecastFacts(within, base, change)
      if (back > 0) by.set(base.name, back)
      await staying(base, staysWritten(base), stayCount, stay)
      continue
    }
    for (const { face, why, records, ...row } of await judgedBy(within, base, { change, former, merge })) {
      for (const record of row.going) going.add(record)
      if (why === null) by.set(face, (by.get(face) ?? 0) + Number(row.count))
      else await staying(base, reasons[why], Number(row.count), records)
    }
  }
  for (const { object, count, records } of await withRetiredObjects(door, change))
    for (const [at, { told }] of staysRetiredWith(door, object, records).entries()) {
      if (at === 0) counts.set(told.reason, (counts.get(told.reason) ?? 0) + Number(count))
      examples.push(told)
    }
  const { kept: stays } = await undoBatch(door, change, { below: null }, { page: triedEntries })
  const back = await takenBack(door)
  const refused = stays.filter(({ record }) => going.has(record) && !back.has(record)).map(({ told }) => told)
  const sum = (some: Iterable<number>) => [...some].reduce((all, count) => all + count, 0)
  return {
    // What a merge moved unseen is in no number, nor is what an undo took back before.
    total: merge || former.length > 0 ? sum(by.values()) + sum(counts.values()) : total,
    reversed: sum(by.values()),
    by,
    keptCount: sum(counts.values()),
    reasons: [...counts].map(([reason, count]) => ({ reason, count })),
    kept: [...examples, ...refused].slice(0, mostShown),
    tried: triedEntries,
    refused: new Set(refused.map(({ record }) => record)).size,
  }
}

/** The records of which the undo took anything back. */
async function takenBack({ tx, options }: Door): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ record: string }>(
    sql`select distinct record from audit_entry where change = ${options.change ?? null}::uuid`,
  )
  return new Set(rows.map(({ record }) => record))
}

/** A change, undos of it that came before, and the merge that it was. */
type Asked = {
  readonly change: string
  readonly former: readonly string[]
  readonly merge: MergeBehind | null
}

type Judged = {
  readonly face: string
  readonly why: Why | null
  readonly count: string
  /** Some of the records. */
  readonly records: readonly string[]
  /** Those that go back and are tried. */
  readonly going: readonly string[]
}

async function judgedBy(door: Door, base: ResolvedObject, asked: Asked): Promise<Judged[]> {
  const { change } = asked
  return door.tx.query<Judged>(
    sql`select face, why, count(*) as count,
          (array_agg(record order by id desc))[1:${raw(String(examplesOfEach))}] as records,
          coalesce(array_agg(record) filter (where why is null and id in (
            select id from audit_entry where change = ${change} order by id desc limit ${triedEntries})), '{}') as going
        from (${await judgedEntries(door, base, asked)}) j group by face, why order by face, why`,
  )
}

type Why = 'erased' | 'gone' | 'retired' | 'changed' | 'named' | 'forbidden'

const reasons: Readonly<Record<Why, Said>> = {
  erased: said('It was erased for good.'),
  gone: said('The record is gone.'),
  retired: staysRetired,
  changed: said('It was changed since.'),
  named: said('Other records name it by now.'),
  forbidden: said('You may not change it.'),
}

async function objectsOf({ tx, model }: Door, change: string): Promise<ResolvedObject[]> {
  const rows = await tx.query<{ object: string }>(
    sql`select distinct object from audit_entry where change = ${change} and object is not null order by object`,
  )
  return rows.flatMap(({ object }) => model.objects.get(object) ?? [])
}

/** Of records whose objects were retired since, some, and how many there are. */
async function withRetiredObjects({ tx, model }: Door, change: string) {
  return tx.query<{ object: string; count: string; records: string[] }>(
    sql`select object, count(*) as count, (array_agg(record order by id desc))[1:${raw(String(examplesOfEach))}] as records
        from audit_entry where change = ${change} and record is not null and action not like 'do:%'
          and object <> all(${[...model.objects.keys()]}::text[]) group by object order by object`,
  )
}

/** Each entry `e` of the change on records of an object: its face, and `why` it stays; null: it goes back. */
async function judgedEntries(
  door: Door,
  base: ResolvedObject,
  { change, former, merge }: Asked,
): Promise<Sql> {
  const faces = facesOf(door.model, base)
  const faceOf = faces
    .filter((face) => face.isRole)
    .map(
      (face) => sql`when exists (select from jsonb_each(coalesce(e.after, e.before)) k
        where starts_with(k.key, ${roleKey(face.name)}) and (e.action <> 'delete' or k.value <> 'false')) then ${literal(face.name)}`,
    )
  const face =
    faceOf.length === 0 ? literal(base.name) : sql`case ${join(faceOf, ' ')} else ${literal(base.name)} end`
  const isRetired = staysRetiredIn(door.model, base)
  const keys = sql`select from jsonb_each(coalesce(e.after, '{}')) k where`
  const stands = sql`not (${isRetired}) and (not e.later or not ${isOther})`
  const goingBack = sql`${keys} ${stands}`
  const { mayNot, asBefore } = await undoRights(door, base, change, stands)
  const heldRetired = sql`select where e.after is null or e.after = '{}' or exists (${keys} ${isRetired})`
  return sql`select e.id, e.record, e.face, case
        when ${isErased} then 'erased'
        when t.id is null and e.action <> 'delete' and not ${goesWith} then 'gone'
        when t.id is not null and not (${seen(door, faces)}) and not ${isOwnEnd(door)} then 'gone'
        when e.action = 'update' and not exists (${goingBack}) then
          case when exists (${heldRetired}) then 'retired' else 'changed' end
        when e.action = 'delete' and ${isLater(sql`l.action = 'create'`)} then 'changed'
        when e.action = 'create' and ${isLater(sql`true`)} then 'changed'
        when e.action not in ('create', 'update', 'delete') and ${allChanged} then 'changed'
        when e.action = 'create' and ${await heldBy(door.tx, base.table)} then 'named'
        when ${mayNot} then 'forbidden'
      end as why
    from (
      select e.id, e.change, e.record, e.action, e.actor, e.at, e.before, e.after, ${face} as face,
        ${wroteLater} as later from audit_entry e
      where e.change = ${change} and e.object = ${base.name} and e.record is not null
        and e.action ~ '^(create|update|delete)$|^(become|leave):' and ${isLeftBy(former)}
      -- Asked once of each entry, and not of each of its fields.
      offset 0
    ) e left join ${id(base.table)} t on t.id = e.record ${asBefore}${merge ? sql` where ${told(door, base, merge)}` : raw('')}`
}

/** How many entries of a merge there are for the actor: what it moved unseen shows in no number. */
export async function toldEntries(door: Door, change: string, merge: MergeBehind): Promise<number> {
  let count = 0
  for (const base of await objectsOf(door, change)) {
    const [row] = await door.tx.query<{ count: string }>(
      sql`select count(*) as count from audit_entry e left join ${id(base.table)} t on t.id = e.record
          where e.change = ${change} and e.object = ${base.name} and ${told(door, base, merge)}`,
    )
    count += Number(row?.count)
  }
  return count
}

/** Of what a merge changed: the two themselves, and what it moved of which the actor sees each field. */
function told(door: Door, base: ResolvedObject, { records }: MergeBehind): Sql {
  if (base.declaration.system) return raw('true')
  const shown = new Map<string, Sql[]>()
  for (const face of facesOf(door.model, base)) {
    for (const field of face.fields.values()) {
      const key = storedKey(face, field)
      shown.set(key, [...(shown.get(key) ?? []), sql`(${filled(shows(door, face, 't', field.name), door)})`])
    }
  }
  const cases = [...shown].map(([key, some]) => sql`when ${literal(key)} then ${join(some, ' or ')}`)
  return sql`(e.action <> 'update' or t.id is null or e.record = any(${[...records]}::uuid[])
    or not exists (select from jsonb_object_keys(coalesce(e.after, '{}')) k
      where not coalesce(case k ${join(cases, ' ')} else true end, false)))`
}

const isErased = sql`((e.before is null and e.after is null)
  or exists (select from person_erasure p where p.record = e.record))`

/** Who ended a role takes that back though they see the record in no other, unless more was done to it. */
function isOwnEnd({ actor, options }: Door): Sql {
  return sql`(e.action like 'leave:%' and e.actor = ${actor.user}::uuid and not exists (
    select from audit_entry l where l.record = e.record and l.id > e.id and not ${isLook('l')}
      and l.change is distinct from ${options.change ?? null}::uuid))`
}

/** The record went within the same change, which comes first when it is taken back. */
const goesWith = sql`exists (select from audit_entry d where d.record = e.record and d.change = e.change
  and d.id > e.id and d.action = 'delete')`

function isLater(which: Sql): Sql {
  return sql`exists (select from audit_entry l where l.record = e.record and l.id > e.id
    and l.change is distinct from e.change and not ${isLook('l')} and ${which})`
}

const wroteLater = isLater(sql`l.action not like 'do:%'`)

/** Of a field `k` of an entry something else was written last. */
const isOther = sql`(coalesce((
    select l.after->k.key from audit_entry l where l.record = e.record and l.id > e.id
      and l.change is distinct from e.change and l.action not like 'do:%' and not ${isLook('l')}
      and l.after ? k.key
    order by l.id desc limit 1), k.value) <> k.value)`

/** Nothing of what the entry wrote still stands. */
export const allChanged = sql`(${wroteLater} and not exists (
  select from jsonb_each(e.after) k where not ${isOther}))`

/**
 * Whether what the entry wrote into a field `k` stays in what was retired since: the field itself, or one of
 * its lines, of which one that is there still held something else in it.
 */
function staysRetiredIn(model: ResolvedModel, base: ResolvedObject): Sql {
  const gone = sql`k.key <> all(${[...presentKeys(model, base)]}::text[])`
  const held = retiredInLines(model, base).map(
    ({ key, table, names }) => sql`(k.key = ${key} and exists (
      select from jsonb_array_elements(${linesOf(sql`k.value`)}) a
      join jsonb_array_elements(${linesOf(sql`e.before->k.key`)}) b on b->>'id' = a->>'id'
      join ${id(table)} line on line.id = (a->>'id')::uuid
      cross join unnest(${names}::text[]) name
      where a->name is distinct from b->name))`,
  )
  return join([gone, ...held], ' or ')
}

function linesOf(value: Sql): Sql {
  return sql`case jsonb_typeof(${value}) when 'array' then ${value} else '[]' end`
}

function seen(door: Door, faces: readonly ResolvedObject[]): Sql {
  const readable = faces.flatMap((face) => readableRows(door, face, 't') ?? [])
  return readable.length === 0 ? raw('false') : sql`coalesce(${join(readable, ' or ')}, false)`
}
