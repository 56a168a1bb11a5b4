import type { Decision } from './import-record.ts'

/**
 * What can be done with a row that repeats something: a record can be changed or given a role, an earlier row
 * of the file joined.
 */
export function choicesFor(repeat: { readonly record: string | null }, isRole: boolean): Decision[] {
  if (repeat.record === null) return ['join', 'create', 'skip']
  return isRole ? ['skip', 'update', 'create', 'role'] : ['skip', 'update', 'create']
}

/** A repeat's own decision, else the one for all where it can be done; null where nobody has decided. */
export function decisionFor(
  repeat: { readonly record: string | null; readonly decision: Decision | null },
  forAll: Decision | null,
  isRole: boolean,
): Decision | null {
  if (repeat.decision !== null) return repeat.decision
  return forAll !== null && choicesFor(repeat, isRole).includes(forAll) ? forAll : null
}
