import { newId } from '#model'
import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import { notFound, Problem } from '../../errors.ts'
import { loadStored, retiredFields, roleKey, storedKey, type StoredRecord } from '../stored.ts'
import type { Door } from './door.ts'
import type { Draft, Operation } from './draft.ts'
import { ownedLines, parseLines } from './lines.ts'
import { parseValues, type ParsedValues } from './parse-values.ts'
import { resolveReferences } from './references.ts'
import { allowedRows, seenOnSomeFace } from './row-rights.ts'
import { slipsOf } from './slips.ts'
import { said } from '../../said/said.ts'
import { calledSmall } from '../../said/called.ts'
import type { Filling } from '../../said/sayer.ts'

/**
 * Opens the door for each operation: asks for the right, parses what was given, and locks what is changed.
 */
export async function openDrafts(
  door: Door,
  object: ResolvedObject,
  operations: readonly Operation[],
): Promise<Draft[]> {
  const stored = await lockStored(door, object, operations)
  const parsedRows: ParsedValues[] = []
  const drafts = operations.map((operation) => {
    const { draft, parsed } = openDraft(door, object, operation, stored)
    parsedRows.push(...parsed)
    return draft
  })
  await resolveReferences(door, parsedRows)
  return drafts
}

async function lockStored(door: Door, object: ResolvedObject, operations: readonly Operation[]) {
  const known = operations.flatMap((operation) => (operation.kind === 'create' ? [] : [operation.id]))
  if (known.length === 0) return nothingStored
  const records = await loadStored(door.tx, door.model, object, known, true)
  const adopted = operations.flatMap((operation) => (operation.kind === 'adopt' ? [operation.id] : []))
  const slips = await slipsOf(door, object, adopted)
  return {
    records,
    rights: await allowedRows(door, object, [...records.keys()]),
    adoptable: new Set([...(await seenOnSomeFace(door, object, adopted)), ...slips]),
    slips,
  }
}

type Stored = {
  readonly records: ReadonlyMap<string, StoredRecord>
  /** What may be done with those that may be read. */
  readonly rights: ReadonlyMap<string, 'read' | 'allowed'>
  /** Those that may get a further role, since they may be read in one that they have, or are slips. */
  readonly adoptable: ReadonlySet<string>
  /** Those that get back a role just as whoever asks ended it, who may see them in no other. */
  readonly slips: ReadonlySet<string>
}

const nothingStored: Stored = {
  records: new Map(),
  rights: new Map(),
  adoptable: new Set(),
  slips: new Set(),
}

function openDraft(
  door: Door,
  object: ResolvedObject,
  operation: Operation,
  stored: Stored,
): { draft: Draft; parsed: ParsedValues[] } {
  const there = operation.kind === 'create' ? null : (stored.records.get(operation.id) ?? null)
  const before = operation.kind === 'adopt' && there ? withoutRole(door, object, there) : there
  const values = parseValues(door, object, operation.values, operation.kind)
  if (operation.kind === 'update' && operation.fills && before) keepFilled(object, before, values.values)
  const draft: Draft = {
    kind: operation.kind,
    id: operation.kind === 'create' ? (operation.id ?? newId()) : operation.id,
    before,
    values: values.values,
    lines: new Map(),
    linesBefore: new Map(),
    given: new Set(values.values.keys()),
    numbered: new Set(),
    takesOver: new Map(),
    errors: values.errors,
    warnings: [],
    against: new Set(),
    held: [],
    isSlip: operation.kind === 'adopt' && stored.slips.has(operation.id),
    problem: refusalOf(door, object, operation, before, stored),
  }
  const parsed = [values]
  for (const [field, input] of [...values.values]) {
    if (ownedLines(door.model, field) === null) continue
    const lines = parseLines(door, field, input)
    values.values.delete(field)
    draft.lines.set(field, lines.lines)
    draft.errors.push(...lines.errors)
    parsed.push(...lines.parsed.map((line) => ({ ...line, errors: draft.errors })))
  }
  return { draft, parsed }
}

/**
 * A field that was added with a default has it in the row of each record. Who does not play its role holds
 * none: what stands there is undefined, and is emptied as the role begins (persist.ts).
 */
function withoutRole(door: Door, object: ResolvedObject, record: StoredRecord): StoredRecord {
  const flag = roleKey(object.name)
  if (record.values[flag] === true) return record
  const own = [...object.fields.values()]
    .filter(({ owner, field }) => owner === object.name && field.type !== 'formula')
    .map((field) => storedKey(object, field))
  // What comes back had kept them, in a role that ended before they ended with it.
  const retired = door.restores && !door.joins ? [] : retiredFields(door.model, object)
  const leftOver = [...own, ...retired.map(({ key }) => key).filter((key) => key.startsWith(flag))].filter(
    (key) => (record.values[key] ?? null) !== null,
  )
  const values = Object.fromEntries(leftOver.map((key) => [key, undefined]))
  return leftOver.length === 0 ? record : { ...record, values: { ...record.values, ...values } }
}

/** Leaves out what would go where something stands already; lines are tied to those that are there before. */
function keepFilled(object: ResolvedObject, before: StoredRecord, values: Map<ResolvedField, unknown>): void {
  for (const field of [...values.keys()])
    if ((before.values[storedKey(object, field)] ?? null) !== null) values.delete(field)
}

/** Why the record cannot be written at all: no right, not there, or somebody was faster. */
function refusalOf(
  door: Door,
  object: ResolvedObject,
  operation: Operation,
  before: StoredRecord | null,
  { rights, adoptable }: Stored,
): Problem | null {
  const action = operation.kind === 'update' ? 'change' : 'create'
  if (operation.kind !== 'create') {
    const right = rights.get(operation.id)
    if (!before || (operation.kind === 'adopt' ? !adoptable.has(operation.id) : right === undefined))
      return notFound()
    const plays = object.isRole ? before.values[roleKey(object.name)] === true : true
    if (operation.kind === 'update' && !plays) return notFound()
    // A role that one may not see is not named either.
    if (operation.kind === 'adopt' && plays) return right ? alreadyPlays(object) : notFound()
    if (operation.kind === 'update' && right === 'read') return forbidden(object, said(action))
    if (
      operation.kind === 'update' &&
      operation.ifMatch !== undefined &&
      operation.ifMatch !== before.version
    ) {
      return somebodyWasFaster()
    }
  }
  if (operation.kind === 'update' || door.authority === 'action') return null
  return door.actor.access.object(object.name)?.rows('create') === undefined
    ? forbidden(object, said(action))
    : null
}

export function forbidden(object: ResolvedObject, action: Filling): Problem {
  const what = calledSmall(object.declaration)
  return new Problem(
    403,
    'forbidden',
    said('You may not {action} this {what}. Ask an administrator for the right.', { action, what }),
  )
}

function alreadyPlays(object: ResolvedObject): Problem {
  const what = calledSmall(object.declaration)
  return new Problem(
    409,
    'alreadyPlaysRole',
    said('This partner is a {what} already. Open it there and change it.', { what }),
  )
}

export function somebodyWasFaster(): Problem {
  return new Problem(
    412,
    'changedMeanwhile',
    said(
      'Somebody changed this record while you had it open. Load it again, look at the difference, and save once more.',
    ),
  )
}
