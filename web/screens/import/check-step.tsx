import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemWords } from '../../api/problem-words.ts'
import { formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Pills } from '../../ui/pills.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import { AllIsWell } from './all-is-well.tsx'
import { CheckSummary } from './check-summary.tsx'
import { problemKindsQuery } from './import-api.ts'
import type { ImportView, ProblemKind } from './import-api.ts'
import { toWrite } from './import-steps.ts'
import { ProblemKinds, kindKey } from './problem-kinds.tsx'
import { ProblemRows } from './problem-rows.tsx'
import { Repeats } from './repeats.tsx'
import { RefusedLink } from './result-step.tsx'
import { Progress } from './run-step.tsx'
import type { StepProps } from './step-props.ts'
import { useImportChange } from './use-import-change.ts'

const route = getRouteApi('/frame/imports/$importId')

/** What would happen to every row, before anything is written. */
export function CheckStep(props: StepProps) {
  const { t } = useTranslation()
  const { view, go } = props
  const { act } = useImportChange(view.id)
  if (view.state === 'checked' && view.counts) return <Checked {...props} />
  const failed = view.state === 'failed'
  return (
    <div className="work import-run">
      <h2>{t(failed ? 'import.checkFailed' : 'import.checkingTitle')}</h2>
      {failed ? <Note tone="bad">{view.error}</Note> : <Progress progress={view.progress} />}
      {act.error && <Note tone="bad">{problemWords(act.error, t)}</Note>}
      <p className="t2">{t('import.nothingWrittenYet')}</p>
      <div className="row g8">
        {failed ? (
          <>
            <Button size="tall" onClick={() => go('columns')}>
              {t('import.backToColumns')}
            </Button>
            <Button
              look="primary"
              size="tall"
              busy={act.isPending}
              onClick={() => act.mutate({ what: 'check' })}
            >
              {t('import.checkAgain')}
            </Button>
          </>
        ) : (
          <Button size="tall" busy={act.isPending} onClick={() => act.mutate({ what: 'cancel' })}>
            {t('kit.stop')}
          </Button>
        )}
      </div>
    </div>
  )
}

type Part = 'problems' | 'repeats'

function Checked({ view, go }: StepProps) {
  const { t } = useTranslation()
  const phone = useIsPhone()
  const { problem } = route.useSearch()
  const navigate = route.useNavigate()
  const found = useQuery(problemKindsQuery(view.id))
  const [part, setPart] = useState<Part>('problems')
  const choose = (one: ProblemKind) =>
    void navigate({ search: (now) => ({ ...now, problem: kindKey(one) }), replace: true })
  const repeats = view.counts?.repeats ?? 0
  return (
    <>
      <CheckSummary view={view} />
      {phone && (
        <div className="import-pills">
          <Pills
            label={t('import.step.check')}
            value={part}
            onChange={setPart}
            choices={[
              { value: 'problems', label: t('import.byColumn') },
              { value: 'repeats', label: t('import.repeatsTitle'), count: repeats },
            ]}
          />
        </div>
      )}
      <div className={`import-three ${repeats === 0 ? 'no-repeats' : ''}`}>
        {(!phone || part === 'problems') && (
          <Problems view={view} kinds={found.data} chosen={problem} onChoose={choose} />
        )}
        {repeats > 0 && (!phone || part === 'repeats') && <Repeats view={view} />}
      </div>
      <CheckFoot view={view} go={go} />
    </>
  )
}

interface ProblemsProps {
  view: ImportView
  kinds: readonly ProblemKind[] | undefined
  chosen: string | undefined
  onChoose: (kind: ProblemKind) => void
}

/** What is wrong, kind by kind; where nothing is, what happens next. */
function Problems({ view, kinds, chosen, onChoose }: ProblemsProps) {
  const kind = kinds?.find((one) => kindKey(one) === chosen) ?? kinds?.[0]
  if (!kinds) return <div className="import-well" />
  if (!kind) return <AllIsWell view={view} />
  return (
    <>
      <ProblemKinds kinds={kinds} chosen={kind} onChoose={onChoose} />
      <ProblemRows key={kindKey(kind)} view={view} kind={kind} />
    </>
  )
}

function CheckFoot({ view, go }: StepProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { act } = useImportChange(view.id)
  const { counts } = view
  if (!counts) return null
  const rows = toWrite(counts)
  const undecided = counts.undecided
  return (
    <footer className="import-foot">
      {counts.refused + undecided > 0 && <RefusedLink view={view} />}
      <span className="grow">{act.error && <span className="bad s">{problemWords(act.error, t)}</span>}</span>
      {undecided > 0 && (
        <span className="t3 s">
          {t('import.undecidedStayOut', { count: undecided, shown: formatCount(language, undecided) })}
        </span>
      )}
      <Button look="ghost" size="tall" onClick={() => go('columns')}>
        {t('import.backToColumns')}
      </Button>
      <Button
        look="primary"
        size="tall"
        busy={act.isPending}
        reason={rows === 0 ? t('import.nothingToWrite') : undefined}
        onClick={() => act.mutate({ what: 'run' }, { onSuccess: () => go(undefined) })}
      >
        {t('import.importRows', { count: rows, shown: formatCount(language, rows) })}
      </Button>
    </footer>
  )
}
