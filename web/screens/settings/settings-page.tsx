import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingsPage as PageKey } from '../../app/settings-menu.ts'
import { Head, PathHead } from '../../app/head.tsx'
import { Note } from '../../ui/band.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import '../card/card.css'
import './settings.css'

export interface SettingsPageProps {
  page: PageKey
  /** What of the page is open: a user, an object. */
  item?: string | undefined
  actions?: ReactNode
  /** Why the last deed on the page was refused. */
  problem?: string | null
  children: ReactNode
}

/** The head of a page of the settings; on a phone it leads back to the list of them. */
export function SettingsHead({
  page,
  item,
  children,
}: Pick<SettingsPageProps, 'page' | 'item' | 'children'>) {
  const { t } = useTranslation()
  const phone = useIsPhone()
  const title = t(`frame.settingsPages.${page}`)
  if (item !== undefined)
    return (
      <PathHead path={[{ label: title, href: `/settings/${page}` }]} title={item}>
        {children}
      </PathHead>
    )
  if (!phone) return <Head title={title}>{children}</Head>
  return (
    <PathHead path={[{ label: t('frame.settings'), href: '/settings' }]} title={title}>
      {children}
    </PathHead>
  )
}

/** One page of the settings: its head, and a body that scrolls. */
export function SettingsPage({ page, item, actions, problem, children }: SettingsPageProps) {
  return (
    <>
      <SettingsHead page={page} item={item}>
        {actions}
      </SettingsHead>
      <div className="settings-body">
        <div className="settings-width">
          {problem && (
            <div className="settings-lead">
              <Note tone="bad">{problem}</Note>
            </div>
          )}
          {children}
        </div>
      </div>
    </>
  )
}
