import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Head } from '../../app/head.tsx'
import { NotThere } from '../../app/page-states.tsx'
import type { SettingsPage as PageKey } from '../../app/settings-menu.ts'
import { useShell } from '../../app/shell.ts'
import { useIsPhone } from '../../ui/use-media.ts'
import { BackupsPage } from './backups-page.tsx'
import { ChecksPage } from './checks-page.tsx'
import { CategoriesPage } from './categories-page.tsx'
import { CompaniesPage } from './companies-page.tsx'
import { CriteriaPage } from './criteria-page.tsx'
import { DuplicatesPage } from './duplicates-page.tsx'
import { HealthPage } from './health-page.tsx'
import { IntakePage } from './intake-page.tsx'
import { JobsPage } from './jobs-page.tsx'
import { LogPage } from './log-page.tsx'
import { KeysPage } from './keys-page.tsx'
import { MailPage } from './mail-page.tsx'
import { ObjectsPage } from './objects-page.tsx'
import { ObligatoryPage } from './obligatory-page.tsx'
import { ProfilePage } from './profile-page.tsx'
import { RecordsPage } from './records-page.tsx'
import { PersonalDataPage } from './personal-data-page.tsx'
import { PostsPage } from './rights/posts-page.tsx'
import { ReviewPage } from './rights/review-page.tsx'
import { SecurityPage } from './security-page.tsx'
import './settings.css'

const pages: Partial<Record<PageKey, (item: string | undefined) => ReactNode>> = {
  profile: () => <ProfilePage />,
  keys: () => <KeysPage />,
  users: (item) => <RecordsPage page="users" objects={['user']} item={item} />,
  posts: (item) => <PostsPage item={item} />,
  groups: (item) => <RecordsPage page="groups" objects={['userGroup']} item={item} />,
  substitutes: (item) => <RecordsPage page="substitutes" objects={['substitution']} item={item} />,
  review: () => <ReviewPage />,
  companies: (item) => <CompaniesPage item={item} />,
  currencies: (item) => <RecordsPage page="currencies" objects={['currency', 'exchangeRate']} item={item} />,
  objects: (item) => <ObjectsPage item={item} />,
  obligatory: () => <ObligatoryPage />,
  intake: () => <IntakePage />,
  categories: (item) =>
    item === undefined ? (
      <CategoriesPage />
    ) : (
      <RecordsPage page="categories" objects={['category']} item={item} />
    ),
  criteria: (item) =>
    item === undefined ? (
      <CriteriaPage />
    ) : (
      <RecordsPage page="criteria" objects={['criterion', 'statusReason']} item={item} />
    ),
  duplicates: () => <DuplicatesPage />,
  tags: (item) => <RecordsPage page="tags" objects={['tag']} item={item} />,
  personalData: () => <PersonalDataPage />,
  checks: () => <ChecksPage />,
  mail: () => <MailPage />,
  security: () => <SecurityPage />,
  audit: () => <LogPage />,
  jobs: () => <JobsPage />,
  backup: () => <BackupsPage />,
  health: () => <HealthPage />,
}

/**
 * The settings: the page that the address names; without one, one's profile, or on a phone the list of pages.
 */
export default function SettingsScreen() {
  const { page, item } = useParams({ strict: false }) as { page?: string; item?: string }
  const phone = useIsPhone()
  const { settings } = useShell()
  const { t } = useTranslation()
  if (page === undefined) return phone ? <PageList /> : <ProfilePage />
  const isOpen = settings.some((group) => group.items.some(({ key }) => key === page))
  const shown = isOpen ? pages[page as PageKey] : undefined
  if (shown) return shown(item)
  // That there are these pages is written in the guides; what stands in them is not told.
  const isKnown = Object.hasOwn(pages, page)
  return (
    <NotThere
      right={isKnown ? `${t('frame.settings')} – ${t(`frame.settingsPages.${page as PageKey}`)}` : undefined}
    />
  )
}

function PageList() {
  const { t } = useTranslation()
  const { settings } = useShell()
  return (
    <>
      <Head title={t('frame.settings')} />
      <nav className="settings-body phone-menu" aria-label={t('frame.settings')}>
        {settings.map((group) => (
          <div key={group.key}>
            <h2>{group.label}</h2>
            {group.items.map(({ key, label, href }) => (
              <Link key={key} className="rail-link" to={href}>
                {label}
              </Link>
            ))}
          </div>
        ))}
      </nav>
    </>
  )
}
