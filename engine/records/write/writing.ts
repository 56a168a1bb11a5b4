import { dayAt, isId, newId } from '#model'
import type { ActionRegistry } from '../../actions/actions.ts'
import { actionImpact, runAction } from '../../actions/run-action.ts'
import type { ImpactSource } from '../../dealings/impact-source.ts'
import type { GuardWords, Impact } from '../../dealings/preview-impact.ts'
import type { Actor } from '../../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../../catalog/resolved-model.ts'
import type { Database, Transaction } from '../../database/database.ts'
import { formFacts } from '../../facts/form-facts.ts'
import { seenFields } from '../../query/sight.ts'
import { fieldErrors, notFound, Problem, type FieldError, type Warning, spoken } from '../../errors.ts'
import type { Door, Later, WriteOptions } from './door.ts'
import type { Operation, Outcome } from './draft.ts'
import { removeRecord, removeRecords, type Removal } from './remove-records.ts'
import { unmetByAction, type Unmet } from '../../actions/unmet-by-action.ts'
import type { KnownAlready } from '../../duplicates/warn-of-known.ts'
import { toldOwn } from './told-own.ts'
import { unconfirmedWarnings, writeOne } from './write-one.ts'
import { unconfirmed } from './rules.ts'
import { writeRecords } from './write-records.ts'
import { said } from '../../said/said.ts'

/** What came of a write: the record as JSON text for the actor, its version, and the change to undo it by. */
export type Written = {
  readonly id: string
  readonly version: number
  readonly json: string | null
  readonly change: string
}

/** What would come of a write. */
export type Rehearsal = {
  readonly record: unknown
  readonly warnings: readonly Warning[]
  readonly errors: readonly FieldError[]
  readonly facts: readonly unknown[]
  /** What fills itself in a new record where nobody says whose it is. */
  readonly filled: Readonly<Record<string, unknown>>
}

/** What writing needs of the engine around it. */
export type WritingParts = {
  readonly database: Database
  readonly model: () => ResolvedModel
  readonly actions: ActionRegistry
  /** Adds a job within the transaction. */
  readonly later: (
    tx: Transaction,
    actor: Actor,
    job: string,
    payload: Record<string, unknown>,
    when?: Later,
  ) => Promise<void>
  readonly setting: Door['setting']
  readonly inspect: NonNullable<Door['inspect']>
  readonly follow: NonNullable<Door['follow']>
  /** What hangs on a record without naming it, told before its state is changed. */
  readonly impacts: readonly ImpactSource[]
  /** What is to be said to who adds a record by hand, or changes one, such as that it is known already. */
  readonly known: (
    door: Door,
    object: ResolvedObject,
    values: Record<string, unknown>,
    id?: string,
  ) => Promise<KnownAlready>
  /** What is to be said to who deletes records, such as that one must be kept. */
  readonly held: (
    door: Door,
    object: ResolvedObject,
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, readonly Warning[]>>
  /** The record as the actor sees it, read within the transaction. */
  readonly read: (tx: Transaction, actor: Actor, object: ResolvedObject, id: string) => Promise<string | null>
}

/**
 * The writing side of the one door to the data. Every method opens a transaction, or joins the one in its
 * options.
 */
export type Writing = ReturnType<typeof writing>

/** Makes the writing side of the door. */
export function writing(parts: WritingParts) {
  const door = <T>(actor: Actor, options: WriteOptions, work: (door: Door) => Promise<T>) =>
    throughDoor(parts, actor, options, work)
  return {
    door,
    read: (open: Door, object: ResolvedObject, id: string) => parts.read(open.tx, open.actor, object, id),
    create: (actor: Actor, object: string, values: Record<string, unknown>, options: WriteOptions = {}) =>
      door(actor, options, (open) => writeKnown(parts, open, object, creation(open, object, values))),
    update: (
      actor: Actor,
      object: string,
      id: string,
      changes: Record<string, unknown>,
      options: WriteOptions = {},
    ) => {
      const match = options.ifMatch === undefined ? {} : { ifMatch: options.ifMatch }
      return door(actor, options, (open) =>
        writeKnown(parts, open, object, { kind: 'update', id, values: changes, ...match }),
      )
    },
    remove: (actor: Actor, object: string, id: string, options: WriteOptions = {}) =>
      door(actor, options, (open) => removeOne(parts, open, objectOf(open, object), id)),
    removeMany: (actor: Actor, object: string, ids: readonly string[], options: WriteOptions = {}) =>
      door(actor, options, (open) => removeMany(parts, open, objectOf(open, object), ids)),
    run: (
      actor: Actor,
      object: string,
      id: string,
      action: string,
      input: Record<string, unknown>,
      options: WriteOptions = {},
    ) =>
      door(actor, options, async (open): Promise<Written> => {
        const face = objectOf(open, object)
        const found = parts.actions.find(face, action)
        await runAction(open, face, id, found, parts.actions.guards(found), input)
        return { id, version: 0, json: await parts.read(open.tx, actor, face, id), change: changeOf(open) }
      }),
    /** What hangs on a record that an action brings into another state, and what its guards say. */
    impact: (actor: Actor, object: string, id: string, action: string, input: Record<string, unknown>) =>
      door(actor, { dryRun: true }, async (open): Promise<Impact & GuardWords> => {
        const found = parts.actions.find(objectOf(open, object), action)
        const told = { guards: parts.actions.guards(found), sources: parts.impacts }
        return actionImpact(open, objectOf(open, object), id, found, told, input)
      }),
    /** What is still missing before each action that can be done with a record as it stands. */
    unmet: (actor: Actor, object: string, id: string) =>
      door(actor, { dryRun: true }, async (open): Promise<Unmet> => {
        const face = objectOf(open, object)
        return unmetByAction(open, face, id, parts.actions.of(face))
      }),
    /** Everything but the write: errors and warnings are answers here, not failures. */
    rehearse: (actor: Actor, object: string, id: string | null, values: Record<string, unknown>) =>
      rehearse(parts, actor, object, id, values),
    /** Many at once, for imports and bulk changes: each has an outcome of its own. */
    many: (
      actor: Actor,
      object: string,
      operations: readonly Operation[],
      options: WriteOptions,
    ): Promise<Outcome[]> =>
      door(actor, options, (open) => writeRecords(open, objectOf(open, object), operations)),
  }
}

async function removeOne(parts: WritingParts, open: Door, face: ResolvedObject, id: string) {
  const held = await parts.held(open, face, [id])
  const removed = await removeRecord(open, face, id)
  // Said when it is clear that it is there and may be deleted; what is not confirmed is rolled back.
  const warned = unconfirmed(open, held.get(id) ?? [])
  if (warned.length > 0) throw unconfirmedWarnings(warned)
  return { id, removed, change: changeOf(open) }
}

/** Each of them goes or says why not; one of which something is to be said that is not confirmed stays. */
async function removeMany(
  parts: WritingParts,
  open: Door,
  face: ResolvedObject,
  ids: readonly string[],
): Promise<readonly { id: string; warnings: readonly Warning[]; removal: Removal | null }[]> {
  const held = await parts.held(open, face, ids)
  const free = ids.filter((id) => unconfirmed(open, held.get(id) ?? []).length === 0)
  const removals = await removeRecords(open, face, free)
  return ids.map((id) => ({ id, warnings: held.get(id) ?? [], removal: removals.get(id) ?? null }))
}

/** Runs the work in a transaction with the door open. A dry run is rolled back at its end. */
async function throughDoor<T>(
  parts: WritingParts,
  actor: Actor,
  options: WriteOptions,
  work: (door: Door) => Promise<T>,
): Promise<T> {
  if (actor.seenBy && !options.dryRun) throw readOnly(actor)
  if (options.at !== undefined && actor.source !== 'system')
    throw new Error('Only the program itself may say when something happened.')
  const change = options.change ?? newId()
  const open = (tx: Transaction): Door => ({
    tx,
    model: parts.model(),
    actor,
    authority: 'actor',
    today: dayAt(options.at === undefined ? Date.now() : Date.parse(options.at), actor.timeZone),
    later: (job, payload, when) => parts.later(tx, actor, job, payload, when),
    setting: parts.setting,
    inspect: parts.inspect,
    follow: parts.follow,
    options: { ...options, change },
  })
  if (options.tx) return work(open(options.tx))
  if (!options.dryRun) return parts.database.transaction((tx) => work(open(tx)))
  try {
    return await parts.database.transaction(async (tx) => {
      throw new Rehearsed(await work(open(tx)))
    })
  } catch (error) {
    if (error instanceof Rehearsed) return error.result as T
    throw error
  }
}

/** Whoever looks through somebody else's eyes writes nothing, by whatever way they came to this door. */
function readOnly({ name }: Actor): Problem {
  return new Problem(
    403,
    'readOnly',
    said('You see Kontor as {name} sees it, and can change nothing. End it to work as yourself.', { name }),
  )
}

/** Carries the result of a dry run out of the transaction that it rolls back. */
class Rehearsed extends Error {
  readonly result: unknown

  constructor(result: unknown) {
    super('rehearsed')
    this.result = result
  }
}

/** Adds or changes a record by hand: one that is known already, or becomes so, has to be confirmed. */
async function writeKnown(
  parts: WritingParts,
  door: Door,
  object: string,
  operation: Operation,
): Promise<Written> {
  const known = await knownOf(parts, door, objectOf(door, object), operation)
  const open = unconfirmed(door, known?.warnings ?? [])
  if (open.length > 0) throw unconfirmedWarnings(open)
  const written = await writeAndRead(parts, door, object, operation)
  await known?.keep(written.id)
  return written
}

async function knownOf(
  parts: WritingParts,
  door: Door,
  face: ResolvedObject,
  operation: Operation,
): Promise<KnownAlready | null> {
  if (operation.kind === 'create') return parts.known(door, face, operation.values)
  return operation.kind === 'update' ? parts.known(door, face, operation.values, operation.id) : null
}

async function writeAndRead(
  parts: WritingParts,
  door: Door,
  object: string,
  operation: Operation,
): Promise<Written> {
  const face = objectOf(door, object)
  const outcome = await writeOne(door, face, operation)
  const json = await parts.read(door.tx, door.actor, face, outcome.id)
  return { id: outcome.id, version: outcome.version, json, change: changeOf(door) }
}

async function rehearse(
  parts: WritingParts,
  actor: Actor,
  object: string,
  id: string | null,
  values: Record<string, unknown>,
): Promise<Rehearsal> {
  return throughDoor(parts, actor, { dryRun: true }, async (door) => {
    const face = objectOf(door, object)
    const operation: Operation = id === null ? creation(door, object, values) : { kind: 'update', id, values }
    // By what stood there before the change.
    const known = await knownOf(parts, door, face, operation)
    const [outcome] = await writeRecords(door, face, [operation])
    if (!outcome) throw new Error('A write of one record gave no outcome.')
    if (outcome.problem) throw outcome.problem
    const json = outcome.changed ? await parts.read(door.tx, actor, face, outcome.id) : null
    const record: unknown = json === null ? null : JSON.parse(json)
    const raised = [...(known?.warnings ?? []), ...outcome.warnings]
    const warnings = spoken(unconfirmed(door, raised), actor.language)
    const facts = record === null ? [] : factsOfForm(door, face, record as Record<string, unknown>)
    const filled = operation.kind === 'update' ? {} : await filledOf(door, face, operation)
    return { record, warnings, errors: spoken(outcome.errors, actor.language), facts, filled }
  })
}

/** A record that gets one more role has what is not of that role already. */
async function filledOf({ tx, model, actor }: Door, face: ResolvedObject, { kind, values }: Operation) {
  const isOpen = (name: string) =>
    !Object.hasOwn(values, name) && (kind === 'create' || face.fields.get(name)?.owner === face.name)
  const told = await toldOwn(tx, model, actor, face)
  return Object.fromEntries(
    told.flatMap(({ field, isList, value }) =>
      isOpen(field) ? [[field, isList ? [value] : value] as const] : [],
    ),
  )
}

/** What the form of the values says, as far as the actor sees them. */
function factsOfForm(
  { model, actor }: Door,
  face: ResolvedObject,
  record: Record<string, unknown>,
): readonly unknown[] {
  const seen = seenFields({ model, actor, authority: 'actor' }, face)
  return formFacts(model, actor, face, seen, record)
}

/** `POST /customers` with `party` gives an existing party the role. */
function creation(door: Door, object: string, values: Record<string, unknown>): Operation {
  const face = objectOf(door, object)
  const { [face.base]: base, ...rest } = values
  if (!face.isRole || base === undefined || base === null) return { kind: 'create', values }
  const id = typeof base === 'string' ? base : (base as { id?: unknown }).id
  if (typeof id === 'string' && isId(id.toLowerCase()))
    return { kind: 'adopt', id: id.toLowerCase(), values: rest }
  throw fieldErrors([
    { field: face.base, code: 'reference', message: said('Name the existing record by its id.') },
  ])
}

function objectOf(door: Door, name: string): ResolvedObject {
  const object = door.model.objects.get(name)
  // An object that no grant names is as unknown as one that does not exist.
  if (!object || !(door.actor.access.administrator || door.actor.access.object(name))) throw notFound()
  return object
}

function changeOf(door: Door): string {
  return door.options.change ?? ''
}
