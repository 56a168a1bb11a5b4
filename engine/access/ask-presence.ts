import { Problem } from '../errors.ts'
import { said } from '../said/said.ts'
import type { Actor } from './actor.ts'

/**
 * What decides who may do what, and who comes in as whom: objects as a whole, or fields of them. A
 * session that somebody left open is not enough to change it (ASVS 3.7.1).
 */
const guarded: Readonly<Record<string, 'all' | readonly string[]>> = {
  grant: 'all',
  post: 'all',
  userGroup: 'all',
  substitution: 'all',
  user: ['email', 'active', 'posts', 'superior', 'party'],
}

/**
 * Throws a 403 `proofNeeded` where it is long since it was shown who sits there, and the write is of that
 * kind. Programs that come by a key are not asked: their session made the key, and was.
 */
export function askPresence(actor: Actor, object: string, fields: Iterable<string> | 'all' = 'all'): void {
  if (!actor.isUnproved) return
  const kept = guarded[object]
  if (kept === undefined) return
  if (kept !== 'all' && fields !== 'all' && ![...fields].some((field) => kept.includes(field))) return
  throw proofNeeded()
}

/** The same of settings that decide how long and how hard the doors are, and to whom our keys are sent. */
export function askPresenceForSetting(actor: Actor, key: string): void {
  if (actor.isUnproved && /^(?:signIn|checks)\./.test(key)) throw proofNeeded()
}

/** Whoever sits there has to show that it is still the person who signed in. */
export function proofNeeded(): Problem {
  return new Problem(403, 'proofNeeded', said('Show first that it is you: with your password or a passkey.'))
}
