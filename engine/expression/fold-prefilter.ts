import { fold } from '#text'

/** So many characters of what is looked for leave out nearly every row that has not all of it. */
const readCharacters = 12
/** Every letter that folding changes lies below. */
const lastCharacter = 0x1ffff

/**
 * A regular expression that every text matches whose folded form holds (or starts with) the folded text. It
 * costs a
 * tenth of folding, so that a scan of a million rows need fold only those that are likely to fit.
 */
export function foldPrefilter(folded: string, atStart: boolean): string {
  const { spellings, longer, removed } = (known ??= letters())
  const read = [...folded]
    .slice(0, readCharacters)
    .map((character) => `[${spellings.get(character) ?? escaped(character)}]`)
  const whole = read.join(`[${removed}]*`)
  // A letter that folds to several may stand for a part of what is looked for; such rows are rare and folded
  // anyway.
  return `${atStart ? `^[${removed}]*` : ''}${whole}|[${longer}]`
}

type Letters = {
  readonly spellings: ReadonlyMap<string, string>
  readonly longer: string
  readonly removed: string
}

let known: Letters | undefined

function letters(): Letters {
  const spellings = new Map<string, string>()
  let longer = ''
  for (let code = 0x20; code <= lastCharacter; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue
    const character = String.fromCodePoint(code)
    const folded = fold(character)
    if ([...folded].length > 1) longer += escaped(character)
    else if (folded !== '') spellings.set(folded, (spellings.get(folded) ?? '') + escaped(character))
  }
  return { spellings, longer, removed: '\u0300-\u036f' }
}

function escaped(character: string): string {
  return /[\\\]^[-]/.test(character) ? `\\${character}` : character
}
