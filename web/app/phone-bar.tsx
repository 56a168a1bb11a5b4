import { Link, useNavigate, useRouterState } from '@tanstack/react-router'
import { CircleUser, House, Menu as MenuIcon, Plus, Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icon.tsx'
import { Button } from '../ui/button.tsx'
import { Sheet } from '../ui/dialog.tsx'
import { Menu, MenuPanel } from '../ui/menu.tsx'
import { iconOf } from './icon-of.ts'
import { openPalette } from './palette-store.ts'
import { RailGroup, RailLink, useOwnMenu } from './rail.tsx'
import { useShell } from './shell.ts'

/** The phone's bar of five: home, the first place, New in the middle, search, and all the rest. */
export function PhoneBar() {
  const { t } = useTranslation()
  const { menu, creates, unread, phone } = useShell()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const navigate = useNavigate()
  const [more, setMore] = useState(false)
  const [adding, setAdding] = useState(false)
  const [plus, setPlus] = useState<HTMLButtonElement | null>(null)
  const entries = menu.flatMap(({ items }) => items)
  const first = entries.find(({ key }) => key === phone?.[0]) ?? entries[0]
  const here = (href: string) => path === href || path.startsWith(`${href}/`)
  return (
    <>
      <nav className="phone-bar" aria-label={t('frame.main')}>
        <Link to="/" className={path === '/' ? 'on' : ''} aria-current={path === '/' ? 'page' : undefined}>
          <Icon of={House} />
          <span className="cut">{t('frame.home')}</span>
        </Link>
        {first ? (
          <Link
            to={first.href}
            className={here(first.href) ? 'on' : ''}
            aria-current={here(first.href) ? 'page' : undefined}
          >
            <Icon of={iconOf(first.icon)} />
            <span className="cut">{first.label}</span>
          </Link>
        ) : (
          <span />
        )}
        <button
          type="button"
          ref={setPlus}
          className="phone-plus"
          aria-label={t('frame.new')}
          aria-haspopup="menu"
          aria-expanded={adding}
          onClick={() => setAdding(!adding)}
        >
          <span>
            <Icon of={Plus} />
          </span>
        </button>
        <button type="button" onClick={openPalette}>
          <Icon of={Search} />
          <span className="cut">{t('kit.search')}</span>
        </button>
        <button type="button" onClick={() => setMore(true)} aria-haspopup="dialog">
          <Icon of={MenuIcon} />
          <span className="cut">{t('frame.more')}</span>
          {unread > 0 && <em>{unread}</em>}
        </button>
      </nav>
      <MenuPanel
        anchor={plus}
        open={adding}
        onClose={() => setAdding(false)}
        label={t('frame.new')}
        placement="top-start"
        items={creates.map((create) => ({
          label: create.label,
          icon: iconOf(create.icon),
          onChoose: () => void navigate({ to: '/$object/new', params: { object: create.path } }),
        }))}
      />
      <MoreSheet open={more} onClose={() => setMore(false)} path={path} />
    </>
  )
}

function MoreSheet({ open, onClose, path }: { open: boolean; onClose: () => void; path: string }) {
  const { t } = useTranslation()
  const { menu, me, mayImport, settings, groupName, shared, unread } = useShell()
  const own = useOwnMenu()
  const entry = (key: string, label: string, icon: string, href: string, count?: number) => (
    <RailLink key={key} slim={false} path={path} entry={{ key, label, icon, href, count, fresh: true }} />
  )
  return (
    <Sheet open={open} onClose={onClose} side="bottom" title={groupName}>
      {/* A place chosen closes the sheet; the press on a link goes through to the router first. */}
      <div className="phone-menu" onClick={(event) => (event.target as Element).closest('a') && onClose()}>
        {entry('home', t('frame.home'), 'house', '/')}
        {shared > 0 && entry('inbox', t('frame.inbox'), 'inbox', '/inbox', unread || undefined)}
        {menu.map((group) => (
          <RailGroup key={group.key} group={group} slim={false} path={path} />
        ))}
        <h2>{me.name}</h2>
        {mayImport && entry('imports', t('frame.imports'), 'upload', '/imports')}
        {settings.length > 0 && entry('settings', t('frame.settings'), 'settings', '/settings')}
        <Menu items={own} label={me.name} placement="top-start">
          <Button look="ghost" icon={CircleUser}>
            {t('frame.lookAndLanguage')}
          </Button>
        </Menu>
      </div>
    </Sheet>
  )
}
