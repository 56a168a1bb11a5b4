/**
 * A word in small Latin letters as it sounds, so that spellings which only the transliteration or the
 * language makes different become one: Khachapuri and Hačapuri, Schmidt and Šmits' stem, Yuri and Jurij,
 * Müller and Mueller. The result is for comparing only.
 */
export function sound(word: string): string {
  if (/^[0-9]/.test(word)) return word
  let result = ''
  for (let position = 0; position < word.length;) {
    const length = Math.min(longest, word.length - position)
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
    'schtsch=s chtch=s shch=s sch=s tsch=c tch=c sh=s ch=c zh=z kh=h gh=g ts=c tz=c cz=c dz=z dzh=z dj=z ck=k ph=f ' +
    'th=t qu=kv ae=a oe=o ue=u yu=u ju=u iu=u ya=a ja=a ia=a yo=o jo=o ie=e ye=e je=e iy=i ij=i ' +
    'yy=i ey=ei ay=ai ou=u'
  )
    .split(' ')
    .map((pair) => pair.split('=') as [string, string]),
)
const longest = 7
const singles = new Map(['yi', 'ji', 'wv', 'qk', 'xk'].map((pair) => [pair.charCodeAt(0), pair.charAt(1)]))

/**
 * How a word may sound by other letters than `sound` takes it: a j as in French and Georgian (Borjomi), an x
 * as Georgians type it (axali), ph as the Georgian p that may be an f, and c, long vowels and a mute e as in
 * English, which is how Cyrillic and Georgian write what is English: house is khaus, life is laif. As `sound`
 * takes it where it has none of these.
 */
export function otherSound(word: string): string {
  if (/^[0-9]/.test(word) || !tellsOtherwise.test(word)) return sound(word)
  let result = word
  for (const [written, spoken] of spokenInEnglish) result = result.replace(written, spoken)
  return sound(result)
}

const tellsOtherwise = /[jxc]|ph|ee|oo|ou|ow|ea|igh|ign$|[^aeiou]e$|[^aeiou]ing$|oh[nm]/
const spokenInEnglish: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'p'],
  [/dge$|ge$/g, 'j'],
  [/c(?=[eiy])/g, 's'],
  [/c(?![hkz])/g, 'k'],
  [/j/g, 'zh'],
  [/(?<=[aeiou])x/g, 'ks'],
  [/x(?=[aeiou])/g, 'kh'],
  [/oh(?=[nm])/g, 'o'],
  [/igh(?=t)/g, 'ai'],
  [/ign$/g, 'ain'],
  [/ee|ea/g, 'i'],
  [/oo/g, 'u'],
  [/ou|ow(?=[a-z])/g, 'au'],
  [/(?<=^[^aeiou]+)i(?=[bdfgklmnprstvz]e$)/g, 'ai'],
  [/(?<=^[^aeiou]+)a(?=[bdfgklmnprstvz]e$)/g, 'ei'],
  [/a(?=[^aeiou]ing$)/g, 'ei'],
  [/(?<=[^aeiou].*)e$/g, ''],
]
