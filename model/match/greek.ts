import { fold } from '../text/index.ts'

/**
 * A text with its Greek letters as they are spoken: ευ as ev or ef, ου as u, μπ as b. Letter by letter, as
 * the search spells them, they would be eu, ou and mp, which nobody writes in Latin. Other texts stay as they
 * are.
 */
export function greekAsSpoken(text: string): string {
  if (!greek.test(text)) return text
  let spoken = fold(text)
  for (const [written, sounds] of sounded) spoken = spoken.replace(written, sounds)
  return spoken
}

const greek = /\p{Script=Greek}/u
const sounded: readonly (readonly [RegExp, string])[] = [
  [/([αεη])υ(?=[αεηιουωβγδζλμνρ])/g, '$1β'],
  [/([αεη])υ/g, '$1φ'],
  [/ου/g, 'u'],
  [/υ/g, 'ι'],
  [/(?<!\p{L})γκ/gu, 'g'],
  [/γγ|γκ/g, 'νg'],
  [/(?<!\p{L})μπ/gu, 'b'],
  [/μπ/g, 'μb'],
  [/(?<!\p{L})ντ/gu, 'd'],
  [/χ/g, 'kh'],
]
