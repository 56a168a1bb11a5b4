import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blockingKeys, compareRecords, matchForm, wideKeys, type MatchRecord } from './index.ts'
import { similarity } from './similarity.ts'

type Pair = readonly [MatchRecord, MatchRecord]

const home = { city: 'Köln', address: 'Gartenstraße 12', phone: '+49 221 9876543' }

/** Each stands for one cause by which the same partner is written in two ways. */
const same: Readonly<Record<string, Pair>> = {
  'letters that changed places': [{ name: 'Saules Elektronika' }, { name: 'Saules Elekrtonika' }],
  'what is foreign in Georgian, with its ending': [{ name: 'Hilton' }, { name: 'შპს ჰილტონი' }],
  'an f that Georgian writes as a p': [{ name: 'Fresh Market' }, { name: 'ფრეშ მარკეტი' }],
  'a hard c': [{ name: 'Coca-Cola' }, { name: 'ООО Кока-Кола' }],
  'English as it is spoken': [{ name: 'Green House Ltd' }, { name: 'ООО Грин Хаус' }],
  'Greek as it is spoken': [{ name: 'Ευάγγελος Παπαδόπουλος' }, { name: 'Evangelos Papadopoulos' }],
  'a city by another name': [
    { name: 'Иванов Пётр', city: 'Москва' },
    { name: 'Ivanov Petr', city: 'Moscow' },
  ],
  'the city behind the name': [
    { name: 'Cedar Foods Ltd', city: 'Leeds', taxId: '123456789' },
    { name: 'Cedar Foods Leeds' },
  ],
  'a number in words': [{ name: 'Studio Twenty Four Ltd' }, { name: 'Studio 24' }],
  'a word cut short': [
    { name: 'Northern Machinery Ltd', city: 'York' },
    { name: 'Northern Mach. Ltd', city: 'York' },
  ],
  'a legal form in Latin letters in front': [{ name: 'ПрАТ Карпати Меблі' }, { name: 'PrJSC Karpaty Mebli' }],
  'an everyday name': [
    { name: 'Nicholas Whitfield', city: 'Leeds' },
    { name: 'Nick Whitfield', city: 'Leeds' },
  ],
  'a Chinese firm without its city': [{ name: '杭州海川科技有限公司' }, { name: '海川科技' }],
  'a Chinese firm with its city as one': [
    { name: '青岛新科食品有限公司', city: '青岛' },
    { name: '青岛市新科食品有限公司', city: 'Qingdao' },
  ],
  'a Chinese firm by its short name': [
    { name: '海尔', city: '青岛' },
    { name: '青岛海尔集团有限公司', city: '青岛' },
  ],
  'a Chinese firm in pinyin written together': [
    { name: '北京金龙贸易有限公司' },
    { name: 'Beijing Jinlongmaoyi Co., Ltd.', country: 'CN' },
  ],
  'a Chinese firm with its trade in English': [
    { name: '广州东方电子有限公司', city: '广州' },
    { name: 'Guangzhou Dongfang Electronics Co., Ltd', city: 'Guangzhou' },
  ],
  'a Chinese name of several readings, surname last': [
    { name: '刘雨桐', city: '深圳' },
    { name: 'Yutong Liu', city: '深圳' },
  ],
  'a street that lost its space, a city with a slip': [
    { name: 'Anthony Rickett', city: 'mount immaney', address: '42 messenger circuit' },
    { name: 'Anthony Ricket', city: 'mount immanye', address: '42 messengercircuit' },
  ],
  'a house behind a sign': [
    { name: 'Орлова Анна', address: 'ул. Ленина, д.5' },
    { name: 'Orlova Anna', address: 'Lenina street 5' },
  ],
}

/** Each stands for one cause by which two are alike that are not the same. */
const different: Readonly<Record<string, Pair>> = {
  'father and son': [
    { name: 'Friedrich Müller', ...home },
    { name: 'Günther Müller', ...home },
  ],
  'an initial of another': [
    { name: 'W. Müller', ...home },
    { name: 'Friedrich Müller', ...home },
  ],
  'a junior': [
    { name: 'John Smith Jr', city: 'Leeds' },
    { name: 'John Smith Sr', city: 'Leeds' },
  ],
  'firms of one group in one office': [
    { name: 'Phoenix Electronics Ltd', ...home, email: 'a@phoenix-group.example' },
    { name: 'Harrison Logistics Ltd', ...home, email: 'b@phoenix-group.example' },
  ],
  'a firm and its holding': [
    { name: 'Falcon Electronics Ltd', city: 'Bristol', address: '12 High Street' },
    { name: 'Falcon Electronics Holding Ltd', city: 'Bristol', address: '12 High Street' },
  ],
  'numbers in words': [{ name: 'Studio Two' }, { name: 'Studio Three' }],
  'one city, one trade': [
    { name: '杭州海川科技有限公司', city: '杭州' },
    { name: 'Hangzhou Changcheng Keji Co., Ltd.', city: 'Hangzhou' },
  ],
  'Chinese people of one sound': [
    { name: '王芳', city: '上海' },
    { name: '王方', city: '上海' },
  ],
}

test('what is the same is found, for whatever cause it is written otherwise', () => {
  for (const [cause, [left, right]] of Object.entries(same)) {
    const { score } = compareRecords(left, right)
    assert.ok(score >= 0.5, `${cause}: ${score}`)
    assert.equal(compareRecords(right, left).score, score, cause)
    const keys = new Set(blockingKeys(left))
    assert.ok(
      blockingKeys(right).some((key) => keys.has(key)),
      `${cause}: no key is shared`,
    )
  }
})

test('what is alike by family, group, trade or place is not the same', () => {
  for (const [cause, [left, right]] of Object.entries(different)) {
    const { score } = compareRecords(left, right)
    assert.ok(score < 0.5, `${cause}: ${score}`)
  }
})

test('a Chinese name is found in Latin letters, wherever they are parted, by a search over all', () => {
  const firm = { name: '海川机械有限公司', country: 'CN', city: '上海' }
  const spelled = ['Haichuan Jixie', 'HAICHUANJIXIE', 'Hai Chuan Ji Xie', 'haichuanjixieyouxiangongsi']
  for (const name of spelled) {
    const other = { name, country: 'CN', city: 'Shanghai' }
    assert.ok(compareRecords(firm, other).score >= 0.5, name)
    const keys = new Set(wideKeys(matchForm(firm)))
    assert.ok(
      wideKeys(matchForm(other)).some((key) => keys.has(key)),
      name,
    )
  }
  const another = { name: 'Haichuan Jianshe', country: 'CN', city: 'Shanghai' }
  assert.ok(compareRecords(firm, another).score < 0.75)
})

test('that one of a group is told apart is said', () => {
  const [left, right] = different['a firm and its holding'] as Pair
  assert.ok(compareRecords(left, right).reasons.some(({ code }) => code === 'otherUnit'))
})

test('letters that changed places are one slip, as a table of all ways says', () => {
  let state = 1
  const next = (most: number) => (state = Math.imul(state, 48_271) >>> 1) % most
  const word = () => Array.from({ length: 1 + next(9) }, () => 'abcd'.charAt(next(4))).join('')
  for (let turn = 0; turn < 5_000; turn++) {
    const [one, other] = [word(), word()]
    const longest = Math.max(one.length, other.length)
    if (Math.min(one.length, other.length) * 2 < longest) continue
    const wanted = Math.max(0, 1 - slipsBetween(one, other) / longest)
    assert.ok(Math.abs(similarity(one, other) - wanted) < 1e-9, `${one} ${other}`)
  }
})

function slipsBetween(one: string, other: string): number {
  const table = [Array.from({ length: other.length + 1 }, (_, at) => at)]
  const at = (row: number, column: number) => table[row]?.[column] ?? Infinity
  for (let row = 1; row <= one.length; row++) {
    table[row] = [row]
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1]
      const isTurned = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      table[row]![column] = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (isSame ? 0 : 1),
        row > 1 && column > 1 && isTurned ? at(row - 2, column - 2) + 1 : Infinity,
      )
    }
  }
  return at(one.length, other.length)
}
