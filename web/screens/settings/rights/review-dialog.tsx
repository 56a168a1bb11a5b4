import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Note } from '../../../ui/band.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useChangesInWords } from './use-changes-in-words.ts'
import type { GrantsEdit } from './use-grants-edit.ts'

export interface ReviewDialogProps {
  /** Whose rights they are. */
  name: string
  edit: GrantsEdit
  onClose: () => void
  /** Who gains and loses what. */
  children: ReactNode
}

/** Everything that saving would change, once more, then the save. */
export function ReviewDialog({ name, edit, onClose, children }: ReviewDialogProps) {
  const { t } = useTranslation()
  const changes = useChangesInWords(edit)
  const save = async () => {
    if (await edit.save()) onClose()
  }
  return (
    <Dialog
      open
      title={t('rights.review', { post: name })}
      onClose={onClose}
      onFinish={() => void save()}
      actions={
        <>
          <Button size="tall" onClick={onClose}>
            {t('settings.cancel')}
          </Button>
          <Button size="tall" look="primary" keys="Ctrl+Enter" busy={edit.busy} onClick={() => void save()}>
            {t('settings.save')}
          </Button>
        </>
      }
    >
      <div className="col g12">
        {edit.problem && <Note tone="bad">{edit.problem}</Note>}
        <ul className="rights-words">
          {changes.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        {children}
      </div>
    </Dialog>
  )
}
