import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languageOf } from './language-of.ts'

test('a partner is written to in its own language, else in that of its country, else in English', () => {
  const asked = (language: string | null, country: string | null) => languageOf({ language, country })
  assert.equal(asked('zh', 'GE'), 'zh')
  const spoken = {
    GE: 'ka',
    LV: 'lv',
    CN: 'zh',
    TW: 'zh',
    RU: 'ru',
    KZ: 'ru',
    BY: 'ru',
    KG: 'ru',
    EE: 'en',
    DE: 'en',
  }
  for (const [country, language] of Object.entries(spoken))
    assert.equal(asked(null, country), language, country)
  assert.equal(asked('de', 'LV'), 'en', 'a language that no form speaks')
  assert.equal(asked(null, null), null)
})
