import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareRecords } from './compare-records.ts'
import { matchForm, type MatchRecord } from './match-form.ts'
import { packedForm, unpackedForm } from './packed-form.ts'

const records: MatchRecord[] = [
  { name: 'SIA Ērglis Agro (Rīga)', taxId: 'LV41678351004', city: 'Rīga', country: 'LV' },
  { name: 'Erglis Agro', phone: '+371 29605886', email: 'Info@Erglis.example', city: 'Riga' },
  { name: '北京海川农业发展股份有限公司', country: 'CN', city: '北京', bankAccount: 'LV80BANK0000435195001' },
  { name: 'ООО «Ромашка»', registrationNumber: '1027700132195', address: 'ул. Ленина, дом 5' },
  { name: 'Café 21 (Batumi)', city: 'Batumi', address: '21 Rustaveli avenue' },
  { name: '(все)' },
  { name: '!!!' },
]

test('a form that was packed and unpacked is the same but for the record', () => {
  for (const record of records) {
    const form = matchForm(record)
    assert.deepEqual({ ...unpackedForm(packedForm(form)), record }, form)
  }
})

test('packed forms compare as the records do', () => {
  for (const left of records) {
    for (const right of records) {
      const packed = compareRecords(
        unpackedForm(packedForm(matchForm(left))),
        unpackedForm(packedForm(matchForm(right))),
      )
      assert.deepEqual(packed, compareRecords(left, right))
    }
  }
})
