import { Link } from '@tanstack/react-router'
import { ClipboardCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldOf, useModel } from '../../api/model.ts'
import { Head } from '../../app/head.tsx'
import { LoadFailed, NotThere } from '../../app/page-states.tsx'
import { formatNearDay } from '../../format/format-day.ts'
import { formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Segments } from '../../ui/checkbox.tsx'
import { Chip } from '../../ui/chip.tsx'
import { ListSkeleton, useSlow } from '../../ui/skeleton.tsx'
import { EmptyState } from '../../ui/state.tsx'
import { rolesInIntake, stages, useIntake, waitsFor } from './intake-data.ts'
import type { InIntake, Whose } from './intake-data.ts'
import './intake.css'

/** The board of intake: who waits at which stage, since when, for whom, and what is late. */
export default function IntakeScreen() {
  const { t } = useTranslation()
  const language = useLanguage()
  const model = useModel()
  const [whose, setWhose] = useState<Whose>('all')
  const { items, count, isPending, error } = useIntake(model, whose)
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
      </Head>
      <div className="work">
        {error ? (
          <LoadFailed error={error} reset={() => undefined} />
        ) : isPending ? (
          slow && <ListSkeleton />
        ) : items.length === 0 ? (
          <EmptyState icon={ClipboardCheck} title={t('home.intakeNone')}>
            {t('home.intakeNoneWhat')}
          </EmptyState>
        ) : (
          <div className="intake-board">
            {stages.map((stage) => (
              <Stage key={stage} label={labelOf(stage)} items={items.filter((one) => one.stage === stage)} />
            ))}
          </div>
        )}
      </div>
    </>
  )
}

function Stage({ label, items }: { label: string; items: readonly InIntake[] }) {
  const language = useLanguage()
  return (
    <section className="intake-stage" aria-label={label}>
      <h2>
        {label} <span className="t3 tn">{formatCount(language, items.length)}</span>
      </h2>
      <ul>
        {items.map((one) => (
          <Waiting key={`${one.object.name} ${one.record.id}`} one={one} />
        ))}
      </ul>
    </section>
  )
}

function Waiting({ one }: { one: InIntake }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { object, record, age, due, overdue } = one
  const whom = waitsFor(one)
  return (
    <li className="intake-card">
      <Link to="/$object/$id" params={{ object: object.path, id: record.id }} className="bb">
        {String(record['name'] ?? '–')}
      </Link>
      <span className="t3 s">
        {object.label} · {t('home.intakeAge', { count: age })}
        {whom && ` · ${whom}`}
      </span>
      {due && (
        <Chip tone={overdue ? 'bad' : 'out'}>
          {t(overdue ? 'home.intakeLate' : 'home.intakeDue', { day: formatNearDay(language, due) })}
        </Chip>
      )}
    </li>
  )
}
