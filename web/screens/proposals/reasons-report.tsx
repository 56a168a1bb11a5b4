import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { fieldOf, objectNamed, useModel } from '../../api/model.ts'
import { Head } from '../../app/head.tsx'
import { LoadFailed, NotThere } from '../../app/page-states.tsx'
import { addMonths, today } from '../../format/day.ts'
import { monthName } from '../../format/format-day.ts'
import { formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Segments } from '../../ui/checkbox.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { CardSkeleton } from '../../ui/skeleton.tsx'
import { PlainTable } from '../settings/plain-table.tsx'
import '../settings/settings.css'

type Named = { id: string; title: string } | null
type Counted = {
  groups: readonly { values: { 'day.month': string | null; reason: Named; category: Named }; count: number }[]
  total: { count: number }
}

const formats = ['csv', 'xlsx'] as const
const groupBy = 'day.month,reason,category'

/** The same report as a file, which asks for the right to export. */
function fileOf(path: string, where: object, format: string): string {
  const query = new URLSearchParams({ where: JSON.stringify(where), groupBy, format })
  return `/api/v1/${path}/export?${query.toString()}`
}

/** Why partners were frozen, deactivated and reactivated: how many by month, reason and category. */
export function ReasonsReport() {
  const { t } = useTranslation()
  const language = useLanguage()
  const model = useModel()
  const log = objectNamed(model, 'statusChange')
  const [from, setFrom] = useState<string | null>(addMonths(today(), -12))
  const [to, setTo] = useState<string | null>(null)
  const [action, setAction] = useState('deactivate')
  const where = {
    state: 'done',
    action,
    ...(from || to ? { day: { ...(from ? { atLeast: from } : {}), ...(to ? { atMost: to } : {}) } } : {}),
  }
  const { data, error, refetch } = useQuery({
    queryKey: ['list', 'reasons', from, to, action],
    queryFn: ({ signal }) =>
      api.get<Counted>('/status-changes/summary', {
        signal,
        query: { where, groupBy },
      }),
    enabled: log !== undefined,
  })
  if (!log) return <NotThere />
  if (error && !data) return <LoadFailed error={error} reset={() => void refetch()} />
  if (!data) return <CardSkeleton />
  const month = (day: string | null) => (day === null ? '–' : monthName(language, day.slice(0, 10)))
  const groups = data.groups.toSorted(
    (left, right) =>
      (right.values['day.month'] ?? '').localeCompare(left.values['day.month'] ?? '', 'en') ||
      right.count - left.count,
  )
  const labelOf = (name: string) => fieldOf(log, name)?.label ?? name
  return (
    <>
      <Head title={t('settings.reasonsReport')} />
      <div className="settings-body">
        <div className="settings-width col g12">
          <div className="row wrap">
            <Segments
              label={labelOf('action')}
              value={action}
              choices={(fieldOf(log, 'action')?.choices ?? []).map(({ value, label }) => ({ value, label }))}
              onChange={setAction}
            />
          </div>
          <div className="row g12 wrap">
            <FieldFrame label={t('settings.reasonsFrom')}>
              <DayInput value={from} onChange={setFrom} />
            </FieldFrame>
            <FieldFrame label={t('settings.reasonsTo')}>
              <DayInput value={to} onChange={setTo} />
            </FieldFrame>
          </div>
          <div className="row g8 wrap">
            <p className="t2 grow" role="status">
              {t('settings.reasonsTotal', {
                count: data.total.count,
                shown: formatCount(language, data.total.count),
              })}
            </p>
            {log.may.includes('export') &&
              formats.map((format) => (
                <a key={format} className="btn" download="" href={fileOf(log.path, where, format)}>
                  {format.toUpperCase()}
                </a>
              ))}
            <Link className="btn" to="/$object" params={{ object: log.path }}>
              {log.plural}
            </Link>
          </div>
          <PlainTable
            label={t('settings.reasonsReport')}
            empty={<p className="t3 card-none">{t('settings.reasonsNone')}</p>}
            heads={[
              t('settings.reasonsMonth'),
              labelOf('reason'),
              labelOf('category'),
              t('settings.reasonsCount'),
            ]}
            rows={groups.map(({ values, count }, at) => ({
              key: String(at),
              cells: [
                month(values['day.month']),
                values.reason?.title ?? '–',
                values.category?.title ?? '–',
                <span key="count" className="tn">
                  {formatCount(language, count)}
                </span>,
              ],
            }))}
          />
        </div>
      </div>
    </>
  )
}
