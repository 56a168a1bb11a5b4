import { hash, randomBytes } from 'node:crypto'

/** A secret of 256 random bits that nobody can guess. */
export function newSecret(prefix = ''): string {
  return prefix + randomBytes(32).toString('base64url')
}

/**
 * A secret that is handed to a browser in a cookie. By how it begins none from before cookies were bound to
 * their host can be made of it, which a neighbour on another host of the domain could put there.
 */
export function newCookieSecret(): string {
  return newSecret('h.')
}

/** What is kept of a secret: it is random, so a plain hash cannot be turned back. */
export function secretHash(secret: string): Buffer {
  return hash('sha256', secret, 'buffer')
}

/** The same as text, base64, to look up in memory. */
export function secretDigest(secret: string): string {
  return hash('sha256', secret, 'base64')
}
