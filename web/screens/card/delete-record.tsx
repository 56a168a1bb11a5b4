import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { ApiProblem, type Warning } from '../../api/problem.ts'
import { problemWords } from '../../api/problem-words.ts'
import { toastWithUndo } from '../../api/undo.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { toast } from '../../ui/toast-store.ts'

export interface DeletedPlace {
  /** Of the record in the API. */
  path: string
  title: string
  /** Where to go when it is gone. */
  back: string
}

/** Deletes a record; asks first only where something is to be said, such as that a duty to keep holds it. */
export function useDelete({ path, title, back }: DeletedPlace): {
  remove: () => Promise<void>
  dialog: ReactNode
} {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [warnings, setWarnings] = useState<readonly Warning[]>([])
  const remove = async (confirmed: readonly string[] = []) => {
    try {
      const { change } = await api.drop(path, { confirmed })
      toastWithUndo(queries, t('card.deleted', { title }), change)
      await navigate({ to: back })
      await queries.invalidateQueries()
    } catch (error) {
      if (error instanceof ApiProblem && error.warnings.length > 0) setWarnings(error.warnings)
      else toast(problemWords(error, t))
    }
  }
  const confirm = () => void remove(warnings.map(({ code }) => code))
  const dialog = warnings.length > 0 && (
    <Dialog
      open
      title={t('card.delete')}
      subtitle={title}
      onClose={() => setWarnings([])}
      onFinish={confirm}
      actions={
        <>
          <Button size="tall" onClick={() => setWarnings([])}>
            {t('card.cancel')}
          </Button>
          <Button size="tall" look="danger" keys="Ctrl+Enter" onClick={confirm}>
            {t('card.allTheSame')}
          </Button>
        </>
      }
    >
      {warnings.map(({ code, message }) => (
        <Note key={code} tone="warn">
          {message}
        </Note>
      ))}
    </Dialog>
  )
  return { remove: () => remove(), dialog }
}
