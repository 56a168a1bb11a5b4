import type { Language } from '#model'
import { formLanguages } from './data-request.ts'

type Told = { readonly language: string | null; readonly country: string | null }

/** Where people write to a stranger in one of ours though their own language is another. */
const understood: Readonly<Record<string, Language>> = { be: 'ru', ky: 'ru', tg: 'ru' }

/**
 * The language in which a partner is written to: its own, else that of its country; English where that is
 * none of ours. Null where nothing is known of it.
 */
export function languageOf({ language, country }: Told): Language | null {
  const own = language ?? (country === null ? null : spokenIn(country))
  if (own === null) return null
  return formLanguages.find(({ value }) => value === own)?.value ?? understood[own] ?? 'en'
}

/** The language that most of a country write, as Unicode has it. */
function spokenIn(country: string): string {
  return new Intl.Locale(`und-${country}`).maximize().language
}
