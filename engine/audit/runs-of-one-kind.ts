import { isGoing } from './undo-page.ts'

type Kind = { readonly object: string; readonly action: string; readonly record: string }

/**
 * Consecutive entries of one object and action can be undone by one statement; records that went, and roles
 * that ended, come back as one, for they may name each other.
 */
export function* runsOfOneKind<E extends Kind>(entries: readonly E[]): Generator<E[]> {
  let run: E[] = []
  const seen = new Set<string>()
  for (const entry of entries) {
    const first = run[0]
    if (
      first &&
      (first.object !== entry.object || kindOf(first) !== kindOf(entry) || seen.has(entry.record))
    ) {
      yield run
      run = []
      seen.clear()
    }
    run.push(entry)
    seen.add(entry.record)
  }
  if (run.length > 0) yield run
}

function kindOf(entry: Kind): string {
  return isGoing(entry) ? 'going' : entry.action
}
