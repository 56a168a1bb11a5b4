import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useId, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, addMonths, monthGrid, today, weekdayOf } from '../format/day.ts'
import type { Day } from '../format/day.ts'
import { formatDay, monthName, weekdayNames } from '../format/format-day.ts'
import { useLanguage } from '../i18n/use-language.ts'
import { Button } from './button.tsx'
import './day-input.css'

export interface MonthCalendarProps {
  value: Day | null
  least?: Day | undefined
  most?: Day | undefined
  onChoose: (day: Day) => void
}

/** A month to choose a day from: arrows move by day and week, PgUp and PgDn by month. */
export function MonthCalendar({ value, least, most, onChoose }: MonthCalendarProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const id = useId()
  const now = today()
  const [at, setAt] = useState<Day>(value ?? now)
  const allowed = (day: Day) => (!least || day >= least) && (!most || day <= most)
  const choose = (day: Day) => allowed(day) && onChoose(day)
  const onKeyDown = (event: KeyboardEvent) => {
    const to = movedBy(event, at)
    if (to) setAt(to)
    else if (event.key === 'Enter' || event.key === ' ') choose(at)
    else return
    event.preventDefault()
  }
  const arrow = { look: 'ghost', size: 'small', square: true } as const
  const days = monthGrid(at)
  return (
    <div className="calendar">
      <div className="calendar-head">
        <Button
          {...arrow}
          icon={ChevronLeft}
          label={t('kit.monthBefore')}
          onClick={() => setAt(addMonths(at, -1))}
        />
        <span className="bb" aria-live="polite">
          {monthName(language, at)}
        </span>
        <Button
          {...arrow}
          icon={ChevronRight}
          label={t('kit.monthAfter')}
          onClick={() => setAt(addMonths(at, 1))}
        />
      </div>
      <table
        role="grid"
        aria-label={monthName(language, at)}
        tabIndex={0}
        data-autofocus
        aria-activedescendant={`${id}-${at}`}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            {weekdayNames(language).map((name, index) => (
              <th key={index} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[0, 7, 14, 21, 28, 35].map((start) => (
            <tr key={start}>
              {days.slice(start, start + 7).map((day) => (
                <td
                  key={day}
                  id={`${id}-${day}`}
                  aria-selected={day === value}
                  aria-current={day === now ? 'date' : undefined}
                  aria-disabled={!allowed(day) || undefined}
                  aria-label={formatDay(language, day, 'text')}
                  className={lookOf(day, { at, value, now })}
                  onClick={() => choose(day)}
                >
                  {Number(day.slice(8))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Button
        look="ghost"
        size="small"
        onClick={() => choose(now)}
        reason={allowed(now) ? undefined : t('kit.dayOutside')}
      >
        {t('kit.today')}
      </Button>
    </div>
  )
}

function movedBy({ key, shiftKey }: KeyboardEvent, at: Day): Day | undefined {
  const moves: Readonly<Record<string, Day>> = {
    ArrowLeft: addDays(at, -1),
    ArrowRight: addDays(at, 1),
    ArrowUp: addDays(at, -7),
    ArrowDown: addDays(at, 7),
    PageUp: addMonths(at, shiftKey ? -12 : -1),
    PageDown: addMonths(at, shiftKey ? 12 : 1),
    Home: addDays(at, 1 - weekdayOf(at)),
    End: addDays(at, 7 - weekdayOf(at)),
  }
  return moves[key]
}

function lookOf(day: Day, { at, value, now }: { at: Day; value: Day | null; now: Day }): string {
  const isFar = day.slice(0, 7) !== at.slice(0, 7)
  const look = ['day', isFar && 'far', day === at && 'at', day === value && 'on', day === now && 'now']
  return look.filter(Boolean).join(' ')
}
