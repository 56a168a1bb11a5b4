import { useQuery } from '@tanstack/react-query'
import { Paperclip, Upload as UploadIcon } from 'lucide-react'
import { useRef, useState } from 'react'
import type { DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { ListFailed } from '../../app/page-states.tsx'
import { api } from '../../api/client.ts'
import type { ApiRecord, DescribedField, DescribedModel, DescribedObject } from '../../api/model.ts'
import type { ValueContext } from '../../fields/value-text.ts'
import { formatBytes } from '../../format/format-number.ts'
import { Button } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { Section } from '../../ui/section.tsx'
import { EmptyState } from '../../ui/state.tsx'
import { PaperRow } from './paper-row.tsx'
import { useUploads, type Upload } from './use-uploads.ts'
import './papers.css'

export interface PapersProps {
  papers: DescribedObject
  title: string
  record: ApiRecord
  model: DescribedModel
  context: ValueContext
}

/** The papers and pictures of a partner: added by button or by dropping, opened, sorted, removed. */
export function Papers({ papers, title, record, model, context }: PapersProps) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const mayAdd = papers.may.includes('create')
  const { uploads, add, stop, again } = useUploads(papers.path, record.id)
  const drop = useDrop(mayAdd ? add : null)
  const extra = paperFields(papers)
  const { data, error, isPending, refetch } = useQuery(papersQuery(papers, record.id))
  const items = data?.items ?? []
  const choose = () => input.current?.click()
  return (
    <div className={`papers ${drop.over ? 'over' : ''}`} {...drop.handlers}>
      <Section
        title={title}
        {...(data ? { count: data.count ?? items.length } : {})}
        {...(mayAdd
          ? {
              actions: (
                <Button icon={UploadIcon} onClick={choose}>
                  {t('kit.upload')}
                </Button>
              ),
            }
          : {})}
      >
        <input
          ref={input}
          className="unseen"
          type="file"
          multiple
          tabIndex={-1}
          aria-label={t('card.chooseFiles')}
          onChange={(event) => {
            add([...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
        <ul className="uploads" aria-live="polite">
          {uploads.map((one) => (
            <UploadLine key={one.key} upload={one} context={context} onStop={stop} onAgain={again} />
          ))}
        </ul>
        {error && !data ? (
          <ListFailed error={error} onRetry={() => void refetch()} />
        ) : items.length === 0 && !isPending && uploads.length === 0 ? (
          <EmptyState icon={Paperclip} title={t('card.noPapers')}>
            {mayAdd ? t('card.dropHere') : undefined}
          </EmptyState>
        ) : (
          <ul className="papers-list">
            {items.map((paper) => (
              <PaperRow
                key={paper.id}
                paper={paper}
                papers={papers}
                extra={extra}
                model={model}
                context={context}
              />
            ))}
          </ul>
        )}
        {mayAdd && items.length > 0 && <p className="t3 s papers-hint">{t('card.dropHere')}</p>}
      </Section>
      {drop.over && <div className="papers-drop">{t('card.dropNow')}</div>}
    </div>
  )
}

/** What is shown of a paper beside its name: what kind it is, and its days, such as that of expiry. */
export function paperFields(papers: DescribedObject): DescribedField[] {
  return papers.fields.filter(
    (field) => !field.system && (field.name === 'kind' || field.control.edit === 'day'),
  )
}

export function papersQuery(papers: DescribedObject, party: string) {
  const fields = ['name', 'file', 'createdAt', 'createdBy', ...paperFields(papers).map(({ name }) => name)]
  const known = fields.filter((name) => papers.fields.some((field) => field.name === name))
  return {
    queryKey: ['related', papers.path, party],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      api.get<{ items: readonly ApiRecord[]; count?: number }>(`/${papers.path}`, {
        signal,
        query: {
          where: { party },
          sort: '-createdAt',
          limit: 200,
          count: 'exact',
          fields: known.join(','),
        },
      }),
  }
}

interface UploadLineProps {
  upload: Upload
  context: ValueContext
  onStop: (key: string) => void
  onAgain: (key: string) => void
}

function UploadLine({ upload, context, onStop, onAgain }: UploadLineProps) {
  const { t } = useTranslation()
  const { key, name, size, percent, problem } = upload
  return (
    <li className="upload">
      <span className="cut grow">
        {name} <span className="t3 tn">{formatBytes(context.language, size)}</span>
      </span>
      {problem ? (
        <>
          <span className="bad s" role="alert">
            {problem}
          </span>
          <Button size="small" onClick={() => onAgain(key)}>
            {t('card.tryAgain')}
          </Button>
          <Button size="small" look="ghost" onClick={() => onStop(key)}>
            {t('kit.putAway')}
          </Button>
        </>
      ) : (
        <>
          <span className="upload-bar">
            <ProgressBar percent={percent} label={t('card.uploading', { name })} />
          </span>
          <span className="t3 s tn">{percent} %</span>
          <Button size="small" look="ghost" onClick={() => onStop(key)}>
            {t('card.cancel')}
          </Button>
        </>
      )}
    </li>
  )
}

/** Files that are dragged over the place and dropped on it. */
function useDrop(add: ((files: Iterable<File>) => void) | null) {
  const [over, setOver] = useState(false)
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')
  if (!add) return { over: false, handlers: {} }
  return {
    over,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy' as const
        setOver(true)
      },
      onDragLeave: (event: DragEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      },
      onDrop: (event: DragEvent) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        setOver(false)
        add([...event.dataTransfer.files])
      },
    },
  }
}
