import { Fragment } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { targetOf, useModel } from '../../api/model.ts'
import type { DescribedField, DescribedObject } from '../../api/model.ts'
import { useValueContext } from '../../fields/use-value-context.ts'
import { FilterChip } from '../../ui/filter-chip.tsx'
import { asksNothing, whereOfFilter } from './filter.ts'
import type { Filter, FilterPart, FilterRow } from './filter.ts'
import { fieldAt, operatorKey, pathLabel, plainWords } from './filter-fields.ts'
import { RecordTitle, spanKey } from './filter-value.tsx'

interface FilterChipsProps {
  object: DescribedObject
  filter: Filter
  onOpen: () => void
  onChange: (where: Record<string, unknown> | null) => void
}

/** The conditions that are on, each with a cross that takes it away. */
export function FilterChips({ object, filter, onOpen, onChange }: FilterChipsProps) {
  const remove = (at: number) =>
    onChange(whereOfFilter({ ...filter, parts: filter.parts.filter((_, index) => index !== at) }))
  return filter.parts.map((part, at) => (
    <PartChip key={at} object={object} part={part} onOpen={onOpen} onRemove={() => remove(at)} />
  ))
}

function PartChip({
  object,
  part,
  ...does
}: {
  object: DescribedObject
  part: FilterPart
  onOpen: () => void
  onRemove: () => void
}) {
  const { t } = useTranslation()
  const model = useModel()
  if (part.kind === 'row') return <RowChip object={object} row={part} {...does} />
  if (part.kind === 'other') return <FilterChip field="…" operator="" {...does} />
  const names = part.rows.map(({ path }) => pathLabel(model, object, path)).join(', ')
  return (
    <FilterChip
      field={part.mode === 'any' ? t('list.anyOfThese') : t('list.allOfThese')}
      operator=""
      value={names}
      {...does}
    />
  )
}

function RowChip({
  object,
  row,
  ...does
}: {
  object: DescribedObject
  row: FilterRow
  onOpen: () => void
  onRemove: () => void
}) {
  const { t } = useTranslation()
  const model = useModel()
  const field = fieldAt(model, object, row.path)
  if (!field) return <FilterChip field={row.path} operator="" {...does} />
  return (
    <FilterChip
      field={pathLabel(model, object, row.path)}
      operator={t(`list.operators.${operatorKey(field, row.operator)}`)}
      {...(asksNothing(row.operator) ? {} : { value: <ConditionValue field={field} row={row} /> })}
      {...does}
    />
  )
}

/** At most so many values are named in a chip; the others are counted. */
const mostNamed = 3

interface ConditionValueProps {
  field: DescribedField
  row: FilterRow
  /** So many values are named, the others counted. */
  most?: number | undefined
}

/** The value of a condition as people read it: records by their names. */
export function ConditionValue({ field, row, most = mostNamed }: ConditionValueProps): ReactNode {
  const { t } = useTranslation()
  const model = useModel()
  const context = useValueContext()
  const target = targetOf(model, field)
  if (row.operator === 'within' || row.operator === 'notWithin')
    return t(`list.spans.${spanKey(String(row.value))}`, { defaultValue: String(row.value) })
  const values = Array.isArray(row.value) ? row.value : [row.value]
  const rest = values.length - most
  const more = rest > 0 ? ` +${rest}` : ''
  const named = values.slice(0, most)
  if (!target) return named.map((value) => plainWords(field, value, context)).join(', ') + more
  return (
    <span>
      {named.map((value, at) => (
        <Fragment key={at}>
          {at > 0 && ', '}
          <RecordTitle target={target} id={String(value)} />
        </Fragment>
      ))}
      {more}
    </span>
  )
}
