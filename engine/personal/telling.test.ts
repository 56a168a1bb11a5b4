import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tellingBy, tellsOf, whereWithout, withoutTelling } from './telling.ts'

const person = (names: string[], marks: string[] = [], phones: string[] = []) =>
  tellingBy({ names: new Set(names), marks: new Set(marks), phones: new Set(phones) })

test('a person is told in a text by name, address or number, however it is written, and nobody else is', () => {
  const anna = person(['Anna Li'], ['anna@li.example'], ['+37129777888'])
  const told = (text: string) => withoutTelling(text, anna, '▒')
  for (const [text, left] of [
    ['Ask ANNA  LI today', 'Ask ▒ today'],
    ['Li Anna signed', '▒ signed'],
    ['to anna@li.example.', 'to ▒.'],
    ['call 29 777-888 or +371 29777888!', 'call ▒ or ▒!'],
    ['Anna Lielā pays', 'Anna Lielā pays'],
    ['Hanna Li pays', 'Hanna Li pays'],
    ['joanna@li.example', 'joanna@li.example'],
    ['order 1297778881', 'order 1297778881'],
  ])
    assert.equal(told(text ?? ''), left)
  assert.equal(withoutTelling('请联系王伟先生', person(['王伟']), '▒'), '请联系▒先生')
})

test('a name of one short word is looked for in cells alone', () => {
  const anna = person(['Anna'])
  assert.deepEqual([anna.texts, anna.within], [['anna'], null])
  assert.equal(tellsOf('Anna', anna), false)
})

test('a condition that names a person goes from a view, and admits nobody where it gave a right', () => {
  const zelma = person(['Zelma Privātā'])
  const where = { country: 'LV', any: [{ name: 'Zelma Privātā' }, { city: 'Rīga' }] }
  assert.deepEqual(whereWithout(where, zelma, 'nothing'), { country: 'LV', any: [{}, { city: 'Rīga' }] })
  assert.deepEqual(whereWithout({ name: { contains: 'zelma privātā' }, country: 'LV' }, zelma, 'never'), {
    all: [{ country: 'LV' }, { any: [] }],
  })
  assert.deepEqual(whereWithout({ not: { name: 'Zelma Privātā' } }, zelma, 'never'), {
    not: { all: [{}, { any: [] }] },
  })
})
