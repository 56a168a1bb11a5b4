import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { objectNamed, useModel } from '../../../api/model.ts'
import type { DescribedObject } from '../../../api/model.ts'
import { PathHead } from '../../../app/head.tsx'
import { LoadFailed, NotThere } from '../../../app/page-states.tsx'
import { CardSkeleton } from '../../../ui/skeleton.tsx'
import { recordQuery } from '../../card/card-data.ts'
import { DotLegend } from './dot.tsx'
import { HolderRights } from './holder-rights.tsx'
import { RightsWords } from './line-buttons.tsx'

export interface SingleHolderProps {
  kind: 'group' | 'user'
  id: string
}

const objects = { group: 'userGroup', user: 'user' } as const

/** The rights of a group or of one user, beside what their posts give. */
export function SingleHolder({ kind, id }: SingleHolderProps) {
  const object = objectNamed(useModel(), objects[kind])
  return object ? <Rights key={id} object={object} kind={kind} id={id} /> : <NotThere />
}

function Rights({ object, kind, id }: SingleHolderProps & { object: DescribedObject }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(recordQuery(object, id))
  if (error && !data) return <LoadFailed error={error} reset={() => void refetch()} />
  if (!data) return <CardSkeleton />
  const page = kind === 'group' ? 'groups' : 'users'
  const name = String(data.record[object.title] ?? '–')
  return (
    <RightsWords>
      <PathHead
        path={[
          { label: t(`frame.settingsPages.${page}`), href: `/settings/${page}` },
          { label: name, href: `/settings/${page}/${object.path}.${id}` },
        ]}
        title={t('rights.ownRights')}
      >
        <DotLegend />
      </PathHead>
      <HolderRights holder={{ kind, id, name }} shows="given" />
    </RightsWords>
  )
}
