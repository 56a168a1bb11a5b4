import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { sql } from '../database/sql.ts'
import { Problem, Refusal, sentenceOf, type FieldError } from '../errors.ts'
import { loadStored, storedKey } from '../records/stored.ts'
import type { Door } from '../records/write/door.ts'
import type { Operation } from '../records/write/draft.ts'
import { loadLines, ownedLines, plainLines } from '../records/write/lines.ts'
import { unconfirmedWarnings } from '../records/write/write-one.ts'
import { unconfirmed } from '../records/write/rules.ts'
import { writeRecords } from '../records/write/write-records.ts'
import { manyCalled } from '../said/called.ts'
import { said } from '../said/said.ts'
import { renamed } from './plan-merge.ts'
import { holderIn, nextNaming, referrersTo, seenNaming, type Referrer } from './references-to.ts'

const atOnce = 200
const beforeAll = '00000000-0000-0000-0000-000000000000'

/** One record in place of another, wherever that is named. */
export type Moving = { readonly from: string; readonly to: string }

/**
 * Has everything that names one record name the other: fields of any object, lines, lists, and records that
 * were opened to others. Each is written through the door; one that the actor sees and may not change
 * refuses it all. What they do not see follows its partner as well, unless it gives rights, and is not told
 * of: `moved` hears, batch by batch, how many they see.
 */
export async function moveReferences(
  door: Door,
  base: ResolvedObject,
  moving: Moving,
  moved: (count: number) => Promise<void>,
): Promise<void> {
  // What only actions set names the record as anything else does.
  const within: Door = { ...door, restores: true, renames: true }
  for (const referrer of referrersTo(door.model, base)) {
    // What the two say of each other in their own fields is planned with their values, in lines it is not.
    const but = referrer.within ? [moving.from] : [moving.from, moving.to]
    for (let after = beforeAll; ;) {
      const ids = await nextNaming(door.tx, referrer, moving.from, but, after, atOnce)
      if (ids.length === 0) break
      const seen = await seenNaming(within, referrer, ids)
      await rename(within, referrer, { ids: ids.filter((one) => seen.has(one)), isSeen: true }, moving)
      await rename(within, referrer, { ids: ids.filter((one) => !seen.has(one)), isSeen: false }, moving)
      await moved(seen.size)
      after = ids.at(-1) ?? after
    }
  }
  await moveShares(door, moving)
}

/** Some of the records that name another, all of which the actor sees, or none. */
type Naming = { readonly ids: readonly string[]; readonly isSeen: boolean }

async function rename(
  door: Door,
  referrer: Referrer,
  { ids, isSeen }: Naming,
  moving: Moving,
): Promise<void> {
  if (ids.length === 0) return
  const face = holderIn(referrer)
  const operations = referrer.within
    ? await withLines(door, referrer, ids, moving)
    : await withValues(door, referrer, ids, moving)
  // Facts follow the partner, though nobody may change them. What gives rights follows only for who may
  // change it.
  const follows = face.declaration.facts === true || (!isSeen && !face.declaration.system)
  const open: Door = follows ? { ...door, authority: 'action' } : door
  const outcomes = await writeRecords(open, face, operations, { isAllOrNothing: true })
  for (const { problem, errors, warnings } of outcomes) {
    const fault = problem ?? errors[0]
    if (fault && !isSeen) throw unnamed(fault)
    if (problem) throw closed(door, face, problem)
    if (errors[0]) throw refused(door, face, errors[0])
    const left = isSeen ? unconfirmed(door, warnings) : []
    if (left.length > 0) throw unconfirmedWarnings(left)
  }
}

/** Of what one may not see it is not said what it is, nor what stands against it. */
function unnamed(fault: Problem | FieldError): Problem {
  const isClosed = fault instanceof Problem ? [403, 404].includes(fault.status) : fault.code === 'notAllowed'
  return isClosed
    ? new Refusal(
        'merge.closed',
        said('{named} name it that you may not change. Ask somebody who may.', {
          named: said('Other records'),
        }),
      )
    : new Refusal(
        'merge.refused',
        said('Something that you may not see keeps the two apart. Ask an administrator to merge them.'),
      )
}

async function withValues(
  door: Door,
  { face, field }: Referrer,
  ids: readonly string[],
  { from, to }: Moving,
): Promise<Operation[]> {
  const stored = await loadStored(door.tx, door.model, face, ids, true)
  const key = storedKey(face, field)
  return [...stored.values()].map(({ id, values }) => ({
    kind: 'update',
    id,
    values: { [field.name]: renamed(values[key] ?? null, from, to) },
  }))
}

async function withLines(
  door: Door,
  { field, within }: Referrer,
  ids: readonly string[],
  { from, to }: Moving,
): Promise<Operation[]> {
  const owned = within && ownedLines(door.model, within.lines)
  if (!owned) return []
  await loadStored(door.tx, door.model, within.face, ids, true)
  const lines = await loadLines(door.tx, door.model, owned, ids)
  return ids.map((id) => ({
    kind: 'update',
    id,
    values: {
      [within.lines.name]: plainLines(lines.get(id) ?? []).map((line) => ({
        ...line,
        [field.name]: renamed(line[field.name], from, to),
      })),
    },
  }))
}

/** Who was let see the one sees the other: it is the same partner. */
async function moveShares(door: Door, { from, to }: Moving): Promise<void> {
  const shares = door.model.objects.get('recordShare')
  const rows = await door.tx.query<{ id: string }>(sql`select id from record_share where record = ${from}`)
  if (!shares || rows.length === 0) return
  const operations = rows.map(({ id }): Operation => ({ kind: 'update', id, values: { record: to } }))
  const outcomes = await writeRecords({ ...door, authority: 'action' }, shares, operations, {
    isAllOrNothing: true,
  })
  for (const { problem, errors } of outcomes) {
    if (problem) throw problem
    if (errors[0]) throw refused(door, shares, errors[0])
  }
}

/**
 * Records that name one of the two and may not be changed; what they are is told to who knows such
 * records.
 */
function closed(door: Door, face: ResolvedObject, problem: Problem): Problem {
  if (![403, 404].includes(problem.status)) return problem
  return new Refusal(
    'merge.closed',
    said('{named} name it that you may not change. Ask somebody who may.', {
      named: namedTo(door, face),
    }),
  )
}

function refused(door: Door, face: ResolvedObject, fault: Parameters<typeof sentenceOf>[0]): Problem {
  if (!(fault instanceof Problem) && ['notAllowed', 'unknownField'].includes(fault.code))
    return closed(door, face, new Problem(403, 'forbidden', sentenceOf(fault)))
  return new Refusal(
    'merge.refused',
    said('{named} cannot name the record that stays: {reason}', {
      named: namedTo(door, face),
      reason: sentenceOf(fault),
    }),
  )
}

function namedTo(door: Door, face: ResolvedObject) {
  const isKnown = door.actor.access.administrator || door.actor.access.object(face.name) !== undefined
  return isKnown ? manyCalled(face.declaration) : said('Other records')
}
