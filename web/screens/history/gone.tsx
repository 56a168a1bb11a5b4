import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { DescribedObject } from '../../api/model.ts'
import { useModel } from '../../api/model.ts'
import { LoadFailed } from '../../app/page-states.tsx'
import { isProblem } from '../../api/problem.ts'
import { useBringBack } from '../../api/use-bring-back.ts'
import { useValueContext } from '../../fields/use-value-context.ts'
import { Note } from '../../ui/band.tsx'
import { CardSkeleton, useSlow } from '../../ui/skeleton.tsx'
import { recordQuery } from '../card/card-data.ts'
import { Missing } from '../card/missing.tsx'
import { OtherValues } from '../card/other-values.tsx'
import { Comparison } from './comparison.tsx'
import { compared } from './history-data.ts'
import { TimeBand } from './time-band.tsx'

export interface GoneProps {
  object: DescribedObject
  id: string
  asOf: string
  onTime: (instant: string | undefined) => void
  onClose: () => void
}

/** A record that was deleted since: as it was, and the way to bring it back. */
export function Gone({ object, id, asOf, onTime, onClose }: GoneProps) {
  const { t } = useTranslation()
  const model = useModel()
  const context = useValueContext()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const then = useQuery({ ...recordQuery(object, id, asOf), retry: false })
  const slow = useSlow(then.isPending)
  const { bringBack, problem, taken } = useBringBack(
    object,
    (title) => t('history.restored', { title }),
    async () => {
      await queries.invalidateQueries()
      await navigate({ to: '/$object/$id', params: { object: object.path, id } })
    },
  )
  if (isProblem(then.error, 404)) return <Missing object={object} id={id} />
  if (then.error) return <LoadFailed error={then.error} reset={() => void then.refetch()} />
  if (!then.data) return slow ? <CardSkeleton /> : null
  const { record } = then.data
  const now = { id }
  return (
    <>
      <TimeBand
        asOf={asOf}
        differing={null}
        items={[]}
        onTime={(instant) => (instant === undefined ? onClose() : onTime(instant))}
        {...(object.may.includes('create')
          ? { onRestore: () => void bringBack(id, String(record[object.title] ?? '')) }
          : {})}
      />
      <div className="history-main" tabIndex={0} role="region" aria-label={t('history.comparison')}>
        <Note tone={problem === null ? 'ink' : 'bad'}>{problem ?? t('history.isGone')}</Note>
        {taken && (
          <OtherValues
            object={object}
            faults={taken.faults}
            onRestore={(values) => void bringBack(id, String(record[object.title] ?? ''), values)}
          />
        )}
        <Comparison
          rows={compared(object, record, now)}
          then={record}
          now={now}
          asOf={asOf}
          model={model}
          context={context}
          object={object}
        />
      </div>
    </>
  )
}
