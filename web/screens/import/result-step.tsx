import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleCheck, Download, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemWords } from '../../api/problem-words.ts'
import { formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { importApi } from './import-api.ts'
import type { ImportView, UndoView } from './import-api.ts'
import { Progress } from './run-step.tsx'
import type { StepProps } from './step-props.ts'
import { useImportChange } from './use-import-change.ts'

/** What was written, what was not, the file to mend, and the way back. */
export function ResultStep({ view }: StepProps) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const undone = view.state === 'undone'
  return (
    <div className="work import-run">
      <h2>
        {t(
          view.state === 'undoing'
            ? 'import.undoingTitle'
            : undone
              ? 'import.undoneTitle'
              : 'import.doneTitle',
        )}
      </h2>
      {view.state === 'undoing' ? <Progress progress={view.progress} /> : <ResultFigures view={view} />}
      {undone && view.undo && <Undone undo={view.undo} />}
      <div className="row g8 import-wrap">
        {view.path && (
          <ButtonLink look="primary" size="tall" to="/$object" params={{ object: view.path }}>
            {t('import.openList', { label: view.label })}
          </ButtonLink>
        )}
        {leftOut(view) > 0 && view.readsFound && <RefusedLink view={view} />}
        {view.state === 'done' && view.change && (
          <Button size="tall" icon={RotateCcw} onClick={() => setAsking(true)}>
            {t('import.undo')}
          </Button>
        )}
      </div>
      <Link
        className="link import-another"
        to="/imports/$importId"
        params={{ importId: 'new' }}
        search={{ object: view.object }}
      >
        {t('import.another')}
      </Link>
      <UndoDialog view={view} open={asking} onClose={() => setAsking(false)} />
    </div>
  )
}

function leftOut({ result }: ImportView): number {
  return result ? result.refused + result.undecided : 0
}

/** The file of what was not taken, with the reason at the end of each row. */
export function RefusedLink({ view }: { view: ImportView }) {
  const { t } = useTranslation()
  return (
    <a className="btn tall" href={importApi.refusedAddress(view.id, view.file.format)} download>
      <Download className="i" aria-hidden="true" />
      {t('import.refusedFile')}
    </a>
  )
}

const figures = ['created', 'changed', 'unchanged', 'skipped', 'undecided', 'refused'] as const

function ResultFigures({ view }: { view: ImportView }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { result } = view
  if (!result) return null
  return (
    <dl className="import-figures">
      {figures
        .filter((name) => result[name] > 0 || name === 'created' || name === 'refused')
        .map((name) => (
          <div key={name}>
            <dd className="tn">{formatCount(language, result[name])}</dd>
            <dt className={name === 'refused' && result[name] > 0 ? 'bad' : 't2'}>
              {t(`import.figure.${name}`)}
            </dt>
          </div>
        ))}
    </dl>
  )
}

function UndoDialog({ view, open, onClose }: { view: ImportView; open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const { act } = useImportChange(view.id)
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
      title={t('import.undo')}
      onFinish={undo}
      actions={
        <>
          <Button size="tall" onClick={onClose}>
            {t('kit.cancel')}
          </Button>
          <Button look="danger" size="tall" busy={act.isPending || preview.isPending} onClick={undo}>
            {t('import.undo')}
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

function Undone({ undo }: { undo: UndoView }) {
  const { t } = useTranslation()
  return (
    <Note tone="good" icon={CircleCheck} title={t('import.reversed', { count: undo.reversed })}>
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
