import type { Language } from '../../declaration.ts'
import { cellText, singleSpaces } from '../clean-text.ts'
import { codes, type CodeList } from './code-list.ts'

/**
 * The name of a country, currency or language, as people of a language call it; the code where it has none.
 */
export function codeName(list: CodeList, code: string, language: Language): string {
  return displayNames(list, language).of(code) ?? code
}

/** The code of a name in any of the five languages ("Latvija", "拉脱维亚"), or undefined. */
export function codeByName(list: CodeList, name: string): string | undefined {
  let byName = byNames.get(list)
  if (!byName) byNames.set(list, (byName = namesOf(list)))
  return byName.get(folded(name))
}

const languages: readonly Language[] = ['en', 'lv', 'ka', 'zh', 'ru']
const kinds = { country: 'region', currency: 'currency', language: 'language' } as const
const names = new Map<string, Intl.DisplayNames>()
const byNames = new Map<CodeList, ReadonlyMap<string, string>>()

function displayNames(list: CodeList, language: Language): Intl.DisplayNames {
  const key = `${list} ${language}`
  let found = names.get(key)
  if (!found)
    names.set(key, (found = new Intl.DisplayNames(language, { type: kinds[list], fallback: 'none' })))
  return found
}

/** A name that two codes share says nothing, and is left out. */
function namesOf(list: CodeList): ReadonlyMap<string, string> {
  const byName = new Map<string, string>()
  const shared = new Set<string>()
  for (const language of languages) {
    for (const code of codes[list]) {
      const name = folded(codeName(list, code, language))
      if (byName.has(name) && byName.get(name) !== code) shared.add(name)
      byName.set(name, code)
    }
  }
  for (const name of shared) byName.delete(name)
  return byName
}

function folded(name: string): string {
  return singleSpaces(cellText(name)).toLowerCase()
}
