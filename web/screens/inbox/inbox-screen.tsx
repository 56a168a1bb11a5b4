import { Inbox } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Head } from '../../app/head.tsx'
import { EmptyState } from '../../ui/state.tsx'

/** What others ask of one; nothing asks yet, so it says where one's open work stands instead. */
export default function InboxScreen() {
  const { t } = useTranslation()
  return (
    <>
      <Head title={t('list.inbox')} />
      <EmptyState icon={Inbox} title={t('list.inboxEmpty')}>
        {t('list.inboxHint')}
      </EmptyState>
    </>
  )
}
