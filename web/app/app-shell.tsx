import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import { meQuery } from '../api/me.ts'
import type { Me } from '../api/me.ts'
import { Monogram } from '../ui/monogram.tsx'
import { useStore } from '../ui/use-store.ts'
import { iconOf } from './icon-of.ts'
import { letGoWheneverConnected } from './let-go-of-erased.ts'
import { recordSearch } from './palette-store.ts'
import type { PaletteItem, PaletteSection } from './palette-store.ts'
import { recordActions } from './record-actions.ts'
import { ShellContext } from './shell.ts'
import type { MenuGroup, Shell } from './shell.ts'
import { settingsMenu } from './settings-menu.ts'
import { sharedSeen } from './shared-seen.ts'
import { useStandingCommands } from './use-standing-commands.ts'

const COMPANY = 'kontor.company'

/** Gives every page of the frame what the server says of the one who is signed in. */
export function AppShell({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  const [company, setCompany] = useState<string | null>(() => sessionStorage.getItem(COMPANY))
  const choose = (next: string | null) => {
    setCompany(next)
    if (next === null) sessionStorage.removeItem(COMPANY)
    else sessionStorage.setItem(COMPANY, next)
  }
  const seen = useStore(sharedSeen)
  const shell = shellOf(me, settingsMenu(me, t), seen)
  const known = me.companies.some(({ id }) => id === company) ? company : null
  const queries = useQueryClient()
  useEffect(() => {
    const actionsOf = (hit: Hit) => (signal: AbortSignal) => recordActions(hit, { queries, t, signal })
    recordSearch.set({ search: (typed, signal) => searchRecords(typed, signal, actionsOf) })
  }, [queries, t])
  useStandingCommands(shell)
  useEffect(letGoWheneverConnected, [])
  return <ShellContext value={{ ...shell, company: known, choose }}>{children}</ShellContext>
}

function shellOf(me: Me, settings: readonly MenuGroup[], seen: string): Shell {
  return {
    groupName: me.group,
    companies: me.companies.map(({ id, title }) => ({ id, name: title })),
    seenBy: me.seenBy,
    me: {
      id: me.user.id,
      name: me.user.name,
      email: me.user.email,
      post: me.posts[0]?.title,
      administrator: me.administrator,
    },
    decides: me.decides,
    menu: me.menu,
    creates: inOrderOfMenu(me),
    shared: me.shared.length,
    unread: me.shared.filter((at) => at > seen).length,
    mayImport: me.mayImport,
    personal: {
      report: me.settings.includes('personalReport'),
      erase: me.settings.includes('personalData'),
    },
    settings,
  }
}

/** What stands in the menu is added most often, and is offered first. */
function inOrderOfMenu({ creates, menu }: Me): Me['creates'] {
  const places = menu.flatMap(({ items }) => items.map(({ href }) => href))
  const placeOf = (path: string) => places.indexOf(`/${path}`) + 1 || places.length + 1
  return creates.toSorted((one, other) => placeOf(one.path) - placeOf(other.path))
}

/** One hit of `GET /api/v1/search`. */
interface Hit {
  object: string
  path: string
  id: string
  title: string
  latin?: string | null
  number?: string | null
  aside?: string | null
  person?: boolean
  icon?: string
}

type ActionsOf = (hit: Hit) => NonNullable<PaletteItem['actions']>

async function searchRecords(
  typed: string,
  signal: AbortSignal,
  actionsOf: ActionsOf,
): Promise<PaletteSection[]> {
  const { sections } = await api.get<{
    sections: readonly { key: string; label: string; hits: readonly Hit[] }[]
  }>('/search', { query: { q: typed, limit: 8 }, signal })
  return sections.map(({ key, label, hits }) => ({
    key,
    label,
    items: hits.map((hit) => itemOf(hit, actionsOf)),
  }))
}

function itemOf(hit: Hit, actionsOf: ActionsOf): PaletteItem {
  const aside = [hit.latin, hit.aside].filter(Boolean).join(' · ')
  return {
    key: `${hit.object}/${hit.id}`,
    label: hit.title,
    href: `/${hit.path}/${hit.id}`,
    actions: actionsOf(hit),
    ...(hit.icon ? { icon: iconOf(hit.icon) } : { mark: <Monogram name={hit.title} person={hit.person} /> }),
    ...(aside ? { aside } : {}),
    ...(hit.number ? { code: hit.number } : {}),
  }
}
