import './import.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { problemWords } from '../../api/problem-words.ts'
import { PathHead } from '../../app/head.tsx'
import { LoadFailed } from '../../app/page-states.tsx'
import { Note } from '../../ui/band.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ListSkeleton, useSlow } from '../../ui/skeleton.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import { CheckStep } from './check-step.tsx'
import { ColumnsStep } from './columns-step.tsx'
import { FileStep } from './file-step.tsx'
import { foundKey, importQuery, isWorking } from './import-api.ts'
import type { ImportView } from './import-api.ts'
import { shownStep } from './import-steps.ts'
import type { Step } from './import-steps.ts'
import { ImportStepsLine } from './import-steps-line.tsx'
import { NewImport } from './new-import.tsx'
import { RemoveImport } from './remove-import.tsx'
import { ResultStep } from './result-step.tsx'
import { RunStep } from './run-step.tsx'
import type { StepProps } from './step-props.ts'
import { useImportChange } from './use-import-change.ts'

const route = getRouteApi('/frame/imports/$importId')

/** One file on its way into an object: File, Columns, Check, Run, Result. It goes on where it was left. */
export default function ImportScreen() {
  const { importId } = route.useParams()
  const { object } = route.useSearch()
  return importId === 'new' ? <NewImport object={object} /> : <OpenImport key={importId} id={importId} />
}

function OpenImport({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(importQuery(id))
  const slow = useSlow(!data && !error)
  if (data) return <Wizard view={data} />
  if (error) return <LoadFailed error={error} reset={() => void refetch()} />
  return slow ? <ListSkeleton /> : null
}

/** The file of another: what stands in it is told to administrators, to others how far it has come. */
function FileOfAnother() {
  const { t } = useTranslation()
  return (
    <div className="work import-run">
      <Note tone="ink">{t('import.fileOfAnother')}</Note>
    </div>
  )
}

/** What an administrator had checked names what they see: one's own check says it anew. */
function FoundByAnother({ view }: StepProps) {
  const { t } = useTranslation()
  const { act } = useImportChange(view.id)
  return (
    <div className="work import-run">
      <Note tone="ink">{t('import.foundByAnother')}</Note>
      {act.error && <Note tone="bad">{problemWords(act.error, t)}</Note>}
      <div className="row g8">
        <Button look="primary" size="tall" busy={act.isPending} onClick={() => act.mutate({ what: 'check' })}>
          {t('import.checkAgain')}
        </Button>
      </div>
    </div>
  )
}

const drawings: Readonly<Record<Step, (props: StepProps) => React.JSX.Element>> = {
  file: FileStep,
  columns: ColumnsStep,
  check: CheckStep,
  run: RunStep,
  result: ResultStep,
}

function Wizard({ view }: { view: ImportView }) {
  const { t } = useTranslation()
  const { step: asked } = route.useSearch()
  const navigate = route.useNavigate()
  const leave = useNavigate()
  const step = shownStep(asked, view.state, view.change !== null)
  const phone = useIsPhone()
  const isTold = view.readsCells || step === 'run' || step === 'result'
  const isFoundByAnother = step === 'check' && !view.readsFound && !isWorking(view.state)
  const Drawing = !isTold ? FileOfAnother : isFoundByAnother ? FoundByAnother : drawings[step]
  const go = (to: Step | undefined) =>
    void navigate({ search: (now) => ({ ...now, step: to, problem: undefined }) })
  useFreshFindings(view)
  const shown = <ImportStepsLine at={step} onGo={step === 'run' || step === 'result' ? undefined : go} />
  return (
    <>
      <PathHead
        path={[{ label: t('frame.imports'), href: '/imports' }]}
        title={view.file.name}
        middle={phone ? undefined : shown}
      >
        <RemoveImport view={view} onGone={() => leave({ to: '/imports', replace: true })} />
        <ButtonLink look="ghost" to="/imports">
          {step === 'result' || !isTold ? t('kit.close') : t('import.leave')}
        </ButtonLink>
      </PathHead>
      {phone && <div className="import-steps">{shown}</div>}
      <Drawing view={view} go={go} />
    </>
  )
}

/** What a job found is asked anew when the job has ended. */
function useFreshFindings({ id, state }: ImportView) {
  const queries = useQueryClient()
  const working = isWorking(state)
  useEffect(() => {
    if (working) return
    void queries.invalidateQueries({ queryKey: foundKey(id) })
    void queries.invalidateQueries({ queryKey: ['imports'] })
    // What was written or taken back changes the counts of the menu and what lists hold.
    for (const key of ['me', 'list', 'summary']) void queries.invalidateQueries({ queryKey: [key] })
  }, [queries, id, working])
}
