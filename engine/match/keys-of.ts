import { bearerKeys, blockingKeys, wideKeys, type MatchForm } from '#match'

/**
 * Raised with every change of what keys records get: all of them are looked through anew once, by themselves.
 * The test beside this one notices where somebody forgets.
 */
export const versionOfKeys = 6

/**
 * The keys under which a record is found by those that may be the same, as numbers, which are short to keep.
 */
export function keysOf(form: MatchForm): number[] {
  return [...new Set(blockingKeys(form).map(hash))]
}

/** Those too that only a search over all records looks under. */
export function allKeysOf(form: MatchForm): number[] {
  return [...new Set([...blockingKeys(form), ...wideKeys(form)].map(hash))]
}

/** Which of them those share who bear its name, at all and in its place. */
export function bearerKeysOf(form: MatchForm): { readonly named: number; readonly there: number } | null {
  const keys = bearerKeys(form)
  return keys && { named: hash(keys.named), there: hash(keys.there) }
}

/**
 * FNV-1a in 32 bits, mixed at the end; two keys that share a number are told apart when records are compared.
 */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  value ^= value >>> 15
  value = Math.imul(value, 0x2c1b3c6d)
  return (value ^ (value >>> 13)) | 0
}
