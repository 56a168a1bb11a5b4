import { useTranslation } from 'react-i18next'
import type { DescribedObject } from '../../api/model.ts'
import { Select } from '../../ui/select.tsx'
import { sourceKey, type HistoryFilter } from './history-data.ts'
import type { Changes } from './use-changes.ts'

export interface HistoryFiltersProps {
  object: DescribedObject
  changes: Changes
  count: string
}

/** Narrows a history to one field, one person, one source; what there is to choose is what it holds. */
export function HistoryFilters({ object, changes, count }: HistoryFiltersProps) {
  const { t } = useTranslation()
  const { items, filter, setFilter } = changes
  const choose = (key: keyof HistoryFilter) => (value: string | null) =>
    setFilter((now) => ({ ...now, [key]: value }))
  const fields = new Map(items.flatMap((item) => item.changes.map(({ field, label }) => [field, label])))
  const order = (name: string) => object.fields.findIndex((field) => field.name === name)
  const people = new Map(items.flatMap(({ by }) => (by ? [[by.id, by.title] as const] : [])))
  const sources = [...new Set(items.map(({ source }) => source))]
  return (
    <div className="history-filters" role="group" aria-label={t('history.filters')}>
      <Select
        value={filter.field}
        options={[...fields]
          .toSorted(([left], [right]) => order(left) - order(right))
          .map(([value, label]) => ({ value, label }))}
        placeholder={t('history.allFields')}
        aria-label={t('history.field')}
        clearable
        onChange={choose('field')}
      />
      <Select
        value={filter.who}
        options={[...people].map(([value, label]) => ({ value, label }))}
        placeholder={t('history.everybody')}
        aria-label={t('kit.who')}
        clearable
        onChange={choose('who')}
      />
      <Select
        value={filter.source}
        options={sources.map((value) => ({ value, label: t(`history.source.${sourceKey(value)}`) }))}
        placeholder={t('history.everywhere')}
        aria-label={t('history.from')}
        clearable
        onChange={choose('source')}
      />
      <span className="t3 tn push" role="status">
        {t('history.count', { count: Number(count.replace(/\D/g, '')), shown: count })}
      </span>
    </div>
  )
}
