import { choicesOf, type Language } from '#model'
import type { ResolvedField, ResolvedModel } from '../catalog/resolved-model.ts'
import { calledOf } from '../said/called.ts'

/** The object whose records are the forms. */
export const formObject = 'dataRequest'

/** Kinds of fields that somebody outside can fill in: none that lists records of ours. */
const types = new Set([
  ...['text', 'longText', 'email', 'phone', 'webAddress', 'taxNumber', 'code', 'bankAccount'],
  ...['choice', 'choices', 'yesNo', 'day', 'integer', 'decimal', 'percent', 'money', 'postalAddress'],
])

/** Whether somebody outside can be asked for a field of a record, or for the lines that it stands for. */
export function isAskable(model: ResolvedModel, field: ResolvedField): boolean {
  return isAskableValue(field) || linesAsked(model, field) !== null
}

/** Whether papers of this kind can be asked for. */
export function isPaperAsked(model: ResolvedModel, field: ResolvedField, kind: unknown): boolean {
  const papers = model.objects.get(formObject)?.fields.get('papers')
  const lines = field.type.valueType(field.field)
  const target = lines.kind === 'lines' ? model.objects.get(lines.of) : undefined
  const isKnown = papers !== undefined && choicesOf(papers.field).some(({ value }) => value === kind)
  return isKnown && target?.fields.get('kind') !== undefined && target.fields.get('file') !== undefined
}

/** The fields of each line of owned lines, or null where it is none, or a line cannot do without another. */
export function linesAsked(model: ResolvedModel, field: ResolvedField): readonly ResolvedField[] | null {
  const linked = linkedAsked(field)
  if (linked) {
    const fieldsOf = (name: string, names: readonly string[]) =>
      names.flatMap((one) => model.objects.get(name)?.fields.get(one) ?? [])
    return [...fieldsOf(linked.to, linked.fields), ...fieldsOf(String(field.field['of']), linked.own)]
  }
  if (!isOpen(field)) return null
  const type = field.type.valueType(field.field)
  const object = type.kind === 'lines' ? model.objects.get(type.of) : undefined
  const owned = object?.declaration.owned
  if (!object || !owned || field.field['owned'] !== true) return null
  const own = [...object.fields.values()].filter(({ name, system }) => !system && name !== owned.via)
  if (own.some((one) => one.field.how === 'required' && !isAskableValue(one))) return null
  const lines = own.filter(isAskableValue)
  return lines.length > 0 ? lines : null
}

type Linked = { readonly to: string; readonly fields: readonly string[]; readonly own: readonly string[] }

/** People and firms that links lead to, where a partner can be asked for them; such as its contacts. */
export function linkedAsked(field: ResolvedField): Linked | undefined {
  return field.field['asked'] as Linked | undefined
}

/** What a field of a line is called: of people to talk to the name is that of a person. */
export function calledInLine(field: ResolvedField, line: ResolvedField): (language: Language) => string {
  return calledOf(line.field, linkedAsked(field)?.to ?? '', {})
}

/** Whether what we hold of it may stand in a form: whoever has the link sees it. */
export function mayBeShown(model: ResolvedModel, field: ResolvedField): boolean {
  if (linkedAsked(field)) return false
  const all = [field, ...(linesAsked(model, field) ?? [])]
  return all.every((one) => one.field.sensitive !== true && one.field.type !== 'bankAccount')
}

function isAskableValue(field: ResolvedField): boolean {
  return isOpen(field) && types.has(field.field.type)
}

function isOpen({ field, system }: ResolvedField): boolean {
  const isOurs = field.internal === true || field.afterwards !== undefined || field.readOnly === true
  return !system && !isOurs && field.how !== 'derived'
}
