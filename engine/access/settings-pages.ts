import type { Grant } from './compile-access.ts'

/** The names under which grants give what is no object: pages of the settings, entries of the menu. */
export const settingsGrant = 'settings'
export const menuGrant = 'menu'

type Opened = { readonly object: string; readonly actions: readonly string[]; readonly rows?: unknown }

const everything = ['read', 'create', 'change', 'delete', 'export', 'import', 'print']

/**
 * The pages of the settings that an administrator may open to others, and what each opens with it. Posts and
 * rights are not among them: whoever gave those away could give themselves everything. One's own profile,
 * keys and jobs are everybody's.
 */
export const settingsPages = {
  group: [{ object: 'setting', actions: everything }],
  users: [
    // Which users may be changed follows from what they may do: `withKeptUsers` says it of each.
    { object: 'user', actions: ['read', 'create', 'export', 'print'] },
    { object: 'substitution', actions: ['read'] },
    { object: 'userGroup', actions: ['read'] },
    { object: 'post', actions: ['read'] },
  ],
  companies: [
    { object: 'company', actions: everything },
    { object: 'companyHoliday', actions: everything },
  ],
  currencies: [
    { object: 'currency', actions: everything },
    { object: 'exchangeRate', actions: everything },
  ],
  objects: [],
  obligatory: [],
  intake: [
    {
      object: 'setting',
      actions: everything,
      rows: {
        key: {
          in: [
            ...['roles', 'steps', 'eyes', 'numberAtEnd', 'collectDays', 'stepDays'],
            ...['reminds', 'remindAfterDays', 'remindEveryDays', 'remindOutsideDays'],
          ].map((one) => `intake.${one}`),
        },
      },
    },
  ],
  categories: [{ object: 'category', actions: everything }],
  criteria: [
    { object: 'criterion', actions: everything },
    { object: 'statusReason', actions: everything },
  ],
  tags: [{ object: 'tag', actions: everything }],
  duplicates: [{ object: 'setting', actions: everything, rows: { key: 'duplicates.rules' } }],
  imports: [],
  jobs: [],
  audit: [],
  personalData: [{ object: 'retentionRule', actions: everything }],
  /** To be told what is held of a person, which is a right apart from erasing it. */
  personalReport: [],
  mail: [],
  backup: [],
} as const satisfies Readonly<Record<string, readonly Opened[]>>

export type SettingsPage = keyof typeof settingsPages

export const settingsPageNames = Object.keys(settingsPages) as readonly SettingsPage[]

/** Deeds by which one sees that a page is used; what is read there many read anyway. */
export const opens = settingsPageNames.flatMap((page) => [
  { page, object: settingsGrant, action: page as string },
  ...(settingsPages[page] as readonly Opened[]).flatMap(({ object, actions }) =>
    actions.filter((action) => action !== 'read').map((action) => ({ page, object, action })),
  ),
  ...(page === 'users' ? [{ page, object: 'user', action: 'change' }] : []),
])

/** The pages that these grants open. */
export function pagesOf(grants: readonly Grant[]): ReadonlySet<string> {
  return new Set(
    grants.filter(({ object }) => object === settingsGrant).flatMap(({ actions }) => actions.filter(isPage)),
  )
}

/** The grants together with what their pages open: who keeps the users has the right to them. */
export function withPages(grants: readonly Grant[]): readonly Grant[] {
  const opened = [...pagesOf(grants)].flatMap((page) =>
    (settingsPages[page as SettingsPage] as readonly Opened[]).map(
      ({ object, actions, rows = null }): Grant => ({ object, actions, rows, see: ['all'], change: ['all'] }),
    ),
  )
  return opened.length === 0 ? grants : [...grants, ...opened]
}

function isPage(name: string): name is SettingsPage {
  return Object.hasOwn(settingsPages, name)
}
