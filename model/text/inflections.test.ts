import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inflections } from './inflections.ts'
import { latin } from './latin.ts'

const cases: readonly (readonly [name: string, ...declined: string[]])[] = [
  ['Kalns', 'Kalna', 'Kalnam', 'Kalnu'],
  ['Jānis', 'Jāņa', 'Jānim', 'Jāni'],
  ['Mārkus', 'Mārkum', 'Mārku'],
  ['Anna', 'Annas', 'Annai', 'Annu', 'Анны', 'Анне', 'Анной'],
  ['Briedis', 'Brieža', 'Briedim'],
  ['Krauklis', 'Kraukļa'],
  ['Иванов', 'Иванова', 'Ивановым', 'Ивановых'],
  ['Иванова', 'Ивановой', 'Иванову'],
  ['Юрий', 'Юрия', 'Юрию', 'Юрием'],
  ['Дарья', 'Дарьи', 'Дарью', 'Дарьей'],
  ['Илья', 'Ильи', 'Илье', 'Ильёй'],
  ['ბერიძე', 'ბერიძემ', 'ბერიძის', 'ბერიძეს', 'ბერიძით', 'ბერიძისთვის'],
  ['თამარი', 'თამარმა', 'თამარს', 'თამარის', 'თამართან', 'თამარით'],
]

test('common names are known as their languages decline them', () => {
  for (const [name, ...declined] of cases) {
    const forms = inflections(latin(name))
    for (const form of declined) assert.ok(forms.includes(latin(form)), `${name}: ${form} is ${latin(form)}`)
  }
})

test('a word too short to be cut, or of another kind, is known by itself', () => {
  assert.deepEqual(inflections('li'), ['li'])
  assert.deepEqual(inflections('3'), ['3'])
})
