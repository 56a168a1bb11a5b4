import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { formatDay } from '../../format/format-day.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Section } from '../../ui/section.tsx'
import { PlainTable } from './plain-table.tsx'

interface Group {
  id: string
  name: string
  members: readonly { user: { id: string } | null; from: string | null; until: string | null }[]
}

/** The groups that a user belongs to, each for how long. */
export function UserGroups({ user }: { user: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['list', 'groups-of', user],
    queryFn: ({ signal }) =>
      api.get<{ items: readonly Group[] }>('/user-groups', {
        query: { where: { members: { some: { user } } }, fields: 'name,members', sort: 'name', limit: 200 },
        signal,
      }),
  })
  return (
    <Section title={t('frame.settingsPages.groups')}>
      <PlainTable
        label={t('frame.settingsPages.groups')}
        waiting={isPending}
        error={error}
        onAgain={() => void refetch()}
        empty={<p className="t3 card-none settings-lead">{t('settings.inNoGroup')}</p>}
        heads={[t('settings.name'), t('settings.from'), t('settings.until')]}
        rows={(data?.items ?? []).flatMap(({ id, name, members }) =>
          members
            .filter((member) => member.user?.id === user)
            .map(({ from, until }, at) => ({
              key: `${id} ${at}`,
              cells: [
                <Link
                  key="name"
                  className="b"
                  to="/settings/$page/$item"
                  params={{ page: 'groups', item: `user-groups.${id}` }}
                >
                  {name}
                </Link>,
                from ? formatDay(language, from) : '–',
                until ? formatDay(language, until) : '–',
              ],
            })),
        )}
      />
    </Section>
  )
}
