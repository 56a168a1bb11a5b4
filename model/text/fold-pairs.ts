/** Latin letters and signs that stay as they are, the most frequent first. */
export const frequentLatin = ' aeisrntouldkmvpgbjzcfhyxwq.,"-0123456789'

/** Accented letters of the languages most met, the most frequent first. */
export const accentedFrequent = 'āēīūšļņģķčžöäüõåéèáíóúñçąęśżćńěřůýőűşğ'

/** Letters of other scripts that stay as they are, the most frequent first. */
export const frequentOther = 'оаеинтрслвкпмдуягзбчйхжшюцщэфыьъ' + 'აიეროსლბვნმდთუგკშზხფჯტქცჩყღძწჭპჟჰ'

/**
 * Letters that Unicode does not decompose, or that fold in spite of being no accented letter.
 * ё is typed as е by most Russians, yet й, ї and ў are letters of their own and stay.
 */
export const letterPairs = pairsOf(
  'łl ёе ѐе ѝи øo đd ðd ıi ħh ŧt ŋn ŉn ĸk ſs əe ƶz ƀb ɓb ɖd ɗd ƙk ƴy ǥg ȼc ɏy ɉj ςσ',
)

/** Typographic signs and the plain ones that keyboards have. */
export const punctuationPairs = pairsOf(`‘' ’' ʼ' “" ”" „" «" »" ‐- ‑- –- —- −-`).concat(
  [...'\u00a0\u2009\u202f\u3000'].map((space) => [space, ' '] as const),
)

/** Blocks of Latin and Greek letters with accents. */
export const accentedRanges = [
  [0x00c0, 0x024f],
  [0x0386, 0x03ce],
  [0x1e00, 0x1eff],
  [0x1f00, 0x1fff],
] as const

/** Blocks that hold the capitals of letters which fold. */
export const capitalRanges = [
  [0x00c0, 0x04ff],
  [0x1e00, 0x1fff],
  [0x2126, 0x212b],
  [0xff21, 0xff3a],
] as const

/**
 * Capitals that came with Unicode 11 to 17, Georgian Mtavruli among them, and the distance to their small
 * letters. Builds of PostgreSQL with an older ICU do not lower them by themselves.
 */
export const lateCapitals = [
  { first: 0x1c89, last: 0x1c89, distance: 1, step: 1 },
  { first: 0x1c90, last: 0x1cba, distance: -3008, step: 1 },
  { first: 0x1cbd, last: 0x1cbf, distance: -3008, step: 1 },
  { first: 0x2c2f, last: 0x2c2f, distance: 48, step: 1 },
  { first: 0xa7b8, last: 0xa7c2, distance: 1, step: 2 },
  { first: 0xa7c4, last: 0xa7c4, distance: -48, step: 1 },
  { first: 0xa7c5, last: 0xa7c5, distance: -42307, step: 1 },
  { first: 0xa7c6, last: 0xa7c6, distance: -35384, step: 1 },
  { first: 0xa7c7, last: 0xa7c9, distance: 1, step: 2 },
  { first: 0xa7cb, last: 0xa7cb, distance: -42343, step: 1 },
  { first: 0xa7cc, last: 0xa7da, distance: 1, step: 2 },
  { first: 0xa7dc, last: 0xa7dc, distance: -42561, step: 1 },
  { first: 0xa7f5, last: 0xa7f5, distance: 1, step: 1 },
  { first: 0x10570, last: 0x1057a, distance: 39, step: 1 },
  { first: 0x1057c, last: 0x1058a, distance: 39, step: 1 },
  { first: 0x1058c, last: 0x10592, distance: 39, step: 1 },
  { first: 0x10594, last: 0x10595, distance: 39, step: 1 },
  { first: 0x10d50, last: 0x10d65, distance: 32, step: 1 },
  { first: 0x16e40, last: 0x16e5f, distance: 32, step: 1 },
  { first: 0x16ea0, last: 0x16eb8, distance: 27, step: 1 },
] as const

function pairsOf(pairs: string): (readonly [from: string, to: string])[] {
  return pairs.split(' ').map((pair) => [pair.charAt(0), pair.charAt(1)] as const)
}
