import { Link } from '@tanstack/react-router'
import { Download, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { importApi } from './import-api.ts'
import type { ImportView } from './import-api.ts'
import { Progress } from './run-step.tsx'
import type { StepProps } from './step-props.ts'
import { RestoreImport } from './restore-import.tsx'
import { UndoDialog, UndoNote } from './undo-import.tsx'

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
      {undone && view.undo && <UndoNote undo={view.undo} />}
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
        {undone && view.undo?.change && <RestoreImport id={view.id} undo={view.undo.change} />}
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
