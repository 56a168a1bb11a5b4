import { isDeepStrictEqual } from 'node:util'
import {
  customName,
  fieldTypes,
  fieldTypeOf,
  isCustomName,
  type Field,
  type FieldType,
  type Language,
  type Setting,
} from '#model'
import { latin } from '#text'
import { fieldErrors, type FieldError } from '../errors.ts'
import { readCondition } from './read-condition.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from './resolved-model.ts'
import { isEmpty } from '../records/write/parse-values.ts'
import { manyCalled } from '../said/called.ts'
import { said } from '../said/said.ts'
import type { Sentence } from '../said/sayer.ts'
import { refuseOwned } from './check-owned.ts'
import { refuseSeenWith } from './check-seen-with.ts'
import { readFormula } from './read-formula.ts'
import { faultOfSibling, type Shaper } from './wholly-seen.ts'

/** A field as an administrator asks for it: its kind, its words, and the settings of its kind. */
export type FieldInput = {
  readonly name?: string
  readonly type: string
  readonly label: string
  readonly labels?: Partial<Record<Exclude<Language, 'en'>, string>>
  readonly help?: string
  readonly required?: boolean
  readonly unique?: boolean
  readonly indexed?: boolean
  readonly searched?: 'name' | 'identifier'
  /** Whoever reads it is written down in the log. */
  readonly sensitive?: boolean
  readonly default?: unknown
  readonly synonyms?: readonly string[]
} & { readonly [setting: string]: unknown }

/** Kinds of fields that people may add. What holds data of the program's own is not among them. */
export function addableTypes(): readonly FieldType[] {
  return [...fieldTypes.values()].filter(({ name }) => name !== 'data')
}

const common = [
  'name',
  'type',
  'label',
  'labels',
  'help',
  'required',
  'unique',
  'indexed',
  'searched',
  'sensitive',
  'default',
  'synonyms',
]
/** A title is told wherever the record is named, in lists of others too. */
export function refuseTitle(object: ResolvedObject, name: string, errors: FieldError[]): void {
  if (object.declaration.owned || name !== object.title) return
  const message = said(
    'Records are called by this field wherever they are named, so its reading cannot be followed. Mark others.',
  )
  errors.push({ field: 'sensitive', code: 'title', message })
}

const languages = ['lv', 'ka', 'zh', 'ru']
const longest = { label: 100, help: 500, synonyms: 20 }

/** Who asks for a field, in which language, and how it stands already: of that nothing is asked again. */
export type Asked = {
  readonly language: Language
  readonly shaper: Shaper
  readonly known?: Field
}

/**
 * Checks what was asked for, and gives the field's name and declaration. Throws a 422 that names every
 * fault.
 */
export function readField(
  model: ResolvedModel,
  object: ResolvedObject,
  given: Readonly<Record<string, unknown>>,
  asked: Asked,
): { readonly name: string; readonly field: Field } {
  const errors: FieldError[] = []
  const type = addableTypes().find(({ name }) => name === given['type'])
  if (!type) {
    const known = addableTypes()
      .map(({ name }) => name)
      .join(', ')
    throw fieldErrors([
      {
        field: 'type',
        code: 'type',
        message: said('Choose the kind of the field, one of: {known}.', { known }),
      },
    ])
  }
  const name = readName(given, errors)
  const words = readWords(given, errors)
  const settings = readSettings(model, object, type, given, errors, asked)
  const flags = readFlags(type, given, errors)
  if (flags['sensitive'] === true) refuseTitle(object, name, errors)
  for (const key of Object.keys(given)) {
    if (common.includes(key) || type.settings.some((setting) => setting.name === key)) continue
    errors.push({
      field: key.slice(0, 80),
      code: 'unknownSetting',
      message: said('A field of the kind {kind} has no setting "{key}". Leave it out.', {
        kind: type.name,
        key: key.slice(0, 80),
      }),
    })
  }
  if (errors.length > 0) throw fieldErrors(errors)
  if (settings['seenWith'] === true) refuseSeenWith(model, object, String(settings['to']))
  const how = howOf(type, settings, given['required'] === true)
  const field = { type: type.name, ...words, ...settings, ...flags, how } as unknown as Field
  refuseOwned(model, object, name, field)
  return { name, field: withDefault(field, given['default'], errors) }
}

function readName(given: Readonly<Record<string, unknown>>, errors: FieldError[]): string {
  const asked = given['name'] ?? given['label']
  const name = typeof asked === 'string' ? customName(given['name'] === undefined ? latin(asked) : asked) : ''
  if (isCustomName(name)) return name
  errors.push({
    field: 'name',
    code: 'name',
    message: said(
      'Give a name of at most 40 letters and digits of the Latin alphabet that begins with a letter, such as dailyRate.',
    ),
  })
  return ''
}

export function readWords(
  given: Readonly<Record<string, unknown>>,
  errors: FieldError[],
): Record<string, unknown> {
  const { label, labels, help, synonyms } = given
  if (!isText(label, longest.label)) {
    errors.push({
      field: 'label',
      code: 'label',
      message: said('Say how people call it, in at most {most} characters.', { most: longest.label }),
    })
  }
  if (labels !== undefined && !isLabels(labels)) {
    errors.push({
      field: 'labels',
      code: 'labels',
      message: said('Give labels by language ({languages}), each as text.', {
        languages: languages.join(', '),
      }),
    })
  }
  if (help !== undefined && help !== null && !isText(help, longest.help)) {
    errors.push({
      field: 'help',
      code: 'help',
      message: said('Explain it in at most {most} characters.', { most: longest.help }),
    })
  }
  const isList =
    Array.isArray(synonyms) &&
    synonyms.length <= longest.synonyms &&
    synonyms.every((one) => isText(one, 100))
  if (synonyms !== undefined && !isList) {
    errors.push({
      field: 'synonyms',
      code: 'synonyms',
      message: said('Give at most {most} other words for it, as a list.', { most: longest.synonyms }),
    })
  }
  return {
    label: typeof label === 'string' ? label.trim() : '',
    ...(labels ? { labels } : {}),
    ...(help ? { help } : {}),
    ...(isList && synonyms.length > 0 ? { synonyms } : {}),
  }
}

function isText(value: unknown, most: number): value is string {
  return (
    typeof value === 'string' &&
    value.trim() !== '' &&
    value.length <= most &&
    value.isWellFormed() &&
    !/[\0-\x1f]/.test(value)
  )
}

function isLabels(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).every(
    ([language, word]) => languages.includes(language) && isText(word, longest.label),
  )
}

function readSettings(
  model: ResolvedModel,
  object: ResolvedObject,
  type: FieldType,
  given: Readonly<Record<string, unknown>>,
  errors: FieldError[],
  { language, shaper: asking, known }: Asked,
): Record<string, unknown> {
  const settings: Record<string, unknown> = {}
  for (const setting of type.settings) {
    const value = given[setting.name]
    const shaper = isDeepStrictEqual(value, known?.[setting.name]) ? null : asking
    if (value === undefined || value === null || value === '') {
      if (setting.required) errors.push({ field: setting.name, code: 'required', message: setting.help })
      continue
    }
    if (setting.type === 'formula') {
      const read = readFormula(model, object, String(value), given['gives'], { language, shaper })
      if ('formula' in read) settings[setting.name] = read.formula
      else errors.push({ field: setting.name, ...read })
      continue
    }
    if (setting.type === 'condition') {
      const read = readCondition(model, String(given['to']), value, { language, shaper })
      if ('where' in read) settings[setting.name] = read.where
      else errors.push({ field: setting.name, code: 'setting', message: read.fault })
      continue
    }
    const fault =
      faultOf(model, object, type, setting, value, given) ??
      (type.name === 'collection' ? null : faultOfSibling(shaper, object, setting, value))
    if (fault) errors.push({ field: setting.name, code: 'setting', message: fault })
    else settings[setting.name] = value
  }
  return settings
}

function faultOf(
  model: ResolvedModel,
  object: ResolvedObject,
  type: FieldType,
  setting: Setting,
  value: unknown,
  given: Readonly<Record<string, unknown>>,
): Sentence | null {
  switch (setting.type) {
    case 'integer':
      return Number.isSafeInteger(value) && Number(value) >= 0
        ? null
        : said('Write a whole number. {help}', { help: setting.help })
    case 'decimal':
      return /^-?\d{1,30}(\.\d{1,10})?$/.test(String(value))
        ? null
        : said('Write a number. {help}', { help: setting.help })
    case 'yesNo':
      return typeof value === 'boolean' ? null : said('Write true or false. {help}', { help: setting.help })
    case 'choices':
      return faultOfChoices(value)
    case 'object':
      return typeof value === 'string' && model.objects.has(value)
        ? null
        : said('Name an object that exists.')
    case 'field': {
      // Lines go by a field of the other object, everything else by a sibling.
      const there = type.name === 'collection' ? model.objects.get(String(given['of'])) : object
      const field = typeof value === 'string' ? there?.fields.get(value) : undefined
      if (!field) return said('Name a field that exists. {help}', { help: setting.help })
      return type.name !== 'collection' || leadsTo(model, object, field)
        ? null
        : said('Name a field of theirs that leads to {plural}.', { plural: manyCalled(object.declaration) })
    }
    default:
      return typeof value === 'string' && value.length <= 10_000 && setting.oneOf?.includes(value) !== false
        ? null
        : said('Write it as text. {help}', { help: setting.help })
  }
}

/** Whether a field names one record of the object, or of what its records are too. */
function leadsTo(
  model: ResolvedModel,
  object: ResolvedObject,
  { column, field, type }: ResolvedField,
): boolean {
  const value = type.valueType(field)
  return column !== null && value.kind === 'reference' && model.objects.get(value.to)?.base === object.base
}

const mostChoices = 500

function faultOfChoices(value: unknown): Sentence | null {
  if (!Array.isArray(value) || value.length === 0 || value.length > mostChoices) {
    return said('Give between 1 and {most} choices, as a list.', { most: mostChoices })
  }
  const keys = value.map((one: unknown) =>
    typeof one === 'string' ? one : (one as { value?: unknown } | null)?.value,
  )
  if (!keys.every((key) => isText(key, 60)))
    return said('Each choice is a text of at most 60 characters, or { value, label }.')
  if (new Set(keys).size < keys.length) return said('Two choices are the same. Keep one of them.')
  const worded = value.every(
    (one) =>
      typeof one === 'string' ||
      (isText(one.label, 100) && (one.labels === undefined || isLabels(one.labels))),
  )
  return worded ? null : said('Each choice needs a label, in at most 100 characters.')
}

function readFlags(
  type: FieldType,
  given: Readonly<Record<string, unknown>>,
  errors: FieldError[],
): Record<string, unknown> {
  for (const flag of ['required', 'unique', 'indexed', 'sensitive']) {
    if (given[flag] !== undefined && typeof given[flag] !== 'boolean') {
      errors.push({ field: flag, code: 'flag', message: said('Write true or false.') })
    }
  }
  const searched = given['searched']
  const isWord = [
    'text',
    'email',
    'phone',
    'taxNumber',
    'bankAccount',
    'sequenceNumber',
    'webAddress',
  ].includes(type.name)
  if (
    searched !== undefined &&
    searched !== null &&
    !(isWord && (searched === 'name' || searched === 'identifier'))
  ) {
    errors.push({
      field: 'searched',
      code: 'searched',
      message: said('Only texts are searched, as a "name" or as an "identifier".'),
    })
  }
  const isPlain = ![
    'collection',
    'formula',
    'references',
    'choices',
    'tags',
    'file',
    'image',
    'postalAddress',
    'longText',
  ].includes(type.name)
  if (given['unique'] === true && !isPlain) {
    errors.push({
      field: 'unique',
      code: 'unique',
      message: said('Values of this kind cannot be made unique.'),
    })
  }
  if (given['unique'] === true && given['default'] !== undefined && given['default'] !== null) {
    errors.push({
      field: 'default',
      code: 'default',
      message: said('A value that no two records may share cannot be a default.'),
    })
  }
  return {
    ...(given['unique'] === true || type.name === 'sequenceNumber' ? { unique: true } : {}),
    ...(given['indexed'] === true ? { indexed: true } : {}),
    ...(given['sensitive'] === true ? { sensitive: true } : {}),
    ...(searched ? { searched } : {}),
  }
}

function howOf(
  type: FieldType,
  settings: Readonly<Record<string, unknown>>,
  required: boolean,
): Field['how'] {
  if (type.name === 'formula' || (type.name === 'collection' && settings['owned'] !== true)) return 'derived'
  return required ? 'required' : 'optional'
}

function withDefault(field: Field, given: unknown, errors: FieldError[]): Field {
  if (given === undefined || given === null) return field
  if (field.how === 'derived') {
    throw fieldErrors([
      ...errors,
      { field: 'default', code: 'default', message: said('What is worked out has no default.') },
    ])
  }
  if (given === '$me' || given === '$today') return { ...field, default: given }
  const parsed = fieldTypeOf(field).parse(given, field)
  if ('problem' in parsed) throw fieldErrors([{ field: 'default', ...parsed.problem }])
  // Nothing is held in one form only: an empty list is no default.
  return isEmpty(parsed.value) ? field : { ...field, default: parsed.value }
}
