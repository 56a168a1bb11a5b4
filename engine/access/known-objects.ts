import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Actor } from './actor.ts'

/**
 * The objects of which somebody knows, with what lies behind them: who knows a role of a partner may hear of
 * work on partners.
 */
export function knownObjects({ access }: Actor, model: ResolvedModel): string[] {
  const known = [...model.objects.values()].filter(({ name }) => access.object(name) !== undefined)
  return [...new Set(known.flatMap(({ name, base }) => [name, base]))]
}
