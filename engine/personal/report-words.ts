import { calledOn, choiceLabelOf, codeListOf, codeName, labelOf, type Field } from '#model'
import { matchTexts, type MatchCode } from '#match'
import type { Actor } from '../access/actor.ts'
import type { ActionRegistry } from '../actions/actions.ts'
import { deedInWords } from '../audit/deed-in-words.ts'
import { labelsOfObject } from '../audit/log-words.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { factKindLabel } from '../facts/fact-words.ts'
import { titleName } from '../merge/moved.ts'
import { roleKey, storedKey, type StoredValues } from '../records/stored.ts'
import { ownedLines } from '../records/write/lines.ts'
import { said } from '../said/said.ts'
import { columns, details, words } from './report-labels.ts'
import type { Row } from './report-rows.ts'

/** Who reads the report, and what the records are called that values name by their ids. */
export type Wording = {
  readonly model: ResolvedModel
  readonly actor: Actor
  readonly actions: ActionRegistry
  readonly titles: ReadonlyMap<string, string>
}

/** Of a person the name is called by another word than of a firm. */
type Of = { readonly face: ResolvedObject; readonly values: StoredValues }

/** By labels, without what is empty; lines that a record owns are named by the labels of their own fields. */
export function named(
  values: Row,
  fields: readonly ResolvedField[],
  wording: Wording,
  of: Of | null = null,
): Row {
  const called = fields.map((field) => labelOfField(field, wording, of))
  // Two fields that are called the same are told apart by their names.
  const labels = new Map(
    fields.map((field, at) => {
      const word = called[at] ?? field.name
      const isAlone = called.indexOf(word) === called.lastIndexOf(word)
      return [field.name, isAlone ? word : `${word} (${field.name})`]
    }),
  )
  const byName = new Map(fields.map((field) => [field.name, field]))
  const about = wording.model.objects.get(String(values['object'] ?? ''))
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => !isNothing(value))
      .map(([name, value]) => {
        const field = byName.get(name)
        return [labels.get(name) ?? name, field ? valueInWords(field, value, wording, about) : value]
      }),
  )
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0)
}

function labelOfField({ field }: ResolvedField, { actor }: Wording, of: Of | null): string {
  return labelOf(of ? calledOn(field, of.face.name, of.values) : field, actor.language)
}

/** What is kept by a key, as people call it: choices, codes, yes and no, roles, records by their titles. */
function valueInWords(
  field: ResolvedField,
  value: unknown,
  wording: Wording,
  about?: ResolvedObject,
): unknown {
  const { model, actor, titles } = wording
  const { language } = actor
  const owned = ownedLines(model, field)
  if (owned && Array.isArray(value)) {
    const inner = [...owned.object.fields.values()]
    return value.map(({ id: _id, ...own }: Record<string, unknown>) => named(own, inner, wording))
  }
  if (typeof value === 'boolean') return yesOrNo(value, wording)
  if (Array.isArray(value)) return value.map((one: unknown) => valueInWords(field, one, wording, about))
  if (about && field.field.type === 'data') return inner(value, knownOf(about, {}, wording), wording)
  if (typeof value !== 'string') return value
  const meant = field.name === 'field' ? about?.fields.get(value) : undefined
  if (meant) return labelOf(meant.field, language)
  const { type } = field.field
  if (type === 'code') return codeName(codeListOf(field.field), value, language)
  if (type === 'choice' || type === 'choices') return choiceLabelOf(field.field, value, language)
  if (field.owner === 'fact' && field.name === 'kind') return factKindLabel(model, value, language)
  const object = ofObjects.includes(field.name) ? model.objects.get(value) : undefined
  return object ? labelsOfObject(object, language) : (titles.get(value) ?? value)
}

/** Fields that hold the name of an object. */
const ofObjects: readonly string[] = ['roles', 'role', 'object']

function yesOrNo(value: boolean, { actor }: Wording): string {
  return (value ? said('Yes') : said('No')).in(actor.language)
}

/** An instant as the database writes it, which is told like any other. */
const ofDatabase = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d+)?)\+00(?::00)?$/

/** Rows of the log and the like; states of the record go by the labels of its fields. */
export function told(
  rows: readonly Row[],
  base: ResolvedObject,
  values: StoredValues,
  wording: Wording,
): Row[] {
  const known = knownOf(base, values, wording)
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row)
        .filter(([, value]) => !isNothing(value))
        .map(([key, value]) => [
          columns[key]?.in(wording.actor.language) ?? key,
          cell(key, value, row, known, wording),
        ]),
    ),
  )
}

type Known = {
  readonly of: StoredValues
  readonly fields: ReadonlyMap<string, { readonly face: ResolvedObject; readonly field: ResolvedField }>
  readonly roles: ReadonlyMap<string, ResolvedObject>
  readonly base: ResolvedObject
}

function knownOf(base: ResolvedObject, of: StoredValues, { model }: Wording): Known {
  const roles = base.roles.flatMap((name) => model.objects.get(name) ?? [])
  const fields = [base, ...roles].flatMap((face) =>
    [...face.fields.values(), ...face.retired]
      .filter((field) => field.owner === face.name)
      .map((field) => [storedKey(face, field), { face, field }] as const),
  )
  const keys = roles.map((role) => [roleKey(role.name), role] as const)
  return { of, base, fields: new Map(fields), roles: new Map(keys) }
}

function cell(key: string, value: unknown, row: Row, known: Known, wording: Wording): unknown {
  const { model, actor, actions } = wording
  const { language } = actor
  const object = model.objects.get(String(row['object'] ?? ''))
  const face = object ?? known.base
  if (key === 'action') return deedInWords({ model, actions }, deedOf(String(value)), language)
  if (key === 'before' || key === 'after') return state(value, String(row['action'] ?? ''), known, wording)
  if (key === 'object') return object ? labelsOfObject(object, language) : value
  if (key === 'field') return fieldCalled(String(value), known, face, wording)
  if (key === 'fields' && Array.isArray(value))
    return value.map((one: unknown) => fieldCalled(String(one), known, face, wording))
  if (key === 'because' && Array.isArray(value)) return value.flatMap((one: Row) => likeness(one, wording))
  if (key === 'reason' && typeof value === 'object') return (value as Row)[language] ?? value
  if (typeof value === 'object')
    return key === 'cells' ? entry(value as Row, face, wording) : inner(value, known, wording)
  if (typeof value !== 'string') return value
  const word = words[key]?.[value]?.in(language)
  if (key === 'kind') return word ?? factKindLabel(model, value, language)
  return word ?? wording.titles.get(value) ?? value.replace(ofDatabase, '$1T$2Z')
}

/** A right is called by the deed that it allows. */
function deedOf(action: string): string {
  return action === 'change' ? 'update' : action
}

function fieldCalled(name: string, { fields, of }: Known, face: ResolvedObject, wording: Wording): string {
  if (name === titleName) return said('Called').in(wording.actor.language)
  const found = fields.get(name)
  const field = found?.field ?? face.fields.get(name)
  return field ? labelOfField(field, wording, { face: found?.face ?? face, values: of }) : name
}

function likeness({ code }: Row, { actor }: Wording): string[] {
  return typeof code === 'string' && code in matchTexts ? [matchTexts[code as MatchCode][actor.language]] : []
}

/** What somebody typed into a form, by the names of its fields; rows of a file are told as they stand. */
function entry(value: Row | readonly unknown[], face: ResolvedObject, wording: Wording): unknown {
  return Array.isArray(value) ? value : named(value as Row, [...face.fields.values()], wording)
}

/** What the log holds of a record, or what was given to an action. */
function state(value: unknown, action: string, known: Known, wording: Wording): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const { language } = wording.actor
  const of = action.startsWith('do:') ? action.slice('do:'.length) : ''
  const input = wording.actions.all.find((one) => `${one.on.name}.${one.name}` === of)?.input ?? {}
  const pairs = Object.entries(value).flatMap(([key, one]): [string, unknown][] => {
    const role = known.roles.get(key)
    if (role) return [[labelOf(role.declaration, language), one === true ? yesOrNo(true, wording) : null]]
    const found = known.fields.get(key)
    const given = input[key]
    if (given) return [[labelOf(given, language), givenInWords(given, one, wording)]]
    if (!found) return detail(key, one, wording)
    const label = labelOfField(found.field, wording, { face: found.face, values: known.of })
    const face = found.face === known.base ? '' : ` (${labelOf(found.face.declaration, language)})`
    return [[`${label}${face}`, one === null ? null : valueInWords(found.field, one, wording)]]
  })
  return Object.fromEntries(pairs)
}

function givenInWords(field: Field, value: unknown, wording: Wording): unknown {
  if (typeof value === 'boolean') return yesOrNo(value, wording)
  if (Array.isArray(value)) return value.map((one: unknown) => givenInWords(field, one, wording))
  if (typeof value !== 'string') return value
  if (field.type === 'choice' || field.type === 'choices')
    return choiceLabelOf(field, value, wording.actor.language)
  const target = 'to' in field ? String(field['to']) : ''
  return wording.titles.get(value) ?? wording.titles.get(keyOf(target, value)) ?? value
}

/** Under which a record is known by the key that leads to it. */
export function keyOf(object: string, key: string): string {
  return `${object} ${key}`
}

const isId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A number of Kontor's own says nothing to anybody; what it names is called by its title. */
function detail(key: string, value: unknown, wording: Wording): [string, unknown][] {
  const { language } = wording.actor
  const isOwn = typeof value === 'string' && isId.test(value)
  if (isOwn && !wording.titles.has(value)) return []
  const label = details[key]?.in(language) ?? key
  if (isOwn) return [[label, wording.titles.get(value)]]
  if (typeof value === 'boolean') return [[label, yesOrNo(value, wording)]]
  return [[label, typeof value === 'string' ? (words[key]?.[value]?.in(language) ?? value) : value]]
}

/** What was asked of a source, and what it said: by the names of the fields of the record. */
function inner(value: unknown, known: Known, wording: Wording): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => inner(one, known, wording))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      known.fields.has(key)
        ? fieldCalled(key, known, known.base, wording)
        : (details[key]?.in(wording.actor.language) ?? key),
      inner(one, known, wording),
    ]),
  )
}
