import type { MatchRecord } from './match-form.ts'
import type { MatchCode } from './match-texts.ts'

/**
 * One thing that speaks for or against two records being the same. Weights are natural logarithms of odds
 * (Fellegi and Sunter 1969); what has no code counts and is not told.
 */
export type Evidence = {
  readonly field: keyof MatchRecord
  readonly code: MatchCode | null
  readonly weight: number
}

/** What a firm may give more or less weight. */
export const matchFactors = [
  'name',
  'legalForm',
  'taxId',
  'bankAccount',
  'email',
  'phone',
  'address',
  'city',
  'country',
] as const
export type MatchFactor = (typeof matchFactors)[number]

/**
 * How pairs are judged: what each kind of evidence counts (0 leaves it out, 1 is usual, 2 is twice as much),
 * and from which likeness on a pair is shown, and has to be confirmed.
 */
export type MatchRules = {
  readonly factors: Readonly<Record<MatchFactor, number>>
  readonly shown: number
  readonly sure: number
}

export const usualRules: MatchRules = {
  factors: {
    name: 1,
    legalForm: 1,
    taxId: 1,
    bankAccount: 1,
    email: 1,
    phone: 1,
    address: 1,
    city: 1,
    country: 1,
  },
  shown: 0.5,
  sure: 0.9,
}

/** A pair that shares a key of blocking starts at odds of 1 to 40. */
export const prior = -3.7

/** How sure it is, from 0 to 1, by what speaks for and against it under these rules. */
export function likeness(evidence: readonly Evidence[], { factors }: MatchRules = usualRules): number {
  let sum = prior
  for (const one of evidence) sum += one.weight * factors[factorOf(one)]
  return 1 / (1 + Math.exp(-sum))
}

/** What is told of the evidence, the strongest first; what the rules leave out is not. */
export function reasonsIn(
  evidence: readonly Evidence[],
  { factors }: MatchRules = usualRules,
): readonly { readonly field: keyof MatchRecord; readonly code: MatchCode }[] {
  return evidence
    .filter((one) => one.code !== null && factors[factorOf(one)] > 0)
    .toSorted((left, right) => Math.abs(right.weight) - Math.abs(left.weight))
    .map(({ field, code }) => ({ field, code: code as MatchCode }))
}

/** Which of the factors weighs a piece of evidence. */
export function factorOf({ field, code }: Pick<Evidence, 'field' | 'code'>): MatchFactor {
  if (code === 'otherLegalForm') return 'legalForm'
  return field === 'registrationNumber' ? 'taxId' : field
}
