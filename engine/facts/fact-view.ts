/** How far a value is proved, the same in list, card and review. */
export type Proof = 'proved' | 'wellFormed' | 'stale' | 'contradicted' | 'unchecked'

/** A fact as people see it, in their language. */
export type FactView = {
  /** Null: nobody has written one down yet. */
  readonly id: string | null
  readonly kind: string
  readonly label: string
  readonly field: string
  /** The line of `field` of which it speaks, and what that line says; null where it is of none. */
  readonly line: string | null
  readonly about: string | null
  readonly result: 'valid' | 'invalid' | 'contradicted' | 'unknown'
  readonly proof: Proof
  readonly source: string | null
  readonly checkedAt: string | null
  readonly expiresAt: string | null
  readonly isExpired: boolean
  /** It speaks of another value than the one that stands there. */
  readonly isOutdated: boolean
  readonly reference: string | null
  /** Why, as a sentence. */
  readonly reason: string | null
  /** Why it could not be checked, as a sentence. */
  readonly failure: string | null
  readonly differences: readonly {
    readonly field: string
    readonly label: string
    readonly ours: string | null
    readonly theirs: string
    readonly mayAccept: boolean
  }[]
  readonly place: { readonly latitude: number; readonly longitude: number } | null
}

/** What a fact says of a value that stands there now. */
export function proofOf(
  result: FactView['result'],
  { isOutdated, isExpired }: { readonly isOutdated: boolean; readonly isExpired: boolean },
): Proof {
  if (isOutdated) return 'stale'
  if (result === 'invalid' || result === 'contradicted') return 'contradicted'
  if (result === 'unknown') return 'unchecked'
  return isExpired ? 'stale' : 'proved'
}
