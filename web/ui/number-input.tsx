import { useState } from 'react'
import type { KeyboardEvent, ReactNode, Ref } from 'react'
import { useLanguage } from '../i18n/use-language.ts'
import { formatAmount, formatNumber } from '../format/format-number.ts'
import type { Language } from '../format/language.ts'
import { parseNumber } from '../format/parse-number.ts'
import { TextInput } from './text-input.tsx'

export interface NumberInputProps {
  /**
   * A decimal string; null is empty. What cannot be read is reported through `onUnread` and kept in the
   * field.
   */
  value: string | null
  onChange: (value: string | null) => void
  onUnread?: (typed: string) => void
  onLeave?: () => void
  unit?: ReactNode
  placeholder?: string
  readOnly?: boolean
  autoFocus?: boolean
  id?: string
  'aria-label'?: string
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void
  ref?: Ref<HTMLInputElement>
}

/** A number as its reader writes numbers; while typing it shows beside the text what was understood. */
export function NumberInput({ unit, ...props }: NumberInputProps) {
  return <Figures {...props} write={formatNumber} after={unit && <span className="t3">{unit}</span>} />
}

export interface MoneyInputProps extends Omit<NumberInputProps, 'unit'> {
  currency: string
  /** Where the currency can be chosen too; otherwise its code is written. */
  currencyField?: ReactNode
}

/** An amount with the decimals of its currency, and the code in a place of its own. */
export function MoneyInput({ currency, currencyField, ...props }: MoneyInputProps) {
  const write = (language: Language, amount: string) => formatAmount(language, amount, currency)
  return <Figures {...props} write={write} after={currencyField ?? <span className="cur">{currency}</span>} />
}

interface FiguresProps extends Omit<NumberInputProps, 'unit'> {
  write: (language: Language, value: string) => string
  after: ReactNode
}

function Figures({ value, onChange, onUnread, onLeave, write, after, ...rest }: FiguresProps) {
  const language = useLanguage()
  const [typed, setTyped] = useState<string | null>(null)
  const shown = typed ?? (value === null ? '' : write(language, value))
  const read = typed === null ? null : parseNumber(typed, language)
  const understood = typed !== null && read !== null ? write(language, read) : ''
  const leave = () => {
    if (typed === null) return onLeave?.()
    if (typed.trim() === '') onChange(null)
    else if (read === null) onUnread?.(typed)
    else onChange(read)
    if (read !== null || typed.trim() === '') setTyped(null)
    onLeave?.()
  }
  const showUnderstood = understood !== '' && understood.replace(/\s/g, '') !== shown.replace(/\s/g, '')
  return (
    <TextInput
      {...rest}
      value={shown}
      inputMode="decimal"
      autoComplete="off"
      onChange={(next) => {
        setTyped(next)
        const now = parseNumber(next, language)
        if (now !== null) onChange(now)
        else if (next.trim() === '') onChange(null)
      }}
      onLeave={leave}
      before={showUnderstood ? <span className="understood">{understood}</span> : undefined}
      after={after}
    />
  )
}
