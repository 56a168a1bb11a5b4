import { Plus, X } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useModel } from '../../api/model.ts'
import type { DescribedObject } from '../../api/model.ts'
import { formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { Popover } from '../../ui/popover.tsx'
import { Select } from '../../ui/select.tsx'
import { asksNothing, filterOfWhere, noFilter, whereOfFilter } from './filter.ts'
import type { Filter, FilterGroup, FilterOperator, FilterPart, FilterRow } from './filter.ts'
import { ConditionWords } from './condition-words.tsx'
import { fieldAt, filterFields, isSameShape, operatorKey, operatorsOf, rowFor } from './filter-fields.ts'
import { FilterValue } from './filter-value.tsx'

interface SentencesProps {
  object: DescribedObject
  where: object | null
  /** A field to begin a new condition with. */
  begin: string | null
  /** Follows the typing: a list after a moment, a form, which may be saved at any time, at once. */
  onChange: (where: Record<string, unknown> | null) => void
  /** Without it, the sentences stand in a form and are not closed by themselves. */
  onClose?: () => void
  /** How many match, while known; left out where nobody counts. */
  matches?: number | null
}

interface FilterBuilderProps extends SentencesProps {
  onClose: () => void
  anchor: HTMLElement | null
  open: boolean
}

const blank: FilterRow = { kind: 'row', path: '', operator: 'is', value: null }

/**
 * The filter as sentences: “Where country is any of …, and status is not …, and any of these”. The list
 * follows at once.
 */
export function FilterBuilder(props: FilterBuilderProps) {
  const { t } = useTranslation()
  return (
    <Popover
      anchor={props.anchor}
      open={props.open}
      onClose={props.onClose}
      placement="bottom-end"
      role="dialog"
      label={t('list.filter')}
      className="filter-pop"
    >
      {props.open && <FilterSentences {...props} />}
    </Popover>
  )
}

/** The sentences without the panel around them: a phone shows them on a sheet. */
export function FilterSentences({ object, where, begin, onChange, onClose, matches }: SentencesProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const model = useModel()
  const [filter, setFilter] = useState<Filter>(() => {
    const field = begin === null ? undefined : fieldAt(model, object, begin)
    return startOf(where, field && begin !== null ? rowFor(model, field, begin) : null)
  })
  useFollowing(filter, where, onChange, onClose ? 300 : 0)
  const part = (at: number, next: FilterPart | null) =>
    setFilter((now) => ({
      ...now,
      parts: now.parts.flatMap((each, index) => (index === at ? (next ? [next] : []) : [each])),
    }))
  const add = (next: FilterPart) => setFilter((now) => ({ ...now, parts: [...now.parts, next] }))
  return (
    <>
      <div className="filter-rows" tabIndex={-1} data-autofocus>
        {filter.parts.map((each, at) => (
          <div key={at} className="filter-line">
            <Joint at={at} mode={filter.mode} onMode={(mode) => setFilter((now) => ({ ...now, mode }))} />
            <Part object={object} part={each} onChange={(next) => part(at, next)} />
          </div>
        ))}
      </div>
      <footer className="filter-foot">
        <Button look="ghost" icon={Plus} onClick={() => add(blank)}>
          {t('list.condition')}
        </Button>
        <Button
          look="ghost"
          icon={Plus}
          onClick={() => add({ kind: 'group', mode: filter.mode === 'all' ? 'any' : 'all', rows: [blank] })}
        >
          {t('list.conditionGroup')}
        </Button>
        <span className="grow" />
        {matches !== undefined && (
          <span role="status" className="t2">
            {matches === null
              ? t('kit.counting')
              : t('list.match', { count: matches, shown: formatCount(language, matches) })}
          </span>
        )}
        <Button look="ghost" onClick={() => setFilter({ ...noFilter, parts: [blank] })}>
          {t('list.clear')}
        </Button>
        {onClose && (
          <Button look="primary" onClick={onClose}>
            {t('list.done')}
          </Button>
        )}
      </footer>
    </>
  )
}

function startOf(where: object | null, begun: FilterRow | null): Filter {
  const filter = filterOfWhere(where)
  if (begun) return { ...filter, parts: [...filter.parts, begun] }
  return filter.parts.length > 0 ? filter : { ...filter, parts: [blank] }
}

/** Tells of the last change after so many milliseconds, and at once when the builder is closed. */
function useFollowing(
  filter: Filter,
  where: object | null,
  onChange: SentencesProps['onChange'],
  milliseconds: number,
) {
  const asked = useMemo(() => whereOfFilter(filter), [filter])
  const text = JSON.stringify(asked)
  const told = useRef(JSON.stringify(whereOfFilter(filterOfWhere(where))))
  const latest = useRef({ asked, text, onChange })
  latest.current = { asked, text, onChange }
  useEffect(() => {
    if (text === told.current) return undefined
    const tell = () => {
      told.current = text
      latest.current.onChange(latest.current.asked)
    }
    if (milliseconds === 0) return tell()
    const wait = setTimeout(tell, milliseconds)
    return () => clearTimeout(wait)
  }, [text, milliseconds])
  useEffect(
    () => () => {
      const last = latest.current
      if (last.text !== told.current) last.onChange(last.asked)
    },
    [],
  )
}

function Joint({
  at,
  mode,
  onMode,
}: {
  at: number
  mode: 'all' | 'any'
  onMode?: (mode: 'all' | 'any') => void
}) {
  const { t } = useTranslation()
  const word = mode === 'all' ? t('list.and') : t('list.or')
  if (at === 0) return <span className="filter-joint">{onMode ? t('list.where') : ''}</span>
  // The second line says how all are joined, and changes it; the others follow.
  if (at > 1 || !onMode) return <span className="filter-joint">{word}</span>
  return (
    <button
      type="button"
      className="filter-joint link"
      aria-label={t('list.joinedBy', { word })}
      onClick={() => onMode(mode === 'all' ? 'any' : 'all')}
    >
      {word}
    </button>
  )
}

function Part({
  object,
  part,
  onChange,
}: {
  object: DescribedObject
  part: FilterPart
  onChange: (part: FilterPart | null) => void
}) {
  const { t } = useTranslation()
  if (part.kind === 'row') return <Row object={object} row={part} onChange={onChange} />
  if (part.kind === 'group') return <Group object={object} group={part} onChange={onChange} />
  return (
    <div className="filter-row">
      <span className="grow t2 filter-deep">
        <ConditionWords object={object} where={part.where} />
      </span>
      <RemoveButton name={t('list.condition')} onRemove={() => onChange(null)} />
    </div>
  )
}

function Group({
  object,
  group,
  onChange,
}: {
  object: DescribedObject
  group: FilterGroup
  onChange: (group: FilterGroup | null) => void
}) {
  const { t } = useTranslation()
  const row = (at: number, next: FilterPart | null) => {
    const rows = group.rows.flatMap((each, index) =>
      index === at ? (next?.kind === 'row' ? [next] : []) : [each],
    )
    onChange(rows.length === 0 ? null : { ...group, rows })
  }
  return (
    <div className="grow">
      <button
        type="button"
        className="filter-mode b"
        onClick={() => onChange({ ...group, mode: group.mode === 'any' ? 'all' : 'any' })}
      >
        {group.mode === 'any' ? t('list.anyOfThese') : t('list.allOfThese')}
      </button>
      <div className="filter-group">
        {group.rows.map((each, at) => (
          <div key={at} className="filter-line">
            <Joint at={at} mode={group.mode} />
            <Row object={object} row={each} onChange={(next) => row(at, next)} />
          </div>
        ))}
        <button
          type="button"
          className="link filter-more"
          onClick={() => onChange({ ...group, rows: [...group.rows, blank] })}
        >
          {t('list.addToGroup')}
        </button>
      </div>
    </div>
  )
}

function Row({
  object,
  row,
  onChange,
}: {
  object: DescribedObject
  row: FilterRow
  onChange: (row: FilterRow | null) => void
}) {
  const { t } = useTranslation()
  const model = useModel()
  const fields = useMemo(() => filterFields(model, object), [model, object])
  const field = row.path === '' ? undefined : fieldAt(model, object, row.path)
  const chooseField = (path: string | null) => {
    const next = path === null ? undefined : fieldAt(model, object, path)
    onChange(next && path ? rowFor(model, next, path) : blank)
  }
  const chooseOperator = (operator: FilterOperator | null) => {
    if (operator)
      onChange({ ...row, operator, value: isSameShape(row.operator, operator) ? row.value : null })
  }
  const label = fields.find(({ value }) => value === row.path)?.label
  return (
    <div className="filter-row">
      <span className="filter-field">
        <Select
          aria-label={t('list.field')}
          value={row.path === '' ? null : row.path}
          shown={label}
          options={fields}
          onChange={chooseField}
        />
      </span>
      {field && (
        <span className="filter-operator">
          <Select
            aria-label={t('list.operator')}
            value={row.operator}
            options={operatorsOf(model, field).map((operator) => ({
              value: operator,
              label: t(`list.operators.${operatorKey(field, operator)}`),
            }))}
            onChange={chooseOperator}
          />
        </span>
      )}
      <span className="grow filter-value">
        {field && !asksNothing(row.operator) && (
          <FilterValue field={field} row={row} onChange={(value) => onChange({ ...row, value })} />
        )}
      </span>
      <RemoveButton name={label ?? t('list.condition')} onRemove={() => onChange(null)} />
    </div>
  )
}

function RemoveButton({ name, onRemove }: { name: string; onRemove: () => void }) {
  const { t } = useTranslation()
  return (
    <Button look="ghost" square icon={X} label={t('kit.removeFilter', { what: name })} onClick={onRemove} />
  )
}
