import type { TFunction } from 'i18next'
import { useQueries } from '@tanstack/react-query'
import { ArrowLeft, ArrowRight, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { MenuPanel } from '../../ui/menu.tsx'
import type { MenuItem } from '../../ui/menu.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { toast } from '../../ui/toast-store.ts'
import { useShortcuts } from '../../ui/use-shortcuts.ts'
import { bothOf } from './list-query.ts'
import { countOf } from './list-source.ts'
import type { ListView } from './list-view.ts'
import type { List } from './use-list.ts'

/** At most so many views are counted, so that a list with many asks no more. */
const mostCounted = 8

/** The views of a list as tabs, with the tools of the list at the end of the line. The keys 1 to 9 choose. */
export function ViewTabs({
  list,
  onSave,
  children,
}: {
  list: List
  onSave: (view: ListView | null) => void
  children: ReactNode
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  const { object, views, view } = list
  const counts = useViewCounts(list)
  const [menu, setMenu] = useState<{ view: ListView; anchor: HTMLElement } | null>(null)
  const searchOf = (each: ListView, at: number) => (at === 0 ? {} : { view: each.key })
  useShortcuts(
    views.slice(0, 9).map((each, at) => ({
      keys: String(at + 1),
      label: each.label,
      group: t('list.views'),
      run: () =>
        void navigate({ to: '/$object', params: { object: object.path }, search: searchOf(each, at) }),
    })),
  )
  return (
    <div
      className="view-tabs"
      onContextMenu={(event) => {
        const tab = (event.target as Element).closest<HTMLElement>('[data-tab]')
        const at = tab ? [...event.currentTarget.querySelectorAll('[data-tab]')].indexOf(tab) : -1
        const chosen = views[at]
        if (!tab || !chosen?.saved || !list.saved.mine(chosen.saved)) return
        event.preventDefault()
        setMenu({ view: chosen, anchor: tab })
      }}
    >
      <Tabs
        label={t('list.views')}
        chosen={view.key}
        items={views.map((each, at) => ({
          key: each.key,
          label: each.label,
          ...(counts[at] === undefined ? {} : { count: formatCount(language, counts[at]) }),
          link: { to: '/$object', params: { object: object.path }, search: searchOf(each, at) },
        }))}
        after={
          list.saved.mayKeep && (
            <Button look="ghost" square icon={Plus} label={t('list.newView')} onClick={() => onSave(null)} />
          )
        }
      >
        {children}
      </Tabs>
      <MenuPanel
        items={menu ? viewItems(list, menu.view, t, onSave) : []}
        label={menu?.view.label}
        open={menu !== null}
        onClose={() => setMenu(null)}
        anchor={menu?.anchor ?? null}
      />
    </div>
  )
}

/** What its owner may do with a saved view: also in the menu of the list, so that it needs no right click. */
export function viewItems(
  list: List,
  view: ListView,
  t: TFunction,
  onSave: (view: ListView | null) => void,
): MenuItem[] {
  const { saved } = view
  if (!saved || !list.saved.mine(saved)) return []
  const own = list.views.filter((each) => each.saved)
  const at = own.findIndex((each) => each.key === view.key)
  const move = async (by: 1 | -1) => {
    const order = own.map(({ key }) => key)
    order.splice(at, 1)
    order.splice(at + by, 0, view.key)
    for (const [position, key] of order.entries()) {
      const each = own.find((one) => one.key === key)?.saved
      if (each && list.saved.mine(each) && each.position !== position)
        await list.saved.change(key, { position })
    }
  }
  const remove = async () => {
    const change = await list.saved.remove(view.key)
    if (list.view.key === view.key) list.go({ view: undefined })
    const undo = async () => {
      await api.post(`/changes/${change}/undo`)
      await list.saved.again()
    }
    toast(t('list.viewDeleted', { name: view.label }), change === null ? undefined : undo)
  }
  return [
    { label: t('list.renameView'), icon: Pencil, onChoose: () => onSave(view) },
    ...(at > 0 ? [{ label: t('list.moveLeft'), icon: ArrowLeft, onChoose: () => void move(-1) }] : []),
    ...(at < own.length - 1
      ? [{ label: t('list.moveRight'), icon: ArrowRight, onChoose: () => void move(1) }]
      : []),
    { label: t('list.deleteView'), icon: Trash2, danger: true, onChoose: () => void remove() },
  ]
}

/** How many each view holds today; beside a list of the past nothing, for it would be of another day. */
function useViewCounts({ object, views, query }: List): (number | undefined)[] {
  const answers = useQueries({
    queries: views.map((each, at) => ({
      queryKey: ['view count', object.path, each.key, JSON.stringify(each.where)],
      enabled: at < mostCounted && each.where !== null && query.asOf === undefined,
      staleTime: 60_000,
      retry: false,
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        countOf(object, { where: bothOf(each.where, null), search: null }, signal, 'estimate'),
    })),
  })
  return answers.map(({ data }) => (query.asOf === undefined ? (data ?? undefined) : undefined))
}
