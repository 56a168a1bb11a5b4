import type { DescribedObject } from '../../../api/model.ts'

/** A grant while it is edited. `key` tells lines apart that are not saved yet. */
export interface EditedGrant {
  key: string
  /** Null while it is new. */
  id: string | null
  object: string
  actions: readonly string[]
  /** Only on these records; null for all. */
  rows: Record<string, unknown> | null
  see: readonly string[]
  change: readonly string[]
  /** What else the server says of it, kept as it is. */
  rest: Readonly<Record<string, unknown>>
}

/** A grant as the API gives it. */
export type ApiGrant = { readonly id: string; readonly [field: string]: unknown }

export type Dot = 'all' | 'some' | 'none'
export type FieldRight = 'none' | 'see' | 'change'

/** The deeds that have a column of their own; what an object's actions do stands behind one number. */
export const columnActions = ['read', 'create', 'change', 'delete', 'export', 'import', 'print'] as const

export function editedOf(grants: readonly ApiGrant[]): EditedGrant[] {
  return grants.map(({ id, object, actions, rows, see, change, ...rest }) => ({
    key: id,
    id,
    object: String(object),
    actions: namesOf(actions),
    rows: isCondition(rows) ? rows : null,
    see: namesOf(see),
    change: namesOf(change),
    rest,
  }))
}

/**
 * The same for another holder. What names what was retired since stays with who has it, for it may come back;
 * nobody else is given it.
 */
export function forAnother(
  grants: readonly EditedGrant[],
  objects: readonly DescribedObject[],
): EditedGrant[] {
  return grants.flatMap((grant) => {
    const object = objects.find(({ name }) => name === grant.object)
    if (!object && grant.object.startsWith('x_')) return []
    const isThere = (name: string) =>
      !name.startsWith('x_') || object?.fields.some((field) => field.name === name) === true
    return [{ ...grant, id: null, see: grant.see.filter(isThere), change: grant.change.filter(isThere) }]
  })
}

/** What is sent: a line that allows nothing is none. */
export function toSend(grants: readonly EditedGrant[]): Record<string, unknown>[] {
  return grants
    .filter(({ actions }) => actions.length > 0)
    .map(({ key: _, id, rest, ...grant }) => ({ ...rest, ...(id === null ? {} : { id }), ...grant }))
}

/** Whether a line allows a deed on all records, on some, or not at all. */
export function dotOf(grant: Pick<EditedGrant, 'actions' | 'rows'> | undefined, action: string): Dot {
  if (!grant?.actions.includes(action)) return 'none'
  return grant.rows === null ? 'all' : 'some'
}

/** The lines with a deed given or taken away; without a line the object gets one. */
export function turned(
  grants: readonly EditedGrant[],
  object: string,
  key: string | null,
  action: string,
): EditedGrant[] {
  const line = grants.find((grant) => grant.key === key)
  if (!line) return [...grants, given(blankGrant(object), action)]
  const next = line.actions.includes(action)
    ? { ...line, actions: line.actions.filter((one) => one !== action) }
    : given(line, action)
  return grants.map((grant) => (grant === line ? next : grant))
}

/** A deed given with what it is of no use without: fields to see, or to change. */
function given(grant: EditedGrant, action: string): EditedGrant {
  const actions = new Set([...grant.actions, action, ...(action === 'create' ? [] : ['read'])])
  const see = grant.see.length > 0 ? grant.see : ['all']
  const writes = action === 'create' || action === 'change' || action === 'import'
  const change = writes && grant.change.length === 0 ? ['all'] : grant.change
  return { ...grant, actions: [...actions], see, change }
}

/** The names by which grants open what is no object: pages of the settings, entries of the menu. */
export const openedKinds = ['settings', 'menu'] as const
export type OpenedKind = (typeof openedKinds)[number]

/** The pages or entries that the grants name. */
export function openedBy(grants: readonly EditedGrant[], kind: OpenedKind): readonly string[] {
  return [...new Set(grants.filter(({ object }) => object === kind).flatMap(({ actions }) => actions))]
}

/** The grants with exactly these pages or entries opened, on one line. */
export function withOpened(
  grants: readonly EditedGrant[],
  kind: OpenedKind,
  names: readonly string[],
): EditedGrant[] {
  const [first, ...others] = grants.filter(({ object }) => object === kind)
  const line = { ...(first ?? blankGrant(kind)), actions: names }
  const rest = grants.filter((grant) => grant !== first && !others.includes(grant))
  return names.length > 0 ? [...rest, line] : rest
}

export function blankGrant(object: string): EditedGrant {
  const nothing = { actions: [], rows: null, see: [], change: [], rest: {} }
  return { key: crypto.randomUUID(), id: null, object, ...nothing }
}

/** What a line lets people do with a field. */
export function fieldRight(grant: EditedGrant, object: DescribedObject, name: string): FieldRight {
  if (covers(grant.change, object, name) && covers(grant.see, object, name)) return 'change'
  return covers(grant.see, object, name) ? 'see' : 'none'
}

/** What it lets people do with all the fields that Kontor itself has. */
export function builtInRight(grant: EditedGrant): FieldRight | null {
  if (!grant.see.includes('all')) return null
  return grant.change.includes('all') ? 'change' : 'see'
}

/** The line with another right to a field; “all built-in” is written out where one of them is left out. */
export function withFieldRight(
  grant: EditedGrant,
  object: DescribedObject,
  name: string,
  right: FieldRight,
): EditedGrant {
  return {
    ...grant,
    see: listed(grant.see, object, name, { isOn: right !== 'none', withKept: true }),
    change: listed(grant.change, object, name, { isOn: right === 'change', withKept: false }),
  }
}

/** The line with one right to all the fields that Kontor itself has; those of one's own stay as they are. */
export function withBuiltInRight(
  grant: EditedGrant,
  object: DescribedObject,
  right: FieldRight,
): EditedGrant {
  const own = (list: readonly string[]) => list.filter((name) => name !== 'all' && !isBuiltIn(object, name))
  return {
    ...grant,
    see: right === 'none' ? own(grant.see) : ['all', ...own(grant.see)],
    change: right === 'change' ? ['all', ...own(grant.change)] : own(grant.change),
  }
}

/** Fields that can have a right of their own. */
export function grantedFields(object: DescribedObject): DescribedObject['fields'] {
  return object.fields.filter((field) => !field.system)
}

/** The deeds in which two sets of grants of an object differ, over all its lines. */
export function changedActions(
  before: readonly EditedGrant[],
  after: readonly EditedGrant[],
  object: string,
): { given: string[]; taken: string[]; isOther: boolean } {
  const of = (grants: readonly EditedGrant[]) =>
    new Set(grants.filter((grant) => grant.object === object).flatMap(({ actions }) => actions))
  const [was, will] = [of(before), of(after)]
  const text = (grants: readonly EditedGrant[]) =>
    JSON.stringify(toSend(grants.filter((grant) => grant.object === object)))
  return {
    given: [...will].filter((action) => !was.has(action)),
    taken: [...was].filter((action) => !will.has(action)),
    isOther: text(before) !== text(after),
  }
}

function covers(list: readonly string[], object: DescribedObject, name: string): boolean {
  return list.includes(name) || (list.includes('all') && isBuiltIn(object, name))
}

/** On an object of one's own, `all` names every field. */
function isBuiltIn(object: DescribedObject, name: string): boolean {
  const field = object.fields.find((one) => one.name === name)
  return field !== undefined && (!field.custom || object.custom) && field.settings['apart'] !== true
}

/** What “all built-in” names beside: when and by whom a record was made, which has no right of its own. */
function keptFields(object: DescribedObject): string[] {
  return object.fields.filter((field) => field.system && field.name !== 'id').map(({ name }) => name)
}

function listed(
  list: readonly string[],
  object: DescribedObject,
  name: string,
  { isOn, withKept }: { isOn: boolean; withKept: boolean },
): string[] {
  if (isOn) return covers(list, object, name) ? [...list] : [...list, name]
  const whole = list.includes('all') && isBuiltIn(object, name)
  const named = grantedFields(object)
    .map((field) => field.name)
    .filter((one) => isBuiltIn(object, one) || list.includes(one))
  const spelled = whole ? [...named, ...(withKept ? keptFields(object) : [])] : list
  return spelled.filter((one) => one !== name)
}

function namesOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
}

function isCondition(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}
