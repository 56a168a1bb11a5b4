import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import { baseOf } from '../stored.ts'
import { computeFormulas } from './dependants.ts'
import type { Door } from './door.ts'
import type { Draft } from './draft.ts'
import { formulaGraph } from './formula-graph.ts'

/**
 * Computes the stored formulas of records that were just written, one statement for all that need no other.
 */
export async function recompute(door: Door, object: ResolvedObject, drafts: readonly Draft[]): Promise<void> {
  const base = baseOf(door.model, object)
  const formulas = formulaGraph(door.model).ofTable(base.name)
  if (formulas.length > 0)
    await computeFormulas(
      door,
      base,
      drafts.map((draft) => draft.id),
      formulas,
    )
}
