import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection, Database, Transaction } from '../database/database.ts'
import { raw, sql, type Sql } from '../database/sql.ts'
import type { Door } from '../records/write/door.ts'
import type { Records } from '../records/records.ts'
import type { AccessControl } from './access-control.ts'
import type { Access, Actor, ObjectAccess, Rows } from './actor.ts'
import { compileAccess } from './compile-access.ts'
import { countTurns, withoutRecord, type Turn, type Turned } from './count-turns.ts'
import { holderSeen, writeGrants, type EditedGrant, type GrantHolder } from './edit-grants.ts'
import { changedDays, spansOf } from './changed-days.ts'
import { menuEntries, menuPages } from './menu-entries.ts'
import { menuGrant, settingsGrant, withPages } from './settings-pages.ts'
import { loadStanding, type Standing } from './standing.ts'

/** What people gain or lose of one deed with one object. */
export type RightsChange = {
  readonly object: string
  readonly action: string
  readonly effect: 'gain' | 'lose'
  /** The day on which it begins; null: at once. */
  readonly day: string | null
  /** How many people, and the first of them. */
  readonly people: number
  readonly users: readonly Person[]
  /** Records that turn, for whom the most turn; null for what is not done with a record that is there. */
  readonly records: number | null
  /** The number is an estimate: there are too many records to count each. */
  readonly isEstimate: boolean
  readonly examples: readonly { readonly id: string; readonly title: string }[]
}

/** A field that people come to see or change, or no longer do. */
export type FieldChange = {
  readonly object: string
  readonly field: string
  readonly right: 'see' | 'change'
  readonly effect: 'gain' | 'lose'
  readonly day: string | null
  readonly people: number
}

export type GrantsPreview = {
  /**
   * How many hold the rights, by themselves or since they stand in for who does, today or on a day on which
   * something begins. Administrators among them neither gain nor lose.
   */
  readonly holders: number
  /** Of so many it was worked out; the others hold the same of these grants. */
  readonly lookedAt: number
  readonly changes: readonly RightsChange[]
  readonly fields: readonly FieldChange[]
}

export type Person = { readonly id: string; readonly name: string }

type Parts = {
  readonly database: Database
  readonly records: Records
  readonly access: AccessControl
}

/** One who holds them, with what they may do before and after. */
type Holder = Person & { readonly actor: Actor; readonly before: Standing; readonly after: Standing }

/** Everyone who holds them on a day, as far as they are looked at, before and after. */
type OnDay = {
  readonly day: string | null
  readonly people: readonly Person[]
  readonly before: ReadonlyMap<string, Standing>
  readonly after: ReadonlyMap<string, Standing>
}

const namedUsers = 5
const mostHolders = 200
const mostDays = 6
const countMilliseconds = 3_000

/**
 * Who would gain and who would lose what if the holder had these grants. They are written, everyone's
 * standing is worked out by the same code as ever, and all of it is taken back: what is shown is what would
 * be. It is looked at today and on each day on which something of the change begins or is over, and what is
 * as on the day before is not told again. Records are counted only then, so that nobody waits for the count.
 */
export async function previewGrants(
  { database, records, access }: Parts,
  asker: Actor,
  holder: GrantHolder,
  grants: readonly EditedGrant[],
): Promise<GrantsPreview> {
  await holderSeen(records, asker, holder)
  const { model, days } = await records.door(asker, { dryRun: true }, (door) => triedOn(door, holder, grants))
  const actors = new Map<string, Actor>()
  const options = { readOnly: true, statementMilliseconds: countMilliseconds } as const
  const turned = await Promise.all(
    days.map(async (day) => ({ day: day.day, holders: await holdersIn(day, access, asker, actors) })),
  )
  const turns: Turns[] = []
  for (const { day, holders } of turned)
    turns.push(await database.transaction((tx) => turnsOf(tx, model, day, holders), options))
  const people = new Set(days.flatMap((day) => day.people.map(({ id }) => id)))
  const lookedAt = new Set(days.flatMap((day) => [...day.before.keys()]))
  return { holders: people.size, lookedAt: lookedAt.size, ...newOnEachDay(turns) }
}

/** Writes the grants, and looks at who holds them before and after, on each day that counts. */
async function triedOn(door: Door, holder: GrantHolder, grants: readonly EditedGrant[]) {
  const { tx, model, today } = door
  // Which days count is known only when it is written: so it is written and taken back once before.
  const later = await tx
    .savepoint(async () => {
      const was = await spansOf(tx, holder)
      await writeGrants(door, holder, grants)
      throw new DaysKnown(changedDays(was, await spansOf(tx, holder), today).slice(0, mostDays))
    })
    .catch(daysKnown)
  const begun: Omit<OnDay, 'after'>[] = []
  for (const day of [null, ...later]) {
    const people = await holdersOf(tx, holder, day ?? today)
    const before = await standings(tx, model, people.slice(0, mostHolders), day ?? today)
    begun.push({ day, people, before })
  }
  await writeGrants(door, holder, grants)
  const days: OnDay[] = []
  for (const one of begun) {
    const users = one.people.slice(0, mostHolders)
    days.push({ ...one, after: await standings(tx, model, users, one.day ?? today) })
  }
  return { model, days }
}

/** Carries the days out of the savepoint that it rolls back. */
class DaysKnown extends Error {
  readonly days: readonly string[]

  constructor(days: readonly string[]) {
    super('days')
    this.days = days
  }
}

function daysKnown(error: unknown): readonly string[] {
  if (error instanceof DaysKnown) return error.days
  throw error
}

async function holdersIn(
  { people, before, after }: OnDay,
  access: AccessControl,
  asker: Actor,
  known: Map<string, Actor>,
): Promise<Holder[]> {
  const holders: Holder[] = []
  for (const user of people) {
    const [was, will] = [before.get(user.id), after.get(user.id)]
    if (!was || !will || will.administrator) continue
    const identity = { user: user.id, source: asker.source, request: asker.request }
    const actor = known.get(user.id) ?? (await access.actorFor(identity))
    known.set(user.id, actor)
    holders.push({ ...user, actor, before: was, after: will })
  }
  return holders
}

/** As it is found on some day. */
type Change = Omit<RightsChange, 'day'>

type Turns = Pick<GrantsPreview, 'changes' | 'fields'>

/** What is as it was told of an earlier day is not told of this one. */
function newOnEachDay(turns: readonly Turns[]): Turns {
  const told = new Set<string>()
  const isNew = (one: object) => {
    const key = JSON.stringify({ ...one, day: null })
    return !told.has(key) && told.add(key)
  }
  return {
    changes: turns.flatMap(({ changes }) => changes.filter(isNew)),
    fields: turns.flatMap(({ fields }) => fields.filter(isNew)),
  }
}

/** Who holds the post that day, belongs to the group or is the user, and who stands in for one of them. */
async function holdersOf(tx: Connection, { kind, id }: GrantHolder, day: string): Promise<Person[]> {
  const held = (alias: Sql) =>
    sql`${day}::date between coalesce(${alias}."from", '-infinity') and coalesce(${alias}.until, 'infinity')`
  const from = {
    post: sql`join user_post p on p."user" = u.id and p.post = ${id} and ${held(raw('p'))}`,
    group: sql`join group_member p on p."user" = u.id and p."group" = ${id} and ${held(raw('p'))}`,
    user: sql`join (values (${id}::uuid)) p(id) on p.id = u.id`,
  }
  return tx.query<Person>(
    sql`with holder(id) as (select u.id from "user" u ${from[kind]} where u.active)
        select u.id, u.name from "user" u
        where u.active and (u.id in (select id from holder) or u.id in (
          select s.substitute from substitution s join holder h on h.id = s."user" where ${held(raw('s'))}))
        order by u.name, u.id`,
  )
}

async function standings(
  tx: Connection,
  model: ResolvedModel,
  users: readonly Person[],
  day: string,
): Promise<Map<string, Standing>> {
  const found = new Map<string, Standing>()
  for (const { id } of users) {
    const standing = await loadStanding(tx, model, id, day)
    if (standing) found.set(id, standing)
  }
  return found
}

/** People of the same rights before and after are looked at once. */
async function turnsOf(
  tx: Transaction,
  model: ResolvedModel,
  day: string | null,
  holders: readonly Holder[],
): Promise<Turns> {
  const alike = Map.groupBy(holders, ({ before, after }) =>
    [before, after].map(({ grants, wholeMenu }) => JSON.stringify([grants, wholeMenu])).join('\n'),
  )
  const turns: Turn[] = []
  const opened = new Map<string, Change>()
  const fields = new Map<string, FieldChange>()
  for (const people of alike.values()) {
    const [first] = people
    if (!first) continue
    const [was, will] = [accessOf(model, first.before), accessOf(model, first.after)]
    const [own, ownLater] = [grantedBy(model, first.before), grantedBy(model, first.after)]
    for (const change of openedChanges(first, people, entriesOf(model, was), entriesOf(model, will))) {
      const key = `${change.object} ${change.action} ${change.effect}`
      const known = opened.get(key)
      opened.set(key, known ? together(known, change) : change)
    }
    for (const name of objectsOf(first)) {
      const object = model.objects.get(name)
      if (!object) continue
      for (const action of actionsOf(first, name)) {
        // With which others a record is seen turns records, but begins no new deed.
        const [from, to] = withoutRecord.has(action) ? [own, ownLater] : [was, will]
        const [before, after] = [from.object(name)?.rows(action), to.object(name)?.rows(action)]
        turns.push(...turned(object, action, people, before, after))
      }
      for (const change of fieldChanges(object, own.object(name), ownLater.object(name))) {
        const key = JSON.stringify(change)
        const known = fields.get(key)?.people ?? 0
        fields.set(key, { ...change, day, people: known + people.length })
      }
    }
  }
  const counted = await countTurns(tx, model, turns)
  const changes = [...opened.values(), ...changesOf(counted)]
  return { changes: changes.map((change) => ({ ...change, day })), fields: [...fields.values()] }
}

/** What somebody holds, and what the pages of the settings among it open. */
function grantsIn({ grants }: Standing) {
  return withPages(grants)
}

/** Those of which grants change come first, then those that are seen with them. */
function objectsOf({ before, after }: Holder): Set<string> {
  const [was, will] = [grantsIn(before), grantsIn(after)].map((grants) =>
    Map.groupBy(grants, ({ object }) => object),
  )
  const names = [...(was?.keys() ?? []), ...(will?.keys() ?? [])]
  const isChanged = (name: string) => JSON.stringify(was?.get(name)) !== JSON.stringify(will?.get(name))
  return new Set([...names.filter(isChanged), ...names])
}

/** What the grants give by themselves, whatever it is seen with. */
function grantedBy(model: ResolvedModel, { grants }: Standing): Access {
  return compileAccess(model, grants, { isAlone: true })
}

function accessOf(model: ResolvedModel, { grants, wholeMenu }: Standing): Access {
  return compileAccess(model, grants, { wholeMenu })
}

function entriesOf(model: ResolvedModel, access: Access): ReadonlySet<string> {
  // Whether anything is proposed to them says nothing of their rights.
  const pages = menuPages(model, access).filter((page) => page !== 'proposals')
  return new Set([...menuEntries(model, access).map(({ name }) => name), ...pages])
}

/** Pages of the settings that open or close, and entries that come into the menu or leave it. */
function openedChanges(
  { before, after }: Holder,
  people: readonly Person[],
  entriesBefore: ReadonlySet<string>,
  entriesAfter: ReadonlySet<string>,
): Change[] {
  const pages = ({ grants }: Standing) =>
    new Set(grants.filter(({ object }) => object === settingsGrant).flatMap(({ actions }) => actions))
  const change = (object: string, action: string, effect: 'gain' | 'lose'): Change => {
    const users = people.slice(0, namedUsers).map(({ id, name }) => ({ id, name }))
    const counted = { people: people.length, users, records: null, isEstimate: false, examples: [] }
    return { object, action, effect, ...counted }
  }
  const turns = (object: string, was: ReadonlySet<string>, will: ReadonlySet<string>) => [
    ...[...will].filter((one) => !was.has(one)).map((one) => change(object, one, 'gain')),
    ...[...was].filter((one) => !will.has(one)).map((one) => change(object, one, 'lose')),
  ]
  return [
    ...turns(settingsGrant, pages(before), pages(after)),
    ...turns(menuGrant, entriesBefore, entriesAfter),
  ]
}

function together(one: Change, other: Change): Change {
  const users = [...one.users, ...other.users].slice(0, namedUsers)
  return { ...one, people: one.people + other.people, users }
}

function actionsOf({ before, after }: Holder, object: string): Set<string> {
  const grants = [...grantsIn(before), ...grantsIn(after)].filter((grant) => grant.object === object)
  return new Set(grants.flatMap(({ actions }) => actions))
}

/** Both ways in which one deed may turn; none where nothing does. */
function turned(
  object: ResolvedObject,
  action: string,
  people: readonly Holder[],
  before: Rows | undefined,
  after: Rows | undefined,
): Turn[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  const turn = { object, action, people }
  return [
    ...(after === undefined || before === true
      ? []
      : [{ ...turn, effect: 'gain' as const, to: after, from: before }]),
    ...(before === undefined || after === true
      ? []
      : [{ ...turn, effect: 'lose' as const, to: before, from: after }]),
  ]
}

function* fieldChanges(
  object: ResolvedObject,
  before: ObjectAccess | undefined,
  after: ObjectAccess | undefined,
): Generator<Omit<FieldChange, 'people' | 'day'>> {
  for (const { name } of object.fields.values()) {
    for (const right of ['see', 'change'] as const) {
      const [was, will] = [breadth(before?.[right](name)), breadth(after?.[right](name))]
      if (was === will) continue
      yield { object: object.name, field: name, right, effect: will > was ? 'gain' : 'lose' }
    }
  }
}

/** On none, some or all records. */
function breadth(rows: Rows | undefined): number {
  return rows === undefined ? 0 : rows === true ? 2 : 1
}

function changesOf(counted: readonly Turned[]): Change[] {
  const groups = Map.groupBy(counted, ({ turn }) => `${turn.object.name} ${turn.action} ${turn.effect}`)
  return [...groups.values()].flatMap((group) => {
    const touched = group.filter(({ records }) => records === null || records > 0)
    const [most] = touched.toSorted((one, other) => (other.records ?? 0) - (one.records ?? 0))
    if (!most) return []
    const users = touched.flatMap(({ person }) => person)
    const { turn, records, isEstimate, examples } = most
    return [
      {
        object: turn.object.name,
        action: turn.action,
        effect: turn.effect,
        people: users.length,
        users: users.slice(0, namedUsers).map(({ id, name }) => ({ id, name })),
        records,
        isEstimate,
        examples,
      },
    ]
  })
}
