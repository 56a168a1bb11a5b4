import { hash, randomBytes } from 'node:crypto'

/** A secret of 256 random bits that nobody can guess. */
export function newSecret(prefix = ''): string {
  return prefix + randomBytes(32).toString('base64url')
}

/** What is kept of a secret: it is random, so a plain hash cannot be turned back. */
export function secretHash(secret: string): Buffer {
  return hash('sha256', secret, 'buffer')
}

/** The same as text, base64, to look up in memory. */
export function secretDigest(secret: string): string {
  return hash('sha256', secret, 'base64')
}
