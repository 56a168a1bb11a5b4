import assert from 'node:assert/strict'
import { test } from 'node:test'
import { neighboursOf } from './neighbours.ts'

const words = { paysFor: 'Pays for', labelOf: (name: string, field?: string) => field ?? name }
const named = (id: string) => ({ id, title: `The ${id}` })

test('who hangs together with a partner stands once, with every way, and says who has left', () => {
  const record = { id: 'own', parent: named('head'), payer: named('head') }
  const rows = {
    contactLink: [
      { id: 'l1', contact: named('anna'), customer: named('own'), position: 'Buyer', until: '2020-01-31' },
      { id: 'l2', contact: named('anna'), customer: named('own'), position: 'Director', until: null },
    ],
    supplierLink: [{ id: 'l3', supplier: named('dealer'), customer: named('own'), until: null }],
    party: [{ id: 'shop', name: 'The shop', parent: named('own'), payer: named('own') }],
  }
  const found = neighboursOf(record, rows, words, '2026-01-01')
  assert.deepEqual(
    found.map(({ id, relation, note, ended }) => [id, relation, note, ended]),
    [
      ['head', 'parent, payer', null, false],
      ['shop', 'children, Pays for', null, false],
      ['anna', 'contact', 'Buyer', true],
      ['anna', 'contact', 'Director', false],
      ['dealer', 'supplier', null, false],
    ],
  )
  assert.deepEqual(neighboursOf({ id: 'alone' }, {}, words, '2026-01-01'), [])
})
