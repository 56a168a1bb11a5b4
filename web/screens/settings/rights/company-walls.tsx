import { useTranslation } from 'react-i18next'
import { useModel } from '../../../api/model.ts'
import { Switch } from '../../../ui/checkbox.tsx'
import { Section } from '../../../ui/section.tsx'
import { canBeWalled, wallOf, withWall } from './company-wall.ts'
import type { GrantsEdit } from './use-grants-edit.ts'

/** Whether a holder sees partners of all companies of the group, or of their own; saved with the rest. */
export function CompanyWalls({ edit }: { edit: GrantsEdit }) {
  const { t } = useTranslation()
  const { objects } = useModel()
  if (!canBeWalled(edit.grants, objects)) return null
  const wall = wallOf(edit.grants, objects)
  return (
    <Section title={t('rights.walls')} note={t('rights.wallsNote')}>
      <div className="col g8">
        <Switch
          value={wall === 'walled'}
          label={t('rights.wallsOn')}
          onChange={(isWalled) => edit.replace(withWall(edit.grants, objects, isWalled))}
        />
        {wall === 'some' && <p className="t3">{t('rights.wallsSome')}</p>}
      </div>
    </Section>
  )
}
