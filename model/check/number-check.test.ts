import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { checkVAT, countries } from 'jsvat'
import { numberCheck } from './number-check.ts'
import { numberRules } from './rules/index.ts'

test('numbers that others have collected are judged as they were', () => {
  const lines = readFileSync(new URL('fixtures/tax-numbers.tsv', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
  const wrong: string[] = []
  for (const line of lines.slice(1)) {
    const [country = '', type = '', value = '', isValid] = line.split('\t')
    const { result } = numberCheck('tax', { value, country, type })
    if (result !== (isValid === '1' ? 'valid' : 'invalid')) wrong.push(`${line} is ${result}`)
  }
  assert.deepEqual(wrong, [])
})

test('a number is judged alike however it is written: with spaces, signs, full width, or its country in front', () => {
  const lines = readFileSync(new URL('fixtures/tax-numbers.tsv', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
  const written: ((value: string) => string)[] = [
    (value) => value.replace(/(.{3})(?=.)/g, '$1 '),
    (value) => value.replace(/(\d{3})(?=\d)/g, '$1.'),
    (value) => value.replace(/(\d{2})(?=\d)/g, '$1–'),
    (value) => value.replace(/[0-9A-Z]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
    (value) => `\u00a0${value.toLowerCase()} `,
  ]
  const wrong = lines.slice(1).flatMap((line) => {
    const [country = '', type = '', value = '', isValid] = line.split('\t')
    const wanted = isValid === '1' ? 'valid' : 'invalid'
    // The parts of a bank account in New Zealand are told by their signs alone.
    const ways = type === 'bank' ? [] : written.map((write) => write(value))
    const fronted =
      type !== 'bank' && isValid === '1' && !/^[A-Z]{2}/.test(value) ? [`${country} ${value}`] : []
    return [...ways, ...fronted].flatMap((one) => {
      const { result } = numberCheck('tax', { value: one, country, type })
      return result === wanted ? [] : [`${country} ${type} ${one} is ${result}`]
    })
  })
  assert.deepEqual(wrong, [])
})

test('published numbers are right as people write them, with words in front, and a wrong digit stays wrong', () => {
  // From imprints and registers: the first of each country is right, and so is each way of writing it.
  const right: readonly (readonly ['tax' | 'company', string, readonly string[]])[] = [
    [
      'tax',
      'LV',
      ['PVN LV40003009497', 'VAT: LV40003009497', 'LV VAT 40003009497', 'pvn reg. nr. lv40003009497'],
    ],
    ['tax', 'GB', ['VAT Reg. No. GB 980 7806 84', 'GB980780684', 'VAT GB980780684', 'GBGD001']],
    ['tax', 'DE', ['USt-IdNr.: DE136695976', 'USt-IdNr. DE 811 115 368']],
    ['tax', 'FR', ['N° TVA: FR 40 303 265 045', 'TVA FR83404833048']],
    ['tax', 'BE', ['BTW BE 0403.170.701', 'BE 0428759497']],
    ['tax', 'ES', ['CIF A-28015865', 'NIF: A28015865', 'ESB58378431']],
    ['tax', 'IT', ['P. IVA IT00743110157', 'P.IVA 00488410010']],
    ['tax', 'PL', ['NIP: 856-734-62-15', 'NIP 5260001246']],
    ['tax', 'CZ', ['DIČ: CZ25123891']],
    ['tax', 'SK', ['IČ DPH: SK2022749619']],
    ['tax', 'SI', ['ID za DDV SI50223054']],
    ['tax', 'BG', ['ДДС BG175074752', 'ЕИК 175074752']],
    ['tax', 'GR', ['ΑΦΜ: 094259216', 'GR094014201']],
    ['tax', 'HR', ['OIB: 33392005961']],
    ['tax', 'DK', ['CVR-nr. 13585628']],
    ['tax', 'US', ['EIN: 91-1144442']],
    [
      'tax',
      'CN',
      ['统一社会信用代码：91110000802100433B', '9144030071526726XG', '９１４４０３００１９２２０３８２１６'],
    ],
    ['tax', 'GE', ['ს/კ 204854595', '204378869', '01008006107']],
    [
      'tax',
      'RU',
      ['ИНН 7707083893 КПП 773601001', '7736050003/997250001', 'ИНН: 7736207543', '500100732259'],
    ],
    ['tax', 'TR', ['VKN: 8760047464', 'V.No 8790017566', '0150015264', '10000000146']],
    ['company', 'RU', ['ОГРН: 1027700132195', '1027700070518', '1027700229193']],
    ['company', 'UA', ['код ЄДРПОУ: 40075815', '14360570', '00032129', '20077720']],
    ['company', 'GB', ['Company No. 00445790', '445790', 'SC095237', 'sc 095237', 'OC301540', 'NI000014']],
    ['company', 'PL', ['KRS 0000028860']],
    ['company', 'FR', ['SIREN 552 100 554']],
    ['company', 'FI', ['Y-tunnus 0112038-9']],
    ['company', 'CZ', ['IČO: 45274649']],
  ]
  const wrong = [
    ...['VAT LV40003009498', 'LV VAT 40003009479'].map((value) => ['tax', 'LV', value] as const),
    ...['VAT GB 980 7806 84', 'VAT: GB980780684'].map((value) => ['tax', 'DE', value] as const),
    ['tax', 'PL', 'NIP 856-734-62-16'] as const,
    ['tax', 'TR', 'VKN 8760047465'] as const,
    ['tax', 'CN', '统一社会信用代码：91110000802100433C'] as const,
    ['company', 'UA', 'ЄДРПОУ 14360571'] as const,
    ['company', 'RU', 'ОГРН 1027700132196'] as const,
  ]
  const judged = (serves: 'tax' | 'company', country: string, value: string) =>
    `${country} ${value} is ${numberCheck(serves, { value, country }).result}`
  assert.deepEqual(
    right.flatMap(([serves, country, all]) => all.map((value) => judged(serves, country, value))),
    right.flatMap(([, country, all]) => all.map((value) => `${country} ${value} is valid`)),
  )
  assert.deepEqual(
    wrong.map(([serves, country, value]) => judged(serves, country, value)),
    wrong.map(([, country, value]) => `${country} ${value} is invalid`),
  )
  assert.equal(numberCheck('tax', { value: 'VAT: LV40003009497' }).normalized, 'LV40003009497')
})

test('a second library agrees with the numbers that the rules for taxes give as examples', () => {
  let asked = 0
  for (const [country, rules] of Object.entries(numberRules)) {
    const known = countries.find(({ codes }) => codes[0] === country)
    const rule = rules.find(({ types, prefix }) => types.includes('vat') && prefix !== undefined)
    // Andorra's control letter may be any; Switzerland is asked with hyphens only.
    if (known === undefined || rule?.prefix === undefined || ['AD', 'CH'].includes(country)) continue
    assert.equal(checkVAT(rule.example, [known]).isValid, true, rule.example)
    asked++
  }
  assert.ok(asked >= 28)
})

test('a digit that is wrong, or two that are swapped, are nearly always found', () => {
  let [slips, found] = [0, 0]
  for (const [country, rules] of Object.entries(numberRules)) {
    for (const { example, proves, types } of rules) {
      if (proves === undefined) continue
      for (const slip of slipsOf(example)) {
        slips++
        if (numberCheck('tax', { value: slip, country, type: types[0] ?? '' }).result === 'invalid') found++
      }
    }
  }
  assert.ok(slips > 3000)
  assert.ok(found / slips > 0.94, `${found} of ${slips}`)
})

function slipsOf(number: string): string[] {
  const slips: string[] = []
  for (let position = 0; position < number.length; position++) {
    const digit = number.charAt(position)
    if (!/\d/.test(digit)) continue
    for (const other of '0123456789') {
      if (other !== digit) slips.push(number.slice(0, position) + other + number.slice(position + 1))
    }
    const next = number.charAt(position + 1)
    if (/\d/.test(next) && next !== digit) {
      slips.push(number.slice(0, position) + next + digit + number.slice(position + 2))
    }
  }
  return slips
}
