import type { Random } from '../../testing/sample/random.ts'
import { faces } from './faces.ts'
import { grantsOf, namesGone, type Known } from './generate.ts'
import type { Days, Grant, Group, Held, Item, Person, Post, Scope, Share, Substitution } from './shapes.ts'

export type Staff = { readonly id: string; readonly name: string; readonly superior: string | null }

/** A post to which nothing is granted yet. */
export type Bare = Omit<Post, 'grants'>

/** How something is made or changed through the API. */
type Api = {
  readonly make: (place: string, body: object) => Promise<{ readonly id: string }>
  readonly change: (place: string, body: object) => Promise<void>
  /** Lets a share be over since a day. */
  readonly ended: (share: string, until: string) => Promise<void>
  /** Lets a right ask for what is not there, as an upgrade may leave it: nobody gives such a right. */
  readonly asks: (grant: string, rows: unknown) => Promise<void>
  /** A key that carries all that its owner may do, or less. */
  readonly key: (user: string, scope: Scope | null) => Promise<string>
}

export type Entitled = {
  readonly people: readonly Person[]
  readonly posts: readonly Post[]
  readonly groups: readonly Group[]
  readonly substitutions: readonly Substitution[]
  readonly shares: readonly Share[]
}

/**
 * Gives rights in every way there is: by posts, groups and to single users, for good or for a time; by
 * standing in for somebody, by single records that are shared, by the partner to whom a user belongs, and
 * by keys that carry less.
 */
export async function entitle(
  api: Api,
  random: Random,
  known: Known,
  staff: readonly Staff[],
  bare: readonly Bare[],
): Promise<Entitled> {
  const maker = new Entitling(api, random, known)
  const posts = await maker.posts(bare)
  const groups = await maker.groups(staff)
  const people: Person[] = []
  for (const [at, one] of staff.entries()) people.push(await maker.person(one, at, posts))
  const substitutions = await maker.substitutions(staff)
  const shares = await maker.shares(staff, posts, groups)
  return { people, posts, groups, substitutions, shares }
}

const fields: ReadonlyMap<string, readonly string[]> = new Map(
  faces.map((face) => [
    face.name,
    face.fields.map(({ name }) => name).filter((name) => name !== 'createdBy'),
  ]),
)

class Entitling {
  readonly #api: Api
  readonly #random: Random
  readonly #known: Known

  constructor(api: Api, random: Random, known: Known) {
    this.#api = api
    this.#random = random
    this.#known = known
  }

  async posts(bare: readonly Bare[]): Promise<Post[]> {
    const posts: Post[] = []
    for (const { id, superior } of bare)
      posts.push({ id, superior, grants: await this.#grants({ post: id }, 0.7) })
    return posts
  }

  async groups(staff: readonly Staff[]): Promise<Group[]> {
    const random = this.#random
    const groups: Group[] = []
    for (let at = 0; at < 3; at += 1) {
      const members = staff.filter(() => random.chance(0.4)).map(({ id }) => ({ user: id, ...this.#days() }))
      const given = { name: `group${at}z`, members: members.map((one) => filled(one)) }
      const { id } = await this.#api.make('user-groups', given)
      groups.push({ id, members, grants: await this.#grants({ group: id }, 0.2) })
    }
    return groups
  }

  async person(one: Staff, at: number, posts: readonly Post[]): Promise<Person> {
    const random = this.#random
    const held = [posts[at] as Post, ...(random.chance(0.5) ? [random.pick(posts)] : [])].map(
      (post): Held => ({
        post: post.id,
        company: random.chance(0.5) ? random.pick(this.#known.companies) : null,
        ...this.#days(),
      }),
    )
    const party = random.chance(0.5) ? random.pick(this.#known.items('party')).id : null
    await this.#api.change(`users/${one.id}`, {
      posts: held.map((hold) => filled(hold)),
      ...(party && { party }),
    })
    const grants = random.chance(0.5) ? await this.#grants({ user: one.id }, 0.25) : []
    const scope = at % 4 === 1 ? this.#scope() : null
    const key = await this.#api.key(one.id, scope)
    return { ...one, key, party, held, grants, scope }
  }

  async substitutions(staff: readonly Staff[]): Promise<Substitution[]> {
    const random = this.#random
    const made: Substitution[] = []
    for (const { id: substitute } of staff.filter(() => random.chance(0.4))) {
      const user = random.pick(staff.filter(({ id }) => id !== substitute)).id
      const [from, until] = random.pick([
        [day(-10), day(10)],
        [day(-10), day(10)],
        [day(0), day(0)],
        [day(-10), day(-1)],
        [day(1), day(10)],
      ] as const)
      await this.#opened('substitutes', { user, substitute, from, until })
      made.push({ user, substitute, from, until })
    }
    return made
  }

  async shares(
    staff: readonly Staff[],
    posts: readonly Post[],
    groups: readonly Group[],
  ): Promise<readonly Share[]> {
    const random = this.#random
    const shares: Share[] = []
    for (let at = 0; at < staff.length * 3; at += 1) {
      const face = random.pick(
        faces.filter(({ name }) => ['party', 'customer', 'supplier', 'activity', 'x_project'].includes(name)),
      )
      const played = (item: Item) => face.name === face.base || item.roles.includes(face.name)
      const record = random.pick(this.#known.items(face.base).filter(played)).id
      const [kind, holder] = random.pick([
        ['user', random.pick(staff).id],
        ['user', random.pick(staff).id],
        ['post', random.pick(posts).id],
        ['group', random.pick(groups).id],
      ] as const)
      const may = random.pick(['read', 'change'] as const)
      const days = this.#days()
      const isOver = days.until !== null && days.until < day(0)
      // Nobody opens what is over already: time went by since.
      const sent = filled(isOver ? { from: days.from } : days)
      const { id } = await this.#api.make(`${face.path}/${record}/shares`, { [kind]: holder, may, ...sent })
      if (isOver) await this.#api.ended(id, String(days.until))
      shares.push({ object: face.name, record, holder, may, ...days })
    }
    return shares
  }

  async #grants(holder: object, chance: number): Promise<Grant[]> {
    const grants = grantsOf(fields, this.#random, this.#known, chance).map((grant) =>
      this.#random.chance(0.25) ? { ...grant, ...this.#days() } : grant,
    )
    for (const grant of grants) await this.#opened('grants', filled({ ...holder, ...grant }))
    return grants
  }

  /** Nobody opens what is over already: it was to last, and somebody ended it since. */
  async #opened(place: string, given: object): Promise<void> {
    const { until, rows }: { readonly until?: unknown; readonly rows?: unknown } = given
    const isOver = typeof until === 'string' && until < day(0)
    const asksGone = namesGone(rows)
    const begun = { ...given, ...(isOver ? { until: day(10) } : {}), ...(asksGone ? { rows: null } : {}) }
    const { id } = await this.#api.make(place, begun)
    if (isOver) await this.#api.change(`${place}/${id}`, { until })
    if (asksGone) await this.#api.asks(id, rows)
  }

  #days(): Days {
    return this.#random.pick([
      { from: null, until: null },
      { from: day(-10), until: day(10) },
      { from: day(0), until: day(0) },
      { from: null, until: null },
      { from: day(1), until: null },
      { from: null, until: day(-1) },
    ])
  }

  #scope(): Scope {
    const random = this.#random
    const names = faces.map(({ name }) => name).filter(() => random.chance(0.75))
    const actions = ['read', 'change', 'export', 'create'].filter(
      (one) => one === 'read' || random.chance(0.6),
    )
    return random.pick([
      { objects: names, actions: null },
      { objects: null, actions },
      { objects: names, actions },
    ])
  }
}

export function day(offset: number): string {
  return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10)
}

/** Without what is empty. */
export function filled(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}
