import type { Held, Person, Value, World } from './shapes.ts'

/** The posts that somebody holds on the day. */
export function heldToday(world: World, person: Person): readonly Held[] {
  const { today } = world
  return person.held.filter(
    ({ from, until }) => (from === null || from <= today) && (until === null || until >= today),
  )
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
    if (other === person) return false
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
