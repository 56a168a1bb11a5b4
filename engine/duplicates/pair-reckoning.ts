import {
  evidenceOf,
  likeness,
  matchForm,
  type Evidence,
  type MatchForm,
  type MatchRecord,
  type MatchRules,
} from '#match'
import { keysOf } from '../match/keys-of.ts'

/**
 * What is reckoned beside the database. Records come as lines of JSON, which go from thread to thread at
 * almost
 * no cost. `keys`: those of each record. `pairs`: which of the records that stand in one block are alike;
 * in a
 * `star` only the first is compared with the others.
 */
export type PairTask =
  | { readonly does: 'keys'; readonly records: string }
  | {
      readonly does: 'pairs'
      readonly records: string
      readonly blocks: readonly (readonly number[])[]
      readonly isStar: boolean
      readonly rules: MatchRules
      /** Pairs less alike than this are left out. */
      readonly least: number
    }

export type FoundPair = {
  readonly one: number
  readonly other: number
  readonly score: number
  readonly evidence: readonly Evidence[]
}

export type PairAnswer = {
  readonly keys?: readonly (readonly number[])[]
  readonly found?: readonly FoundPair[]
  /** How many pairs were compared. */
  readonly compared?: number
}

export function reckonPairs(task: PairTask): PairAnswer {
  const records = task.records === '' ? [] : task.records.split('\n')
  const forms = records.map((text): MatchForm | string => text)
  const formAt = (at: number): MatchForm => {
    const known = forms[at] ?? '{}'
    if (typeof known !== 'string') return known
    const made = matchForm(JSON.parse(known) as MatchRecord)
    forms[at] = made
    return made
  }
  if (task.does === 'keys') return { keys: records.map((_, at) => keysOf(formAt(at))) }
  const found: FoundPair[] = []
  const seen = new Set<number>()
  for (const block of task.blocks) {
    const firsts = task.isStar ? 1 : block.length
    for (let left = 0; left < firsts; left++) {
      for (let right = left + 1; right < block.length; right++) {
        const [one, other] = [block[left] as number, block[right] as number]
        const pair = one < other ? one * records.length + other : other * records.length + one
        if (one === other || seen.has(pair)) continue
        seen.add(pair)
        const evidence = evidenceOf(formAt(one), formAt(other))
        const score = likeness(evidence, task.rules)
        if (score >= task.least) found.push({ one, other, score, evidence })
      }
    }
  }
  return { found, compared: seen.size }
}
