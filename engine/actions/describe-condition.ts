import { fieldTypeOf, labelOf, choiceLabelOf, type Condition, type Language } from '#model'
import type { ResolvedObject } from '../catalog/resolved-model.ts'

type Words = {
  readonly is: string
  readonly isNot: string
  readonly oneOf: string
  readonly and: string
  readonly or: string
  readonly not: string
  readonly filled: string
  readonly empty: string
  readonly yes: string
  readonly no: string
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    is: 'is',
    isNot: 'is not',
    oneOf: 'is one of',
    and: ' and ',
    or: ' or ',
    not: 'not',
    filled: 'is filled in',
    empty: 'is empty',
    yes: 'yes',
    no: 'no',
  },
  lv: {
    is: 'ir',
    isNot: 'nav',
    oneOf: 'ir viens no',
    and: ' un ',
    or: ' vai ',
    not: 'ne',
    filled: 'ir aizpildīts',
    empty: 'ir tukšs',
    yes: 'jā',
    no: 'nē',
  },
  ka: {
    is: 'არის',
    isNot: 'არ არის',
    oneOf: 'არის ერთ-ერთი:',
    and: ' და ',
    or: ' ან ',
    not: 'არა',
    filled: 'შევსებულია',
    empty: 'ცარიელია',
    yes: 'დიახ',
    no: 'არა',
  },
  zh: {
    is: '为',
    isNot: '不为',
    oneOf: '为以下之一：',
    and: ' 且 ',
    or: ' 或 ',
    not: '非',
    filled: '已填写',
    empty: '为空',
    yes: '是',
    no: '否',
  },
  ru: {
    is: '—',
    isNot: 'не',
    oneOf: '— одно из:',
    and: ' и ',
    or: ' или ',
    not: 'не',
    filled: 'заполнено',
    empty: 'не заполнено',
    yes: 'да',
    no: 'нет',
  },
}

/** A condition in a person's words, for saying why an action cannot be done now. */
export function describeCondition(object: ResolvedObject, condition: Condition, language: Language): string {
  const say = words[language]
  const parts = Object.entries(condition as Record<string, unknown>).map(([key, value]) => {
    if (key === 'all' || key === 'any') {
      const inner = (value as Condition[]).map((one) => describeCondition(object, one, language))
      return inner.join(key === 'all' ? say.and : say.or)
    }
    if (key === 'not') return `${say.not} (${describeCondition(object, value as Condition, language)})`
    return describeOne(object, key, value, language)
  })
  return parts.join(say.and)
}

function describeOne(object: ResolvedObject, name: string, value: unknown, language: Language): string {
  const say = words[language]
  const field = object.fields.get(name.split('.')[0] ?? '')
  const label = field ? labelOf(field.field, language) : name
  if (typeof value !== 'object' || value === null)
    return `${label} ${say.is} ${describeValue(object, name, value, language)}`
  const given = value as Record<string, unknown>
  if (Array.isArray(given['in']))
    return `${label} ${say.oneOf} ${given['in'].map((one) => describeValue(object, name, one, language)).join(', ')}`
  if ('not' in given) return `${label} ${say.isNot} ${describeValue(object, name, given['not'], language)}`
  if ('set' in given) return `${label} ${given['set'] === true ? say.filled : say.empty}`
  const [operator, bound] = Object.entries(given)[0] ?? []
  return `${label} ${signs[operator ?? ''] ?? operator ?? ''} ${describeValue(object, name, bound, language)}`
}

const signs: Readonly<Record<string, string>> = { above: '>', atLeast: '≥', below: '<', atMost: '≤' }

function describeValue(object: ResolvedObject, name: string, value: unknown, language: Language): string {
  if (typeof value === 'boolean') return value ? words[language].yes : words[language].no
  const field = object.fields.get(name)?.field
  const isChoice = field && fieldTypeOf(field).name === 'choice' && typeof value === 'string'
  return isChoice ? `“${choiceLabelOf(field, value, language)}”` : String(value)
}
