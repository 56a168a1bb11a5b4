type Kind = { readonly object: string; readonly action: string; readonly record: string }

/** Consecutive entries of one object and action can be undone by one statement. */
export function* runsOfOneKind<E extends Kind>(entries: readonly E[]): Generator<E[]> {
  let run: E[] = []
  const seen = new Set<string>()
  for (const entry of entries) {
    const first = run[0]
    if (first && (first.object !== entry.object || first.action !== entry.action || seen.has(entry.record))) {
      yield run
      run = []
      seen.clear()
    }
    run.push(entry)
    seen.add(entry.record)
  }
  if (run.length > 0) yield run
}
