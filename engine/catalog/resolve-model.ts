import { fieldTypeOf, pathOf, snakeCase, type Extension, type Field, type ObjectDeclaration } from '#model'
import { checkModel } from './check-model.ts'
import { lookOnlyBack } from './check-owned.ts'
import { ownFieldSection, type CatalogRows } from './catalog-rows.ts'
import { withAddedRules } from './added-rules.ts'
import { withFieldChoices } from './field-choices.ts'
import { settleFormulas, type Settled } from './settle-formulas.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from './resolved-model.ts'
import { targetName } from './target-name.ts'
import { unarrangedList } from './unarranged-list.ts'
import { roleFaceField, rolesField, systemFieldDeclarations, systemColumns } from './system-fields.ts'

export type ModelSource = {
  readonly version: number
  readonly declarations: readonly ObjectDeclaration[]
  readonly extensions: readonly Extension[]
  /** What users added at run time. */
  readonly catalog?: CatalogRows
}

/**
 * Puts declarations, extensions and what users added together into the model that everything works on.
 * Throws where they contradict each other: that is a mistake in code, for what users add is checked
 * before it is kept.
 */
export function resolveModel(source: ModelSource): ResolvedModel {
  return resolveWithFaults(source).model
}

/** The same, with the formulas of users that are not right, which were left out. */
export function resolveWithFaults(source: ModelSource): Settled {
  const declared = [
    ...source.declarations,
    ...(source.catalog?.objects ?? [])
      .filter((object) => !object.retired)
      .map((object) => object.declaration),
  ]
  const drafts = new Map(declared.map((declaration) => [declaration.name, draftOf(declaration)]))
  if (drafts.size < declared.length) throw new Error(`Two objects have the same name: ${repeated(declared)}.`)
  for (const extension of source.extensions) extendDraft(drafts, extension)
  for (const field of source.catalog?.fields ?? []) {
    const draft = drafts.get(field.object)
    if (!draft) continue
    const own = { field: field.declaration, custom: true, pending: field.pending, column: field.column }
    if (!field.retired) draft.own.set(field.name, own)
    else if (!field.erased) draft.retired.set(field.name, own)
  }
  for (const { object, field, changes } of source.catalog?.adjustments ?? []) {
    const found = drafts.get(object)?.own.get(field)
    if (found) found.field = adjusted(found.field, changes)
  }
  for (const key of source.catalog?.pending ?? []) {
    const [object = '', field = ''] = key.split('.')
    const found = drafts.get(object)?.own.get(field)
    if (found) found.pending = true
  }
  dropOrphans(drafts)
  lookOnlyBack(drafts)
  const objects = new Map(
    [...drafts.values()].map((draft) => [draft.declaration.name, resolveObject(draft, drafts)]),
  )
  const byPath = new Map([...objects.values()].map((object) => [object.path, object]))
  const settled = withAddedRules(
    withFieldChoices(settleFormulas({ version: source.version, objects, byPath })),
    source.catalog?.rules ?? [],
  )
  checkModel(settled.model, settled.faults)
  return settled
}

/** What a firm calls or explains a field by in its own words holds in every language and for all records. */
function adjusted(field: Field, changes: Readonly<Record<string, unknown>>): Field {
  const { helps, called, ...rest } = field
  const kept = changes['help'] === undefined && helps ? { helps } : {}
  const names = changes['label'] === undefined && called ? { called } : {}
  return { ...rest, ...kept, ...names, ...changes } as Field
}

/** `column`: where a field that users added is kept; other columns go by the field's name. */
type Own = { field: Field; custom: boolean; pending: boolean; column: string | null }

type Draft = {
  declaration: ObjectDeclaration
  /** Its own fields, without those of its base. */
  readonly own: Map<string, Own>
  /** Those that were retired, whose values stay in the table. */
  readonly retired: Map<string, Own>
  readonly sections: ObjectDeclaration['card'][number][]
}

type Drafts = ReadonlyMap<string, Draft>

function draftOf(declaration: ObjectDeclaration): Draft {
  const own = Object.entries(declaration.fields).map(([name, field]) => [name, builtIn(field)] as const)
  return { declaration, own: new Map(own), retired: new Map(), sections: [] }
}

function builtIn(field: Field): Own {
  return { field, custom: false, pending: false, column: null }
}

function extendDraft(drafts: Drafts, extension: Extension): void {
  const draft = drafts.get(extension.extends)
  if (!draft) throw new Error(`An extension names the object ${extension.extends}, which is not declared.`)
  for (const [name, field] of Object.entries(extension.fields)) {
    if (draft.own.has(name)) throw new Error(`${extension.extends}.${name} is declared twice.`)
    draft.own.set(name, builtIn(field))
  }
  draft.sections.push(...(extension.card ?? []))
  if (extension.dealings) {
    const dealings = [...(draft.declaration.dealings ?? []), ...extension.dealings]
    draft.declaration = { ...draft.declaration, dealings }
  }
}

/**
 * A field that users added and that names a retired object vanishes with it, and comes back with it; lines
 * that users added do so with what owns them.
 */
function dropOrphans(drafts: Map<string, Draft>): void {
  for (const [name, { declaration }] of drafts) {
    const owner = name.startsWith('x_') ? declaration.owned?.by : undefined
    if (owner !== undefined && !drafts.has(owner)) drafts.delete(name)
  }
  for (const { own, retired } of drafts.values()) {
    for (const [name, entry] of own) {
      const { field, custom } = entry
      const target = custom ? targetName({ field, type: fieldTypeOf(field) }) : null
      if (target === null || drafts.has(target)) continue
      own.delete(name)
      retired.set(name, entry)
    }
  }
}

function resolveObject(draft: Draft, drafts: Drafts): ResolvedObject {
  const { declaration } = draft
  const base = declaration.of === undefined ? draft : drafts.get(declaration.of)
  if (!base || base.declaration.of !== undefined) {
    throw new Error(`The role ${declaration.name} is of ${declaration.of}, which is no object of its own.`)
  }
  const isRole = base !== draft
  const roles = [...drafts.values()].filter((other) => other.declaration.of === declaration.name)
  const fields = fieldsOf(draft, base, roles)
  const custom = declaration.name.startsWith('x_')
  return {
    name: declaration.name,
    path: pathOf(declaration),
    declaration: { ...declaration, fields: declaredFields(fields) },
    table: snakeCaseName(base.declaration.name),
    base: base.declaration.name,
    isRole,
    roleColumn: isRole ? `is_${snakeCaseName(declaration.name)}` : null,
    roles: roles.map((role) => role.declaration.name),
    fields,
    retired: isRole ? [] : [draft, ...roles].flatMap((one) => retiredOf(one, one !== draft)),
    title: String(declaration.title),
    custom,
    lists: custom ? presentLists(declaration.lists, fields) : declaration.lists,
    card: cardOf(draft, base).map((section) => (custom ? presentSection(section, fields) : section)),
    rules: declaration.rules ?? [],
    access: Object.fromEntries(
      Object.entries(declaration.access ?? {}).map(([post, given]) => [post, [given].flat() as never]),
    ),
    searched: isSearched(base, drafts),
  }
}

function retiredOf(draft: Draft, isRole: boolean): ResolvedField[] {
  const prefix = isRole ? prefixOf(draft.declaration.name) : ''
  return [...draft.retired].map(([name, entry]) => resolveField(name, entry, draft, prefix))
}

/** A role shows the fields of its base first, then its own, then what the engine keeps. */
function fieldsOf(draft: Draft, base: Draft, roles: readonly Draft[]): Map<string, ResolvedField> {
  const isRole = base !== draft
  const inherited = [...base.own].map(([name, own]) => resolveField(name, own, base, ''))
  const own = [...draft.own]
    .filter(([name]) => !isRole || !base.own.has(name))
    .map(([name, entry]) => resolveField(name, entry, draft, isRole ? prefixOf(draft.declaration.name) : ''))
  const fields = new Map([...(isRole ? inherited : []), ...own].map((field) => [field.name, field]))
  for (const { declaration } of roles) {
    if (!fields.has(declaration.name))
      fields.set(declaration.name, roleFaceField(base.declaration.name, declaration))
  }
  if (roles.length > 0)
    fields.set(
      'roles',
      rolesField(
        base.declaration.name,
        roles.map((role) => role.declaration),
      ),
    )
  for (const [name, field] of Object.entries(systemFieldDeclarations)) {
    fields.set(name, {
      name,
      field,
      type: fieldTypeOf(field),
      owner: base.declaration.name,
      column: systemColumns[name as keyof typeof systemColumns],
      custom: false,
      system: true,
      pending: false,
    })
  }
  return fields
}

const resolvedOnce = new WeakMap<Own, ResolvedField>()

/** A field is one and the same thing on every face that shows it. */
function resolveField(name: string, own: Own, owner: Draft, prefix: string): ResolvedField {
  const known = resolvedOnce.get(own)
  if (known) return known
  const { field, custom, pending, column } = own
  const type = fieldTypeOf(field)
  const resolved: ResolvedField = {
    name,
    field,
    type,
    owner: owner.declaration.name,
    column: type.column(field) === null ? null : (column ?? prefix + snakeCaseName(name)),
    custom,
    system: false,
    pending,
  }
  resolvedOnce.set(own, resolved)
  return resolved
}

function cardOf(draft: Draft, base: Draft): ObjectDeclaration['card'] {
  const isRole = base !== draft
  const placed = new Set(draft.declaration.card.flatMap((section) => section.fields.map(String)))
  const custom = [...(isRole ? base.own : []), ...draft.own]
    .filter(([name, own]) => own.custom && !placed.has(name))
    .map(([name]) => name)
  return [
    ...draft.declaration.card,
    ...(isRole ? base.sections : []),
    ...draft.sections,
    ...(custom.length > 0 ? [ownFieldSection(custom)] : []),
  ]
}

type Named = { has(name: string): boolean }

/** What users arranged stays as they arranged it, without what was retired since. */
function presentLists(
  lists: ObjectDeclaration['lists'],
  fields: ReadonlyMap<string, ResolvedField>,
): ObjectDeclaration['lists'] {
  const present = Object.entries(lists).map(([name, declared]) => {
    const list = unarrangedList(declared, fields)
    const sort = [list.sort ?? []]
      .flat()
      .map(String)
      .filter((one) => fields.has(one.replace(/^-/, '')))
    return [name, { ...list, columns: list.columns.filter((column) => fields.has(String(column))), sort }]
  })
  return Object.fromEntries(present) as ObjectDeclaration['lists']
}

function presentSection(section: ObjectDeclaration['card'][number], fields: Named): typeof section {
  return { ...section, fields: section.fields.filter((name) => fields.has(String(name))) }
}

function isSearched(base: Draft, drafts: Drafts): boolean {
  const faces = [
    base,
    ...[...drafts.values()].filter((other) => other.declaration.of === base.declaration.name),
  ]
  return faces.some((face) => [...face.own.values()].some(({ field }) => field.searched !== undefined))
}

function declaredFields(fields: ReadonlyMap<string, ResolvedField>): Record<string, Field> {
  return Object.fromEntries(
    [...fields].filter(([, { system }]) => !system).map(([name, { field }]) => [name, field]),
  )
}

/** The columns of a role stand in the table of its base, each under its name. */
function prefixOf(role: string): string {
  return `${snakeCaseName(role)}__`
}

/** The column that a field gets when it is added to an object of its own, or to a role. */
export function columnOfAdded(object: string, isRole: boolean, name: string): string {
  return (isRole ? prefixOf(object) : '') + snakeCaseName(name)
}

/** The prefix of what users add stays as it is: `x_dailyRate` is `x_daily_rate`. */
function snakeCaseName(name: string): string {
  return name.startsWith('x_') ? `x_${snakeCase(name.slice(2))}` : snakeCase(name)
}

function repeated(declared: readonly ObjectDeclaration[]): string {
  const names = declared.map(({ name }) => name)
  return names.filter((name, at) => names.indexOf(name) < at).join(', ')
}
