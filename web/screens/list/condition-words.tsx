import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useModel } from '../../api/model.ts'
import type { DescribedObject } from '../../api/model.ts'
import { ConditionValue } from './filter-chips.tsx'
import { asksNothing, filterOfWhere } from './filter.ts'
import type { FilterPart, FilterRow } from './filter.ts'
import { fieldAt, operatorKey, pathLabel } from './filter-fields.ts'

/** A condition in words: “Manager is themselves or Country is Latvia”. */
export function ConditionWords({ object, where }: { object: DescribedObject; where: object }) {
  const { mode, parts } = filterOfWhere(where)
  return <Joined object={object} mode={mode} parts={parts} />
}

function Joined({
  object,
  mode,
  parts,
}: {
  object: DescribedObject
  mode: 'all' | 'any'
  parts: readonly FilterPart[]
}) {
  const { t } = useTranslation()
  const joint = mode === 'all' ? t('list.and') : t('list.or')
  return parts.map((part, at) => (
    <Fragment key={at}>
      {at > 0 && ` ${joint} `}
      {part.kind === 'row' && <RowWords object={object} row={part} />}
      {part.kind === 'group' && (
        <>
          (<Joined object={object} mode={part.mode} parts={part.rows} />)
        </>
      )}
      {part.kind === 'other' && <OtherWords object={object} where={part.where} />}
    </Fragment>
  ))
}

/** What lies deeper than the builder draws: groups in groups, and what must not be. */
function OtherWords({ object, where }: { object: DescribedObject; where: object }) {
  const { t } = useTranslation()
  const entries = Object.entries(where)
  const [only] = entries
  if (entries.length !== 1 || !only) return <Within object={object} where={where} />
  const [key, value] = only as [string, unknown]
  if (key === 'any' || key === 'all') return <Within object={object} where={where} />
  if (key === 'not' && typeof value === 'object' && value !== null)
    return (
      <>
        {t('list.not')} <Within object={object} where={value} />
      </>
    )
  return <span title={JSON.stringify(where)}>…</span>
}

function Within({ object, where }: { object: DescribedObject; where: object }) {
  return (
    <>
      (<ConditionWords object={object} where={where} />)
    </>
  )
}

function RowWords({ object, row }: { object: DescribedObject; row: FilterRow }) {
  const { t } = useTranslation()
  const model = useModel()
  const field = fieldAt(model, object, row.path)
  if (!field) return row.path
  return (
    <>
      {pathLabel(model, object, row.path)} {t(`list.operators.${operatorKey(field, row.operator)}`)}
      {!asksNothing(row.operator) && (
        <>
          {' '}
          <ConditionValue field={field} row={row} />
        </>
      )}
    </>
  )
}
