import { History } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useValueContext } from '../../fields/use-value-context.ts'
import { dayOfInstant, endOfDay, today } from '../../format/day.ts'
import { formatInstant } from '../../format/format-day.ts'
import { Button } from '../../ui/button.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { HistoryItem } from '../card/timeline.ts'
import { justAfter } from './history-data.ts'

export interface TimeBandProps {
  asOf: string
  /** How many fields were otherwise; null while nobody knows. */
  differing: number | null
  items: readonly HistoryItem[]
  onTime: (instant: string | undefined) => void
  onRestore?: () => void
}

/** Across the whole page, so that nobody takes yesterday for today: the time, and the ways to another. */
export function TimeBand({ asOf, differing, items, onTime, onRestore }: TimeBandProps) {
  const { t } = useTranslation()
  const { language } = useValueContext()
  const stops = items.map(({ at }) => justAfter(at)).toReversed()
  const at = stops.findLastIndex((stop) => stop <= asOf)
  return (
    <div className="band ink time-band" role="status">
      <Icon of={History} />
      <div className="time-words">
        <div className="bb">{t('card.asOf', { at: formatInstant(language, asOf) })}</div>
        <div className="t2 s">
          {t('history.readOnly')} {differing === null ? '' : t('history.fieldsDiffer', { count: differing })}
        </div>
      </div>
      {stops.length > 1 && (
        <input
          type="range"
          className="time-range"
          min={0}
          max={stops.length - 1}
          value={Math.max(0, at)}
          aria-label={t('history.changeAt')}
          aria-valuetext={formatInstant(language, stops[Math.max(0, at)] ?? asOf)}
          onChange={(event) => onTime(stops[Number(event.target.value)])}
        />
      )}
      <div className="row g8 time-ways">
        <span className="time-day">
          <DayInput
            value={dayOfInstant(asOf)}
            most={today()}
            aria-label={t('history.day')}
            onChange={(day) => day && onTime(endOfDay(day))}
          />
        </span>
        {onRestore && <Button onClick={onRestore}>{t('history.restore')}</Button>}
        <Button look="primary" onClick={() => onTime(undefined)}>
          {t('history.backToToday')}
        </Button>
      </div>
    </div>
  )
}
