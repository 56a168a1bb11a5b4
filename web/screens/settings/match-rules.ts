export const factors = [
  'taxId',
  'name',
  'legalForm',
  'bankAccount',
  'email',
  'phone',
  'address',
  'city',
  'country',
] as const
export type Factor = (typeof factors)[number]

/** How pairs are judged, as `GET /api/v1/duplicates/rules` says. */
export interface Rules {
  factors: Readonly<Record<Factor, number>>
  /** From which likeness on, of 1, a pair is shown, and has to be confirmed. */
  shown: number
  sure: number
}

/** The weights that are offered; 1 is the usual one. */
export const weights = [0, 0.5, 1, 1.5, 2, 3] as const

/** The rules alone, without what an answer holds beside them. */
export function rulesBody({ factors: own, shown, sure }: Rules): Rules {
  return { factors: own, shown, sure }
}

export function isSame(one: Rules, other: Rules): boolean {
  return (
    factors.every((name) => one.factors[name] === other.factors[name]) &&
    one.shown === other.shown &&
    one.sure === other.sure
  )
}
