import type { Field } from '../declaration.ts'
import { choicesOf } from '../fields/choice/choice.ts'
import { headerLikeness, headerWords } from './header-words.ts'

/**
 * Guesses which choice of a field each text of a column means: by its key, its words in five languages, or a
 * word that begins alike. Null where none is near.
 */
export function guessValues(
  texts: readonly string[],
  field: Field,
): { text: string; value: string | null }[] {
  const choices = choicesOf(field).map(({ value, label, labels }) => ({
    value,
    words: [value, label, ...Object.values(labels ?? {})].map(headerWords),
  }))
  return texts.map((text) => {
    const words = headerWords(text)
    let best: { value: string | null; likeness: number } = { value: null, likeness: 0.45 }
    for (const choice of choices) {
      const likeness = Math.max(...choice.words.map((word) => valueLikeness(words, word)))
      if (likeness > best.likeness) best = { value: choice.value, likeness }
    }
    return { text, value: best.value }
  })
}

/** Words of one stem ("Aktīvs", "Aktīva"; "Активный", "Активен") share their beginning. */
function valueLikeness(text: string, word: string): number {
  const likeness = headerLikeness(text, word)
  if (likeness > 0 || text.includes(' ') || word.includes(' ')) return likeness
  let shared = 0
  while (shared < text.length && text[shared] === word[shared]) shared += 1
  if (shared === text.length && shared > 0 && /\p{L}/u.test(text)) return 0.5 + (0.4 * shared) / word.length
  return shared >= 4 && shared >= word.length - 3 ? 0.8 * (shared / Math.max(text.length, word.length)) : 0
}
