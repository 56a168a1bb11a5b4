/**
 * Where a text holds what was typed, in any of its scripts: pairs of start and end, in letters of the text.
 */
export type Marks = readonly (readonly [start: number, end: number])[]

/**
 * The places of `typed` in `text` compared without case and accents and over Latin, Cyrillic and
 * Georgian, so that "rig" marks Рига and რიგა. Each word typed is marked where a word begins with it, else
 * inside.
 */
export function marksOf(text: string, typed: string): Marks {
  const { letters, places } = spell(text)
  const marks: [number, number][] = []
  for (const word of typed.trim().split(/\s+/)) {
    const wanted = spell(word).letters
    if (wanted === '') continue
    const at = startOfWord(letters, wanted) ?? letters.indexOf(wanted)
    if (at < 0) continue
    const start = places[at] ?? 0
    const lastLetter = places[at + wanted.length - 1] ?? text.length - 1
    marks.push([start, lastLetter + sizeAt(text, lastLetter)])
  }
  return merged(marks)
}

/** The text cut at its marks: the parts to draw plain and the parts to draw marked. */
export function markedParts(text: string, marks: Marks): { text: string; marked: boolean }[] {
  const parts: { text: string; marked: boolean }[] = []
  let done = 0
  for (const [start, end] of marks) {
    if (start > done) parts.push({ text: text.slice(done, start), marked: false })
    parts.push({ text: text.slice(start, end), marked: true })
    done = end
  }
  if (done < text.length) parts.push({ text: text.slice(done), marked: false })
  return parts
}

/** A text without case, accents and scripts, as it is compared. */
export function spelled(text: string): string {
  return spell(text).letters
}

/** A name in Latin letters where it is written in others that are known here, else null. */
export function latinForm(name: string): string | null {
  let form = ''
  let isOther = false
  for (const character of name) {
    const lower = character.toLowerCase()
    const letters = /[\p{Script=Cyrillic}\p{Script=Georgian}]/u.test(lower) ? latin[lower] : undefined
    if (letters === undefined) {
      if (/\p{L}/u.test(character) && !/\p{Script=Latin}/u.test(character)) return null
      form += character
      continue
    }
    isOther = true
    const isFirst = !/\p{L}$/u.test(form)
    const isLarge = character !== lower || (/\p{Script=Georgian}/u.test(lower) && isFirst)
    form += isLarge ? letters.slice(0, 1).toUpperCase() + letters.slice(1) : letters
  }
  return isOther ? form : null
}

function spell(text: string): { letters: string; places: number[] } {
  let letters = ''
  const places: number[] = []
  let place = 0
  for (const character of text) {
    const lower = character.toLowerCase()
    const spelled = latin[lower] ?? lower.normalize('NFD').replace(/\p{Mn}/gu, '')
    for (const letter of spelled) {
      letters += letter
      places.push(place)
    }
    place += character.length
  }
  return { letters, places }
}

function startOfWord(letters: string, wanted: string): number | undefined {
  for (let at = letters.indexOf(wanted); at >= 0; at = letters.indexOf(wanted, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(letters[at - 1] ?? '')) return at
  }
  return undefined
}

function sizeAt(text: string, place: number): number {
  return String.fromCodePoint(text.codePointAt(place) ?? 32).length
}

function merged(marks: [number, number][]): Marks {
  marks.sort((one, other) => one[0] - other[0])
  const result: [number, number][] = []
  for (const mark of marks) {
    const last = result.at(-1)
    if (last && mark[0] <= last[1]) last[1] = Math.max(last[1], mark[1])
    else result.push(mark)
  }
  return result
}

const latin: Readonly<Record<string, string>> = {
  ...table(
    'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
    'a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya',
  ),
  ...table(
    'აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ',
    'a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h',
  ),
  ...table('іїєґўқғңүұәөһ', 'i i e g u k g n u u a o h'),
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  ł: 'l',
  đ: 'd',
}

function table(letters: string, spelled: string): Record<string, string> {
  const latinOf = spelled.split(' ')
  return Object.fromEntries(
    [...letters].map((letter, at) => [letter, latinOf[at] === '_' ? '' : (latinOf[at] ?? letter)]),
  )
}
