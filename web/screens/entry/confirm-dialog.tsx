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
