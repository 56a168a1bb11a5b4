import { createContext, useContext, useId } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import './field.css'

/** What is wrong with a value, in a sentence, with the cure as something to press where there is one. */
export interface FieldProblem {
  tone: 'bad' | 'warn'
  message: ReactNode
  cure?: { label: string; onPress: () => void }
}

export interface FieldFrameProps {
  label: ReactNode
  /** Read out where the label itself is not to be drawn, as in a filter's row. */
  hideLabel?: boolean
  required?: boolean
  /** Says before what is expected; gives way to the problem, in the same place, so that nothing jumps. */
  hint?: ReactNode
  problem?: FieldProblem | undefined
  /** Beside the label: who sees it, what it is for. */
  aside?: ReactNode
  /** Keeps the line under the field free even while it has nothing to say. */
  reserve?: boolean
  className?: string
  children: ReactNode
}

/** The frame of every field: label, mark of the obligatory, the hint before and the cure after. */
export function FieldFrame({
  label,
  hideLabel,
  required,
  hint,
  problem,
  aside,
  reserve,
  className,
  children,
}: FieldFrameProps) {
  const { t } = useTranslation()
  const id = useId()
  const below = problem || hint
  return (
    <FieldContext
      value={{
        id,
        required: required ?? false,
        described: below ? `${id}-note` : undefined,
        tone: problem?.tone,
      }}
    >
      <div className={`field ${className ?? ''}`}>
        <div className={hideLabel ? 'unseen' : 'field-label'}>
          <label htmlFor={id} id={`${id}-label`}>
            {label}
            {required && (
              <span className="bad">
                {' '}
                <span aria-hidden="true">*</span>
                <span className="unseen">{t('kit.obligatory')}</span>
              </span>
            )}
          </label>
          {aside && <span className="t3 field-aside">{aside}</span>}
        </div>
        {children}
        {(below || reserve) && (
          <div id={`${id}-note`} className={`field-note ${problem?.tone ?? ''}`}>
            {problem ? problem.message : hint}
            {problem?.cure && (
              <button type="button" className="link b" onClick={problem.cure.onPress}>
                {problem.cure.label}
              </button>
            )}
          </div>
        )}
      </div>
    </FieldContext>
  )
}

/** The attributes that tie an input to its frame. Outside a frame the input names itself. */
export function useFieldAttributes(own: { id?: string | undefined; 'aria-label'?: string | undefined }) {
  const field = useContext(FieldContext)
  if (!field) return { id: own.id, 'aria-label': own['aria-label'] }
  return {
    id: own.id ?? field.id,
    'aria-label': own['aria-label'],
    'aria-describedby': field.described,
    'aria-required': field.required || undefined,
    'aria-invalid': field.tone === 'bad' || undefined,
  }
}

export function useFieldTone(): 'bad' | 'warn' | undefined {
  return useContext(FieldContext)?.tone
}

/** The id of the frame's label, for what a `for` does not reach. */
export function useFieldLabelId(): string | undefined {
  const field = useContext(FieldContext)
  return field ? `${field.id}-label` : undefined
}

const FieldContext = createContext<Field | null>(null)

interface Field {
  id: string
  required: boolean
  described: string | undefined
  tone: 'bad' | 'warn' | undefined
}
