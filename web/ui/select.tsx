import { ChevronDown, X } from 'lucide-react'
import { useId, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFieldAttributes, useFieldLabelId, useFieldTone } from './field-frame.tsx'
import { Icon } from './icon.tsx'
import { OptionList } from './option-list.tsx'
import type { OptionListProps } from './option-list.tsx'
import type { Option } from './pick.ts'
import { Popover } from './popover.tsx'

type Source<V extends string> = Pick<OptionListProps<V>, 'options' | 'load' | 'draw' | 'onCreate'>

export interface SelectProps<V extends string> extends Source<V> {
  value: V | null
  onChange: (value: V | null, option: Option<V> | null) => void
  /** What is shown for the value where the options come from the server. */
  shown?: ReactNode
  placeholder?: string
  clearable?: boolean
  readOnly?: boolean
  'aria-label'?: string
  id?: string
  autoFocus?: boolean
  onLeave?: () => void
}

/**
 * One choice of a list; typing on the closed field opens it with what was typed. Give `options`, or `load`
 * for the server's.
 */
export function Select<V extends string>(props: SelectProps<V>) {
  const { value, onChange, options, shown, placeholder, clearable, readOnly, draw } = props
  const { t } = useTranslation()
  const picker = usePicker(readOnly)
  const chosen = options?.find((option) => option.value === value)
  const label = props['aria-label'] ?? ''
  return (
    <>
      <PickerField
        picker={picker}
        name={props}
        empty={value === null}
        {...(clearable && value !== null && !readOnly ? { onErase: () => onChange(null, null) } : {})}
      >
        <span className="grow cut">
          {value === null ? (
            <span className="ph">{placeholder ?? t('kit.choose')}</span>
          ) : (
            (shown ?? (chosen ? (draw ? draw(chosen) : chosen.label) : value))
          )}
        </span>
        {clearable && value !== null && !readOnly && <ClearButton onClear={() => onChange(null, null)} />}
        <Icon of={ChevronDown} size="s" />
      </PickerField>
      <Popover
        anchor={picker.anchor}
        open={picker.open}
        onClose={picker.close}
        fit="least"
        className="option-pop"
      >
        <OptionList
          {...props}
          id={picker.list}
          label={label || t('kit.choices')}
          chosen={value === null ? [] : [value]}
          typedFirst={picker.typed}
          onClose={picker.close}
          onCreate={props.onCreate && ((typed) => (picker.close(), props.onCreate?.(typed)))}
          onChoose={(option) => {
            picker.close()
            onChange(option.value, option)
          }}
        />
      </Popover>
    </>
  )
}

export interface MultiSelectProps<V extends string> extends Source<V> {
  value: readonly V[]
  onChange: (value: V[]) => void
  /** How a chosen one is drawn in the field; by default its label as a chip. */
  drawChosen?: (value: V, remove: () => void) => ReactNode
  placeholder?: string
  readOnly?: boolean
  'aria-label'?: string
  id?: string
}

/** Several choices of a list; the chosen stand in the field as chips, Backspace takes the last away. */
export function MultiSelect<V extends string>(props: MultiSelectProps<V>) {
  const { value, onChange, options, drawChosen, placeholder, readOnly } = props
  const { t } = useTranslation()
  const picker = usePicker(readOnly)
  const toggle = (wanted: V) =>
    onChange(value.includes(wanted) ? value.filter((each) => each !== wanted) : [...value, wanted])
  return (
    <>
      <PickerField
        picker={picker}
        name={props}
        empty={value.length === 0}
        onErase={() => onChange(value.slice(0, -1))}
      >
        <span className="grow picked">
          {value.length === 0 && <span className="ph">{placeholder ?? t('kit.chooseSeveral')}</span>}
          {value.map((each) =>
            drawChosen ? (
              <span key={each}>{drawChosen(each, () => toggle(each))}</span>
            ) : (
              <span key={each} className="chip">
                {options?.find((option) => option.value === each)?.label ?? each}
              </span>
            ),
          )}
        </span>
        <Icon of={ChevronDown} size="s" />
      </PickerField>
      <Popover
        anchor={picker.anchor}
        open={picker.open}
        onClose={picker.close}
        fit="least"
        className="option-pop"
      >
        <OptionList
          {...props}
          id={picker.list}
          several
          label={props['aria-label'] ?? t('kit.choices')}
          chosen={value}
          typedFirst={picker.typed}
          onClose={picker.close}
          onChoose={(option) => toggle(option.value)}
        />
      </Popover>
    </>
  )
}

function usePicker(readOnly: boolean | undefined) {
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const [anchor, setAnchor] = useState<HTMLDivElement | null>(null)
  const list = useId()
  const show = (letters: string) => {
    if (readOnly) return
    setTyped(letters)
    setOpen(true)
  }
  return { open, typed, setAnchor, anchor, list, show, close: () => setOpen(false), readOnly }
}

interface PickerFieldProps {
  picker: ReturnType<typeof usePicker>
  name: { id?: string; 'aria-label'?: string; autoFocus?: boolean; onLeave?: () => void }
  empty: boolean
  /** What Backspace and Delete take away, as the cross does for who uses a mouse. */
  onErase?: () => void
  children: ReactNode
}

function PickerField({ picker, name, empty, onErase, children }: PickerFieldProps) {
  const tone = useFieldTone()
  const attributes = useFieldAttributes(name)
  const labelled = useFieldLabelId()
  return (
    <div
      ref={picker.setAnchor}
      role="combobox"
      tabIndex={0}
      aria-haspopup="listbox"
      aria-expanded={picker.open}
      aria-controls={picker.open ? picker.list : undefined}
      aria-readonly={picker.readOnly || undefined}
      aria-labelledby={name['aria-label'] ? undefined : labelled}
      {...attributes}
      className={['in pick', tone, picker.open && 'open', picker.readOnly && 'off', empty && 'none']
        .filter(Boolean)
        .join(' ')}
      onClick={() => picker.show('')}
      onBlur={() => !picker.open && name.onLeave?.()}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return
        // Ctrl+Enter finishes the form around it, as in any other field.
        const plain = !event.ctrlKey && !event.metaKey && !event.altKey
        const opens =
          ['ArrowDown', 'ArrowUp'].includes(event.key) || (plain && ['Enter', ' '].includes(event.key))
        const letter = event.key.length === 1 && event.key !== ' ' && plain
        if (['Backspace', 'Delete'].includes(event.key) && plain && onErase) onErase()
        else if (opens || letter) {
          event.preventDefault()
          picker.show(letter ? event.key : '')
        }
      }}
    >
      {children}
    </div>
  )
}

function ClearButton({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      className="in-x"
      // The Tab key goes on to the next field: Backspace and Delete empty this one.
      tabIndex={-1}
      aria-label={t('kit.empty')}
      onClick={(event) => {
        event.stopPropagation()
        onClear()
      }}
    >
      <Icon of={X} size="s" />
    </button>
  )
}
