import assert from 'node:assert/strict'
import test from 'node:test'
import { problemText } from './problem-text.ts'
import { refuse } from './refuse.ts'

test('a refusal says the same in every language, with its own values', () => {
  const { problem } = refuse('tooLong', { most: 255, count: 300 })
  assert.equal(problemText(problem, 'en'), 'Shorten this to 255 characters; it has 300.')
  assert.equal(problemText(problem, 'lv'), 'Saīsiniet tekstu; rakstzīmju skaits ir 300, bet drīkst būt 255.')
  for (const language of ['ka', 'zh', 'ru'] as const)
    assert.match(problemText(problem, language), /300.*255|255.*300/)
})

test('what the types did not say is left as it is', () => {
  const other = { code: 'credit.limitExceeded', message: 'Acme would be 5.00 over the limit.' }
  const withoutValues = { code: 'tooLarge', message: 'This is more than Kontor takes at once.' }
  assert.equal(problemText(other, 'lv'), other.message)
  assert.equal(problemText(withoutValues, 'lv'), withoutValues.message)
  assert.equal(problemText({ code: 'constructor', message: 'x' }, 'ru'), 'x')
})

test('a value in a sentence may look like a place to fill', () => {
  const { problem } = refuse('notCountry', { value: '{value}$&' })
  assert.match(problem.message, /^“\{value\}\$&” is no country/)
})
