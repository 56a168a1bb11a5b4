import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useModel } from '../../../api/model.ts'
import type { DescribedObject } from '../../../api/model.ts'
import { ConditionValue } from '../../list/filter-chips.tsx'
import { asksNothing, filterOfWhere } from '../../list/filter.ts'
import type { FilterPart, FilterRow } from '../../list/filter.ts'
import { fieldAt, operatorKey, pathLabel } from '../../list/filter-fields.ts'

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
      {part.kind === 'other' && <span title={JSON.stringify(part.where)}>…</span>}
    </Fragment>
  ))
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
