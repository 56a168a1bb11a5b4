import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { DescribedModel } from '../../api/model.ts'
import { fieldOf } from '../../api/model.ts'
import { formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Section } from '../../ui/section.tsx'
import { rolesInIntake, stages, useIntakeCounts } from '../intake/intake-data.ts'

/** How many wait at each stage of intake, and how many of them too long; nothing where nobody waits. */
export function Intake({ model }: { model: DescribedModel }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { byStage, count } = useIntakeCounts(model, 'all')
  const { count: late } = useIntakeCounts(model, 'overdue')
  const [role] = rolesInIntake(model)
  if (!role || count === 0) return null
  const label = (stage: string) =>
    fieldOf(role, 'status')?.choices?.find(({ value }) => value === stage)?.label ?? stage
  return (
    <Section
      title={<Link to="/intake">{t('home.intake')}</Link>}
      count={formatCount(language, count)}
      {...(late > 0 ? { note: t('home.intakeLateCount', { count: late }) } : {})}
    >
      <ul className="home-lines">
        {stages.map((stage) => {
          const here = (byStage.get(stage) ?? []).reduce((sum, one) => sum + one.count, 0)
          return here === 0 ? null : (
            <li key={stage} className="home-line">
              <span className="grow">{label(stage)}</span>
              <span className="tn">{formatCount(language, here)}</span>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
