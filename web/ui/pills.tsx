import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { bringIntoView } from './bring-into-view.ts'
import './pills.css'

export interface PillsProps<V extends string> {
  label: string
  value: V
  onChange: (value: V) => void
  choices: readonly { value: V; label: ReactNode; count?: ReactNode }[]
}

/** Views of a list on a phone, side by side; they scroll when there are many. */
export function Pills<V extends string>({ label, value, onChange, choices }: PillsProps<V>) {
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => bringIntoView(line.current, '.on'), [value])
  return (
    <div ref={line} className="pills" role="group" aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === value}
          className={choice.value === value ? 'on' : ''}
          onClick={() => onChange(choice.value)}
        >
          {choice.label}
          {choice.count !== undefined && <span className="n">{choice.count}</span>}
        </button>
      ))}
    </div>
  )
}
