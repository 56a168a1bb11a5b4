import { useNavigate } from '@tanstack/react-router'
import { Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ApiRecord, DescribedModel, DescribedObject } from '../../api/model.ts'
import type { FieldFault, Warning } from '../../api/problem.ts'
import type { ValueContext } from '../../fields/value-text.ts'
import { insideText } from '../../format/language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { EntryPart } from './entry-fields.ts'
import { SavedValues } from './entry-side.tsx'

export interface ConfirmDialogProps {
  object: DescribedObject
  parts: readonly EntryPart[]
  record: ApiRecord
  model: DescribedModel
  context: ValueContext
  faults: readonly FieldFault[]
  warnings: readonly Warning[]
  busy: boolean
  onClose: () => void
  onSave: (confirmed: readonly string[]) => Promise<void>
}

/** The whole entry once more before it is saved, with what stands against it. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { t } = useTranslation()
  const { object, faults, warnings, busy, onClose, onSave } = props
  const save = () => void onSave(warnings.map((warning) => warning.code))
  return (
    <Dialog
      open
      title={t('entry.confirmTitle', { what: insideText(props.context.language, object.label) })}
      onClose={onClose}
      onFinish={save}
      actions={
        <>
          <Button size="tall" onClick={onClose}>
            {t('entry.goBack')}
          </Button>
          <Button
            size="tall"
            look="primary"
            keys="Ctrl+Enter"
            data-autofocus
            busy={busy}
            onClick={save}
            {...(faults.length > 0 ? { reason: faults[0]?.message } : {})}
          >
            {warnings.length > 0 ? t('entry.saveAllTheSame') : t('entry.save')}
          </Button>
        </>
      }
    >
      <div className="col g12">
        {faults.map((fault) => (
          <Note key={fault.field + fault.code} tone="bad">
            {fault.message}
          </Note>
        ))}
        {warnings.map((warning) => (
          <Note key={warning.code} tone="warn">
            {warning.message}
          </Note>
        ))}
        <SavedValues {...props} />
      </div>
    </Dialog>
  )
}

/** It is saved: its number, large, to copy, and the ways on. */
export function SavedDialog({
  object,
  saved,
  onAnother,
}: {
  object: DescribedObject
  saved: ApiRecord
  onAnother: () => void
}) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const number = typeof saved['number'] === 'string' ? saved['number'] : null
  const open = () =>
    void navigate({ to: '/$object/$id', params: { object: object.path, id: saved.id }, ignoreBlocker: true })
  return (
    <Dialog
      open
      size="small"
      title={t('entry.saved', { title: String(saved[object.title] ?? object.label) })}
      onClose={open}
      onFinish={open}
      actions={
        <>
          <Button size="tall" onClick={onAnother}>
            {t('entry.another')}
          </Button>
          <Button size="tall" look="primary" onClick={open}>
            {t('entry.openIt')}
          </Button>
        </>
      }
    >
      {number && (
        <div className="row g12">
          <span className="entry-number">{number}</span>
          <Button icon={Copy} onClick={() => void navigator.clipboard.writeText(number)}>
            {t('entry.copy')}
          </Button>
        </div>
      )}
    </Dialog>
  )
}
