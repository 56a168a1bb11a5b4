import type { Expression } from '#model'
import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import { targetName } from '../../query/type-scope.ts'
import { storedKey } from '../stored.ts'
import type { Door } from './door.ts'
import { valueAfter, type Draft } from './draft.ts'
import { parseValue } from './parse-values.ts'

/** Fields without which a condition does not hold, each with what it takes there that is one's own. */
type Asked = ReadonlyMap<string, ReadonlySet<string>>

/**
 * Whoever makes only what is theirs makes it theirs: where the right to make a record asks whose it is (its
 * manager, its company) and one answer alone is theirs, that fills what nobody mentioned. Without it each
 * such record would be refused until they name themselves.
 */
export function fillOwn(door: Door, object: ResolvedObject, drafts: readonly Draft[]): void {
  const isFree = door.authority === 'action' || door.restores || door.joins || door.renames || door.erases
  const rows = isFree ? undefined : door.actor.access.object(object.name)?.rows('create')
  if (rows === undefined || rows === true) return
  for (const [name, values] of askedBy(door, object, rows)) {
    const [field, own] = [object.fields.get(name), oneOf(door, values)]
    if (!field || own === undefined) continue
    const isList = field.type.valueType(field.field).kind === 'list'
    const parsed = parseValue(field, isList ? [own] : own)
    if (!('value' in parsed)) continue
    for (const draft of drafts.filter((one) => isOpen(object, one, field)))
      draft.values.set(field, parsed.value)
  }
}

/** What was there before its record got one more role is not whoever gives that one's to fill. */
function isOpen(object: ResolvedObject, draft: Draft, field: ResolvedField): boolean {
  if (draft.values.has(field) || (draft.kind !== 'create' && field.owner !== object.name)) return false
  return draft.kind !== 'update' && valueAfter(draft, field, storedKey(object, field)) === null
}

/** Oneself before those in whose place one works; of several of these nobody knows whose it is to be. */
function oneOf({ actor }: Door, values: ReadonlySet<string>): string | undefined {
  if (values.has(actor.user)) return actor.user
  const [one] = values
  return values.size === 1 ? one : undefined
}

const leaves: ReadonlySet<string> = new Set(['is', 'isIn', 'has', 'hasAny'])

function askedBy(door: Door, object: ResolvedObject, condition: Expression): Asked {
  if (condition.is !== 'call') return new Map()
  const { name, args } = condition
  const [field, value] = args
  if (name === 'all' || name === 'any') {
    const parts = args.map((one) => askedBy(door, object, one))
    return together(parts, name === 'all' ? 1 : parts.length)
  }
  if (!leaves.has(name) || field?.is !== 'field' || field.path.length !== 1 || !value) return new Map()
  const found = object.fields.get(field.path[0] ?? '')
  const target = found && isFilled(found) ? targetName(found) : null
  if (!found || (target !== 'user' && target !== 'company')) return new Map()
  return new Map([[found.name, new Set(target === 'user' ? people(door, value) : companies(door, value))]])
}

/** Of several conditions what at least so many ask for. */
function together(parts: readonly Asked[], least: number): Asked {
  const names = new Set(parts.flatMap((one) => [...one.keys()]))
  return new Map(
    [...names].flatMap((name) => {
      const own = parts.flatMap((one) => one.get(name) ?? [])
      return own.length >= least ? [[name, new Set(own.flatMap((one) => [...one]))] as const] : []
    }),
  )
}

function isFilled({ system, field }: ResolvedField): boolean {
  return !system && field.readOnly !== true && field.how !== 'derived'
}

/** Whoever makes it, or one for whom they stand in, as the condition of a right of theirs names them then. */
function people({ actor }: Door, value: Expression): string[] {
  if (value.is === 'variable') return value.name === '$me' ? [actor.user] : []
  if (value.is !== 'literal' || typeof value.value !== 'string') return []
  const { value: named } = value
  const own = [actor.user, ...(actor.standsInFor ?? []).map(({ user }) => user)]
  return own.includes(named) ? [named] : []
}

/** The company in which they work, where it is one. */
function companies({ actor }: Door, value: Expression): readonly string[] {
  const { $myCompanies: own } = actor.variables
  return value.is === 'variable' && value.name === '$myCompanies' && own.length === 1 ? own : []
}
