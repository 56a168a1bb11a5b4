import type { StateRule } from '#model'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import { severity } from '../dealings/states-of.ts'
import { baseOf } from '../records/stored.ts'
import type { Held } from './sides.ts'

/** The rank of a state in which nothing is closed. */
export const openRank = 1

/**
 * How much a state weighs when two records become one: what was decided is above what still waits for a step,
 * and of two decisions the one that allows less is above the other, so that nobody is unfrozen by a merge.
 * Null for a field that holds no state.
 */
export function stateRank(
  model: ResolvedModel,
  { face, field }: Pick<Held, 'face' | 'field'>,
): ((state: unknown) => number) | null {
  const { states } = baseOf(model, face).declaration
  if (states?.field !== field.name) return null
  const underWay = Object.keys(face.declaration.reminds?.next.actions ?? {})
  return (state) => {
    if (underWay.includes(String(state))) return 0
    const rules: StateRule[] = Object.values(states.rules[String(state)] ?? {})
    return rules.reduce((sum, { begin }) => sum + severity[begin ?? 'open'], openRank)
  }
}
