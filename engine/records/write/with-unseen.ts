/**
 * What somebody gives back of a list of which they were not told all, with the rest in its place: each that
 * was not told stands behind what stood before it, as far as that is there still.
 */
export function withUnseen(
  before: readonly unknown[],
  told: readonly unknown[],
  given: readonly unknown[],
): unknown[] {
  const kept = [...given]
  before.forEach((one, at) => {
    if (typeof one !== 'string' || told.includes(one) || kept.includes(one)) return
    const behind = before.slice(0, at).findLast((other) => kept.includes(other))
    kept.splice(behind === undefined ? 0 : kept.indexOf(behind) + 1, 0, one)
  })
  return kept
}
