import { createHash } from 'node:crypto'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import { fieldErrors, notFound, Problem, type FieldError } from '../errors.ts'
import type { Door, WriteOptions } from '../records/write/door.ts'
import { loadStored, type StoredRecord, type StoredValues } from '../records/stored.ts'
import type { Operation } from '../records/write/draft.ts'
import { removeRecord } from '../records/write/remove-records.ts'
import { writeOne } from '../records/write/write-one.ts'
import type { Records } from '../records/records.ts'
import { said } from '../said/said.ts'
import type { Sentence } from '../said/sayer.ts'
import type { Actor } from './actor.ts'
import { conditionFault } from './grant-faults.ts'
import { menuGrant, settingsGrant } from './settings-pages.ts'

/** Whose rights are edited together: those of a post, of a group of users or of one user. */
export type GrantHolder = { readonly kind: 'post' | 'group' | 'user'; readonly id: string }

/** A grant as it is edited: the fields of the object `grant` but its holder; without an id it is new. */
export type EditedGrant = { readonly id?: string; readonly [field: string]: unknown }

/** All grants of a holder, and a tag that changes with any of them. */
export type HolderGrants = {
  readonly items: readonly (EditedGrant & { readonly id: string })[]
  readonly tag: number
}

/** How many grants a holder may have: a few for every object. */
export const mostGrants = 500

const objects = { post: 'post', group: 'userGroup', user: 'user' } as const

/** The grants of a holder, for those who may read them. One that one may not see has none to show: 404. */
export async function grantsOfHolder(
  database: Connection,
  records: Records,
  actor: Actor,
  holder: GrantHolder,
): Promise<HolderGrants> {
  await holderSeen(records, actor, holder)
  const where = { [holder.kind]: holder.id }
  const answer = JSON.parse(
    await records.list(actor, 'grant', { where, sort: 'object,id', limit: 1000 }),
  ) as { items: (EditedGrant & { id: string })[] }
  const items = answer.items.map((grant) => {
    const kept = Object.entries(grant).filter(([name]) => !around.has(name))
    return Object.fromEntries(kept) as EditedGrant & { id: string }
  })
  return { items, tag: tagOf(await versionsOf(database, holder)) }
}

/** What a grant says of itself beside its right. */
const around = new Set(['post', 'group', 'user', 'createdAt', 'updatedAt', 'createdBy', 'updatedBy'])

/** Throws a 404 for a holder that the actor may not see. */
export async function holderSeen(records: Records, actor: Actor, { kind, id }: GrantHolder): Promise<void> {
  await records.get(actor, objects[kind], id, { fields: ['id'] })
}

/**
 * Makes the grants of a holder the given ones, in one transaction and one change that undo takes back as a
 * whole; gives that change. Throws 412 where somebody was faster, and 422 naming grant and field, as
 * `grants.2.rows`.
 */
export async function setGrants(
  records: Records,
  actor: Actor,
  holder: GrantHolder,
  grants: readonly EditedGrant[],
  { ifMatch, ...options }: WriteOptions,
): Promise<string> {
  await holderSeen(records, actor, holder)
  return records.door(actor, options, async (door) => {
    await writeGrants(door, holder, grants, ifMatch)
    return door.options.change ?? ''
  })
}

/** The same within an open door, as the preview does it before it takes everything back. */
export async function writeGrants(
  door: Door,
  holder: GrantHolder,
  grants: readonly EditedGrant[],
  ifMatch?: number,
): Promise<void> {
  const object = door.model.objects.get('grant')
  if (!object || !(door.actor.access.administrator || door.actor.access.object('grant'))) throw notFound()
  // Who changes the rights of a holder waits for who does it already, and then sees that they were faster.
  const table = id(door.model.objects.get(objects[holder.kind])!.table)
  await door.tx.query(sql`select from ${table} where id = ${holder.id} for update`)
  const versions = await versionsOf(door.tx, holder)
  if (ifMatch !== undefined && ifMatch !== tagOf(versions)) throw changedMeanwhile()
  const ids = versions.map((one) => one.id)
  const before = await loadStored(door.tx, door.model, object, ids, true)
  const kept = new Set(grants.flatMap((grant) => (grant.id === undefined ? [] : [grant.id])))
  checkGrants(door.model, grants, before)
  for (const [at, { id: known, ...values }] of grants.entries()) {
    const present = known === undefined ? undefined : before.get(known)
    if (known !== undefined && !present) throw goneGrant(at)
    if (present && isSame(present.values, values)) continue
    const operation: Operation =
      known === undefined
        ? { kind: 'create', values: { ...values, [holder.kind]: holder.id } }
        : { kind: 'update', id: known, values }
    try {
      await writeOne(door, object, operation)
    } catch (error) {
      throw placed(error, at)
    }
  }
  for (const gone of ids) if (!kept.has(gone)) await removeRecord(door, object, gone)
}

type Versioned = { readonly id: string; readonly version: number }

async function versionsOf(connection: Connection, { kind, id: of }: GrantHolder): Promise<Versioned[]> {
  return connection.query<Versioned>(
    sql`select id, version from "grant" where ${id(kind)} = ${of} order by id`,
  )
}

/** A number of up to nine digits, as ETags are, that is another one whenever a grant is. */
function tagOf(versions: readonly Versioned[]): number {
  const text = versions.map(({ id, version }) => `${id} ${version}`).join()
  return createHash('sha256').update(text).digest().readUInt32BE() % 1_000_000_000
}

function isSame(stored: Readonly<Record<string, unknown>>, values: Readonly<Record<string, unknown>>) {
  return Object.entries(values).every(([name, value]) => plain(stored[name]) === plain(value))
}

/** Nothing is nothing, whether it is written as null or as a list or a condition without anything in it. */
function plain(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'object' && Object.keys(value).length === 0) return ''
  return JSON.stringify(value)
}

/**
 * What the door itself does not ask: that there is what a new or changed grant names. What it named before
 * may
 * have been retired since, and stays.
 */
function checkGrants(
  model: ResolvedModel,
  grants: readonly EditedGrant[],
  before: ReadonlyMap<string, StoredRecord>,
): void {
  const errors = grants.flatMap(({ id, ...values }, at) => {
    const stored = before.get(id ?? '')?.values
    if (stored && isSame(stored, values)) return []
    const faults = faultsOf(model, { ...stored, ...values }, stored ?? {})
    return faults.map((error) => ({ ...error, field: `grants.${at}.${error.field}` }))
  })
  if (errors.length > 0) throw fieldErrors(errors.slice(0, 50))
}

function faultsOf(model: ResolvedModel, grant: EditedGrant, stored: StoredValues): FieldError[] {
  if (grant['object'] === settingsGrant || grant['object'] === menuGrant) return []
  const object = typeof grant['object'] === 'string' ? model.objects.get(grant['object']) : undefined
  if (!object) return [unknown('object', said('There is no such object. Take its name from the model.'))]
  const fields = (['see', 'change'] as const).flatMap((list) => {
    const known = new Set(['all', ...object.fields.keys(), ...namesIn(stored[list])])
    return namesIn(grant[list])
      .filter((name) => !known.has(name))
      .map((name) => unknown(list, said('There is no field "{name}".', { name: name.slice(0, 80) })))
  })
  return [...fields, ...conditionFault(model, object, grant['rows'])]
}

function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

function unknown(field: string, message: Sentence): FieldError {
  return { field, code: 'unknown', message }
}

/** What stands against one of many names which. */
function placed(error: unknown, at: number): unknown {
  if (!(error instanceof Problem) || !error.details.errors) return error
  const errors = error.details.errors.map((one) => ({ ...one, field: `grants.${at}.${one.field}` }))
  return new Problem(error.status, error.code, error.sentence, { ...error.details, errors })
}

function goneGrant(at: number): Problem {
  return fieldErrors([unknown(`grants.${at}.id`, said('There is no such right any more. Leave it out.'))])
}

function changedMeanwhile(): Problem {
  return new Problem(
    412,
    'changedMeanwhile',
    said('Somebody else changed these rights meanwhile. Read them again, then change them.'),
  )
}
