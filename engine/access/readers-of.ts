import { dayAt } from '#model'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, join, raw, sql, type Sql } from '../database/sql.ts'
import { rowsOf } from '../query/index.ts'
import { filledFrom, isOpen, type PlaceholderName } from '../query/placeholder.ts'
import { said } from '../said/said.ts'
import type { Actor, Rows } from './actor.ts'
import { compileAccess, type Grant } from './compile-access.ts'
import { conditionWords } from './explain-words.ts'
import { grantsOfAll, type HeldGrant } from './grants-held.ts'
import { seenWithFields, type SeenWithField } from './seen-with.ts'
import { placesOfAll, type Place } from './standing.ts'

/** Somebody who may see a record, and what lets them. */
export type RecordReader = { readonly id: string; readonly name: string; readonly because: string }

type Asked = {
  readonly asker: Actor
  readonly object: ResolvedObject
  readonly record: string
  readonly today: string
  /** Where nobody's company says otherwise. */
  readonly timeZone: string
}

type Person = {
  readonly id: string
  readonly name: string
  readonly administrator: boolean
  readonly standsInFor: readonly { readonly id: string; readonly name: string }[]
}

/** A grant that somebody holds, by themselves or as the substitute of its owner. */
type Held = { readonly person: Person; readonly owner: string; readonly held: HeldGrant; readonly rows: Rows }

/**
 * Everybody who may see a record, by name, in as many statements as for one: who is there, what they hold,
 * where they stand, and for whom which condition holds.
 */
export async function readersOf(
  database: Connection,
  model: ResolvedModel,
  asked: Asked,
): Promise<RecordReader[]> {
  const { asker, today } = asked
  const people = await everybody(database, today)
  const first = await letIn(database, model, asked, people)
  const conditional = [...first.values()].filter(isConditional).map(({ held }) => held)
  const tell = await conditionWords(database, model, asked, conditional)
  const readers: RecordReader[] = []
  for (const { id: user, name, administrator } of people) {
    const one = first.get(user)
    const because = administrator
      ? said('{name} is an administrator, who may do everything.', { name }).in(asker.language)
      : one && becauseOf(asked, one, tell)
    if (because !== undefined) readers.push({ id: user, name, because })
  }
  return readers
}

/** Of each who may read the record, administrators aside, the first grant that lets them. */
async function letIn(
  database: Connection,
  model: ResolvedModel,
  asked: Asked,
  people: readonly Person[],
): Promise<Map<string, Held>> {
  const held = await heldByAll(database, model, asked.object, asked.today, people)
  const fulfilled = await whereItHolds(database, model, asked, held)
  const letting = held.filter(fulfilled)
  const sees = letting.length > 0 ? await whoSeesOthers(database, model, asked, people) : () => true
  const first = new Map<string, Held>()
  for (const one of letting)
    if (!first.has(one.person.id) && (one.held.grant.shared || sees(one.person.id)))
      first.set(one.person.id, one)
  return first
}

async function heldByAll(
  database: Connection,
  model: ResolvedModel,
  object: ResolvedObject,
  today: string,
  people: readonly Person[],
): Promise<Held[]> {
  const ids = people.map((person) => person.id)
  const grants = await grantsOfAll(database, ids, object.name, today)
  return people.flatMap((person) => (person.administrator ? [] : heldBy(model, object, grants, person)))
}

/** Tells who sees what the record is seen with, and so may see it. */
async function whoSeesOthers(
  database: Connection,
  model: ResolvedModel,
  asked: Asked,
  people: readonly Person[],
): Promise<(person: string) => boolean> {
  const tells: ((person: string) => boolean)[] = []
  for (const one of seenWithFields(model, asked.object)) {
    const whole = await whoReadsAll(database, model, asked, one, people)
    const { records, isFree } = await othersOf(database, asked, one)
    const seeing = new Set<string>()
    for (const { record, faces } of records)
      for (const object of faces)
        for (const person of (await letIn(database, model, { ...asked, object, record }, people)).keys())
          seeing.add(person)
    tells.push((person) => isFree || whole(person) || seeing.has(person))
  }
  return (person) => tells.every((tell) => tell(person))
}

/** Who need not be asked of single records, since they may read them all. */
async function whoReadsAll(
  database: Connection,
  model: ResolvedModel,
  { today }: Asked,
  { as, target, faces }: SeenWithField,
  people: readonly Person[],
): Promise<(person: string) => boolean> {
  const each: ReadonlySet<string>[] = []
  for (const face of as ? faces : [target]) {
    const isFree = seenWithFields(model, face).length === 0
    const held = isFree ? await heldByAll(database, model, face, today, people) : []
    each.push(new Set(held.flatMap(({ rows, person }) => (rows === true ? [person.id] : []))))
  }
  return (person) => each.every((some) => some.has(person))
}

type Others = {
  readonly records: readonly { readonly record: string; readonly faces: readonly ResolvedObject[] }[]
  /** Nothing is named, and so nothing has to be seen. */
  readonly isFree: boolean
}

/** The records that it is seen with, and the faces on which each of them counts. */
async function othersOf(
  database: Connection,
  { object, record }: Asked,
  { field, target, as, faces }: SeenWithField,
): Promise<Others> {
  const isList = field.type.column(field.field) === 'uuid[]'
  const named = id('t', field.column ?? '')
  const roles = faces.map((face) => (face.roleColumn ? id('o', face.roleColumn) : raw('true')))
  const rows = await database.query<{ record: string; plays: (boolean | null)[]; told: string | null }>(
    sql`select o.id as record, array[${join(roles)}] as plays, ${as?.column ? id('t', as.column) : raw('null::text')} as told
        from ${id(object.table)} t join ${id(target.table)} o
          on ${isList ? sql`o.id = any(${named})` : sql`o.id = ${named}`}
        where t.id = ${record}::uuid`,
  )
  return {
    records: rows.map((row) => ({
      record: row.record,
      faces: faces.filter((face, at) => (as ? face.name === row.told : row.plays[at] === true)),
    })),
    isFree: rows.length === 0 && field.field.how !== 'required',
  }
}

/** Who is active today, whether they may do everything, and for whom they stand in. */
async function everybody(database: Connection, today: string): Promise<Person[]> {
  const on = (alias: string) =>
    sql`${today}::date between coalesce(${id(alias, 'from')}, '-infinity') and coalesce(${id(alias, 'until')}, 'infinity')`
  return database.query<Person>(
    sql`with administrator(id) as (
          select h."user" from user_post h join post p on p.id = h.post where p.administrator and ${on('h')}
        ), stand_in(substitute, id, name) as (
          select s.substitute, o.id, o.name from substitution s join "user" o on o.id = s."user"
          where o.active and ${on('s')} group by 1, 2, 3
        )
        select u.id, u.name,
          u.id in (select id from administrator)
            or exists (select from stand_in s join administrator a on a.id = s.id where s.substitute = u.id)
            as administrator,
          coalesce((select json_agg(json_build_object('id', s.id, 'name', s.name) order by s.id)
                    from stand_in s where s.substitute = u.id), '[]') as "standsInFor"
        from "user" u where u.active order by u.name, u.id`,
  )
}

/** The grants that give the right to read, in the order in which they are told: one's own come first. */
function heldBy(
  model: ResolvedModel,
  object: ResolvedObject,
  grants: ReadonlyMap<string, readonly HeldGrant[]>,
  person: Person,
): Held[] {
  const owners = [{ id: person.id, name: null }, ...person.standsInFor]
  return owners.flatMap((owner) =>
    (grants.get(owner.id) ?? []).flatMap((one): Held[] => {
      const isOwn = owner.id === person.id
      const rows = rowsToRead(model, object, one.grant, isOwn ? null : owner.id)
      if (rows === undefined) return []
      const held = isOwn ? one : { ...one, for: { id: owner.id, name: owner.name ?? '' } }
      return [{ person, owner: owner.id, held, rows }]
    }),
  )
}

const known = new WeakMap<Grant, Map<boolean, Rows | undefined>>()

/** The condition of a grant, its variables still open; undefined where it gives nothing to them. */
function rowsToRead(
  model: ResolvedModel,
  object: ResolvedObject,
  grant: Grant,
  borrowedFrom: string | null,
): Rows | undefined {
  const memory = known.get(grant) ?? new Map<boolean, Rows | undefined>()
  known.set(grant, memory)
  const isBorrowed = borrowedFrom !== null
  if (memory.has(isBorrowed)) return memory.get(isBorrowed)
  const rowsOfGrant = (one: Grant) =>
    compileAccess(model, [one], { isAlone: true }).object(object.name)?.rows('read')
  const nobody = { $myReports: [], $myTeam: [], $myCompanies: [], $myPosts: [], $myParty: null }
  const isGiven =
    borrowedFrom === null || rowsOfGrant({ ...grant, as: { ...nobody, $me: borrowedFrom } }) !== undefined
  const rows = isGiven ? rowsOfGrant(grant) : undefined
  memory.set(isBorrowed, rows)
  return rows
}

/** Tells of each grant whether the record fulfils its condition for whoever holds it. */
async function whereItHolds(
  database: Connection,
  model: ResolvedModel,
  { asker, object, record, today, timeZone }: Asked,
  held: readonly Held[],
): Promise<(one: Held) => boolean> {
  const conditional = held.filter(({ rows }) => rows !== true)
  const keys = new Map<string, number>()
  const pieces: Sql[] = []
  const numberOf = ({ held: { grant }, rows }: Held): number => {
    const text = JSON.stringify(grant.rows)
    const at = keys.get(text) ?? keys.size
    if (!keys.has(text)) pieces.push(rowsOf({ model, actor: asker, authority: 'actor' }, object, 't', rows))
    keys.set(text, at)
    return at
  }
  const numbered = conditional.map((one) => ({ ...one, condition: numberOf(one) }))
  if (numbered.length === 0) return () => true
  const asks = numbered.filter(({ condition }) => isOpen(pieces[condition]!))
  const users = [...new Set(asks.flatMap(({ person, owner }) => [person.id, owner]))]
  const places =
    users.length === 0 ? new Map<string, Place>() : await placesOfAll(database, model, users, today)
  const values = asks.map(({ person, owner, condition }) => {
    const zone = places.get(person.id)?.timeZone ?? timeZone
    const own = places.get(owner)
    return {
      ...own,
      timeZone: zone,
      $today: dayAt(Date.now(), zone),
      now: new Date().toISOString(),
      condition,
      actor: person.id,
      owner,
    }
  })
  const statements = pieces.map((piece, at) => {
    const row = sql`select from ${id(object.table)} t where t.id = ${record}::uuid and ${filledFrom(piece, columnOf)}`
    if (!isOpen(piece)) return sql`select ${at}::integer, null::uuid, null::uuid where exists (${row})`
    return sql`select ${at}::integer, v.actor, v.owner from v where v.condition = ${at}::integer and exists (${row})`
  })
  const found = await database.query<{ condition: number; actor: string | null; owner: string | null }>(
    sql`with v as materialized (select * from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as v(
          condition integer, actor uuid, owner uuid, ${join(variables.map(([name, type]) => sql`${id(name)} ${raw(type)}`))}))
        select * from (${join(statements, ' union all ')}) f(condition, actor, owner)`,
  )
  const holds = new Set(found.map((one) => `${one.condition} ${one.actor ?? ''} ${one.owner ?? ''}`))
  const truth = new Map(
    numbered.map((one) => {
      const isAsked = isOpen(pieces[one.condition]!)
      const key = isAsked ? `${one.condition} ${one.person.id} ${one.owner}` : `${one.condition}  `
      return [one.held.id + one.person.id + one.owner, holds.has(key)]
    }),
  )
  return (one) => one.rows === true || truth.get(one.held.id + one.person.id + one.owner) === true
}

const variables = [
  ['$me', 'uuid'],
  ['$myReports', 'uuid[]'],
  ['$myTeam', 'uuid[]'],
  ['$myCompanies', 'uuid[]'],
  ['$myPosts', 'uuid[]'],
  ['$myParty', 'uuid'],
  ['$today', 'date'],
  ['timeZone', 'text'],
  ['language', 'text'],
  ['now', 'timestamptz'],
] as const

function columnOf(name: PlaceholderName): Sql {
  return id('v', name)
}

function isConditional({ held, rows }: Held): boolean {
  return held.holder.kind !== 'share' && rows !== true
}

function becauseOf({ asker }: Asked, one: Held, tell: Awaited<ReturnType<typeof conditionWords>>): string {
  const { person, held } = one
  const holder = held.for ? `${held.holder.name} (${held.for.name})` : held.holder.name
  const why = isConditional(one)
    ? said('the record fulfils its condition: {condition}.', { condition: tell(held, person.name) })
    : held.holder.kind === 'share'
      ? said('the record was shared.')
      : said('it may do so with every record.')
  return `${holder}: ${why.in(asker.language)}`
}
