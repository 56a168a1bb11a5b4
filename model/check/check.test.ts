import { test } from 'node:test'
import assert from 'node:assert/strict'
import { check, checkKinds } from './check.ts'
import type { CheckKind } from './check.ts'
import { checkText } from './check-result.ts'
import { checkTexts } from './check-texts.ts'
import type { CheckCode } from './check-texts.ts'
import { hint } from './hint.ts'
import { postalCodes } from './postal-codes.ts'
import { numberRules } from './rules/index.ts'

type Case = readonly [
  value: string,
  country: string,
  result: string,
  code: CheckCode,
  normalized: string | null,
]

test('tax numbers are proved by their check digits and kept with the prefix of custom', () => {
  checks('tax-number', [
    ['LV 4000-3009497', 'LV', 'valid', 'numberRight', 'LV40003009497'],
    ['40003009497', 'LV', 'valid', 'numberRight', 'LV40003009497'],
    ['40003009498', 'LV', 'invalid', 'wrongCheckDigit', null],
    ['4000300949', 'LV', 'invalid', 'wrongFormat', null],
    ['ΕL094259216', 'GR', 'invalid', 'wrongFormat', null],
    ['el 094259216', 'EL', 'valid', 'numberRight', 'EL094259216'],
    ['GB 980 7806 84', 'UK', 'valid', 'numberRight', 'GB980780684'],
    ['CHE-107.787.577 MWST', 'CH', 'valid', 'numberRight', 'CHE107787577'],
    ['995525828', 'NO', 'valid', 'numberRight', 'NO995525828MVA'],
    ['7707083893', 'RU', 'valid', 'numberRight', '7707083893'],
    ['ИНН/КПП 7707083893/773601001', 'RU', 'valid', 'numberRight', '7707083893'],
    ['CHE-100.155.212 HR/MWST', 'CH', 'valid', 'numberRight', 'CHE100155212'],
    ['7707083894', 'RU', 'invalid', 'wrongCheckDigit', null],
    ['91110000600037341L', 'CN', 'valid', 'numberRight', '91110000600037341L'],
    ['204378869', 'GE', 'valid', 'formatRight', '204378869'],
    ['20437886', 'GE', 'invalid', 'wrongFormat', null],
    ['4540536920', 'TR', 'valid', 'numberRight', '4540536920'],
    ['4540536921', 'TR', 'invalid', 'wrongCheckDigit', null],
    ['00-3456789', 'XX', 'unknown', 'countryWithoutRules', '003456789'],
    ['', 'LV', 'invalid', 'empty', null],
  ])
})

test('a number that carries the prefix of another country is told from a wrong one', () => {
  const found = check('tax-number', { value: 'EE100931558', country: 'LV' })
  assert.equal(found.code, 'foreignPrefix')
  assert.match(found.reason, /starts with EE, which is Estonia, not Latvia\. Choose Estonia as the country/)
  assert.match(checkText(found.code, found.params, 'ru'), /Эстония/)
  assert.equal(check('tax-number', { value: 'EE100931558' }).normalized, 'EE100931558')
  assert.equal(check('tax-number', { value: '100931558' }).code, 'countryMissing')
})

test('numbers of companies are proved where their register has a check digit', () => {
  checks('company-number', [
    ['40003009497', 'LV', 'valid', 'numberRight', '40003009497'],
    ['LV40003009497', 'LV', 'valid', 'numberRight', '40003009497'],
    ['03977902', 'GB', 'valid', 'formatRight', '03977902'],
    ['sc123456', 'GB', 'valid', 'formatRight', 'SC123456'],
    ['2077474-0', 'FI', 'valid', 'numberRight', '2077474-0'],
    ['5561888404', 'SE', 'valid', 'numberRight', '556188-8404'],
    ['1027700132195', 'RU', 'valid', 'numberRight', '1027700132195'],
    ['1027700132196', 'RU', 'invalid', 'wrongCheckDigit', null],
    ['32855961', 'UA', 'valid', 'numberRight', '32855961'],
    ['7707083893', 'RU', 'unknown', 'otherKind', '7707083893'],
    ['303265045', 'FR', 'valid', 'numberRight', '303265045'],
  ])
  assert.equal(
    check('company-number', { value: '1027700132195', country: 'RU', type: 'ogrn' }).result,
    'valid',
  )
  assert.equal(check('company-number', { value: '1', country: 'RU', type: 'nonsense' }).code, 'typeUnknown')
})

test('every rule takes its own example, and its hint shows it', () => {
  for (const [country, rules] of Object.entries(numberRules)) {
    for (const { types, example } of rules) {
      const found = check('tax-number', { value: example, country, type: types[0] })
      assert.equal(found.result, 'valid', `${country} ${types[0]} ${example}`)
    }
  }
  assert.deepEqual(hint('tax-number', 'LV'), { example: 'LV40003009497', format: 'LV and 11 digits' })
  assert.deepEqual(hint('company-number', 'SE'), {
    example: '556188-8404',
    format: '6 digits, a hyphen, 4 digits',
  })
  assert.deepEqual(hint('postal-code', 'GB'), { example: 'SW1A 1AA' })
  assert.equal(hint('postal-code', 'AE'), undefined)
  assert.equal(hint('iban', 'LV')?.example, 'LV80BANK0000435195001')
  assert.match(hint('phone', 'GE')?.example ?? '', /^\+995 /)
})

test('phone numbers come back as E.164, a missing or lost + is understood', () => {
  checks('phone', [
    ['67 000 000', 'LV', 'valid', 'phoneRight', '+37167000000'],
    ['+371 67000000', 'GE', 'valid', 'phoneRight', '+37167000000'],
    ['00371 67000000', 'GE', 'valid', 'phoneRight', '+37167000000'],
    ['37167000000', 'LV', 'valid', 'phoneRight', '+37167000000'],
    ['+44 (0)20 7946 0958', 'LV', 'valid', 'phoneRight', '+442079460958'],
    ['8 (495) 123-45-67', 'RU', 'valid', 'phoneRight', '+74951234567'],
    ['(310) 246-1501 ext. 12', 'US', 'valid', 'phoneRight', '+13102461501;ext=12'],
    ['010 6552 9988', 'CN', 'valid', 'phoneRight', '+861065529988'],
    ['599 12 34 56', 'GE', 'valid', 'phoneRight', '+995599123456'],
    ['+800 1234 5678', '', 'valid', 'phoneRightWorldwide', '+80012345678'],
    ['67 000', 'LV', 'invalid', 'phoneTooShort', null],
    ['67 000 000 000 000', 'LV', 'invalid', 'phoneTooLong', null],
    ['call me', 'LV', 'invalid', 'phoneNoNumber', null],
    ['67000000', '', 'unknown', 'phoneCountryMissing', '67000000'],
  ])
})

test('e-mail addresses are taken as people use them', () => {
  checks('email', [
    [' Anna.Berzina+x@Example.COM ', '', 'valid', 'emailRight', 'Anna.Berzina+x@example.com'],
    ['Anna <anna@example.com>', '', 'valid', 'emailRight', 'anna@example.com'],
    ['mailto:anna@example.com', '', 'valid', 'emailRight', 'anna@example.com'],
    ['jānis@bērzs.lv', '', 'valid', 'emailRight', 'jānis@bērzs.lv'],
    ['经理@例子.公司', '', 'valid', 'emailRight', '经理@例子.公司'],
    ["o'neil@sub.example.co.uk", '', 'valid', 'emailRight', "o'neil@sub.example.co.uk"],
    ['anna@gmial.com', '', 'valid', 'emailTypo', 'anna@gmial.com'],
    ['"anna bērziņa"@example.com', '', 'valid', 'emailRight', '"anna bērziņa"@example.com'],
    ['"a@b"@example.com', '', 'valid', 'emailRight', '"a@b"@example.com'],
    ['经理@例子。公司', '', 'valid', 'emailRight', '经理@例子.公司'],
    ['"a"b"@example.com', '', 'invalid', 'emailName', null],
    ['""@example.com', '', 'invalid', 'emailName', null],
    ['anna', '', 'invalid', 'emailNoAt', null],
    ['anna@', '', 'invalid', 'emailNoAt', null],
    ['a@b@c.lv', '', 'invalid', 'emailNoAt', null],
    ['anna berzina@example.com', '', 'invalid', 'emailSpace', null],
    ['a@b.lv, c@d.lv', '', 'invalid', 'emailSpace', null],
    ['.anna@example.com', '', 'invalid', 'emailName', null],
    ['an..na@example.com', '', 'invalid', 'emailName', null],
    ['anna@example', '', 'invalid', 'emailDomain', null],
    ['anna@-example.com', '', 'invalid', 'emailDomain', null],
    ['anna@127.0.0.1', '', 'invalid', 'emailDomain', null],
    [`${'a'.repeat(65)}@example.com`, '', 'invalid', 'emailTooLong', null],
  ])
})

test('bank accounts are proved as IBAN, where the country has it', () => {
  checks('iban', [
    ['lv80 BANK 0000 4351 9500 1', 'LV', 'valid', 'ibanRight', 'LV80BANK0000435195001'],
    ['IBAN: DE89 3704 0044 0532 0130 00', '', 'valid', 'ibanRight', 'DE89370400440532013000'],
    ['LV81BANK0000435195001', 'LV', 'invalid', 'wrongCheckDigit', null],
    ['LV80BANK000043519500', 'LV', 'invalid', 'ibanLength', null],
    ['ZZ80BANK0000435195001', 'LV', 'invalid', 'ibanNoIban', null],
    ['021000021 123456789', 'US', 'unknown', 'ibanCountryWithout', '021000021123456789'],
  ])
  for (const country of ['LV', 'GE', 'DE', 'GB', 'TR', 'UA', 'KZ', 'XK', 'BR', 'MT', 'IT', 'NO']) {
    assert.equal(check('iban', { value: hint('iban', country)?.example ?? '' }).result, 'valid', country)
  }
})

test('postal codes take the form of their country', () => {
  checks('postal-code', [
    ['1050', 'LV', 'valid', 'postalRight', 'LV-1050'],
    ['lv 1050', 'LV', 'valid', 'postalRight', 'LV-1050'],
    ['sw1a1aa', 'GB', 'valid', 'postalRight', 'SW1A 1AA'],
    ['K1A0B1', 'CA', 'valid', 'postalRight', 'K1A 0B1'],
    ['1012js', 'NL', 'valid', 'postalRight', '1012 JS'],
    ['D-10115', 'DE', 'valid', 'postalRight', '10115'],
    ['L-1009', 'LU', 'valid', 'postalRight', '1009'],
    ['00950', 'PL', 'valid', 'postalRight', '00-950'],
    ['94103-1234', 'US', 'valid', 'postalRight', '94103-1234'],
    ['1000001', 'JP', 'valid', 'postalRight', '100-0001'],
    ['0108', 'GE', 'valid', 'postalRight', '0108'],
    ['1011', 'DE', 'invalid', 'postalWrong', null],
    ['12345', 'AE', 'unknown', 'postalNone', '12345'],
  ])
  for (const [country, { example, forms }] of postalCodes) {
    if (forms.length === 0) continue
    const found = check('postal-code', { value: example, country })
    assert.equal(found.normalized, example, `${country} ${example}`)
  }
  assert.ok(postalCodes.size >= 150)
})

test('whatever is sent, a check answers with a whole sentence and soon', () => {
  const hostile = [
    '\0',
    '\ud800',
    '%s%n',
    '<script>',
    '𝟙𝟚𝟛',
    '١٢٣٤٥٦٧٨٩',
    '+',
    '+'.repeat(900),
    '1'.repeat(1000),
    'a@'.repeat(450),
    'LV'.repeat(400),
    '('.repeat(999),
    `${'a.'.repeat(120)}@${'b.'.repeat(120)}com`,
    ' '.repeat(1000),
    '__proto__',
    'x'.repeat(1e6),
    '0',
    '-1',
    'constructor',
    '⁦test⁧',
    'ﷺ'.repeat(50),
  ]
  const started = performance.now()
  for (const kind of checkKinds) {
    for (const value of hostile) {
      for (const country of ['LV', 'US', '__proto__', 'constructor', 'XX', '', undefined, '👍']) {
        for (const type of [undefined, 'vat', '__proto__', 'constructor']) {
          const found = check(kind, { value, country, type })
          assert.match(found.reason, /^[A-Z“].*\.$/su)
          assert.ok(!found.reason.includes('{'), found.reason)
          assert.equal(found.normalized === null, found.result === 'invalid')
        }
      }
    }
  }
  assert.ok(performance.now() - started < 10_000)
})

test('every sentence has the same holes in all languages', () => {
  const holes = (text: string) => new Set(text.match(/\{\w+\}/g)?.filter((hole) => hole !== '{format}'))
  for (const texts of Object.values(checkTexts)) {
    for (const text of Object.values(texts)) assert.deepEqual(holes(text), holes(texts.en), texts.en)
  }
})

function checks(kind: CheckKind, cases: readonly Case[]): void {
  for (const [value, country, result, code, normalized] of cases) {
    const found = check(kind, { value, country })
    assert.deepEqual(
      { value, result: found.result, code: found.code, normalized: found.normalized },
      { value, result, code, normalized },
    )
  }
}
