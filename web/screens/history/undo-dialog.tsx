import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { problemWords } from '../../api/problem-words.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useUndoChange } from '../card/happened.tsx'
import type { HistoryItem } from '../card/timeline.ts'

/** What an undo would do; of a change that touched many the reasons are counted, and the last were tried. */
type Tried = {
  readonly reversed: number
  readonly what: readonly { label: string; count: number }[]
  readonly kept: readonly { reason: string }[]
  readonly reasons?: readonly { reason: string; count: number }[]
  readonly tried?: number
  readonly refused?: number
}

/** Says what taking a change back would do and what it would leave, and then does it. */
export function UndoDialog({ item, onClose }: { item: HistoryItem; onClose: () => void }) {
  const { t } = useTranslation()
  const undo = useUndoChange()
  const [busy, setBusy] = useState(false)
  const { data, error } = useQuery({
    queryKey: ['undo', item.change],
    gcTime: 0,
    // While it is being taken back nobody asks any more what that would do.
    enabled: !busy,
    retry: false,
    queryFn: ({ signal }) => api.post<Tried>(`/changes/${item.change}/undo`, {}, { dryRun: true, signal }),
  })
  const count = data?.reversed ?? 0
  const reason = error ? problemWords(error, t) : data && count === 0 ? t('history.nothingToUndo') : undefined
  const run = async () => {
    if (reason || !data) return
    setBusy(true)
    await undo(item.change)
    onClose()
  }
  return (
    <Dialog
      open
      size="small"
      title={t('history.undoTitle')}
      onClose={onClose}
      onFinish={() => void run()}
      actions={
        <>
          <Button size="tall" onClick={onClose}>
            {t('card.cancel')}
          </Button>
          <Button
            size="tall"
            look="primary"
            keys="Ctrl+Enter"
            busy={busy || (!data && !error)}
            onClick={() => void run()}
            {...(reason ? { reason } : {})}
          >
            {t('history.takeBack')}
          </Button>
        </>
      }
    >
      <div className="col g12">
        {!data && !error && <p className="t3">{t('kit.loading')}</p>}
        {error && <Note tone="bad">{problemWords(error, t)}</Note>}
        {data && count > 0 && <p>{t('history.wouldUndo', { count })}</p>}
        {data && count > 1 && data.what.length > 0 && (
          <p className="t2">{data.what.map((one) => `${one.label} ${one.count}`).join(' · ')}</p>
        )}
        {data && count > 1 && <Note tone="warn">{t('history.touchesMany')}</Note>}
        {data &&
          staying(data).map((words) => (
            <Note key={words} tone="warn">
              {words}
            </Note>
          ))}
        {data?.tried !== undefined && Number(data.refused) > 0 && (
          <p className="t2">{t('history.triedOfMany', { tried: data.tried, refused: data.refused })}</p>
        )}
      </div>
    </Dialog>
  )
}

/** Each reason once, with how many stay for it where they are many. */
function staying({ kept, reasons = [] }: Tried): string[] {
  const counted = reasons.map(({ reason, count }) => `${reason} (${count})`)
  const others = kept
    .map(({ reason }) => reason)
    .filter((one) => reasons.every(({ reason }) => reason !== one))
  return [...counted, ...new Set(others)]
}
