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
