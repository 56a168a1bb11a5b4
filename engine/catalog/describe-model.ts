import {
  choiceLabelOf,
  choicesOf,
  fieldTypeOf,
  FormulaError,
  helpOf,
  labelOf,
  parseFormula,
  pluralOf,
  sectionLabelOf,
  type Condition,
  type DescribedAction,
  type DescribedField,
  type DescribedList,
  type DescribedModel,
  type DescribedObject,
  type Field,
  type Fields,
  type Language,
} from '#model'
import { provedOf } from '../facts/asked-of.ts'
import type { Actor, ObjectAccess } from '../access/actor.ts'
import type { AnyAction } from '../actions/action.ts'
import type { ActionRegistry } from '../actions/actions.ts'
import { whenNot } from '../actions/run-action.ts'
import { knowsCondition } from '../query/knows-condition.ts'
import { oncePerPolicy } from '../query/reader.ts'
import { typeScope } from '../query/type-scope.ts'
import { inputOffered, knownChoices, seenBy } from './field-choices.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from './resolved-model.ts'
import { words } from '../said/sayer.ts'

/** The model as the actor may know it, in their language. What no grant names is not in it. */
export function describeModel(model: ResolvedModel, actor: Actor, actions: ActionRegistry): DescribedModel {
  const objects = [...model.objects.values()].flatMap(
    (object) => describeObject(model, actor, actions, object) ?? [],
  )
  return { version: model.version, objects }
}

/** One object as the actor may know it, or null where it is unknown to them. */
export function describeObject(
  model: ResolvedModel,
  actor: Actor,
  actions: ActionRegistry,
  object: ResolvedObject,
): DescribedObject | null {
  const { declaration } = object
  const access = actor.access.object(object.name)
  const isLines = declaration.owned !== undefined
  if (!access && !(isLines && knowsLines(model, actor, object))) return null
  const { language } = actor
  const fields = [...object.fields.values()].filter(
    (field) => field.field['roleFace'] !== true && isSeen(actor, object, field),
  )
  const names = new Set(fields.map((field) => field.name))
  const titleHere = language === 'en' ? undefined : declaration.titles?.[language]
  return {
    name: object.name,
    path: object.path,
    label: labelOf(declaration, language),
    plural: pluralOf(declaration, language),
    icon: declaration.icon ?? null,
    title: object.title,
    titleHere: titleHere && names.has(titleHere) ? titleHere : null,
    base: object.base,
    isRole: object.isRole,
    roles: object.roles.filter((role) => actor.access.object(role)),
    custom: object.custom,
    system: declaration.system === true,
    owned: isLines,
    tree: declaration.tree ?? null,
    searched: object.searched,
    may: isLines ? [] : grantableOn(object).filter((action) => access?.rows(action) !== undefined),
    fields: fields.map((field) => ({
      ...describeField(
        field.name,
        knownChoices(model, withKnownFormula(model, actor, object, field), seenBy(actor)),
        language,
        field,
        mayChange(actor, object, field),
        object.name,
      ),
      ...(isOnlyNew(actor, object, field) ? { onlyNew: true as const } : {}),
    })),
    lists: knownLists(model, actor, object).map(([name, list]) =>
      describeList(object, name, list, names, language),
    ),
    card: object.card.map((section) => ({
      section: section.section,
      label: sectionLabelOf(section, language),
      fields: section.fields.filter((field) => names.has(field)),
      when: section.when ?? null,
    })),
    actions: actions
      .of(object)
      .filter((action) => access?.rows(action.name) !== undefined)
      .map((action) => describeAction(model, actor, object, action)),
    withheld: withheldFrom(model, actor, object, actions.of(object)),
    requirements: requirementsOf(model, object, names),
    proofs: provedOf(model, object)
      .filter(({ field }) => names.has(field))
      .map((proved) => ({ kind: proved.kind, label: labelOf(proved, language), field: proved.field })),
  }
}

/**
 * Freezing and the like are looked for on the card also by those who may not do them. Who only looks at
 * records, as a partner at its own, is not told of them, nor who does not see what decides about them.
 */
function withheldFrom(
  model: ResolvedModel,
  actor: Actor,
  object: ResolvedObject,
  actions: readonly AnyAction[],
): DescribedObject['withheld'] {
  const access = actor.access.object(object.name)
  if (access?.rows('change') === undefined) return []
  const reader = { model, actor, authority: 'actor' } as const
  return actions
    .filter(({ name, brings }) => brings !== undefined && access.rows(name) === undefined)
    .filter(({ when }) => knowsCondition(reader, object, (when ?? {}) as Condition))
    .map((action) => {
      const { name, label, icon, tone, when } = describeAction(model, actor, object, action)
      return { name, label, icon, tone, when }
    })
}

/** Which records may be chosen is told to those only who see what decides it; the door asks it of all. */
function withKnownCondition(model: ResolvedModel, actor: Actor, { field }: ResolvedField): Field {
  const target = field['where'] === undefined ? undefined : model.objects.get(String(field['to']))
  if (!target || knowsCondition({ model, actor, authority: 'actor' }, target, field['where'])) return field
  const { where: _, ...known } = field
  return known as Field
}

/**
 * What a formula says is told to those only who see all that it names: by its result and its text together
 * one would reckon what is hidden.
 */
function withKnownFormula(
  model: ResolvedModel,
  actor: Actor,
  object: ResolvedObject,
  field: ResolvedField,
): Field {
  const known = withKnownCondition(model, actor, field)
  const { formula, ...untold } = known
  if (formula === undefined || actor.access.administrator) return known
  const reader = { model, actor, authority: 'actor' } as const
  const isTold = oncePerPolicy(reader, `knows formula ${object.name} ${field.name}`, () => {
    try {
      return parseFormula(String(formula), typeScope(reader, object)) !== undefined
    } catch (error) {
      if (error instanceof FormulaError) return false
      throw error
    }
  })
  return isTold ? known : (untold as Field)
}

/** Lines are known to who knows a field that holds them, and to who shapes objects. */
function knowsLines(model: ResolvedModel, actor: Actor, { name }: ResolvedObject): boolean {
  if (actor.access.administrator || actor.access.page('objects')) return true
  return [...model.objects.values()].some((holding) => {
    const access = actor.access.object(holding.name)
    return [...(access ? holding.fields.values() : [])].some((field) => {
      const type = field.type.valueType(field.field)
      return type.kind === 'lines' && type.of === name && isNamed(access, field.name)
    })
  })
}

function isNamed(access: ObjectAccess | undefined, field: string): boolean {
  const rights = [access?.see(field), access?.change(field), access?.change(field, 'create')]
  return rights.some((rows) => rows !== undefined)
}

/** What the faces of a record ask for together: a customer needs what every party needs. */
function requirementsOf(model: ResolvedModel, object: ResolvedObject, seen: ReadonlySet<string>) {
  const base = model.objects.get(object.base)
  const rules = object.isRole ? [...(base?.rules ?? []), ...object.rules] : object.rules
  return rules.flatMap((rule) =>
    'require' in rule && rule.before === undefined && seen.has(String(rule.require))
      ? [{ field: String(rule.require), when: rule.when ?? null }]
      : [],
  )
}

const grantable = ['read', 'create', 'change', 'delete', 'export', 'import', 'print', 'confirm', 'share']
/** Facts are written by actions alone, so nobody is offered to write them by hand. */
const byHand = new Set(['create', 'change', 'delete', 'import'])

function grantableOn({ declaration }: ResolvedObject): readonly string[] {
  return declaration.facts ? grantable.filter((action) => !byHand.has(action)) : grantable
}

function isSeen(actor: Actor, object: ResolvedObject, field: ResolvedField): boolean {
  if (field.system || object.declaration.owned) return true
  return actor.access.object(object.name)?.see(field.name) !== undefined
}

function mayChange(actor: Actor, object: ResolvedObject, field: ResolvedField): boolean {
  if (field.system || field.field.how === 'derived' || field.field.readOnly) return false
  // Programs and files may say it of a new record; people use the actions.
  if (field.field.afterwards !== undefined) return false
  const access = actor.access.object(object.name)
  return (
    object.declaration.owned !== undefined ||
    access?.change(field.name) !== undefined ||
    access?.change(field.name, 'create') !== undefined
  )
}

/** Whether whoever enters a record may say it, and nobody of the same rights later. */
function isOnlyNew(actor: Actor, object: ResolvedObject, field: ResolvedField): boolean {
  const access = actor.access.object(object.name)
  const isLater = object.declaration.owned !== undefined || access?.change(field.name) !== undefined
  return !isLater && mayChange(actor, object, field)
}

/**
 * A field in words and settings; `change` says whether the one who asks may set it, `face` on which face it
 * is shown.
 */
export function describeField(
  name: string,
  field: Field,
  language: Language,
  state: Pick<ResolvedField, 'custom' | 'system' | 'pending'>,
  change: boolean,
  face?: string,
): DescribedField {
  const type = fieldTypeOf(field)
  const {
    label: _label,
    labels: _labels,
    help: _help,
    helps: _helps,
    how,
    synonyms: _synonyms,
    values: _values,
    called = [],
    begins,
    ...others
  } = field
  // How a record begins may have been decided for the group: nobody is offered another beginning.
  const { default: given, defaults, ...undecided } = others
  const first = (face === undefined ? undefined : defaults?.[face]) ?? given
  const settings = begins || first === undefined ? undecided : { ...undecided, default: first }
  const here = called.find(({ on }) => on !== undefined && on === face)
  const ofSome = called.flatMap(({ when, ...words }) =>
    when === undefined ? [] : [{ when, label: labelOf(words, language) }],
  )
  return {
    name,
    type: field.type,
    label: labelOf(here ?? field, language),
    ...(ofSome.length > 0 ? { called: ofSome } : {}),
    help: helpOf(field, language),
    required: how === 'required',
    change,
    derived: how === 'derived',
    readOnly: field.readOnly === true,
    unique: field.unique === true || field.type === 'sequenceNumber',
    indexed: field.indexed === true || field.unique === true,
    custom: state.custom,
    system: state.system,
    pending: state.pending,
    sort: type.sort,
    operators: type.operators,
    value: type.valueType(field),
    control: type.control,
    ...(type.name === 'choice' || type.name === 'choices'
      ? { choices: describeChoices(field, language) }
      : {}),
    settings,
  }
}

function describeChoices(field: Field, language: Language) {
  return choicesOf(field).map(({ value, tone, retired }) => ({
    value,
    label: choiceLabelOf(field, value, language),
    ...(tone ? { tone } : {}),
    ...(retired ? { retired } : {}),
  }))
}

/** A list over what somebody does not see would be refused to them, and tell them of it. */
function knownLists(model: ResolvedModel, actor: Actor, object: ResolvedObject) {
  const reader = { model, actor, authority: 'actor' } as const
  return Object.entries(object.lists).filter(
    ([, { where }]) => where === undefined || knowsCondition(reader, object, where),
  )
}

function describeList(
  object: ResolvedObject,
  name: string,
  list: ResolvedObject['lists'][string],
  seen: ReadonlySet<string>,
  language: Language,
): DescribedList {
  const label =
    list.label === undefined
      ? pluralOf(object.declaration, language)
      : (list.labels?.[language as 'lv'] ?? list.label)
  const sort = list.sort === undefined ? [] : typeof list.sort === 'string' ? [list.sort] : list.sort
  return {
    name,
    label,
    columns: list.columns.filter((column) => seen.has(column)),
    sort: sort.filter((one) => seen.has(one.replace(/^-/, ''))),
    where: list.where ?? null,
  }
}

function describeAction(
  model: ResolvedModel,
  actor: Actor,
  object: ResolvedObject,
  action: AnyAction,
): DescribedAction {
  const fresh = { custom: false, system: false, pending: false }
  return {
    name: action.name,
    label: labelOf(action, actor.language),
    icon: action.icon ?? null,
    tone: action.tone ?? 'plain',
    when: action.when ?? null,
    offered: action.offered ?? null,
    whenNot: action.when ? words(whenNot({ model, actor }, object, action), actor.language) : null,
    brings: action.brings ?? null,
    hands: action.hands ?? null,
    effective: action.effective ?? null,
    input: Object.entries(inputOffered(model, object, action.input as Fields)).map(([name, field]) =>
      describeField(
        name,
        knownChoices(model, field, seenBy(actor), object.name),
        actor.language,
        fresh,
        true,
      ),
    ),
  }
}
