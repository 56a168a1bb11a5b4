import type { FieldType, Parsed } from '../../field-type.ts'
import { cellText } from '../clean-text.ts'
import { declareField, type CommonOptions, type Declared, type Known } from '../declare-field.ts'
import { choiceOperators } from '../operators.ts'
import { refuse } from '../refuse.ts'

export type YesNoOptions = CommonOptions & { readonly default?: boolean }

/** Yes or no; empty where nobody has said yet, unless it has a default. */
export function yesNo<const C extends YesNoOptions>(options: Known<C, YesNoOptions>): Declared<C, boolean> {
  return declareField('yesNo', options)
}

export const yesNoType: FieldType<boolean> = {
  name: 'yesNo',
  column: () => 'boolean',
  valueType: () => ({ kind: 'boolean' }),
  parse: parseYesNo,
  toText: (value, _field, style) => words[style.language][value ? 0 : 1],
  fromText: (text, _field, style) => {
    const word = cellText(text).toLowerCase()
    if (yes.has(word)) return { value: true }
    if (no.has(word)) return { value: false }
    const [yesWord, noWord] = words[style.language]
    return refuse('notYesNoText', { yes: yesWord, no: noWord })
  },
  operators: choiceOperators,
  sort: 'plain',
  control: { show: 'yes-no', edit: 'yes-no', filter: 'yes-no' },
  settings: [],
}

const words = {
  en: ['Yes', 'No'],
  lv: ['Jā', 'Nē'],
  ka: ['დიახ', 'არა'],
  zh: ['是', '否'],
  ru: ['Да', 'Нет'],
} as const

// What spreadsheets of the five languages hold for yes and no, whatever language the file is read in.
const yes = new Set([
  'true',
  '1',
  'y',
  'x',
  '+',
  '✓',
  '✔',
  '☑',
  'on',
  'ja',
  'jā',
  'j',
  'კი',
  'დიახ',
  '是',
  '有',
  '对',
  '真',
  'да',
  'д',
  'истина',
  'patiess',
  'yes',
])
const no = new Set([
  'false',
  '0',
  'n',
  '-',
  '✗',
  '✘',
  '☐',
  'off',
  'ne',
  'nē',
  'არა',
  '否',
  '无',
  '不是',
  '假',
  'нет',
  'н',
  'ложь',
  'aplams',
  'no',
])

function parseYesNo(input: unknown): Parsed<boolean> {
  if (typeof input === 'boolean') return { value: input }
  if (input === 'true') return { value: true }
  if (input === 'false') return { value: false }
  return refuse('notYesNo')
}
