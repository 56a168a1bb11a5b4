import anyAscii from 'any-ascii'
import { fold } from './fold.ts'

/**
 * The text in plain small Latin letters, as people type a name whose script their keyboard lacks: Georgian by
 * the national system of 2002 without its apostrophes, Cyrillic as in passports and BGN/PCGN, Han as pinyin
 * without spaces, everything else by any-ascii. Signs of ASCII stay, signs of other scripts become similar
 * ones.
 */
export function latin(text: string): string {
  if (isAscii.test(text)) return text.toLowerCase()
  let result = ''
  for (const character of text.normalize('NFC')) result += latinOf(character)
  return result
}

/** One character in plain small Latin letters: none, one or several. */
export function latinOf(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return (known[code] ??= transliterate(character))
}

const isAscii = /^[\0-\x7f]*$/
const known: string[] = []

// Where any-ascii follows a scholarly system, or differs from what people type.
const tuned = pairsOf(
  'й=y ц=ts щ=shch ъ= ь= э=e є=ye ї=yi ґ=g ў=u љ=lj њ=nj џ=dz ђ=dj ћ=c ә=a ғ=g қ=k ң=n ө=o ұ=u ү=u һ=h ' +
    'თ=t ჟ=zh ტ=t პ=p კ=k ქ=k ყ=q ღ=gh ც=ts ძ=dz წ=ts ჭ=ch ჩ=ch ხ=kh ჯ=j ჰ=h ფ=p',
)

function transliterate(character: string): string {
  const folded = fold(character)
  const result = isAscii.test(folded) ? folded : (tuned.get(folded) ?? anyAscii(folded).toLowerCase())
  return /\p{L}/u.test(character) ? result.replace(/[^a-z0-9]/g, '') : result
}

function pairsOf(pairs: string): Map<string, string> {
  return new Map(pairs.split(' ').map((pair) => [pair.charAt(0), pair.slice(2)]))
}
