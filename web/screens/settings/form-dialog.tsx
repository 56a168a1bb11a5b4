import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../../api/problem.ts'
import { problemWords } from '../../api/problem-words.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { FieldProblem } from '../../ui/field-frame.tsx'

export interface FormDialogProps {
  title: string
  subtitle?: string
  size?: 'normal' | 'large'
  /** What the button says that does it, where “Save” would not be true. */
  does?: string
  /** It closes something for good: the button is red. */
  danger?: boolean
  /** Keeps what was entered; a refusal is thrown and shown. With `false` there is more to be said. */
  onSave: () => Promise<void | false>
  onClose: () => void
  /** The fields, given what is wrong with each. */
  children: (faultOf: FaultOf) => ReactNode
}

export type FaultOf = (field: string) => FieldProblem | undefined

/** A dialog with a few fields; what the server refuses stands at the field, or below where it names none. */
export function FormDialog(props: FormDialogProps) {
  const { title, subtitle, size = 'normal', does, danger, onSave, onClose, children } = props
  const { t } = useTranslation()
  const [problem, setProblem] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const fault = problem instanceof ApiProblem ? problem : null
  const shown = new Set<string>()
  const faultOf: FaultOf = (field) => {
    const message = fault?.at(field)
    if (message) shown.add(field)
    return message ? { tone: 'bad', message } : undefined
  }
  const save = async () => {
    setBusy(true)
    try {
      const isOver = (await onSave()) !== false
      setProblem(null)
      setBusy(false)
      if (isOver) onClose()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  const fields = children(faultOf)
  const others = fault?.errors.filter((one) => !shown.has(one.field)) ?? []
  return (
    <Dialog
      open
      size={size}
      title={title}
      subtitle={subtitle}
      onClose={onClose}
      onFinish={() => void save()}
      actions={
        <>
          <Button size="tall" onClick={onClose}>
            {t('settings.cancel')}
          </Button>
          <Button
            size="tall"
            look={danger ? 'danger' : 'primary'}
            keys="Ctrl+Enter"
            busy={busy}
            onClick={() => void save()}
          >
            {does ?? t('settings.save')}
          </Button>
        </>
      }
    >
      <div className="col g12">
        {fields}
        {others.map((one) => (
          <Note key={one.field} tone="bad">
            {one.message}
          </Note>
        ))}
        {problem !== null && !fault?.errors.length && <Note tone="bad">{problemWords(problem, t)}</Note>}
      </div>
    </Dialog>
  )
}
