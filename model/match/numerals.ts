/** Numbers in words, as names of firms have them; what is a name or another word elsewhere is left out. */
const ones = new Map<string, number>(
  Object.entries({
    en: 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    de: 'eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf',
    lv: 'viens divi tris cetri pieci sesi septini astoni devini desmit',
    ru: 'odin dva tri chetyre pyat shest sem vosem devyat desyat',
  }).flatMap(([, line]) => line.split(' ').map((word, at): [string, number] => [word, at + 1])),
)
const tens = new Map<string, number>(
  'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, at): [string, number] => [word, (at + 2) * 10]),
)
const hundreds = new Set(['hundred', 'hundert', 'simts', 'sto'])

/** The words with numbers in digits: twenty four is 24, and One Hundred 100. */
export function withNumerals(words: readonly string[]): string[] {
  const found: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string
    const next = words[at + 1] ?? ''
    const [ten, one] = [tens.get(word), ones.get(word)]
    const unit = ones.get(next) ?? 0
    if (ten !== undefined) {
      const isBoth = unit > 0 && unit < 10
      found.push(String(isBoth ? ten + unit : ten))
      if (isBoth) at++
    } else if (hundreds.has(word)) found.push('100')
    else if (one !== undefined && hundreds.has(next)) {
      found.push(String(one * 100))
      at++
    } else found.push(one === undefined ? word : String(one))
  }
  return found
}
