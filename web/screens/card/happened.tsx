import type { TFunction } from 'i18next'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CirclePlus, Paperclip, Pencil, Trash2, Zap } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord, ApiReference, DescribedModel, DescribedObject } from '../../api/model.ts'
import { objectNamed, useModel } from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import { toastWithUndo, undoneWords, type Undone } from '../../api/undo.ts'
import { useShell } from '../../app/shell.ts'
import type { ValueContext } from '../../fields/value-text.ts'
import { formatTime } from '../../format/format-day.ts'
import { formatBytes } from '../../format/format-number.ts'
import { Button } from '../../ui/button.tsx'
import { Difference, TimelineItem } from '../../ui/timeline.tsx'
import { toast } from '../../ui/toast-store.ts'
import { activityIcon } from './activity-icon.ts'
import { changeText } from './change-value.ts'
import type { Happening, HistoryItem } from './timeline.ts'
import { WhatStayed } from './what-stayed.tsx'

export interface HappenedProps {
  item: Happening
  object: DescribedObject
  record: ApiRecord
  context: ValueContext
  joined: boolean
}

/** One thing that happened: a talk, a paper that came, or a change. */
export function Happened({ item, joined, context, ...around }: HappenedProps) {
  if (item.kind === 'change')
    return <Changed {...around} item={item.change} context={context} joined={joined} />
  const time = formatTime(context.language, item.at)
  if (item.kind === 'paper') return <Paper paper={item.paper} time={time} joined={joined} context={context} />
  const { activity } = item
  const who = (activity['owner'] as ApiReference | null)?.title
  return (
    <TimelineItem
      icon={activityIcon(activity['kind'])}
      joined={joined}
      meta={[time, who].filter(Boolean).join(' · ')}
    >
      <Link className="b" to="/$object/$id" params={{ object: 'activities', id: activity.id }}>
        {String(activity['subject'] ?? '')}
      </Link>{' '}
      {typeof activity['text'] === 'string' ? activity['text'] : ''}
    </TimelineItem>
  )
}

interface PaperProps {
  paper: ApiRecord
  time: string
  joined: boolean
  context: ValueContext
}

function Paper({ paper, time, joined, context }: PaperProps) {
  const file = paper['file'] as { id: string; name: string; size: number | null } | null
  const name = String(paper['name'] ?? file?.name ?? '')
  const size = file?.size ? formatBytes(context.language, Number(file.size)) : null
  return (
    <TimelineItem icon={Paperclip} joined={joined} meta={[time, size].filter(Boolean).join(' · ')}>
      {file ? (
        <a className="b" href={`/api/v1/files/${file.id}/content`} target="_blank" rel="noreferrer">
          {name}
        </a>
      ) : (
        name
      )}
    </TimelineItem>
  )
}

const mostChanges = 8

interface ChangedProps extends Omit<HappenedProps, 'item'> {
  item: HistoryItem
}

function Changed({ item, object, record, context, joined }: ChangedProps) {
  const { t } = useTranslation()
  const undo = useUndoChange()
  const model = useModel()
  const { me } = useShell()
  const words = (name: string, value: unknown) =>
    changeText(object, name, value, { record, model, context, t })
  const meta = [
    formatTime(context.language, item.at),
    item.by?.title,
    item.reason ? `“${item.reason}”` : null,
  ].filter(Boolean)
  const mayUndo = item.action === 'update' && (me.administrator || item.by?.id === me.id)
  return (
    <TimelineItem
      icon={iconOfChange(item.action)}
      joined={joined}
      meta={
        <>
          {meta.join(' · ')}
          {mayUndo && (
            <Button size="small" look="ghost" onClick={() => void undo(item.change)}>
              {t('card.undo')}
            </Button>
          )}
          {item.kept !== undefined && <WhatStayed undo={item.change} />}
        </>
      }
    >
      {item.action !== 'update' && <b className="b">{actionWords(item, model, t)}</b>}
      {item.action !== 'create' &&
        item.changes.slice(0, mostChanges).map((change) => (
          <div key={change.field}>
            {change.label}{' '}
            <Difference
              before={words(change.field, change.before)}
              after={words(change.field, change.after)}
            />
          </div>
        ))}
      {item.memo !== undefined && !isTold(item, item.memo) && <p className="timeline-memo">{item.memo}</p>}
    </TimelineItem>
  )
}

/** Whether a field of the record tells the same already. */
function isTold({ changes }: HistoryItem, memo: string): boolean {
  return changes.slice(0, mostChanges).some(({ after }) => after === memo)
}

export function useUndoChange() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  return async (change: string) => {
    try {
      const undone = await api.post<Undone>(`/changes/${change}/undo`, {})
      await queries.invalidateQueries()
      toastWithUndo(queries, undoneWords(undone), undone.change ?? null)
    } catch (error) {
      toast(problemWords(error, t))
    }
  }
}

export function iconOfChange(action: string) {
  if (action === 'create') return CirclePlus
  if (action === 'delete') return Trash2
  return action.startsWith('do:') ? Zap : Pencil
}

/** What was done, in the words of the button that does it. */
export function actionWords({ action, title }: HistoryItem, model: DescribedModel, t: TFunction): string {
  const [verb = '', named = ''] = action.split(':')
  const role = objectNamed(model, named)?.label ?? named
  if (verb === 'become') return t('card.became', { role })
  if (verb === 'leave') return t('card.left', { role })
  if (action === 'create') return t('card.created')
  if (action === 'export') return t('card.exported')
  if (action === 'print') return t('card.printed')
  return title ?? ''
}
