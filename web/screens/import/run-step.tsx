import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemWords } from '../../api/problem-words.ts'
import { formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { percentOf } from '../../ui/job-store.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import type { ImportProgress, ImportView } from './import-api.ts'
import { restOf } from './import-steps.ts'
import type { StepProps } from './step-props.ts'
import { UndoDialog, UndoNote } from './undo-import.tsx'
import { useImportChange } from './use-import-change.ts'

/** The rows are being written: how many, how fast, how long yet. Stopped or failed, it can go on. */
export function RunStep({ view }: StepProps) {
  const { t } = useTranslation()
  const { act } = useImportChange(view.id)
  if (view.state === 'cancelled' || view.state === 'failed') return <Stopped view={view} />
  return (
    <div className="work import-run">
      <h2>{t('import.runningTitle', { label: view.label })}</h2>
      {act.error && <Note tone="bad">{problemWords(act.error, t)}</Note>}
      <Progress progress={view.progress} />
      <p className="t2">{t('import.leavingIsSafe')}</p>
      <div className="row g8">
        <Button size="tall" busy={act.isPending} onClick={() => act.mutate({ what: 'cancel' })}>
          {t('kit.stop')}
        </Button>
      </div>
    </div>
  )
}

/** It can go on or be taken back; once taking it back has begun, that alone goes on. */
function Stopped({ view }: { view: ImportView }) {
  const { t } = useTranslation()
  const { act } = useImportChange(view.id)
  const [asking, setAsking] = useState(false)
  const { undo } = view
  return (
    <div className="work import-run">
      <h2>{t(undo ? 'import.undoStoppedTitle' : 'import.stoppedTitle')}</h2>
      {view.error && <Note tone="bad">{view.error}</Note>}
      {act.error && <Note tone="bad">{problemWords(act.error, t)}</Note>}
      {undo && <UndoNote undo={undo} tone="ink" />}
      <p className="t2">{t(undo ? 'import.undoStoppedWhat' : 'import.stoppedWhat')}</p>
      <div className="row g8 import-wrap">
        {view.readsCells && !undo && (
          <Button look="primary" size="tall" busy={act.isPending} onClick={() => act.mutate({ what: 'run' })}>
            {t('import.goOn')}
          </Button>
        )}
        {view.change && (
          <Button
            {...(undo ? { look: 'primary' } : {})}
            size="tall"
            icon={RotateCcw}
            onClick={() => setAsking(true)}
          >
            {t(undo ? 'import.undoRest' : 'import.undo')}
          </Button>
        )}
      </div>
      <UndoDialog view={view} open={asking} onClose={() => setAsking(false)} />
    </div>
  )
}

/** One bar with what is done, how fast it goes and how long it will take. */
export function Progress({ progress }: { progress: ImportProgress | null }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const percent = progress ? percentOf(progress) : null
  const rest = progress?.secondsLeft == null ? null : restOf(progress.secondsLeft)
  return (
    <div className="import-progress">
      <ProgressBar percent={percent} label={t(`import.phase.${progress?.phase ?? 'running'}`)} />
      <p className="row g16 tn t2" role="status">
        <span>
          {progress
            ? t('import.ofTotal', {
                done: formatCount(language, progress.done),
                total: progress.total === null ? '…' : formatCount(language, progress.total),
              })
            : t('kit.loading')}
        </span>
        {progress?.rowsPerSecond ? (
          <span>{t('import.rate', { rate: formatCount(language, progress.rowsPerSecond) })}</span>
        ) : null}
        {rest && <span className="push">{t(`import.rest.${rest.unit}`, { count: rest.count })}</span>}
      </p>
    </div>
  )
}
