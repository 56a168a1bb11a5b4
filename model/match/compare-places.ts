import { houseOf } from './addresses.ts'
import type { MatchForm } from './match-form.ts'
import type { Evidence } from './match-rules.ts'
import { inOrder, similarity } from './similarity.ts'

/** So much a city and an address speak for it at most. */
export const mostCity = 0.5
export const mostAddress = 2.6

/** What country, city and address say. */
export function addPlace(found: Evidence[], a: MatchForm, b: MatchForm): void {
  if (a.country !== '' && b.country !== '' && a.country !== b.country) {
    found.push({ field: 'country', code: 'otherCountry', weight: -2 })
  }
  if (a.city.length > 0 && b.city.length > 0) {
    const alike = placeSimilarity(a.city, b.city)
    // A slip in it is a slip of the same city.
    if (alike >= 0.8) found.push({ field: 'city', code: 'sameCity', weight: alike >= 0.99 ? mostCity : 0.4 })
    else if (alike < 0.5) found.push({ field: 'city', code: 'otherCity', weight: -0.7 })
  }
  const best = bestAddress(a, b)
  if (best) found.push({ field: 'address', ...best })
}

/** What the two addresses say that are most alike. */
function bestAddress(a: MatchForm, b: MatchForm): Pick<Evidence, 'code' | 'weight'> | null {
  let best: Pick<Evidence, 'code' | 'weight'> | null = null
  for (const left of a.address) {
    for (const right of b.address) {
      const found = addressEvidence(left, right)
      if (best === null || found.weight > best.weight) best = found
    }
  }
  return best
}

function addressEvidence(
  left: readonly string[],
  right: readonly string[],
): Pick<Evidence, 'code' | 'weight'> {
  const alike = placeSimilarity(left, right)
  const [house, other] = [houseOf(left), houseOf(right)]
  const isSameHouse = house !== undefined && house === other
  if (alike >= 0.75 && isSameHouse) return { code: 'sameAddress', weight: mostAddress }
  if (alike < 0.6) return { code: 'otherAddress', weight: -1.2 }
  // Another house in the street says hardly anything, one that is left out is none.
  const isLeftOut = house === undefined || other === undefined
  return { code: 'similarAddress', weight: isSameHouse ? 1.4 : isLeftOut && alike >= 0.75 ? 0.9 : 0.2 }
}

/** As `containment`, or, where spaces were lost or came in, the same letters in a row. */
function placeSimilarity(left: readonly string[], right: readonly string[]): number {
  const alike = containment(left, right)
  if (alike >= 0.75 || left.length === right.length) return alike
  const [one, other] = [lettersIn(left), lettersIn(right)]
  if (one < 6 || Math.abs(one - other) > 3) return alike
  return Math.max(alike, similarity(joined(left), joined(right)) >= 0.85 ? 0.8 : 0)
}

/** How many letters, numbers aside. */
function lettersIn(words: readonly string[]): number {
  let count = 0
  for (const word of words) if (!isDigit(word)) count += word.length
  return count
}

function joined(words: readonly string[]): string {
  return words.filter((word) => !isDigit(word)).join('')
}

function isDigit(word: string): boolean {
  const code = word.charCodeAt(0)
  return code >= 48 && code <= 57
}

/** The share of the shorter list that the longer one holds. */
function containment(left: readonly string[], right: readonly string[]): number {
  const isOrdered = inOrder(left.length - right.length, left.join(' '), right.join(' '))
  const [short, long] = isOrdered ? [left, right] : [right, left]
  let held = 0
  for (const word of short) {
    if (long.includes(word)) held++
    else if (word.length > 3 && long.some((other) => similarity(word, other) >= 0.8)) held += 0.8
  }
  return held / short.length
}
