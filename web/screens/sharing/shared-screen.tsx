import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Share2 } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { objectNamed, useModel } from '../../api/model.ts'
import type { DescribedModel } from '../../api/model.ts'
import { Head } from '../../app/head.tsx'
import { iconOf } from '../../app/icon-of.ts'
import { LoadFailed } from '../../app/page-states.tsx'
import { noteSharedSeen } from '../../app/shared-seen.ts'
import { formatDay, formatInstant } from '../../format/format-day.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Icon } from '../../ui/icon.tsx'
import { Section } from '../../ui/section.tsx'
import { CardSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState } from '../../ui/state.tsx'
import { PlainTable } from '../settings/plain-table.tsx'
import '../settings/settings.css'
import { AskedOfMeSections, type AskedOfMe } from './asked-of-me.tsx'
import './inbox.css'

/** A record that somebody opened to one, as `GET /api/v1/shared-with-me` says. */
interface SharedRecord {
  id: string
  object: string
  path: string
  record: string
  title: string | null
  may: 'read' | 'change'
  until: string | null
  note: string | null
  by: { id: string; title: string } | null
  at: string
}

/** What came from others: questions about one's own partners, answers, and records that they opened. */
export default function SharedScreen() {
  const { t } = useTranslation()
  const language = useLanguage()
  const model = useModel()
  const { data, error, refetch } = useQuery({
    queryKey: ['list', 'shared-with-me'],
    queryFn: ({ signal }) => api.get<{ items: readonly SharedRecord[] }>('/shared-with-me', { signal }),
  })
  const asking = useQuery({
    queryKey: ['list', 'asked-of-me'],
    queryFn: ({ signal }) => api.get<AskedOfMe>('/asked-of-me', { signal }),
  })
  const inbox = asking.data
  const [shared, asked = [], answers = []] = [data?.items, inbox?.asked, inbox?.answers]
  const latest = [...(shared ?? []), ...asked, ...answers]
    .map(({ at }) => at)
    .toSorted()
    .at(-1)
  useEffect(() => {
    if (latest) noteSharedSeen(latest)
  }, [latest])
  if (error && !data) return <LoadFailed error={error} reset={() => void refetch()} />
  if (asking.error && !inbox) return <LoadFailed error={asking.error} reset={() => void asking.refetch()} />
  if (!data || !inbox) return <CardSkeleton />
  const isEmpty = data.items.length + asked.length + answers.length === 0
  return (
    <>
      <Head title={t('frame.inbox')} />
      {isEmpty ? (
        <EmptyState icon={Share2} title={t('sharing.nothing')}>
          {t('sharing.nothingHint')}
        </EmptyState>
      ) : (
        <div className="settings-body">
          <AskedOfMeSections asked={asked} answers={answers} />
          {data.items.length > 0 && (
            <Section title={t('sharing.sharedSection')} count={data.items.length}>
              <PlainTable
                label={t('sharing.sharedSection')}
                heads={[t('sharing.record'), t('sharing.may'), t('sharing.until'), t('sharing.by')]}
                rows={data.items.map((shared) => ({
                  key: shared.id,
                  cells: [
                    <SharedLink key="record" shared={shared} model={model} />,
                    t(`sharing.rights.${shared.may}`),
                    shared.until ? formatDay(language, shared.until) : t('sharing.forGood'),
                    <span key="by" className="col">
                      <span>{shared.by?.title ?? '–'}</span>
                      <span className="t3 s">{shared.note ?? formatInstant(language, shared.at)}</span>
                    </span>,
                  ],
                }))}
              />
            </Section>
          )}
        </div>
      )}
    </>
  )
}

function SharedLink({ shared, model }: { shared: SharedRecord; model: DescribedModel }) {
  const object = objectNamed(model, shared.object)
  return (
    <span className="row g8">
      <Icon of={iconOf(object?.icon ?? 'table-2')} size="s" />
      <span className="col">
        <Link className="b" to="/$object/$id" params={{ object: shared.path, id: shared.record }}>
          {shared.title ?? '–'}
        </Link>
        <span className="t3 s">{object?.label ?? shared.object}</span>
      </span>
    </span>
  )
}
