import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemWords } from '../../api/problem-words.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { toast } from '../../ui/toast-store.ts'
import { importApi, importQuery, isWorking } from './import-api.ts'
import type { ImportView } from './import-api.ts'

/** Removes an import with its file, after a question: the file is gone for good, what came in stays. */
export function RemoveImport({ view, onGone }: { view: ImportView; onGone?: () => void | Promise<void> }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const file = view.file.name
  return (
    <>
      <Button
        look="ghost"
        square
        icon={Trash2}
        label={t('import.removeOf', { file })}
        onClick={() => setAsking(true)}
        {...(isWorking(view.state) ? { reason: t('import.removeLater') } : {})}
      />
      {asking && <RemoveDialog view={view} onGone={onGone} onClose={() => setAsking(false)} />}
    </>
  )
}

interface RemoveDialogProps {
  view: ImportView
  onGone: (() => void | Promise<void>) | undefined
  onClose: () => void
}

function RemoveDialog({ view, onGone, onClose }: RemoveDialogProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const file = view.file.name
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => importApi.remove(view.id),
    onSuccess: async () => {
      toast(t('import.removed', { file }))
      onClose()
      // Left before it is forgotten: its own page would ask for it once more.
      await onGone?.()
      queries.removeQueries({ queryKey: importQuery(view.id).queryKey })
      await queries.invalidateQueries({ queryKey: ['imports'] })
    },
  })
  const remove = () => {
    if (!isPending) mutate()
  }
  return (
    <Dialog
      open
      size="small"
      title={t('import.removeTitle')}
      subtitle={file}
      onClose={onClose}
      onFinish={remove}
      actions={
        <>
          <Button size="tall" onClick={onClose}>
            {t('kit.cancel')}
          </Button>
          <Button look="danger" size="tall" keys="Ctrl+Enter" busy={isPending} onClick={remove}>
            {t('import.remove')}
          </Button>
        </>
      }
    >
      <div className="col g12">
        {error && <Note tone="bad">{problemWords(error, t)}</Note>}
        <p>{t(view.change ? 'import.removeBroughtIn' : 'import.removeWhat')}</p>
      </div>
    </Dialog>
  )
}
