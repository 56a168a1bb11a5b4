import type { Readable } from 'node:stream'

/** The first and the last byte that are wanted, both counted from 0 and both included. */
export type ByteRange = { readonly first: number; readonly last: number }

/**
 * Where the bytes of files are kept, under the SHA-256 of their content in hexadecimal digits: the same
 * content is
 * kept once, and content never changes under its name.
 */
export type ContentStore = {
  /**
   * Keeps the content of a local file, which may be moved away by this; done once it would survive a power
   * cut.
   */
  keep(hash: string, localFile: string): Promise<void>
  has(hash: string): Promise<boolean>
  /** Throws where there is no such content. */
  open(hash: string, range?: ByteRange): Promise<Readable>
  remove(hash: string): Promise<void>
  /** Every content that has been kept for longer than so many seconds. */
  olderThan(seconds: number): AsyncIterable<string>
  /** Ends what began to come in longer ago than so many seconds and never came in whole. */
  endUnfinished(seconds: number): Promise<void>
}

/** What a name in the store looks like; nothing else there is ours. */
export const contentName = /^[0-9a-f]{64}$/

/** Spread over folders, so that no folder grows too long to be listed. */
export function contentPath(hash: string): string {
  return `${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}`
}
