import { separatorsOf } from './format-number.ts'
import type { Language } from './language.ts'

/**
 * What a person typed as a number, as a decimal string; null where it is none. Both habits are read:
 * 1.234,5 and 1,234.5 and 1 234,5. One lone separator counts as decimal unless the language groups by
 * it and exactly three figures follow.
 */
export function parseNumber(typed: string, language: Language): string | null {
  let text = typed
    .normalize('NFKC')
    .trim()
    .replace(/[\u2212\u2010-\u2015]/g, '-')
  const inBrackets = /^\((.*)\)$/.exec(text)
  if (inBrackets) text = `-${inBrackets[1]}`
  const negative = text.startsWith('-')
  text = text.replace(/^[-+]\s*/, '').replace(/(?<=\d)[\s\u00a0\u202f'’_](?=\d)/g, '')
  if (!/^[\d.,]*\d[\d.,]*$/.test(text)) return null
  const plain = withPoint(text, language)
  if (plain === null) return null
  const whole = plain.replace(/^0+(?=\d)/, '').replace(/^\./, '0.')
  return negative && /[1-9]/.test(whole) ? `-${whole}` : whole
}

function withPoint(text: string, language: Language): string | null {
  const points = text.split('.').length - 1
  const commas = text.split(',').length - 1
  if (points === 0 && commas === 0) return text
  if (points > 0 && commas > 0) {
    const decimal = text.lastIndexOf('.') > text.lastIndexOf(',') ? '.' : ','
    const group = decimal === '.' ? ',' : '.'
    if ((decimal === '.' ? points : commas) > 1) return null
    return pointed(text, decimal, group)
  }
  const mark = points > 0 ? '.' : ','
  if (points + commas > 1) return groupsAreThree(text, mark) ? text.replaceAll(mark, '') : null
  const { group } = separatorsOf(language)
  if (mark === group && groupsAreThree(text, mark)) return text.replace(mark, '')
  return trimPoint(text.replace(mark, '.'))
}

function pointed(text: string, decimal: string, group: string): string | null {
  const [whole = '', rest = ''] = text.split(decimal)
  if (rest.includes(group) || !groupsAreThree(whole, group)) return null
  return trimPoint(`${whole.replaceAll(group, '')}.${rest}`)
}

function groupsAreThree(text: string, group: string): boolean {
  const [first = '', ...others] = text.split(group)
  return first.length >= 1 && first.length <= 3 && others.every((part) => part.length === 3)
}

function trimPoint(text: string): string {
  return text.endsWith('.') ? text.slice(0, -1) : text
}
