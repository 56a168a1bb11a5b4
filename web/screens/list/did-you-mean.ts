import { spelled } from '../../ui/text-marks.ts'

/**
 * What to search for where a search found nothing, because a letter was left out or mistaken: the beginnings
 * of its words, the wider the later. Empty where the words are too short to be cut.
 */
export function widerSearches(search: string): string[] {
  const words = search.trim().split(/\s+/)
  const cut = (share: number) =>
    words
      .map((word) => [...word].slice(0, Math.max(2, Math.ceil([...word].length * share))).join(''))
      .join(' ')
  const all = [cut(0.6), cut(0.4)]
  return [...new Set(all)].filter((wider) => wider !== search.trim())
}

/** The title that is closest to what was typed, where one is close enough to be what was meant. */
export function closest<T>(search: string, found: readonly T[], titleOf: (one: T) => string): T | null {
  const typed = spelled(search.trim())
  let best: { readonly one: T; readonly distance: number } | null = null
  for (const one of found) {
    const distance = distanceWithin(typed, spelled(titleOf(one)))
    if (best === null || distance < best.distance) best = { one, distance }
  }
  return best && best.distance <= Math.max(1, Math.floor(typed.length / 4)) ? best.one : null
}

/**
 * How many letters have to be changed, added or left out (Levenshtein) so that what was typed stands
 * somewhere in the title (Sellers' variant: where in the title it begins and ends costs nothing).
 */
function distanceWithin(typed: string, title: string): number {
  let before = Array.from({ length: title.length + 1 }, () => 0)
  for (let row = 1; row <= typed.length; row++) {
    const now = [row]
    for (let at = 1; at <= title.length; at++) {
      const same = typed[row - 1] === title[at - 1] ? 0 : 1
      now[at] = Math.min((before[at - 1] ?? 0) + same, (before[at] ?? 0) + 1, (now[at - 1] ?? 0) + 1)
    }
    before = now
  }
  return Math.min(...before)
}
