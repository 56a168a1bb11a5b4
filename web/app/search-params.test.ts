import assert from 'node:assert/strict'
import { test } from 'node:test'
import { importSearch, listSearch, signInSearch } from './search-params.ts'

test('the address of a list keeps what is known and drops the rest', () => {
  assert.deepEqual(listSearch({ view: 'credit', where: { city: 'Rīga' }, search: 404, group: '', odd: 1 }), {
    view: 'credit',
    where: { city: 'Rīga' },
    search: '404',
  })
  assert.deepEqual(listSearch({ where: 'city' }), {})
  assert.deepEqual(importSearch({ step: 'nowhere' }), {})
})

test('sign-in leads back into this app only', () => {
  assert.equal(signInSearch({ back: '/customers?view=mine' }).back, '/customers?view=mine')
  assert.equal(signInSearch({ back: 'https://elsewhere.example' }).back, undefined)
  assert.equal(signInSearch({ back: '//elsewhere.example' }).back, undefined)
  assert.equal(signInSearch({ back: '/\\elsewhere.example' }).back, undefined)
})
