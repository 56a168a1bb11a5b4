import { Diff, History } from 'lucide-react'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { dayOfInstant, endOfDay, today } from '../../format/day.ts'
import { formatInstant } from '../../format/format-day.ts'
import { Button } from '../../ui/button.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useShortcuts } from '../../ui/use-shortcuts.ts'
import { DifferenceDialog } from './list-dialogs.ts'
import type { List } from './use-list.ts'

/** Across the whole list, so that nobody takes yesterday for today: the day, and the ways to another. */
export function AsOfBand({ list, asOf }: { list: List; asOf: string }) {
  const { t } = useTranslation()
  const { language } = list.context
  const back = () => list.go({ asOf: undefined })
  useShortcuts([{ keys: 'Escape', label: t('list.backToToday'), group: list.object.plural, run: back }])
  return (
    <div className="band ink as-of-band" role="status">
      <Icon of={History} />
      <div className="grow">
        <div className="bb">{t('card.asOf', { at: formatInstant(language, asOf) })}</div>
        <div className="t2 s">{t('list.asOfHint')}</div>
      </div>
      <div className="row g8 as-of-ways">
        <span className="as-of-day">
          <DayInput
            value={dayOfInstant(asOf)}
            most={today()}
            aria-label={t('list.dayThen')}
            onChange={(day) => day && list.go({ asOf: endOfDay(day) })}
          />
        </span>
        <Button icon={Diff} onClick={() => list.go({ dialog: 'difference' })}>
          {t('list.whatChanged')}
        </Button>
        <Button look="primary" onClick={back}>
          {t('list.backToToday')}
        </Button>
      </div>
      {list.search.dialog === 'difference' && (
        <Suspense>
          <DifferenceDialog list={list} from={asOf} />
        </Suspense>
      )}
    </div>
  )
}
