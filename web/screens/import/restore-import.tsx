import { useMutation, useQueryClient } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { problemWords } from '../../api/problem-words.ts'
import { takeBack } from '../../api/undo.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { toast } from '../../ui/toast-store.ts'

/** Undoes the undo of an import: what it took back comes again, and what cannot is told. */
export function RestoreImport({ id, undo }: { id: string; undo: string }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const restore = useMutation({
    mutationFn: () => takeBack(undo),
    onSuccess: (words) => toast(words),
    onSettled: () => queries.invalidateQueries({ queryKey: ['import', id] }),
  })
  return (
    <>
      <Button size="tall" icon={RotateCw} busy={restore.isPending} onClick={() => restore.mutate()}>
        {t('import.restore')}
      </Button>
      {restore.error && <Note tone="bad">{problemWords(restore.error, t)}</Note>}
    </>
  )
}
