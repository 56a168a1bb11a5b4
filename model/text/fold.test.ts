import { test } from 'node:test'
import assert from 'node:assert/strict'
import { fold, foldClass, foldMap, foldReplacements } from './fold.ts'

test('folded text has no case and no accents', () => {
  const cases = [
    ['SIA Rīgas Ostas Ķīpsala', 'sia rigas ostas kipsala'],
    ['ŁÓDŹ', 'lodz'],
    ['Straße, STRASSE, STRAẞE', 'strasse, strasse, strasse'],
    ['Đặng Thị Ánh', 'dang thi anh'],
    ['Ærø Œuvre Þór', 'aero oeuvre thor'],
    ['İstanbul Iğdır', 'istanbul igdir'],
    ['ΣΊΣΥΦΟΣ', 'σισυφοσ'],
    ['Ａｐｐｌｅ　１２', 'apple 12'],
    ['„Zelta” – O’Hara\u00a0s', `"zelta" - o'hara s`],
    ['e\u0301te\u0301', 'ete'],
  ] as const
  for (const [text, folded] of cases) assert.equal(fold(text), folded)
})

test('letters of other scripts lose their case and stay', () => {
  assert.equal(fold('ООО «Ёлочный Край»'), 'ооо "елочный край"')
  assert.equal(fold('Ївга Ўладзімір'), 'ївга ўладзімір')
  assert.equal(fold('შპს ᲗᲑᲘᲚᲘᲡᲘ'), 'შპს თბილისი')
  assert.equal(fold('北京百度网讯科技有限公司'), '北京百度网讯科技有限公司')
  assert.equal(fold('가나다 東京タワー'), '가나다 東京タワー')
})

test('the data for PostgreSQL folds as the function does, for every letter there is', () => {
  const needsMore = new RegExp(foldClass, 'u')
  const to = [...foldMap.to]
  const targets = new Map([...foldMap.from].map((from, position) => [from, to[position] ?? '']))
  for (let code = 1; code <= 0x1ffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue
    const character = String.fromCodePoint(code)
    let expected = [...character.toLowerCase()].map((one) => targets.get(one) ?? one).join('')
    for (const [from, into] of foldReplacements) expected = expected.replaceAll(from, into)
    assert.equal(fold(character), expected)
    if (!needsMore.test(character)) assert.equal(expected, character.toLowerCase())
    assert.equal(fold(expected), expected, `folding ${character} twice changes it`)
  }
})

test('the map names each character once, and every replacement stands beyond it', () => {
  const from = [...foldMap.from]
  assert.equal(new Set(from).size, from.length)
  assert.ok([...foldMap.to].length <= from.length)
  for (const [letter] of foldReplacements) assert.ok(!from.includes(letter))
})
