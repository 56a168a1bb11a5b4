import type { Language } from '#model'
import { said } from '../said/said.ts'
import type { FactSource } from './fact-source.ts'

/** The kind of fact that somebody gives who has seen a paper. */
export const paperKind = 'paper'
/** The kind of fact that the owner of an e-mail address gives. */
export const emailKind = 'email'

/** What a kind of fact is called. */
export function factKindLabel(sources: readonly FactSource[], kind: string, language: Language): string {
  const source = sources.find((one) => one.kind === kind)
  if (source) return language === 'en' ? source.label : (source.labels?.[language] ?? source.label)
  if (kind === emailKind) return said('E-mail confirmed by its owner').in(language)
  return kind === paperKind ? said('Paper seen').in(language) : kind
}
