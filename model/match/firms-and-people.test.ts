import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { blockingKeys, compareRecords, usualRules, type MatchRecord } from './index.ts'

/** Those that are still missed name what they are, in no way that the words alone tell: TBC and თიბისი. */
const [leastRecall, leastPrecision] = [0.91, 0.98]

test('firms under their legal forms, people in their scripts and places are found, and others left apart', (t) => {
  const text = readFileSync(new URL('fixtures/firms-and-people.tsv', import.meta.url), 'utf8')
  const [found, wrong, missed]: string[][] = [[], [], []]
  for (const line of text.trim().split('\n')) {
    const [verdict, left = '', right = ''] = line.split('\t')
    const [one, other] = [recordOf(left), recordOf(right)]
    const keys = new Set(blockingKeys(one))
    const isFound =
      blockingKeys(other).some((key) => keys.has(key)) && compareRecords(one, other).score >= usualRules.shown
    if (verdict === 'same') (isFound ? found : missed)?.push(line)
    else if (isFound) wrong?.push(line)
  }
  const recall = (found?.length ?? 0) / ((found?.length ?? 0) + (missed?.length ?? 0))
  const precision = (found?.length ?? 0) / ((found?.length ?? 0) + (wrong?.length ?? 0))
  t.diagnostic(`precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`)
  assert.ok(recall >= leastRecall, missed?.join('\n'))
  assert.ok(precision >= leastPrecision, wrong?.join('\n'))
})

function recordOf(text: string): MatchRecord {
  const [name = '', address, city, phone] = text.split('~')
  return { name, address, city, phone }
}
