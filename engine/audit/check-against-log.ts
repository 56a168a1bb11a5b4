import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Database } from '../database/database.ts'
import { lookThrough } from '../database/look-through.ts'
import { id, join, literal, raw, sql, type Sql } from '../database/sql.ts'
import { fromJson, ownerOf } from '../records/past/past-tables.ts'
import { retiredFields, roleKey, storedFields, type StoredField } from '../records/stored.ts'
import { isDeed } from './is-deed.ts'
import { entriesOf, linesTold, marks, wrongLineMarks, wrongMarks } from './what-rows-carry.ts'

/** Hears which object is being checked, of how many. */
export type CheckProgress = (what: string, done: number, all: number) => void

/** So many records are named of each finding. */
const mostNamed = 5

/**
 * Replays the log of every object and compares what comes out with its table, set by set: values that were
 * changed behind the log’s back are named with record and field, records that it does not know or that are
 * missing too, and what rows carry beside their values (who made them and when, their version). Formulas are
 * not in the log and are checked apart; of values that were erased nothing is said.
 */
export async function checkAgainstLog(
  database: Database,
  model: ResolvedModel,
  progress: CheckProgress = () => {},
): Promise<string[]> {
  const findings: string[] = []
  const [added, untold] = [await addedWithDefaults(database), await untoldOfLines(database)]
  const objects = [...model.objects.values()].filter((object) => !object.isRole)
  for (const [at, object] of objects.entries()) {
    progress(object.declaration.plural, at, objects.length)
    const owner = ownerOf(model, object)
    const piece = owner ? linesOf(model, object, owner, { added, untold }) : recordsOf(model, object, added)
    const rows = await lookThrough(database, (tx) =>
      tx.query<{ id: string; fields: string; all: string }>(piece),
    )
    findings.push(...sentences(object, rows))
  }
  progress('', objects.length, objects.length)
  return findings
}

function sentences(
  object: ResolvedObject,
  rows: readonly { id: string; fields: string; all: string }[],
): string[] {
  return [...Map.groupBy(rows, (row) => row.fields)].map(([fields, some]) => {
    const count = some[0]?.all ?? '0'
    const named = some.map((row) => row.id).join(', ')
    const what =
      fields === '+'
        ? 'stand in the table, but the log does not know them'
        : fields === '-'
          ? 'are in the log, but missing in the table'
          : `${fields} ${fields.includes(',') ? 'are' : 'is'} not what the log says`
    return `${count} ${object.declaration.plural}: ${what} (${named}${Number(count) > some.length ? ' …' : ''}).`
  })
}

/** What the log makes of each record since it was last made: `now` by key. */
const replayed = sql`known as materialized (
    select e.record,
           coalesce(jsonb_object_agg(k.key, k.value order by e.id) filter (where k.key is not null), '{}') as now
    from entries e
    left join lateral jsonb_each(case when jsonb_typeof(e.after) = 'object' then e.after end) k on true
    where e.life = e.made and e.id >= e.life and not e.is_merge group by e.record
  )`

function recordsOf(model: ResolvedModel, object: ResolvedObject, added: Added): Sql {
  const flags = new Set(object.roles.map(roleKey))
  const differing = everyField(model, object)
    .filter(({ key, resolved }) => flags.has(key) || resolved.field.type !== 'formula')
    .map((field) => differs(field, sql`k.now`, field.key, { isFlag: flags.has(field.key), added }))
  return found(
    sql`${entriesOf(object.name)}, ${replayed}, ${marks}`,
    sql`select coalesce(t.id, k.record) as id,
          case when k.record is null then '+' when t.id is null then '-'
               else ${listed([...differing, ...wrongMarks])} end as fields
        from ${id(object.table)} t full join (select * from known join marks using (record)) k on k.record = t.id`,
  )
}

function linesOf(
  model: ResolvedModel,
  object: ResolvedObject,
  { parent, key, via }: NonNullable<ReturnType<typeof ownerOf>>,
  { added, untold }: { readonly added: Added; readonly untold: Untold },
): Sql {
  const differing = everyField(model, object)
    .filter(({ column, resolved }) => column !== via && resolved.field.type !== 'formula')
    .map((field) => {
      const { name, owner } = field.resolved
      const within = (untold.get(`${owner} ${name}`) ?? []).map(
        ({ from, until }) => sql`k.began between ${from}::bigint and ${until}::bigint`,
      )
      const isUntold =
        within.length > 0 ? sql`(${join(within, ' or ')}) and not k.line ? ${literal(name)}` : raw('false')
      return differs(field, sql`k.line`, name, { isFlag: false, added, isUntold })
    })
  return found(
    sql`${entriesOf(parent.name)}, ${linesTold(key)}`,
    sql`select coalesce(t.id, k.line_id) as id,
          case when k.line_id is null then '+' when t.id is null then '-'
               else ${listed([...differing, ...wrongLineMarks])} end as fields
        from ${id(object.table)} t full join lines k on k.line_id = t.id and k.record = ${id('t', via)}`,
  )
}

/** Those that were retired as well: what they hold shows as soon as they are back. */
function everyField(model: ResolvedModel, object: ResolvedObject): StoredField[] {
  return [...storedFields(model, object), ...retiredFields(model, object)]
}

function listed(names: readonly Sql[]): Sql {
  return sql`array_to_string(array_remove(array[${join(names)}]::text[], null), ', ')`
}

/** Fields that people added with a value for the records of before, which no entry of these tells of. */
type Added = ReadonlyMap<string, { readonly entry: string; readonly value: unknown }>

async function addedWithDefaults(database: Database): Promise<Added> {
  const rows = await lookThrough(database, (tx) =>
    tx.query<{ field: string; entry: string; value: unknown }>(
      sql`select object || ' ' || (after->>'name') as field, id::text as entry, after->'default' as value
          from audit_entry where action = 'addField' and record is null and after ? 'default' order by id`,
    ),
  )
  return new Map(rows.map(({ field, ...rest }) => [field, rest]))
}

/** From when until when entries left out of lines what these held in a field that was retired. */
type Untold = ReadonlyMap<string, readonly { readonly from: string; readonly until: string }[]>

/** The entry of the day on which a database came to version 0261; what came before it is not told whole. */
const knownLines = sql`(select min(e.id) from audit_entry e where e.object = 'catalog' and ${isDeed('knownLines')})`

/** Versions before 0261 did so; the entry of that day says up to where the log is theirs. */
async function untoldOfLines(database: Database): Promise<Untold> {
  const name = sql`coalesce(e.before, e.after) ->> 'name'`
  const rows = await lookThrough(database, (tx) =>
    tx.query<{ field: string; from: string; until: string }>(
      sql`with known as (select ${knownLines} as id),
            turns as (
              select e.object || ' ' || (${name}) as field, e.action, e.id,
                     lead(e.id) over (partition by e.object, ${name} order by e.id) as next
              from audit_entry e
              where e.record is null and (${isDeed('retireField')} or ${isDeed('restoreField')}))
          select t.field, t.id::text as "from", least(t.next, known.id)::text as until
          from turns t, known where t.action = 'retireField' and t.id < known.id`,
    ),
  )
  return Map.groupBy(rows, ({ field }) => field)
}

type Differing = {
  readonly isFlag: boolean
  readonly added: Added
  /** Where the log says nothing of the field. */
  readonly isUntold?: Sql
}

/** The field’s name where table and log differ; what was erased from the log is not told from what is not. */
function differs(
  field: StoredField,
  json: Sql,
  key: string,
  { isFlag, added, isUntold = raw('false') }: Differing,
): Sql {
  const { column, columnType, resolved } = field
  const value = fromJson(json, key, field)
  const filled = isFlag ? undefined : added.get(`${resolved.owner} ${resolved.name}`)
  const log = isFlag
    ? sql`coalesce(${value}, false)`
    : filled
      ? sql`case when k.began < ${filled.entry}::bigint and not ${json} ? ${literal(key)}
              then ${fromJson(sql`${JSON.stringify({ [key]: filled.value })}::jsonb`, key, field)} else ${value} end`
      : value
  // Where somebody was made anonymous, nothing told before 0261 that what the field was added with had gone.
  const isErased = filled
    ? sql`${id('t', column)} is null and not ${json} ? ${literal(key)} and exists (
        select from audit_entry e
        where e.record = t.id and exists (select from audit_erasure r join audit_entry x on x.change = r.erasure
          where r.entry = e.id and x.id < ${knownLines}))`
    : raw('false')
  // An empty list, which was the default of some added fields once, says no more than nothing.
  const now = columnType.endsWith('[]') ? sql`nullif(${id('t', column)}, '{}')` : id('t', column)
  return sql`case when ${now} is distinct from ${log} and not (${isUntold}) and not (${isErased})
    then ${literal(key.replace(/\.$/, ''))} end`
}

function found(before: Sql, rows: Sql): Sql {
  return sql`with ${before}, compared as materialized (select * from (${rows}) c where c.fields <> ''),
    numbered as (
      select id, fields, count(*) over (partition by fields) as "all",
             row_number() over (partition by fields order by id) as place from compared
    )
    select id, fields, "all" from numbered where place <= ${raw(String(mostNamed))} order by fields, id`
}
