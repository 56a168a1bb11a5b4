import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { Note } from '../../ui/band.tsx'
import { Section } from '../../ui/section.tsx'
import { KeyTable, type Key } from './key-table.tsx'
import { useAct } from './use-act.ts'

/** The keys with which programs come in as a user: what each may do, until when, when it was used. */
export function UserKeys({ user }: { user: string }) {
  const { t } = useTranslation()
  const { act, problem } = useAct()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['keys', user],
    queryFn: () => api.get<{ items: readonly Key[] }>(`/users/${user}/keys`),
  })
  return (
    <Section title={t('settings.keys')}>
      {problem && <Note tone="bad">{problem}</Note>}
      <KeyTable
        keys={data?.items ?? []}
        waiting={isPending}
        error={error}
        onAgain={() => void refetch()}
        everything={t('settings.keyAllOfUser')}
        empty={<p className="t3 card-none settings-lead">{t('settings.userHasNoKeys')}</p>}
        onRevoke={async ({ id, name }) => {
          await api.remove(`/keys/${id}`)
          await act(Promise.resolve(), t('settings.revoked', { name }))
        }}
      />
    </Section>
  )
}
