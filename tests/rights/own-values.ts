import type { Oracle } from './oracle.ts'
import type { Person, Value, Where } from './shapes.ts'

type Asked = ReadonlyMap<string, readonly string[]>

/**
 * What stands in a record that somebody makes where they named nothing: whose it is, where every right to
 * make one asks that and only one answer is theirs.
 */
export function ownValues(oracle: Oracle, person: Person, face: string): Record<string, Value> {
  const grants = oracle.giving(person, face, 'create')
  if (grants.length === 0 || grants.some(({ rows }) => rows === null)) return {}
  const asked = inEach(grants.map(({ rows, as }) => askedBy(oracle, face, rows as Where, { person, as })))
  const own: Record<string, Value> = {}
  for (const [name, values] of asked) {
    const all = [...new Set(values)]
    const one = all.includes(person.id) ? person.id : all.length === 1 ? all[0] : undefined
    if (one !== undefined) own[name] = oracle.field(face, name).kind === 'refs' ? [one] : one
  }
  return own
}

type Whose = { readonly person: Person; readonly as: Person }

function askedBy(oracle: Oracle, face: string, where: Where, whose: Whose): Asked {
  const asked = new Map<string, readonly string[]>()
  for (const [key, given] of Object.entries(where))
    for (const [name, values] of partOf(oracle, face, [key, given], whose))
      asked.set(name, [...(asked.get(name) ?? []), ...values])
  return asked
}

function partOf(oracle: Oracle, face: string, [key, given]: [string, unknown], whose: Whose): Asked {
  const of = (where: Where) => askedBy(oracle, face, where, whose)
  if (key === 'any') return inEach((given as Where[]).map(of))
  if (key === 'all') return inAny((given as Where[]).map(of))
  const field = oracle.face(face).fields.find(({ name }) => name === key)
  if (!field || key === 'createdBy') return new Map()
  const isAmong = typeof given === 'object' && given !== null && ('in' in given || 'contains' in given)
  if (field.to === 'user' && (typeof given === 'string' || isAmong))
    return new Map([[key, typeof given === 'string' ? personOf(oracle, given, whose) : []]])
  if (field.to === 'company' && isAmong) return new Map([[key, companyOf(oracle, given, whose)]])
  return new Map()
}

function personOf(oracle: Oracle, given: string, { person, as }: Whose): string[] {
  const named = given === '$me' ? as.id : given
  const own = oracle.grants(person).map((grant) => grant.as.id)
  return named === person.id || own.includes(named) ? [named] : []
}

function companyOf(oracle: Oracle, given: object, { person, as }: Whose): readonly string[] {
  const isOwn = 'in' in given && given.in === '$myCompanies' && as.id === person.id
  const own = isOwn ? (oracle.variable('$myCompanies', person) as readonly string[]) : []
  return own.length === 1 ? own : []
}

function inEach(parts: readonly Asked[]): Asked {
  const [first] = parts
  const names = [...(first?.keys() ?? [])].filter((name) => parts.every((one) => one.has(name)))
  return new Map(names.map((name) => [name, parts.flatMap((one) => one.get(name) ?? [])]))
}

function inAny(parts: readonly Asked[]): Asked {
  const names = new Set(parts.flatMap((one) => [...one.keys()]))
  return new Map([...names].map((name) => [name, parts.flatMap((one) => one.get(name) ?? [])]))
}
