import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemWords } from '../../api/problem-words.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { Select } from '../../ui/select.tsx'
import { ColumnRow } from './column-row.tsx'
import { FilledWords } from './filled-words.tsx'
import { importFieldLabel } from './import-field-label.ts'
import { ColumnValues } from './column-values.tsx'
import { importFieldsQuery } from './import-api.ts'
import type { ImportField, ImportView, Mode } from './import-api.ts'
import { changedMode, keyChoices, mappedFirst, notYet, remapped } from './import-steps.ts'
import type { StepProps } from './step-props.ts'
import { useImportChange } from './use-import-change.ts'

/**
 * Where each column goes; what is not matched stands last. Beside it what becomes of rows that are there
 * already.
 */
export function ColumnsStep({ view, go }: StepProps) {
  const { t } = useTranslation()
  const { data: fields = [] } = useQuery(importFieldsQuery(view.object))
  const { change, act, error } = useImportChange(view.id)
  const [valuesOf, setValuesOf] = useState<number | null>(null)
  const missing = notYet(view)
  const obligatory = view.required.map((name) => importFieldLabel(fields, name)).join(', ')
  const check = () => act.mutate({ what: 'check' }, { onSuccess: () => go(undefined) })
  const map = (column: number, field: string | null) =>
    change.mutate({ mapping: remapped(view.mapping, column, field) })
  return (
    <>
      <div className="import-two">
        <section className="import-scroll" aria-label={t('import.step.columns')} tabIndex={-1}>
          <ColumnTable
            view={view}
            fields={fields}
            onMap={map}
            onChange={change.mutate}
            onValues={setValuesOf}
          />
        </section>
        <aside className="import-side" aria-label={t('import.modeTitle')}>
          <ModeForm view={view} fields={fields} onChange={change.mutate} />
          <FilledWords view={view} />
          {error && <Note tone="bad">{problemWords(error, t)}</Note>}
          {view.required.length > 0 && (
            <Note tone="warn" title={t('import.obligatoryTitle')}>
              {view.mode === 'create'
                ? t('import.notYet.obligatoryMissing', { fields: obligatory })
                : `${obligatory}. ${t('import.obligatoryWhat')}`}
            </Note>
          )}
        </aside>
      </div>
      <footer className="import-foot">
        <span className="t3 s grow">{t('import.nothingWrittenYet')}</span>
        <Button look="ghost" size="tall" onClick={() => go('file')}>
          {t('import.backToFile')}
        </Button>
        <Button
          look="primary"
          size="tall"
          busy={act.isPending || change.isPending}
          reason={missing ? t(`import.notYet.${missing}`, { fields: obligatory }) : undefined}
          onClick={check}
        >
          {t('import.toCheck')}
        </Button>
      </footer>
      <ColumnValues view={view} column={valuesOf} fields={fields} onClose={() => setValuesOf(null)} />
    </>
  )
}

interface ColumnTableProps {
  view: ImportView
  fields: readonly ImportField[]
  onMap: (column: number, field: string | null) => void
  onChange: (changes: object) => void
  onValues: (column: number) => void
}

function ColumnTable({ view, fields, onMap, onChange, onValues }: ColumnTableProps) {
  const { t } = useTranslation()
  // The order is that of the first look: a column that is matched now does not jump from under the pointer.
  const [order] = useState(() => mappedFirst(view.columns, view.mapping).map(({ column }) => column.index))
  const rows = mappedFirst(view.columns, view.mapping)
  const sorted = order.flatMap((index) => rows.find(({ column }) => column.index === index) ?? [])
  const shown = sorted.length === rows.length ? sorted : rows
  const saved = view.mapping.some(({ by }) => by === 'saved')
  return (
    <>
      {saved && <p className="import-hint t2 s">{t('import.savedTaken')}</p>}
      <table className="import-table import-columns">
        <thead>
          <tr>
            <th scope="col">{t('import.inFile')}</th>
            <th scope="col">{t('import.goesTo', { label: view.label })}</th>
            <th scope="col">{t('import.certaintyTitle')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ column, mapped }) => (
            <ColumnRow
              key={column.index}
              column={column}
              mapped={mapped}
              fields={fields}
              onMap={(field) => onMap(column.index, field)}
              onMissing={(missing) =>
                onChange({ mapping: [{ column: column.index, field: mapped.field, missing }] })
              }
              onValues={() => onValues(column.index)}
            />
          ))}
        </tbody>
      </table>
    </>
  )
}

function ModeForm({
  view,
  fields,
  onChange,
}: {
  view: ImportView
  fields: readonly ImportField[]
  onChange: (changes: object) => void
}) {
  const { t } = useTranslation()
  const keys = keyChoices(fields, view.mapping)
  return (
    <>
      <h2>{t('import.modeTitle')}</h2>
      <div className="import-form">
        <FieldFrame label={t('import.mode')}>
          <Select<Mode>
            value={view.mode}
            options={(['create', 'update', 'both'] as const).map((mode) => ({
              value: mode,
              label: t(`import.modes.${mode}`),
              ...(mode !== 'create' && keys.length === 0 ? { reason: t('import.noKey') } : {}),
            }))}
            onChange={(mode) => mode && onChange(changedMode(mode, view.key, keys))}
          />
        </FieldFrame>
        {view.mode !== 'create' && (
          <FieldFrame label={t('import.key')} required hint={t('import.keyHint')}>
            <Select
              value={view.key}
              shown={view.key ? importFieldLabel(fields, view.key) : undefined}
              options={keys.map(({ field, label }) => ({ value: field, label }))}
              onChange={(key) => onChange({ key })}
            />
          </FieldFrame>
        )}
      </div>
      <p className="t3 s">{t(`import.modeWhat.${view.mode}`)}</p>
    </>
  )
}
