import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useModel } from '../../api/model.ts'
import type { DescribedObject } from '../../api/model.ts'
import { ConditionValue } from './filter-chips.tsx'
import { asksNothing, filterOfWhere } from './filter.ts'
import type { Filter, FilterRow } from './filter.ts'
import { fieldAt, operatorKey, pathLabel } from './filter-fields.ts'

interface Words {
  object: DescribedObject
  /** So many values of one condition are named, the others counted; a few, where nothing is said. */
  most?: number | undefined
}

/** A condition in words: “Manager is themselves or Country is Latvia”. */
export function ConditionWords({ where, ...words }: Words & { where: object }) {
  return <FilterWords filter={filterOfWhere(where)} {...words} />
}

/** The same of a filter that was read already. */
export function FilterWords({ filter: { mode, parts }, ...words }: Words & { filter: Filter }) {
  const { t } = useTranslation()
  const joint = mode === 'all' ? t('list.and') : t('list.or')
  return parts.map((part, at) => (
    <Fragment key={at}>
      {at > 0 && ` ${joint} `}
      {part.kind === 'row' && <RowWords row={part} {...words} />}
      {part.kind === 'group' && (
        <>
          (<FilterWords filter={{ mode: part.mode, parts: part.rows }} {...words} />)
        </>
      )}
      {part.kind === 'other' && <OtherWords where={part.where} {...words} />}
    </Fragment>
  ))
}

/** What lies deeper than the builder draws: groups in groups, and what must not be. */
function OtherWords({ where, ...words }: Words & { where: object }) {
  const { t } = useTranslation()
  const entries = Object.entries(where)
  const [only] = entries
  if (entries.length !== 1 || !only) return <Within where={where} {...words} />
  const [key, value] = only as [string, unknown]
  if (key === 'any' || key === 'all') return <Within where={where} {...words} />
  if (key === 'not' && typeof value === 'object' && value !== null)
    return (
      <>
        {t('list.not')} <Within where={value} {...words} />
      </>
    )
  return <span title={JSON.stringify(where)}>…</span>
}

function Within(given: Words & { where: object }) {
  return (
    <>
      (<ConditionWords {...given} />)
    </>
  )
}

function RowWords({ object, row, most }: Words & { row: FilterRow }) {
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
          <ConditionValue field={field} row={row} most={most} />
        </>
      )}
    </>
  )
}
