import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { fold } from '#text'
import { foldPrefilter } from './fold-prefilter.ts'

test('whatever folds to what is looked for passes the filter, and little else does', () => {
  const letters = fc.constantFrom(...'aāĀsSßẞæÆoœeþtĳiİıjΣσςё́̈Ёеq-–[]^\\|$ \u00a0Ａ京')
  const texts = fc.string({ unit: letters, maxLength: 12 })
  fc.assert(
    fc.property(texts, fc.nat(11), fc.nat(20), fc.boolean(), (text, from, length, atStart) => {
      const folded = fold(text)
      const part = atStart ? folded.slice(0, length) : folded.slice(from, from + length)
      if (part === '') return
      assert.match(text, new RegExp(foldPrefilter(part, atStart), 'u'))
    }),
    { numRuns: 20_000 },
  )
  assert.doesNotMatch('Rīgas Osta', new RegExp(foldPrefilter('qqq', false), 'u'))
  assert.doesNotMatch('Osta Rīga', new RegExp(foldPrefilter('rig', true), 'u'))
})
