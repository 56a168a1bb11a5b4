/** A right to look at, as `GET /api/v1/rights-review` says. */
export interface ReviewedRight {
  kind: 'grant' | 'post' | 'share' | 'key' | 'user'
  id: string
  why: 'unused' | 'ending' | 'neverIn'
  holder: { kind: 'post' | 'group' | 'user'; id: string; name: string | null }
  what: string | null
  actions: readonly string[]
  lastUsed: string | null
  since: string
  until: string | null
}

/** One id may name a user and a right of theirs. */
export function keyOf({ kind, id }: ReviewedRight): string {
  return `${kind} ${id}`
}
