import type { Parsed } from '../field-type.ts'
import { cleanText, singleSpaces } from './clean-text.ts'
import { refuse } from './refuse.ts'

/**
 * A number given by somebody (tax office, bank): capitals, single spaces, and at least one letter or digit.
 */
export function parseIdentifier(input: unknown, most: number): Parsed<string> {
  const cleaned = cleanText(
    typeof input === 'number' && Number.isSafeInteger(input) ? String(input) : input,
    { most },
  )
  if ('problem' in cleaned) return cleaned
  const value = singleSpaces(cleaned.value.normalize('NFKC')).toUpperCase()
  return value === '' || /[\p{L}\p{N}]/u.test(value) ? { value } : refuse('notIdentifier')
}
