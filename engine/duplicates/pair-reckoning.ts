import {
  canBeAlike,
  evidenceAbove,
  matchForm,
  outlookOf,
  packedForm,
  unpackedForm,
  type Evidence,
  type MatchForm,
  type MatchRecord,
  type MatchRules,
  type Outlook,
} from '#match'
import { allKeysOf, bearerKeysOf, keysOf } from '../match/keys-of.ts'

/**
 * What is reckoned beside the database. Records come as lines of JSON, which go from thread to thread at
 * almost no cost. `prepare`: the keys of each, and what the search over all keeps of it aside. `blocks`:
 * which of the records that share a key are alike. `stars`: which of the others are like the first.
 */
export type PairTask = PrepareTask | BlocksTask | StarsTask

type PrepareTask = {
  readonly does: 'prepare'
  readonly records: string
  readonly ids: readonly string[]
  /** The number of the first. */
  readonly from: number
}

export type BlocksTask = Judging & {
  readonly does: 'blocks'
  /** By place: packed forms and keys in ascending order, as lines. */
  readonly forms: string
  readonly keys: string
  /** How many bear the name of each, and do in its place. */
  readonly named: readonly number[]
  readonly there: readonly number[]
  readonly blocks: readonly { readonly key: number; readonly places: readonly number[] }[]
  /** Keys that too many share to be looked at, in ascending order. */
  readonly skipped: Int32Array
}

type StarsTask = Judging & {
  readonly does: 'stars'
  readonly records: string
  readonly stars: readonly (readonly number[])[]
  /** How many share a key, where those are many. */
  readonly sharing: readonly { readonly key: number; readonly sharing: number }[]
}

type Judging = {
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
  /** The keys that are kept with each record, as PostgreSQL writes them. */
  readonly kept?: readonly string[]
  /** Rows for COPY: of each record what tells who it is, and each of its keys. */
  readonly forms?: string
  readonly keys?: string
  readonly found?: readonly FoundPair[]
  /** How many pairs were compared. */
  readonly compared?: number
}

export function reckonPairs(task: PairTask): PairAnswer {
  if (task.does === 'prepare') return prepared(task)
  return task.does === 'blocks' ? comparedBlocks(task) : comparedStars(task)
}

function prepared({ records, ids, from }: PrepareTask): PairAnswer {
  const kept: string[] = []
  const forms: string[] = []
  const keys: string[] = []
  for (const [at, text] of linesIn(records).entries()) {
    const form = matchForm(JSON.parse(text) as MatchRecord)
    kept.push(`{${keysOf(form).join(',')}}`)
    const all = allKeysOf(form).sort((left, right) => left - right)
    const bearers = bearerKeysOf(form)
    const packed = packedForm(form).replaceAll('\\', '\\\\')
    const row = [from + at, ids[at], all.join(' '), bearers?.named ?? '\\N', bearers?.there ?? '\\N', packed]
    forms.push(`${row.join('\t')}\n`)
    for (const key of all) keys.push(`${key}\t${from + at}\n`)
  }
  return { kept, forms: forms.join(''), keys: keys.join('') }
}

/** Of the keys that two share only the first compares them, so each pair is found once in all. */
function comparedBlocks(task: BlocksTask): PairAnswer {
  const { rules, least, skipped, named, there } = task
  const formAt = kept(linesIn(task.forms), (text, at): MatchForm => {
    return { ...unpackedForm(text), bearers: { named: named[at] ?? 0, there: there[at] ?? 0 } }
  })
  const outlookAt = kept(linesIn(task.forms), (_, at) => outlookOf(formAt(at)))
  const keysAt = kept(linesIn(task.keys), (text) => text.split(' ').map(Number))
  const found: FoundPair[] = []
  let compared = 0
  for (const { key, places } of task.blocks) {
    const outlooks = places.map(outlookAt)
    for (const [left, outlook] of outlooks.entries()) {
      const one = places[left] as number
      for (let right = left + 1; right < places.length; right++) {
        compared++
        if (!canBeAlike(outlook, outlooks[right] as Outlook, rules, least)) continue
        const other = places[right] as number
        if (firstShared(keysAt(one), keysAt(other), skipped) !== key) continue
        const alike = evidenceAbove(formAt(one), formAt(other), rules, least)
        if (alike) found.push({ one, other, ...alike })
      }
    }
  }
  return { found, compared }
}

function comparedStars({ records, stars, sharing, rules, least }: StarsTask): PairAnswer {
  const lines = linesIn(records)
  const known = new Map(sharing.map((one) => [one.key, one.sharing]))
  const formAt = kept(lines, (text): MatchForm => {
    const form = matchForm(JSON.parse(text) as MatchRecord)
    const { named = 0, there = 0 } = bearerKeysOf(form) ?? {}
    return { ...form, bearers: { named: known.get(named) ?? 0, there: known.get(there) ?? 0 } }
  })
  const found: FoundPair[] = []
  const seen = new Set<number>()
  for (const [one = 0, ...others] of stars) {
    for (const other of others) {
      const pair = Math.min(one, other) * lines.length + Math.max(one, other)
      if (one === other || seen.has(pair)) continue
      seen.add(pair)
      const alike = evidenceAbove(formAt(one), formAt(other), rules, least)
      if (alike) found.push({ one, other, ...alike })
    }
  }
  return { found, compared: seen.size }
}

function linesIn(text: string): readonly string[] {
  return text === '' ? [] : text.split('\n')
}

/** What is made of each line, when it is asked for. */
function kept<T>(lines: readonly string[], make: (text: string, at: number) => T): (at: number) => T {
  const made: (T | undefined)[] = []
  return (at) => (made[at] ??= make(lines[at] ?? '', at))
}

function firstShared(
  one: readonly number[],
  other: readonly number[],
  skipped: Int32Array,
): number | undefined {
  for (let [left, right] = [0, 0]; left < one.length && right < other.length;) {
    const [first, second] = [one[left] as number, other[right] as number]
    if (first === second && !holds(skipped, first)) return first
    if (first <= second) left++
    if (second <= first) right++
  }
  return undefined
}

function holds(sorted: Int32Array, wanted: number): boolean {
  for (let [low, high] = [0, sorted.length - 1]; low <= high;) {
    const middle = (low + high) >> 1
    const found = sorted[middle] as number
    if (found === wanted) return true
    if (found < wanted) low = middle + 1
    else high = middle - 1
  }
  return false
}
