import { fulfils, parseWhere, type Expression, type RuleDeclaration } from '#model'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { id, join, sql } from '../database/sql.ts'
import { compileCondition } from '../expression/index.ts'
import { actionTx } from '../actions/tx.ts'
import { filled } from '../query/placeholder.ts'
import { unlimited } from '../query/reader.ts'
import { recordScope } from '../query/record-scope.ts'
import { typeScope } from '../query/type-scope.ts'
import { baseOf } from '../records/stored.ts'
import type { Door } from '../records/write/door.ts'
import { isNear, surroundings, viewOf } from '../records/write/rule-test.ts'
import { linesAsked, mayBeShown } from './askable.ts'
import { faceOf } from './face-of.ts'
import type { Form } from './form.ts'
import type { OutsideParts } from './open-outside.ts'
import { shownBySender } from './shown-by-sender.ts'

export type Asked = {
  readonly field: ResolvedField
  /** The fields of each line, where it stands for lines. */
  readonly lines: readonly ResolvedField[] | null
  readonly required: boolean
  /** Whether what we hold of it stands in the form. */
  readonly shown: boolean
}
export type AskedPaper = { readonly kind: string; readonly required: boolean }
export type Held = Readonly<Record<string, unknown>>

/** What a form asks for now, and what we hold of whom it is about; the latter is for the program alone. */
export type AskedFor = {
  readonly fields: readonly Asked[]
  readonly papers: readonly AskedPaper[]
  readonly held: Held
}

/** Whose form it is, and which fields and papers whoever sends it wants; no field named is all of them. */
export type Wanted = Pick<Form, 'party' | 'role' | 'fields' | 'papers'>
export type Ruled = { readonly rule: RuleDeclaration; readonly face: ResolvedObject }
type Answers = Readonly<Record<string, unknown>>

/**
 * What a form asks for: what the owner lets be asked where the conditions hold, as far as whoever sent it did
 * not ask for less; obligatory is what intake asks for, before any step. Conditions look at the answers,
 * and where there is none at what we hold, so a country that is filled in asks for what is needed there.
 */
export async function askedFor(
  parts: Pick<OutsideParts, 'database' | 'model' | 'records' | 'access'>,
  form: Form,
  answers: Answers = form.answers,
): Promise<AskedFor> {
  const actor = await parts.access.systemActor('outside form')
  const { fields, papers, held } = await parts.records.door(actor, {}, (opened) =>
    askedIn({ ...opened, authority: 'action' }, form, answers),
  )
  return { fields: await shownBySender(parts, form, fields), papers, held }
}

/** The same through a door that is open, with the rules that hold now and all that there are. */
export async function askedIn(
  door: Door,
  form: Wanted,
  answers: Answers,
): Promise<AskedFor & { readonly holding: readonly Ruled[]; readonly all: readonly Ruled[] }> {
  const face = faceOf(door.model, form)
  const held = (await actionTx(door).get(face.declaration, form.party)) as Held
  const all = rulesOf(door.model, face)
  const rules = await holding(door, all, form, mirrored(face, held, answers))
  return {
    fields: fieldsOf(door.model, face, form, rules),
    papers: papersOf(form, rules),
    ...{ held, holding: rules, all },
  }
}

/** Those of partners in general, and those of the role. */
function rulesOf(model: ResolvedModel, face: ResolvedObject): Ruled[] {
  return [...new Set([baseOf(model, face), face])].flatMap((one) =>
    one.rules.flatMap((rule) => (concerns(rule) ? [{ rule, face: one }] : [])),
  )
}

/** The rules that hold for the record with the answers in it. */
async function holding(door: Door, own: readonly Ruled[], form: Wanted, values: Held): Promise<Ruled[]> {
  const reader = unlimited(door)
  const parsed = own.map((one) => {
    const { when } = one.rule as { when?: object }
    return { ...one, when: parseWhere(when ?? {}, typeScope(reader, one.face)) }
  })
  const far = parsed.filter(({ when }) => !isNear(when))
  const found = await farHolding(door, form, far)
  const view = viewOf((name) => values[name] ?? null)
  return parsed.filter((one) =>
    far.includes(one) ? found[far.indexOf(one)] === true : fulfils(one.when, view, surroundings(door)),
  )
}

function concerns(rule: RuleDeclaration): boolean {
  return 'ask' in rule || ('require' in rule && rule.proved === undefined)
}

/** Conditions that look through references are asked of the record as it stands. */
async function farHolding(
  door: Door,
  form: Wanted,
  far: readonly { readonly face: ResolvedObject; readonly when: Expression }[],
): Promise<boolean[]> {
  const [first] = far
  if (!first) return []
  const asked = far.map(({ face, when }, at) => {
    const holds = compileCondition(when, recordScope(unlimited(door), face, 't'))
    return sql`(${filled(holds, door)}) is true as ${id(`r${at}`)}`
  })
  const [row] = await door.tx.query<Record<string, boolean>>(
    sql`select ${join(asked)} from ${id(first.face.table)} t where t.id = ${form.party}`,
  )
  return far.map((_, at) => row?.[`r${at}`] === true)
}

/** What is held with the answers in its place; a country within an address is the country. */
function mirrored(face: ResolvedObject, held: Held, answers: Answers): Held {
  const values: Record<string, unknown> = { ...held, ...answers }
  for (const { name, field } of face.fields.values()) {
    const mirrors = field['mirrors'] as { lines: string; field: string } | undefined
    const lines = mirrors && answers[mirrors.lines]
    const [line] = (Array.isArray(lines) ? lines : []) as Record<string, unknown>[]
    if (mirrors && answers[name] === undefined && line?.[mirrors.field] !== undefined)
      values[name] = line[mirrors.field]
  }
  return values
}

function fieldsOf(
  model: ResolvedModel,
  face: ResolvedObject,
  form: Wanted,
  rules: readonly Ruled[],
): Asked[] {
  const names = new Set<string>()
  const shown = new Set<string>()
  for (const { rule } of rules) {
    if (!('ask' in rule) || kindOf(rule) !== null) continue
    // What an amount is worth stands in its currency, so it is asked for with it.
    for (const name of withCurrency(face, String(rule.ask))) {
      if (form.fields.length > 0 && !form.fields.includes(String(rule.ask))) continue
      names.add(name)
      if (rule.shown === true) shown.add(name)
    }
  }
  const needed = new Set(
    rules.flatMap(({ rule }) => ('require' in rule && kindOf(rule) === null ? [String(rule.require)] : [])),
  )
  return inOrder(face, names).flatMap((name): Asked[] => {
    const field = face.fields.get(name)
    if (!field) return []
    const required = field.field.how === 'required' || needed.has(name)
    const isShown = shown.has(name) && mayBeShown(model, field)
    return [{ field, lines: linesAsked(model, field), required, shown: isShown }]
  })
}

function withCurrency(face: ResolvedObject, name: string): string[] {
  const currency = face.fields.get(name)?.field['currency']
  return typeof currency === 'string' && face.fields.has(currency) ? [name, currency] : [name]
}

/** In the order of the card, which is how people know them. */
function inOrder(face: ResolvedObject, names: ReadonlySet<string>): string[] {
  const card = face.card.flatMap(({ fields }) => fields.map(String))
  const last = card.length
  const at = (name: string) => (card.includes(name) ? card.indexOf(name) : last)
  return [...names].sort((one, other) => at(one) - at(other))
}

/** Papers that somebody asked for by name are needed; of the others those that intake needs. */
function papersOf(form: Wanted, rules: readonly Ruled[]): AskedPaper[] {
  const kinds = (is: 'ask' | 'require') =>
    rules.flatMap(({ rule }) => {
      const kind = is in rule ? kindOf(rule) : null
      return kind === null ? [] : [kind]
    })
  const needed = new Set([...form.papers, ...kinds('require')])
  return [...new Set([...form.papers, ...kinds('ask')])].map((kind) => ({
    kind,
    required: needed.has(kind),
  }))
}

/** The kind of papers that a rule is about, or null where it is about a field. */
export function kindOf(rule: RuleDeclaration): string | null {
  const kind = (rule as { having?: { kind?: unknown } }).having?.kind
  return typeof kind === 'string' ? kind : null
}
