import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord, DescribedObject } from '../../api/model.ts'
import { fieldOf } from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

interface SavedDialogProps {
  object: DescribedObject
  saved: ApiRecord
  onAnother: () => void
}

/** It is saved: its number, large, to copy; of a draft, the step that takes it on; and the ways on. */
export function SavedDialog({ object, saved, onAnother }: SavedDialogProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { stands, submit, isOpen, busy, problem } = useSubmitting(object, saved)
  const number = typeof stands['number'] === 'string' ? stands['number'] : null
  const status = fieldOf(object, 'status')?.choices?.find(({ value }) => value === stands['status'])
  const open = () =>
    void navigate({ to: '/$object/$id', params: { object: object.path, id: saved.id }, ignoreBlocker: true })
  return (
    <Dialog
      open
      size="small"
      title={t('entry.saved', { title: String(saved[object.title] ?? object.label) })}
      onClose={open}
      onFinish={isOpen ? () => void submit?.() : open}
      actions={
        <>
          <Button size="tall" onClick={onAnother}>
            {t('entry.another')}
          </Button>
          <Button size="tall" look={isOpen ? 'plain' : 'primary'} onClick={open}>
            {t('entry.openIt')}
          </Button>
          {isOpen && (
            <Button
              size="tall"
              look="primary"
              keys="Ctrl+Enter"
              data-autofocus
              busy={busy}
              onClick={() => void submit?.()}
            >
              {object.actions.find(({ name }) => name === 'submit')?.label.replace('…', '')}
            </Button>
          )}
        </>
      }
    >
      <div className="col g12">
        {number && (
          <div className="row g12">
            <span className="entry-number">{number}</span>
            <Button icon={Copy} onClick={() => void navigator.clipboard.writeText(number)}>
              {t('entry.copy')}
            </Button>
          </div>
        )}
        {status && submit && <p role="status">{t('entry.standsAt', { status: status.label })}</p>}
        {problem !== null && <Note tone="bad">{problemWords(problem, t)}</Note>}
      </div>
    </Dialog>
  )
}

/** A draft is submitted from where it was entered, if one may; what is missing for it is said. */
function useSubmitting(object: DescribedObject, saved: ApiRecord) {
  const queries = useQueryClient()
  const [stands, setStands] = useState(saved)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const may = saved['status'] === 'draft' && object.actions.some(({ name }) => name === 'submit')
  const submit = async () => {
    setBusy(true)
    try {
      const place = `/${object.path}/${saved.id}`
      await api.act(`${place}/submit`, {})
      setStands(await api.get<ApiRecord>(place))
      setProblem(null)
      await queries.invalidateQueries()
    } catch (error) {
      setProblem(error)
    }
    setBusy(false)
  }
  return {
    ...{ stands, busy, problem },
    submit: may ? submit : null,
    isOpen: may && stands['status'] === 'draft',
  }
}
