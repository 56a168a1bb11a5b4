import { CircleAlert, TriangleAlert, X } from 'lucide-react'
import { useLayoutEffect, useRef } from 'react'
import type { HTMLAttributes, InputHTMLAttributes, KeyboardEvent, ReactNode, Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { useFieldAttributes, useFieldTone } from './field-frame.tsx'
import { Icon } from './icon.tsx'
import type { LucideIcon } from './icon.tsx'

type Attributes = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  | 'id'
  | 'placeholder'
  | 'autoFocus'
  | 'autoComplete'
  | 'inputMode'
  | 'maxLength'
  | 'name'
  | 'aria-label'
  | 'spellCheck'
  | 'lang'
  | 'type'
>

export interface TextInputProps extends Attributes {
  value: string
  onChange: (value: string) => void
  /** Checked on leaving, never while typing. */
  onLeave?: () => void
  onFocus?: () => void
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void
  icon?: LucideIcon
  /** Before the text: a country code, a calling code. */
  before?: ReactNode
  /** After the text: a unit, a proof mark. */
  after?: ReactNode
  /** Figures that are compared sign by sign: numbers, tax numbers, IBAN. */
  code?: boolean
  /** Shows a cross that empties it. */
  clearable?: boolean
  readOnly?: boolean
  align?: 'right'
  ref?: Ref<HTMLInputElement>
  combobox?: HTMLAttributes<HTMLInputElement>
}

/** One line of text. */
export function TextInput({
  value,
  onChange,
  onLeave,
  icon,
  before,
  after,
  code,
  clearable,
  readOnly,
  align,
  ref,
  combobox,
  ...rest
}: TextInputProps) {
  const { t } = useTranslation()
  const tone = useFieldTone()
  const attributes = useFieldAttributes(rest)
  return (
    <span
      className={['in', code && 'code', tone, readOnly && 'off', align === 'right' && 'num']
        .filter(Boolean)
        .join(' ')}
    >
      {icon && <Icon of={icon} size="s" />}
      {before}
      <input
        type="text"
        {...rest}
        {...attributes}
        {...combobox}
        ref={ref}
        value={value}
        readOnly={readOnly}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onLeave}
      />
      {clearable && value !== '' && !readOnly && (
        <button type="button" className="in-x" aria-label={t('kit.empty')} onClick={() => onChange('')}>
          <Icon of={X} size="s" />
        </button>
      )}
      {after}
      {tone && <Icon of={tone === 'bad' ? CircleAlert : TriangleAlert} size="s" className="mark" />}
    </span>
  )
}

/** Several lines of text; grows with what is written. */
export function TextArea({ value, onChange, onLeave, onKeyDown, rows = 2, ref, ...rest }: TextAreaProps) {
  const tone = useFieldTone()
  const attributes = useFieldAttributes(rest)
  const own = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    const area = own.current
    if (!area) return
    area.style.height = 'auto'
    area.style.height = `${Math.min(area.scrollHeight, 320)}px`
  }, [value])
  return (
    <span className={`in long ${tone ?? ''}`}>
      <textarea
        {...rest}
        {...attributes}
        ref={(element) => {
          own.current = element
          if (typeof ref === 'function') ref(element)
          else if (ref) ref.current = element
        }}
        rows={rows}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onLeave}
        onKeyDown={onKeyDown}
      />
    </span>
  )
}

export interface TextAreaProps extends Pick<
  Attributes,
  'id' | 'placeholder' | 'autoFocus' | 'maxLength' | 'aria-label' | 'lang'
> {
  value: string
  onChange: (value: string) => void
  onLeave?: () => void
  onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void
  rows?: number
  ref?: Ref<HTMLTextAreaElement>
}
