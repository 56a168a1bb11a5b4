import { useQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { problemWords } from '../../api/problem-words.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { importApi } from './import-api.ts'
import type { ImportView, UndoView } from './import-api.ts'
import { useImportChange } from './use-import-change.ts'

interface UndoDialogProps {
  view: ImportView
  open: boolean
  onClose: () => void
}

/** Asks before an import is taken back, and says what would stay as it is and why. */
export function UndoDialog({ view, open, onClose }: UndoDialogProps) {
  const { t } = useTranslation()
  const { act } = useImportChange(view.id)
  const isRest = view.undo !== null
  const preview = useQuery({
    queryKey: ['import-undo', view.id],
    queryFn: () => importApi.previewUndo(view.id),
    enabled: open,
    staleTime: 0,
  })
  const undo = () => act.mutate({ what: 'undo' }, { onSuccess: onClose })
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t(isRest ? 'import.undoRest' : 'import.undo')}
      onFinish={undo}
      actions={
        <>
          <Button size="tall" onClick={onClose}>
            {t('kit.cancel')}
          </Button>
          <Button look="danger" size="tall" busy={act.isPending || preview.isPending} onClick={undo}>
            {t(isRest ? 'import.undoRest' : 'import.undo')}
          </Button>
        </>
      }
    >
      {preview.isPending && <p className="t2">{t('kit.loading')}</p>}
      {preview.error && <Note tone="bad">{problemWords(preview.error, t)}</Note>}
      {act.error && <Note tone="bad">{problemWords(act.error, t)}</Note>}
      {preview.data && (
        <>
          <p>{t('import.wouldReverse', { count: preview.data.reversed })}</p>
          <KeptList undo={preview.data} />
        </>
      )}
    </Dialog>
  )
}

/** What was taken back, by now where it broke off, and what was kept and why. */
export function UndoNote({ undo, tone = 'good' }: { undo: UndoView; tone?: 'good' | 'ink' }) {
  const { t } = useTranslation()
  return (
    <Note
      tone={tone}
      {...(tone === 'good' ? { icon: CircleCheck } : {})}
      title={t('import.reversed', { count: undo.reversed })}
    >
      <KeptList undo={undo} />
    </Note>
  )
}

function KeptList({ undo }: { undo: UndoView }) {
  const { t } = useTranslation()
  if (undo.keptCount === 0) return <p className="t2">{t('import.keepsNothing')}</p>
  return (
    <>
      <p className="b">{t('import.keeps', { count: undo.keptCount })}</p>
      <ul className="import-kept">
        {undo.kept.map((one, at) => (
          <li key={at}>
            {one.title && <span className="b">{one.title}</span>} <span className="t2">{one.reason}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
