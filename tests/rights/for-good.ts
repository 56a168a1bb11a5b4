import { Oracle } from './oracle.ts'
import type { Days, Face, FieldSpec, Item, Person, Value, World } from './shapes.ts'

/** Somebody, in a world whose rights hold. */
export type Seeing = { readonly oracle: Oracle; readonly person: Person }

/** The same person there, with all that they may do. */
export function personIn(oracle: Oracle, person: Person): Seeing {
  const known = oracle.world.people.find(({ id }) => id === person.id) ?? person
  return { oracle, person: { ...known, scope: null } }
}

/**
 * Whether anything would be kept for good by a write, for whoever may do it only for a time: they would hold
 * more of that record, or of any other, by what has no end than before.
 */
export function isKeptForGood(
  { oracle, person }: Seeing,
  face: Face,
  item: Item,
  field: FieldSpec,
  after: Oracle,
): boolean {
  const value = (one: Oracle): Value => one.bare(face.name, one.item(item.id) as Item, field.name)
  if (value(oracle) === value(after)) return false
  const now = personIn(new Oracle(forGood(oracle.world)), person)
  const isFree =
    now.oracle.readable(now.person, face.name, item) &&
    now.oracle.allows(now.person, face.name, item, 'change') &&
    now.oracle.mayChange(now.person, face.name, item, field.name)
  if (isFree) return false
  const then = personIn(new Oracle(forGood(after.world)), person)
  return after.world.items.some((one) => {
    const before = heldOf(now, oracle.item(one.id) as Item)
    return [...heldOf(then, one)].some((key) => !before.has(key))
  })
}

/** What somebody sees and may change of a record; of a partner that gets a role, beside what is of that. */
export function heldOf({ oracle, person }: Seeing, item: Item, role?: Face): Set<string> {
  const own = new Set(oracle.face(item.base).fields.map(({ name }) => name))
  const held = new Set<string>()
  for (const face of oracle.world.faces.filter(({ base }) => base === item.base)) {
    for (const { name, kind } of face.fields) {
      const isBeside = own.has(name) || face.name !== role?.name
      if (!isBeside || kind === 'back' || name === 'createdBy') continue
      const key = own.has(name) ? name : `${face.name}.${name}`
      if (oracle.sees(person, face.name, item, name)) held.add(`see ${key}`)
      if (oracle.mayChange(person, face.name, item, name)) held.add(`change ${key}`)
    }
    // Fields of a partner that stand for themselves nowhere in this world.
    for (const [right, action] of [
      ['see', 'read'],
      ['change', 'change'],
    ] as const)
      if (holdsAll({ oracle, person }, face, item, right, action)) held.add(`${right} the others`)
  }
  return held
}

function holdsAll(
  { oracle, person }: Seeing,
  face: Face,
  item: Item,
  right: 'see' | 'change',
  action: string,
): boolean {
  if (!oracle.readable(person, face.name, item)) return false
  return oracle
    .giving(person, face.name, action)
    .filter((grant) => grant.shared === true || grant[right].includes('all'))
    .some(({ rows, as }) => rows === null || oracle.holds(rows, face.name, item, as, 'rights'))
}

/** The world by what has no end: nothing is shared, and what ends some day is over. */
export function forGood(world: World): World {
  const lasting = <T extends Partial<Days>>(some: readonly T[]): T[] =>
    some.flatMap((one) => ((one.until ?? null) === null ? { ...one, from: null } : []))
  return {
    ...world,
    shares: [],
    substitutions: lasting(world.substitutions),
    posts: world.posts.map((post) => ({ ...post, grants: lasting(post.grants) })),
    groups: world.groups.map((group) => ({
      ...group,
      members: lasting(group.members),
      grants: lasting(group.grants),
    })),
    people: world.people.map((person) => ({
      ...person,
      held: lasting(person.held),
      grants: lasting(person.grants),
    })),
  }
}
