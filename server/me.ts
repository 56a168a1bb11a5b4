import { labelOf, pluralOf, type Labels, type Language } from '#model'
import {
  menuEntries,
  menuPages,
  settingsPageNames,
  type Actor,
  type Engine,
  type MenuPage,
  type ResolvedObject,
} from '#engine'

type MenuEntry = {
  readonly key: string
  readonly label: string
  readonly icon: string
  readonly href: string
  readonly count?: number
}
type MenuGroup = { readonly key: string; readonly label: string; readonly items: readonly MenuEntry[] }

/**
 * Who is signed in, what they see of the group, and the menu that follows from their rights. `isBare`:
 * they came in by a password alone.
 */
export async function me(engine: Engine, actor: Actor, isBare: boolean) {
  const [user, companies, group, own] = await Promise.all([
    profileOf(engine, actor),
    companiesOf(engine, actor),
    engine.settings.group(),
    actor.scope ? ofNarrowKey : ownOf(engine, actor),
  ])
  const objects = [...engine.model().objects.values()].filter((object) => isListed(actor, object))
  return {
    user: {
      id: actor.user,
      name: actor.name,
      email: actor.scope ? '' : (user?.email ?? ''),
      language: actor.seenBy ? actor.language : (user?.language ?? null),
    },
    posts: actor.scope ? [] : (user?.posts.map(({ post }) => post).filter((post) => post !== null) ?? []),
    administrator: actor.access.administrator,
    /** Whoever learns their password may do everything: they are reminded until it is not so. */
    bareAdministrator: isBare && actor.access.administrator && !actor.seenBy,
    /** Who looks through this person's eyes, and until when. */
    seenBy: actor.seenBy ? { name: actor.seenBy.name, until: actor.seenBy.until } : null,
    group: group.name ?? 'Kontor',
    language: actor.language,
    currency: group.currency,
    timeZone: actor.timeZone,
    companies,
    menu: await menuOf(engine, actor, menuEntries(engine.model(), actor.access)),
    creates: objects
      .filter(
        (object) => actor.access.object(object.name)?.rows('create') !== undefined && !object.roles.length,
      )
      .map((object) => ({
        path: object.path,
        label: labelOf(object.declaration, actor.language),
        icon: iconOf(object),
      })),
    mayImport: objects.some((object) => actor.access.object(object.name)?.rows('import') !== undefined),
    pages: settingsPageNames.filter((page) => actor.access.page(page)),
    ...own,
  }
}

/** What is a person's own, and no program's that has but some of their rights. */
async function ownOf(engine: Engine, actor: Actor) {
  const came = await Promise.all([engine.shares.since(actor), engine.questions.since(actor)])
  return {
    /** What a page says that is closed: by which posts one works today, and whom to ask. */
    decides: await engine.access.whoDecides(actor),
    /** When each thing came that others opened to this person, asked or answered, the latest first. */
    shared: came.flat().toSorted().toReversed(),
    settings: settingsOf(actor),
    standsInFor: actor.standsInFor ?? [],
  }
}

const ofNarrowKey = { decides: { posts: [], people: [] }, shared: [], settings: [], standsInFor: [] }

/** Objects with a list of their own that one may read: system objects have their places in the settings. */
function isListed(actor: Actor, object: ResolvedObject): boolean {
  const { declaration } = object
  if (declaration.owned || declaration.system) return false
  return actor.access.object(object.name)?.rows('read') !== undefined
}

async function menuOf(
  engine: Engine,
  actor: Actor,
  objects: readonly ResolvedObject[],
): Promise<MenuGroup[]> {
  const { language } = actor
  const roles = objects.filter((object) => object.isRole)
  const work = objects.filter((object) => !object.isRole && !object.custom)
  const own = objects.filter((object) => object.custom)
  const group = async (key: string, members: readonly ResolvedObject[]): Promise<MenuGroup> => ({
    key,
    label: labelOf(groupLabels[key] ?? { label: key }, language),
    items: await Promise.all(members.map((object) => entryOf(engine, actor, object))),
  })
  const pages = menuPages(engine.model(), actor.access)
  const groups = await Promise.all([group('partners', roles), group('work', work), group('own', own)])
  const more = await Promise.all(
    pages.map(async (page) => ({
      group: pagePlaces[page].group,
      entries: await pageEntry(engine, actor, page),
    })),
  )
  return groups
    .map(({ items, ...one }) => ({
      ...one,
      items: [...items, ...more.filter(({ group }) => group === one.key).flatMap(({ entries }) => entries)],
    }))
    .filter((one) => one.items.length > 0)
}

/** The entry for a page; none where nothing is on it. */
async function pageEntry(engine: Engine, actor: Actor, page: MenuPage): Promise<MenuEntry[]> {
  const { words, icon, href } = pagePlaces[page]
  const entry: MenuEntry = { key: page, label: labelOf(words, actor.language), icon, href }
  if (page !== 'proposals') return [entry]
  // Where criteria propose what this person may do, the menu says how much waits for them.
  const criteria = await engine.proposals.known(actor)
  if (criteria.length === 0) return []
  return [{ ...entry, count: criteria.reduce((sum, one) => sum + one.count, 0) }]
}

async function entryOf(engine: Engine, actor: Actor, object: ResolvedObject): Promise<MenuEntry> {
  const answer = JSON.parse(
    await engine.records.list(actor, object.name, { limit: 1, fields: ['id'], count: 'estimate' }),
  ) as { count?: number }
  return {
    key: object.name,
    label: pluralOf(object.declaration, actor.language),
    icon: iconOf(object),
    href: `/${object.path}`,
    ...(answer.count === undefined ? {} : { count: answer.count }),
  }
}

type Words = { readonly label: string; readonly labels?: Labels }

const pagePlaces: Readonly<
  Record<
    MenuPage,
    { readonly group: string; readonly icon: string; readonly href: string; readonly words: Words }
  >
> = {
  duplicates: {
    ...{ group: 'partners', icon: 'copy-check', href: '/duplicates' },
    words: {
      label: 'Duplicates',
      labels: { lv: 'Dublikāti', ka: 'დუბლიკატები', zh: '重复记录', ru: 'Дубликаты' },
    },
  },
  intake: {
    ...{ group: 'work', icon: 'clipboard-check', href: '/intake' },
    words: {
      label: 'Intake',
      labels: { lv: 'Uzņemšana', ka: 'მიღება', zh: '准入', ru: 'Приём' },
    },
  },
  facts: {
    ...{ group: 'work', icon: 'badge-check', href: '/checks' },
    words: {
      label: 'To be looked at',
      labels: { lv: 'Jāaplūko', ka: 'სანახავი', zh: '待查看', ru: 'Посмотреть' },
    },
  },
  proposals: {
    ...{ group: 'work', icon: 'list-checks', href: '/proposals' },
    words: {
      label: 'To decide',
      labels: { lv: 'Jāizlemj', ka: 'გადასაწყვეტი', zh: '待决定', ru: 'К решению' },
    },
  },
}

const groupLabels: Readonly<Record<string, Words>> = {
  partners: {
    label: 'Partners',
    labels: { lv: 'Partneri', ka: 'პარტნიორები', zh: '往来单位', ru: 'Партнёры' },
  },
  work: { label: 'Work', labels: { lv: 'Darbs', ka: 'სამუშაო', zh: '工作', ru: 'Работа' } },
  own: {
    label: 'Own objects',
    labels: { lv: 'Savi objekti', ka: 'საკუთარი ობიექტები', zh: '自定义对象', ru: 'Свои объекты' },
  },
}

function iconOf(object: ResolvedObject): string {
  return object.declaration.icon ?? 'table-2'
}

/** The pages of the settings that one may open; everybody has one's own profile, keys and jobs. */
function settingsOf(actor: Actor): string[] {
  const may = (object: string, action: string) => actor.access.object(object)?.rows(action) !== undefined
  return [
    'profile',
    'keys',
    ...(may('user', 'change') ? ['users'] : []),
    ...(may('post', 'change') ? ['posts'] : []),
    ...(may('userGroup', 'change') ? ['groups'] : []),
    ...(actor.access.page('users') ? ['substitutes'] : []),
    ...(actor.access.administrator ? ['review'] : []),
    ...(may('company', 'change') ? ['companies'] : []),
    ...(may('currency', 'change') || may('exchangeRate', 'change') ? ['currencies'] : []),
    ...[
      'objects',
      'obligatory',
      'intake',
      'criteria',
      'duplicates',
      'audit',
      'personalData',
      'personalReport',
      'mail',
    ].filter((page) => actor.access.page(page)),
    // How people come in is decided for the whole group.
    ...(actor.access.page('group') ? ['security', 'checks'] : []),
    ...(may('category', 'create') ? ['categories'] : []),
    ...(may('tag', 'create') ? ['tags'] : []),
    'jobs',
    ...(actor.access.page('backup') ? ['backup'] : []),
    ...(actor.access.administrator ? ['health'] : []),
  ]
}

type Profile = {
  readonly email: string
  readonly language: Language | null
  readonly posts: readonly { readonly post: { readonly id: string; readonly title: string } | null }[]
}

/** One's own record, whatever one may see of those of others. */
async function profileOf(engine: Engine, actor: Actor): Promise<Profile | null> {
  const root = await engine.access.systemActor('me')
  const found = await engine.records
    .get(root, 'user', actor.user, { fields: ['email', 'language', 'posts'] })
    .catch(missing)
  return found && 'json' in found ? (JSON.parse(found.json) as Profile) : null
}

function missing(error: unknown): null {
  if ((error as { status?: number }).status === 404) return null
  throw error
}

async function companiesOf(engine: Engine, actor: Actor) {
  const access = actor.access.object('company')
  if (access?.rows('read') === undefined || access.see('name') === undefined) return []
  const answer = JSON.parse(
    await engine.records.list(actor, 'company', { fields: ['name'], sort: 'name', limit: 200 }),
  ) as {
    items: { id: string; name: string | null }[]
  }
  return answer.items.flatMap(({ id, name }) => (name === null ? [] : [{ id, title: name }]))
}
