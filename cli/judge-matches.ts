import { blockingKeys, compareRecords, matchForm, wideKeys, type MatchForm, type MatchRecord } from '#match'

export type Labelled = MatchRecord

/** How pairs were judged that somebody knows; `met` share a key, where keys are what brings them together. */
export type Judged = {
  readonly records: number
  readonly wanted: number
  readonly found: number
  readonly right: number
  readonly met: number | null
  readonly missed: readonly string[]
  readonly wrong: readonly string[]
}

/**
 * Finds pairs among records as the search over all does, by their keys, and holds them against the wanted.
 */
export function judgedRecords(
  records: readonly Labelled[],
  wanted: readonly (readonly [number, number])[],
  least: number,
): Judged {
  const forms = records.map((record) => matchForm(record))
  const truth = new Set(wanted.map(([one, other]) => pairOf(one, other)))
  const compared = new Map<string, number>()
  for (const [one, other] of sharing(forms)) {
    const pair = pairOf(one, other)
    if (!compared.has(pair))
      compared.set(pair, compareRecords(forms[one] as MatchForm, forms[other] as MatchForm).score)
  }
  const found = [...compared].flatMap(([pair, score]) => (score >= least ? [pair] : []))
  const told = (pair: string) => {
    const [one = 0, other = 0] = pair.split(' ').map(Number)
    return wordsOf(records[one], records[other], compared.get(pair) ?? 0)
  }
  const right = found.filter((pair) => truth.has(pair))
  const isFound = new Set(found)
  return {
    records: records.length,
    wanted: truth.size,
    found: found.length,
    right: right.length,
    met: [...truth].filter((pair) => compared.has(pair)).length,
    missed: [...truth].filter((pair) => !isFound.has(pair)).map(told),
    wrong: found.filter((pair) => !truth.has(pair)).map(told),
  }
}

/** Judges pairs that are given as such. */
export function judgedPairs(
  pairs: readonly { readonly left: Labelled; readonly right: Labelled; readonly isSame: boolean }[],
  least: number,
): Judged {
  const judged = pairs.map((pair) => ({ ...pair, score: compareRecords(pair.left, pair.right).score }))
  const found = judged.filter(({ score }) => score >= least)
  const told = ({ left, right, score }: (typeof judged)[number]) => wordsOf(left, right, score)
  return {
    records: pairs.length * 2,
    wanted: judged.filter(({ isSame }) => isSame).length,
    found: found.length,
    right: found.filter(({ isSame }) => isSame).length,
    met: null,
    missed: judged.filter(({ isSame, score }) => isSame && score < least).map(told),
    wrong: found.filter(({ isSame }) => !isSame).map(told),
  }
}

/** So many may share a key that is looked at, as in the search over all. */
const mostSharing = 1_000

function* sharing(forms: readonly MatchForm[]): Generator<readonly [number, number]> {
  const blocks = new Map<string, number[]>()
  for (const [at, form] of forms.entries())
    for (const key of new Set([...blockingKeys(form), ...wideKeys(form)])) {
      const block = blocks.get(key)
      if (block) block.push(at)
      else blocks.set(key, [at])
    }
  for (const block of blocks.values()) {
    if (block.length > mostSharing) continue
    for (const [at, one] of block.entries()) for (const other of block.slice(at + 1)) yield [one, other]
  }
}

function pairOf(one: number, other: number): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`
}

function wordsOf(one: Labelled | undefined, other: Labelled | undefined, score: number): string {
  const told = (record: Labelled | undefined) =>
    [record?.name, record?.city, record?.address, record?.phone].filter((value) => value).join(', ')
  return `${score.toFixed(2)}  ${told(one)} / ${told(other)}`
}
