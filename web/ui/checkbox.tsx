import { Check, Minus } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { useFieldAttributes } from './field-frame.tsx'
import { Icon } from './icon.tsx'
import './checkbox.css'

export interface CheckboxProps {
  /** `some` is the third state, for a box that stands for many. */
  value: boolean | 'some'
  onChange: (value: boolean) => void
  label?: ReactNode
  'aria-label'?: string
  /** Why it cannot be changed now. */
  reason?: string
  tabIndex?: number
  id?: string
}

/** A box to tick. With a label the whole line can be pressed. */
export function Checkbox({ value, onChange, label, reason, tabIndex, ...rest }: CheckboxProps) {
  const input = useRef<HTMLInputElement>(null)
  const attributes = useFieldAttributes(rest)
  useEffect(() => {
    if (input.current) input.current.indeterminate = value === 'some'
  }, [value])
  const box = (
    <span className="tick">
      <input
        {...attributes}
        ref={input}
        type="checkbox"
        checked={value === true}
        tabIndex={tabIndex}
        aria-disabled={reason ? true : undefined}
        title={reason}
        onChange={(event) => !reason && onChange(event.target.checked)}
      />
      <span className={`tickbox ${value ? 'on' : ''} ${reason ? 'off' : ''}`}>
        {value && <Icon of={value === 'some' ? Minus : Check} />}
      </span>
    </span>
  )
  if (label === undefined) return box
  return (
    <label className="tick-line">
      {box}
      <span>
        {label}
        {reason && <span className="t3 s tick-reason">{reason}</span>}
      </span>
    </label>
  )
}

export interface SwitchProps extends Omit<CheckboxProps, 'value'> {
  value: boolean
}

/** On or off, at once, without a save. */
export function Switch({ value, onChange, label, reason, ...rest }: SwitchProps) {
  const attributes = useFieldAttributes(rest)
  const knob = (
    <span className="tick">
      <input
        {...attributes}
        type="checkbox"
        role="switch"
        checked={value}
        aria-disabled={reason ? true : undefined}
        title={reason}
        onChange={(event) => !reason && onChange(event.target.checked)}
      />
      <span className={`sw ${value ? 'on' : ''} ${reason ? 'off' : ''}`} />
    </span>
  )
  if (label === undefined) return knob
  return (
    <label className="tick-line">
      {knob}
      <span>{label}</span>
    </label>
  )
}

export interface RadioProps<V extends string> {
  name: string
  value: V | null
  onChange: (value: V) => void
  label: string
  choices: readonly { value: V; label: string; help?: ReactNode }[]
  /** `boxes` draws each choice as a frame with its consequence. */
  look?: 'lines' | 'boxes'
}

/** One of a few, all in view. */
export function RadioGroup<V extends string>({
  name,
  value,
  onChange,
  label,
  choices,
  look = 'lines',
}: RadioProps<V>) {
  return (
    <fieldset className={`radios ${look}`}>
      <legend className="unseen">{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className={`radio-line ${choice.value === value ? 'on' : ''}`}>
          <span className="tick">
            <input
              type="radio"
              name={name}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            <span className={`radio ${choice.value === value ? 'on' : ''}`} />
          </span>
          <span>
            <span className={look === 'boxes' ? 'b' : ''}>{choice.label}</span>
            {choice.help && <span className="t2 s radio-help">{choice.help}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** Two or three ways to see the same, side by side: Organisation, Person. */
export function Segments<V extends string>({
  value,
  onChange,
  label,
  choices,
  look = 'boxed',
}: Pick<RadioProps<V>, 'value' | 'onChange' | 'label'> & {
  choices: readonly { value: V; label: ReactNode }[]
  /** Quiet: without a frame, where it only changes how something is laid out. */
  look?: 'boxed' | 'quiet'
}) {
  return (
    <div className={`segments ${look}`} role="group" aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === value}
          className={choice.value === value ? 'on' : ''}
          onClick={() => onChange(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  )
}
