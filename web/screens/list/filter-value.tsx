import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { targetOf, useModel } from '../../api/model.ts'
import type { ApiRecord, DescribedField, DescribedObject } from '../../api/model.ts'
import { codeOptions } from '../../fields/code-options.ts'
import { FieldInput } from '../../fields/field-input.tsx'
import { referenceOptions } from '../../fields/reference-options.ts'
import { useValueContext } from '../../fields/use-value-context.ts'
import type { Option } from '../../ui/pick.ts'
import { MultiSelect, Select } from '../../ui/select.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { useVariableName, useVariables } from './condition-variables.ts'
import type { FilterRow } from './filter.ts'

interface FilterValueProps {
  field: DescribedField
  row: FilterRow
  onChange: (value: unknown) => void
}

/** The value of one condition, in the control that fits the field and what is asked of it. */
export function FilterValue({ field, row, onChange }: FilterValueProps) {
  const { t } = useTranslation()
  const { language } = useValueContext()
  const model = useModel()
  const label = t('list.value')
  const several = row.operator === 'in' || row.operator === 'notIn'
  if (row.operator === 'within' || row.operator === 'notWithin')
    return <SpanChoice value={row.value} onChange={onChange} />
  if (field.control.filter === 'yes-no') {
    const options = [
      { value: 'true', label: t('values.yes') },
      { value: 'false', label: t('values.no') },
    ]
    return (
      <Select
        aria-label={label}
        value={String(row.value === true)}
        options={options}
        onChange={(value) => onChange(value === 'true')}
      />
    )
  }
  const target = targetOf(model, field)
  if (target)
    return <ReferenceValue target={target} several={several} value={row.value} onChange={onChange} />
  if (field.control.edit === 'tags') return <TagValue value={row.value} onChange={onChange} />
  if (field.control.filter === 'choice' || field.control.filter === 'code' || field.choices) {
    const options =
      field.control.filter === 'code'
        ? codeOptions(field, language)
        : (field.choices ?? []).map(({ value, label: of }) => ({ value, label: of }))
    if (several)
      return (
        <MultiSelect aria-label={label} value={listOf(row.value)} options={options} onChange={onChange} />
      )
    return (
      <Select
        aria-label={label}
        value={textOf(row.value)}
        options={options}
        onChange={(value) => onChange(value)}
      />
    )
  }
  if (['money', 'integer', 'decimal', 'percent', 'day', 'instant'].includes(field.control.edit ?? '')) {
    return <FieldInput aria-label={label} field={field} value={row.value} onChange={onChange} />
  }
  return (
    <TextInput
      aria-label={label}
      value={textOf(row.value) ?? ''}
      onChange={(value) => onChange(value === '' ? null : value)}
    />
  )
}

/** Records by their names, and oneself where the records are people who sign in. */
function ReferenceValue({
  target,
  several,
  value,
  onChange,
}: {
  target: DescribedObject
  several: boolean
  value: unknown
  onChange: (value: unknown) => void
}) {
  const { t } = useTranslation()
  const variables = useVariables(target)
  const load = async (typed: string, signal: AbortSignal): Promise<readonly Option[]> => {
    const begun = typed.trim().toLowerCase()
    const fitting = variables.filter((one) => one.label.toLowerCase().includes(begun))
    return [...fitting, ...(await referenceOptions(target, typed, signal))]
  }
  const label = t('list.value')
  const draw = (id: string) => (
    <span className="chip">
      <RecordTitle target={target} id={id} />
    </span>
  )
  if (several)
    return (
      <MultiSelect
        aria-label={label}
        value={listOf(value)}
        load={load}
        drawChosen={draw}
        onChange={onChange}
      />
    )
  const chosen = textOf(value)
  return (
    <Select
      aria-label={label}
      value={chosen}
      shown={chosen === null ? undefined : <RecordTitle target={target} id={chosen} />}
      load={load}
      onChange={(next) => onChange(next)}
    />
  )
}

function TagValue({ value, onChange }: { value: unknown; onChange: (value: unknown) => void }) {
  const { t } = useTranslation()
  const load = async (typed: string, signal: AbortSignal): Promise<readonly Option[]> => {
    const where = typed.trim() === '' ? {} : { where: { name: { contains: typed.trim() } } }
    const { items } = await api.get<{ items: readonly { name: string }[] }>('/tags', {
      query: { limit: 30, fields: 'name', sort: 'name', ...where },
      signal,
    })
    return items.map(({ name }) => ({ value: name, label: name }))
  }
  const chosen = textOf(value)
  return (
    <Select
      aria-label={t('list.value')}
      value={chosen}
      shown={chosen}
      load={load}
      onChange={(next) => onChange(next)}
    />
  )
}

const spans = ['-7d', '-30d', '-90d', '-365d', '+7d', '+30d', '+90d'] as const

function SpanChoice({ value, onChange }: { value: unknown; onChange: (value: unknown) => void }) {
  const { t } = useTranslation()
  const options: Option[] = spans.map((span) => ({ value: span, label: t(`list.spans.${spanKey(span)}`) }))
  return (
    <Select
      aria-label={t('list.value')}
      value={textOf(value)}
      options={options}
      onChange={(next) => onChange(next)}
    />
  )
}

export type SpanKey = 'last7' | 'last30' | 'last90' | 'last365' | 'next7' | 'next30' | 'next90'

export function spanKey(span: string): SpanKey {
  const days = span.replace(/\D/g, '')
  return `${span.startsWith('-') ? 'last' : 'next'}${days}` as SpanKey
}

export const titleKey = 'title'

/** What a record is called, asked for where only its id is known. */
export function RecordTitle({ target, id }: { target: DescribedObject; id: string }) {
  const variableName = useVariableName()
  const names = target.titleHere ? [target.titleHere, target.title] : [target.title]
  const { data } = useQuery({
    queryKey: [titleKey, target.path, id],
    enabled: !id.startsWith('$'),
    staleTime: 5 * 60_000,
    retry: false,
    queryFn: ({ signal }) =>
      api.get<ApiRecord>(`/${target.path}/${id}`, { query: { fields: names.join(',') }, signal }),
  })
  return variableName(id) ?? String(names.map((name) => data?.[name]).find(Boolean) ?? '…')
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined || value === '' || Array.isArray(value) ? null : String(value)
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : textOf(value) === null ? [] : [String(value)]
}
