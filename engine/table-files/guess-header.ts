/**
 * Guesses which of the first rows (without blank ones) names the columns: 1 for the first, 0 for none.
 * Reports put titles above it, which fill few cells.
 */
export function guessHeader(rows: readonly (readonly string[])[]): number {
  const filled = rows.map((cells) => cells.filter((cell) => cell.trim() !== '').length)
  const usual = mostFrequent(filled)
  const at = filled.findIndex((count) => count >= Math.max(1, usual * 0.6))
  const candidate = rows[at]
  if (!candidate) return 0
  const below = rows.slice(at + 1)
  if (
    candidate.some((cell, column) =>
      looksLikeData(
        cell,
        below.map((row) => row[column] ?? ''),
      ),
    )
  )
    return 0
  return at + 1
}

/** How many cells most of the rows have. */
export function usualWidth(rows: readonly (readonly string[])[]): number {
  return mostFrequent(rows.map(({ length }) => length))
}

function mostFrequent(numbers: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1)
  let best = 0
  for (const [number, count] of counts) {
    const most = counts.get(best) ?? 0
    if (count > most || (count === most && number > best)) best = number
  }
  return best
}

const numeric = /^[-+(]?\p{Sc}?\s*\d[\d\s.,'’/-]*\p{Sc}?%?\)?$/u
const year = /^(19|20)\d\d$/
const contact = /^\S+@\S+\.\S+$|^(https?:\/\/|www\.)/i

/** A heading is words, and does not come again below itself. A year may head a column of amounts. */
function looksLikeData(cell: string, below: readonly string[]): boolean {
  const text = cell.trim()
  if (text === '') return false
  if (contact.test(text)) return true
  if (numeric.test(text)) return !year.test(text)
  return below.some((other) => other.trim() === text)
}
