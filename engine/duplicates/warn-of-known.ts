import type { MatchRules } from '#match'
import { Problem, type Warning } from '../errors.ts'
import { findSimilar } from '../match/find-similar.ts'
import { isMatched } from '../match/match-keys.ts'
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

/**
 * Whether a record that somebody adds is almost certainly there already. The warning is the same whether they
 * may see that one or not. A program that comes by a key asks beforehand where it wants to know (`dryRun`):
 * what brings in the partners of another system must not be stopped in the middle.
 */
export async function warnOfKnown(
  door: Door,
  object: ResolvedObject,
  values: Readonly<Record<string, unknown>>,
  rules: () => Promise<MatchRules>,
): Promise<KnownAlready> {
  const { model, tx, actor } = door
  const base = baseOf(model, object)
  const isAsked = actor.source === 'web' || (actor.source === 'api' && door.options.dryRun === true)
  if (!isAsked || door.authority === 'action' || !isMatched(base)) return nothing
  const asked = { object: object.name, values }
  const found = await findSimilar(tx, model, actor, await rules(), asked).catch(unknown)
  if (!found?.isSure) return nothing
  const sure = found.visible.filter((one) => one.sure)
  return {
    warnings: [
      {
        code: duplicateWarning,
        message: said(
          'This one is known already, by all that it looks. Look for it first, or add it all the same.',
        ),
      },
    ],
    keep: (record) =>
      decidePairs(
        tx,
        base.name,
        actor.user,
        sure.map(({ id, score }) => ({ records: [record, id], state: 'different', score, evidence: [] })),
      ),
  }
}

/** Of an object that they may not name nothing is said here. */
function unknown(error: unknown): null {
  if (error instanceof Problem && error.status === 404) return null
  throw error
}
