import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { blockingKeys, compareRecords, matchForm, nameSimilarity } from './index.ts'
import type { MatchRecord } from './index.ts'

const riga = { country: 'LV', city: 'Rīga' }

test('a partner is known again in spite of spelling, word order, legal form, accents and script', () => {
  const same: [MatchRecord, MatchRecord][] = [
    [
      { name: 'SIA "Bērzs un partneri"', ...riga },
      { name: 'Berzs un Partneri, SIA', ...riga, city: 'RIGA' },
    ],
    [{ name: 'Siemens Aktiengesellschaft' }, { name: 'Siemens AG' }],
    [
      { name: 'ООО «Берёзка»', city: 'Москва' },
      { name: 'Berezka LLC', city: 'Moskva' },
    ],
    [
      { name: 'შპს თბილისის პური', city: 'თბილისი' },
      { name: 'Tbilisis Puri LLC', city: 'Tbilisi' },
    ],
    [
      { name: 'Jānis Kalniņš', ...riga },
      { name: 'KALNIŅŠ JĀNIS', ...riga },
    ],
    [
      { name: 'Müller Logistik GmbH', city: 'München' },
      { name: 'Mueller Logistik', city: 'München' },
    ],
    [{ name: '北京百度网讯科技有限公司' }, { name: '北京百度网讯科技' }],
    [
      { name: 'Kažociņš', taxId: 'LV40003009497' },
      { name: 'SIA Vecais nosaukums', taxId: '40003009497' },
    ],
    [
      { name: 'Juris Ozols', email: 'juris@ozols.lv' },
      { name: 'Yuri Ozols', email: 'Juris@Ozols.LV' },
    ],
    [
      { name: 'Rimi Latvia', phone: '67 045 409' },
      { name: 'Rimi Latvija SIA', phone: '+371 67045409' },
    ],
  ]
  for (const [left, right] of same) {
    const { score } = compareRecords(left, right)
    assert.ok(score >= 0.5, `${left.name} / ${right.name}: ${score}`)
    assert.ok(
      blockingKeys(left).some((key) => blockingKeys(right).includes(key)),
      left.name,
    )
    assert.equal(compareRecords(right, left).score, score)
  }
})

test('a Chinese name is known again in pinyin, but not by its sound alone', () => {
  const inPinyin = compareRecords({ name: '李伟', city: '北京' }, { name: 'Li Wei', city: 'Beijing' })
  assert.ok(inPinyin.score >= 0.5)
  assert.ok(compareRecords({ name: '李伟' }, { name: '黎卫' }).score < 0.1)
})

test('partners that are alike in part stay apart', () => {
  const different: [MatchRecord, MatchRecord][] = [
    [
      { name: 'SIA Rīgas Osta', ...riga },
      { name: 'SIA Rīgas Satiksme', ...riga },
    ],
    [{ name: 'Volkswagen AG' }, { name: 'Siemens AG' }],
    [
      { name: 'Veikals 7', ...riga },
      { name: 'Veikals 8', ...riga },
    ],
    [
      { name: 'SIA Alfa', taxId: 'LV40003009497' },
      { name: 'SIA Alfa', taxId: 'LV50003221011' },
    ],
    [
      { name: 'Jānis Kalniņš', city: 'Rīga' },
      { name: 'Anna Kalniņa', city: 'Rīga' },
    ],
    [{ name: 'Angelo Cruz' }, { name: 'Angela Merkel' }],
    [{ name: '' }, { name: '' }],
  ]
  for (const [left, right] of different) {
    const { score } = compareRecords(left, right)
    assert.ok(score < 0.5, `${left.name} / ${right.name}: ${score}`)
  }
})

test('what speaks for and against is said, the strongest first', () => {
  const left = { name: 'SIA Bērzs', taxId: 'LV40003009497', phone: '67045409', country: 'LV' }
  const right = { name: 'AS Berzs', taxId: 'LV40003009497', phone: '+37167045409', country: 'EE' }
  assert.deepEqual(compareRecords(left, right).reasons, [
    { field: 'taxId', code: 'sameTaxId' },
    { field: 'name', code: 'sameName' },
    { field: 'phone', code: 'samePhone' },
    { field: 'country', code: 'otherCountry' },
    { field: 'name', code: 'otherLegalForm' },
  ])
})

test('of two restaurant guides nearly all pairs are found, and little else', (t) => {
  const rows = lines('restaurants.csv').map((line) => line.split('|'))
  const forms = rows.map(([, name = '', address, phone, city]) =>
    matchForm({ name, address, phone, city, country: 'US' }),
  )
  const wanted = new Set(lines('restaurant-pairs.csv', 0).map((line) => pair(line.split('|').map(Number))))
  const blocks = new Map<string, number[]>()
  for (const [row, form] of forms.entries()) {
    for (const key of blockingKeys(form)) blocks.set(key, [...(blocks.get(key) ?? []), row])
  }
  const compared = new Set<string>()
  const found = new Set<string>()
  for (const block of blocks.values()) {
    for (const left of block) {
      for (const right of block) {
        if (left >= right || compared.has(pair([left, right]))) continue
        compared.add(pair([left, right]))
        if (compareRecords(forms[left]!, forms[right]!).score >= 0.5) found.add(pair([left, right]))
      }
    }
  }
  const right = [...found].filter((one) => wanted.has(one)).length
  assert.equal(wanted.size, 112)
  assert.ok(compared.size < 2_000, `${compared.size} of 373,000 comparisons`)
  t.diagnostic(`precision ${(right / found.size).toFixed(3)}, recall ${(right / wanted.size).toFixed(3)}`)
  assert.ok((2 * right) / (found.size + wanted.size) > 0.95, `${right} of ${found.size}`)
})

test('names alone are judged as people judge them', () => {
  const wrong = lines('name-cases.csv').filter((line) => {
    const cells = (line.match(/("[^"]*"|[^,]*)(,|$)/g) ?? []).map((cell) => cell.replaceAll(/,$|"/g, ''))
    const [, , left = '', right = '', isSame] = cells
    const likeness = nameSimilarity(matchForm({ name: left }), matchForm({ name: right }))
    return likeness >= 0.8 !== (isSame === 'true')
  })
  // The order of names tells persons apart in this list only; elsewhere it is the habit of whoever typed
  // them.
  assert.deepEqual(wrong, ['nk_checks,Person,Friedrich Hans,Hans Friedrich,false,MEDIUM,,'])
})

test('hostile records are compared soon and without harm', () => {
  for (const name of [
    '\ud800',
    'a '.repeat(100_000),
    '('.repeat(100_000),
    '𝟙'.repeat(1000),
    '__proto__',
    '\0',
  ]) {
    const record = { name, address: name, city: name, phone: name, email: name, taxId: name }
    assert.ok(blockingKeys(record).length <= 30)
    assert.ok(Number.isFinite(compareRecords(record, record).score))
  }
})

function lines(file: string, header = 1): string[] {
  const text = readFileSync(new URL(`fixtures/${file}`, import.meta.url), 'utf8')
  return text.trim().split(/\r?\n/).slice(header)
}

function pair(rows: number[]): string {
  return rows.toSorted((left, right) => left - right).join()
}
