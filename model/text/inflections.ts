/**
 * The forms in which a name stands in a sentence, by a table of endings: Latvian, Russian and Georgian
 * decline the names of people, also those of foreigners. Each word is taken by itself, in the plain small
 * Latin letters of `latin`, and what it looks like says how it is declined; a form that no language has harms
 * nothing, since all words of a name have to be found together.
 *
 * Not known: names that change within (Павел, Павла; Лев, Льва), plural forms of families but Ивановы and
 * their like, and pet forms. Sources: the declensions 1–6 of Latvian nouns, the three of Russian and its
 * adjectives, the seven cases of Georgian with the postpositions that are written on.
 */
export function inflections(word: string): readonly string[] {
  const forms = new Set([word])
  for (const { ending, before, instead } of tables) {
    const stem = word.slice(0, word.length - ending.length)
    if (!word.endsWith(ending) || stem.length < shortestStem || !before.test(stem)) continue
    for (const other of instead) forms.add(stem + other)
    // Aldis, Alda; but Briedis, Brieža: in Latvian a stem may soften before -a and -u.
    if (ending === 'is')
      for (const [hard, soft] of softened)
        if (stem.endsWith(hard)) for (const other of ['a', 'u']) forms.add(stem.slice(0, -1) + soft + other)
  }
  return [...forms]
}

const shortestStem = 2
const softened = [
  ['t', 's'],
  ['d', 'z'],
  ['b', 'bj'],
  ['p', 'pj'],
  ['m', 'mj'],
  ['v', 'vj'],
] as const

type Table = { readonly ending: string; readonly before: RegExp; readonly instead: readonly string[] }

const tables: readonly Table[] = [
  // Latvian: Kalns, Jānis, Mārkus, Zelma, Ilze.
  table('s', /[^aeiou]$/, ' a am u i'),
  table('is', /[^aeiou]$/, 'a im i'),
  table('us', /[^aeiou]$/, 'u um'),
  table('a', /./, 'as ai u am'),
  table('e', /./, 'es ei i em'),
  // Russian: Иван and Иванов, Сергей and Юрий, Игорь (as Иван), Анна, Мария, Достоевский, Толстой, -ая.
  table('', /[^aeiouy]$/, 'a u om em e ym y ykh ya yu'),
  table('y', /[aeou]$/, 'ya yu em e'),
  table('y', /i$/, 'ya yu em'),
  table('a', /[^aeiouy]$/, 'y i e u oy oyu ey eyu'),
  table('ya', /./, 'i e yu ey eyu'),
  table('iy', /[kghnt]$/, 'ogo omu im om ie ikh ego emu em'),
  table('yy', /./, 'ogo omu ym om ye ykh'),
  table('oy', /./, 'ogo omu ym om im'),
  table('aya', /./, 'oy oyu uyu'),
  table('yaya', /./, 'ey yuyu'),
  // Georgian: გიორგი is declined as a name and as any word in -ი, ბერიძე shortens in the genitive.
  table('i', /./, 'im is id iv it ma m s istvis isgan isi ad o stan tan istan itan'),
  table('e', /./, 'em es is ed ev it estan istvis isgan istan'),
  table('a', /./, 'am as is ad av it astan istvis isgan istan'),
  table('o', /./, 'om os osi od ov ot ostan ostvis osgan'),
  table('u', /./, 'um us usi ud uv ut ustan ustvis usgan'),
]

function table(ending: string, before: RegExp, instead: string): Table {
  return { ending, before, instead: instead.split(' ') }
}
