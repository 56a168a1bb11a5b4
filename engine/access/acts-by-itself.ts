import type { FieldError } from '../errors.ts'
import { said } from '../said/said.ts'
import type { Actor } from './actor.ts'

/**
 * What acts by itself does so with all that a person may do, or as the program. By a key that carries less it
 * is not switched on, nor changed while it is: the key would do by it what it does not carry.
 */
export function actsBeyondKey(
  { scope }: Pick<Actor, 'scope'>,
  field: string,
  isActing: boolean,
): FieldError[] {
  if (!scope || !isActing) return []
  const message = said(
    'This key carries only a part of what its user may do, so it lets nothing act by itself. Use one that carries all of it.',
  )
  return [{ field, code: 'beyondKey', message }]
}
