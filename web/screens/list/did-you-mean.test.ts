import assert from 'node:assert/strict'
import { test } from 'node:test'
import { latinForm } from '../../ui/text-marks.ts'
import { closest, widerSearches } from './did-you-mean.ts'

test('a search that found nothing is made wider by the beginnings of its words', () => {
  assert.deepEqual(widerSearches('Liepjas metal'), ['Liepj met', 'Lie me'])
  assert.deepEqual(widerSearches('SI'), [])
  assert.deepEqual(widerSearches('青岛'), [])
})

test('what is a letter away is meant, in whatever script it stands; what is far is not', () => {
  const names = ['Liepājas Metālbūve AS', 'Liepājas Maiznieks SIA', 'Рижский порт', 'ბათუმის პორტი']
  const meant = (search: string) => closest(search, names, (name) => name)
  assert.equal(meant('Liepjas metal'), 'Liepājas Metālbūve AS')
  assert.equal(meant('Rizskij port'), 'Рижский порт')
  assert.equal(meant('batumi port'), 'ბათუმის პორტი')
  assert.equal(meant('Valmieras piens'), null)
  assert.equal(closest('x', [], String), null)
})

test('a name in Cyrillic or Georgian has a Latin form beside it, one in Latin or Han letters none', () => {
  assert.equal(latinForm('Волков, Андрей'), 'Volkov, Andrei')
  assert.equal(latinForm('ბათუმის პორტი'), 'Batumis Porti')
  assert.equal(latinForm('ООО «Орион» 55'), 'OOO «Orion» 55')
  assert.equal(latinForm('Rīgas Ostas Celtnieks SIA'), null)
  assert.equal(latinForm('青岛海川'), null)
})
