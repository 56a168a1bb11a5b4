import { useTranslation } from 'react-i18next'
import { useShell } from '../../app/shell.ts'
import { GroupSettings } from './group-settings.tsx'
import { RecordsPage } from './records-page.tsx'

const ofGroup = ['name', 'currency', 'language', 'timeZone'].map((key) => `group.${key}`)

/** The companies, above them what holds for all of them, where one decides that. */
export function CompaniesPage({ item }: { item: string | undefined }) {
  const { t } = useTranslation()
  const { settings } = useShell()
  // Both are opened by the same right.
  const decides = settings.some((group) => group.items.some(({ key }) => key === 'security'))
  return (
    <RecordsPage
      page="companies"
      objects={['company']}
      item={item}
      before={
        decides && (
          <GroupSettings title={t('settings.groupTitle')} note={t('settings.groupNote')} keys={ofGroup} />
        )
      }
    />
  )
}
