/** One of the eight quiet colours of tags and monograms. */
export type Hue = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7

/** The same text always has the same colour, on every page and for everyone. */
export function hueOf(text: string): Hue {
  let hash = 2166136261
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index)
    hash = Math.imul(hash, 16777619)
  }
  return ((hash >>> 0) % 8) as Hue
}
