import { Pencil } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiRecord, DescribedField, DescribedModel } from '../../api/model.ts'
import { isChanged } from '../../api/model.ts'
import { ApiProblem } from '../../api/problem.ts'
import { problemWords } from '../../api/problem-words.ts'
import { Clash } from '../../api/save-over.ts'
import { FieldInput } from '../../fields/field-input.tsx'
import { ShowField } from '../../fields/show-value.tsx'
import { valueText } from '../../fields/value-text.ts'
import type { ValueContext } from '../../fields/value-text.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ClashChoice } from './clash-choice.tsx'

export interface FieldRowProps {
  field: DescribedField
  record: ApiRecord
  model: DescribedModel
  context: ValueContext
  /**
   * Keeps the value over what it was when its change began; a refusal is thrown, and so is a clash. Without
   * it the value is only read.
   */
  onSave?:
    | ((value: unknown, confirmed?: readonly string[], base?: { value: unknown }) => Promise<void>)
    | undefined
}

/** A value that is text until it is clicked or focused, then a field that is saved on leaving. */
export function FieldRow(props: FieldRowProps) {
  const { field, record, onSave } = props
  const { t } = useTranslation()
  const [editing, setEditing] = useState(false)
  const pencil = useRef<HTMLButtonElement>(null)
  const edited = useRef(false)
  useEffect(() => {
    // The field that had the focus is gone: whoever works by keys goes on from here, not from the top.
    if (edited.current && !editing && document.activeElement === document.body) pencil.current?.focus()
    edited.current = editing
  }, [editing])
  const isKept = !isChanged(field) || field.derived || field.readOnly
  const isFixed = !onSave || isKept || field.control.edit === null
  if (editing) return <FieldEditor {...props} onDone={() => setEditing(false)} />
  const shown = <ShowField field={field} record={record} model={props.model} context={props.context} />
  if (isFixed) return <span className="card-value">{shown}</span>
  return (
    <span className="card-value row grow">
      <span className="grow cut">{shown}</span>
      <button
        ref={pencil}
        type="button"
        className="card-edit"
        aria-label={t('card.edit', { field: field.label })}
        onClick={() => setEditing(true)}
      >
        <Icon of={Pencil} size="s" />
      </button>
    </span>
  )
}

function FieldEditor({ field, record, context, onSave, onDone }: FieldRowProps & { onDone: () => void }) {
  const { t } = useTranslation()
  const [value, setValue] = useState<unknown>(record[field.name] ?? null)
  const [base, setBase] = useState<unknown>(record[field.name] ?? null)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [clash, setClash] = useState<Clash | null>(null)
  const [busy, setBusy] = useState(false)
  const box = useRef<HTMLSpanElement>(null)
  const isPicked = ['choice', 'code', 'reference', 'yes-no', 'file', 'image'].includes(
    field.control.edit ?? '',
  )
  useEffect(() => box.current?.querySelector<HTMLElement>('input,textarea,button,[tabindex]')?.focus(), [])
  const save = async (next: unknown, confirmed?: readonly string[], over = base) => {
    if (JSON.stringify(next) === JSON.stringify(over)) return onDone()
    setBusy(true)
    try {
      await onSave?.(next, confirmed, { value: over })
      onDone()
    } catch (error) {
      if (error instanceof Clash) setClash(error)
      else setProblem(error instanceof ApiProblem ? error : new ApiProblem(0, 'unknown', String(error)))
      setBusy(false)
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation()
      onDone()
    }
    if (event.key === 'Enter' && field.control.edit !== 'long-text' && !isPicked) void save(value)
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
      event.preventDefault()
      void save(value)
    }
  }
  const change = (next: unknown) => {
    setValue(next)
    if (isPicked) void save(next)
  }
  return (
    <span ref={box} className="card-editor" onKeyDown={onKeyDown} aria-busy={busy}>
      <FieldInput
        field={field}
        value={value}
        record={record}
        aria-label={field.label}
        onChange={change}
        {...(isPicked ? {} : { onLeave: () => clash === null && void save(value) })}
      />
      {isPicked ||
      field.control.edit === 'tags' ||
      field.control.edit === 'choices' ||
      field.control.edit === 'references' ? (
        <span className="row g8">
          <Button size="small" onClick={() => void save(value)}>
            {t('card.keep')}
          </Button>
          <Button size="small" look="ghost" onClick={onDone}>
            {t('card.cancel')}
          </Button>
        </span>
      ) : null}
      {clash && (
        <ClashChoice
          yours={valueText(field, value, record, context)}
          theirs={valueText(field, clash.theirs, record, context)}
          onYours={() => {
            setBase(clash.theirs)
            setClash(null)
            void save(value, undefined, clash.theirs)
          }}
          onTheirs={onDone}
        />
      )}
      {problem && (
        <span className="bad s" role="alert">
          {problem.at(field.name) ?? problemWords(problem, t)}{' '}
          {problem.warnings.length > 0 && (
            <Button
              size="small"
              onClick={() =>
                void save(
                  value,
                  problem.warnings.map((warning) => warning.code),
                )
              }
            >
              {t('card.allTheSame')}
            </Button>
          )}
        </span>
      )}
    </span>
  )
}
