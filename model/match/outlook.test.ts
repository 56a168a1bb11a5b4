import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seeded } from '../../testing/sample/random.ts'
import { sampleCopy, slips } from '../../testing/sample/sample-copy.ts'
import { sampleParty, type SampleParty } from '../../testing/sample/sample-party.ts'
import {
  bearerKeys,
  blockingKeys,
  canBeAlike,
  evidenceOf,
  likeness,
  matchForm,
  outlookOf,
  reasonsIn,
  usualRules,
  wideKeys,
  type MatchForm,
} from './index.ts'

const least = 0.35

test('at a glance nobody is passed over who is alike, and most others are', () => {
  const forms = people()
  const outlooks = forms.map(outlookOf)
  let [alike, passed, all] = [0, 0, 0]
  for (const [at, form] of forms.entries()) {
    for (let before = 0; before < at; before++) {
      const can = canBeAlike(outlooks[at]!, outlooks[before]!, usualRules, least)
      const other = forms[before]!
      const score = likeness(evidenceOf(form, other))
      assert.ok(can || score < least, `${form.record.name} / ${other.record.name}: ${score}`)
      all++
      if (can) passed++
      if (score >= least) alike++
    }
  }
  assert.ok(alike > 100)
  assert.ok(passed < all * 0.5, `${passed} of ${all}`)
})

test('by the keys of a search over all each slip meets its partner, whatever else is missing', () => {
  const random = seeded(11)
  let [met, all] = [0, 0]
  for (let number = 0; number < 2_000; number++) {
    const own = formOf(sampleParty(number * 37))
    const copy = formOf(sampleCopy(random, number * 37, slips[number % slips.length]!))
    if (likeness(evidenceOf(own, copy)) < usualRules.shown) continue
    const keys = new Set([...blockingKeys(own), ...wideKeys(own)])
    all++
    if ([...blockingKeys(copy), ...wideKeys(copy)].some((key) => keys.has(key))) met++
  }
  assert.ok(all > 1_700)
  assert.ok(met / all >= 0.99, `${met} of ${all}`)
})

test('a name that hundreds bear says less, in their place only by those who are there', () => {
  const bearing = (named: number, there: number, city: string): MatchForm => ({
    ...matchForm({ name: 'Jānis Kalniņš', city }),
    bearers: { named, there },
  })
  const told = (one: MatchForm, other: MatchForm) => likeness(evidenceOf(one, other))
  assert.equal(
    told(bearing(100, 0, 'Rīga'), bearing(100, 0, 'Ogre')),
    told(bearing(0, 0, 'Rīga'), bearing(0, 0, 'Ogre')),
  )
  assert.ok(told(bearing(400, 0, 'Rīga'), bearing(400, 0, 'Ogre')) < 0.35)
  assert.ok(told(bearing(400, 0, 'Ogre'), bearing(400, 0, 'Ogre')) >= 0.5)
  assert.ok(told(bearing(4_000, 900, 'Rīga'), bearing(4_000, 900, 'Rīga')) < 0.35)
  const reasons = reasonsIn(evidenceOf(bearing(400, 0, 'Rīga'), bearing(400, 0, 'Ogre')))
  assert.ok(reasons.some(({ code }) => code === 'commonName'))
  assert.deepEqual(
    bearerKeys(matchForm({ name: 'Kalniņš, Jānis', city: 'Rīga' })),
    bearerKeys(bearing(0, 0, 'Rīga')),
  )
})

function people(): readonly MatchForm[] {
  const random = seeded(7)
  return Array.from({ length: 250 }, (_, at) => at).flatMap((at) => {
    const copy = sampleCopy(random, at * 91, slips[at % slips.length]!)
    const bearers = { named: at % 3 === 0 ? 400 : 0, there: at % 6 === 0 ? 150 : 0 }
    return [sampleParty(at * 91), copy].map((party) => ({ ...formOf(party), bearers }))
  })
}

function formOf({ name, taxId, country, city, email, phone, street }: SampleParty): MatchForm {
  return matchForm({ name, taxId, country, city, email, phone, address: street })
}
