import type { Expression } from '#model'
import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import { targetName } from '../../query/type-scope.ts'
import { storedKey } from '../stored.ts'
import type { Actor } from '../../access/actor.ts'
import type { Door } from './door.ts'
import { valueAfter, type Draft } from './draft.ts'
import { parseValue } from './parse-values.ts'

/** What a condition takes in a field without which it does not hold: all of it, and what of it is one's. */
type Taken = { readonly all: ReadonlySet<string>; readonly own: ReadonlySet<string> }
type Asked = ReadonlyMap<string, Taken>

/**
 * Whoever makes only what is theirs makes it theirs: where the right to make a record asks whose it is (its
 * manager, its company) and one answer alone is theirs, that fills what nobody mentioned. Without it each
 * such record would be refused until they name themselves.
 */
export function fillOwn(door: Door, object: ResolvedObject, drafts: readonly Draft[]): void {
  const isFree = door.authority === 'action' || door.restores || door.joins || door.renames || door.erases
  if (isFree) return
  for (const [field, own] of ownOf(door.actor, object, door.fills)) {
    const isList = field.type.valueType(field.field).kind === 'list'
    const parsed = parseValue(field, isList ? [own] : own)
    if (!('value' in parsed)) continue
    for (const draft of drafts.filter((one) => isOpen(object, one, field)))
      draft.values.set(field, parsed.value)
  }
}

/**
 * The fields that fill themselves where somebody makes records of an object, each with the id of the user or
 * the company that it gets. A default of the field comes first where the right takes it.
 */
export function ownOf(
  actor: Actor,
  object: ResolvedObject,
  fills: Door['fills'] = {},
): ReadonlyMap<ResolvedField, string> {
  const rows = actor.access.object(object.name)?.rows('create')
  if (rows === undefined || rows === true) return new Map()
  const all = [...askedBy(actor, object, rows)].flatMap(([name, taken]) => {
    const [field, own] = [object.fields.get(name), oneOf(actor, taken.own)]
    if (!field || own === undefined) return []
    const usual = [defaultOn(object, field, fills)].flat().map((one) => (one === '$me' ? actor.user : one))
    return usual.some((one) => typeof one === 'string' && taken.all.has(one)) ? [] : [[field, own] as const]
  })
  return new Map(all)
}

/** What a new record has in a field where nobody says anything: as it is to be here, or as it is declared. */
export function defaultOn(
  { name }: ResolvedObject,
  { name: of, field }: ResolvedField,
  fills: Door['fills'] = {},
): unknown {
  return fills[of] ?? field.defaults?.[name] ?? field.default
}

/** What was there before its record got one more role is not whoever gives that one's to fill. */
function isOpen(object: ResolvedObject, draft: Draft, field: ResolvedField): boolean {
  if (draft.values.has(field) || (draft.kind !== 'create' && field.owner !== object.name)) return false
  return draft.kind !== 'update' && valueAfter(draft, field, storedKey(object, field)) === null
}

/** Oneself before those in whose place one works; of several of these nobody knows whose it is to be. */
function oneOf(actor: Actor, values: ReadonlySet<string>): string | undefined {
  if (values.has(actor.user)) return actor.user
  const [one] = values
  return values.size === 1 ? one : undefined
}

const leaves: ReadonlySet<string> = new Set(['is', 'isIn', 'has', 'hasAny'])

function askedBy(actor: Actor, object: ResolvedObject, condition: Expression): Asked {
  if (condition.is !== 'call') return new Map()
  const { name, args } = condition
  const [field, value] = args
  if (name === 'all' || name === 'any') {
    const parts = args.map((one) => askedBy(actor, object, one))
    return together(parts, name === 'all' ? 1 : parts.length)
  }
  if (!leaves.has(name) || field?.is !== 'field' || field.path.length !== 1 || !value) return new Map()
  const found = object.fields.get(field.path[0] ?? '')
  const target = found && isFilled(found) ? targetName(found) : null
  if (!found || (target !== 'user' && target !== 'company')) return new Map()
  const own = target === 'user' ? people(actor, value) : companies(actor, value)
  return new Map([[found.name, { all: new Set(named(actor, value)), own: new Set(own) }]])
}

/** Of several conditions what at least so many ask for. */
function together(parts: readonly Asked[], least: number): Asked {
  const names = new Set(parts.flatMap((one) => [...one.keys()]))
  return new Map(
    [...names].flatMap((name) => {
      const taken = parts.flatMap((one) => one.get(name) ?? [])
      const [all, own] = [taken.flatMap((one) => [...one.all]), taken.flatMap((one) => [...one.own])]
      return taken.length >= least ? [[name, { all: new Set(all), own: new Set(own) }] as const] : []
    }),
  )
}

function isFilled({ system, field }: ResolvedField): boolean {
  return !system && field.readOnly !== true && field.how !== 'derived'
}

/** Whom, or which companies, a value of a condition names for somebody. */
function named({ variables }: Actor, value: Expression): readonly string[] {
  const of =
    value.is === 'variable' ? (variables as Readonly<Record<string, unknown>>)[value.name] : valueOf(value)
  return [of].flat().filter((one): one is string => typeof one === 'string')
}

function valueOf(value: Expression): unknown {
  return value.is === 'literal' ? value.value : null
}

/** Whoever makes it, or one for whom they stand in, as the condition of a right of theirs names them then. */
function people(actor: Actor, value: Expression): readonly string[] {
  if (value.is === 'variable') return value.name === '$me' ? [actor.user] : []
  const [one, own] = [valueOf(value), [actor.user, ...(actor.standsInFor ?? []).map(({ user }) => user)]]
  return typeof one === 'string' && own.includes(one) ? [one] : []
}

/** The company in which they work, where it is one. */
function companies({ variables }: Actor, value: Expression): readonly string[] {
  const { $myCompanies: own } = variables
  return value.is === 'variable' && value.name === '$myCompanies' && own.length === 1 ? own : []
}
