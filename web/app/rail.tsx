import { Link, useNavigate, useRouterState } from '@tanstack/react-router'
import {
  ChevronLeft,
  ChevronsUpDown,
  House,
  LogOut,
  Monitor,
  Moon,
  Search,
  Settings,
  Inbox,
  Sun,
  Upload,
  UserRound,
} from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../format/format-number.ts'
import { languages } from '../format/language.ts'
import { useLanguage } from '../i18n/use-language.ts'
import { preferences } from '../theme/preferences.ts'
import { Icon } from '../ui/icon.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { ariaKeys } from '../ui/keys.ts'
import { Menu } from '../ui/menu.tsx'
import type { MenuItem } from '../ui/menu.tsx'
import { Monogram } from '../ui/monogram.tsx'
import { Tip } from '../ui/tip.tsx'
import { useMedia } from '../ui/use-media.ts'
import { useStore } from '../ui/use-store.ts'
import { iconOf } from './icon-of.ts'
import { Logo } from './logo.tsx'
import { openPalette } from './palette-store.ts'
import { useShell } from './shell.ts'
import type { MenuEntry, MenuGroup } from './shell.ts'
import { signOut } from './sign-out.ts'
import { useOwnLanguage } from './use-own-language.ts'

/**
 * The way to everything: 220 wide, 52 when folded or on a narrow window. In settings it holds the settings.
 */
export function Rail() {
  const { t } = useTranslation()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const folded = useStore(preferences).railFolded
  const narrow = useMedia('(width < 1200px)')
  const slim = folded || narrow
  return (
    <nav className={`rail ${slim ? 'slim' : ''}`} aria-label={t('frame.main')}>
      {path.startsWith('/settings') && !slim ? (
        <SettingsRail path={path} />
      ) : (
        <MainRail path={path} slim={slim} />
      )}
      <div className="rail-end">
        <MainEnd path={path} slim={slim} />
      </div>
    </nav>
  )
}

function MainRail({ path, slim }: { path: string; slim: boolean }) {
  const { t } = useTranslation()
  const { menu, shared, unread } = useShell()
  return (
    <>
      <CompanySwitch slim={slim} />
      <Slim slim={slim} label={t('frame.search')} keys="Ctrl+K">
        <button
          type="button"
          className="rail-find"
          onClick={openPalette}
          aria-label={slim ? t('frame.search') : undefined}
          aria-keyshortcuts={ariaKeys('Ctrl+K')}
        >
          <Icon of={Search} size={slim ? undefined : 's'} />
          {!slim && (
            <>
              <span className="cut">{t('frame.searchOrDo')}</span>
              <Kbd keys="Ctrl+K" />
            </>
          )}
        </button>
      </Slim>
      <div className="rail-scroll">
        <div className="rail-group">
          <RailLink
            slim={slim}
            path={path}
            entry={{ key: 'home', label: t('frame.home'), icon: 'house', href: '/' }}
            exact
            mark={<Icon of={House} />}
          />
          {shared > 0 && (
            <RailLink
              slim={slim}
              path={path}
              entry={{
                ...{ key: 'inbox', label: t('frame.inbox'), icon: 'inbox', href: '/inbox' },
                ...(unread > 0 ? { count: unread, fresh: true } : {}),
              }}
              mark={<Icon of={Inbox} />}
            />
          )}
        </div>
        {menu.map((group) => (
          <RailGroup key={group.key} group={group} slim={slim} path={path} />
        ))}
      </div>
    </>
  )
}

function MainEnd({ path, slim }: { path: string; slim: boolean }) {
  const { t } = useTranslation()
  const { me, mayImport, settings } = useShell()
  const items = useOwnMenu()
  const inSettings = path.startsWith('/settings') && !slim
  return (
    <>
      {mayImport && !inSettings && (
        <RailLink
          slim={slim}
          path={path}
          entry={{ key: 'imports', label: t('frame.imports'), icon: 'upload', href: '/imports' }}
          mark={<Icon of={Upload} />}
        />
      )}
      {settings.length > 0 && !inSettings && (
        <RailLink
          slim={slim}
          path={path}
          entry={{ key: 'settings', label: t('frame.settings'), icon: 'settings', href: '/settings' }}
          mark={<Icon of={Settings} />}
        />
      )}
      <Menu items={items} label={me.name} placement="top-start">
        <OwnButton name={me.name} slim={slim} />
      </Menu>
    </>
  )
}

function OwnButton({ name, slim, on: _on, ...rest }: { name: string; slim: boolean; on?: boolean }) {
  return (
    <button type="button" {...rest} className="rail-link">
      <Monogram name={name} person />
      <span className={slim ? 'unseen' : 'cut'}>{name}</span>
    </button>
  )
}

/** Oneself: profile, language, light and dark, text size, leaving. */
export function useOwnMenu(): MenuItem[] {
  const { t } = useTranslation()
  const chosen = useStore(preferences)
  const language = useLanguage()
  const chooseLanguage = useOwnLanguage()
  const navigate = useNavigate()
  const theme = (value: typeof chosen.theme, label: string, icon: typeof Sun): MenuItem => ({
    label,
    icon,
    on: chosen.theme === value,
    stay: true,
    onChoose: () => preferences.set((now) => ({ ...now, theme: value })),
  })
  return [
    {
      label: t('frame.profile'),
      icon: UserRound,
      onChoose: () => void navigate({ to: '/settings/$page', params: { page: 'profile' } }),
    },
    'line',
    { heading: t('frame.look') },
    theme('light', t('frame.light'), Sun),
    theme('dark', t('frame.dark'), Moon),
    theme('system', t('frame.system'), Monitor),
    {
      label: t('frame.largeText'),
      on: chosen.textSize === 'large',
      stay: true,
      onChoose: () =>
        preferences.set((now) => ({ ...now, textSize: now.textSize === 'large' ? 'normal' : 'large' })),
    },
    'line',
    { heading: t('frame.language') },
    ...languages.map(({ code, name }): MenuItem => ({
      label: name,
      on: code === language,
      onChoose: () => void chooseLanguage(code),
    })),
    'line',
    { label: t('frame.signOut'), icon: LogOut, onChoose: () => void signOut() },
  ]
}

function CompanySwitch({ slim }: { slim: boolean }) {
  const { t } = useTranslation()
  const { groupName, companies, company, choose } = useShell()
  const shown = companies.find(({ id }) => id === company)?.name ?? groupName
  const items: MenuItem[] = [
    { label: groupName, aside: t('frame.wholeGroup'), on: company === null, onChoose: () => choose(null) },
    'line',
    ...companies.map(({ id, name }): MenuItem => ({
      label: name,
      on: id === company,
      onChoose: () => choose(id),
    })),
  ]
  if (companies.length < 2) {
    return (
      <div className="rail-who">
        <Logo />
        {!slim && <span className="cut">{shown}</span>}
      </div>
    )
  }
  return (
    <Menu items={items} label={t('frame.company')}>
      <WhoButton name={shown} slim={slim} />
    </Menu>
  )
}

function WhoButton({ name, slim, on: _on, ...rest }: { name: string; slim: boolean; on?: boolean }) {
  const { t } = useTranslation()
  return (
    <button type="button" {...rest} className="rail-who" aria-label={t('frame.companyIs', { name })}>
      <Logo />
      {!slim && (
        <>
          <span className="cut grow">{name}</span>
          <Icon of={ChevronsUpDown} size="s" className="t3" />
        </>
      )}
    </button>
  )
}

export function RailGroup({ group, slim, path }: { group: MenuGroup; slim: boolean; path: string }) {
  return (
    <div className="rail-group">
      {!slim && group.label && <h2 id={`rail-${group.key}`}>{group.label}</h2>}
      <ul
        aria-labelledby={!slim && group.label ? `rail-${group.key}` : undefined}
        aria-label={slim ? group.label : undefined}
      >
        {group.items.map((entry) => (
          <li key={entry.key}>
            <RailLink slim={slim} path={path} entry={entry} />
          </li>
        ))}
      </ul>
    </div>
  )
}

export function RailLink({
  entry,
  path,
  slim,
  exact,
  mark,
}: {
  entry: MenuEntry
  path: string
  slim: boolean
  exact?: boolean
  mark?: ReactNode
}) {
  const language = useLanguage()
  const address = entry.href.split('?')[0] ?? entry.href
  const here = exact ? path === address : path === address || path.startsWith(`${address}/`)
  return (
    <Slim slim={slim} label={entry.label}>
      <Link
        to={entry.href}
        className={`rail-link ${here ? 'on' : ''}`}
        activeProps={{}}
        aria-current={here ? 'page' : undefined}
        aria-label={slim ? entry.label : undefined}
      >
        {mark ?? <Icon of={iconOf(entry.icon)} />}
        {!slim && <span className="cut">{entry.label}</span>}
        {entry.count !== undefined && !slim && (
          <span className={`n ${entry.fresh ? 'new' : ''}`}>{formatCount(language, entry.count)}</span>
        )}
        {entry.count !== undefined && slim && entry.fresh && <span className="rail-dot" />}
      </Link>
    </Slim>
  )
}

function Slim({
  slim,
  label,
  keys,
  children,
}: {
  slim: boolean
  label: string
  keys?: string
  children: React.ReactElement
}) {
  return slim ? (
    <Tip text={label} keys={keys} placement="right">
      {children}
    </Tip>
  ) : (
    children
  )
}

function SettingsRail({ path }: { path: string }) {
  const { t } = useTranslation()
  const { settings } = useShell()
  const [typed, setTyped] = useState('')
  const wanted = typed.trim().toLowerCase()
  const list = useRef<HTMLDivElement>(null)
  // The chosen one may stand below the edge of a low window.
  useEffect(() => {
    list.current?.querySelector('.rail-link.on')?.scrollIntoView({ block: 'nearest' })
  }, [path])
  const groups = settings
    .map((group) => ({
      ...group,
      items: group.items.filter(({ label }) => label.toLowerCase().includes(wanted)),
    }))
    .filter(({ items }) => items.length > 0)
  return (
    <>
      <Link to="/" className="rail-who" title={t('frame.backFromSettings')}>
        <Icon of={ChevronLeft} className="t3" />
        <span>{t('frame.settings')}</span>
      </Link>
      <label className="rail-find">
        <Icon of={Search} size="s" />
        <input
          value={typed}
          placeholder={t('frame.findSetting')}
          aria-label={t('frame.findSetting')}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <div className="rail-scroll" ref={list}>
        {groups.map((group) => (
          <RailGroup key={group.key} group={group} slim={false} path={path} />
        ))}
        {groups.length === 0 && <p className="t3 s">{t('kit.nothingFor', { what: typed })}</p>}
      </div>
    </>
  )
}
