import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lineWidths } from './line-widths.ts'

test('columns share the width by what is written in them', () => {
  const { shares } = lineWidths([
    ['Purpose', 'Legal'],
    ['Street', 'Cēsu iela 46, building 3'],
  ])
  const [purpose = 0, street = 0] = shares.map(Number.parseFloat)
  assert.ok(street > purpose * 2, `${purpose} ${street}`)
  assert.equal(Math.round(purpose + street), 100)
})

test('no text takes the whole width, and no column vanishes', () => {
  const { shares, least } = lineWidths([
    ['N', 'x'],
    ['Note', 'long '.repeat(100)],
  ])
  assert.ok(Number.parseFloat(shares[0] ?? '') > 15)
  assert.ok(least < 220)
})

test('where room is short, what is long gives way, and a phone number keeps its whole width', () => {
  const phone = ['Phone', '+371 2915 4402']
  const long = ['E-mail', 'someone.with.a.long.name@purchasing.example']
  const { shares } = lineWidths([phone, long, long, long, ['Until', '31.12.2026']])
  const [number = 0, mail = 0] = shares.map(Number.parseFloat)
  assert.ok((number / 100) * 780 >= 14 * 7.2, `${number} %`)
  assert.ok(mail > number)
})
