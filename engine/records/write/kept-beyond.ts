import type { Actor } from '../../access/actor.ts'
import type { Lasting } from '../../access/lasting-rights.ts'
import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import { id, sql } from '../../database/sql.ts'
import { facesOf } from '../../schema/faces.ts'
import { baseOf } from '../stored.ts'
import { reaches } from './dependants.ts'
import type { Door } from './door.ts'
import type { Draft } from './draft.ts'
import { heldBy } from './held-rights.ts'
import { viaOf } from './formula-graph.ts'
import { forGood, freeOf, lastingOf } from './kept-for-good.ts'
import { rowsFor } from './row-rights.ts'
import { pathOf, readsOfRights, type ReadOfRights } from './reads-of-rights.ts'

/** Asked after the write: marks the drafts by which other records would be open for good. */
export type Beyond = () => Promise<void>

/**
 * What whoever writes by what they have for a time holds for good of other records that their conditions
 * reach through these: who names themselves the manager of a payer would keep all for whom it pays. Which
 * these are shows only after the write, so it is `tried` and taken back first. Null: there is nothing to ask.
 */
export async function noteBeyond(
  door: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
  tried: () => Promise<void>,
): Promise<Beyond | null> {
  const lasting = door.actor.forATime ? await lastingOf(door) : null
  if (!lasting) return null
  const reads = farReads(door, object, drafts, readsOfRights(door.model, lasting.alone, object.base, 'alone'))
  if (reads.length === 0) return null
  const { actor } = lasting
  const updated = drafts.filter(({ kind }) => kind === 'update')
  const free = await freeOf(door, actor, object, updated)
  const open = drafts.filter(({ id: record }) => !free.has(record))
  const ids = open.map((draft) => draft.id)
  if (ids.length === 0) return null
  const reached = await reachedBy(door, reads, ids)
  await door.tx
    .savepoint(async () => {
      await tried()
      for (const [base, found] of await reachedBy(door, reads, ids))
        reached.set(base, (reached.get(base) ?? new Set()).union(found))
      throw new OnlyTried()
    })
    .catch(onlyTried)
  const before = await held(door, actor, reached)
  return async () => {
    const opened = gained(before, await held(door, actor, reached))
    if (opened.size === 0) return
    const made = open.filter(({ kind }) => kind !== 'update')
    const mayMake = await freeOf(door, actor, object, made, 'create')
    for (const draft of open) {
      if (mayMake.has(draft.id)) continue
      const own = await reachedBy(door, reads, [draft.id])
      if ([...own.values()].some((records) => !records.isDisjointFrom(opened))) draft.problem ??= forGood()
    }
  }
}

/**
 * Of records that are to be deleted by what somebody has for a time those whose going would open others for
 * good: a condition may ask that there is none. It is tried and taken back; `remove` leaves what cannot go.
 */
export async function openingAsTheyGo(
  door: Door,
  object: ResolvedObject,
  records: readonly { readonly id: string }[],
  remove: (ids: readonly string[]) => Promise<unknown>,
): Promise<ReadonlySet<string>> {
  const ids = records.map((record) => record.id)
  const lasting = door.actor.forATime && ids.length > 0 ? await lastingOf(door) : null
  if (!lasting) return new Set()
  const { actor, alone } = lasting
  const reads = eachPath(readsOfRights(door.model, alone, object.base, 'alone'))
  if (reads.length === 0) return new Set()
  const as: Door = { ...door, actor, authority: 'actor' }
  const asked = await door.tx.query<{ id: string }>(
    sql`select t.id from ${id(object.table)} t where t.id = any(${ids}::uuid[])
          and (${rowsFor(as, object, 'delete', 't')}) is not true`,
  )
  const open = asked.map((row) => row.id)
  if (open.length === 0) return new Set()
  const reached = await reachedBy(door, reads, open)
  const before = await held(door, actor, reached)
  let opened: ReadonlySet<string> = new Set()
  const tried = async (): Promise<never> => {
    await remove(ids)
    opened = gained(before, await held(door, actor, reached))
    throw new OnlyTried()
  }
  await door.tx.savepoint(tried).catch(onlyTried)
  if (opened.size === 0) return opened
  const opening = new Set<string>()
  for (const one of open) {
    const own = [...(await reachedBy(door, reads, [one])).values()]
    if (own.some((of) => !of.isDisjointFrom(opened))) opening.add(one)
  }
  return opening
}

/** Whether a condition of what somebody holds for good reaches others from this record. */
export async function reachesOthers(
  door: Door,
  { alone }: Lasting,
  base: ResolvedObject,
  record: string,
): Promise<boolean> {
  const all = readsOfRights(door.model, alone, base.name, 'alone')
  const reached = await reachedBy(door, eachPath(all), [record])
  return [...reached.values()].some(({ size }) => size > 0)
}

/** What is read of these records from others; of a record that changes, of the fields that do. */
function farReads(
  { model, restores }: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
  reads: readonly ReadOfRights[],
): readonly ReadOfRights[] {
  const { create: made = [], update: updated = [], adopt } = Object.groupBy(drafts, ({ kind }) => kind)
  const isWhole = adopt !== undefined || (made.length > 0 && restores === true)
  const changed = new Set(
    updated.flatMap((draft) => [...draft.values.keys(), ...draft.lines.keys()].map(({ name }) => name)),
  )
  const isFormula = (name: string) =>
    facesOf(model, baseOf(model, object)).some((face) => face.fields.get(name)?.field.type === 'formula')
  const isRead = ({ field }: ReadOfRights) => changed.has(field) || (updated.length > 0 && isFormula(field))
  return eachPath(reads.filter((read) => isWhole || isRead(read) || (made.length > 0 && mayNameNew(read))))
}

/** What is new is named by nothing but what is made with it, and stands itself in the lists of others. */
function mayNameNew({ steps, object }: ReadOfRights): boolean {
  const last = steps.at(-1)
  if (!last) return false
  const isMadeWithIt = last.from.base === object || last.from.declaration.owned !== undefined
  return isMadeWithIt || viaOf(last.field) !== null
}

/** Of what is read from other records each path once. */
function eachPath(reads: readonly ReadOfRights[]): readonly ReadOfRights[] {
  const far = reads.filter(({ steps }) => steps.length > 0)
  const path = ({ face, steps }: ReadOfRights) => `${face.base} ${pathOf(steps)}`
  return [...new Map(far.map((read) => [path(read), read])).values()]
}

/** The records from which these are reached, by the name of their object. */
async function reachedBy(
  door: Door,
  reads: readonly ReadOfRights[],
  records: readonly string[],
): Promise<Map<string, ReadonlySet<string>>> {
  const found = new Map<string, ReadonlySet<string>>()
  for (const read of reads) {
    const rows = await door.tx.query<{ id: string }>(
      sql`select t.id from ${id(read.face.table)} t where ${reaches(read, 0, 't', records)} order by t.id`,
    )
    const known = found.get(read.face.base) ?? new Set()
    found.set(read.face.base, known.union(new Set(rows.map((row) => row.id))))
  }
  return found
}

type HeldOf = ReadonlyMap<string, ReadonlySet<string>>

async function held(
  door: Door,
  actor: Actor,
  reached: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<HeldOf> {
  const all = new Map<string, ReadonlySet<string>>()
  for (const [base, records] of reached) {
    const object = door.model.objects.get(base)
    if (!object || records.size === 0) continue
    for (const [record, keys] of await heldBy(door, actor, object, [...records], () => true))
      all.set(record, keys)
  }
  return all
}

function gained(before: HeldOf, after: HeldOf): ReadonlySet<string> {
  const opened = [...after].filter(([record, keys]) => !keys.isSubsetOf(before.get(record) ?? new Set()))
  return new Set(opened.map(([record]) => record))
}

/** The write was only tried, to see what it reaches. */
class OnlyTried extends Error {}

function onlyTried(error: unknown): void {
  if (!(error instanceof OnlyTried)) throw error
}
