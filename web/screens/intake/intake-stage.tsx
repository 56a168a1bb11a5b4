import { Ellipsis } from 'lucide-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { DescribedAction } from '../../api/model.ts'
import { formatNearDay } from '../../format/format-day.ts'
import { formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useStage, waitsFor } from './intake-data.ts'
import type { InIntake, RoleCount, Stage, Whose } from './intake-data.ts'

interface IntakeStageProps {
  stage: Stage
  label: string
  whose: Whose
  counts: readonly RoleCount[]
  /** Whether what is being dragged may be dropped here. */
  takes: boolean
  onDrag: (one: InIntake | null) => void
  onDrop: () => void
  onStep: (one: InIntake, action: DescribedAction) => void
}

/** One stage: how many wait there, and who, as far as they were looked at. */
export function IntakeStage(props: IntakeStageProps) {
  const { stage, label, whose, counts, takes, onDrag, onDrop, onStep } = props
  const { t } = useTranslation()
  const language = useLanguage()
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useStage(stage, whose, counts)
  const count = counts.reduce((sum, one) => sum + one.count, 0)
  const items = count === 0 ? [] : (data?.pages.flatMap((page) => page.items) ?? [])
  return (
    <section
      className={`intake-stage ${takes ? 'takes' : ''} ${count === 0 ? 'empty' : ''}`}
      aria-label={label}
      onDragOver={(event) => takes && event.preventDefault()}
      onDrop={onDrop}
    >
      <h2>
        {label} <span className="t3 tn">{formatCount(language, count)}</span>
      </h2>
      <ul>
        {items.map((one) => (
          <Waiting
            key={`${one.object.name} ${one.record.id}`}
            one={one}
            withRole={counts.length > 1}
            onDrag={onDrag}
            onStep={onStep}
          />
        ))}
      </ul>
      {hasNextPage && (
        <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('home.intakeMore', { count: count - items.length })}
        </Button>
      )}
    </section>
  )
}

interface WaitingProps extends Pick<IntakeStageProps, 'onDrag' | 'onStep'> {
  one: InIntake
  withRole: boolean
}

function Waiting({ one, withRole, onDrag, onStep }: WaitingProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { object, record, age, due, overdue, next } = one
  const whom = waitsFor(one)
  const name = String(record['name'] ?? '–')
  const steps = [next, one.back, one.refuse].filter((action) => action !== undefined)
  const about = [withRole && object.label, age > 0 && t('home.intakeAge', { count: age }), whom].filter(
    Boolean,
  )
  return (
    <li
      className="intake-card"
      draggable={next !== undefined || one.back !== undefined}
      onDragStart={() => onDrag(one)}
      onDragEnd={() => onDrag(null)}
    >
      <span className="row g8 intake-name">
        <Link
          to="/$object/$id"
          params={{ object: object.path, id: record.id }}
          className="bb grow"
          draggable={false}
        >
          {name}
        </Link>
        {steps.length > 0 && (
          <Menu
            label={t('home.intakeSteps', { name })}
            placement="bottom-end"
            items={steps.map((action) => ({
              label: action.label.replace('…', ''),
              danger: action.tone === 'danger',
              onChoose: () => onStep(one, action),
            }))}
          >
            <Button
              size="small"
              look="ghost"
              icon={Ellipsis}
              aria-label={t('home.intakeSteps', { name })}
              aria-keyshortcuts="Space"
            />
          </Menu>
        )}
      </span>
      {about.length > 0 && <span className="t3 s">{about.join(' · ')}</span>}
      <span className="row g8 intake-foot">
        <span className="grow">
          {due && (
            <Chip tone={overdue ? 'bad' : 'out'}>
              {t(overdue ? 'home.intakeLate' : 'home.intakeDue', { day: formatNearDay(language, due) })}
            </Chip>
          )}
        </span>
        {next && (
          <Button
            size="small"
            aria-label={`${next.label.replace('…', '')}: ${name}`}
            onClick={() => onStep(one, next)}
          >
            {next.label.replace('…', '')}
          </Button>
        )}
      </span>
    </li>
  )
}
