import { calledOn, choiceLabelOf, choicesOf, fieldTypeOf, helpOf, labelOf, type Language } from '#model'
import type { ResolvedField, ResolvedModel } from '../catalog/resolved-model.ts'
import { calledInLine, formObject } from './askable.ts'
import { askedFor, type Asked, type AskedFor, type Held } from './asked-fields.ts'
import type { Form } from './form.ts'
import { lineKey, linesOf, type LineAnswer } from './line-key.ts'
import type { OutsideParts } from './open-outside.ts'
import { nameOutside } from './shown-by-sender.ts'

/** A field of the form, as far as it has to be known to fill it in: nothing else of how we keep it. */
export type OutsideField = {
  readonly name: string
  readonly type: string
  readonly label: string
  readonly help: string | null
  readonly required: boolean
  readonly control: string | null
  readonly choices?: readonly { readonly value: string; readonly label: string }[]
  /** Of codes: of countries, of currencies, of languages. */
  readonly list?: string
  /** Of amounts: the field of the form that holds the currency, or the currency itself. */
  readonly currencyField?: string
  readonly currency?: string
  /** The fields of each line, where it stands for lines. */
  readonly fields?: readonly OutsideField[]
}

/** All that whoever holds the link gets to know. */
export type OutsideView = {
  readonly group: string
  readonly name: string
  readonly language: Language
  readonly note: string | null
  readonly state: 'open' | 'sent'
  readonly expiresAt: string
  readonly version: number
  readonly fields: readonly OutsideField[]
  readonly values: Readonly<Record<string, unknown>>
  readonly papers: readonly { readonly kind: string; readonly label: string; readonly required: boolean }[]
  readonly files: readonly { readonly id: string; readonly kind: string; readonly name: string }[]
  readonly messages: readonly { readonly own: boolean; readonly text: string; readonly at: string }[]
}

/** The form as whoever holds its link sees it, in their language. */
export async function viewOf(parts: OutsideParts, form: Form, language: Language): Promise<OutsideView> {
  const model = parts.model()
  const asked = await askedFor(parts, form)
  const { name: group, currency } = await parts.settings.group()
  return {
    group,
    name: await nameOutside(parts, form),
    language: form.language,
    note: form.note,
    state: form.state as 'open' | 'sent',
    expiresAt: form.expiresAt,
    version: form.version,
    fields: asked.fields.map((one) => ({
      ...describeAsked(one, language, currency),
      label: labelOf(calledOn(one.field.field, form.role, asked.held), language),
    })),
    values: Object.fromEntries(asked.fields.map((one) => [one.field.name, valueOf(form, one, asked.held)])),
    papers: papersIn(model, asked, language),
    files: form.files.map(({ id, kind, name }) => ({ id, kind, name })),
    messages: form.messages.map(({ own, text, at }) => ({ own, text, at })),
  }
}

function papersIn(model: ResolvedModel, { papers }: AskedFor, language: Language) {
  const kinds = model.objects.get(formObject)?.fields.get('papers')
  return papers.map(({ kind, required }) => ({
    kind,
    label: kinds ? choiceLabelOf(kinds.field, kind, language) : kind,
    required,
  }))
}

function describeAsked(
  { field, lines, required }: Asked,
  language: Language,
  currency: string,
): OutsideField {
  const one = describeOne(field, required, language, currency)
  if (!lines) return one
  const each = (line: ResolvedField) => ({
    ...describeOne(line, line.field.how === 'required', language, currency),
    label: calledInLine(field, line)(language),
  })
  return { ...one, fields: lines.map(each) }
}

function describeOne(
  { name, field }: ResolvedField,
  required: boolean,
  language: Language,
  currency: string,
): OutsideField {
  const { control } = fieldTypeOf(field)
  const isChoice = field.type === 'choice' || field.type === 'choices'
  const own = typeof field['currency'] === 'string' ? field['currency'] : null
  return {
    name,
    type: field.type,
    label: labelOf(field, language),
    help: helpOf(field, language),
    required,
    control: control.edit,
    ...(isChoice ? { choices: openChoices(field, language) } : {}),
    ...(field.type === 'code' ? { list: String(field['list']) } : {}),
    ...(field.type === 'money' ? (own === null ? { currency } : { currencyField: own, currency }) : {}),
  }
}

function openChoices(field: ResolvedField['field'], language: Language) {
  return choicesOf(field)
    .filter(({ retired }) => retired !== true)
    .map(({ value }) => ({ value, label: choiceLabelOf(field, value, language) }))
}

function valueOf(form: Form, asked: Asked, held: Held): unknown {
  const { field, lines, shown } = asked
  const answer = form.answers[field.name]
  if (!lines) return answer ?? (shown ? (held[field.name] ?? null) : null)
  const own = linesOf(answer)
  const known = shownLines(form, asked, held)
  const isKnown = new Set(known.map(({ line }) => line))
  return [
    ...known.map((line) => {
      const answered = own.find((one) => one.line === line.line)
      // A line that is to go can be put back as it was.
      return answered?.gone ? { ...line, gone: true } : (answered ?? line)
    }),
    ...own.filter(({ line }) => !isKnown.has(line)),
  ]
}

/** The lines that we hold, by what the form calls them; none where they are not shown. */
export function shownLines(form: Form, { field, lines, shown }: Asked, held: Held): LineAnswer[] {
  const all = held[field.name]
  if (!lines || !shown || !Array.isArray(all)) return []
  return (all as Record<string, unknown>[]).map((line) => ({
    line: lineKey(form.id, String(line['id'])),
    ...Object.fromEntries(lines.map(({ name }) => [name, line[name] ?? null])),
  }))
}
