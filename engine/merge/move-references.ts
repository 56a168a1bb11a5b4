import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { sql } from '../database/sql.ts'
import { Problem, Refusal, sentenceOf } from '../errors.ts'
import { loadStored, storedKey } from '../records/stored.ts'
import type { Door } from '../records/write/door.ts'
import type { Operation } from '../records/write/draft.ts'
import { loadLines, ownedLines, plainLines } from '../records/write/lines.ts'
import { unconfirmed, unconfirmedWarnings } from '../records/write/write-one.ts'
import { writeRecords } from '../records/write/write-records.ts'
import { manyCalled } from '../said/called.ts'
import { said } from '../said/said.ts'
import { renamed } from './plan-merge.ts'
import { nextNaming, referrersTo, type Referrer } from './references-to.ts'

const atOnce = 200
const beforeAll = '00000000-0000-0000-0000-000000000000'

/** One record in place of another, wherever that is named. */
export type Moving = { readonly from: string; readonly to: string }

/**
 * Has everything that names one record name the other: fields of any object, lines, lists, and records that
 * were opened to others. Each is written through the door with the rights of the actor; one that they may not
 * change refuses it all. `moved` hears how many, batch by batch.
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
    const but = [moving.from, moving.to]
    for (let after = beforeAll; ;) {
      const ids = await nextNaming(door.tx, referrer, moving.from, but, after, atOnce)
      if (ids.length === 0) break
      await rename(within, referrer, ids, moving)
      await moved(ids.length)
      after = ids.at(-1) ?? after
    }
  }
  await moveShares(door, moving)
}

async function rename(door: Door, referrer: Referrer, ids: readonly string[], moving: Moving): Promise<void> {
  const face = referrer.within?.face ?? referrer.face
  const operations = referrer.within
    ? await withLines(door, referrer, ids, moving)
    : await withValues(door, referrer, ids, moving)
  // Facts follow the partner, though nobody may change them.
  const open: Door = face.declaration.facts ? { ...door, authority: 'action' } : door
  const outcomes = await writeRecords(open, face, operations, { isAllOrNothing: true })
  for (const { problem, errors, warnings } of outcomes) {
    if (problem) throw closed(door, face, problem)
    if (errors[0]) throw refused(door, face, errors[0])
    const left = unconfirmed(door, warnings)
    if (left.length > 0) throw unconfirmedWarnings(left)
  }
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
