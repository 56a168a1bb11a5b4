import {
  customName,
  isCustomName,
  kebabCase,
  text,
  reference,
  type Field,
  type ObjectDeclaration,
} from '#model'
import { latin } from '#text'
import { fieldErrors, type FieldError } from '../errors.ts'
import { readWords } from './read-field.ts'
import type { ResolvedModel } from './resolved-model.ts'
import { firstColumns } from './unarranged-list.ts'
import { said } from '../said/said.ts'

/** An object as an administrator asks for it. Its first field, `x_name`, names its records. */
export type ObjectInput = {
  readonly name?: string
  readonly label: string
  readonly plural?: string
  /** By language: one, several. */
  readonly labels?: Readonly<Record<string, readonly [string, string]>>
  readonly icon?: string
  /** How the field is called that names a record; "Name" if empty. */
  readonly titleLabel?: string
  /** Lines of another object, which live and die with its records. */
  readonly ownedBy?: string
}

const known = ['name', 'label', 'plural', 'labels', 'icon', 'titleLabel', 'ownedBy', 'grants']

export type NewObject = {
  readonly declaration: ObjectDeclaration
  /** The fields it begins with, by name. */
  readonly fields: readonly (readonly [string, Field])[]
}

/** Checks what was asked for. Throws a 422 that names every fault. */
export function readObject(model: ResolvedModel, given: Readonly<Record<string, unknown>>): NewObject {
  const errors: FieldError[] = []
  const { label } = readWords({ label: given['label'] }, errors) as { label: string }
  const plural = given['plural'] === undefined ? label : readPlural(given['plural'], errors)
  const labels = readPairs(given['labels'], errors)
  const name = readName(model, given, errors)
  const owner = readOwner(model, given['ownedBy'], errors)
  const icon = given['icon']
  if (icon !== undefined && !/^[a-z0-9-]{1,40}$/.test(String(icon))) {
    errors.push({ field: 'icon', code: 'icon', message: said('Name an icon, such as truck.') })
  }
  for (const key of Object.keys(given)) {
    if (!known.includes(key))
      errors.push({
        field: key.slice(0, 80),
        code: 'unknownSetting',
        message: said('An object has no such setting. Leave it out.'),
      })
  }
  if (errors.length > 0) throw fieldErrors(errors)
  const titleLabel =
    typeof given['titleLabel'] === 'string' && given['titleLabel'].trim() !== ''
      ? given['titleLabel'].trim().slice(0, 100)
      : 'Name'
  const via = owner ? customName(owner.label.replace(/[^\x20-\x7e]/g, '') || 'parent') : null
  const declaration: ObjectDeclaration = {
    name,
    label,
    plural,
    path: freePath(model, name, plural),
    ...(labels ? { labels } : {}),
    ...(icon ? { icon: String(icon) } : {}),
    title: 'x_name',
    fields: {},
    ...(owner && via ? { owned: { by: owner.name, via } } : {}),
    lists: owner ? {} : { all: { columns: [...firstColumns], sort: 'x_name' } },
    card: [],
  }
  const title: Field = text({
    label: titleLabel,
    required: true,
    searched: 'name',
    ...titleLabels(titleLabel),
  })
  return {
    declaration,
    fields: [
      ...(owner && via
        ? [[via, reference(owner.name, { label: owner.label, required: true })] as const]
        : []),
      ['x_name', title],
    ],
  }
}

function titleLabels(label: string): object {
  return label === 'Name' ? { labels: { lv: 'Nosaukums', ka: 'სახელი', zh: '名称', ru: 'Название' } } : {}
}

function readPlural(given: unknown, errors: FieldError[]): string {
  const found: FieldError[] = []
  const { label } = readWords({ label: given }, found) as { label: string }
  errors.push(...found.map((error) => ({ ...error, field: 'plural' })))
  return label
}

/** Words by language: one, several. */
export function readPairs(
  given: unknown,
  errors: FieldError[],
): Record<string, readonly [string, string]> | null {
  if (given === undefined || given === null) return null
  const isPair = (pair: unknown): boolean =>
    Array.isArray(pair) &&
    pair.length === 2 &&
    pair.every((word) => typeof word === 'string' && word.trim() !== '' && word.length <= 100)
  const fits =
    typeof given === 'object' &&
    Object.entries(given).every(
      ([language, pair]) => ['lv', 'ka', 'zh', 'ru'].includes(language) && isPair(pair),
    )
  if (!fits) {
    const message = said(
      'Give labels by language (lv, ka, zh, ru), each as a list of two words: one, several.',
    )
    errors.push({ field: 'labels', code: 'labels', message })
    return null
  }
  return given as Record<string, readonly [string, string]>
}

function readName(
  model: ResolvedModel,
  given: Readonly<Record<string, unknown>>,
  errors: FieldError[],
): string {
  const asked = given['name'] ?? given['label']
  const name = typeof asked === 'string' ? customName(given['name'] === undefined ? latin(asked) : asked) : ''
  if (!isCustomName(name)) {
    const message = said(
      'Give a name of at most 40 letters and digits of the Latin alphabet that begins with a letter, such as rental.',
    )
    errors.push({ field: 'name', code: 'name', message })
  } else if (model.objects.has(name)) {
    errors.push({
      field: 'name',
      code: 'taken',
      message: said('There is an object {name} already. Choose another name.', { name }),
    })
  }
  return name
}

function readOwner(model: ResolvedModel, given: unknown, errors: FieldError[]) {
  if (given === undefined || given === null) return null
  const owner = typeof given === 'string' ? model.objects.get(given) : undefined
  if (owner && !owner.isRole && !owner.declaration.owned && !owner.declaration.system) {
    return { name: owner.name, label: owner.declaration.label }
  }
  errors.push({
    field: 'ownedBy',
    code: 'ownedBy',
    message: said('Name an object that has records of its own and is no role.'),
  })
  return null
}

/**
 * Its plural in Latin letters, or its name, behind the prefix; numbered where another object has that
 * path.
 */
export function freePath(model: ResolvedModel, name: string, plural: string): string {
  const stem = `x-${kebabCase(latin(plural)) || kebabCase(name.slice(2))}`.slice(0, 60)
  for (let count = 1; ; count++) {
    const path = count === 1 ? stem : `${stem}-${count}`
    if (!model.byPath.has(path)) return path
  }
}
