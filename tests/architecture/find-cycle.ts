/** Finds one circle of needs, as the way round it from a file back to itself; undefined if there is none. */
export function findCycle(needs: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>()
  const way: string[] = []
  const visit = (file: string): string[] | undefined => {
    if (done.has(file)) return undefined
    const before = way.indexOf(file)
    if (before >= 0) return [...way.slice(before), file]
    way.push(file)
    for (const need of needs.get(file) ?? []) {
      const cycle = visit(need)
      if (cycle) return cycle
    }
    way.pop()
    done.add(file)
    return undefined
  }
  for (const file of needs.keys()) {
    const cycle = visit(file)
    if (cycle) return cycle
  }
  return undefined
}
