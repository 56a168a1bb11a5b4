import { fold, latin } from '#text'
import type { Language } from '#model'
import { checkedOnce } from '../records/write/checked-once.ts'
import { kindOf } from '../records/write/check-values.ts'
import { isEmpty } from '../records/write/parse-values.ts'
import { said } from '../said/said.ts'
import type { Held, Side } from './sides.ts'

/** Whose value the one record is to hold: that of the one that stays, of the other, or what both say. */
export type Choice = 'survivor' | 'other' | 'both'

/** Why a value is proposed. */
export type Rule = 'same' | 'only' | 'proved' | 'both' | 'strict' | 'spelled' | 'longest' | 'recent' | 'kept'

export type Proposal = { readonly choice: Choice; readonly rule: Rule }

/** What may be chosen of a field; a number that the program gives stays with the record. */
export function choicesFor(held: Held): readonly Choice[] {
  if (held.field.field.type === 'sequenceNumber') return ['survivor']
  return mayHoldBoth(held) ? ['survivor', 'other', 'both'] : ['survivor', 'other']
}

/** Fields of which the values of both can stand together. */
function mayHoldBoth({ field }: Held): boolean {
  const { type } = field.field
  return type === 'longText' || field.type.valueType(field.field).kind === 'list'
}

/**
 * The better of two values: the only one; that which a check proves where the other fails it; both, where
 * both can stand; of two states the one that `rank` puts higher; the one in its own letters, and not all in
 * capitals; the longer of two where one says the other and more; else the one set last.
 */
export function propose(
  held: Held,
  survivor: Side,
  other: Side,
  rank: ((state: unknown) => number) | null = null,
): Proposal {
  const { key, field } = held
  const [left, right] = [survivor.record.values[key] ?? null, other.record.values[key] ?? null]
  if (field.field.type === 'sequenceNumber') return { choice: 'survivor', rule: 'kept' }
  if (isEmpty(right)) return { choice: 'survivor', rule: isEmpty(left) ? 'same' : 'only' }
  if (isEmpty(left)) return { choice: 'other', rule: 'only' }
  if (JSON.stringify(left) === JSON.stringify(right)) return { choice: 'survivor', rule: 'same' }
  const [leftProved, rightProved] = [isProved(held, survivor, left), isProved(held, other, right)]
  if (leftProved !== rightProved) return { choice: leftProved ? 'survivor' : 'other', rule: 'proved' }
  if (mayHoldBoth(held)) return { choice: 'both', rule: 'both' }
  const [leftRank, rightRank] = [rank?.(left) ?? 0, rank?.(right) ?? 0]
  if (leftRank !== rightRank) return { choice: leftRank > rightRank ? 'survivor' : 'other', rule: 'strict' }
  const careful = carefulOf(held, left, right)
  if (careful) return { choice: careful, rule: 'spelled' }
  const longer = longerOf(left, right)
  if (longer) return { choice: longer, rule: 'longest' }
  const [leftAt, rightAt] = [setAt(survivor, key), setAt(other, key)]
  if (leftAt !== rightAt) return { choice: leftAt > rightAt ? 'survivor' : 'other', rule: 'recent' }
  return { choice: 'survivor', rule: 'kept' }
}

/** The rule in words, of two records or of more. */
export function ruleText(rule: Rule, language: Language, records = 2): string {
  if (records > 2 && rule === 'same') return said('All say the same.').in(language)
  if (records > 2 && rule === 'both') return said('All can stand together.').in(language)
  if (records > 2 && rule === 'strict') return said('The strictest of the decisions stands.').in(language)
  return sentences[rule]().in(language)
}

const sentences = {
  same: () => said('Both say the same.'),
  only: () => said('Only one of them is filled in.'),
  proved: () => said('The check finds this one right.'),
  both: () => said('Both can stand together.'),
  strict: () => said('The stricter of the two decisions stands.'),
  spelled: () => said('It is spelled in its own letters.'),
  longest: () => said('It says the same and more.'),
  recent: () => said('It was entered last.'),
  kept: () => said('The record that stays keeps its own.'),
} as const satisfies Record<Rule, () => ReturnType<typeof said>>

function isProved({ field }: Held, { record }: Side, value: unknown): boolean {
  const kind = kindOf(field)
  if (kind === undefined || typeof value !== 'string') return false
  const country = record.values[String(field.field['country'] ?? '')]
  return checkedOnce(kind, value, typeof country === 'string' ? country : undefined).result === 'valid'
}

/** Of two spellings of the same: ŠĶĒDE and Šķēde, Skede and Šķēde, HAICHUAN and 海川. */
function carefulOf({ field }: Held, left: unknown, right: unknown): Choice | null {
  if (typeof left !== 'string' || typeof right !== 'string') return null
  if (field.field.type !== 'text' || kindOf(field) !== undefined) return null
  if (lettersOf(left) !== lettersOf(right)) return null
  const [one, two] = [careOf(left), careOf(right)]
  return one === two ? null : one > two ? 'survivor' : 'other'
}

function lettersOf(text: string): string {
  return fold(latin(text)).replaceAll(/[^\p{L}\p{N}]/gu, '')
}

function careOf(text: string): number {
  const hasOwnLetters = /[^\P{L}a-z]/iu.test(text)
  const hasBothCases = /\p{Lu}/u.test(text) && /\p{Ll}/u.test(text)
  return Number(hasOwnLetters) * 2 + Number(hasBothCases)
}

function longerOf(left: unknown, right: unknown): Choice | null {
  if (typeof left !== 'string' || typeof right !== 'string') return null
  const [one, two] = [wordsOf(left), wordsOf(right)]
  if (one.size === two.size && one.isSubsetOf(two)) return left.length > right.length ? 'survivor' : null
  if (two.isSubsetOf(one)) return 'survivor'
  return one.isSubsetOf(two) ? 'other' : null
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(
    fold(text)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== ''),
  )
}

function setAt(side: Side, key: string): string {
  return side.setAt.get(key) ?? side.createdAt
}
