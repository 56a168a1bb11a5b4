import { ClipboardCheck, Plus } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DescribedAction } from '../../api/model.ts'
import { fieldOf, useModel } from '../../api/model.ts'
import { Head } from '../../app/head.tsx'
import { LoadFailed, NotThere } from '../../app/page-states.tsx'
import { formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Segments } from '../../ui/checkbox.tsx'
import { ListSkeleton, useSlow } from '../../ui/skeleton.tsx'
import { EmptyState } from '../../ui/state.tsx'
import { ActionDialog } from '../card/action-dialog.tsx'
import { useBoardKeys } from './board-keys.ts'
import { rolesInIntake, stages, stepTo, useIntakeCounts } from './intake-data.ts'
import type { InIntake, Whose } from './intake-data.ts'
import { IntakeStage } from './intake-stage.tsx'
import './intake.css'

type Step = { one: InIntake; action: DescribedAction }

/** The board of intake: who waits at which stage, since when, for whom, what is late, and the next step. */
export default function IntakeScreen() {
  const { t } = useTranslation()
  const language = useLanguage()
  const model = useModel()
  const [whose, setWhose] = useState<Whose>('all')
  const [step, setStep] = useState<Step | null>(null)
  const [dragged, setDragged] = useState<InIntake | null>(null)
  const { byStage, count, isPending, error, refetch } = useIntakeCounts(model, whose)
  const board = useRef<HTMLDivElement>(null)
  const hint = useId()
  useBoardKeys(board)
  const slow = useSlow(isPending)
  const [role] = rolesInIntake(model)
  if (!role) return <NotThere />
  const labelOf = (stage: string) =>
    fieldOf(role, 'status')?.choices?.find(({ value }) => value === stage)?.label ?? stage
  return (
    <>
      <Head title={t('home.intake')} count={formatCount(language, count)}>
        <Segments
          look="quiet"
          label={t('home.intakeWhose')}
          value={whose}
          choices={(['all', 'mine', 'overdue'] as const).map((one) => ({
            value: one,
            label: t(`home.intakeShown.${one}`),
          }))}
          onChange={setWhose}
        />
        <span className="row g8 intake-new">
          {rolesInIntake(model)
            .filter((object) => object.may.includes('create'))
            .map((object) => (
              <ButtonLink key={object.name} icon={Plus} to="/$object/new" params={{ object: object.path }}>
                {object.label}
              </ButtonLink>
            ))}
        </span>
      </Head>
      <div className="work">
        {error ? (
          <LoadFailed error={error} reset={refetch} />
        ) : isPending ? (
          slow && <ListSkeleton />
        ) : count === 0 ? (
          <EmptyState icon={ClipboardCheck} title={t('home.intakeNone')}>
            {t('home.intakeNoneWhat')}
          </EmptyState>
        ) : (
          <div
            className="intake-board"
            ref={board}
            role="group"
            aria-label={t('home.intake')}
            aria-describedby={hint}
          >
            <p id={hint} className="unseen">
              {t('home.intakeKeys')}
            </p>
            {stages.map((stage) => (
              <IntakeStage
                key={`${stage} ${whose}`}
                stage={stage}
                label={labelOf(stage)}
                whose={whose}
                counts={byStage.get(stage) ?? []}
                takes={dragged !== null && stepTo(dragged, stage) !== undefined}
                onDrag={setDragged}
                onDrop={() => {
                  const action = dragged && stepTo(dragged, stage)
                  if (dragged && action) setStep({ one: dragged, action })
                  setDragged(null)
                }}
                onStep={(one, action) => setStep({ one, action })}
              />
            ))}
          </div>
        )}
      </div>
      {step && (
        <ActionDialog
          object={step.one.object}
          record={step.one.record}
          action={step.action}
          title={String(step.one.record['name'] ?? '')}
          onClose={() => setStep(null)}
        />
      )}
    </>
  )
}
