import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FormulaError } from './formula/formula-error.ts'
import { parseFormula } from './formula/parse-formula.ts'
import { expressionSentences, expressionText } from './expression-text.ts'
import type { TypeScope } from './type-scope.ts'
import { WhereError } from './where-error.ts'
import { parseWhere } from './where.ts'

const languages = ['lv', 'ka', 'zh', 'ru'] as const
const scope: TypeScope = {
  field: (name) => (name === 'price' ? { type: { kind: 'number' } } : undefined),
  names: () => ['price'],
}

test('every sentence has its words in each language, with the same places to fill', () => {
  for (const [english, others] of Object.entries(expressionSentences)) {
    for (const language of languages) {
      const text = others[language]
      assert.match(text, /[.。?？]$/u, `${language}: ${english}`)
      assert.deepEqual(places(text), places(english), `${language}: ${english}`)
    }
  }
})

test('a mistake in a formula or a condition is told in the language of whoever made it', () => {
  const wrong = caught(() => parseFormula('prices + 1', scope))
  assert.ok(wrong instanceof FormulaError)
  assert.equal(wrong.message, 'There is no field prices. Did you mean price?')
  assert.equal(expressionText(wrong.said, 'en'), wrong.message)
  assert.equal(expressionText(wrong.said, 'lv'), 'Lauka prices nav. Vai domājāt price?')
  assert.equal(expressionText(wrong.said, 'zh'), '没有字段 prices。您是不是指 price？')
  const mixed = caught(() => parseFormula('price - "x"', scope))
  assert.ok(mixed instanceof FormulaError)
  assert.match(expressionText(mixed.said, 'ru'), /^Это текст, а здесь нужно: число\. VALUE/)
  const where = caught(() => parseWhere({ price: { above: true } }, scope))
  assert.ok(where instanceof WhereError)
  assert.match(expressionText(where.said, 'ka'), /1200\.50/)
})

function caught(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  return undefined
}

function places(text: string): string[] {
  // In JSON that a sentence shows, a brace is no place.
  return (text.match(/\{\w+\}/g) ?? []).sort()
}
