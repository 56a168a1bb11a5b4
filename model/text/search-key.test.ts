import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { grams, identifierGram, identifierGrams } from './grams.ts'
import { identifierKey, searchKey } from './search-key.ts'
import { searchQuery } from './search-query.ts'
import type { SearchWord } from './search-query.ts'

test('a name is searched by its distinctive words, the legal form stands behind them', () => {
  const cases = [
    ['SIA Rīgas Osta', 'rigas osta | sia'],
    ['AS "Latvenergo"', 'latvenergo | as'],
    ['A/S Novo Nordisk', 'novo nordisk | as'],
    ['ООО «Ромашка»', 'romashka | ooo'],
    [
      'Общество с ограниченной ответственностью Вектор',
      'vektor | obshchestvo s ogranichennoy otvetstvennostyu',
    ],
    ['შპს ბერა გრუპი', 'bera grupi | shps'],
    ['ი/მ გიორგი მელაძე', 'giorgi meladze | im'],
    ['Müller GmbH & Co. KG', 'muller | gmbh co kg'],
    ['Kowalski Sp. z o.o.', 'kowalski | sp z oo'],
    ['Cemex, S.A.B. de C.V.', 'cemex | sab de cv'],
    ["O'Neil & Sons Ltd.", 'oneil sons | ltd'],
    ['北京百度网讯科技有限公司', 'beijingbaiduwangxunkeji | youxiangongsi | ^北京百度网讯科技 ~有限公司'],
    ['Apple (China) 有限公司', 'apple china | youxiangongsi | ~有限公司'],
    ['李伟', 'liwei |  | ^李伟'],
    ['株式会社トヨタ', 'toyota | zhushihuishe | ~株式会社'],
    ['Group AS', 'group | as'],
    ['IP Telecom', 'ip telecom'],
    ['SIA', 'sia'],
    ['7-Eleven', '7 eleven'],
    ['😀 !!!', ''],
  ] as const
  for (const [name, key] of cases) assert.equal(searchKey(name), key)
})

test('several names of a record make one key, each in its part', () => {
  assert.equal(searchKey('SIA Rīgas Osta', 'AS Port of Riga'), 'rigas osta port of riga | sia as')
  assert.equal(searchKey('Baidu Inc', '百度有限公司'), 'baidu baidu | inc youxiangongsi | ^百度 ~有限公司')
  assert.equal(searchKey('', ''), '')
})

test('what people type finds the name, whatever its script', () => {
  const found = [
    ['SIA Bērzs un partneri', 'ber', 'berz', 'BĒRZS', 'bērzs sia', 'sia ber', 'par', 'un partneri'],
    ['შპს თბილისის პური', 'tbi', 'თბი', 'puri', 'პურ', 'shps puri', 'შპს პური'],
    ['ООО «Ёлочный край»', 'ело', 'ёло', 'elo', 'kray', 'край ооо'],
    ['北京百度网讯科技有限公司', '北京', '百度', '北', 'bei', 'beijing', '科技'],
    ['Đặng Thị Ánh', 'dang', 'Đặng', 'anh'],
    ['Łódzkie Zakłady Sp. z o.o.', 'lodz', 'zakl', 'łódzkie sp. z o.o.'],
    ['Société Générale S.A.', 'soc', 'générale', 'SOCIETE GENERALE', 'generale s.a.'],
  ] as const
  for (const [name, ...queries] of found) {
    for (const typed of queries) assert.ok(finds(name, typed, 'startOfWord'), `${typed} should find ${name}`)
  }
  assert.ok(finds('北京百度网讯科技有限公司', 'baidu', 'inside'))
  assert.ok(finds('青岛海川工程机械有限公司', 'haichuan', 'inside'))
  assert.ok(finds('青岛海川工程机械有限公司', 'qingdaohai', 'startOfWord'))
  assert.ok(finds('Latvenergo', 'energo', 'inside'))
  assert.ok(!finds('Latvenergo', 'energo', 'startOfWord'))
  assert.ok(!finds('SIA Rīgas Osta', 'berz', 'inside'))
})

test('a name that starts with what was typed is told from one that holds it', () => {
  const starts = (name: string, typed: string) =>
    searchQuery(typed).startOfName.some((pattern) => like(searchKey(name), pattern))
  assert.ok(starts('SIA Rīgas Osta', 'rig'))
  assert.ok(starts('SIA Rīgas Osta', 'sia rigas o'))
  assert.ok(starts('北京百度网讯', '北京'))
  assert.ok(!starts('北京百度网讯', '百度'))
  assert.ok(!starts('SIA Rīgas Osta', 'osta'))
  assert.ok(!starts('SIA Rīgas Osta', 'sia'))
})

test('a legal form is found by the whole word only', () => {
  const [word] = searchQuery('sia').words
  assert.ok(word?.legalGram && grams(searchKey('SIA Rīgas Osta')).includes(word.legalGram))
  assert.ok(!grams(searchKey('SIA Rīgas Osta')).includes(word.startGrams[0] ?? 0))
  assert.ok(grams(searchKey('Siam Foods')).includes(word.startGrams[0] ?? 0))
  assert.equal(searchQuery('berzs').words[0]?.legalGram, null)
})

test('a number is found by its beginning, with or without signs', () => {
  assert.equal(identifierKey('lv-4000 3009497'), 'LV40003009497')
  assert.equal(identifierKey('１２３ / ４'), '1234')
  const { identifier } = searchQuery('LV 4000')
  assert.ok(identifier && identifierGrams('LV40003009497').includes(identifier.gram))
  assert.ok(identifierGrams('LV40003009497').includes(identifierGram('LV40003009497')))
  assert.equal(searchQuery('riga').identifier, null)
})

test('the index never hides a name that holds what was typed', () => {
  const letters = fc.constantFrom(...'abcāшყ北京 .-')
  const texts = fc.string({ unit: letters, maxLength: 14 })
  fc.assert(
    fc.property(texts, fc.nat(14), fc.nat(5), (name, from, length) => {
      const key = searchKey(name)
      const kept = new Set(grams(key))
      for (const word of searchQuery(name.slice(from, from + length)).words) {
        const [part = ''] = key.split(' |')
        const isHan = /\p{Script=Han}/u.test(word.text)
        const holder = isHan ? key : part
        if (word.insideGrams && like(holder, word.inside))
          assert.ok(word.insideGrams.every((gram) => kept.has(gram)))
        if (like(` ${holder}`, word.startOfWord)) assert.ok(word.startGrams.every((gram) => kept.has(gram)))
      }
    }),
    { numRuns: 5000 },
  )
})

test('hostile text costs little and throws nothing', () => {
  for (const text of [
    '\ud800',
    'a'.repeat(1e6),
    '. '.repeat(1e5),
    '有限公司'.repeat(1e5),
    'sia '.repeat(1e5),
    '\0%_\\',
  ]) {
    assert.ok(grams(searchKey(text)).length < 2000)
    assert.ok(searchQuery(text).words.length <= 8)
  }
})

function finds(name: string, typed: string, pattern: 'startOfWord' | 'inside'): boolean {
  const key = searchKey(name)
  const kept = new Set(grams(key))
  const { words } = searchQuery(typed)
  const gramsOf = (word: SearchWord) => (pattern === 'inside' ? (word.insideGrams ?? []) : word.startGrams)
  const narrowing = words.filter((word) => word.legalGram === null)
  return (
    words.length > 0 &&
    narrowing.every((word) => gramsOf(word).every((gram) => kept.has(gram))) &&
    words.every((word) => like(` ${key}`, word[pattern]))
  )
}

function like(text: string, pattern: string): boolean {
  const literal = (part: string) => part.replace(/[\\^$|]/g, '\\$&')
  return new RegExp(`^${pattern.split('%').map(literal).join('.*')}$`, 's').test(text)
}
