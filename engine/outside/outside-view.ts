import { choiceLabelOf, type DescribedField, type Language } from '#model'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { describeField } from '../catalog/describe-model.ts'
import { formObject, type Form } from './form.ts'
import type { OutsideParts } from './open-outside.ts'
import { faceOf } from './face-of.ts'

/** A field of the form: like any, with those of one line where it stands for lines. */
export type OutsideField = DescribedField & { readonly fields?: readonly DescribedField[] }

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
  readonly papers: readonly { readonly kind: string; readonly label: string }[]
  readonly files: readonly { readonly id: string; readonly kind: string; readonly name: string }[]
  readonly messages: readonly { readonly own: boolean; readonly text: string; readonly at: string }[]
}

/** Kinds of fields that somebody outside may be asked for: none that lists records of ours. */
const askable = new Set([
  ...['text', 'longText', 'email', 'phone', 'webAddress', 'taxNumber', 'code', 'choice', 'yesNo', 'day'],
  ...['integer', 'decimal', 'bankAccount', 'postalCode'],
])

export type Asked = { readonly field: ResolvedField; readonly lines: readonly ResolvedField[] | null }

/** The fields of a face that a form asks for, in the order in which it names them. */
export function fieldsAsked(model: ResolvedModel, face: ResolvedObject, names: readonly string[]): Asked[] {
  return names.flatMap((name): Asked[] => {
    const field = face.fields.get(name)
    if (!field || field.system || field.field.readOnly) return []
    const type = field.type.valueType(field.field)
    const object = type.kind === 'lines' ? model.objects.get(type.of) : undefined
    const owned = object?.declaration.owned
    if (object && owned) {
      const lines = [...object.fields.values()].filter(
        (one) => one.name !== owned.via && one.field.type !== 'yesNo' && mayAsk(one),
      )
      return [{ field, lines }]
    }
    return mayAsk(field) ? [{ field, lines: null }] : []
  })
}

function mayAsk({ field, system }: ResolvedField): boolean {
  return !system && !field.readOnly && field.how !== 'derived' && askable.has(field.type)
}

/** How a field is asked for, in the language of whoever fills it in. */
export function describeAsked(
  { field, lines }: ReturnType<typeof fieldsAsked>[number],
  language: Language,
): OutsideField {
  const one = (each: ResolvedField) => describeField(each.name, each.field, language, each, true)
  return lines ? { ...one(field), fields: lines.map(one) } : one(field)
}

/** The form as whoever holds its link sees it, in their language. */
export async function viewOf(
  { model, settings, records, access }: OutsideParts,
  form: Form,
  language: Language,
): Promise<OutsideView> {
  const face = faceOf(model(), form)
  const asked = fieldsAsked(model(), face, form.fields)
  const kinds = model().objects.get(formObject)?.fields.get('papers')
  return {
    group: (await settings.group()).name,
    name: form.name,
    language: form.language,
    note: form.note,
    state: form.state as 'open' | 'sent',
    expiresAt: form.expiresAt,
    version: form.version,
    fields: asked.map((one) => describeAsked(one, language)),
    values: { ...(await knownOf({ records, access }, form, asked)), ...form.answers },
    papers: form.papers.map((kind) => ({
      kind,
      label: kinds ? choiceLabelOf(kinds.field, kind, language) : kind,
    })),
    files: form.files.map(({ id, kind, name }) => ({ id, kind, name })),
    messages: form.messages.map(({ own, text, at }) => ({ own, text, at })),
  }
}

/** What is known already of what was asked, so that it is not typed again; nothing that is sensitive. */
async function knownOf(
  { records, access }: Pick<OutsideParts, 'records' | 'access'>,
  form: Form,
  asked: ReturnType<typeof fieldsAsked>,
): Promise<Record<string, unknown>> {
  const known = asked.filter(({ field, lines }) => {
    const own = lines ?? [field]
    return (
      !field.field.sensitive && !own.some((one) => one.field.sensitive || one.field.type === 'bankAccount')
    )
  })
  const names = known.map(({ field }) => field.name)
  if (names.length === 0) return {}
  const actor = await access.systemActor('outside form')
  const found = await records.get(actor, form.role, form.party, { fields: names })
  if (!('json' in found)) return {}
  const record = JSON.parse(found.json) as Record<string, unknown>
  return Object.fromEntries(
    known.map(({ field, lines }) => {
      const value = record[field.name] ?? null
      return [field.name, lines ? mainOf(value, lines) : value]
    }),
  )
}

/** The main one of lines, as far as it is asked for. */
function mainOf(value: unknown, lines: readonly ResolvedField[]): Record<string, unknown> | null {
  const all = Array.isArray(value) ? (value as Record<string, unknown>[]) : []
  const main = all.find((line) => line['main'] === true) ?? all[0]
  return main ? Object.fromEntries(lines.map(({ name }) => [name, main[name] ?? null])) : null
}
