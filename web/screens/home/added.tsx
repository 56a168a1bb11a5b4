import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { DescribedModel, DescribedObject } from '../../api/model.ts'
import { useShell } from '../../app/shell.ts'
import { useValueContext } from '../../fields/use-value-context.ts'
import { today } from '../../format/day.ts'
import { formatDay } from '../../format/format-day.ts'
import { formatCount } from '../../format/format-number.ts'
import { Section } from '../../ui/section.tsx'
import { gridTop, lastWeeks } from './weeks.ts'

type Summary = {
  readonly groups: readonly { readonly values: Readonly<Record<string, string>>; readonly count: number }[]
}

const shownWeeks = 12
const fresh = 5 * 60_000

/** How many of the partners that the menu names first were added in each of the last weeks. */
export function Added({ model }: { model: DescribedModel }) {
  const { menu } = useShell()
  const object = model.objects.find(({ name }) => name === menu[0]?.items[0]?.key)
  return object?.may.includes('read') ? <AddedOf object={object} /> : null
}

function AddedOf({ object }: { object: DescribedObject }) {
  const { t } = useTranslation()
  const weeks = lastWeeks(today(), shownWeeks)
  const [from = ''] = weeks
  const { data } = useQuery({
    queryKey: ['list', 'added', object.path, from],
    staleTime: fresh,
    retry: false,
    queryFn: ({ signal }) =>
      api.get<Summary>(`/${object.path}/summary`, {
        query: { where: { createdAt: { atLeast: `${from}T00:00:00Z` } }, groupBy: 'createdAt.week' },
        signal,
      }),
  })
  const counts = weeks.map(
    (week) => data?.groups.find(({ values }) => values['createdAt.week'] === week)?.count ?? 0,
  )
  if (counts.every((count) => count === 0)) return null
  return (
    <Section
      title={t('home.added', { what: object.plural })}
      actions={<span className="t3 s">{t('home.weeks')}</span>}
    >
      <Chart weeks={weeks} counts={counts} />
    </Section>
  )
}

/** Of the drawing, in its own units: the bars, and the room at the right for the scale. */
const size = { width: 324, height: 92, bars: 292, floor: 72, high: 56, bar: 16 }

function Chart({ weeks, counts }: { weeks: readonly string[]; counts: readonly number[] }) {
  const { t } = useTranslation()
  const { language } = useValueContext()
  const top = gridTop(Math.max(...counts))
  const step = size.bars / weeks.length
  const [from = '', to = ''] = [weeks[0], weeks.at(-1)].map((week) => formatDay(language, week ?? '', 'grid'))
  const words = (count: number) => formatCount(language, count)
  return (
    <svg
      className="home-chart"
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-label={t('home.addedWords', {
        from,
        to,
        least: words(Math.min(...counts)),
        most: words(Math.max(...counts)),
        last: words(counts.at(-1) ?? 0),
      })}
    >
      {[0, 0.5, 1].map((part) => (
        <g key={part}>
          <path className="home-chart-line" d={`M0 ${yOf(part)}h${size.bars}`} />
          <text x={size.width} y={yOf(part) + 4} textAnchor="end">
            {words(top * part)}
          </text>
        </g>
      ))}
      {counts.map((count, at) => {
        const high = Math.max(count === 0 ? 0 : 1.5, (count / top) * size.high)
        return (
          <rect
            key={weeks[at]}
            className={at === counts.length - 1 ? 'now' : ''}
            x={at * step + (step - size.bar) / 2}
            y={size.floor - high}
            width={size.bar}
            height={high}
            rx={Math.min(2, high / 2)}
          >
            <title>{`${formatDay(language, weeks[at] ?? '', 'grid')}: ${words(count)}`}</title>
          </rect>
        )
      })}
      <text x={0} y={size.height - 2}>
        {from}
      </text>
      <text x={size.bars} y={size.height - 2} textAnchor="end">
        {to}
      </text>
    </svg>
  )
}

function yOf(part: number): number {
  return size.floor - part * size.high + 0.5
}
