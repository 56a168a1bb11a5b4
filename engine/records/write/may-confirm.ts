import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import { Problem, type Warning } from '../../errors.ts'
import type { Door } from './door.ts'
import { said } from '../../said/said.ts'

/**
 * A warning is confirmed by right: the action `confirm`, which declarations grant to who may say “all the
 * same”. Null where they may.
 */
export function mayConfirm(door: Door, object: ResolvedObject, warning: Warning): Problem | null {
  const { access } = door.actor
  if (access.administrator || access.object(object.name)?.rows('confirm') !== undefined) return null
  return mayNotConfirm(warning)
}

/** Why somebody may not say “all the same”: at all, or of this record. */
export function mayNotConfirm({ message }: Warning): Problem {
  const words = said('{message} Confirming this needs a right that you do not have.', { message })
  return new Problem(403, 'mayNotConfirm', words)
}
