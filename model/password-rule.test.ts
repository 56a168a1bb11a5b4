import assert from 'node:assert/strict'
import { test } from 'node:test'
import { weighPassword, type PasswordFault } from './password-rule.ts'

const own = ['aija.berzina@osta.lv', 'Aija Bērziņa']
const common = new Set(['sunshine', 'liverpool', 'charlottetown', 'q1w2e3r4t5y6', '123456654321'])
const weighed = (password: string) => weighPassword(password, own, (one) => common.has(one))

test('what is tried before long is refused, and why', () => {
  const refused: Readonly<Record<PasswordFault, readonly string[]>> = {
    short: ['', 'elevensigns', 'a          b', 'aaa', 'ＡＢＣ'],
    long: [`${'four white horses '.repeat(15)}`],
    own: ['aija.berzina@osta.lv', 'Aija.Berzina1', 'aijabērziņa2026', 'AIJA.BERZINA@OSTA.LV'],
    common: [
      'Charlottetown',
      'charlottetown12!',
      'Sunshine2026!',
      '$un5h1ne2026',
      'liverpool-123',
      'sunshinesunshine',
      'Password2026!',
      'P@ssw0rd12345',
      'q1w2e3r4t5y6',
      'passwordpassword',
      'Пароль123456',
      'Administrator1',
    ],
    simple: [
      'aaaaaaaaaaaa',
      'abababababab',
      'abcdefghijklm',
      'qwertyuiop123',
      'zxcvbnmasdfghjkl',
      '1qaz2wsx3edc4rfv',
      '123456789012',
      '20262026202620',
      'йцукенгшщзхъ',
      'абвгдежзиклм',
      'აბგდევზთიკლმ',
      'xyxyxyxyxyxyxy',
      'blahblahblah',
    ],
  }
  for (const [fault, passwords] of Object.entries(refused))
    for (const password of passwords) assert.equal(weighed(password).fault, fault, password)
})

test('what somebody thinks of for themselves is taken, in any script, and weighed', () => {
  const taken: readonly (readonly [password: string, strength: number])[] = [
    ['hpkvmawlbenuc', 2],
    ['kontor-demo-2026', 2],
    ['four white horses', 2],
    ['three-cranes-at-dawn', 3],
    ['vairāki vārdi pēc kārtas', 4],
    ['сорок тысяч мокрых зонтов', 4],
    ['ოთხი თეთრი ცხენი მინდორში', 4],
    ['四匹白馬在雨中慢慢走過去', 4],
    ['sunshine over a grey harbour', 4],
    ['k7#Vq2!zRm9&wT', 3],
    ['ends with sunshine1', 3],
  ]
  for (const [password, strength] of taken)
    assert.deepEqual(weighed(password), { fault: null, strength }, password)
})

test('more of the same makes nothing stronger, and more that is new does', () => {
  const strength = (password: string) => weighed(password).strength
  assert.equal(strength('four white horses'), strength('four white horsessssssssssss'))
  assert.equal(strength('four white horses123456'), strength('four white horses123456789'))
  assert.ok(strength('four white horses in the rain') > strength('four white horses'))
})
