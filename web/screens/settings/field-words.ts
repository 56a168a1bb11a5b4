import type { Language } from '../../format/language.ts'

/** A word as it is kept: in English, or in the only language of the firm, and in others. */
export interface Words {
  label: string
  labels?: Readonly<Record<string, string>>
}

/** The word that readers of the language see. */
export function wordIn(language: Language, { label, labels }: Words): string {
  return labels?.[language] ?? label
}

/**
 * The words after one was changed in a language: in its place where it is kept by language, else for all.
 * What stays as it was is given back as it was.
 */
export function changedWord(language: Language, kept: Words | undefined, word: string): Words {
  if (!kept) return { label: word }
  const labels = kept.labels ?? {}
  const isKeptByLanguage = Object.keys(labels).length > 0
  const same = isKeptByLanguage ? { labels } : {}
  if (word === wordIn(language, kept)) return { label: kept.label, ...same }
  if (language === 'en' || !isKeptByLanguage) return { label: word, ...same }
  return { label: kept.label, labels: { ...labels, [language]: word } }
}
