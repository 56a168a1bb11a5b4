import { blockingKeys, type MatchForm } from '#match'

/**
 * The keys under which a record is found by those that may be the same, as numbers, which are short to keep.
 */
export function keysOf(form: MatchForm): number[] {
  return [...new Set(blockingKeys(form).map(hash))]
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
