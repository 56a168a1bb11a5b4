import { Oracle } from '../oracle.ts'
import type { Scene } from '../scene.ts'
import type { Days, Face, Item, Person, World } from '../shapes.ts'

/** A partner gets one more role: by the right to make such, where that opens nothing of it. */
export async function roles(scene: Scene): Promise<void> {
  const { oracle, random } = scene
  const lasting = new Oracle(forGood(oracle.world))
  const given = ['customer', 'supplier'].map((name) => oracle.face(name))
  for (const visitor of scene.visitors) {
    const person = lasting.world.people.find(({ id }) => id === visitor.person.id) ?? visitor.person
    const eyes = [
      { oracle, person: visitor.person },
      { oracle: lasting, person: { ...person, scope: visitor.person.scope } },
    ]
    for (const role of given)
      for (const item of oracle.all('party')) {
        if (item.roles.includes(role.name) || !random.chance(0.3)) continue
        const answer = await visitor.as.post(`${role.path}?dryRun=true`, { party: item.id })
        scene.tried(1)
        const code = answer.status === 403 ? (answer.body as { code: string }).code : null
        const what = `${item.id} becomes a ${role.name}: ${answer.text}`
        scene.holds([answer.status, code], verdict(eyes, role, item), what, visitor)
      }
  }
}

type Seeing = { readonly oracle: Oracle; readonly person: Person }

function verdict(eyes: readonly Seeing[], role: Face, item: Item): [number, string | null] {
  const { oracle, person } = eyes[0]!
  if (person.scope?.actions?.includes('create') === false) return [403, 'beyondKey']
  if (!oracle.hasAny(person, role.name)) return [404, null]
  const partners = oracle.world.faces.filter(({ base }) => base === item.base)
  if (!partners.some(({ name }) => oracle.readable(person, name, item))) return [404, null]
  if (!oracle.mayEver(person, role.name, 'create')) return [403, 'forbidden']
  const becoming = { ...item, roles: [...item.roles, role.name] }
  const opens = eyes.some((one) => {
    const before = heldOf(one, role, item)
    const { world } = one.oracle
    const items = world.items.map((each) => (each.id === item.id ? becoming : each))
    const after = heldOf({ ...one, oracle: new Oracle({ ...world, items }) }, role, becoming)
    return [...after].some((key) => !before.has(key))
  })
  if (opens) return [403, 'opensMore']
  const items = oracle.world.items.map((each) => (each.id === item.id ? becoming : each))
  const after = new Oracle({ ...oracle.world, items })
  return after.allows(person, role.name, becoming, 'create') ? [200, null] : [403, 'outsideRights']
}

/** What somebody sees and may change of a partner, beside what is of the role. */
function heldOf({ oracle, person }: Seeing, role: Face, item: Item): Set<string> {
  const own = new Set(oracle.face('party').fields.map(({ name }) => name))
  const held = new Set<string>()
  for (const face of oracle.world.faces.filter(({ base }) => base === item.base)) {
    for (const { name, kind } of face.fields) {
      const isBeside = own.has(name) || face.name !== role.name
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
function forGood(world: World): World {
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
