import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingsPage as PageKey } from '../../app/settings-menu.ts'
import { Head, PathHead } from '../../app/head.tsx'
import { Note } from '../../ui/band.tsx'
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

/** One page of the settings: its head, and a body that scrolls. */
export function SettingsPage({ page, item, actions, problem, children }: SettingsPageProps) {
  const { t } = useTranslation()
  const title = t(`frame.settingsPages.${page}`)
  return (
    <>
      {item === undefined ? (
        <Head title={title}>{actions}</Head>
      ) : (
        <PathHead path={[{ label: title, href: `/settings/${page}` }]} title={item}>
          {actions}
        </PathHead>
      )}
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
