import { Calendar } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isDay } from '../format/day.ts'
import type { Day } from '../format/day.ts'
import { formatDay } from '../format/format-day.ts'
import { parseDay } from '../format/parse-day.ts'
import { useLanguage } from '../i18n/use-language.ts'
import { Icon } from './icon.tsx'
import { MonthCalendar } from './month-calendar.tsx'
import { Popover } from './popover.tsx'
import { TextInput } from './text-input.tsx'
import './day-input.css'

export interface DayInputProps {
  value: Day | null
  onChange: (value: Day | null) => void
  /** What was typed and is no day; it stays in the field to be mended. */
  onUnread?: (typed: string) => void
  onLeave?: () => void
  least?: Day
  most?: Day
  placeholder?: string
  readOnly?: boolean
  autoFocus?: boolean
  id?: string
  'aria-label'?: string
}

/** A day, typed as 31.3, today or +14, or chosen in the calendar that Alt+↓ opens. */
export function DayInput(props: DayInputProps) {
  const { value, onChange, onUnread: _onUnread, onLeave: _onLeave, least, most, readOnly, ...rest } = props
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const [anchor, setAnchor] = useState<HTMLSpanElement | null>(null)
  const text = useDayText(props)
  return (
    <span ref={setAnchor} className="day-input">
      <TextInput
        {...rest}
        value={text.shown}
        readOnly={readOnly ?? false}
        autoComplete="off"
        onChange={text.type}
        onLeave={text.leave}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || !event.altKey) return
          event.preventDefault()
          setOpen(true)
        }}
        after={
          <>
            {text.understood && <span className="understood">{text.understood}</span>}
            {!readOnly && (
              <button
                type="button"
                className="in-x"
                tabIndex={-1}
                aria-label={t('kit.calendar')}
                onClick={() => setOpen(!open)}
              >
                <Icon of={Calendar} size="s" />
              </button>
            )}
          </>
        }
      />
      <Popover
        anchor={anchor}
        open={open}
        onClose={() => setOpen(false)}
        role="dialog"
        label={t('kit.calendar')}
      >
        <MonthCalendar
          {...{ value: value !== null && isDay(value) ? value : null, least, most }}
          onChoose={(day) => {
            text.forget()
            setOpen(false)
            onChange(day)
          }}
        />
      </Popover>
    </span>
  )
}

/** What stands in the field while it is typed in, and what is understood of it. */
function useDayText({ value, onChange, onUnread, onLeave }: DayInputProps) {
  const language = useLanguage()
  const [typed, setTyped] = useState<string | null>(null)
  const read = typed === null ? null : parseDay(typed, language)
  const written = read === null ? '' : formatDay(language, read)
  const leave = () => {
    if (typed !== null && typed.trim() === '') onChange(null)
    else if (typed !== null && read === null) onUnread?.(typed)
    if (read !== null || typed?.trim() === '') setTyped(null)
    onLeave?.()
  }
  const type = (next: string) => {
    setTyped(next)
    const day = parseDay(next, language)
    if (day !== null || next.trim() === '') onChange(day)
  }
  return {
    shown: typed ?? (value ? formatDay(language, value) : ''),
    understood: written === typed ? '' : written,
    type,
    leave,
    forget: () => setTyped(null),
  }
}
