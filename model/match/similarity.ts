/**
 * How alike two short words are, from 0 to 1: the share of letters that no insertion, deletion, replacement
 * or change of places with a neighbour has to touch. Words are compared by their first 31 letters (Hyyrö
 * 2003, bit-parallel, in linear time).
 */
export function similarity(left: string, right: string): number {
  if (left === right) return 1
  const longest = Math.max(left.length, right.length)
  if (longest === 0) return 1
  // Too different in length to be of any interest.
  if (Math.min(left.length, right.length) * 2 < longest) return 0
  return Math.max(0, 1 - distance(left, right) / Math.min(longest, mostLetters))
}

const mostLetters = 31
const masks = new Int32Array(128)

function distance(first: string, second: string): number {
  const pattern = first.length > mostLetters ? first.slice(0, mostLetters) : first
  const text = second.length > mostLetters ? second.slice(0, mostLetters) : second
  for (let position = 0; position < pattern.length; position++) {
    const code = pattern.charCodeAt(position) & 127
    masks[code] = (masks[code] ?? 0) | (1 << position)
  }
  const last = 1 << (pattern.length - 1)
  let [positive, negative, result] = [-1, 0, pattern.length]
  let [diagonal, before] = [0, 0]
  for (let position = 0; position < text.length; position++) {
    const equal = masks[text.charCodeAt(position) & 127] ?? 0
    const turned = ((~diagonal & equal) << 1) & before
    diagonal = turned | (((equal & positive) + positive) ^ positive) | equal | negative
    let up = negative | ~(diagonal | positive)
    const down = diagonal & positive
    if (up & last) result++
    if (down & last) result--
    up = (up << 1) | 1
    positive = (down << 1) | ~(diagonal | up)
    negative = up & diagonal
    before = equal
  }
  for (let position = 0; position < pattern.length; position++) masks[pattern.charCodeAt(position) & 127] = 0
  return result
}

/** Words take partners greedily, so the order of the sides is fixed to answer alike either way round. */
export function inOrder(difference: number, left: string, right: string): boolean {
  return difference === 0 ? left <= right : difference < 0
}
