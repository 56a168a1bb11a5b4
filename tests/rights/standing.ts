import type { Days, Grant, Held, HeldGrant, Person, Share, Value, World } from './shapes.ts'

/** All that somebody may do today: what is theirs, and what is that of those for whom they stand in. */
export function grantsToday(world: World, person: Person): readonly HeldGrant[] {
  const others = world.substitutions
    .filter((one) => one.substitute === person.id && isOn(world, one))
    .map(({ user }) => user)
  const everyone = [person, ...world.people.filter(({ id }) => others.includes(id))]
  const held = everyone.flatMap((as) => ownGrants(world, as).map((grant) => ({ ...grant, as })))
  return person.scope ? held.flatMap((grant) => within(grant, person)) : held
}

/** By posts, by groups, to oneself, and for single records that were shared with any of these. */
function ownGrants(world: World, person: Person): readonly Grant[] {
  const posts = heldToday(world, person).map(({ post }) => post)
  const groups = groupsToday(world, person)
  const given = [
    ...world.posts.filter(({ id }) => posts.includes(id)).flatMap(({ grants }) => grants),
    ...world.groups.filter(({ id }) => groups.includes(id)).flatMap(({ grants }) => grants),
    ...person.grants,
  ]
  const shared = sharesToday(world, person).map(({ object, record, may }): Grant => {
    const fields = world.faces.find(({ name }) => name === object)?.fields ?? []
    const open = fields.map(({ name }) => name).filter((name) => name !== 'createdBy')
    const whose = fields.filter(({ to = '' }) => ['user', 'post', 'company'].includes(to))
    const changed = open.filter((name) => !whose.some((one) => one.name === name))
    const isToChange = may === 'change'
    return {
      object,
      actions: isToChange ? ['read', 'change'] : ['read'],
      rows: { id: record },
      see: open,
      change: isToChange ? changed : [],
      shared: true,
    }
  })
  return [...given.filter((grant) => isOn(world, grant)), ...shared]
}

function groupsToday(world: World, person: Person): readonly string[] {
  return world.groups
    .filter(({ members }) => members.some((one) => one.user === person.id && isOn(world, one)))
    .map(({ id }) => id)
}

/** The single records that were shared with somebody, with their posts or with their groups. */
export function sharesToday(world: World, person: Person): readonly Share[] {
  const posts = heldToday(world, person).map(({ post }) => post)
  const holders = [...posts, ...groupsToday(world, person), person.id]
  return world.shares.filter((share) => holders.includes(share.holder) && isOn(world, share))
}

/** What a key lets through of a grant. */
function within(grant: HeldGrant, { scope }: Person): HeldGrant[] {
  if (scope?.objects && !scope.objects.includes(grant.object)) return []
  const actions = grant.actions.filter((action) => scope?.actions?.includes(action) ?? true)
  return [{ ...grant, actions }]
}

function isOn({ today }: World, { from = null, until = null }: Partial<Days>): boolean {
  return (from === null || from <= today) && (until === null || until >= today)
}

/** The posts that somebody holds on the day. */
export function heldToday(world: World, person: Person): readonly Held[] {
  return person.held.filter((held) => isOn(world, held))
}

/** The value of a variable for somebody. */
export function variableOf(world: World, name: string, person: Person): Value {
  switch (name) {
    case '$me':
      return person.id
    case '$myParty':
      return person.party
    case '$today':
      return world.today
    case '$myCompanies':
      return companiesOf(world, person)
    case '$myPosts':
      return heldToday(world, person).map(({ post }) => post)
    case '$myReports':
      return [...reportsOf(world, person)]
    default:
      return teamOf(world, person)
  }
}

function companiesOf(world: World, person: Person): string[] {
  const held = heldToday(world, person)
  return world.companies.filter((one) => held.some(({ company }) => company === null || company === one))
}

/** Whose superior somebody is: by name, or by a post above one that the other holds in the same company. */
function reportsOf(world: World, person: Person): Set<string> {
  const mine = heldToday(world, person)
  const below = world.people.filter((other) => {
    if (other.id === person.id) return false
    if (other.superior === person.id) return true
    return heldToday(world, other).some((theirs) =>
      mine.some((own) => {
        const post = world.posts.find(({ id }) => id === theirs.post)
        const together = own.company === null || theirs.company === null || own.company === theirs.company
        return post?.superior === own.post && together
      }),
    )
  })
  return new Set(below.map(({ id }) => id))
}

function teamOf(world: World, person: Person): string[] {
  const team = new Set<string>()
  const add = (one: Person): void => {
    for (const id of reportsOf(world, one)) {
      if (team.has(id)) continue
      team.add(id)
      const next = world.people.find((other) => other.id === id)
      if (next) add(next)
    }
  }
  add(person)
  team.delete(person.id)
  return [...team]
}
