import { tagOf } from './language.ts'
import type { Language } from './language.ts'

export type CodeKind = 'country' | 'currency' | 'language'

/**
 * Brings the names of countries, currencies and languages where the browser lacks them: Chrome and Edge have
 * none in Georgian. The table is CLDR's, as Node's Intl.DisplayNames gives it for the codes of the model.
 */
export async function bringCodeNames(language: Language): Promise<void> {
  if (language !== 'ka' || brought || Intl.DisplayNames.supportedLocalesOf('ka').length > 0) return
  try {
    brought = (await import('./georgian-names.json')).default
  } catch {
    // Without a connection, and never brought before: English names say more than codes.
  }
}

/** A country, currency or language as people of the language call it; the code where it has no name. */
export function nameOfCode(kind: CodeKind, code: string, language: Language): string {
  const own = language === 'ka' ? brought?.[kind][code] : undefined
  if (own !== undefined) return own
  try {
    const name = displayNames(language, kind).of(code) ?? code
    return name === code ? (displayNames('en', kind).of(code) ?? code) : name
  } catch {
    // A code that the browser does not know stands for itself.
    return code
  }
}

let brought: Readonly<Record<CodeKind, Readonly<Record<string, string>>>> | null = null
const kinds = { country: 'region', currency: 'currency', language: 'language' } as const
const names = new Map<string, Intl.DisplayNames>()

function displayNames(language: Language, kind: CodeKind): Intl.DisplayNames {
  const key = `${language} ${kind}`
  const known = names.get(key) ?? new Intl.DisplayNames([tagOf(language)], { type: kinds[kind] })
  names.set(key, known)
  return known
}
