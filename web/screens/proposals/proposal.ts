/** A record that a criterion proposes, as `GET /api/v1/proposals` says. */
export interface Proposal {
  criterion: string
  object: string
  path: string
  record: string
  title: string | null
  foundOn: string
  until: string | null
  reason: string | null
  refused: string | null
  /** What the criterion looked at, as one may see it. */
  facts: Readonly<Record<string, unknown>>
}

export interface KnownCriterion {
  id: string
  name: string
  object: string
  action: string
  actionLabel: string
  where: object | null
  input: Readonly<Record<string, unknown>>
  count: number
  /** Why its action takes what the criterion gives no more. */
  fault: string | null
  /** Why it does not act by itself any more, though it was switched on. */
  stopped: string | null
}

export interface ProposalPage {
  criteria: readonly KnownCriterion[]
  items: readonly Proposal[]
  next: string | null
}
