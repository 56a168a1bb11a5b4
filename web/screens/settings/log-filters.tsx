import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { useModel } from '../../api/model.ts'
import { Button } from '../../ui/button.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { FilterChip } from '../../ui/filter-chip.tsx'
import { Select } from '../../ui/select.tsx'
import { logDeeds, logSources } from './log-entry.ts'
import type { LogEntry, LogFilter } from './log-entry.ts'

export interface LogFiltersProps {
  filter: LogFilter
  /** What is shown, of which the record is named that one narrowed to. */
  items: readonly LogEntry[]
  onNarrow: (key: keyof LogFilter, value: string | null | undefined) => void
  onClear: () => void
}

type Group = keyof typeof logDeeds

/** Narrows the log: by whom, of what, which deed, through what, and when. */
export function LogFilters({ filter, items, onNarrow, onClear }: LogFiltersProps) {
  const { t } = useTranslation()
  const { objects } = useModel()
  const users = useQuery({
    queryKey: ['log users'],
    retry: false,
    queryFn: ({ signal }) =>
      api.get<{ items: { id: string; name: string }[] }>('/users', {
        signal,
        query: { fields: 'name', sort: 'name', limit: 500 },
      }),
  })
  const bases = objects.filter((object) => !object.isRole && !object.owned)
  const deeds = (Object.keys(logDeeds) as Group[]).flatMap((group) =>
    logDeeds[group].map((value) => ({
      value,
      label: t(`settings.logActions.${value}`),
      group: t(`settings.logGroups.${group}`),
    })),
  )
  return (
    <>
      <div className="log-filters" role="group" aria-label={t('settings.logFilters')}>
        <Select
          value={filter.user ?? null}
          options={(users.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          placeholder={t('settings.logEverybody')}
          aria-label={t('kit.who')}
          clearable
          onChange={(value) => onNarrow('user', value)}
        />
        <Select
          value={filter.object ?? null}
          options={bases.map(({ name, plural }) => ({ value: name, label: plural }))}
          placeholder={t('settings.logEverything')}
          aria-label={t('settings.logObject')}
          clearable
          onChange={(value) => onNarrow('object', value)}
        />
        <Select
          value={filter.action ?? null}
          options={deeds}
          placeholder={t('settings.logAnything')}
          aria-label={t('settings.logWhat')}
          clearable
          onChange={(value) => onNarrow('action', value)}
        />
        <Select
          value={filter.source ?? null}
          options={logSources.map((value) => ({ value, label: t(`settings.logSources.${value}`) }))}
          placeholder={t('settings.logAnywhere')}
          aria-label={t('settings.logFrom')}
          clearable
          onChange={(value) => onNarrow('source', value)}
        />
        <DayInput
          value={filter.from ?? null}
          aria-label={t('settings.logFromDay')}
          placeholder={t('settings.logFromDay')}
          onChange={(day) => onNarrow('from', day)}
        />
        <DayInput
          value={filter.to ?? null}
          aria-label={t('settings.logToDay')}
          placeholder={t('settings.logToDay')}
          onChange={(day) => onNarrow('to', day)}
        />
      </div>
      {Object.keys(filter).length > 0 && (
        <div className="row g8 wrap log-narrowed">
          {filter.record && (
            <FilterChip
              field={t('settings.logRecord')}
              operator="="
              value={items.find(({ record }) => record?.id === filter.record)?.record?.title ?? '–'}
              onRemove={() => onNarrow('record', null)}
            />
          )}
          {filter.change && (
            <FilterChip
              field={t('settings.logOneChange')}
              operator=""
              onRemove={() => onNarrow('change', null)}
            />
          )}
          <Button look="ghost" size="small" onClick={onClear}>
            {t('settings.logClear')}
          </Button>
        </div>
      )}
    </>
  )
}
