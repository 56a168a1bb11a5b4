import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tellingBy, tellingOfAny, tellsOf, whereWithout, withoutTelling } from './telling.ts'

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

test('a name is found however it is spelled: other letters, no accents, other order, and nobody else’s', () => {
  const told = (name: string, text: string) => withoutTelling(text, person([name]), '▒')
  for (const [name, text, left] of [
    ['Zelma Privātā', 'ZELMA PRIVATA called', '▒ called'],
    ['Zelma Privātā', 'звонила Зелма Привата', 'звонила ▒'],
    ['Zelma Privātā', `Privātā, Zelma`.normalize('NFD'), '▒'],
    ['Жанна Щукина', 'Ask Shchukina Zhanna.', 'Ask ▒.'],
    ['გიორგი ბერიძე', 'Giorgi Beridze, Гиорги Беридзе', '▒, ▒'],
    ['Giorgi Beridze', 'ბერიძე გიორგი და სხვები', '▒ და სხვები'],
    ['Anna Maria Li', 'li anna-maria', '▒'],
    ['王伟', 'Wang Wei signed', '▒ signed'],
    ['Anna Li', 'Ann Ali and Hanna Lie', 'Ann Ali and Hanna Lie'],
    ['Anna Li', '{"a":"Anna","b":"Li"}', '{"a":"Anna","b":"Li"}'],
  ] as const)
    assert.equal(told(name, text), left)
})

test('a name is found as Latvian, Russian and Georgian decline it, in whatever letters it is kept', () => {
  const told = (name: string, text: string) => withoutTelling(text, person([name]), '▒')
  for (const [name, text, left] of [
    [
      'Jānis Bērziņš',
      'Jāņa Bērziņa rēķins; zvanīt Jānim Bērziņam, ar Jāni Bērziņu',
      '▒ rēķins; zvanīt ▒, ar ▒',
    ],
    ['Zelma Kalniņa', 'Zelmas Kalniņas, Zelmai Kalniņai, Zelmu Kalniņu', '▒, ▒, ▒'],
    ['Ilze Egle', 'Ilzei Eglei un Ilzes Egles', '▒ un ▒'],
    ['Aldis Briedis', 'Alda Brieža un Aldim Briedim', '▒ un ▒'],
    ['Иван Петров', 'у Ивана Петрова, с Иваном Петровым, об Иване Петрове', 'у ▒, с ▒, об ▒'],
    ['Ivan Petrov', 'Ивану Петрову', '▒'],
    ['Мария Сергеевна Чайковская', 'Марии Сергеевне Чайковской, Марию Сергеевну Чайковскую', '▒, ▒'],
    ['Сергей Достоевский', 'Сергея Достоевского, Сергею Достоевскому', '▒, ▒'],
    ['Игорь Толстой', 'Игорю Толстому', '▒'],
    ['გიორგი ბერიძე', 'გიორგის ბერიძისთვის, გიორგიმ ბერიძემ, ბერიძეს გიორგის', '▒, ▒, ▒'],
    ['ნინო აბაშვილი', 'ნინოს აბაშვილისგან და ნინოს აბაშვილთან', '▒ და ▒'],
    ['Anna Li', 'Anna Lielā, Anne Lisa, Annas Lika', 'Anna Lielā, Anne Lisa, Annas Lika'],
    ['Jānis Bērziņš', 'Jāņa Bērzkalna', 'Jāņa Bērzkalna'],
  ] as const)
    assert.equal(told(name, text), left)
})

test('a name in Han is found as it is spoken, and one in pinyin in Han that stands alone', () => {
  const told = (name: string, text: string) => withoutTelling(text, person([name]), '▒')
  for (const [name, text, left] of [
    ['王伟', 'Wang Wei, Wei Wang, WANGWEI, wang-wei', '▒, ▒, ▒, ▒'],
    ['王小明', 'Xiaoming Wang and Wang, Xiaoming', '▒ and Wang, Xiaoming'],
    ['欧阳娜', 'Ouyang Na; Na Ouyang', '▒; ▒'],
    ['吕布', 'Lv Bu, Lü Bu, LYU Bu, Bu Lu', '▒, ▒, ▒, ▒'],
    ['曾国藩', 'Zeng Guofan', '▒'],
    ['Wang Wei', '联系: 王伟, 电话', '联系: ▒, 电话'],
    ['Wei Wang', '["王伟","北京"]', '["▒","北京"]'],
    ['Wang Wei', '国王为人', '国王为人'],
    ['Zelma Privātā', '王伟', '王伟'],
  ] as const)
    assert.equal(told(name, text), left)
})

test('people who are looked for together are each found as if they were looked for alone', () => {
  const people = [
    person(['Zelma Privātā'], ['z@p.example']),
    person(['Anna']),
    person(['王伟'], [], ['29777888']),
  ]
  const any = tellingOfAny(people)
  for (const text of ['Зелма Привата', 'to z@p.example', 'Anna', '联系王伟', 'call 29 777 888', 'nobody'])
    assert.equal(
      tellsOf(text, any),
      people.some((one) => tellsOf(text, one)),
      text,
    )
})
