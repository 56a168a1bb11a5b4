import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guessStyle } from './guess-style.ts'

const styles: readonly (readonly [
  cells: readonly string[],
  decimal: '.' | ',',
  day: 'ymd' | 'dmy' | 'mdy',
])[] = [
  [['1 234,56', '-12,00'], ',', 'dmy'],
  [['1,234.56', '12.5'], '.', 'dmy'],
  [['1.234.567', '1.000'], ',', 'dmy'],
  [['1,234,567'], '.', 'dmy'],
  [['0,125', '0,5'], ',', 'dmy'],
  [["1'234.50"], '.', 'dmy'],
  [['€ 12,50'], ',', 'dmy'],
  [['31.03.2026', '01.02.2026'], '.', 'dmy'],
  [['3/31/2026', '1/2/2026'], '.', 'mdy'],
  [['31/03/2026'], '.', 'dmy'],
  [['2026-03-31'], '.', 'ymd'],
  [['2026.03.31.'], '.', 'ymd'],
  [['2026年3月31日'], '.', 'ymd'],
  [['2026-03-31', '31/03/2026'], '.', 'dmy'],
  [['1.2.3', 'A-12,5 B', 'Rīga, 5'], '.', 'dmy'],
]

test('the decimal sign and the order of days are told by the cells', () => {
  for (const [cells, decimal, day] of styles)
    assert.deepEqual(guessStyle([cells]), { decimal, day }, cells.join(' | '))
})

test('what the cells leave open follows the style of the person', () => {
  assert.deepEqual(guessStyle([['Acme', '5']], { decimal: ',', day: 'mdy' }), { decimal: ',', day: 'mdy' })
})
