import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleParty } from '../../testing/sample/sample-party.ts'
import { seeded, type Random } from '../../testing/sample/random.ts'
import { blockingKeys, evidenceOf, likeness, matchForm, type MatchRecord } from './index.ts'

test('records that share a key are nearly all that a comparison of each with each finds', (t) => {
  const forms = sample(seeded(5), 1_500).map((record) => matchForm(record))
  const keys = forms.map((form) => new Set(blockingKeys(form)))
  const shared = new Map<string, number>()
  for (const own of keys) for (const key of own) shared.set(key, (shared.get(key) ?? 0) + 1)
  let [all, met] = [0, 0]
  for (const [at, form] of forms.entries()) {
    for (let before = 0; before < at; before++) {
      if (likeness(evidenceOf(form, forms[before]!)) < 0.5) continue
      all++
      const other = keys[before]!
      if ([...keys[at]!].some((key) => other.has(key) && shared.get(key)! <= 100)) met++
    }
  }
  t.diagnostic(`${met} of ${all} pairs, ${(met / all).toFixed(3)}`)
  assert.ok(all > 200)
  assert.ok(met / all >= 0.98, `${met} of ${all}`)
})

/** Partners, of whom one in four is there again: misspelled, in another order, and with less known. */
function sample(random: Random, count: number): MatchRecord[] {
  const records: MatchRecord[] = []
  for (let number = 0; records.length < count; number += 37) {
    const { name, taxId, country, city, email, phone, street } = sampleParty(number)
    const record = { name, taxId, country, city, email, phone, address: street }
    records.push(record)
    if (!random.chance(0.25)) continue
    const turned = random.chance(0.4) ? name.split(' ').toReversed().join(' ') : name
    records.push({
      country,
      name: slipped(random, turned),
      ...(random.chance(0.3) ? { taxId } : {}),
      ...(random.chance(0.4) ? { phone } : {}),
      ...(random.chance(0.4) ? { email } : {}),
      ...(random.chance(0.7) ? { city } : {}),
      ...(random.chance(0.5) ? { address: street } : {}),
    })
  }
  return records
}

/** A letter is left out, doubled, or changes places with the next. */
function slipped(random: Random, name: string): string {
  const letters = [...name]
  const at = 1 + random.whole(Math.max(1, letters.length - 2))
  const kind = random.whole(3)
  if (kind === 0) letters.splice(at, 1)
  else if (kind === 1) letters.splice(at, 2, letters[at + 1] ?? '', letters[at] ?? '')
  else letters.splice(at, 0, letters[at] ?? '')
  return letters.join('')
}
