/**
 * Finds a pattern in a text as Excel's SEARCH does: ? is any character, * any number of them, ~ makes the
 * next one plain; capitals do not matter. Gives the position in code points from `start` on, or -1.
 */
export function findWildcards(pattern: string, text: string, start: number): number {
  const letters = [...sameLetters(text)]
  const [first = [], ...rest] = segmentsOf(pattern)
  const found = findSegment(first, letters, start)
  if (found < 0) return -1
  // Where the first part stands at its earliest, the others have the most room: no other place does better.
  return followed(rest, letters, found + first.length) === undefined ? -1 : found
}

/** Whether the whole text fits a pattern. */
export function fitsWildcards(pattern: string, text: string): boolean {
  const letters = [...sameLetters(text)]
  const segments = segmentsOf(pattern)
  const [first = []] = segments
  if (!standsAt(first, letters, 0)) return false
  if (segments.length === 1) return first.length === letters.length
  const last = segments[segments.length - 1] ?? []
  const end = followed(segments.slice(1, -1), letters, first.length)
  const lastAt = letters.length - last.length
  return end !== undefined && lastAt >= end && standsAt(last, letters, lastAt)
}

/** A text as equality sees it: each letter as its capital, where that is one letter. */
export function sameLetters(text: string): string {
  const capitals = text.toUpperCase()
  // No capital is shorter than its letter, so where the length is the same, each letter stayed one.
  return capitals.length === text.length ? capitals : [...text].map(capital).join('')
}

const anyCharacter = Symbol('any character')
type Segment = readonly (string | typeof anyCharacter)[]

/** The parts of a pattern between its stars. */
function segmentsOf(pattern: string): readonly Segment[] {
  const segments: (string | typeof anyCharacter)[][] = [[]]
  const characters = [...pattern]
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? ''
    const current = segments[segments.length - 1] ?? []
    if (character === '*') segments.push([])
    else if (character === '?') current.push(anyCharacter)
    else if (character === '~' && /^[*?~]$/.test(characters[at + 1] ?? ''))
      current.push(characters[++at] ?? '')
    else current.push(capital(character))
  }
  return segments
}

function followed(
  segments: readonly Segment[],
  letters: readonly string[],
  start: number,
): number | undefined {
  let at = start
  for (const segment of segments) {
    const found = findSegment(segment, letters, at)
    if (found < 0) return undefined
    at = found + segment.length
  }
  return at
}

function findSegment(segment: Segment, letters: readonly string[], start: number): number {
  for (let at = start; at <= letters.length - segment.length; at++)
    if (standsAt(segment, letters, at)) return at
  return -1
}

function standsAt(segment: Segment, letters: readonly string[], start: number): boolean {
  if (start < 0 || start + segment.length > letters.length) return false
  return segment.every((character, at) => character === anyCharacter || character === letters[start + at])
}

function capital(character: string): string {
  const upper = character.toUpperCase()
  return upper.length === character.length ? upper : character
}
