import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { problemWords } from '../../api/problem-words.ts'
import { formatInstant } from '../../format/format-day.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { PlainTable } from './plain-table.tsx'
import { useAct } from './use-act.ts'

type Left = {
  object: string
  record: string
  field: string | null
  path: string | null
  settings: string | null
  label: string
  at: string
}

/** Where an erasure left words about somebody in what others wrote; nothing where there are none. */
export function LeftMentions() {
  const { t } = useTranslation()
  const language = useLanguage()
  const { act, problem } = useAct()
  const { data, error } = useQuery({
    queryKey: ['person mentions'],
    queryFn: ({ signal }) => api.get<{ items: Left[] }>('/person-mentions', { signal }),
  })
  const items = data?.items ?? []
  if (items.length === 0 && !error) return null
  const settle = ({ object, record, field }: Left) =>
    void act(api.post('/person-mentions', { object, record, field }))
  return (
    <Section title={t('settings.mentions')} count={items.length} note={t('settings.mentionsNote')}>
      {(error || problem) && <Note tone="bad">{problem ?? problemWords(error, t)}</Note>}
      <PlainTable
        label={t('settings.mentions')}
        heads={[t('settings.mentionWhere'), t('settings.mentionErased')]}
        rows={items.map((one) => ({
          key: `${one.object} ${one.record} ${one.field}`,
          cells: [
            <span key="where">
              {one.label}
              {one.field === null && <span className="t3"> · {t('settings.mentionLog')}</span>}
            </span>,
            formatInstant(language, one.at),
          ],
          deeds: (
            <>
              {one.path && (
                <Link className="btn small" to="/$object/$id" params={{ object: one.path, id: one.record }}>
                  {t('settings.reviewOpen')}
                </Link>
              )}
              {one.settings !== null && (
                <Link
                  className="btn small"
                  to="/settings/$page/$item"
                  params={{ page: 'objects', item: one.settings }}
                >
                  {t('settings.reviewOpen')}
                </Link>
              )}
              <Button size="small" onClick={() => settle(one)}>
                {t('settings.mentionDone')}
              </Button>
            </>
          ),
        }))}
      />
    </Section>
  )
}
