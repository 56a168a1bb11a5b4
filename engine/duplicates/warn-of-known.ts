import type { MatchRules } from '#match'
import { Problem, type Warning } from '../errors.ts'
import { findSimilar, type FoundSimilar } from '../match/find-similar.ts'
import { isMatched, matchedFields } from '../match/match-keys.ts'
import { seenRecords } from '../match/seen-records.ts'
import { baseOf } from '../records/stored.ts'
import type { Door } from '../records/write/door.ts'
import { said } from '../said/said.ts'
import { decidePairs } from './decide-pairs.ts'
import type { ResolvedObject } from '../catalog/resolved-model.ts'

/** Under this code somebody says that they know, and add a record all the same. */
export const duplicateWarning = 'duplicate'

/** What is said to who adds a record, and what is kept of their answer. */
export type KnownAlready = {
  readonly warnings: readonly Warning[]
  /** Tells the new record apart from those of which they were warned and which they see. */
  keep(record: string): Promise<void>
}

const nothing: KnownAlready = { warnings: [], keep: async () => {} }

type Values = Readonly<Record<string, unknown>>

/**
 * Whether a record that somebody adds is almost certainly there already. The warning is the same whether they
 * may see that one or not. A program that comes by a key asks beforehand where it wants to know (`dryRun`):
 * what brings in the partners of another system must not be stopped in the middle.
 */
export async function warnOfKnown(
  door: Door,
  object: ResolvedObject,
  values: Values,
  rules: () => Promise<MatchRules>,
): Promise<KnownAlready> {
  if (!isAsked(door, object)) return nothing
  const asked = { object: object.name, values }
  const found = await findSimilar(door.tx, door.model, door.actor, await rules(), asked).catch(unknown)
  if (!found || found.sureIds.length === 0) return nothing
  const message = said(
    'This one is known already, by all that it looks. Look for it first, or add it all the same.',
  )
  return warned(door, object, message, found, new Set(found.sureIds))
}

/**
 * The same where a change makes a record like another that it was not like before, by what the actor sees of
 * it: who changes a phone is not asked again about what was known.
 */
export async function warnOfBecoming(
  door: Door,
  object: ResolvedObject,
  { id, changes }: { readonly id: string; readonly changes: Values },
  rules: () => Promise<MatchRules>,
): Promise<KnownAlready> {
  const { tx, model, actor } = door
  const base = baseOf(model, object)
  const isTelling = matchedFields(model, base).some(({ field }) => field.name in changes)
  if (!isTelling || !isAsked(door, object)) return nothing
  const own = (await seenRecords(tx, model, actor, object, [id])).get(id)?.values
  if (!own) return nothing
  const find = async (values: Values) =>
    findSimilar(tx, model, actor, await rules(), { object: object.name, values: { ...values, id } })
  const found = await find(changed(own, changes)).catch(unknown)
  if (!found || found.sureIds.length === 0) return nothing
  const before = new Set((await find(own)).sureIds)
  const sure = new Set(found.sureIds).difference(before)
  if (sure.size === 0) return nothing
  const message = said(
    'So changed it is like one that is known already. Look for that one first, or change it all the same.',
  )
  return warned(door, object, message, found, sure)
}

function isAsked({ actor, authority, options, model }: Door, object: ResolvedObject): boolean {
  const isAtScreen = actor.source === 'web' || (actor.source === 'api' && options.dryRun === true)
  return isAtScreen && authority !== 'action' && isMatched(baseOf(model, object))
}

/** Lines that are named by their ids alone stay as they are. */
function changed(own: Values, changes: Values): Values {
  const lines = (name: string, value: unknown): unknown => {
    const known = own[name]
    if (!Array.isArray(value) || !Array.isArray(known)) return value
    return value.map((line: unknown) => {
      const id = (line as { id?: unknown } | null)?.id
      const before = (known as { id?: unknown }[]).find((one) => id !== undefined && one.id === id)
      return before && typeof line === 'object' ? { ...before, ...line } : line
    })
  }
  const entries = Object.entries(changes).map(([name, value]) => [name, lines(name, value)] as const)
  return { ...own, ...Object.fromEntries(entries) }
}

function warned(
  { tx, model, actor }: Door,
  object: ResolvedObject,
  message: Warning['message'],
  { visible }: FoundSimilar,
  sure: ReadonlySet<string>,
): KnownAlready {
  const seen = visible.filter(({ id }) => sure.has(id))
  return {
    warnings: [{ code: duplicateWarning, message }],
    keep: (record) =>
      decidePairs(
        tx,
        baseOf(model, object).name,
        actor.user,
        seen.map(({ id, score }) => ({ records: [record, id], state: 'different', score, evidence: [] })),
      ),
  }
}

/** Of an object that they may not name nothing is said here. */
function unknown(error: unknown): null {
  if (error instanceof Problem && error.status === 404) return null
  throw error
}
