import { codes, type CodeList } from '#model'
import type { DescribedField } from '../api/model.ts'
import type { Language } from '../format/language.ts'
import type { Option } from '../ui/pick.ts'
import { codeLabel } from './value-text.ts'

type Listed = Pick<DescribedField, 'settings'>

const known = new Map<string, Option[]>()

/** Countries, currencies or languages by their names in one's own language, in its order. */
export function codeOptions(field: Listed, language: Language): Option[] {
  const list = String(field.settings['list'] ?? 'country') as CodeList
  const key = `${list} ${language}`
  const made = known.get(key) ?? makeOptions(field, list, language)
  known.set(key, made)
  return made
}

function makeOptions(field: Listed, list: CodeList, language: Language): Option[] {
  return [...codes[list]]
    .map((code) => ({ value: code, label: codeLabel(field, code, language), aside: code }))
    .toSorted((left, right) => left.label.localeCompare(right.label, language))
}
