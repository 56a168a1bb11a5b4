import { useTranslation } from 'react-i18next'
import type { DescribedObject } from '../../api/model.ts'
import { useModel } from '../../api/model.ts'
import { asksNothing, filterOfWhere } from './filter.ts'
import type { FilterPart, FilterRow } from './filter.ts'
import { ConditionValue } from './filter-chips.tsx'
import { fieldAt, operatorKey, pathLabel } from './filter-fields.ts'

export interface ConditionWordsProps {
  object: DescribedObject
  where: object | null
  /** What is said where there is no condition. */
  none: string
}

/** A condition as a line of text: “Country is any of Latvia, Estonia; Category is Retail”. */
export function ConditionWords({ object, where, none }: ConditionWordsProps) {
  const { mode, parts } = filterOfWhere(where)
  if (parts.length === 0) return none
  return <Parts object={object} mode={mode} parts={parts} />
}

interface PartsProps {
  object: DescribedObject
  mode: 'all' | 'any'
  parts: readonly FilterPart[]
}

function Parts({ object, mode, parts }: PartsProps) {
  const { t } = useTranslation()
  return parts.map((part, at) => (
    <span key={at}>
      {at > 0 && (mode === 'any' ? ` ${t('list.or')} ` : '; ')}
      {part.kind === 'row' && <Row object={object} row={part} />}
      {part.kind === 'group' && (
        <>
          (<Parts object={object} mode={part.mode} parts={part.rows} />)
        </>
      )}
      {part.kind === 'other' && '…'}
    </span>
  ))
}

function Row({ object, row }: { object: DescribedObject; row: FilterRow }) {
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
