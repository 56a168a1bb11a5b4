import assert from 'node:assert/strict'
import { test } from 'node:test'
import { check, type CheckKind } from './check.ts'

type Cases = readonly [country: string, ...values: string[]]

/** What is told of others than expected: `GB London is invalid`. */
function judged(kind: CheckKind, result: string, cases: readonly Cases[]): void {
  const told = (wanted: (country: string, value: string) => string) =>
    cases.flatMap(([country, ...values]) =>
      values.map((value) => `${country} ${value} is ${wanted(country, value)}`),
    )
  assert.deepEqual(
    told((country, value) => check(kind, { value, country }).result),
    told(() => result),
  )
}

test('words around a number say what it is, whose it is and where it stands, and are left out', () => {
  judged('tax-number', 'valid', [
    ['LV', 'PVN reģ. Nr. LV40003009497', 'VAT No: LV40003009497', 'Tax ID LV40003009497'],
    ['BE', '0403.019.261 RPR Brussel'],
    ['DE', 'Umsatzsteuer-ID gemäß § 27a: DE 136695976', 'DE136695976 (Finanzamt Ulm)'],
    ['GR', 'ΑΦΜ 094019245, ΦΑΕ Αθηνών'],
    ['TR', 'Vergi Dairesi: Kadıköy, Vergi No: 4540536920'],
  ])
  judged('company-number', 'valid', [
    ['AT', 'AT FN 122119m', 'FN 33209 m, HG Wien'],
    ['DE', 'Amtsgericht München, HRB 86891', 'HRB 86891 B'],
    ['FR', 'R.C.S. Paris B 303 265 045', '552 120 222 RCS Paris'],
    ['IT', 'R.E.A. Milano 1298710', 'REA n. MI - 1298710'],
    ['GB', 'Company number 00445790 (England)', 'CE012345'],
    ['GR', 'GEMI 1037501000'],
    ['HU', 'Cg.01-10-041585'],
    ['MT', 'Company Reg. No. C 12345'],
    ['RO', 'ROONRC.J40/372/2002'],
    ['RU', 'ОГРН 1027700070518 от 01.01.2002'],
  ])
})

test('companies of China and Turkey have numbers of several registers, old ones too', () => {
  judged('company-number', 'valid', [
    ['CN', '91440300708461136T', '注册号：440301103097413', '110108000000016', 'D2143569-X', '1101082001234'],
    ['CN', '企独沪总字第028592号'],
    ['TR', '270233-5', 'İTO Sicil No 270233/217815', 'MERSİS: 0-4540-5369-2000018', '4540536920'],
  ])
  judged('company-number', 'invalid', [
    ['CN', '440301103097414', '91440300708461136U', 'D2143569-1'],
    ['TR', '4540536921'],
  ])
})

test('an EIN and a social security number are told by their hyphens, and without them where only one is right', () => {
  judged('tax-number', 'valid', [['US', '91-1144442', '911144442', '536-90-4399', 'FEIN 94-2404110']])
  judged('tax-number', 'invalid', [['US', '07-1144442', '89-1234567', '000-12-3456', '12-34567']])
  judged('tax-number', 'unknown', [['US', '071144442']])
  judged('company-number', 'invalid', [['US', '07-1144442', '00-1234567']])
})

test('a state, the place or a word may stand beside a postal code', () => {
  judged('postal-code', 'valid', [
    ['US', 'CA 94103', 'NY 10001-1234', 'San Francisco, CA 94103'],
    ['GB', 'London SW1A 1AA', 'BFPO 57'],
    ['FR', '75001 Paris', '75700 Paris Cedex 07'],
    ['NL', '1012 AB Amsterdam'],
    ['RU', 'индекс 190000', '101000, Москва'],
    ['CN', '邮编：100000'],
    ['JP', '〒100-0001'],
    ['CA', 'ON K1A 0B1'],
  ])
  judged('postal-code', 'invalid', [
    ['US', 'ZZ 94103', '94103-12'],
    ['ES', '54001'],
    ['NL', '0012 AB'],
    ['RU', '701000'],
    ['TR', '82000'],
    ['DE', '00123'],
  ])
})

test('phone numbers, addresses and accounts are taken as they are copied', () => {
  judged('phone', 'valid', [
    ['LV', 'tālr. 67000000', '(+371) 67000000'],
    ['UA', '8 044 123 45 67'],
    ['GE', '8 599 123456', 'ტელ: 599 12 34 56'],
    ['CN', '0755-26013388转8001'],
    ['RU', 'т. 8 (812) 123-45-67 доб. 12'],
  ])
  judged('phone', 'invalid', [['LV', 'call me', 'tālr.', 'tālr. 67']])
  judged('email', 'valid', [['LV', 'e-mail: a@b.lv', 'a@b.lv;', 'a@b.lv.']])
  judged('email', 'invalid', [['LV', 'a@b.lv, c@d.lv', 'a@b..lv', 'a@.']])
  judged('iban', 'valid', [['PL', '61 1090 1014 0000 0712 1981 2874']])
  judged('iban', 'invalid', [['PL', '62 1090 1014 0000 0712 1981 2874']])
})
