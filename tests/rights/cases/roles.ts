import { forGood, heldOf, personIn, type Seeing } from '../for-good.ts'
import { Oracle } from '../oracle.ts'
import { ownValues } from '../own-values.ts'
import type { Scene } from '../scene.ts'
import type { Face, Item } from '../shapes.ts'

/** A partner gets one more role: by the right to make such, where that opens nothing of it. */
export async function roles(scene: Scene): Promise<void> {
  const { oracle, random } = scene
  const lasting = new Oracle(forGood(oracle.world))
  const given = ['customer', 'supplier'].map((name) => oracle.face(name))
  for (const visitor of scene.visitors) {
    // What a key carries less than its user may do is none to be given more.
    const eyes = [{ oracle, person: { ...visitor.person, scope: null } }, personIn(lasting, visitor.person)]
    for (const role of given)
      for (const item of oracle.all('party')) {
        if (item.roles.includes(role.name) || !random.chance(0.3)) continue
        const answer = await visitor.as.post(`${role.path}?dryRun=true`, { party: item.id })
        scene.tried(1)
        const code = answer.status === 403 ? (answer.body as { code: string }).code : null
        const what = `${item.id} becomes a ${role.name}: ${answer.text}`
        scene.holds(
          [answer.status, code],
          verdict({ oracle, person: visitor.person }, eyes, role, item),
          what,
          visitor,
        )
      }
  }
}

function verdict(
  { oracle, person }: Seeing,
  eyes: readonly Seeing[],
  role: Face,
  item: Item,
): [number, string | null] {
  if (person.scope?.actions?.includes('create') === false) return [403, 'beyondKey']
  if (!oracle.hasAny(person, role.name)) return [404, null]
  const partners = oracle.world.faces.filter(({ base }) => base === item.base)
  if (!partners.some(({ name }) => oracle.readable(person, name, item))) return [404, null]
  if (!oracle.mayEver(person, role.name, 'create')) return [403, 'forbidden']
  const { manager } = ownValues(oracle, person, role.name)
  const own = manager === undefined ? {} : { [`${role.name}.manager`]: manager }
  const becoming = { ...item, roles: [...item.roles, role.name], values: { ...item.values, ...own } }
  const opens = eyes.some((one) => {
    const before = heldOf(one, item, role)
    const { world } = one.oracle
    const items = world.items.map((each) => (each.id === item.id ? becoming : each))
    const after = heldOf({ ...one, oracle: new Oracle({ ...world, items }) }, becoming, role)
    return [...after].some((key) => !before.has(key))
  })
  if (opens) return [403, 'opensMore']
  const items = oracle.world.items.map((each) => (each.id === item.id ? becoming : each))
  const after = new Oracle({ ...oracle.world, items })
  return after.allows(person, role.name, becoming, 'create') ? [200, null] : [403, 'outsideRights']
}
