import type { Language } from '../declaration.ts'
import { fillSentence, inEnglish, type Said, type Sentence } from './said.ts'
import { formulaSentences } from './sentences/formula-sentences.ts'
import { kindSentences } from './sentences/kind-sentences.ts'
import { valueSentences } from './sentences/value-sentences.ts'
import { whereSentences } from './sentences/where-sentences.ts'

/** What is said of a formula or a condition, in a language; of an error of theirs, its `said`. */
export function expressionText(said: readonly Said[], language: Language): string {
  if (language === 'en') return inEnglish(said)
  const texts = said.map(({ sentence, params }) =>
    fillSentence(expressionSentences[sentence][language], params, kinds[language]),
  )
  return texts.join(language === 'zh' ? '' : ' ')
}

type Translated = Exclude<Language, 'en'>

/** Every sentence with its other languages. */
export const expressionSentences: Readonly<Record<Sentence, Readonly<Record<Translated, string>>>> = {
  ...formulaSentences,
  ...kindSentences,
  ...valueSentences,
  ...whereSentences,
}

const kinds: Readonly<Record<Translated, Readonly<Record<string, string>>>> = {
  lv: {
    text: 'teksts',
    number: 'skaitlis',
    boolean: 'jā vai nē',
    day: 'diena',
    instant: 'laika brīdis',
    reference: 'norāde uz ierakstu',
    opaque: 'kas tāds, ko formulas neprot',
    list: 'daudzu vērtību saraksts',
  },
  ka: {
    text: 'ტექსტი',
    number: 'რიცხვი',
    boolean: 'კი ან არა',
    day: 'დღე',
    instant: 'დროის მომენტი',
    reference: 'მითითება ჩანაწერზე',
    opaque: 'ისეთი რამ, რასაც ფორმულა ვერ იყენებს',
    list: 'ბევრი მნიშვნელობის სია',
  },
  zh: {
    text: '文本',
    number: '数字',
    boolean: '是或否',
    day: '日期',
    instant: '时刻',
    reference: '对记录的引用',
    opaque: '公式不能使用的类型',
    list: '多个值的列表',
  },
  ru: {
    text: 'текст',
    number: 'число',
    boolean: 'да или нет',
    day: 'день',
    instant: 'момент времени',
    reference: 'ссылка на запись',
    opaque: 'то, с чем формулы не работают',
    list: 'список многих значений',
  },
}
