import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changedWord, wordIn } from './field-words.ts'

const kept = { label: 'Gold', labels: { lv: 'Zelts', ka: 'ოქრო' } }

test('a word is changed in the language in which it was read, and stays in the others', () => {
  assert.equal(wordIn('ka', kept), 'ოქრო')
  assert.deepEqual(changedWord('ka', kept, 'ოქროსფერი'), {
    label: 'Gold',
    labels: { lv: 'Zelts', ka: 'ოქროსფერი' },
  })
  assert.deepEqual(changedWord('en', kept, 'Golden'), { label: 'Golden', labels: kept.labels })
  assert.deepEqual(changedWord('ru', kept, 'Золото'), {
    label: 'Gold',
    labels: { ...kept.labels, ru: 'Золото' },
  })
})

test('what was not touched is sent as it was', () => {
  assert.deepEqual(changedWord('lv', kept, 'Zelts'), kept)
  assert.deepEqual(changedWord('ru', kept, 'Gold'), kept)
})

test('where a firm has one word for all, it stays one', () => {
  assert.deepEqual(changedWord('ka', { label: 'ოქრო' }, 'ვერცხლი'), { label: 'ვერცხლი' })
  assert.deepEqual(changedWord('ka', undefined, 'ახალი'), { label: 'ახალი' })
})
