/**
 * A word in small Latin letters as it sounds, so that spellings which only the transliteration or the
 * language makes different become one: Khachapuri and Hačapuri, Schmidt and Šmits' stem, Yuri and Jurij,
 * Müller and Mueller. The result is for comparing only.
 */
export function sound(word: string): string {
  if (/^[0-9]/.test(word)) return word
  let result = ''
  for (let position = 0; position < word.length;) {
    const length = Math.min(4, word.length - position)
    let taken = 1
    let letters = singles.get(word.charCodeAt(position)) ?? word.charAt(position)
    for (let size = length; size > 1; size--) {
      const found = groups.get(word.slice(position, position + size))
      if (found === undefined) continue
      taken = size
      letters = found
      break
    }
    for (const letter of letters) if (letter !== result.at(-1)) result += letter
    position += taken
  }
  return result
}

/**
 * What is left of a sounded word without its vowels, the first letter aside: `skeleton('berzins')` is
 * `brzns`.
 */
export function skeleton(sounded: string): string {
  return sounded.charAt(0) + sounded.slice(1).replace(/[aeiou]/g, '')
}

const groups = new Map(
  (
    'shch=s sch=s tsch=c tch=c sh=s ch=c zh=z kh=h gh=g ts=c tz=c cz=c dz=z dzh=z dj=z ck=k ph=f ' +
    'th=t qu=kv ae=a oe=o ue=u yu=u ju=u iu=u ya=a ja=a ia=a yo=o jo=o ie=e ye=e je=e iy=i ij=i ' +
    'yy=i ey=ei ay=ai'
  )
    .split(' ')
    .map((pair) => pair.split('=') as [string, string]),
)
const singles = new Map(['yi', 'ji', 'wv', 'qk', 'xk'].map((pair) => [pair.charCodeAt(0), pair.charAt(1)]))
