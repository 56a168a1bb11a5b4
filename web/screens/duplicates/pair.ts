/** One of two records that may be the same one, as far as one sees it. */
export interface PairSide {
  id: string
  title: string | null
  /** The object or role under which it may be opened. */
  object: string
  roles: readonly string[]
  values: Readonly<Record<string, unknown>>
}

/** Two records that may be the same one, as `GET /api/v1/duplicates` gives them. */
export interface Pair {
  id: string
  score: number
  sure: boolean
  state: 'open' | 'different'
  reasons: readonly { field: string; code: string; message: string }[]
  one: PairSide
  other: PairSide
  by: { id: string; title: string } | null
  at: string | null
}

/** What a record is told by in a line: its numbers and where it is, without its name. */
export function tellingLine({ values }: PairSide): string {
  const names = ['taxId', 'registrationNumber', 'city', 'country', 'phone', 'email']
  const texts = names.map((name) => values[name]).filter((value) => typeof value === 'string' && value !== '')
  return texts.join(' · ')
}
