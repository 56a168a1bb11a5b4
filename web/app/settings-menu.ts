import type { TFunction } from 'i18next'
import type { Me } from '../api/me.ts'
import type { MenuEntry, MenuGroup } from './shell.ts'

/** The pages of settings that the server opens to this person, under their headings. */
export function settingsMenu(me: Pick<Me, 'settings'>, t: TFunction): MenuGroup[] {
  const open = new Set(me.settings)
  const entry = (key: SettingsPage, icon: string): MenuEntry => ({
    key,
    icon,
    label: t(`frame.settingsPages.${key}`),
    href: `/settings/${key}`,
  })
  const groups: MenuGroup[] = [
    {
      key: 'mine',
      label: t('frame.settingsGroups.mine'),
      items: [entry('profile', 'user'), entry('keys', 'key-round')],
    },
    {
      key: 'people',
      label: t('frame.settingsGroups.people'),
      items: [
        entry('users', 'users'),
        entry('posts', 'shield-check'),
        entry('groups', 'users-round'),
        entry('substitutes', 'user-round-check'),
        entry('review', 'list-checks'),
      ],
    },
    {
      key: 'company',
      label: t('frame.settingsGroups.company'),
      items: [entry('companies', 'landmark'), entry('currencies', 'coins'), entry('checks', 'badge-check')],
    },
    {
      key: 'shape',
      label: t('frame.settingsGroups.shape'),
      items: [
        entry('objects', 'table-2'),
        entry('obligatory', 'list-checks'),
        entry('intake', 'file-check'),
        entry('categories', 'folder'),
        entry('criteria', 'list-checks'),
        entry('duplicates', 'copy-check'),
        entry('tags', 'tags'),
      ],
    },
    {
      key: 'safety',
      label: t('frame.settingsGroups.safety'),
      items: [
        entry('security', 'lock-keyhole'),
        entry('audit', 'history'),
        entry('personalData', 'id-card'),
        entry('mail', 'mail'),
        entry('jobs', 'clock'),
        entry('backup', 'database'),
        entry('health', 'heart'),
      ],
    },
  ]
  return groups
    .map((group) => ({
      ...group,
      items: group.items.filter(({ key }) => group.key === 'mine' || open.has(key)),
    }))
    .filter(({ items }) => items.length > 0)
}

export type SettingsPage =
  | 'profile'
  | 'keys'
  | 'users'
  | 'posts'
  | 'groups'
  | 'substitutes'
  | 'review'
  | 'companies'
  | 'currencies'
  | 'checks'
  | 'objects'
  | 'obligatory'
  | 'intake'
  | 'categories'
  | 'criteria'
  | 'duplicates'
  | 'tags'
  | 'security'
  | 'audit'
  | 'personalData'
  | 'mail'
  | 'jobs'
  | 'backup'
  | 'health'
