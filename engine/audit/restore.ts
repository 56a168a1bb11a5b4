import { isDeepStrictEqual } from 'node:util'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { sql } from '../database/sql.ts'
import { fieldErrors, notFound, Problem, type FieldError } from '../errors.ts'
import { forgetMoves } from '../merge/moved.ts'
import { present, type Place } from '../query/past.ts'
import { lookingAt } from '../records/past/looking-at.ts'
import { actingReader } from '../records/read/list-conditions.ts'
import { baseOf, roleKey, storedKey } from '../records/stored.ts'
import { inPresentForm } from '../records/former-values.ts'
import { awaitErasures } from '../records/write/hold-returns.ts'
import type { Door } from '../records/write/door.ts'
import { fieldFault } from '../records/write/field-fault.ts'
import { ownedLines } from '../records/write/lines.ts'
import { isEmpty } from '../records/write/parse-values.ts'
import { writeOne } from '../records/write/write-one.ts'
import { called } from '../said/called.ts'
import { said } from '../said/said.ts'
import { deletionOf } from './deleted-records.ts'
import { seenFieldsOn } from './history.ts'
import { openedByRestore } from './opened-by-restore.ts'
import { namedIn, partedByNames, unseenAmong, type Named } from './named-in.ts'
import { storedAsOf } from './stored-as-of.ts'
import { faceInput, linesSetBack } from './restorable.ts'
import { actionsAsItWent, refuseSetByActions } from './set-by-actions.ts'
import { facesPlayed } from './undo-deletion.ts'

export type Restoring = {
  /** As of when; without it a record that is gone, or a role that was ended, comes back as it went. */
  readonly asOf?: string
  /** Only these fields; of a record that is there, else all that differ and may be changed. */
  readonly fields?: readonly string[]
  /** Values in place of those of then, where another record holds one by now. */
  readonly values?: Readonly<Record<string, unknown>>
}

/**
 * Sets a record back to what it was, with the roles of then that were ended since, or brings back one that
 * is gone, with its lines and in all its roles: through the door, with the rights of today, written down and
 * to be undone like any change. Throws a 404
 * where the record was not there or may not be seen, and a 422 that names the field where a value is in use.
 */
export async function restoreRecord(
  door: Door,
  object: ResolvedObject,
  record: string,
  restoring: Restoring,
): Promise<void> {
  await awaitErasures(door.tx)
  const base = baseOf(door.model, object)
  if (await isGone(door, base, record)) return bringBack(door, object, base, record, restoring)
  const isBack = await bringRolesBack(door, object, base, record, restoring)
  if (isBack && restoring.asOf === undefined) return
  return setBack(door, object, base, record, restoring)
}

async function isGone(door: Door, base: ResolvedObject, record: string): Promise<boolean> {
  const [last] = await door.tx.query<{ action: string }>(
    sql`select action from audit_entry where record = ${record}::uuid and object = ${base.name}
          and action in ('create', 'delete') order by id desc limit 1`,
  )
  return last?.action === 'delete'
}

type Lines = Parameters<typeof linesSetBack>[0]

/** A record that is there: the fields of the face that were otherwise then. */
async function setBack(
  door: Door,
  object: ResolvedObject,
  base: ResolvedObject,
  record: string,
  { asOf, fields, values: given = {} }: Restoring,
): Promise<void> {
  const reader = actingReader(door.model, door.actor)
  // What is hidden answers as what is not there, whatever else is amiss.
  const seen = await seenFieldsOn(door.tx, reader, object, record)
  if (asOf === undefined)
    throw fieldErrors([
      {
        field: 'asOf',
        code: 'required',
        message: said('Say to which instant it is to be set back: “asOf”.'),
      },
    ])
  const then = await storedAsOf(door.tx, reader, base, record, asOf)
  const now = await storedAsOf(door.tx, reader, base, record, present)
  if (!then || !now || (object.isRole && then[roleKey(object.name)] !== true)) throw notFound()
  checkNames(seen, fields)
  const may = door.actor.access.object(object.name)
  const values: Record<string, unknown> = {}
  for (const field of seen.values()) {
    const key = storedKey(object, field)
    const holdsLines = ownedLines(door.model, field) !== null
    if (
      (field.column === null && !holdsLines) ||
      field.field.how === 'derived' ||
      field.field.type === 'formula'
    )
      continue
    const isKept = field.field.readOnly || field.field.afterwards !== undefined
    if (fields ? !fields.includes(field.name) : isKept || may?.change(field.name) === undefined) continue
    // A field that was added since was not otherwise then: nothing takes its value away.
    if (!(key in then)) continue
    const [before, present] = [then[key] ?? null, now[key] ?? null]
    const lines = holdsLines ? linesSetBack(before as Lines, present as Lines) : null
    if (holdsLines ? lines === null : isDeepStrictEqual(before, present)) continue
    values[field.name] = lines ?? before
  }
  // What somebody gives themselves is no state of then.
  const setsBack = new Set(Object.keys(values).filter((name) => !Object.hasOwn(given, name)))
  const within: Door = { ...door, setsBack }
  await written(within, object, { kind: 'update', id: record, values: { ...values, ...given } })
}

/**
 * Roles that the record played then and not now: of a role itself that one, of a base all whose state of then
 * the actor might read and which they may give, unless fields are named. A role comes back whole, as it was
 * then or else as it went; one that began since stays. Gives whether any came back.
 */
async function bringRolesBack(
  door: Door,
  object: ResolvedObject,
  base: ResolvedObject,
  record: string,
  { asOf: named, fields, values: given = {} }: Restoring,
): Promise<boolean> {
  const asOf = named ?? (object.isRole ? await beforeItsEnd(door, object, record) : undefined)
  if (asOf === undefined || base.roles.length === 0 || (fields && !object.isRole)) return false
  const reader = actingReader(door.model, door.actor)
  const then = await storedAsOf(door.tx, reader, base, record, asOf)
  const now = await storedAsOf(door.tx, reader, base, record, present)
  if (!then || !now) return false
  let isBack = false
  const [rests, firsts]: [Rest[], Rest[]] = [[], []]
  const ended = facesPlayed(door.model, base, then).filter(({ name }) => now[roleKey(name)] !== true)
  const past = await lookingAt(door.tx, reader, asOf, { object: base.name, record })
  for (const face of object.isRole ? ended.filter(({ name }) => name === object.name) : ended) {
    const isAllowed = door.actor.access.object(face.name)?.rows('create') !== undefined
    const seen = await seenFieldsOn(door.tx, past, face, record).catch(hidden)
    if (!seen && object.isRole) throw notFound()
    if (!seen || (!isAllowed && !object.isRole)) continue
    refuseSetByActions(door, face, owned(face, given))
    const ended = await asItEnded(door, base, face, record)
    const state = actionsAsItWent(face, { ...ended, ...then }, ended)
    const values = { ...faceInput(face, state, face.name), ...owned(face, given) }
    const within: Door = { ...door, restores: true, comesWith: new Set([record]) }
    const isItself = ({ id, as }: Named) => id === record && as !== base.name && now[roleKey(as)] !== true
    const { first, rest } = partedByNames(door.model, face, filledOnly(values), isItself)
    await written(within, face, { kind: 'adopt', id: record, values: first })
    firsts.push([face, first])
    if (Object.keys(rest).length > 0) rests.push([face, rest])
    isBack = true
  }
  await writeRests(door, record, rests)
  await refuseUnseen(door, record, firsts)
  return isBack
}

/** What a record says of itself it can say once it is there in all its roles. */
async function writeRests(door: Door, record: string, rests: readonly Rest[]): Promise<void> {
  for (const [face, values] of rests)
    await written({ ...door, restores: true }, face, { kind: 'update', id: record, values })
}

/** What it had to say of itself before it was there is to be so. */
async function refuseUnseen(door: Door, record: string, firsts: readonly Rest[]): Promise<void> {
  for (const [face, values] of firsts) {
    const itself = namedIn(door.model, face, values).filter(({ id }) => id === record)
    const [unseen] = await unseenAmong(door, itself)
    if (unseen)
      throw fieldErrors([choice(face, fieldFault('noSuchRecord', unseen.field, door.actor.language, {}))])
  }
}

type Rest = readonly [face: ResolvedObject, values: Record<string, unknown>]

/** The place in the log before a role was last ended: its instant may be a clock's that was wrong. */
async function beforeItsEnd({ tx }: Door, role: ResolvedObject, record: string): Promise<Place | undefined> {
  const [last] = await tx.query<Place>(
    sql`select id::text as before from audit_entry where record = ${record}::uuid and object = ${role.base} and action = ${`leave:${role.name}`}
        order by id desc limit 1`,
  )
  return last
}

/** All that was stored of the record just before the role was last ended. */
async function asItEnded(door: Door, base: ResolvedObject, role: ResolvedObject, record: string) {
  const asOf = await beforeItsEnd(door, role, record)
  const reader = actingReader(door.model, door.actor)
  return (asOf && (await storedAsOf(door.tx, reader, base, record, asOf))) || {}
}

/** What nobody may see there answers as what is not there. */
function hidden(error: unknown): null {
  if (error instanceof Problem && error.status === 404) return null
  throw error
}

function checkNames(seen: Awaited<ReturnType<typeof seenFieldsOn>>, fields: readonly string[] | undefined) {
  const known = new Set([...seen.values()].map(({ name }) => name))
  const unknown = (fields ?? []).filter((name) => !known.has(name))
  if (unknown.length === 0) return
  throw fieldErrors(
    unknown.map((name) => ({
      field: name.slice(0, 100),
      code: 'unknownField',
      message: said('There is no such field here. Check its name.'),
    })),
  )
}

/** A record that is gone: it comes back in the first of its roles, then takes on the others. */
async function bringBack(
  door: Door,
  object: ResolvedObject,
  base: ResolvedObject,
  record: string,
  { asOf, values: given = {} }: Restoring,
): Promise<void> {
  const reader = actingReader(door.model, door.actor)
  const deletion = await deletionOf(door.tx, reader, object, record)
  const went = (await asItWent(door, base, deletion)) ?? {}
  const stored = asOf === undefined ? went : await storedAsOf(door.tx, reader, base, record, asOf)
  if (!stored || Object.keys(stored).length === 0) throw notFound()
  const [first = base, ...others] = facesPlayed(door.model, base, stored)
  for (const face of [first, ...others]) refuseSetByActions(door, face, given)
  const state = async (face: ResolvedObject) => {
    if (asOf === undefined) return stored
    const isOver = face.isRole && went[roleKey(face.name)] !== true
    const ended = isOver ? Object.entries(await asItEnded(door, base, face, record)) : []
    const own = ended.filter(([key]) => key.startsWith(roleKey(face.name)))
    const last = { ...went, ...Object.fromEntries(own) }
    return actionsAsItWent(face, { ...last, ...stored }, last)
  }
  const within: Door = { ...door, restores: true, comesWith: new Set([record]) }
  const isOtherwise = asOf !== undefined || Object.keys(given).length > 0
  const ask = isOtherwise ? await openedByRestore(door, base, record, deletion) : null
  const own = Object.fromEntries(Object.entries(given).filter(([name]) => first.fields.has(name)))
  const isItself = ({ id }: Named) => id === record
  const [rests, firsts]: [Rest[], Rest[]] = [[], []]
  for (const face of [first, ...others]) {
    const isFirst = face === first
    const input = faceInput(face, await state(face), isFirst ? undefined : face.name)
    const values = filledOnly({ ...input, ...(isFirst ? own : owned(face, given)) })
    const parted = partedByNames(door.model, face, values, isItself)
    if (Object.keys(parted.rest).length > 0) rests.push([face, parted.rest])
    await written(within, face, { kind: isFirst ? 'create' : 'adopt', id: record, values: parted.first })
    firsts.push([face, parted.first])
  }
  await writeRests(door, record, rests)
  await refuseUnseen(door, record, firsts)
  await ask?.({ ...went, ...stored })
  await forgetMoves(door.tx, [record])
}

/** What a record held before the change that deleted it, which may have taken its roles one by one. */
async function asItWent(
  door: Door,
  base: ResolvedObject,
  deletion: string,
): Promise<Record<string, unknown> | undefined> {
  const steps = await door.tx.query<{ action: string; before: Record<string, unknown> | null; after: null }>(
    sql`select e.action, e.before, null as after
        from audit_entry gone join audit_entry e on e.record = gone.record and e.object = gone.object
        where gone.id = ${deletion}::bigint and e.id <= gone.id
          and (e.id = gone.id or e.change = gone.change and e.action ~ '^(create|update)$|^(become|leave):')
        order by e.id desc`,
  )
  const [last, ...former] = await inPresentForm(door.tx, door.model, base, steps)
  if (!last?.before) return undefined
  const since = former.findIndex(({ action }) => action === 'create')
  const taken = since < 0 ? former : former.slice(0, since)
  return Object.assign({}, last.before, ...taken.map(({ before }) => before))
}

const owned = (face: ResolvedObject, values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => face.fields.get(name)?.owner === face.name))

function filledOnly(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)))
}

/** Writes it; a hidden field is not named, and a value that is in use offers the choice. */
async function written(door: Door, face: ResolvedObject, operation: Parameters<typeof writeOne>[2]) {
  try {
    await writeOne(door, face, operation)
  } catch (error) {
    if (!(error instanceof Problem) || !error.details.errors) throw error
    const { errors } = error.details
    const access = door.actor.access.object(face.name)
    // One that may not be told has no name any more.
    const isHidden = ({ field: place }: FieldError) => {
      const name = place.split(/[.[]/)[0] ?? ''
      return name === '' || (face.fields.has(name) && access?.see(name) === undefined)
    }
    if (!door.actor.access.administrator && errors.some(isHidden))
      throw new Problem(403, 'forbidden', said('A field that you may not see keeps it as it is.'))
    if (!errors.some(isChosen)) throw error
    throw fieldErrors(errors.map((one) => (isChosen(one) ? choice(face, one) : one)))
  }
}

/**
 * What another holds by now, what it named that is gone, or with whom nothing is begun any more: whoever
 * restores says what is to stand there.
 */
function isChosen({ code }: FieldError): boolean {
  return code === 'unique' || code === 'noSuchRecord' || isClosed(code)
}

function isClosed(code: string): boolean {
  return code.startsWith('closed.')
}

function choice(face: ResolvedObject, error: FieldError): FieldError {
  const field = face.fields.get(error.field)
  // Its own sentence says why; what is needed, or is no more without it, cannot stay away.
  if (isClosed(error.code)) {
    const isNeeded = field?.field.how === 'required' || field?.field.seenWith !== undefined
    const message = isNeeded
      ? error.message
      : said('{why} Or restore it without: name it in “values”.', { why: error.message })
    return { ...error, message }
  }
  if (error.code === 'noSuchRecord') {
    const message = said(
      '{label}: what stood there is gone, or you may not see it. Restore it with another one or without: name it in “values”.',
      { label: field ? called(field.field) : error.field },
    )
    return { ...error, message }
  }
  return {
    ...error,
    message: said(
      'Another record has this {label} by now. Restore it with another one or without: name it in “values”.',
      { label: field ? called(field.field) : error.field },
    ),
  }
}
