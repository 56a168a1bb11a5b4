/** The name that a mistyped one most likely meant: few letters differ, or only their case. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  if (name.length > 60) return undefined
  const lower = name.toLowerCase()
  let best: { name: string; distance: number } | undefined
  for (const candidate of names) {
    if (Math.abs(candidate.length - name.length) > 3) continue
    const distance = editDistance(lower, candidate.toLowerCase())
    if (distance < (best?.distance ?? Infinity)) best = { name: candidate, distance }
  }
  return best && best.distance <= Math.max(1, Math.floor(name.length / 3)) ? best.name : undefined
}

/** Letters to add, take away, change or swap with the next one. */
function editDistance(left: string, right: string): number {
  let before: readonly number[] = []
  let previous: readonly number[] = Array.from({ length: right.length + 1 }, (_, at) => at)
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    for (let column = 1; column <= right.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1)
      const isSwap = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]
      const swapped = isSwap ? (before[column - 2] ?? Infinity) + 1 : Infinity
      current.push(Math.min(replaced, swapped, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    before = previous
    previous = current
  }
  return previous[right.length] ?? 0
}
